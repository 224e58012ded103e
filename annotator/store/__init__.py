"""How labellings are kept: versions, their exact bytes, and the folder they lie in."""
