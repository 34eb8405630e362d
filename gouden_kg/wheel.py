"""Puts the project of this checkout, built, into the wheel, so that an installed package answers at once."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class BundleHook(BuildHookInterface[Any]):
    """Builds the graph while the wheel is made; a project with errors makes no wheel."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Adds the five folders and their `dist/` under `gouden_kg/bundle/`; nothing for an editable install."""
        if version == "editable":
            return
        root = Path(self.root)
        self.bundle = Path(tempfile.mkdtemp())
        for folder in ("ontology", "data", "queries", "shapes"):
            shutil.copytree(root / folder, self.bundle / folder, ignore=shutil.ignore_patterns("releases"))
        sys.path.insert(0, str(root))
        from gouden_kg.build import build
        from gouden_kg.project import read_project

        build(read_project(self.bundle))
        build_data["force_include"][str(self.bundle)] = "gouden_kg/bundle"
        browser = _browser_parts(root)
        if browser.is_dir():
            build_data["force_include"][str(browser)] = "gouden_kg/site/browser/built"

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        """Removes the temporary folder."""
        if version != "editable":
            shutil.rmtree(self.bundle, ignore_errors=True)


def _browser_parts(root: Path) -> Path:
    """The folder of the bundled scripts, made where Node.js is at hand; a wheel made without it says so."""
    built = root / "gouden_kg" / "site" / "browser" / "built"
    if not built.is_dir() and shutil.which("npm"):
        subprocess.call([sys.executable, str(root / "dev.py"), "browser"])
    if not built.is_dir():
        print("this wheel has no engine for questions in web pages: that takes Node.js and npm", file=sys.stderr)
    return built
