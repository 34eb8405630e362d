"""What links to a thing, in groups of one kind of thing and one property."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from ..languages import LANGUAGES
from .find.facets import Facet
from .layout import Texts, layout
from .page import Filling, Page
from .site import Site
from .things import ordered_kinds

SHOWN = 30
"""How many of a group a thing's own page shows."""
PER_PAGE = 100


@dataclass(frozen=True, slots=True)
class Group:
    """Things of one kind that link to `target` with one property; `key` names the group within the target."""

    target: str
    kind: str
    prop: str
    key: str
    iris: list[str]

    @property
    def shown(self) -> list[str]:
        """What the target's own page shows of the group."""
        return self.iris[:SHOWN]

    def path(self, site: Site) -> str:
        """The page that lists the whole group."""
        return f"{site.things.address(self.target)}/{self.key}.html"


def groups_of(site: Site, iri: str) -> list[Group]:
    """The groups that link to a thing, without what is hidden, in the order of kinds."""
    found = site.things.links_in.get(iri, {})
    kinds = ordered_kinds({kind for kind, _ in found}, layout()["kinds"])
    keys = sorted((kinds.index(kind), site.terms.rank(prop), kind, prop) for kind, prop in found if kind)
    return [
        Group(iri, kind, prop, f"{kind}.{site.terms.term(prop).replace(':', '.')}", sorted(set(found[kind, prop])))
        for _, _, kind, prop in keys
        if not site.terms.hidden(prop)
    ]


def group_pages(site: Site) -> Iterator[Page]:
    """The whole of each group that is too long for the page of its target."""
    for iri in sorted(site.things.links_in):
        for group in groups_of(site, iri):
            if len(group.iris) > SHOWN:
                titles = {lang: _title(site, group, lang) for lang in LANGUAGES}
                iris = {lang: _ordered(site, group, lang) for lang in LANGUAGES}
                yield from list_pages(titles, group.path(site), iris, parent=iri)


def _ordered(site: Site, group: Group, lang: str) -> list[str]:
    """Claims keep together by place, other things stand by label."""
    if group.kind == "claim":
        return group.iris
    return sorted(group.iris, key=lambda iri: (site.label(iri, lang)[0].casefold(), iri))


def _title(site: Site, group: Group, lang: str) -> str:
    return f"{site.label(group.target, lang)[0]}: {site.class_label(group.kind, lang, plural=True).lower()}"


def list_pages(
    titles: Texts,
    path: str,
    iris: Mapping[str, list[str]],
    *,
    parent: str = "",
    kind: str = "",
    facets: Sequence[Facet] = (),
) -> Iterator[Page]:
    """A list, in the order of each language, over as many pages as keep each small; the first may be empty."""
    total = len(next(iter(iris.values())))
    pages = range(max(-(-total // PER_PAGE), 1))
    paths = [path, *(f"{path.removesuffix('.html')}.{number + 1}.html" for number in pages[1:])]
    scripts = ("facets.js",) if facets else ()
    for number in pages:
        fixed = {
            "paths": paths,
            "number": number,
            "parent": parent,
            "total": total,
            "kind": kind,
            "facets": facets if number == 0 else (),
        }
        yield Page(
            paths[number],
            "list.html.j2",
            titles,
            _part(iris, number, fixed),
            scripts=scripts if number == 0 else (),
            menu=f"{kind}/index.html",
        )


def _part(iris: Mapping[str, list[str]], number: int, fixed: Mapping[str, object]) -> Filling:
    return lambda lang: {**fixed, "iris": iris[lang][number * PER_PAGE : (number + 1) * PER_PAGE]}
