"""Queries of death end in a clean answer, and nobody else notices."""

from __future__ import annotations

import json
import sys
from concurrent.futures import ThreadPoolExecutor

import pytest

from ..serve.conftest import Answer, Server, eventually
from .conftest import family, memory_of
from .deaths import deaths

if not sys.platform.startswith("linux"):
    pytest.skip("limits on processes are looked at through /proc, which only Linux has", allow_module_level=True)

DEATHS = dict(deaths())
SPARQL = "application/sparql-query"
REASONS = {400: "malformed-query", 403: "result-too-large", 503: "memory-limit", 504: "time-limit"}


@pytest.fixture(scope="module")
def answers(victim: Server) -> dict[str, Answer]:
    """What each query got, six at a time."""
    with ThreadPoolExecutor(6) as pool:
        asked = {
            name: pool.submit(victim.ask, "/sparql", "POST", text, 60, content_type=SPARQL)
            for name, text in DEATHS.items()
        }
        return {name: answer.result() for name, answer in asked.items()}


def test_there_are_many() -> None:
    assert len(DEATHS) > 80


@pytest.mark.parametrize("name", DEATHS)
def test_each_gets_a_clean_answer(name: str, answers: dict[str, Answer]) -> None:
    answer = answers[name]
    if answer.status == 200:
        assert answer.body, "a whole answer"
        return
    told = json.loads(answer.body)
    assert answer.headers["content-type"] == "application/problem+json"
    assert (answer.status, told["code"]) in REASONS.items(), told
    assert "/" not in told["detail"] and "Error" not in told["detail"], "nothing of the inside is told"


def test_everyone_else_is_served_afterwards(victim: Server, answers: dict[str, Answer]) -> None:
    assert answers
    assert victim.ask("/sparql?query=ASK%7B%7D").text == '{"head":{},"boolean":true}'
    assert victim.ask("/api/queries/golden-since.csv").status == 200


def test_memory_and_processes_are_given_back(victim: Server) -> None:
    before = memory_of(victim.process.pid)
    killer = DEATHS["text doubled forty times"]
    with ThreadPoolExecutor(6) as pool:
        for _ in range(3):
            got = list(pool.map(lambda _: victim.ask("/sparql", "POST", killer, 60, content_type=SPARQL), range(6)))
            assert {answer.status for answer in got} <= {503, 504}, "memory or, on a busy machine, time"
    assert eventually(lambda: memory_of(victim.process.pid) < before + 64), (before, memory_of(victim.process.pid))
    assert eventually(lambda: len(family(victim.process.pid)) <= 7), "server, zygote, and the few that wait for work"


def test_slow_queries_do_not_keep_others_waiting(victim: Server) -> None:
    slow = DEATHS["twelve steps anywhere"]
    with ThreadPoolExecutor(8) as pool:
        running = [pool.submit(victim.ask, "/sparql", "POST", slow, 60, content_type=SPARQL) for _ in range(8)]
        others = [victim.ask(f"/sparql?query=ASK%7B%7D%23{n}", timeout=30).status for n in range(20)]
        under_way = sum(not query.done() for query in running)
        assert others == [200] * 20
        assert under_way > 0, "the quick ones were answered while the slow ones ran"
        assert {query.result().status for query in running} == {504}
