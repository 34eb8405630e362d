"""Small pages that clients show in a frame: what an entity is, what a feature means."""

from __future__ import annotations

import base64
import hashlib
from html import escape

from .entities import Entities, Entity, in_one_language
from .message import HTML, Reply
from .schema import Term
from .words import words

WIDTH, HEIGHT = 400, 240
_MOST_ROWS = 6
_HIDDEN = {"name", "summary", "definition", "slug", "evidence", "note", "basis", "latitude", "longitude"}
_STYLE = (
    "body{font:14px/1.4 system-ui,sans-serif;margin:8px;color:#1a1a1a;background:#fff}h1{font-size:16px;margin:0}"
    "p{margin:4px 0}dl{display:grid;grid-template-columns:max-content 1fr;gap:2px 10px;margin:6px 0}dd{margin:0}"
    "dt{color:#595959}"
)
_HASH = base64.b64encode(hashlib.sha256(_STYLE.encode()).digest()).decode()
# shown in frames of other sites, which is what previews are for; nothing in it runs
_POLICY = f"default-src 'none'; style-src 'sha256-{_HASH}'"


def page(title: str, body: str, lang: str) -> Reply:
    """A whole HTML page around an escaped body."""
    head = f'<meta charset="utf-8"><title>{escape(title)}</title><style>{_STYLE}</style>'
    html = f'<!DOCTYPE html>\n<html lang="{lang}"><head>{head}</head><body>{body}</body></html>\n'
    headers = {"Content-Type": f"{HTML}; charset=utf-8", "Content-Security-Policy": _POLICY}
    return Reply(200, html.encode(), headers)


def entity_html(entities: Entities, entity: Entity, lang: str, link: str = "") -> str:
    """Name, type, description and the first properties of an entity, escaped."""
    about = entities.description(entity, lang)
    keys = [k for k in entities.schema.properties if k in entity.values and k not in _HIDDEN and ":" not in k]
    parts = [f"<h1>{escape(entities.name(entity, lang))}</h1>", f"<p>{escape(entities.type(entity).name(lang))}"]
    parts += [f" – {escape(about)}"] if about else []
    parts += ["</p><dl>", *(_row(entities, key, entity.values[key], lang) for key in keys[:_MOST_ROWS]), "</dl>"]
    parts += (
        [f'<p><a href="{escape(link)}" target="_blank" rel="noopener">{words()["more"][lang]}</a></p>'] if link else []
    )
    return "".join(parts)


def term_html(term: Term, lang: str) -> str:
    """Name and meaning of a type or property, escaped."""
    return f"<h1>{escape(term.name(lang))}</h1><p>{escape(term.meanings.get(lang, ''))}</p>"


def feature_html(feature: str, lang: str) -> str | None:
    """What a matching feature means, and how the score is made; `None` when there is no such feature."""
    found = words()["feature"].get(feature.partition(":")[0])
    if found is None:
        return None
    texts = found[lang]["name"], found[lang]["meaning"], words()["score"][lang]
    return "<h1>{}</h1><p>{}</p><p>{}</p>".format(*map(escape, texts))


def _row(entities: Entities, key: str, values: list[str], lang: str) -> str:
    shown = list(dict.fromkeys(entities.shown(v, lang) for v in in_one_language(values, lang)))
    text = ", ".join(shown[:3]) + (" …" if len(shown) > 3 else "")
    return f"<dt>{escape(entities.schema.properties[key].name(lang))}</dt><dd>{escape(text)}</dd>"
