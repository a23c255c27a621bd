"""Review: the rules on what people say about records. Pure: no store, no network, no clock."""
