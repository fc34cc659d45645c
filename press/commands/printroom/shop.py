"""The print shop of a program that lives on: one thing at a time is set in type and looked at."""

from __future__ import annotations

import threading

SHOP = threading.Lock()
"""Held while pages are set and turned into pictures: PDFium is not made for several threads (pypdfium2, "Incompatibility with threading")."""
