"""A bare page in the style of the site, for what the site itself has no page of."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from html import escape

_HOME = {"nl": "Naar het begin", "en": "To the beginning"}


@dataclass(frozen=True, slots=True)
class Frame:
    """Where the server stands as clients see it, and the address of the site's style sheet, if it has one."""

    mount: str = ""
    style: str = ""

    def page(self, title: str, lang: str, body: Iterable[str]) -> bytes:
        """A page with a heading and a way home; `title` is plain text, `body` is HTML."""
        inside = "\n".join(body)
        style = f'<link rel="stylesheet" href="{escape(self.style)}">\n' if self.style else ""
        return (
            f'<!doctype html>\n<html lang="{lang}">\n<head>\n<meta charset="utf-8">\n<title>{escape(title)}</title>\n'
            f'<meta name="viewport" content="width=device-width, initial-scale=1">\n{style}</head>\n<body>\n'
            f'<main class="wide">\n<h1>{escape(title)}</h1>\n{inside}\n'
            f'<p><a href="{escape(self.mount)}/">{_HOME[lang]}</a></p>\n</main>\n</body>\n</html>\n'
        ).encode()
