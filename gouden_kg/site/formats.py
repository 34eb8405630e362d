"""Dates and numbers as a reader of a language writes them."""

from __future__ import annotations

import re

from .layout import words

_DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")
_NUMBER = re.compile(r"([+-]?)(\d+)(?:\.(\d+))?")
_BEFORE_GROUP = re.compile(r"(?<=\d)(?=(?:\d{3})+$)")


def date_text(text: str, lang: str) -> str:
    """A date of EDTF level 0 in words, in the precision it has; other texts stay as they are.

    >>> date_text("2017-09-05", "nl"), date_text("2014-02", "en"), date_text("2015/2018", "nl")
    ('5 september 2017', 'February 2014', '2015 – 2018')
    """
    if "/" in text:
        return " – ".join(date_text(part, lang) for part in text.split("/"))
    found = _DATE.fullmatch(text)
    if not found or not found[2]:
        return text
    month = words()["lists"]["months"][lang].split()[int(found[2]) - 1] if 1 <= int(found[2]) <= 12 else found[2]
    return f"{int(found[3])} {month} {found[1]}" if found[3] else f"{month} {found[1]}"


def when_text(text: str, lang: str) -> str:
    """A date as it stands in a sentence: in a year or month, on a day, from one to another.

    >>> when_text("2017", "nl"), when_text("2014-02", "nl"), when_text("2017-09-05", "nl")
    ('in 2017', 'in februari 2014', 'op 5 september 2017')
    >>> when_text("2017-09-05", "en"), when_text("2015/2018-02", "en")
    ('on 5 September 2017', 'from 2015 to February 2018')
    """
    shape = "interval" if "/" in text else "day" if text.count("-") == 2 else "year_or_month"
    first, _, last = text.partition("/")
    return words()["when"][shape][lang].format(date_text(first, lang), date_text(last, lang)) if text else ""


def sentence(text: str) -> str:
    """The text with a capital first letter.

    >>> sentence("huizen in Delft"), sentence("’t Loket")
    ('Huizen in Delft', '’t Loket')
    """
    return text[:1].upper() + text[1:]


def number_text(text: str, lang: str) -> str:
    """A decimal number with the marks of the language, and every digit it was given with.

    >>> number_text("12345.50", "nl"), number_text("12345.50", "en"), number_text("2017", "nl")
    ('12.345,50', '12,345.50', '2.017')
    """
    found = _NUMBER.fullmatch(text)
    if not found:
        return text
    group, point = (".", ",") if lang == "nl" else (",", ".")
    sign = "−" if found[1] == "-" else ""
    return sign + _BEFORE_GROUP.sub(group, found[2]) + (point + found[3] if found[3] else "")
