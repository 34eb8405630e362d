"""What `data/dataset.yaml` says of the whole, read strictly: it names every address and every file of a publication."""

from __future__ import annotations

import re
from pathlib import Path

from .dates import bounds
from .messages import problem
from .problem import GoudenError, Place, Problem
from .read.headers import read_header
from .read.texts import harm_of
from .read.values import Fields, Items, Text, Value

NAME = "data/dataset.yaml"
_TAKEN = {"context", "headers", "store", "site"}
_SLUG = r"[a-z0-9]+(?:-[a-z0-9]+)*"
_IRI = r'https?://[^\s<>"{}|\\^`]+'
_REQUIRED = {
    "base": (
        r'https?://\w[\w.-]*(?::[0-9]{1,5})?/(?:(?:[^\s<>"{}|\\^`#?%/]|%[0-9A-Fa-f]{2})+/)*',
        "https://w3id.org/my-dataset/",
    ),
    "name": (_SLUG, "my-dataset"),
    "prefix": (_SLUG, "my"),
    "version": (r"[0-9]+\.[0-9]+\.[0-9]+(?:[-+][0-9A-Za-z.-]+)?", "1.0.0"),
    "licence": (_IRI, "https://creativecommons.org/licenses/by/4.0/"),
}
_DAYS = {"issued", "modified"}
_TEXTS = {"title", "description", "publisher", "keyword"}
_ADDRESSES = {
    "contact": (rf'{_IRI}|mailto:[^\s<>"{{}}|\\^`@]+@[^\s<>"{{}}|\\^`@]+', "mailto:data@example.org"),
    "site": (_IRI, "https://data.example.org/"),
    "theme": (_IRI, "http://publications.europa.eu/resource/authority/data-theme/SOCI"),
}
_WAYS = {
    "base": "a web address that begins with https:// and ends with a slash",
    "name": "lower-case letters, digits and hyphens: the name of the files",
    "prefix": "lower-case letters, digits and hyphens: stands for the vocabulary in Turtle",
    "version": "three numbers with points between them",
    "licence": "the web address of the licence, not its name",
    "contact": "a web address, or mailto: before an e-mail address",
    "site": "a web address",
    "theme": "the web address of a theme of the European Union's data portal",
}
_KNOWN = {*_REQUIRED, *_DAYS, *_TEXTS, *_ADDRESSES}


def read_dataset(root: Path) -> Fields:
    """The keys and values of a project; raises `GoudenError` at the place of what is missing or wrong."""
    fields = read_header(dataset_text(root / NAME), NAME, root)
    for key, value in fields.items():
        if key not in _KNOWN:
            raise _error(f"there is no key `{key}`", f"known: {', '.join(sorted(_KNOWN))}", key)
        if key in _TEXTS:
            _check_texts(key, value)
        elif key in _ADDRESSES and not (isinstance(value, Text) and re.fullmatch(_ADDRESSES[key][0], value)):
            raise _error(f"`{key}` should be like `{_ADDRESSES[key][1]}`", _WAYS[key], value)
        elif key in _DAYS and not (isinstance(value, Text) and len(value) == 10 and bounds(value)):
            raise _error(f"`{key}` should be like `2026-11-26`", "write a day that exists: year, month, day", value)
    for required, (pattern, example) in _REQUIRED.items():
        found = fields.get(Text(required), fields)
        if not isinstance(found, Text) or not re.fullmatch(pattern, found) or "/./" in found or "/../" in found:
            raise _error(f"`{required}` should be like `{example}`", _WAYS[required], found)
    if fields[Text("name")] in _TAKEN:
        raise _error(f"`name: {fields[Text('name')]}` is taken", "choose another", fields[Text("name")])
    if Text("title") not in fields:
        raise _error("`title` is missing", "write `title: {nl: …, en: …}`", fields)
    _check_order(fields)
    return fields


def _check_order(fields: Fields) -> None:
    issued, modified = fields.get(Text("issued")), fields.get(Text("modified"))
    if isinstance(issued, Text) and isinstance(modified, Text) and modified < issued:
        raise _error(f"`modified` lies before `issued` ({issued})", "correct one of the two days", modified)


def _check_texts(key: Text, value: Value) -> None:
    if not isinstance(value, Fields) or not value:
        raise _error(f"`{key}` is written per language", f"write `{key}: {{nl: …, en: …}}`", value)
    for language, text in value.items():
        if not re.fullmatch(r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*", language):
            raise _error(f"`{language}` is no language tag", "use `nl` or `en`", language)
        if not isinstance(text, Text) or not text.strip():
            raise _error(f"`{key}` in `{language}` should be a text", "fill it in, or leave the language out", text)
        if key != "description" and " ".join(text.split()) != text:
            raise _error(f"`{key}` should stand on one line", "with one space between words, none at the ends", text)
        if harm := harm_of(text):
            found = problem(harm[0], Place(NAME, text.line, text.column), name=text, key=key, likely=harm[1])
            raise GoudenError(found.message["en"], found.hint["en"], found.place)


def _error(message: str, hint: str, at: Text | Fields | Items) -> GoudenError:
    return GoudenError(message, hint, Place(NAME, at.line, at.column))


def dataset_text(path: Path) -> str:
    """The text of `data/dataset.yaml`; raises `GoudenError` when it cannot be read."""
    from .read.files import read_text

    problems: list[Problem] = []
    text = read_text(path, NAME, problems)
    if text is None:
        raise GoudenError(problems[-1].message["en"], problems[-1].hint.get("en", ""), problems[-1].place)
    if not text.strip():
        raise GoudenError("the file is empty", "it says `title`, `base`, `name` and more", Place(NAME))
    return text


def dataset_error(root: Path, key: str, message: str, hint: str) -> GoudenError:
    """An error at a key of `data/dataset.yaml`, where what it says does not go with something else."""
    return _error(message, hint, read_dataset(root)[Text(key)])
