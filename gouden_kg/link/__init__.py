"""Other people's tables with municipalities in them: read, matched row by row, written with what was found."""
