"""Municipalities in memory: who they were on a day, who came after them, and which one a text means."""
