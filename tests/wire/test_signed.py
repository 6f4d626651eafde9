"""The bytes that travel: what `wire` writes it reads, and nothing else."""

from __future__ import annotations

import hashlib
import zlib
from contextlib import suppress
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.core.errors import FileFault, KioskError, NotGenuine, TooLarge, TooNew
from kiosk.wire import packing
from kiosk.wire import signed as wire
from tests.wire.contents import CONTENTS

STAMP = wire.Stamp(1795295400, 8133, "3f9c", None)
BUNDLE = wire.Bundle(
    desk=b"d" * 16,
    training=False,
    made=STAMP,
    acts=(wire.SentAct(b"a" * 16, "K7Q4M29XD", b"h" * 32, b"sealed"),),
    withdrawals=(wire.SentWithdrawal(b"a" * 16, "K7Q4M29XD", b"h" * 32, None, STAMP),),
)
OFFICE = wire.OfficePublic(1, False, "Association", "01 23 45 67 89", b"s" * 32, (b"r" * 32,))
DESK = wire.DeskPublic(b"d" * 16, "Bus", b"v" * 32)
FILES: list[Any] = [BUNDLE, OFFICE, DESK]
SIGNATURE = b"S" * 64
RECIPIENT = wire.Recipient(b"k" * 8, b"c" * 80)


def an_envelope(recipients: int = 2, size: int = 768) -> bytes:
    several = [wire.Recipient(bytes((number,)) * 8, b"c" * 80) for number in range(recipients)]
    return wire.write_header(b"d" * 16, several, False) + b"n" * 24 + b"x" * (size + 16) + SIGNATURE


def number() -> int:
    return zlib.adler32(packing.dictionary())


def squeezed(encoded: bytes, words: bytes | None = None, size: int = 768) -> bytes:
    squeeze = zlib.compressobj(level=9, zdict=packing.dictionary() if words is None else words)
    stream = squeeze.compress(encoded) + squeeze.flush()
    return (len(stream).to_bytes(2) + stream).ljust(size, b"\0")


# ---- the dictionary --------------------------------------------------------------------------


def test_the_dictionary_is_pinned() -> None:
    """The dictionary is a part of the format: not one byte of it may change after a release."""
    data = (Path(wire.__file__).with_name("envelope-1.dict")).read_bytes()
    assert hashlib.sha256(data).hexdigest() == packing.DICTIONARY_SHA256
    assert len(data) <= 8192


def test_a_damaged_dictionary_seals_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A damaged or missing dictionary is said before anything is sealed with it."""
    monkeypatch.setattr(packing, "__file__", str(tmp_path / "packing.py"))
    packing.dictionary.cache_clear()
    try:
        for damage in (lambda: None, lambda: (tmp_path / packing.DICTIONARY).write_bytes(b"other words")):
            damage()
            with pytest.raises(FileFault):
                packing.pack({"a": 1})
    finally:
        packing.dictionary.cache_clear()


# ---- the body --------------------------------------------------------------------------------


@given(CONTENTS)
def test_what_is_packed_is_unpacked(content: dict[str, object]) -> None:
    """Whatever plain content goes in comes out, in one of the sizes, the same bytes each time."""
    body = packing.pack(content)
    assert len(body) in packing.SIZES
    assert packing.unpack(body, number()) == content
    assert packing.pack(dict(reversed(content.items()))) == body


@pytest.mark.parametrize("bad", [{"a": b"bytes"}, {"a": {1: 2}}, {1: "a"}, {"a": (1,)}, {"a": "\ud800"}])
def test_only_plain_contents_are_packed(bad: dict[str, object]) -> None:
    """A content that no reader would accept is not written."""
    with pytest.raises(ValueError):
        packing.pack(bad)


def test_depth_is_bounded() -> None:
    """A content as deep as allowed is packed, a deeper one is not."""
    content: dict[str, object] = {}
    for _ in range(7):
        content = {"a": content}
    assert packing.unpack(packing.pack(content), number()) == content
    with pytest.raises(ValueError):
        packing.pack({"a": content})


def test_more_than_the_largest_envelope_is_refused() -> None:
    """What does not fit is refused at the desk, by its length or by how little it can be compressed."""
    with pytest.raises(TooLarge):
        packing.pack({"a": "a" * 70_000})
    with pytest.raises(TooLarge):
        packing.pack({"a": hashlib.shake_256(b"").hexdigest(28_000)})


def test_a_bomb_does_not_expand() -> None:
    """A small body that would expand without end is refused after a bounded amount of it."""
    bomb = squeezed(b"\xda" + b"a" * 10_000_000, size=24576)
    with pytest.raises(TooLarge):
        packing.unpack(bomb, number())


def test_another_dictionary_is_a_later_version() -> None:
    """A body compressed with words we do not have is said to be of a later version, never guessed at."""
    words = b"other words"
    with pytest.raises(TooNew):
        packing.unpack(squeezed(b"\x80", words), zlib.adler32(words))
    with pytest.raises(NotGenuine):
        packing.unpack(squeezed(b"\x80", words), number())


def fold(stream: bytes) -> bytes:
    return (len(stream).to_bytes(2) + stream).ljust(768, b"\0")


GOOD = packing.pack({"a": 1})
STREAM = GOOD[2 : 2 + int.from_bytes(GOOD[:2])]


@pytest.mark.parametrize(
    "body",
    [
        b"",
        GOOD[:-1],
        GOOD + b"\0",
        GOOD[:-1] + b"\1",
        b"\xff\xff" + GOOD[2:],
        b"\0\0" + GOOD[2:],
        fold(STREAM + b"more"),
        fold(STREAM[:-1]),
        fold(STREAM[:-1] + bytes((STREAM[-1] ^ 1,))),
        fold(zlib.compress(b"\x81\xa1a\x01")),
        squeezed(b"\x81\xa1a\x01more"),
        squeezed(b"\x81\xa1a\xcc\x01"),
        squeezed(b"\x82\xa1a\x01\xa1a\x01"),
        squeezed(b"\x82\xa1b\x01\xa1a\x01"),
        squeezed(b"\x81\xa1a\xc4\x01x"),
        squeezed(b"\x81\xa1a\xd6\xff\0\0\0\0"),
        squeezed(b"\x81\x01\x01"),
        squeezed(b"\x91\x01"),
        squeezed(b"\x81\xa1a" * 9 + b"\x80"),
        squeezed(b"\x81\xa1a" * 5000 + b"\x01", size=1536),
        squeezed(b"\x81\xa1a\xdd\xff\xff\xff\xff"),
        squeezed(b"\x81\xa1a\xa1\xff"),
    ],
)
def test_only_what_pack_writes_is_read(body: bytes) -> None:
    """Another padding, length, form of a number, order or type is refused: one content has one writing."""
    with pytest.raises(NotGenuine):
        packing.unpack(body, number())


@given(st.binary(max_size=200))
def test_any_bytes_in_a_body_raise_our_errors(noise: bytes) -> None:
    """Whatever stands where a content should, the reader refuses it with an error of ours."""
    for body in (fold(noise), squeezed(noise), noise.ljust(768, b"\0")):
        with suppress(KioskError):
            assert isinstance(packing.unpack(body, number()), dict)


# ---- envelopes -------------------------------------------------------------------------------


@given(st.integers(1, 16), st.sampled_from(packing.SIZES), st.booleans())
def test_an_envelope_is_taken_apart_as_it_was_put_together(count: int, size: int, training: bool) -> None:
    """The reader gives back every part that the writer put in, and the unsigned bytes exactly."""
    several = tuple(wire.Recipient(bytes((each,)) * 8, bytes((each,)) * 80) for each in range(count))
    header = wire.write_header(b"d" * 16, several, training)
    data = header + b"n" * 24 + b"x" * (size + 16) + SIGNATURE
    read = wire.read_envelope(data)
    assert (read.desk, read.recipients, read.training) == (b"d" * 16, several, training)
    assert (read.header, read.nonce, read.ciphertext) == (header, b"n" * 24, b"x" * (size + 16))
    assert read.unsigned + read.signature == data
    assert read.dictionary == number()
    assert len(data) <= wire.MAX_ENVELOPE


def test_every_cut_is_refused() -> None:
    """An envelope that was cut anywhere, or has something after it, is refused with an error of ours."""
    whole = an_envelope()
    for end in range(len(whole)):
        with pytest.raises(NotGenuine):
            wire.read_envelope(whole[:end])
    with pytest.raises(NotGenuine):
        wire.read_envelope(whole + b"\0")


@given(st.binary(max_size=1200), st.booleans())
def test_any_bytes_raise_our_errors(noise: bytes, begins: bool) -> None:
    """Random bytes, even with the right beginning, are refused with an error of ours."""
    data = (an_envelope()[:26] if begins else b"") + noise
    with suppress(KioskError):
        assert wire.read_envelope(data).unsigned


@pytest.mark.parametrize("at", [4, 5])
@pytest.mark.parametrize("value", [2, 3, 128, 255])
def test_another_version_is_said_to_be_newer(at: int, value: int) -> None:
    """Another version, or a flag of the future, is too new rather than damaged."""
    data = bytearray(an_envelope())
    data[at] = value
    with pytest.raises(TooNew):
        wire.read_envelope(bytes(data))


def test_recipients_are_bounded_and_different() -> None:
    """An envelope has one to sixteen recipients, each once, in writing as in reading."""
    for several in ([], [RECIPIENT, RECIPIENT], [wire.Recipient(b"k", b"c" * 80)]):
        with pytest.raises(ValueError):
            wire.write_header(b"d" * 16, several, False)
    with pytest.raises(ValueError):
        an_envelope(17)
    twice = bytearray(an_envelope(2))
    twice[27 + 88 : 27 + 88 + 8] = twice[27 : 27 + 8]
    with pytest.raises(NotGenuine):
        wire.read_envelope(bytes(twice))


@given(st.binary(max_size=40), st.binary(max_size=40))
def test_what_is_signed_names_the_act(act: bytes, key_hash: bytes) -> None:
    """The bytes to sign and the associated data hold act and key hash of exact length, in different domains."""
    if len(act) == 16 and len(key_hash) == 32:
        assert wire.act_bytes(b"u", act, key_hash) == b"kiosk/act/1\0" + act + key_hash + b"u"
        assert wire.body_associated(b"h", act, key_hash) == b"kiosk/body/1\0" + act + key_hash + b"h"
        return
    for write in (wire.act_bytes, wire.body_associated):
        with pytest.raises(NotGenuine):
            write(b"u", act, key_hash)


# ---- signed files ----------------------------------------------------------------------------


@pytest.mark.parametrize("said", FILES)
def test_a_file_is_read_as_it_was_written(said: Any) -> None:
    """A file comes back as it was, with the very bytes that were to be signed."""
    data = wire.write_signed(said, SIGNATURE)
    read = wire.read_signed(data, type(said))
    assert (read.said, read.to_sign, read.signature) == (said, wire.file_bytes(said), SIGNATURE)


def test_a_wrong_clock_stops_no_file() -> None:
    """A moment before 1970, or an attested time that lies ahead of the clock, is written like any other."""
    stamp = wire.Stamp(-1, 0, "", -3600)
    said = msgspec.structs.replace(BUNDLE, made=stamp)
    assert wire.read_signed(wire.write_signed(said, SIGNATURE), wire.Bundle).said.made == stamp


@pytest.mark.parametrize("said", FILES)
def test_every_cut_of_a_file_is_refused(said: Any) -> None:
    """A file that was cut anywhere, or is of another kind, is refused with an error of ours."""
    data = wire.write_signed(said, SIGNATURE)
    for end in range(len(data)):
        with pytest.raises(NotGenuine):
            wire.read_signed(data[:end], type(said))
    for other in FILES:
        if other is not said:
            with pytest.raises(NotGenuine):
                wire.read_signed(data, type(other))
            with pytest.raises(NotGenuine):
                wire.read_signed(wire.write_signed(other, SIGNATURE)[:4] + data[4:], type(other))


@pytest.mark.parametrize("said", FILES)
def test_a_file_of_another_version_or_size_is_refused(said: Any) -> None:
    """A later version is too new; more than such a file ever holds is not even read."""
    data = wire.write_signed(said, SIGNATURE)
    with pytest.raises(TooNew):
        wire.read_signed(data[:4] + b"\2" + data[5:], type(said))
    with pytest.raises(TooLarge):
        wire.read_signed(data + bytes(64 << 20), type(said))


@given(st.sampled_from(FILES), st.binary(max_size=120))
def test_any_bytes_in_a_file_raise_our_errors(said: Any, noise: bytes) -> None:
    """Whatever stands where a file's words should, the reader refuses it with an error of ours."""
    whole = wire.write_signed(said, SIGNATURE)
    at = len(noise) % len(whole)
    for data in (noise, whole[:5] + noise + SIGNATURE, whole[:at] + noise + whole[at + len(noise) :]):
        with suppress(KioskError):
            assert isinstance(wire.read_signed(data, type(said)).said, type(said))


@pytest.mark.parametrize(
    "bad",
    [
        msgspec.structs.replace(DESK, desk=b"short"),
        msgspec.structs.replace(DESK, label="title\x1b]0;"),
        msgspec.structs.replace(DESK, label="two\nlines"),
        msgspec.structs.replace(DESK, label="turned\u202eround"),
        msgspec.structs.replace(DESK, label=""),
        msgspec.structs.replace(DESK, label="long" * 60),
        msgspec.structs.replace(OFFICE, reading_keys=()),
        msgspec.structs.replace(OFFICE, serial=-1),
        msgspec.structs.replace(BUNDLE, acts=(wire.SentAct(b"a" * 16, "K7Q4M29XI", b"h" * 32, b"e"),)),
        msgspec.structs.replace(BUNDLE, acts=(wire.SentAct(b"a" * 16, "K7Q4M29XD\n", b"h" * 32, b"e"),)),
        msgspec.structs.replace(BUNDLE, acts=(wire.SentAct(b"a" * 16, "K7Q4M29XD", b"h", b"e"),)),
        msgspec.structs.replace(
            BUNDLE, withdrawals=(wire.SentWithdrawal(b"a" * 16, "K7Q4M29XD", b"h" * 32, b"k", STAMP),)
        ),
    ],
)
def test_a_file_that_no_reader_accepts_is_not_written(bad: Any) -> None:
    """Wrong lengths, no keys, a letter no reference has, or a control character never leave the program."""
    with pytest.raises(ValueError):
        wire.write_signed(bad, SIGNATURE)


def test_a_file_has_one_writing() -> None:
    """A key twice, an unknown key, another order or a longer form of a number is refused, though it decodes."""
    payload = wire.file_bytes(DESK).removeprefix(b"kiosk/desk/1\0")
    assert payload[0] == 0x84
    again = b"\x85" + payload[1:] + b"\xa5label\xa3Bus"
    unknown = b"\x85" + payload[1:] + b"\xa3new\x01"
    moved = payload.replace(b"\xa5label\xa3Bus", b"") + b"\xa5label\xa3Bus"
    longer = payload.replace(b"\xa3Bus", b"\xd9\x03Bus")
    for other in (again, unknown, moved, longer):
        with pytest.raises(NotGenuine):
            wire.read_signed(b"KSKD\1" + other + SIGNATURE, wire.DeskPublic)
