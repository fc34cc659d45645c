"""Puts sheetbox.py, and the pictures of the tests of letters, within reach."""

import sys
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parent), str(Path(__file__).parents[1] / "letters")]
