"""Provinces as people write them: in full, abbreviated, by CBS or ISO code."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from .spelling import key

# slug → abbreviations in use behind a place name, the CBS code and the ISO 3166-2 code
_WRITTEN = {
    "groningen": "gr gn gron grn PV20 NL-GR",
    "friesland": "fr frl fri fryslan friesland PV21 NL-FR",
    "drenthe": "d dr drente PV22 NL-DR",
    "overijssel": "o ov ovij PV23 NL-OV",
    "flevoland": "fl flev PV24 NL-FL",
    "gelderland": "g gl gld geld PV25 NL-GE",
    "utrecht": "u ut utr PV26 NL-UT",
    "noord-holland": "nh nholland PV27 NL-NH",
    "zuid-holland": "zh zholland PV28 NL-ZH",
    "zeeland": "z ze zl zld PV29 NL-ZE",
    "noord-brabant": "nb nbr br brab brabant PV30 NL-NB",
    "limburg": "l lb li lim limb PV31 NL-LI",
}
_SHORTEST = 4  # of a name broken off by a full stop


@dataclass(frozen=True, slots=True)
class Province:
    """A province with the names it goes by."""

    slug: str
    names: tuple[str, ...]


class ProvinceNames:
    """Which province a text means.

    >>> names = ProvinceNames([Province("noord-holland", ("Noord-Holland", "North Holland"))])
    >>> names.slug_of("N.H."), names.slug_of("Provincie Noord Holland"), names.slug_of("Bretagne")
    ('noord-holland', 'noord-holland', '')
    """

    def __init__(self, provinces: Iterable[Province]) -> None:
        self._short: dict[str, str] = {}
        self._full: dict[str, str] = {}
        for province in provinces:
            for name in (*province.names, province.slug):
                self._full[key(name)] = province.slug
            for short in _WRITTEN.get(province.slug, "").split():
                self._short[key(short)] = province.slug

    def slug_of(self, text: str) -> str:
        """The province of a text; an empty text when it is none."""
        found = key(text)
        whole = self.full_slug_of(found.removeprefix("provincie").removeprefix("prov"))
        return whole or self._short.get(found) or (self._begun(found) if text.endswith(".") else "")

    def _begun(self, found: str) -> str:
        """The one province of which a name begins so."""
        slugs = {slug for name, slug in self._full.items() if name.startswith(found)}
        return next(iter(slugs)) if len(slugs) == 1 and len(found) >= _SHORTEST else ""

    def full_slug_of(self, found: str) -> str:
        """The province whose whole name has this key."""
        return self._full.get(found, "")
