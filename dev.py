#!/usr/bin/env python3
"""Sets up and runs this checkout with nothing but Python 3.11: `python3 dev.py show`, `python3 dev.py test`.

`python3 dev.py browser` makes the engine for questions in web pages; it alone needs Node.js, with npm.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent
BIN = ROOT / ".venv" / ("Scripts" if sys.platform == "win32" else "bin")


def run(*words: str) -> None:
    """Runs a program of the environment; ends with its exit code when it fails."""
    code = subprocess.call([str(BIN / words[0]), *words[1:]], cwd=ROOT)
    if code:
        sys.exit(code)


def set_up(extra: str) -> None:
    """Makes `.venv` and installs the package in it, once for each set of extras and version of pyproject.toml."""
    stamp = ROOT / ".venv" / f".installed{extra.strip('[]')}"
    wanted = (ROOT / "pyproject.toml").read_text("utf-8")
    if stamp.is_file() and stamp.read_text("utf-8") == wanted:
        return
    if not (BIN / ("python.exe" if sys.platform == "win32" else "python")).exists():
        make_environment()
    print("installing into .venv …", file=sys.stderr)
    run("python", "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--editable", f".{extra}")
    run("python", "-m", "compileall", "-q", "gouden_kg")  # some environments never write what was compiled
    stamp.write_text(wanted, "utf-8")


def make_environment() -> None:
    """Makes `.venv`; says what to install where Python came without pip."""
    try:
        venv.create(ROOT / ".venv", with_pip=True)
    except (subprocess.CalledProcessError, ImportError):
        sys.exit("this Python cannot make environments with pip; on Debian or Ubuntu: apt install python3-venv")


def make_browser_parts() -> None:
    """Installs the locked packages of `gouden_kg/site/browser/` and bundles them into its folder `built/`."""
    npm = shutil.which("npm")
    if npm is None:
        sys.exit("npm is not here; install Node.js 20 or newer, on Debian and Ubuntu: apt install nodejs npm")
    folder = ROOT / "gouden_kg" / "site" / "browser"
    for words in (["ci", "--ignore-scripts", "--no-fund", "--no-audit"], ["run", "--silent", "build"]):
        code = subprocess.call([npm, *words], cwd=folder)
        if code:
            sys.exit(code)
    print(f"made {folder / 'built'}; `gouden publish` copies it", file=sys.stderr)


def main() -> None:
    """Runs the task named on the command line."""
    if sys.version_info < (3, 11):  # noqa: UP036 - told here, before pip tells it worse
        sys.exit(f"Python 3.11 or newer is needed; this is {sys.version.split()[0]}")
    task = sys.argv[1] if len(sys.argv) == 2 else ""
    if task == "show":
        set_up("")
        run("gouden", "build")
        run("gouden", "query", "run", "golden-municipalities", "--lang", "en")
    elif task == "test":
        set_up("[test]")
        run("gouden", "build")
        run("python", "-m", "pytest")
    elif task == "browser":
        make_browser_parts()
    else:
        sys.exit("usage: python3 dev.py show | test | browser")


if __name__ == "__main__":
    main()
