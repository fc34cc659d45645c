"""Makers are pure functions: one frozen view in, text or bytes out."""
