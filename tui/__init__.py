"""The terminal side of Readout: the command line, the screens and what draws them."""

__version__ = "0.1.0"
