"""The terminal: which one it is, and how it is brought to show right to left as it reads."""
