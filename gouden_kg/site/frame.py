"""What stands around every page: the menu."""

from __future__ import annotations

from collections.abc import Container

from .layout import layout, words
from .site import Site

Entry = tuple[str, str]
"""The path of a page and its title in the menu."""


def menu_of(site: Site, lang: str, paths: Container[str]) -> list[Entry]:
    """The site's menu in a language, of the pages that exist: lists of things, then other pages; made once."""
    return site.once(f"menu {lang}", lambda: _menu(site, lang, paths))


def _menu(site: Site, lang: str, paths: Container[str]) -> list[Entry]:
    kinds = [kind for kind in layout()["menu"] if kind in site.kinds] or site.kinds[:4]
    lists = [(f"{kind}/index.html", site.class_label(kind, lang, plural=True)) for kind in kinds]
    others = [(path, texts[lang]) for path, texts in words()["menu"].items()]
    return [(path, title) for path, title in (*lists, *others) if path in paths]
