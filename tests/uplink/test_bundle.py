"""The laws of files that are carried by hand: whole or not at all, under names that tell nothing."""

from __future__ import annotations

import errno
import os
import re
import stat
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from kiosk.core.errors import FileFault, KioskError, StoreFull, StoreReadOnly
from kiosk.core.ports import Parcel
from kiosk.crypto.sign import open_bundle, verify_key
from kiosk.machine.files import read_file
from kiosk.uplink.bundle import BundleCarrier, write_file
from kiosk.uplink.fingerprint import fingerprint
from kiosk.wire.signed import DeskPublic
from tests.fakes import NOW, FakeRandom, an_entry

SEED = bytes(range(32))
DESK = bytes(range(16))
ENTRY = an_entry(id=bytes(range(16)), envelope=b"sealed " * 100, withdrawal_key=bytes(16))
PARCEL = Parcel(NOW, (ENTRY,), ())


def carrier(folder: Path) -> BundleCarrier:
    """Make the carrier of a desk."""
    return BundleCarrier(folder, DESK, SEED, FakeRandom())


def breaking(call: str, code: int, after: int = 0) -> Callable[..., Any]:
    """Give a system call that fails after so many good ones."""
    real, left = getattr(os, call), [after]

    def broken(*arguments: Any, **named: Any) -> Any:
        if not left[0]:
            raise OSError(code, os.strerror(code))
        left[0] -= 1
        return real(*arguments, **named)

    return broken


def test_a_bundle_says_what_the_parcel_says(tmp_path: Path) -> None:
    """Every field of an act and of a withdrawal arrives, signed by the desk; an oral withdrawal has no key."""
    by_key = an_entry(id=b"k" * 16, withdrawn_at=NOW, withdrawal_key=b"w" * 16)
    oral = an_entry(id=b"o" * 16, withdrawn_at=NOW)
    (name,) = carrier(tmp_path).write([Parcel(NOW, (ENTRY,), (by_key, oral))])
    bundle = open_bundle((tmp_path / name).read_bytes(), lambda _: verify_key(SEED))
    (act,) = bundle.acts
    assert (act.id, act.reference, act.key_hash, act.envelope) == (
        ENTRY.id,
        ENTRY.reference,
        ENTRY.key_hash,
        ENTRY.envelope,
    )
    assert [(each.id, each.key) for each in bundle.withdrawals] == [(b"k" * 16, b"w" * 16), (b"o" * 16, None)]
    assert bundle.made.wall == round(NOW.wall.timestamp())
    assert (bundle.desk, bundle.training) == (DESK, False)


def test_names_tell_nothing_and_are_never_taken_twice(tmp_path: Path) -> None:
    """A name is `kiosk-`, eight random hex digits, a number; a name that is there already is not drawn again."""
    one, again = carrier(tmp_path), carrier(tmp_path)
    names = [*one.write([PARCEL, PARCEL]), *again.write([PARCEL])]
    assert len(set(names)) == 3
    assert all(re.fullmatch(r"kiosk-[0-9a-f]{8}-[12]\.ksb", name) for name in names)
    assert sorted(names) == sorted(path.name for path in tmp_path.iterdir())


def test_only_the_owner_reads_the_file(tmp_path: Path) -> None:
    """A file is readable and writable by its owner alone."""
    write_file(tmp_path / "a", b"x")
    assert stat.S_IMODE((tmp_path / "a").stat().st_mode) == 0o600


REFUSALS: list[tuple[str, int, int, type[KioskError]]] = [
    ("open", errno.EROFS, 0, StoreReadOnly),
    ("open", errno.ENOENT, 0, FileFault),
    ("write", errno.ENOSPC, 0, StoreFull),
    ("write", errno.EDQUOT, 0, StoreFull),
    ("write", errno.EIO, 0, FileFault),
    ("fsync", errno.ENODEV, 0, FileFault),
    ("fsync", errno.ENOSPC, 0, StoreFull),
    ("close", errno.EIO, 0, FileFault),
]


@pytest.mark.parametrize(("call", "code", "after", "error"), REFUSALS)
def test_what_a_system_refuses_leaves_the_old_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: str, code: int, after: int, error: type[KioskError]
) -> None:
    """Whichever call fails, the error is typed, the old file is whole and nothing else is left."""
    write_file(tmp_path / "a", b"old")
    with monkeypatch.context() as patch:
        patch.setattr(os, call, breaking(call, code, after))
        with pytest.raises(error):
            write_file(tmp_path / "a", b"new" * 100)
    assert [(path.name, path.read_bytes()) for path in tmp_path.iterdir()] == [("a", b"old")]


def test_a_write_that_is_cut_goes_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A system that takes a few bytes at a time gets all of them."""
    real = os.write
    monkeypatch.setattr(os, "write", lambda descriptor, data: real(descriptor, data[:7]))
    write_file(tmp_path / "a", bytes(range(256)))
    assert (tmp_path / "a").read_bytes() == bytes(range(256))


def test_the_file_is_synced_before_it_has_its_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The order is: write, sync the file, rename, sync the folder."""
    calls: list[str] = []
    for call in ("write", "fsync", "rename", "replace"):
        real = getattr(os, call)

        def noted(*arguments: Any, _call: str = call, _real: Any = real, **named: Any) -> Any:
            calls.append(_call)
            return _real(*arguments, **named)

        monkeypatch.setattr(os, call, noted)
    write_file(tmp_path / "a", b"x")
    assert calls == ["write", "fsync", "replace", "fsync"]


@pytest.mark.parametrize("code", [errno.EINVAL, errno.ENOTSUP])
def test_a_key_that_cannot_sync_folders_is_good_enough(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int
) -> None:
    """Where a file system has no sync for folders, the synced file is enough."""
    monkeypatch.setattr(os, "fsync", breaking("fsync", code, after=1))
    write_file(tmp_path / "a", b"x")
    assert (tmp_path / "a").read_bytes() == b"x"


def test_a_folder_that_is_not_there_has_a_reason(tmp_path: Path) -> None:
    """A key that was pulled out before the export is said as a missing folder."""
    with pytest.raises(FileFault) as caught:
        carrier(tmp_path / "gone").write([PARCEL])
    assert caught.value.reason == "no_folder"


def test_what_was_left_by_a_power_cut_is_replaced(tmp_path: Path) -> None:
    """Half a file under its hidden name does not stop the next write."""
    (tmp_path / ".a.part").write_bytes(b"half")
    write_file(tmp_path / "a", b"whole")
    assert [path.name for path in tmp_path.iterdir()] == ["a"]


def test_reading_says_what_is_wrong(tmp_path: Path) -> None:
    """A file that is missing, a folder, or too large is refused with its own reason."""
    (tmp_path / "big").write_bytes(bytes(11))
    with pytest.raises(FileFault) as missing:
        read_file(tmp_path / "none")
    with pytest.raises(FileFault) as folder:
        read_file(tmp_path)
    with pytest.raises(FileFault) as large:
        read_file(tmp_path / "big", 10)
    assert [each.value.reason for each in (missing, folder, large)] == ["missing", "folder", "too_large"]
    assert read_file(tmp_path / "big", 11) == bytes(11)


def test_fingerprints_tell_desks_apart() -> None:
    """Another id or another key gives another fingerprint; the label changes nothing."""
    key = verify_key(SEED)
    known = fingerprint(DeskPublic(DESK, "a", key))
    assert re.fullmatch(r"([0-9A-HJKMNP-TV-Z]{4}-){5}[0-9A-HJKMNP-TV-Z]{4}", known)
    assert fingerprint(DeskPublic(DESK, "b", key)) == known
    assert fingerprint(DeskPublic(bytes(16), "a", key)) != known
    assert fingerprint(DeskPublic(DESK, "a", bytes(32))) != known
