"""Stories as they are written: `queries/stories/NAME.nl.md` and `.en.md`.

`# Title`, a first paragraph that leads in, `## headings`, paragraphs, `- lists`, `[text](page.html)`. A line
`::: query-name parameter=value` shows an answer. Facts stand in the text as questions, never as numbers:

    {speakers-by-role: rows}                                 how many rows the answer has
    {speakers-by-role: total claims}                         the sum of a column
    {speakers-by-role: role in row 1}                        a value, as a link where it is a thing
    {speakers-by-role: claims where role=alderman}           the value in the row of a thing
    {speakers-by-role: share of claims where role=alderman}  that value in whole percents of the sum
    {claims-of-kind(claimKind=barrier): rows}                with a parameter
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from ...problem import GoudenError, Place, Problem
from ...read.files import read_text

FOLDER = "stories"
_INLINE = re.compile(
    r"\{(?P<query>[a-z0-9-]+)(?:\((?P<given>[^)]*)\))?: (?P<ask>[^}]+)\}|\[(?P<text>[^]]+)\]\((?P<to>[^)\s]+)\)"
)
_ASK = re.compile(
    r"(?P<rows>rows)|total (?P<total>\w+)|(?P<cell>\w+) in row (?P<row>[1-9]\d*)"
    r"|(?P<share>share of )?(?P<value>\w+) where (?P<key>\w+)=(?P<is>[\w-]+)"
)


@dataclass(frozen=True, slots=True)
class Asking:
    """A stored query with the values it is asked with, and where the story asks it."""

    query: str
    given: tuple[tuple[str, str], ...]
    place: Place


@dataclass(frozen=True, slots=True)
class Fact:
    """What the text takes from an answer; `ask` is matched by `_ASK`."""

    asking: Asking
    ask: dict[str, str]


@dataclass(frozen=True, slots=True)
class Link:
    """A link to another page of the site, in the same language."""

    text: str
    to: str


Inline = str | Fact | Link


@dataclass(frozen=True, slots=True)
class Block:
    """A heading (`h2`), paragraph (`p`) or list (`ul`, an entry per line), or a shown answer (`answer`)."""

    kind: str
    lines: list[list[Inline]]
    asking: Asking | None = None


@dataclass(frozen=True, slots=True)
class Story:
    """A story in one language."""

    title: str
    blocks: list[Block]


def read_stories(folder: Path) -> dict[str, dict[str, Story]]:
    """Name → language → story; raises `GoudenError` with the place of what cannot be read."""
    found: dict[str, dict[str, Story]] = {}
    for path in sorted((folder / FOLDER).glob("*.*.md")):
        name, lang = path.name.split(".")[:2]
        found.setdefault(name, {})[lang] = _read_story(path, f"{folder.name}/{FOLDER}/{path.name}")
    return found


def _read_story(path: Path, name: str) -> Story:
    problems: list[Problem] = []
    text = read_text(path, name, problems)
    if text is None:
        raise GoudenError(problems[0].message["en"], problems[0].hint.get("en", ""), problems[0].place)
    lines = text.splitlines()
    if not lines or not lines[0].startswith("# "):
        raise GoudenError("a story begins with its title", "write `# Title` on the first line", Place(name, 1, 1))
    return Story(lines[0][2:].strip(), _blocks(lines, name))


def _blocks(lines: list[str], name: str) -> list[Block]:
    """The blocks after the title; blank lines part them."""
    blocks: list[Block] = []
    part: list[tuple[int, str]] = []
    for number, line in [*enumerate(lines[1:], 2), (len(lines) + 1, "")]:
        if line.strip():
            part.append((number, line.strip()))
        elif part:
            blocks.append(_block(part, name))
            part = []
    return blocks


def _block(part: list[tuple[int, str]], name: str) -> Block:
    number, first = part[0]
    if first.startswith("## "):
        return Block("h2", [_inlines(first[3:], Place(name, number, 1))])
    if first.startswith("::: "):
        query, *given = first[4:].split()
        return Block("answer", [], _asking(query, " ".join(given), Place(name, number, 5)))
    if first.startswith("- "):
        return Block("ul", [_inlines(line.removeprefix("- "), Place(name, at, 1)) for at, line in part])
    return Block("p", [_inlines(" ".join(line for _, line in part), Place(name, number, 1))])


def _inlines(text: str, place: Place) -> list[Inline]:
    found: list[Inline] = []
    end = 0
    for match in _INLINE.finditer(text):
        found += [text[end : match.start()], _inline(match, place)]
        end = match.end()
    return [part for part in [*found, text[end:]] if part]


def _inline(match: re.Match[str], place: Place) -> Inline:
    if match["to"]:
        return Link(match["text"], match["to"])
    ask = _ASK.fullmatch(match["ask"])
    if not ask:
        hint = "ask for `rows`, `total COLUMN`, `COLUMN in row 1`, `COLUMN where COLUMN=id` or `share of …`"
        raise GoudenError(f"`{match['ask']}` asks nothing of an answer", hint, place)
    asking = _asking(match["query"], (match["given"] or "").replace(",", " "), place)
    return Fact(asking, {key: value for key, value in ask.groupdict().items() if value})


def _asking(query: str, given: str, place: Place) -> Asking:
    pairs = [word.partition("=") for word in given.split()]
    wrong = [name for name, equals, _ in pairs if not equals]
    if wrong:
        raise GoudenError(f"`{wrong[0]}` has no value", "write parameter=value", place)
    return Asking(query, tuple((name, value) for name, _, value in pairs), place)
