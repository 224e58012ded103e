"""How well extractors do on a project's gold: which gold, which predictions, and gates."""
