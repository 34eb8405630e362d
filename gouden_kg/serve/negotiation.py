"""Which of several representations a client likes best (RFC 9110, section 12)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

_WEIGHT = re.compile(r"(?:0(?:\.\d{0,3})?|1(?:\.0{0,3})?)")
_QUOTED = re.compile(r'"(?:[^"\\]|\\.)*"')
_MOST = 100
_KEPT = 256  # programs send the same few headers all the time


@lru_cache(_KEPT)
def weights(header: str) -> tuple[tuple[str, float], ...]:
    """Each range of a header with its weight, in lower case, without other parameters; ill-written ones are left out.

    >>> weights("text/Turtle;q=0.5, text/*;level=1, x/y;q=7")
    (('text/turtle', 0.5), ('text/*', 1.0))
    """
    found = []
    for part in _QUOTED.sub("", header).lower().split(",")[:_MOST]:
        name, *parameters = (piece.strip() for piece in part.split(";"))
        weight = "1"
        for parameter in parameters:
            key, _, value = parameter.partition("=")
            if key.strip() == "q":
                weight = value.strip()
        if name and _WEIGHT.fullmatch(weight):
            found.append((name, float(weight)))
    return tuple(found)


@lru_cache(_KEPT)
def best_media(accept: str, offered: tuple[str, ...]) -> str:
    """The media type that the client likes best, of equals the first offered; empty when it takes none.

    >>> best_media("text/*;q=0.3, text/turtle;q=0, */*;q=0.1", ("text/turtle", "application/ld+json", "text/html"))
    'text/html'
    """
    ranges = dict(reversed(weights(accept)))  # of a range written twice the first counts
    if not ranges:
        return offered[0] if offered and not accept.strip() else ""

    def weight(media: str) -> float:
        whole = media.partition("/")[0] + "/*"
        return ranges.get(media, ranges.get(whole, ranges.get("*/*", ranges.get("*", 0.0))))

    best = max(offered, key=weight, default="")
    return best if best and weight(best) > 0 else ""


def best_language(accept: str, offered: Sequence[str]) -> str:
    """The language that the client likes best; the first offered when it likes none, for a page beats no page.

    >>> best_language("en-GB, nl;q=0.8", ["nl", "en"]), best_language("fr", ["nl", "en"])
    ('en', 'nl')
    """
    ranges = weights(accept)
    refused = {name for name, weight in ranges if weight == 0}
    liked: dict[str, float] = {}
    for name, weight in ranges:
        primary = name.partition("-")[0]
        for language in offered:
            if primary == language:
                liked[language] = max(liked.get(language, 0.0), weight)
    anything = max((weight for name, weight in ranges if name == "*"), default=0.0)
    choices = [language for language in offered if language not in refused] or list(offered)
    return max(choices, key=lambda language: liked.get(language, anything))


@lru_cache(_KEPT)
def takes_gzip(accept: str) -> bool:
    """Whether the client takes a body that is compressed with gzip, and likes none better that is not.

    >>> takes_gzip("br, gzip;q=0.5"), takes_gzip("gzip;q=0"), takes_gzip(""), takes_gzip("identity, gzip;q=0.5")
    (True, False, False, False)
    """
    ranges = dict(weights(accept))
    gzip = ranges.get("gzip", ranges.get("x-gzip", ranges.get("*", 0.0)))
    return gzip > 0 and gzip >= ranges.get("identity", 0.0)
