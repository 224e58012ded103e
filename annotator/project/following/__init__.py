"""Labels that follow a corrected article or a changed schema."""
