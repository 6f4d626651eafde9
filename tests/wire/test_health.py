"""A desk's health on the wire: one size, exact bytes, read by its office alone; neighbours understand each other."""

from __future__ import annotations

import json
from contextlib import suppress
from pathlib import Path
from typing import get_args, get_type_hints

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from nacl.bindings import crypto_aead_xchacha20poly1305_ietf_decrypt
from nacl.public import PrivateKey, SealedBox
from nacl.signing import VerifyKey

from kiosk.core.errors import KioskError, NotForUs, NotGenuine, NotVouched, TooNew
from kiosk.core.health import Drift, PaperState, Space, Uptime
from kiosk.core.paper import Form
from kiosk.crypto import sign
from kiosk.crypto.open import open_health
from kiosk.wire import health, protocol
from scripts.frozen.health import SAID, make_health
from tests.crypto import made

VECTORS = json.loads((Path(__file__).parents[1] / "vectors" / "health-1.json").read_text(encoding="utf-8"))
FILE = bytes.fromhex(VECTORS["file"])
said = st.builds(
    health.HealthSaid,
    number=st.integers(1, (1 << 53) - 1),
    day=st.dates().map(str),
    version=st.from_regex(r"\A[0-9A-Za-z.+~-]{1,24}\Z"),
    guidance=st.integers(0, (1 << 31) - 1),
    updated=st.none() | st.dates().map(str),
    space=st.sampled_from(Space).map(str),
    drift=st.sampled_from(Drift).map(str),
    printer=st.sampled_from(("screen", "roll", "a4")),
    paper=st.sampled_from(PaperState).map(str),
    sound=st.booleans(),
    uptime=st.sampled_from(Uptime).map(str),
    stuck=st.integers(0, 9999),
)


def key_of(desk: bytes) -> bytes:
    """Trust the one desk."""
    if desk != made.DESK:
        raise NotVouched
    return sign.verify_key(made.SEED)


def test_the_pinned_bytes() -> None:
    """The same keys and words give the same file, to the last byte."""
    assert make_health() == (Path(__file__).parents[1] / "vectors" / "health-1.json").read_text(encoding="utf-8")


def test_whoever_reads_the_page_opens_it() -> None:
    """With libsodium alone and docs/envelope-1.md: header, sealed key, body, signature, and what is said."""
    assert (FILE[:4], FILE[4], FILE[5:21], FILE[21]) == (b"KSKH", 1, made.DESK, 2)
    end = 22 + 2 * 88
    reader = bytes.fromhex(VECTORS["reading_keys"][0])
    key = SealedBox(PrivateKey(reader)).decrypt(FILE[30:110])
    assert key.hex() == VECTORS["content_key"]
    header, nonce, body, signature = FILE[:end], FILE[end : end + 24], FILE[end + 24 : -64], FILE[-64:]
    VerifyKey(bytes.fromhex(VECTORS["desk_verify_key"])).verify(b"kiosk/health/1\0" + FILE[:-64], signature)
    plain = crypto_aead_xchacha20poly1305_ietf_decrypt(body, b"kiosk/health-body/1\0" + header, nonce, key)
    assert (len(plain), plain.hex()) == (256, VECTORS["body"])
    length = int.from_bytes(plain[:2])
    assert not any(plain[2 + length :])
    words = msgspec.msgpack.decode(plain[2 : 2 + length])
    assert words == [SAID.number, "2026-11-30", "0.1.0", 1, None, "low", "hours", "roll", "out", True, "week", 2]


@pytest.mark.parametrize("minor", [5, 9])
def test_what_a_neighbour_writes_is_read(minor: int) -> None:
    """What a later version adds at the end is passed over; this version writes what it wrote."""
    told = protocol.read(bytes.fromhex(VECTORS[f"told minor {minor}"]), health.HealthTold)
    assert ([(each.desk, each.sealed) for each in told.held], told.more) == ([(made.DESK, FILE)], True)
    assert protocol.write(told).hex() == VECTORS["told minor 5"]
    assert protocol.write(health.HealthSent(FILE)).hex() == VECTORS["sent minor 5"]
    assert protocol.MINOR >= health.HEALTH_SINCE


def test_the_codes_are_those_of_the_rules() -> None:
    """Each class has exactly the members that travel; a printer is one of those that print as a rule."""
    hints = get_type_hints(health.HealthSaid)
    for name, codes in {"space": Space, "drift": Drift, "paper": PaperState, "uptime": Uptime}.items():
        assert set(get_args(hints[name])) == set(map(str, codes))
    assert set(get_args(hints["printer"])) == set(map(str, Form)) - {"drive"}


@given(said)
def test_every_record_has_one_size_and_comes_back(what: health.HealthSaid) -> None:
    """Whatever is said, the body has 256 bytes and the file one length: its size tells nothing."""
    assert health.read_body(health.write_body(what)) == what
    sealed = made.sealer().seal_health(what)
    assert len(sealed) == len(FILE)
    assert open_health(sealed, made.READERS[:1], key_of) == (made.DESK, what)
    assert open_health(sealed, made.READERS[1:], key_of) == (made.DESK, what)


@pytest.mark.parametrize(
    "changed",
    [
        {"day": "hier"},
        {"version": "0.1.0 Zoé"},
        {"version": ""},
        {"space": "Zoé"},
        {"stuck": 10_000},
        {"number": 0},
        {"updated": "2026-11-30T09:12"},
    ],
)
def test_nothing_else_can_be_said(changed: dict[str, object]) -> None:
    """A word of anybody's, a time of day, a number beyond: refused where it is written, and where it is read."""
    wrong = msgspec.structs.replace(SAID, **changed)
    with pytest.raises(ValueError, match="no reader"):
        health.write_body(wrong)
    data = msgspec.msgpack.encode(wrong)
    with pytest.raises(NotGenuine):
        health.read_body((len(data).to_bytes(2) + data).ljust(health.BODY, b"\0"))


def test_one_more_word_is_another_version() -> None:
    """The record is exact: something at its end, another writing or bytes in the padding are refused."""
    more = msgspec.msgpack.encode([*msgspec.to_builtins(SAID), "Zoé"])
    loose = health.write_said(SAID)[:1] + b"\xcf" + SAID.number.to_bytes(8) + health.write_said(SAID)[6:]
    for data in (more, loose):
        with pytest.raises(NotGenuine):
            health.read_said(data)
    body = health.write_body(SAID)
    for wrong in (body[:-1] + b"\1", body + b"\0", body[:-1], b"\xff\xff" + body[2:]):
        with pytest.raises(NotGenuine):
            health.read_body(wrong)


@given(st.integers(0, len(FILE) - 1), st.integers(1, 255))
def test_a_changed_byte_is_refused(at: int, by: int) -> None:
    """No bit of it can be changed, not even who may read it."""
    changed = bytearray(FILE)
    changed[at] ^= by
    with pytest.raises((NotGenuine, TooNew, NotVouched)):
        open_health(bytes(changed), made.READERS, key_of)


@given(st.binary(max_size=2000) | st.binary(max_size=2000).map(lambda tail: FILE[:22] + tail))
def test_garbage_is_refused_in_words(data: bytes) -> None:
    """Whatever comes is refused by an error that has a sentence."""
    with suppress(KioskError):
        open_health(data, made.READERS, key_of)


def test_only_its_office_reads_it() -> None:
    """Another reading key opens nothing; another desk's signature is not taken; a later version is named so."""
    with pytest.raises(NotForUs):
        open_health(FILE, made.READERS[2:], key_of)
    with pytest.raises(NotGenuine):
        open_health(FILE, made.READERS, lambda _: sign.verify_key(b"x" * 32))
    with pytest.raises(TooNew):
        open_health(FILE[:4] + b"\2" + FILE[5:], made.READERS, key_of)


def test_it_is_no_envelope_and_no_envelope_is_it() -> None:
    """The two have domains of their own: neither is taken for the other by any reader."""
    from kiosk.wire.signed import read_envelope

    with pytest.raises(NotGenuine):
        read_envelope(FILE)
    with pytest.raises(NotGenuine):
        health.read_health(made.sealer().seal(made.CLOSE_FR, made.ACT, made.KEY_HASH))
