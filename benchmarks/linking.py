"""How well and how fast municipalities are recognised, beside what people use instead; all in one run.

    python benchmarks/linking.py [--part develop|report] [--wrong]

Accuracy: dirty spellings made by rules and a hand-made list of hard ones, half to develop on, half to report on.
Speed: rows and names per second of processor time, and the highest use of memory for a short and a long table.
"""

from __future__ import annotations

import argparse
import csv
import datetime
import difflib
import os
import random
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import Path

from dirty_names import Case, dirty_cases, halves, hard_cases, misspelt
from rapidfuzz import fuzz, process
from rapidfuzz.utils import default_process as prepared

from gouden_kg.gazetteer.gazetteer import Gazetteer
from gouden_kg.gazetteer.match import Matcher
from gouden_kg.gazetteer.read import read_gazetteer
from gouden_kg.project import find_project

Answer = tuple[str, str]  # code or none/ambiguous, and the status
Method = Callable[[Case], Answer]


def main() -> None:
    """Prints accuracy per method, then speed."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--part", choices=["develop", "report"], default="report")
    parser.add_argument("--wrong", action="store_true", help="list what the matcher got wrong")
    asked = parser.parse_args()
    gazetteer = read_gazetteer(find_project())
    cases = [*dirty_cases(gazetteer), *hard_cases()]
    part = halves(cases)[asked.part == "report"]
    print(f"{len(cases)} texts, {len(part)} in the part to {asked.part}")
    print_accuracy(part, gazetteer, asked.wrong)
    print_speed(gazetteer)
    print_memory()


def methods(gazetteer: Gazetteer) -> dict[str, Method]:
    """The matcher and three things people do, each giving a code and how sure it is."""
    matcher = Matcher(gazetteer)
    codes = {m.name: m.code for m in gazetteer.by_code.values()}
    lower = {name.lower(): code for name, code in codes.items()}

    def gouden(case: Case) -> Answer:
        at = datetime.date.fromisoformat(case.at) if case.at else None
        found = matcher.match(case.text, at, case.province)
        return (found.municipality.code if found.municipality else found.status), found.status

    def rapidfuzz(case: Case) -> Answer:
        best = process.extractOne(case.text, codes.keys(), scorer=fuzz.WRatio, processor=prepared, score_cutoff=86)
        return (codes[best[0]], "sure") if best else ("none", "none")

    def with_difflib(case: Case) -> Answer:
        best = difflib.get_close_matches(case.text, codes.keys(), 1, 0.8)
        return (codes[best[0]], "sure") if best else ("none", "none")

    def joined(case: Case) -> Answer:
        code = lower.get(case.text.lower())
        return (code, "sure") if code else ("none", "none")

    return {
        "gouden link": gouden,
        "RapidFuzz best match": rapidfuzz,
        "difflib": with_difflib,
        "lower-case join": joined,
    }


def print_accuracy(cases: list[Case], gazetteer: Gazetteer, wrong: bool) -> None:
    """A line a method: how many of its certain answers are right, and how many municipalities it found."""
    print(
        f"{'':22} {'precision of sure':>18} {'wrongly sure':>13} {'recall sure+likely':>19} {'precision of both':>18}"
    )
    for name, method in methods(gazetteer).items():
        answers = [(case, *method(case)) for case in cases]
        sure = [(c, code) for c, code, status in answers if status == "sure"]
        chosen = [(c, code) for c, code, status in answers if status in ("sure", "likely")]
        with_code = sum(c.expected.startswith("GM") for c in cases)
        right_sure, right = (sum(code == c.expected for c, code in part) for part in (sure, chosen))
        print(
            f"{name:22} {right_sure / max(1, len(sure)):18.2%} {len(sure) - right_sure:13} "
            f"{right / with_code:19.2%} {right / max(1, len(chosen)):18.2%}"
        )
        if wrong and name == "gouden link":
            print_wrong(answers)


def print_wrong(answers: Iterable[tuple[Case, str, str]]) -> None:
    """Each text with another answer than expected, and how many by rule."""
    missed = [(c, code, status) for c, code, status in answers if code != c.expected]
    for c, code, status in missed:
        print(f"    {c.rule}: {c.text!r} {c.at} {c.province} is {c.expected}, got {code} ({status})")
    print("   ", dict(Counter(c.rule for c, _, _ in missed)))


def rate(work: Callable[[], object], count: int) -> float:
    """How many a second of processor time, the best of three."""
    best = 0.0
    for _ in range(3):
        begin = time.process_time()
        work()
        best = max(best, count / (time.process_time() - begin))
    return best


def print_speed(gazetteer: Gazetteer) -> None:
    """Distinct names per second, never seen before; and how many times as many as the others."""
    chance = random.Random(1)
    names = [m.name for m in gazetteer.by_code.values() if len(m.name) > 3]
    unseen = list({misspelt(chance.choice(names) + chance.choice(["", "", "e", "s"]), chance) for _ in range(6000)})
    few = [Case(text, "", "") for text in unseen[:300]]
    ours = rate(lambda: match_all(Matcher(gazetteer), unseen), len(unseen))
    print(f"distinct unseen names per second: {ours:,.0f}")
    for name, method in list(methods(gazetteer).items())[1:3]:
        theirs = rate(lambda method=method: [method(case) for case in few], len(few))  # type: ignore[misc]
        print(f"  {ours / theirs:.1f} times as many as {name}")


def match_all(matcher: Matcher, texts: list[str]) -> None:
    """Matches each text."""
    for text in texts:
        matcher.match(text)


def print_memory() -> None:
    """Rows of a CSV file per second, names repeated; and the highest use of memory by number of rows."""
    names = [c.text for c in dirty_cases(read_gazetteer(find_project())) if c.text.isprintable()]
    with tempfile.TemporaryDirectory() as folder:
        peaks = []
        for rows in (1_000, 100_000, 1_000_000):
            path = Path(folder) / f"{rows}.csv"
            write_table(path, names, rows)
            seconds, peak = run_link(path)
            peaks.append(peak)
            print(f"{rows:9,} rows: {rows / seconds:9,.0f} a second, start included; {peak / 1024:.0f} MiB at most")
        print(f"memory of the longest table over that of the shortest: {peaks[-1] / peaks[0]:.2f}")


def write_table(path: Path, names: list[str], rows: int) -> None:
    """A table of so many rows, three columns beside the name."""
    chance = random.Random(2)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["id", "gemeente", "amount", "remark"])
        writer.writerows([n, chance.choice(names), chance.randrange(10_000), "some words"] for n in range(rows))


def run_link(path: Path) -> tuple[float, int]:
    """Seconds of processor time and highest memory (KiB) of `gouden link` on the table."""
    command = [sys.executable, "-m", "gouden_kg", "link", str(path), "--column", "gemeente", "-o", f"{path}.out"]
    running = subprocess.Popen(command, stderr=subprocess.DEVNULL)
    _, status, used = os.wait4(running.pid, 0)
    assert os.waitstatus_to_exitcode(status) in (0, 1)
    return used.ru_utime + used.ru_stime, used.ru_maxrss


if __name__ == "__main__":
    main()
