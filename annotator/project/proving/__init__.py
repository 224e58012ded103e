"""Proof that everything is as it was kept, and repair from good copies."""
