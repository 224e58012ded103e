"""Mark people, places, casualties and dates in news articles, in a terminal."""

__version__ = "0.1.0"
