"""The pages: each module has a `router`; what they show is put together here and laid out by a template."""
