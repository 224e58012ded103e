"""How well annotators of a project agree: whose labels of which articles count, and gates."""
