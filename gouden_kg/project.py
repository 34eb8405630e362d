"""A project folder: five folders and what `data/dataset.yaml` says of the whole."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass, field
from pathlib import Path

from .problem import GoudenError, Place
from .read.files import RELEASES
from .rebase import written_base

FOLDERS = ("ontology", "data", "queries", "shapes")


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
    """What `data/dataset.yaml` says; raises `GoudenError` when it is missing, incomplete or wrong."""
    from .dataset import NAME, read_dataset
    from .read.values import Fields, Text

    if not os.path.lexists(root / NAME):
        hint = "name a folder that has data/dataset.yaml, or begin one with `gouden init DIR`"
        raise GoudenError(f"{root} is no project: there is no data/dataset.yaml", hint, Place(NAME))
    fields = read_dataset(root)
    texts = {str(k): {str(t): str(v) for t, v in f.items()} for k, f in fields.items() if isinstance(f, Fields)}
    plain = {str(k): str(v) for k, v in fields.items() if isinstance(v, Text)}
    named = {key: plain[key] for key in ("base", "name", "prefix", "version", "licence")}
    return Project(root.resolve(), **named, texts=texts, settings=plain)


def kebab(name: str) -> str:
    """A class name in lower case with dashes.

    >>> kebab("TargetGroup")
    'target-group'
    """
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "-", name).lower()
