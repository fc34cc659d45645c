"""Readers turn one editor's file into frozen values; every mistake in it becomes a Problem."""
