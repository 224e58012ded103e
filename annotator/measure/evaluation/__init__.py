"""How well an extractor finds what is in the gold, and whether another one does better."""
