"""What of a written name matters: letters, not accents, apostrophes, hyphens, capitals or spaces."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from html import unescape
from urllib.parse import unquote

_APOSTROPHES = re.compile("[’‘‛`´ʼʻʹ′＇]")
# what a web page, an address or a program makes of a letter
_ESCAPED = re.compile(r"&#?[A-Za-z0-9]{2,8};|%[0-9A-Fa-f]{2}|\\u[0-9A-Fa-f]{4}")
_UNICODE = re.compile(r"\\u([0-9A-Fa-f]{4})")
_NOTES = re.compile("[¹²³⁰⁴-⁹†‡]+$")  # refers to a footnote
_DASHES = re.compile("[‐‑‒–—―−_]")
_WORD = re.compile(r"[^\W_]+[.]?|[?\ufffd&+]")
_FOLDED = str.maketrans({"ß": "ss", "ø": "o", "æ": "ae", "œ": "oe", "ł": "l", "đ": "d", "ð": "d", "ı": "i"})
# a word or two of which the abbreviation is as good as the whole
_AAN_DE = re.compile(r"\b(?:aan de[nr]?|a[.]? ?d[.]?|aan d[.]?)(?= \w)")
_SINT = re.compile(r"^(?:sint|sin?t[.]|st[.]?)(?= \w)")
_HET = re.compile(r"^t(?= \w)")


def cleaned(text: str) -> str:
    """The text as one line: composed, plain apostrophes and hyphens, nothing invisible, single spaces.

    >>> cleaned("  ’s‑Gravenhage\\u200b\\u00a0 (gemeente) ")
    "'s-Gravenhage (gemeente)"
    """
    if _ESCAPED.search(text):
        text = unquote(unescape(_UNICODE.sub(lambda m: chr(int(m[1], 16)), text)))
    if text.isascii() and text.isprintable():
        return " ".join(text.split())
    mended = _NOTES.sub("", _mended(text))
    visible = "".join(c if unicodedata.category(c) not in ("Cf", "Cc") else " " * c.isspace() for c in mended)
    plain = _DASHES.sub("-", _APOSTROPHES.sub("'", visible))
    return " ".join(unicodedata.normalize("NFKC", plain).split())


def _mended(text: str) -> str:
    """UTF-8 that was read as Windows-1252, once or more often, read rightly; other text as it is."""
    while any(sign in text for sign in ("Ã", "â€", "Ä")):
        try:
            text = text.encode("cp1252").decode("utf-8")
        except UnicodeError:
            break
    return text


def folded(text: str) -> str:
    """The text in lower case without accents, `ij` and `ÿ` as `y`.

    >>> folded("IJsselstein"), folded("Súdwest-Fryslân")
    ('ysselstein', 'sudwest-fryslan')
    """
    lower = text.casefold()
    if not lower.isascii():
        apart = unicodedata.normalize("NFKD", lower.translate(_FOLDED))
        lower = "".join(c for c in apart if not unicodedata.combining(c)).casefold()
    return lower.replace("ij", "y")


def words(text: str) -> list[str]:
    """The folded words of a text, each with the full stop that abbreviates it.

    >>> words("Nuenen c.a."), words("St.-Oedenrode")
    (['nuenen', 'c.', 'a.'], ['st.', 'oedenrode'])
    """
    return _WORD.findall(folded(_APOSTROPHES.sub("'", text)))


@lru_cache(20_000)
def key(text: str) -> str:
    """What two spellings of one name share.

    >>> key("’s-Hertogenbosch") == key("S HERTOGENBOSCH") == key("'s Hertogen bosch")
    True
    >>> key("Alphen a/d Rijn"), key("Alphen aan den Rijn"), key("Son & Breugel")
    ('alphenaandryn', 'alphenaandryn', 'sonenbreugel')
    """
    spaced = " ".join(words(text)).replace("&", "en").replace("+", "en")
    spaced = _HET.sub("het", _SINT.sub("sint", _AAN_DE.sub("aand", spaced)))
    return spaced.replace(" ", "").replace(".", "").replace("\ufffd", "?")
