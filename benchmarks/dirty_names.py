"""Made-up dirty spellings of municipalities, by rules over the gazetteer, with what each means."""

from __future__ import annotations

import csv
import random
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from gouden_kg.gazetteer.gazetteer import Gazetteer
from gouden_kg.gazetteer.municipality import Municipality

SEED = 20171204
HARD = Path(__file__).with_name("hard-names.csv")
_SHORTEST_TO_MISSPELL, _LONG_ENOUGH_FOR_TWO = 7, 12
_SCANNED = {
    "l": "i",
    "i": "l",
    "o": "0",
    "e": "c",
    "c": "e",
    "m": "rn",
    "w": "vv",
    "n": "u",
    "u": "n",
    "h": "b",
    "t": "f",
}
_SUFFIX = {
    "groningen": "Gr", "friesland": "Fr", "drenthe": "Dr", "overijssel": "Ov", "flevoland": "Fl", "gelderland": "Gld",
    "utrecht": "Ut", "noord-holland": "NH", "zuid-holland": "ZH", "zeeland": "Zld", "noord-brabant": "NB",
    "limburg": "L",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Case:
    """A dirty text, the day and province beside it, and the code it means; `none` or `ambiguous` where it has none."""

    text: str
    expected: str
    rule: str
    at: str = ""
    province: str = ""


Rule = Callable[[str, Municipality, random.Random], str]


def _mojibake(name: str, _: Municipality, __: random.Random) -> str:
    return name.encode("utf-8").decode("windows-1252")


def _bare(name: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFD", name) if not unicodedata.combining(c))


def _code(_: str, municipality: Municipality, chance: random.Random) -> str:
    code, digits = municipality.code, municipality.code[2:]
    return chance.choice([code, code.lower(), digits, digits.lstrip("0"), f"{int(digits)}.0"])


def _turned(name: str, _: Municipality, __: random.Random) -> str:
    article, _space, rest = name.partition(" ")
    return f"{rest}, {article}" if article.lower() in ("de", "den", "het") and rest else name


def _shortened(name: str, _: Municipality, __: random.Random) -> str:
    return (
        name.replace(" aan den ", " a/d ")
        .replace(" aan de ", " a.d. ")
        .replace("Sint ", "St. ")
        .replace("Sint-", "St.")
    )


RULES: dict[str, Rule] = {
    "municipality in front": lambda n, _, r: r.choice(["Gemeente ", "gemeente ", "gem. ", "GEMEENTE ", "Gem. "]) + n,
    "municipality behind": lambda n, _, r: n + r.choice([" (gem.)", " (gemeente)", ", gemeente", " gem."]),
    "upper case": lambda n, _, __: n.upper(),
    "lower case": lambda n, _, __: n.lower(),
    "spaces": lambda n, _, r: f" {n.replace(' ', r.choice(['  ', chr(160), ' ' + chr(8203)]))}  ",
    "decomposed": lambda n, _, __: unicodedata.normalize("NFD", n),
    "no accents": lambda n, _, __: _bare(n),
    "no hyphens": lambda n, _, r: n.replace("-", r.choice([" ", "", "–", " - "])),
    "apostrophe": lambda n, _, r: n.replace("'", r.choice(["’", "‘", "`", "´", ""])),
    "ij": lambda n, _, r: n.replace("ij", r.choice(["y", "ĳ", "ÿ"])).replace("IJ", r.choice(["Y", "Ĳ", "Ij"])),
    "abbreviated": _shortened,
    "article behind": _turned,
    "province": lambda n, m, r: n if "(" in n else n + r.choice([" ({})", ", {}", " {}"]).format(_SUFFIX[m.province]),
    "code": _code,
    "address": lambda _, m, r: r.choice([m.address("tooi"), m.address("tooi"), m.iri]),
    "name and code": lambda n, m, r: r.choice([f"{n} ({m.code})", f"{m.code} {n}", f"{n} - {m.code}"]),
    "wrongly decoded": _mojibake,
}  # fmt: skip


def misspelt(name: str, chance: random.Random) -> str:
    """The name with one fault of a hand or a scanner, or two where it is long; the first letter stays."""
    for _ in range(1 + (len(name) >= _LONG_ENOUGH_FOR_TWO and chance.random() < 0.3)):
        at = chance.randrange(1, len(name) - 1)
        letter, before, after = name[at], name[:at], name[at + 1 :]
        if not letter.isalpha():
            continue
        faults = [before + after, before + letter * 2 + after, before + name[at + 1] + letter + name[at + 2 :]]
        faults += [before + _SCANNED[letter] + after] * 2 if letter in _SCANNED else []
        name = chance.choice(faults)
    return name


def dirty_cases(gazetteer: Gazetteer) -> list[Case]:
    """The cases made by rule, each text once, in a fixed order."""
    chance = random.Random(SEED)
    found = {c.text: c for m in gazetteer.by_code.values() for c in _cases_of(m, chance)}
    return list(found.values())


def _cases_of(municipality: Municipality, chance: random.Random) -> Iterator[Case]:
    for rule in chance.sample(sorted(RULES), 5):
        text = RULES[rule](municipality.name, municipality, chance)
        yield Case(text, municipality.code, rule)
    if len(municipality.name) >= _SHORTEST_TO_MISSPELL:
        for _ in range(2):
            yield Case(misspelt(municipality.name, chance), municipality.code, "misspelt")


def hard_cases() -> list[Case]:
    """The hand-made list."""
    with HARD.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return [Case(r["text"], r["expected"], "hard list", r["at"], r["province"]) for r in rows]


def halves(cases: list[Case]) -> tuple[list[Case], list[Case]]:
    """A part to develop on and a part to report on, divided by lot with a fixed seed."""
    shuffled = random.Random(SEED + 1).sample(cases, len(cases))
    return shuffled[: len(cases) // 2], shuffled[len(cases) // 2 :]
