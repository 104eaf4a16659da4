"""Writers of open formats: a value of `content.model` in, text out; one module per format."""
