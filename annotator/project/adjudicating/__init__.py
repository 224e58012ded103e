"""Differences between annotators become gold: opened, counted, taken by majority, told."""
