"""Small windows over the page: something to read, to find, or to decide."""
