"""Stored queries: questions with a header, asked with bound values, answered in rows."""
