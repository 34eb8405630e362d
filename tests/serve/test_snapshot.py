"""Files made while they are served, beside the copy of the site."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from gouden_kg.serve.snapshot import Snapshot


@pytest.fixture
def snapshot(tmp_path: Path) -> Iterator[Snapshot]:
    """A copy of a folder with one file."""
    (tmp_path / "a.txt").write_text("first")
    copy = Snapshot(tmp_path)
    yield copy
    copy.close()


def test_a_file_is_made_once(snapshot: Snapshot) -> None:
    def pieces() -> Iterator[bytes]:
        begun.append(1)
        yield b"one "
        yield b"two"

    begun: list[int] = []
    made, again = (snapshot.make("b", "text/plain", pieces) for _ in range(2))
    assert made is again and begun == [1]
    assert snapshot.read(made) == b"one two" and snapshot.read(snapshot.files["a.txt"]) == b"first"
    assert snapshot.find("b") is None, "it has no address of its own"


def test_what_breaks_off_harms_no_other(snapshot: Snapshot) -> None:
    def broken() -> Iterator[bytes]:
        yield b"half"
        raise OSError("no space")

    with pytest.raises(OSError, match="no space"):
        snapshot.make("b", "text/plain", broken)
    assert snapshot.read(snapshot.make("b", "text/plain", lambda: [b"whole"])) == b"whole"


def test_the_end_of_a_release_ends_what_is_being_made(snapshot: Snapshot) -> None:
    def endless() -> Iterator[bytes]:
        while True:
            yield b"x"
            begun.set()

    def make() -> None:
        try:
            snapshot.make("b", "text/plain", endless)
        except OSError as error:
            ended.append(str(error))

    begun, ended = threading.Event(), list[str]()
    making = threading.Thread(target=make)
    making.start()
    assert begun.wait(10)
    snapshot.close()
    making.join(10)
    assert ended == ["the release has ended"]
