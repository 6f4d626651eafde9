"""Signed files: believed only from whoever signed them, and only as what they are."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import msgspec
import pytest

from kiosk.core.errors import KioskError, NotGenuine, NotVouched
from kiosk.crypto import sign
from kiosk.wire import signed as wire
from tests.crypto import made

KEY = sign.verify_key(made.SEED)
ENVELOPE = made.sealer().seal(made.CLOSE_FR, made.ACT, made.KEY_HASH)
BUNDLE = wire.Bundle(
    desk=made.DESK,
    training=False,
    made=made.STAMP,
    acts=(wire.SentAct(made.ACT, "K7Q4M29XD", made.KEY_HASH, ENVELOPE),),
    withdrawals=(wire.SentWithdrawal(made.ACT, "K7Q4M29XD", made.KEY_HASH, made.WITHDRAWAL_KEY, made.STAMP),),
)
OFFICE = wire.OfficePublic(1, False, "Association", "01 23 45 67 89", KEY, made.PUBLIC)
DESK = wire.DeskPublic(made.DESK, "Bus du jeudi", KEY)


def known(desk: bytes) -> bytes:
    if desk != made.DESK:
        raise NotVouched
    return KEY


OPENED: list[tuple[Any, Callable[[bytes], Any]]] = [
    (BUNDLE, lambda data: sign.open_bundle(data, known)),
    (OFFICE, sign.open_office_file),
    (DESK, sign.open_desk_file),
]
EACH = pytest.mark.parametrize(("said", "open_it"), OPENED, ids=["bundle", "office", "desk"])


@EACH
def test_a_signed_file_says_what_was_signed(said: Any, open_it: Callable[[bytes], Any]) -> None:
    """A file that its maker signed is believed, whole."""
    assert open_it(sign.sign_file(made.SEED, said)) == said


@EACH
def test_altering_any_byte_of_a_file_is_noticed(said: Any, open_it: Callable[[bytes], Any]) -> None:
    """One flipped bit in any byte is refused with an error of ours."""
    data = sign.sign_file(made.SEED, said)
    for at in range(len(data)):
        with pytest.raises(KioskError):
            open_it(data[:at] + bytes((data[at] ^ 1 << at % 8,)) + data[at + 1 :])


@EACH
def test_a_file_signed_by_another_is_refused(said: Any, open_it: Callable[[bytes], Any]) -> None:
    """The right words under another key's signature are refused."""
    with pytest.raises(NotGenuine):
        open_it(sign.sign_file(bytes(32), said))


def test_a_signature_counts_in_its_domain_alone() -> None:
    """A desk's signature over one kind of bytes is worth nothing under another kind."""
    payload = wire.file_bytes(DESK).removeprefix(b"kiosk/desk/1\0")
    elsewhere = sign.sign(made.SEED, wire.ToSign(b"kiosk/bundle/1\0" + payload))
    with pytest.raises(NotGenuine):
        sign.open_desk_file(wire.write_signed(DESK, elsewhere))


def test_a_bundle_of_an_unknown_desk_is_refused() -> None:
    """A desk that the office does not trust is refused by name, not as a damaged file."""
    other = msgspec.structs.replace(BUNDLE, desk=bytes(16))
    with pytest.raises(NotVouched):
        sign.open_bundle(sign.sign_file(made.SEED, other), known)


def test_a_bundle_holds_a_busy_desk() -> None:
    """Ten thousand acts, the extreme, fit in one bundle; one more does not."""
    many = msgspec.structs.replace(BUNDLE, acts=BUNDLE.acts * 10_000)
    data = sign.sign_file(made.SEED, many)
    assert len(data) < 14_000_000
    assert len(sign.open_bundle(data, known).acts) == 10_000
    with pytest.raises(ValueError):
        sign.sign_file(made.SEED, msgspec.structs.replace(BUNDLE, acts=BUNDLE.acts * 10_001))
