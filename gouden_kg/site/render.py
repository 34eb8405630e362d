"""A page and a language become a file. The home module of Jinja2."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cached_property

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from ..publish.publication import File
from .formats import date_text, sentence
from .page import Page
from .routes import Routes
from .site import Site
from .view import View

_JSON_IN_HTML = {ord("<"): "\\u003c", ord(">"): "\\u003e", ord("&"): "\\u0026"}


@dataclass(frozen=True)
class Renderer:
    """The templates, ready to be filled for a site that has the pages of `routes`."""

    site: Site
    routes: Routes

    def file(self, page: Page, lang: str, at: str = "") -> File:
        """The page in a language, at its own path unless another is given."""
        path = at or f"{lang}/{page.path}"
        view = View(self.site, self.routes, lang, path)
        text = self.environment.get_template(page.template).render(view=view, page=page, **page.filling(lang))
        return path, text.encode()

    @cached_property
    def environment(self) -> Environment:
        """The templates; every value is escaped, an unknown name is an error."""
        environment = Environment(
            loader=PackageLoader("gouden_kg.site"),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        environment.filters["json_ld"] = json_in_html
        environment.filters["code_marks"] = code_marks
        environment.filters["day"] = date_text
        environment.filters["sentence"] = sentence
        environment.filters["slug"] = lambda iri: iri.rpartition("/")[2]
        environment.globals["project"] = self.site.publication.project
        for name in environment.list_templates(extensions=["j2"]):
            environment.get_template(name)  # compiled here once, before any worker is forked
        return environment


def code_marks(text: str) -> Markup:
    """The text with what stands between backticks as code.

    >>> print(code_marks("`since` < `until`"))
    <code>since</code> &lt; <code>until</code>
    """
    parts = [escape(part) for part in text.split("`")]
    return Markup("").join(Markup("<code>{}</code>").format(p) if at % 2 else p for at, p in enumerate(parts))


def json_in_html(value: object) -> Markup:
    r"""JSON that cannot end the `script` element it stands in.

    >>> print(json_in_html("</script>"))
    "\u003c/script\u003e"
    """
    return Markup(json.dumps(value, ensure_ascii=False).translate(_JSON_IN_HTML))
