"""The languages in which everything for people is said; the first one goes first."""

LANGUAGES = ("nl", "en")
