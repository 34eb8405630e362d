"""What shows that a text came to harm on its way into a record: through a program, a spreadsheet, an encoding."""

from __future__ import annotations

import re
from unicodedata import is_normalized, normalize

# UTF-8 read as Windows-1252 makes two or three such characters of one
_MISREAD = re.compile("[ÂÃâ][\x80-\xbf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]{1,2}")
_LOST = "\ufffd"  # stands where a program could not read a letter
_ERROR = re.compile(
    "#(?:REF!|N/A|NAME[?]|VALUE!|DIV/0!|NUM!|NULL!|VERW!|NAAM[?]|WAARDE!|DEEL/0!|N/B|LEEG!|GETAL!)", re.I
)
_PLACEHOLDERS = {"null", "nan", "n/a", "todo", "tbd", "undefined", "xxx"}
_LONGEST = max(map(len, _PLACEHOLDERS))


def harm_of(text: str) -> tuple[str, str] | None:
    """The code of what is wrong with the text, and the text that is likely meant, empty where nobody knows.

    >>> harm_of("CafÃ© â€™t Hof"), harm_of("#REF!"), harm_of("Café")
    (('misread-text', 'Café ’t Hof'), ('spreadsheet-error', ''), None)
    """
    if not text.isascii():
        if not is_normalized("NFC", text):  # RDF 1.1, section 3.3
            return "decomposed-text", normalize("NFC", text)
        if _LOST in text:
            return "lost-letter", ""
        if (mended := _MISREAD.sub(_mended, text)) != text:
            return "misread-text", mended
    elif text[:1] == "#" and _ERROR.fullmatch(text):
        return "spreadsheet-error", ""
    if (len(text) <= _LONGEST and text.lower() in _PLACEHOLDERS) or not any(map(str.isalnum, text)):
        return "placeholder", ""
    return None


def _mended(match: re.Match[str]) -> str:
    try:
        return match[0].encode("cp1252").decode("utf-8")
    except UnicodeError:
        return match[0]
