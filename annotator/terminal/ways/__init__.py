"""The ways of showing text that runs right to left, a module each."""
