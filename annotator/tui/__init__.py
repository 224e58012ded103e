"""The screen: widgets that show, and screens that turn keys into edits of a session."""
