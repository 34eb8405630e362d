"""What a person's page tells beyond the person's own triples: the roles held, and what was said in them."""

from __future__ import annotations

from collections.abc import Mapping

from .site import Site


def person_page(site: Site, iri: str, lang: str) -> Mapping[str, object]:
    """The roles of a person, each with the claims and figures given in it."""
    by = site.terms.iri("by")
    memberships = sorted(site.things.linking(iri, site.terms.iri("person"), "membership"))
    said = [
        (held, [s for kind in ("claim", "figure") for s in site.things.linking(held, by, kind)]) for held in memberships
    ]
    return {"memberships": said}
