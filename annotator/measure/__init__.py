"""How far annotators agree and how well extractors do: sums over articles, and what follows."""
