"""A bare page about a thing, for a build whose site has not been published."""

from __future__ import annotations

from html import escape
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING

from ...graph import iri_of, language_of, text_of

if TYPE_CHECKING:
    from ...publish.publication import Publication
    from ..page import Frame

_FORMS = {"ttl": "Turtle", "jsonld": "JSON-LD", "nt": "N-Triples", "rdf": "RDF/XML"}


def plain_page(publication: Publication, frame: Frame, address: str, lang: str) -> bytes:
    """The statements of a document as one table for each thing in it."""
    base = publication.project.base
    iri = f"{base}id/{address}" if "/" in address else base + address
    stem = f"{frame.mount}/doc/{address}" if "/" in address else f"{frame.mount}/{address}"
    forms = ", ".join(f'<a href="{escape(stem)}.{form}">{name}</a>' for form, name in _FORMS.items())
    body = [f"<p><code>{escape(iri)}</code> · {forms}</p>"]
    for subject, triples in groupby(publication.documents[address], itemgetter(0)):
        fragment = iri_of(subject).partition("#")[2]
        body.append(f'<table id="{escape(fragment)}">' if fragment else "<table>")
        for _, prop, value in triples:
            name, content = (_shown(publication, frame.mount, term, lang) for term in (prop, value))
            body.append(f'<tr><th scope="row">{name}</th><td>{content}</td></tr>')
        body.append("</table>")
    return frame.page(publication.label(iri, lang)[0], lang, body)


def _shown(publication: Publication, mount: str, term: str, lang: str) -> str:
    iri = iri_of(term)
    if not iri:
        tag = language_of(term)
        text = escape(text_of(term))
        return f'<span lang="{escape(tag)}">{text}</span>' if tag else text
    label = escape(publication.label(iri, lang)[0])
    base = publication.project.base
    href = f"{mount}/{iri.removeprefix(base)}" if iri.startswith(base) else iri
    return f'<a href="{escape(href)}">{label}</a>' if href.startswith(("/", "http://", "https://")) else escape(iri)
