"""What the versions of annotators say of each other: history, differences, blame."""
