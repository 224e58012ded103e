"""How far the work is: articles, annotators, and an index that spares reading them all."""
