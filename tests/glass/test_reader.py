"""Bytes of a terminal: whatever they are, the next key is read, at once, and nothing of them is kept."""

from __future__ import annotations

import tracemalloc
from random import Random
from time import process_time

import pytest
from textual.events import Key

from kiosk.glass import reader
from kiosk.glass.driver import MOST, MOST_COVERING, KeyQueue
from kiosk.glass.reader import COVERS, KeyReader, Spread

GARBAGE = [
    *(b"\xff", b"\xe9t", b"\xc3", b"\xf0\x9f", b"\xed\xa0\x80", b"\xc2\x9b31m", b"\x00", b"\x80" * 50),
    *(b"\x1b[:C", b"\x1b[99999999999999999999u"),
    *(b"\x1b[1;99999999999999999999;1114112u", b"\x1b[;;~", b"\x1b[1114112;1u"),
    *(b"\x1b[<0;99999999999999999999;5M", b"\x1b[<;;M", b"\x1b[M\x20", b"\x1b[M !!", b"\x1b[48;0:;0:;0:;0:t"),
    *(b"\x1b[48;99999999999;1;1;1t", b"\x1b[999;999R", b"\x1b[?2026;9$y"),
    *(b"\x1b[?1;2c", b"\x1b[?62;c", b"\x1b[I\x1b[O"),
    *(b"\x1b]52;c;?\x07", b"\x1b]10;rgb:ffff/ffff/ffff\x1b\\", b"\x1bP1+r544e=78\x1b\\"),
    *(b"\x1b]0;", b"\x1bP", b"\x1b_x"),
    *(b"\x1b[", b"\x1b[[", b"\x1bO", b"\x1b[20", b"\x1b[[\x1b[[\x1b[", b"\x1b\x1b\x1b", b"\x1b[\x1b[200~\x1b[20"),
    *(b"\x1b[200~", b"\x1b[200~:!sh\r\n", b"\x1b[201~"),
    *(b"\x1b[" + b"1;" * 5000, b"\x1b]" + b"x" * 5000, b"\x1b[200~" * 90),
]  # fmt: skip
SENT = {
    b"\x1b[19~": "f8", b"\x1b[20~": "f9", b"\x1b[24~": "f12", b"\x1bOP": "f1", b"\x1b[[A": "f1", b"\x1b[[E": "f5",
    b"\x1b[15~": "f5", b"\x1b[A": "up", b"\x1b[B": "down", b"\x1bOB": "down", b"\x1b[5~": "pageup",
    b"\x1b[6~": "pagedown",
    b"\x1b[H": "home", b"\x1b[4~": "end", b"\x1b[3~": "delete", b"\x1b[Z": "shift+tab", b"\r": "enter", b"\t": "tab",
    b"\x7f": "backspace", b"\x0c": "ctrl+l", b"\x1bOM": "enter", b"\x1b[1;5A": "ctrl+up",
}  # fmt: skip
"""What terminals send, and the key of it."""


def names(keys: list[Key]) -> list[str]:
    return [key.key for key in keys]


def read(data: bytes, *, into: KeyReader | None = None) -> list[Key]:
    """Read bytes, then wait until nothing is open any more."""
    one = into or KeyReader()
    keys = list(one.take(data, MOST))
    one._until = 0.0
    return [*keys, *one.tick()]


@pytest.mark.parametrize("data", GARBAGE, ids=lambda data: repr(data[:12]))
def test_the_key_behind_garbage_works(data: bytes) -> None:
    """Behind any garbage a key that covers is read at once, and once it has had its time, a letter, too."""
    one = KeyReader()
    list(one.take(data, MOST))
    assert names(list(one.take(b"\x1b[20~", MOST)))[-1:] == ["f9"]
    read(data, into=one)
    assert [key.character for key in read("é1\r".encode(), into=one)] == ["é", "1", "\r"]


@pytest.mark.parametrize(("data", "name"), SENT.items())
def test_keys_of_terminals(data: bytes, name: str) -> None:
    """What consoles and windows send is one key, whole or cut anywhere."""
    assert names(read(data)) == [name]
    for at in range(1, len(data)):
        one = KeyReader()
        assert names([*one.take(data[:at], MOST), *one.take(data[at:], MOST)]) == [name], at


def test_a_key_whose_first_byte_comes_early() -> None:
    """An Escape waits long enough for the rest of a cut Page Down; alone, or before another key, it is Escape."""
    assert reader.WHOLE > 0.16
    one = KeyReader()
    assert names(list(one.take(b"\x1b", MOST))) == []
    assert one.waits is not None
    assert names(list(one.take(b"[6~", MOST))) == ["pagedown"]
    assert names(read(b"\x1b")) == ["escape"]
    assert names([*one.take(b"\x1b", MOST), *one.take(b"2", MOST)]) == ["escape", "2"]
    assert names(read(b"\x1b\x1b[18~")) == ["escape", "f7"]


def test_a_paste_is_nothing() -> None:
    """What is pasted in one is dropped with its marks; of one that never ends the marks alone are."""
    assert read(b"\x1b[200~:!sh\r\n\x1b[201~") == []
    assert names(read(b"\x1b[200~1\r")) == ["1", "enter"]


def test_letters_of_every_language_are_typed() -> None:
    """Letters, combined signs and blanks of other scripts come in as they are; controls and half signs do not."""
    text = "Éß ñ中文Привет مرحبا 😀\u0301\u200d\u00a0"
    assert "".join(key.character or "" for key in read(text.encode())) == text
    assert read(b"\xc2\x85\xc2\x9b\xff\xfe") == []


def test_random_bytes_never_stop_it() -> None:
    """Forty thousand random bytes, cut at random: no error, and a key that covers works after each piece."""
    random, one = Random(11), KeyReader()
    signs = [*range(256), *b"\x1b[\x1b]\x1bO;:~mMRu0123456789" * 9]
    for _ in range(2000):
        list(one.take(bytes(random.choices(signs, k=random.randint(1, 40))), MOST))
        assert names(list(one.take(b"\x1b[24~", MOST)))[-1:] == ["f12"]
        if random.random() < 0.2:
            list(one.tick())


@pytest.mark.parametrize("traced", [False, True], ids=["time", "memory"])
@pytest.mark.parametrize(
    "piece",
    [b"x" * 4096, b"\x1b[B" * 1365, b"\x1b[" + b"1;" * 2047, b"\x1b]" + b"x" * 4094, b"1;" * 2048],
    ids=["letters", "keys", "an endless sequence", "an endless string", "digits"],
)
def test_a_megabyte_costs_little(piece: bytes, traced: bool) -> None:
    """A megabyte of letters, of keys, or of one sequence without an end is read fast and kept nowhere.

    Time is measured without the tracing of memory, which costs several times what it watches, and memory over
    an eighth of it, within an eighth of the four megabytes that are allowed.
    """
    one, line = KeyReader(), KeyQueue()
    if traced:
        tracemalloc.start()
    try:
        began = process_time()
        for _ in range(32 if traced else 256):
            line.put(one.take(piece, line.room(len(piece))))
        line.put(one.take(b"\x1b[20~", line.room(5)))
        spent = process_time() - began
        most = tracemalloc.get_traced_memory()[1] if traced else 0
    finally:
        tracemalloc.stop()
    assert traced or spent < 10
    assert most < 4 << 17
    key = line.take()
    assert key is not None
    assert key.key == "f9"
    assert line.take() is None


def test_a_key_that_covers_passes_all_that_wait() -> None:
    """It comes first, what was typed before it goes, what is typed after it stays; however many come, few are kept."""
    line, one = KeyQueue(), KeyReader()
    line.put(one.take(b"abc\x1b[19~de", MOST))
    assert names(list(iter(line.take, None))) == ["f8", "d", "e"]
    line.put(one.take(b"\x1b[19~" * 500, MOST))
    assert names(list(iter(line.take, None))) == ["f8"] * MOST_COVERING
    assert {"f8", "f9", "f12"} == COVERS


def test_nothing_of_a_flood_is_taken_and_what_follows_is(monkeypatch: pytest.MonkeyPatch) -> None:
    """More than anybody types at once is dropped until it is calm; a key, a code and a passphrase are not."""
    now = 100.0
    monkeypatch.setattr("kiosk.glass.driver.monotonic", lambda: now)
    line, one = KeyQueue(), KeyReader()
    for _ in range(20):
        line.put(one.take(b"1\r" * 100, line.room(200)))
    assert line.take() is None
    line.put(one.take(b"\r", line.room(1)))
    assert names(list(iter(line.take, None))) == ["enter"]
    for _ in range(20):
        line.put(one.take(b"1\r" * 100, line.room(200)))
    assert line.take() is None
    now += 1.0
    line.put(one.take(b"x" * 200, line.room(200)))
    assert len(list(iter(line.take, None))) == 200


def test_keys_that_were_read_together_came_one_after_the_other() -> None:
    """A key that was read before, too, is spread over the time between; others stay, letters always."""
    pace = Spread()
    for data, at, wanted in (
        (b"\r", 1.0, [1.0]),
        (b"\r\r\r\r", 1.4, [1.1, 1.2, 1.3, 1.4]),
        (b"\r\x1b[B\r", 2.0, [2.0, 2.0, 2.0]),
        (b"\x1b[B\r", 2.3, [2.3, 2.3]),
        (b"a", 2.5, [2.5]),
        (b"aa", 3.0, [3.0, 3.0]),
    ):
        keys = read(data)
        for key in keys:
            key.time = at
        assert [key.time for key in pace.of(keys)] == pytest.approx(wanted)
