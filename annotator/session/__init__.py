"""One sitting of one annotator over one article, as values."""
