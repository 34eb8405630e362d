"""Data stories: prose with questions in it, answered when the site is made."""
