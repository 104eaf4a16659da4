"""Readers of files: bytes in, a value of `content.model` out; one module per kind of file."""
