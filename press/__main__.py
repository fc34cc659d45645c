"""``python -m press``: the same verbs as build.py, in an environment that is already there."""

import sys

from press.cli import main

sys.exit(main())
