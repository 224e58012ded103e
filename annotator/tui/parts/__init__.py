"""What the annotator's room is made of besides its widgets: each part does one kind of thing."""
