"""The API: one module per kind of thing; each has a `router`."""
