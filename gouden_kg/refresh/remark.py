"""What there is to say of a value, in Dutch and English."""

from __future__ import annotations

from dataclasses import dataclass

from ..messages import shortened

_WORDS = {
    "no-record": ("geen record heeft deze code", "no record has this code"),
    "no-municipality": (
        "geen record heeft deze code; schrijf haar met de hand",
        "no record has this code; add it by hand",
    ),
    "several": ("{about} adressen eisen deze code op", "{about} addresses claim this code"),
    "shared": ("het is ook het adres van {about}", "it is also the address of {about}"),
    "gone": ("opgeheven op {about}, toch nog op de kaart", "it ended on {about}, yet the map still has its code"),
    "doubtful": (
        "het Wikidata-item dat dit zegt, staat zelf ter discussie",
        "the Wikidata item that says so is in doubt",
    ),
    "surer": ("een zekerder bron zegt {about}", "a surer source says {about}"),
    "was": ("was: {about}", "was: {about}"),
    "ours": ("onze bron is niet minder zeker: {about}", "our source is no less sure: {about}"),
    "by-hand": ("wijzig dit met de hand als het klopt", "change it by hand if it is right"),
    "with-event": ("schrijf dit met de hand, met de gebeurtenis erbij", "write it by hand, with its event"),
    "not-then": ("volgens de records bestond zij toen niet", "by the records it did not exist then"),
    "missing": ("de lijst heeft haar niet meer", "the list has it no more"),
    "no-code": ("`{about}` is geen gemeentecode", "`{about}` is no municipality code"),
    "other-code": ("de code {about} past niet bij dit adres", "the code {about} does not fit this address"),
    "no-item": ("`{about}` is geen Wikidata-item", "`{about}` is no Wikidata item"),
    "no-relation": ("`{about}` is geen nummer van een relatie", "`{about}` is no number of a relation"),
    "places": ("{about} woonplaatsen (admin_level=10)", "{about} places (admin_level=10)"),
    "codeless": ("{about} grenzen zonder ref:gemeentecode", "{about} boundaries without ref:gemeentecode"),
}


@dataclass(frozen=True, slots=True)
class Remark:
    """One remark: its kind, what it is about, and where in the file that stands."""

    kind: str
    about: str = ""
    source: str = ""

    def words(self, lang: str) -> str:
        """The remark in Dutch (`nl`) or English.

        >>> Remark("no-code", "5O3", "osm.json: relation 115").words("en")
        'osm.json: relation 115: `5O3` is no municipality code'
        """
        text = _WORDS[self.kind][lang != "nl"].format(about=shortened(self.about))
        return f"{self.source}: {text}" if self.source else text
