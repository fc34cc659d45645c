"""Om Sverige: Markdown in, a multilingual static site, codes and letters out."""

__version__ = "0.1.0"
