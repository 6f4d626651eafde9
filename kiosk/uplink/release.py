"""Reads a release from a folder, most often on a USB key, and verifies it by the rules of TUF (theupdateframework.io).

The folder `kiosk-update` has `metadata/` (what the project signed), `targets/` (the files themselves) and, beside
them, `software.assent` and `guidance.assent` (what the office signed). Nothing of it is believed: it is verified from
the keys that this program came with, or those that replaced them since.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

from securesystemslib.exceptions import UnverifiedSignatureError
from securesystemslib.signer import KEY_FOR_TYPE_AND_SCHEME, Key, Signature
from tuf.api import exceptions as tuf
from tuf.api.metadata import TargetFile, Targets
from tuf.api.serialization import DeserializationError
from tuf.ngclient._internal.trusted_metadata_set import TrustedMetadataSet
from tuf.ngclient.config import EnvelopeType

from kiosk.core.errors import FileFault, NotGenuine, NotUpdated, TooNew
from kiosk.core.release import UpdateFault, UpdatePart
from kiosk.crypto import sign
from kiosk.machine.files import open_plain, read_file
from kiosk.wire.assent import MOST_ASSENT, Assent, assent_bytes, read_assent, release_hash
from kiosk.wire.signed import ToSign

FOLDER = "kiosk-update"
METADATA, TARGETS = "metadata", "targets"
SHIPPED_ROOT = Path(__file__).with_name("root.json")
"""The project's keys as this program came with them. A program that was built without them cannot be updated so."""
_MOST = 1 << 20
"""Bytes of one file of metadata at most."""
_ROOTS = 100
"""How often the project's keys can have changed since this program was built."""
_CHUNK = 1 << 20


class ReleaseKey(Key):
    """A key of the project: Ed25519, verified by the one library that verifies everything else here."""

    @classmethod
    def from_dict(cls, keyid: str, key_dict: dict[str, Any]) -> ReleaseKey:
        """Read a key of the metadata. Raises KeyError, TypeError, ValueError."""
        keytype, scheme, keyval = cls._from_dict(key_dict)
        if len(bytes.fromhex(keyval["public"])) != 32:
            raise ValueError("not a key")
        return cls(keyid, keytype, scheme, keyval, key_dict)

    def to_dict(self) -> dict[str, Any]:
        """Write it as it was read."""
        return self._to_dict()

    def verify_signature(self, signature: Signature, data: bytes) -> None:
        """Verify. Raises UnverifiedSignatureError."""
        try:
            # TUF's own bytes begin with no domain of ours; the project's keys sign nothing else.
            sign.verify(bytes.fromhex(self.keyval["public"]), ToSign(data), bytes.fromhex(signature.signature))
        except (NotGenuine, ValueError) as error:
            raise UnverifiedSignatureError from error


# No other kind of key is believed, whatever the library knows.
KEY_FOR_TYPE_AND_SCHEME.clear()
KEY_FOR_TYPE_AND_SCHEME[("ed25519", "ed25519")] = ReleaseKey


@dataclass(frozen=True)
class Offered:
    """One part of a release, verified."""

    says: object
    """What it says of itself."""
    hash: bytes
    """Of its metadata: what the office assents to."""
    file: TargetFile


@dataclass(frozen=True)
class Verified:
    """A release whose metadata was verified."""

    trusted: Mapping[str, str]
    """What must be known of it the next time."""
    parts: Mapping[UpdatePart, Offered]


def release_folder(given: Path) -> Path:
    """Give the folder of a release: the given one, or the one in it."""
    return given if (given / METADATA).is_dir() else given / FOLDER


def assent_file(release: Path, part: UpdatePart) -> Path:
    """Give where the office's assent to a part lies."""
    return release / f"{part}.assent"


def load_assents(release: Path, office_key: bytes) -> dict[UpdatePart, Assent]:
    """Read and verify what the office said of a release. Raises NotUpdated."""
    found = {}
    for part in UpdatePart:
        try:
            said, signature = read_assent(read_file(assent_file(release, part), MOST_ASSENT))
            sign.verify(office_key, assent_bytes(said), signature)
        except FileFault as fault:
            if fault.reason == "missing":
                continue
            raise NotUpdated(UpdateFault.OTHER_ASSENT) from fault
        except (NotGenuine, TooNew) as error:
            raise NotUpdated(UpdateFault.OTHER_ASSENT) from error
        if said.part != part:
            raise NotUpdated(UpdateFault.OTHER_ASSENT)
        found[part] = said
    return found


def verify_release(release: Path, trusted: Mapping[str, str], at: datetime, root: Path | None = None) -> Verified:
    """Verify the metadata of a release.

    Args:
        release: its folder.
        trusted: what `Verified.trusted` was the last time; empty the first time.
        at: the time by which it may be too old.
        root: the project's keys as this program came with them, where they are elsewhere.

    Raises:
        NotUpdated: why it is not believed.
    """
    return _Reading(release / METADATA, dict(trusted), at).all(root or SHIPPED_ROOT)


@dataclass
class _Reading:
    """One release being verified, in the order that TUF prescribes."""

    folder: Path
    trusted: dict[str, str]
    at: datetime
    replaced: set[str] = field(default_factory=set)
    """Keys that the project named once."""

    def all(self, shipped: Path) -> Verified:
        known = self._begin(shipped)
        self._newer_roots(known)
        self._timestamp(known)
        self._snapshot(known)
        meta = known.snapshot.meta.get("targets.json")
        if meta is None:
            raise NotUpdated(UpdateFault.MIXED)
        data = self._read(f"{meta.version}.targets.json")
        with self._faults(data, known.root.roles["targets"].keyids, meta.length):
            known.update_targets(data)
        parts = {part: found for part in UpdatePart if (found := self._part(known, part))}
        if not parts:
            raise NotUpdated(UpdateFault.NOTHING)
        self.trusted["keys"] = json.dumps(sorted(self.replaced))
        return Verified(self.trusted, parts)

    def _begin(self, shipped: Path) -> TrustedMetadataSet:
        try:
            data = self.trusted["root"].encode() if "root" in self.trusted else read_file(shipped, _MOST)
        except FileFault as fault:
            raise NotUpdated(UpdateFault.NO_ROOT) from fault
        with self._faults(data, ()):
            known = TrustedMetadataSet(data, EnvelopeType.METADATA)
        known.reference_time = self.at
        self.trusted["root"] = data.decode()
        self.replaced |= {*json.loads(self.trusted.get("keys", "[]")), *known.root.keys}
        return known

    def _newer_roots(self, known: TrustedMetadataSet) -> None:
        for _ in range(_ROOTS):
            name = f"{known.root.version + 1}.root.json"
            if not (self.folder / name).exists():
                break
            data = self._read(name)
            with self._faults(data, known.root.roles["root"].keyids):
                known.update_root(data)
            self.trusted["root"] = data.decode()
            self.replaced |= set(known.root.keys)

    def _timestamp(self, known: TrustedMetadataSet) -> None:
        if not (self.folder / "timestamp.json").exists():
            raise NotUpdated(UpdateFault.NOTHING)
        with suppress(tuf.RepositoryError, DeserializationError):  # of keys that are replaced, or out of date
            if "timestamp" in self.trusted:
                known.update_timestamp(self.trusted["timestamp"].encode())
        data = self._read("timestamp.json")
        signers = known.root.roles["timestamp"].keyids
        with self._faults(data, signers, older=True), suppress(tuf.EqualVersionNumberError):
            known.update_timestamp(data)
            self.trusted["timestamp"] = data.decode()

    def _snapshot(self, known: TrustedMetadataSet) -> None:
        with suppress(tuf.RepositoryError, DeserializationError):
            if "snapshot" in self.trusted:
                known.update_snapshot(self.trusted["snapshot"].encode(), trusted=True)
                return
        data = self._read(f"{known.timestamp.snapshot_meta.version}.snapshot.json")
        wanted = known.timestamp.snapshot_meta.length
        with self._faults(data, known.root.roles["snapshot"].keyids, wanted, older=True):
            known.update_snapshot(data)
        self.trusted["snapshot"] = data.decode()

    def _part(self, known: TrustedMetadataSet, part: UpdatePart) -> Offered | None:
        meta, delegations = known.snapshot.meta.get(f"{part}.json"), known.targets.delegations
        if delegations and delegations.keys:
            self.replaced |= set(delegations.keys)
        role = (delegations.roles or {}).get(part) if delegations else None
        if meta is None or role is None:
            return None
        data = self._read(f"{meta.version}.{part}.json")
        with self._faults(data, role.keyids, meta.length):
            said: Targets = known.update_delegated_targets(data, part, Targets.type)
        if len(said.targets) != 1:
            raise NotUpdated(UpdateFault.MIXED)
        ((name, file),) = said.targets.items()
        if not role.is_delegated_path(name) or Path(name).name != name:
            raise NotUpdated(UpdateFault.MIXED)
        return Offered(file.custom, release_hash(data), file)

    def _read(self, name: str) -> bytes:
        try:
            return read_file(self.folder / name, _MOST)
        except FileFault as fault:
            raise NotUpdated(UpdateFault.CUT) from fault

    @contextmanager
    def _faults(
        self, data: bytes, keys: Iterable[str], length: int | None = None, *, older: bool = False
    ) -> Iterator[None]:
        """Say by our own reasons what the library refuses.

        Args:
            data: the file that is judged.
            keys: who may sign it.
            length: how many bytes it should have; None where nobody says.
            older: whether a wrong version number means that it is older than what was seen.
        """
        try:
            yield
        except tuf.ExpiredMetadataError as error:
            raise NotUpdated(UpdateFault.FROZEN) from error
        except tuf.BadVersionNumberError as error:
            raise NotUpdated(UpdateFault.OLDER if older else UpdateFault.MIXED) from error
        except tuf.LengthOrHashMismatchError as error:
            is_cut = length is not None and len(data) < length
            raise NotUpdated(UpdateFault.CUT if is_cut else UpdateFault.MIXED) from error
        except tuf.UnsignedMetadataError as error:
            gone = _signers(data) & (self.replaced - set(keys))
            raise NotUpdated(UpdateFault.REVOKED_KEYS if gone else UpdateFault.WRONG_KEYS) from error
        except DeserializationError as error:
            raise NotUpdated(UpdateFault.CUT) from error
        except (tuf.RepositoryError, ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
            raise NotUpdated(UpdateFault.MIXED) from error


def _signers(data: bytes) -> set[str]:
    """Name the keys by which a file says that it is signed."""
    return {str(each["keyid"]) for each in json.loads(data)["signatures"]}


def target_bytes(release: Path, offered: Offered) -> Iterator[bytes]:
    """Read the file of a part, piece by piece; it is the right one if this ends without raising.

    Raises:
        NotUpdated: it is missing or cut, or it is another one.
    """
    wanted, digest, count = offered.file, sha256(), 0
    try:
        with os.fdopen(open_plain(release / TARGETS / wanted.path), "rb") as stream:
            while piece := stream.read(_CHUNK):
                count += len(piece)
                if count > wanted.length:
                    raise NotUpdated(UpdateFault.MIXED)
                digest.update(piece)
                yield piece
    except OSError as error:
        raise NotUpdated(UpdateFault.CUT) from error
    if count < wanted.length:
        raise NotUpdated(UpdateFault.CUT)
    if digest.hexdigest() != wanted.hashes.get("sha256"):
        raise NotUpdated(UpdateFault.MIXED)
