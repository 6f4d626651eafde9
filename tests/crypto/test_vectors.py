"""The published vectors: what version 1 means, byte for byte, for ever."""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from kiosk.crypto import keys, sign
from kiosk.crypto.open import open_envelope
from kiosk.wire import packing
from kiosk.wire import signed as wire
from tests.crypto import made, second_opinion

VECTORS: dict[str, Any] = json.loads((Path(__file__).parents[1] / "vectors" / "envelope-1.json").read_text("utf-8"))
ACT, KEY_HASH, VERIFY_KEY = (bytes.fromhex(VECTORS[name]) for name in ("act", "key_hash", "desk_verify_key"))
ACTS = pytest.mark.parametrize("vector", VECTORS["acts"], ids=lambda vector: vector["name"])


def test_the_vectors_are_of_this_dictionary() -> None:
    """The dictionary of the vectors is the shipped one."""
    assert VECTORS["dictionary"]["sha256"] == packing.DICTIONARY_SHA256
    assert int(VECTORS["dictionary"]["adler32"], 16) == zlib.adler32(packing.dictionary())


def test_keys_and_hashes_are_derived_as_published() -> None:
    """Public keys, key ids, the withdrawal hash and the recovered key are the published ones, by both."""
    assert sign.verify_key(bytes.fromhex(VECTORS["desk_seed"])) == VERIFY_KEY
    secret = bytes.fromhex(VECTORS["withdrawal_key"])
    assert keys.hash_of_key(secret) == second_opinion.withdrawal_hash(secret) == KEY_HASH
    recovery = bytes.fromhex(VECTORS["recovery"]["secret"])
    for derive in (keys.recovered_reading_key, second_opinion.recovered_reading_key):
        assert derive(recovery).hex() == VECTORS["recovery"]["reading_key"]
    for vector in VECTORS["acts"]:
        columns = (vector[each] for each in ("reading_keys", "reading_keys_public", "key_ids"))
        for secret, public, name in zip(*columns, strict=True):
            assert keys.public_key(bytes.fromhex(secret)).hex() == public
            assert second_opinion.public_reading_key(bytes.fromhex(secret)).hex() == public
            assert keys.reading_key_id(bytes.fromhex(public)).hex() == name
            assert second_opinion.key_id(bytes.fromhex(public)).hex() == name


@ACTS
def test_a_published_envelope_opens(vector: dict[str, Any]) -> None:
    """Every published envelope opens to its content for each of its readers, by both."""
    data = bytes.fromhex(vector["envelope"])
    for secret in map(bytes.fromhex, vector["reading_keys"]):
        opened = open_envelope(data, ACT, KEY_HASH, secret, VERIFY_KEY, allow_training=True)
        assert opened == vector["content"]
        words = packing.dictionary()
        assert second_opinion.open_envelope(data, ACT, KEY_HASH, secret, VERIFY_KEY, words) == vector["content"]


@ACTS
def test_a_published_body_is_read(vector: dict[str, Any]) -> None:
    """Every published body is read to its content, and a body made here has the same size."""
    body = bytes.fromhex(vector["body"])
    assert packing.unpack(body, zlib.adler32(packing.dictionary())) == vector["content"]
    # Builds of zlib differ in how well they compress: the bytes may differ here, not what they say.
    assert len(packing.pack(vector["content"])) == len(body)


@ACTS
def test_sealing_gives_the_published_bytes(vector: dict[str, Any], monkeypatch: pytest.MonkeyPatch) -> None:
    """From one body and the published randomness, sealing gives the published envelope to the byte."""
    drawn: Iterator[bytes] = iter(
        bytes.fromhex(each) for each in (vector["content_key"], *vector["ephemeral_secrets"], vector["nonce"])
    )
    monkeypatch.setattr(packing, "pack", lambda _: bytes.fromhex(vector["body"]))
    with made.known_randomness(lambda _: next(drawn)):
        sealer = made.sealer(len(vector["reading_keys"]), vector["training"])
        data = sealer.seal(made.Made(vector["content"]), ACT, KEY_HASH)
    assert data.hex() == vector["envelope"]
    assert wire.body_associated(wire.read_envelope(data).header, ACT, KEY_HASH).hex() == vector["associated"]


def test_the_published_files_are_genuine() -> None:
    """Every published signed file is read, believed, and written again to the byte; the second opinion agrees."""
    data = {name: bytes.fromhex(text) for name, text in VECTORS["files"].items()}
    read = (
        ("bundle", sign.open_bundle(data["bundle"], lambda _: VERIFY_KEY)),
        ("office", sign.open_office_file(data["office"])),
        ("desk", sign.open_desk_file(data["desk"])),
    )
    for name, said in read:
        assert sign.sign_file(bytes.fromhex(VECTORS["desk_seed"]), said) == data[name]
        domain = f"kiosk/{name}/1\0".encode()
        second_opinion.verify(VERIFY_KEY, domain + data[name][5:-64], data[name][-64:])
