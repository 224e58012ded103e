"""Numbers told as pages and tables: one result, drawn as JSON, CSV, Markdown and HTML."""
