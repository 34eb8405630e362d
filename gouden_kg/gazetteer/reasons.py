"""Why a municipality is or is not the one a text means, in points and in words."""

from __future__ import annotations

from dataclasses import dataclass

_WORDS = {
    "code": ("CBS-code {about}", "CBS code {about}"),
    "number": ("getal dat CBS-code {about} kan zijn", "number that may be CBS code {about}"),
    "district": ("CBS-code van wijk of buurt in {about}", "CBS code of a district or neighbourhood in {about}"),
    "identifier": ("{about}", "{about}"),
    "confidence": ("zekerheid van die koppeling: {about}", "confidence of that link: {about}"),
    "name": ("naam", "exact name"),
    "alias": ("andere naam van {about}", "other name of {about}"),
    "shared": ("naam die meer gemeenten dragen", "name that several municipalities bear"),
    "short": ("naam zonder lidwoord", "name without its article"),
    "article": ("naam met een ander lidwoord", "name with another article"),
    "annex": ("naam met een deel niet uitgeschreven", "name with a part not written out"),
    "with-place": ("met de plaats {about}", "with the place {about}"),
    "abbreviation": ("afkorting van {about}", "abbreviation of {about}"),
    "spelling": ("spelling van {about}", "spelling of {about}"),
    "province": ("provincie {about}", "province {about}"),
    "province-other": ("ligt niet in die provincie maar in {about}", "lies not in that province but in {about}"),
    "date": ("bestond op {about}", "existed on {about}"),
    "ended": ("bestond tot {about}", "existed until {about}"),
    "ended-before": ("bestond toen niet meer: tot {about}", "no longer existed: until {about}"),
    "not-yet": ("bestond toen nog niet: vanaf {about}", "did not exist yet: from {about}"),
    "successor": ("opvolger van {about}", "successor of {about}"),
    "predecessor": ("voorganger van {about}", "predecessor of {about}"),
    "then-there": ("daar was toen {about}", "what was there then is {about}"),
    "city": ("de stad is genoemd, niet de gemeente", "the city is named, not the municipality"),
    "addition": ("onbekende toevoeging: {about}", "unknown addition: {about}"),
    "brackets": ("onbekende toevoeging tussen haakjes: {about}", "unknown addition in brackets: {about}"),
    "within": ("genoemd in een langere tekst", "named within a longer text"),
    "several": ("noemt meer gemeenten", "names several municipalities"),
    "disagree": ("naam en code wijzen naar verschillende gemeenten", "name and code mean different municipalities"),
    "confirmed": ("bevestigd door {about}", "confirmed by {about}"),
    "contradicted": ("{about} wijst naar een andere gemeente", "{about} means another municipality"),
    "beside": ("volgens {about}", "according to {about}"),
    "none-beside": ("{about} is geen gemeente", "{about} is no municipality"),
    "decision": ("zo beslist in {about}", "decided so in {about}"),
    "coverage": ("de lijst van gemeenten beslaat {about}", "the list of municipalities covers {about}"),
    "empty": ("leeg", "empty"),
    "too-long": ("te lang voor een naam", "too long for a name"),
    "no-letters": ("geen naam of code", "no name or code"),
    "unknown-code": ("sinds 2015 had geen gemeente de code {about}", "no municipality since 2015 had the code {about}"),
    "unknown-identifier": ("geen gemeente heeft {about}", "no municipality has {about}"),
    "is-province": ("dat is de provincie {about}", "that is the province of {about}"),
    "is-kind": ("door het woord `{about}` geen gemeente", "no municipality, by the word `{about}`"),
    "is-place": ("dat is een plaats in {about}, geen gemeente", "that is a place in {about}, no municipality"),
    "is-foreign": ("dat is een plaats buiten Nederland ({about})", "that is a place outside the Netherlands ({about})"),
    "like-place": ("lijkt op {about}; dat is geen gemeente", "resembles {about}, which is no municipality"),
    "unlike": ("lijkt op geen gemeente", "resembles no municipality"),
    "bad-date": ("geen datum: {about}", "no date: {about}"),
    "bad-province": ("geen provincie: {about}", "no province: {about}"),
}


@dataclass(frozen=True, slots=True)
class Reason:
    """One step of a score: what was seen, what it counts for, and what it is about."""

    kind: str
    points: float = 0.0
    about: str = ""

    def words(self, lang: str) -> str:
        """The reason in Dutch (`nl`) or English.

        >>> Reason("ended", -0.4, "2019-01-01").words("en")
        'existed until 2019-01-01'
        """
        return _WORDS[self.kind][0 if lang == "nl" else 1].format(about=self.about)
