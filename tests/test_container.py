"""The container file: what it copies suffices, what it runs exists, and what serves has no rights."""

from __future__ import annotations

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

from gouden_kg.serve.settings import PREFIX, Settings

from .conftest import ROOT, gouden

TEXT = (ROOT / "Containerfile").read_text("utf-8")
_, MADE, SERVING = ([line.split(" ", 1) for line in stage.splitlines()[1:] if line] for stage in TEXT.split("\nFROM "))
INSTRUCTIONS = dict(SERVING)


def test_what_serves_is_nobody() -> None:
    words = [word for word, _ in SERVING]
    assert words.index("USER") < words.index("ENTRYPOINT")
    user, group = INSTRUCTIONS["USER"].split(":")
    assert int(user) > 1000 and int(group) > 1000
    assert not any(word == "RUN" for word in words), "nothing is installed where it is served"


def test_no_address_of_anything_to_fetch_from() -> None:
    assert re.findall(r"https?://\S+", TEXT) == ["https://data.example.org"]
    assert not re.search(r"index-url|--find-links|pypi", TEXT)


def test_it_serves_with_options_that_exist(starter: Path) -> None:
    command = json.loads(INSTRUCTIONS["ENTRYPOINT"])
    assert command[:3] == ["/opt/gouden/bin/gouden", "serve", "--project"]
    run = TEXT[TEXT.index("podman run") : TEXT.index("# `docker`")].replace("\\\n#", " ")
    options = shlex.split(run.partition("gouden-gemeenten ")[2], comments=True)
    assert options[0] == "--public"
    shown = gouden("serve", "--project", starter, *options, "--show-config")
    assert shown.exit_code == 0 and 'public = "https://data.example.org"' in shown.stdout
    name, _, value = INSTRUCTIONS["ENV"].partition("=")
    assert name == PREFIX + "HOST" and value == "0.0.0.0"
    assert INSTRUCTIONS["EXPOSE"] == str(Settings().port)


def test_what_it_copies_makes_a_wheel(tmp_path: Path) -> None:
    for word, rest in MADE:
        if word == "COPY":
            *sources, target = rest.split()
            for name in sources:
                copy(ROOT / name, tmp_path / (name if target == "./" else target))
    parts = tmp_path / "gouden_kg" / "site" / "browser" / "built"  # as `python3 dev.py browser` leaves them
    parts.mkdir(exist_ok=True)
    (parts / "query.js").write_text("// bundled")
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", "out", "."]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, env={**os.environ, "NO_COLOR": "1"})
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-2000:]
    (wheel,) = (tmp_path / "out").glob("*.whl")
    names = zipfile.ZipFile(wheel).namelist()
    assert names.count("gouden_kg/site/browser/built/query.js") == 1
    assert "gouden_kg/bundle/dist/gouden-gemeenten.nt" in names and "gouden_kg/serve/run.py" in names


def copy(source: Path, target: Path) -> None:
    """A file or folder as it goes into the image."""
    if source.is_dir():
        shutil.copytree(source, target, ignore=shutil.ignore_patterns("node_modules", "__pycache__"))
    else:
        shutil.copy(source, target)
