"""One module a thing on the screen; none of them opens or saves a file."""
