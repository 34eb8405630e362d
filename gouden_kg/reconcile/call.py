"""A request understood: in which language, with which parameters, about which publication."""

from __future__ import annotations

from dataclasses import dataclass

from ..languages import LANGUAGES
from ..project import Project
from .entities import Entities, Entity
from .match import Matcher
from .message import FORM, Refused, Request, media_type, parameters
from .suggest import Suggestions


@dataclass(frozen=True, slots=True)
class Knowledge:
    """What the service answers from, made once."""

    project: Project
    entities: Entities
    matcher: Matcher
    suggestions: Suggestions


@dataclass(frozen=True, slots=True)
class Call:
    """One request: `given` holds the parameters of URL and form, `endpoint` is the service's own address."""

    request: Request
    known: Knowledge
    endpoint: str
    lang: str
    given: dict[str, str]

    def entity(self) -> Entity:
        """The entity named by the parameter `id`; raises `Refused` when there is none."""
        found = self.known.entities.find(self.given.get("id", ""))
        if found is None:
            raise Refused(404, "nothing has this id; ids are those that reconciliation gives")
        return found

    def page_of(self, entity: Entity) -> str:
        """Where this site shows the entity."""
        return f"{self.request.root}/id/{entity.iri.removeprefix(self.known.entities.things)}"


def given_parameters(request: Request) -> dict[str, str]:
    """The parameters of the URL, and of the form that was posted; raises `Refused` when one is given twice."""
    given = parameters(request.query)
    if request.method != "POST" or media_type(request.content_type) != FORM:
        return given
    try:
        posted = parameters(request.body.decode("ascii"))
    except UnicodeDecodeError:
        raise Refused(400, "a form holds only ASCII; other characters are percent-encoded") from None
    if twice := sorted(set(given) & set(posted)):
        raise Refused(400, f"`{twice[0][:80]}` stands in the URL and in the form; give it once")
    return given | posted


def preferred_language(accepted: str) -> str:
    """Dutch or English as an Accept-Language header (RFC 9110, 12.5.4) prefers; Dutch when it does not say.

    >>> preferred_language("de, en-GB;q=0.8, nl;q=0.5"), preferred_language("fr"), preferred_language("nl;q=0, *")
    ('en', 'nl', 'en')
    """
    weights: dict[str, float] = {}
    for part in accepted.lower().split(","):
        tag, _, parameter = part.partition(";")
        weights.setdefault(tag.strip().partition("-")[0], _weight(parameter))
    return max(LANGUAGES, key=lambda lang: weights.get(lang, weights.get("*", 0.0)))


def _weight(parameter: str) -> float:
    name, _, number = parameter.replace(" ", "").partition("=")
    digits = number.replace(".", "", 1)
    return float(number) if name == "q" and digits.isascii() and digits.isdigit() else 1.0
