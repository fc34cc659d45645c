"""One errand, one file: what a verb of the command line does."""
