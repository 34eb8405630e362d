"""Parts of files (RFC 9110, section 14), and conditions that go before them (section 13)."""

from __future__ import annotations

import gzip
from email.utils import parsedate_to_datetime
from typing import Any

import pytest

from .conftest import Server

FILE, SMALL, TEXT = "/large.bin", "/catalog.ttl", "/large.nt"
CONTENT = bytes(range(256)) * 8192
SIZE = len(CONTENT)


@pytest.mark.parametrize(
    ("wanted", "first", "last"),
    [
        ("bytes=0-0", 0, 0),
        ("bytes=1000-70000", 1000, 70000),
        (f"bytes={SIZE - 5}-", SIZE - 5, SIZE - 1),
        (f"bytes=5-{SIZE + 100}", 5, SIZE - 1),
        ("bytes=-7", SIZE - 7, SIZE - 1),
        (f"bytes=-{SIZE + 1}", 0, SIZE - 1),
        ("Bytes = 3-4 ", 3, 4),
    ],
)
def test_a_part_is_given(server: Server, wanted: str, first: int, last: int) -> None:
    answer, whole = server.ask(FILE, Range=wanted), server.ask(FILE, "HEAD")
    assert (answer.status, answer.body) == (206, CONTENT[first : last + 1])
    assert answer.headers["content-range"] == f"bytes {first}-{last}/{SIZE}"
    for name in ("etag", "last-modified", "content-type", "cache-control", "accept-ranges"):
        assert answer.headers[name] == whole.headers[name]


@pytest.mark.parametrize("wanted", ["bytes=5-4", "bytes=", "bytes=-", "bytes=a-b", "lines=1-2", "bytes=1-2-3", "1-2"])
def test_what_is_no_range_gets_the_whole(server: Server, wanted: str) -> None:
    assert (server.ask(FILE, Range=wanted).status, server.ask(SMALL, Range=wanted).status) == (200, 200)


def test_several_parts_are_answered_with_the_whole(server: Server) -> None:
    answer = server.ask(FILE, Range="bytes=0-1, 5-6")
    assert (answer.status, answer.body) == (200, CONTENT)


@pytest.mark.parametrize("wanted", [f"bytes={SIZE}-", f"bytes={SIZE + 5}-", f"bytes={SIZE + 5}-{SIZE + 9}", "bytes=-0"])
def test_what_lies_beyond_the_end(server: Server, wanted: str) -> None:
    answer = server.ask(FILE, Range=wanted)
    assert (answer.status, answer.headers["content-range"]) == (416, f"bytes */{SIZE}")
    assert answer.headers["content-type"] == "application/problem+json" and "etag" not in answer.headers


def test_small_files_have_parts_too(server: Server) -> None:
    whole = server.ask(SMALL)
    for _ in range(2):  # what is kept of one request is not given to another
        assert server.ask(SMALL, "HEAD", Range="bytes=0-3").status == 200, "only GET has parts"
        part = server.ask(SMALL, Range="bytes=0-3")
        assert (part.status, part.body) == (206, whole.body[:4])
        assert server.ask(SMALL).body == whole.body


def test_files_say_that_they_have_parts(server: Server) -> None:
    for path in (FILE, SMALL, TEXT):
        assert server.ask(path, "HEAD").headers["accept-ranges"] == "bytes"
    assert "accept-ranges" not in server.ask("/sparql").headers


def test_a_part_of_what_has_changed_is_not_given(server: Server) -> None:
    whole = server.ask(FILE, "HEAD")
    tag, modified = whole.headers["etag"], whole.headers["last-modified"]
    for given, status in (
        (tag, 206),
        (modified, 206),
        ('"other"', 200),
        ("W/" + tag, 200),
        ("Sat, 01 Jan 2000 00:00:00 GMT", 200),
        ("nonsense", 200),
    ):
        assert server.ask(FILE, Range="bytes=0-9", If_Range=given).status == status, given


def test_conditions_go_before_parts(server: Server) -> None:
    tag = server.ask(FILE, "HEAD").headers["etag"]
    assert server.ask(FILE, Range="bytes=0-9", If_None_Match=tag).status == 304
    assert server.ask(FILE, Range="bytes=0-9", If_Match='"other"').status == 412
    assert server.ask(FILE, Range=f"bytes={SIZE}-", If_None_Match=tag).status == 304


def test_a_part_is_one_of_the_plain_file(server: Server) -> None:
    plain, packed = server.ask(TEXT), server.ask(TEXT, Accept_Encoding="gzip")
    part = server.ask(TEXT, Accept_Encoding="gzip", Range="bytes=10-29")
    assert (part.status, part.body) == (206, plain.body[10:30])
    assert part.headers["etag"] == plain.headers["etag"] != packed.headers["etag"]
    assert "content-encoding" not in part.headers and "accept-encoding" in part.headers["vary"].lower()
    resumed = server.ask(TEXT, Accept_Encoding="gzip", Range="bytes=10-29", If_Range=packed.headers["etag"])
    assert (resumed.status, resumed.body) == (200, plain.body), "of a compressed file no part is given, but the whole"


def test_large_files_of_text_are_compressed(server: Server) -> None:
    plain, packed = server.ask(TEXT), server.ask(TEXT, Accept_Encoding="gzip")
    assert packed.headers["content-encoding"] == "gzip" and gzip.decompress(packed.body) == plain.body
    assert len(packed.body) == int(packed.headers["content-length"]) < len(plain.body) // 4
    head = server.ask(TEXT, "HEAD", Accept_Encoding="gzip")
    assert head.headers == {**packed.headers, "date": head.headers["date"]}
    assert server.ask(TEXT, Accept_Encoding="gzip").body == packed.body
    again = server.ask(TEXT, Accept_Encoding="gzip", If_None_Match=packed.headers["etag"])
    assert (again.status, again.headers["etag"]) == (304, packed.headers["etag"])
    assert "content-encoding" not in server.ask(FILE, Accept_Encoding="gzip").headers


def test_what_should_be_unchanged_is_looked_at_strictly(server: Server) -> None:
    tag, modified = (server.ask(FILE, "HEAD").headers[name] for name in ("etag", "last-modified"))
    old = "Sat, 01 Jan 2000 00:00:00 GMT"
    for header, given, status in (
        ("If-Match", tag, 200),
        ("If-Match", "*", 200),
        ("If-Match", f'"other", {tag}', 200),
        ("If-Match", "W/" + tag, 412),
        ("If-Unmodified-Since", modified, 200),
        ("If-Unmodified-Since", old, 412),
        ("If-Unmodified-Since", "yesterday", 200),
    ):
        condition: dict[str, Any] = {header: given}
        assert server.ask(FILE, "HEAD", **condition).status == status, (header, given)
    assert server.ask(FILE, "HEAD", If_Match=tag, If_Unmodified_Since=old).status == 200, "tags go first"


@pytest.mark.parametrize("form", ["%a, %d %b %Y %H:%M:%S GMT", "%A, %d-%b-%y %H:%M:%S GMT", "%a %b %e %H:%M:%S %Y"])
def test_the_three_forms_of_dates(server: Server, form: str) -> None:
    moment = parsedate_to_datetime(server.ask(FILE, "HEAD").headers["last-modified"])
    assert server.ask(FILE, If_Modified_Since=moment.strftime(form)).status == 304
    assert server.ask(FILE, "HEAD", If_Modified_Since=moment.replace(year=2000).strftime(form)).status == 200
