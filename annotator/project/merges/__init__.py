"""Label folders that grew apart, made one again."""
