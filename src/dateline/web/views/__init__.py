"""What the pages show, worked out before any template is touched: pure functions from records to plain values."""
