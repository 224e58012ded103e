"""What can be done with a labelling project: the hall where all other rooms meet."""
