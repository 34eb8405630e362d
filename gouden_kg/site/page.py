"""What a page is: a template with what fills it, at a path that both languages share."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from .layout import Texts

Filling = Callable[[str], Mapping[str, object]]


def _nothing(_lang: str) -> Mapping[str, object]:
    return {}


@dataclass(frozen=True, slots=True)
class Page:
    """A page in every language.

    `path` stands below the folder of the language. `filling` gives, for a language, what the template needs besides
    `view` and `page`; it is called where the page is rendered, which may be another process. `scripts` are assets,
    run after the page is drawn. `iri` names the thing that the page describes.
    """

    path: str
    template: str
    title: Texts
    filling: Filling = field(default=_nothing, repr=False)
    description: Texts = field(default_factory=dict)
    iri: str = ""
    scripts: tuple[str, ...] = ()
    menu: str = ""
