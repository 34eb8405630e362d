"""How the server behaves: from a file, the environment and flags, each value with where it came from."""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

from ..problem import GoudenError, Place, way_out

PREFIX = "GOUDEN_SERVE_"
Value = str | int | float | bool | tuple[str, ...]


_LARGEST = 2.0**40


def _setting(default: Value, meaning: str, least: float = 0, most: float = _LARGEST, form: str = ".*") -> Any:
    return field(default=default, metadata={"meaning": meaning, "least": least, "most": most, "form": form})


@dataclass(frozen=True, slots=True)
class Settings:
    """Every setting with its default; its meaning stands beside it, for `--help` and `--show-config`."""

    host: str = _setting("127.0.0.1", "Address to listen on; 0.0.0.0 is every network of this machine.", 1)
    port: int = _setting(8000, "Port to listen on; 0 takes a free one.", most=65535)
    public: str = _setting(
        "",
        "Address as clients see it (https://data.example.org); else that of each request.",
        form=r"(https?://[^/?#\s]+/?)?",
    )
    path: str = _setting(
        "", "Path under which a proxy passes requests on unchanged, such as /kg.", form=r"(/[A-Za-z0-9._~-]+)*"
    )
    hosts: tuple[str, ...] = _setting((), "Host names to answer; none named: any.")
    backend: str = _setting("", "SPARQL endpoint that holds the graph; else it is held in memory here.")
    backend_graph: str = _setting("", "Its named graph, or `default`; else the one that `gouden push` fills.")
    query_seconds: float = _setting(10.0, "Time that a query may take.", 0.1)
    query_memory: int = _setting(1024, "MiB that a query may take beside the graph.", 16)
    result_rows: int = _setting(100_000, "Rows or triples that a result may have.", 1)
    result_size: int = _setting(32 * 2**20, "Bytes that a result may have.", 1024)
    running: int = _setting(16, "Queries at once.", 1)
    waiting: int = _setting(64, "Queries that may wait for their turn.", 0)
    patience: float = _setting(5.0, "Seconds that a query waits for its turn.", 0)
    cache_size: int = _setting(64 * 2**20, "Bytes of answers to keep.", 0)
    body_size: int = _setting(2**20, "Bytes that the body of a request may have.", 1024)
    connections: int = _setting(1000, "Connections at once.", 1)
    head_seconds: float = _setting(10.0, "Time in which the head of a request should have come.", 0.1)
    body_seconds: float = _setting(20.0, "Time in which its body should have come.", 0.1)
    idle_seconds: float = _setting(15.0, "Time that a connection may wait for its next request.", 0.1)
    send_seconds: float = _setting(30.0, "Time in which a client should take the next 64 KiB.", 0.1)
    stop_seconds: float = _setting(15.0, "Time that requests under way get when the server is stopped.", 0)
    watch: bool = _setting(True, "Take over a new build as soon as it stands in dist/; else on SIGHUP only.")
    metrics: bool = _setting(True, "Answer /metrics.")
    log: str = _setting("-", "File for the access log; - is standard error, empty is none.")
    log_queries: bool = _setting(False, "Write what users ask into the access log.")
    log_addresses: bool = _setting(False, "Write from where users ask into the access log.")


@dataclass(frozen=True, slots=True)
class Configured:
    """The settings in force, and for each where its value came from."""

    settings: Settings
    origins: dict[str, str]

    def text(self) -> str:
        """All settings as a TOML file, with their origins and meanings."""
        lines = []
        for setting in fields(Settings):
            value = getattr(self.settings, setting.name)
            lines.append(f"# {setting.metadata['meaning']} ({self.origins[setting.name]})")
            lines.append(f"{setting.name} = {_toml(value)}")
        return "\n".join(lines) + "\n"


def configured(
    file: Path | None, flags: Mapping[str, Value], environment: Mapping[str, str] = os.environ
) -> Configured:
    """The settings of flags before environment before file before defaults; raises `GoudenError` for what is wrong."""
    values: dict[str, Value] = {}
    origins = dict.fromkeys((setting.name for setting in fields(Settings)), "default")
    for origin, name, value in (*_from_file(file), *_from_environment(environment), *_from_flags(flags)):
        if name not in origins:
            raise _unknown(origin, name, list(origins))
        values[name], origins[name] = _checked(name, value, origin), origin
    return Configured(Settings(**values), origins)  # type: ignore[arg-type]  # checked by name


def _from_file(file: Path | None) -> list[tuple[str, str, Value]]:
    if file is None:
        return []
    try:
        read = tomllib.loads(file.read_text("utf-8"))
    except OSError as error:
        raise GoudenError(f"cannot read {file}: {error.strerror}", way_out(error)) from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise GoudenError(
            f"this is not TOML: {error}", "write `name = value` lines, texts in quotes", Place(str(file))
        ) from None
    return [(str(file), name, tuple(value) if isinstance(value, list) else value) for name, value in read.items()]


def _from_environment(environment: Mapping[str, str]) -> list[tuple[str, str, Value]]:
    found = sorted((name, value) for name, value in environment.items() if name.startswith(PREFIX))
    return [(name, name.removeprefix(PREFIX).lower(), value) for name, value in found]


def _from_flags(flags: Mapping[str, Value]) -> list[tuple[str, str, Value]]:
    return [("--" + name.replace("_", "-"), name, value) for name, value in flags.items()]


def _checked(name: str, value: Value, origin: str) -> Value:
    setting = next(s for s in fields(Settings) if s.name == name)
    try:
        typed = _typed(getattr(Settings(), name), value)
    except ValueError:
        wanted = {int: "a whole number", float: "a number", bool: "true or false", str: "a text"}
        what = wanted.get(type(getattr(Settings(), name)), "a list of texts")
        raise GoudenError(f"{origin}: `{name}` is {what}, not `{value}`", setting.metadata["meaning"]) from None
    least, most = setting.metadata["least"], setting.metadata["most"]
    if isinstance(typed, str) and len(typed) < least:
        raise GoudenError(f"{origin}: `{name}` is empty", setting.metadata["meaning"])
    if isinstance(typed, str) and not re.fullmatch(setting.metadata["form"], typed):
        raise GoudenError(f"{origin}: `{name}` is written otherwise than `{typed}`", setting.metadata["meaning"])
    if not isinstance(typed, str | tuple) and not least <= typed <= most:
        bounds = f"at least {least:g} and at most {most:g}"
        raise GoudenError(f"{origin}: `{name}` is {bounds}, not {value}", setting.metadata["meaning"])
    return typed


def _typed(default: Value, value: Value) -> Value:
    """The value as the type of the default; raises `ValueError` when it is not one."""
    if isinstance(default, tuple):
        parts = value.split(",") if isinstance(value, str) else value
        if not isinstance(parts, list | tuple):
            raise ValueError
        return tuple(str(part).strip() for part in parts)
    if isinstance(value, str) and not isinstance(default, str):
        words = {"true": True, "1": True, "false": False, "0": False}
        return _word(words, value) if isinstance(default, bool) else type(default)(value)
    if isinstance(default, float) and isinstance(value, int) and not isinstance(value, bool):
        return float(value)
    if type(value) is not type(default):
        raise ValueError
    return value


def _word(words: dict[str, bool], value: str) -> bool:
    if value.lower() not in words:
        raise ValueError
    return words[value.lower()]


def _unknown(origin: str, name: str, known: list[str]) -> GoudenError:
    import difflib

    near = difflib.get_close_matches(name, known, 1)
    hint = f"did you mean `{near[0]}`?" if near else "`gouden serve --show-config` lists the settings"
    return GoudenError(f"{origin}: there is no setting `{name}`", hint)


def _toml(value: Value) -> str:
    import json

    return json.dumps(list(value) if isinstance(value, tuple) else value, ensure_ascii=False)
