"""What is said of a text: the schema, spans, labellings, edits and the rules they keep."""
