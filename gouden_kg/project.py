"""A project folder: five folders and what `data/dataset.yaml` says of the whole."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from .problem import GoudenError, Place, Problem

if TYPE_CHECKING:
    from .read.values import Fields

FOLDERS = ("ontology", "data", "queries", "shapes")
RELEASES = "releases"
_TAKEN = {"context", "headers", "store", "site"}
_NAME = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_BASE = re.compile(r'https?://[^\s<>"{}|\\^`#?]+/')
_DATES, _DATE = {"issued", "modified"}, re.compile(r"[0-9]{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])")
_VERSION = re.compile(r"[0-9]+\.[0-9]+\.[0-9]+(?:[-+][0-9A-Za-z.-]+)?")


@dataclass(frozen=True, slots=True)
class Project:
    """Where a project stands and how its publication is called.

    `texts` holds title, description, publisher and keyword by language: `project.texts["title"]["nl"]`; `settings` the
    plain values, of which the publication uses `contact`, `issued`, `modified` and `theme`.
    """

    root: Path
    base: str
    name: str
    prefix: str
    version: str
    licence: str
    texts: dict[str, dict[str, str]]
    settings: dict[str, str] = field(default_factory=dict)

    @property
    def data(self) -> Path:
        """The folder of the records."""
        return self.root / "data"

    @property
    def releases(self) -> Path:
        """The folder of frozen releases: in the project's history, but no records."""
        return self.data / RELEASES

    @property
    def ontology(self) -> Path:
        """The folder of vocabulary, code lists and context."""
        return self.root / "ontology"

    @property
    def dist(self) -> Path:
        """The folder of the built publication."""
        return self.root / "dist"

    @property
    def written(self) -> str:
        """The base with which the project's own files are written, moved to `base` when they are read."""
        return written_base(self.ontology / "context.jsonld")

    @property
    def published_graph(self) -> str:
        """The name of the graph in stores that hold graphs of others too."""
        return f"{self.base}graph/published"

    @property
    def vocabulary(self) -> str:
        """The namespace of the project's own terms."""
        return self.base + "def#"


def find_project(path: Path | None = None, *, own: bool = False) -> Project:
    """The project in `path`; without one the project around the current folder, else the one that came along.

    Raises `GoudenError` when the folder is no project; with `own` also where only the one that came along is left.
    """
    if path is not None:
        return read_project(path)
    here = Path.cwd()
    around = next((p for p in (here, *here.parents) if os.path.lexists(p / "data" / "dataset.yaml")), None)
    if around is None and own:
        raise GoudenError(
            f"{here} is no project, nor any folder above it",
            "name one with --project DIR, or begin one with `gouden init DIR`",
        )
    return read_project(around or bundled_root())


def bundled_root() -> Path:
    """The project that came with the package: in a wheel beside the modules, in a checkout above them."""
    package = Path(__file__).resolve().parent
    return package / "bundle" if (package / "bundle").is_dir() else package.parent


def read_project(root: Path) -> Project:
    """What `data/dataset.yaml` says; raises `GoudenError` when it is missing or incomplete."""
    path = root / "data" / "dataset.yaml"
    if not path.is_file():
        hint = "name a folder that has data/dataset.yaml, or begin one with `gouden init DIR`"
        raise GoudenError(f"{root} is no project: there is no data/dataset.yaml", hint)
    from .read.values import Fields, Text

    fields = _dataset_fields(path)
    texts = {str(k): {str(t): str(v) for t, v in f.items()} for k, f in fields.items() if isinstance(f, Fields)}
    plain = {str(k): v for k, v in fields.items() if isinstance(v, Text)}

    def required(key: str, pattern: re.Pattern[str], example: str) -> str:
        value = plain.get(key)
        if value is not None and pattern.fullmatch(value):
            return str(value)
        at = value if value is not None else fields
        raise GoudenError(f"`{key}` should be like `{example}`", "", Place("data/dataset.yaml", at.line, at.column))

    for key in _DATES & plain.keys():
        required(key, _DATE, "2026-11-26")
    if plain.get("name") in _TAKEN:
        raise GoudenError(
            f"`name: {plain['name']}` is taken by a file of every build", "choose another", Place("data/dataset.yaml")
        )
    if not texts.get("title"):
        raise GoudenError("`title` is missing", "write `title: {nl: …, en: …}`", Place("data/dataset.yaml"))
    return Project(
        root.resolve(),
        required("base", _BASE, "https://w3id.org/my-dataset/"),
        required("name", _NAME, "my-dataset"),
        required("prefix", _NAME, "my"),
        required("version", _VERSION, "1.0.0"),
        str(plain.get("licence", "")),
        texts,
        {key: str(value) for key, value in plain.items()},
    )


def _dataset_fields(path: Path) -> Fields:
    from .read.headers import read_header

    return read_header(dataset_text(path), "data/dataset.yaml", path.parent.parent)


def dataset_text(path: Path) -> str:
    """The text of `data/dataset.yaml`; raises `GoudenError` when it cannot be read."""
    from .read.files import read_text

    problems: list[Problem] = []
    text = read_text(path, "data/dataset.yaml", problems)
    if text is None:
        raise GoudenError(problems[-1].message["en"], problems[-1].hint.get("en", ""), problems[-1].place)
    return text


def written_base(path: Path) -> str:
    """The base with which the project's own files are written: the context's `@base` without `id/`."""
    text = path.read_text("utf-8", errors="replace") if path.is_file() else ""
    match = re.search(r'"@base"\s*:\s*"([^"]*)id/"', text)
    return match[1] if match else ""


def rebased(text: str, written: str, base: str) -> str:
    """The text with every address under the written base moved to the base in force."""
    return text if not written or written == base else text.replace(written, base)


def kebab(name: str) -> str:
    """A class name in lower case with dashes.

    >>> kebab("TargetGroup")
    'target-group'
    """
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "-", name).lower()
