"""Stored queries: a SPARQL file whose `#+` lines say in YAML what is asked, with which parameters and columns."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from ..problem import GoudenError, Place, Problem
from ..read.values import Fields, Items, Text, Value
from ..rebase import rebased

VIOLATION, DERIVED = "-violation", "-derived"


@dataclass(frozen=True, slots=True)
class Parameter:
    """One value that the asker may fill in: a class name, or `date`, `integer`, `text`."""

    name: str
    type: str
    default: str
    values: tuple[str, ...] = ()

    @property
    def open(self) -> bool:
        """Whether an empty value makes sense: any thing of the class, any words."""
        return self.type[:1].isupper() or (self.type == "text" and not self.values)


@dataclass(frozen=True, slots=True)
class StoredQuery:
    """A question: its name, SPARQL text and header."""

    name: str
    text: str
    header: Fields

    def words(self, key: str) -> dict[str, str]:
        """The sentences under a header key, by language."""
        value = self.header.get(Text(key))
        return {str(k): str(v) for k, v in value.items()} if isinstance(value, Fields) else {}

    def setting(self, key: str, default: str) -> str:
        """A plain value of the header."""
        value = self.header.get(Text(key))
        return str(value) if isinstance(value, Text) else default

    @property
    def version(self) -> str:
        """The first twelve hexadecimal digits of the text's SHA-256: another text is another version."""
        import hashlib

        return hashlib.sha256(self.text.encode()).hexdigest()[:12]

    @property
    def columns(self) -> list[str]:
        """The columns that the header promises."""
        return _texts(self.header.get(Text("columns")))

    @property
    def parameters(self) -> list[Parameter]:
        """What may be filled in."""
        value = self.header.get(Text("parameters"))
        return [_parameter(name, v) for name, v in value.items()] if isinstance(value, Fields) else []


def read_queries(folder: Path, base: str, written: str, kind: str | None = "") -> dict[str, StoredQuery]:
    """The stored queries of a kind by name: ordinary ones, those ending in `-violation` or `-derived`; `None`: all.

    Raises `GoudenError` when a header is missing or cannot be read.
    """
    paths = (p for p in sorted(folder.glob("*.rq")) if kind is None or kind_of(p.stem) == kind)
    return {path.stem: read_query(path, base, written) for path in paths}


def kind_of(name: str) -> str:
    """How the name of a stored query ends: `-violation`, `-derived`, or nothing special.

    >>> kind_of("name-unique-violation"), kind_of("figures")
    ('-violation', '')
    """
    return next((kind for kind in (VIOLATION, DERIVED) if name.endswith(kind)), "")


def read_query(path: Path, base: str, written: str) -> StoredQuery:
    """One stored query; raises `GoudenError` with the place of what is wrong in its header."""
    from ..read.files import read_text

    problems: list[Problem] = []
    name = f"queries/{path.name}"
    text = read_text(path, name, problems)
    if text is None:
        raise GoudenError(problems[0].message["en"], problems[0].hint.get("en", ""), problems[0].place)
    return StoredQuery(path.stem, rebased(text, written, base), _header(text, name, path.parent.parent))


def header_text(text: str) -> str:
    """The YAML in the `#+` lines, line by line with the file, so that places in it are places in the file."""
    lines = [line.removeprefix("#+")[1:] if line.startswith("#+") else "" for line in text.splitlines()]
    return "\n".join(lines).rstrip() + "\n"


def _header(text: str, name: str, root: Path) -> Fields:
    from ..read.headers import read_header

    yaml = header_text(text)
    header = read_header(yaml, name, root) if yaml.strip() else Fields()
    if not isinstance(header.get(Text("summary")), Fields):
        hint = "write it on the first line: `#+` and a space, then the key, then the sentence per language"
        raise GoudenError("a stored query begins with `#+ summary: {nl: …, en: …}`", hint, Place(name))
    if header.get(Text("severity"), "error") not in ("error", "warning"):
        at = header[Text("severity")]
        hint = "an error stops a build, a warning does not"
        raise GoudenError("`severity` is `error` or `warning`", hint, Place(name, at.line, at.column))
    if name.endswith(f"{VIOLATION}.rq") and not isinstance(header.get(Text("message")), Fields):
        hint = "it says what is wrong with what a row names; a column may stand in it between braces"
        raise GoudenError("a violation query has `#+ message: {nl: …, en: …}`", hint, Place(name))
    return header


def _parameter(name: str, value: Value) -> Parameter:
    settings = value if isinstance(value, Fields) else Fields()
    plain = {str(k): str(v) for k, v in settings.items() if isinstance(v, Text)}
    kind = plain.get("type", "text").rpartition(":")[2]
    return Parameter(str(name), kind, plain.get("default", ""), tuple(_texts(settings.get(Text("values")))))


def _texts(value: Value | None) -> list[str]:
    return [str(v) for v in value] if isinstance(value, Items) else []
