"""How well annotators agree: figures, where they differ, and what to make of it."""
