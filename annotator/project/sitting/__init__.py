"""One annotator on one article: opened, kept edit by edit, saved as a version, brought back."""
