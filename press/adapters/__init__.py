"""Adapters: one outside library each, and its only door."""
