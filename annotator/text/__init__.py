"""Texts: what they are made of, in which order they are read, and where they stand."""
