"""How labellings are exchanged with other programs, one module a format."""
