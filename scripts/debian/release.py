"""Makes what the project signs, in a folder that goes onto USB keys: `kiosk-update`.

    scripts/release keys KEYS                         makes the project's keys, in a file that never leaves its drawer
    scripts/release begin FOLDER --keys KEYS          begins a folder; gives the file that goes into the program
    scripts/release software FOLDER DEB --keys KEYS   signs a package of scripts/package as the next release
    scripts/release guidance FOLDER --keys KEYS       signs the guidance of this checkout as the next feed
    scripts/release rotate FOLDER --keys KEYS --new OTHER   replaces every key by those of another file

It needs no network. Keys are read from a file, never given as arguments. A release is out of date after --days, by the
time that an office signed. What it says of itself is in the package's own `kiosk/machine/release.toml`: raise `number`
there for each release, and `guidance` for each feed.
"""

from __future__ import annotations

import argparse
import io
import json
import lzma
import os
import shutil
import subprocess
import sys
import tarfile
import tomllib
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any

from securesystemslib.signer import Key, Signature, Signer
from tuf.api.metadata import (
    DelegatedRole,
    Delegations,
    Metadata,
    MetaFile,
    Role,
    Root,
    Snapshot,
    TargetFile,
    Targets,
    Timestamp,
)

from kiosk.crypto import sign
from kiosk.desk.update import FEED_SAID
from kiosk.machine.clock import now
from kiosk.store.versions import SAID
from kiosk.uplink.release import METADATA, SHIPPED_ROOT, TARGETS, ReleaseKey
from kiosk.wire.signed import ToSign

ROOT = Path(__file__).parents[2]
ROLES = ("root", "targets", "snapshot", "timestamp", "software", "guidance")
PATHS = {"software": "kiosk-desk_*.deb", "guidance": "kiosk-guidance_*.tar.xz"}
"""Which files each part may be."""
DAYS = 180
ROOT_DAYS = 3650
"""The keys themselves are in date as long as a program is (`kiosk.core.moment.LIFE`)."""
Seeds = Mapping[str, bytes]


class SeedSigner(Signer):
    """Signs with a seed."""

    def __init__(self, seed: bytes) -> None:
        public = sign.verify_key(seed).hex()
        self._seed = seed
        self._key = ReleaseKey(sha256(public.encode()).hexdigest(), "ed25519", "ed25519", {"public": public})

    @classmethod
    def from_priv_key_uri(cls, priv_key_uri: str, public_key: Key, secrets_handler: Any = None) -> SeedSigner:
        """Refuse: keys are read from a file."""
        raise NotImplementedError

    @property
    def public_key(self) -> Key:
        """Who verifies."""
        return self._key

    def sign(self, payload: bytes) -> Signature:
        """Sign."""
        return Signature(self._key.keyid, sign.sign(self._seed, ToSign(payload)).hex())


class Repository:
    """A folder of releases.

    Args:
        folder: where.
        seeds: the project's keys, by role.
        days: how long what is signed now is in date.
    """

    def __init__(self, folder: Path, seeds: Seeds, days: int = DAYS) -> None:
        self.folder, self.days = folder, days
        self._metadata, self._targets = folder / METADATA, folder / TARGETS
        self._signers = {role: SeedSigner(seed) for role, seed in seeds.items()}

    def begin(self, at: datetime) -> bytes:
        """Begin; gives the keys as a program is built with them."""
        self._metadata.mkdir(parents=True)
        self._targets.mkdir()
        root = Root(version=1, expires=at + timedelta(days=ROOT_DAYS), consistent_snapshot=True)
        self._name_keys(root)
        self._write("1.root.json", root, [self._signers["root"]])
        self._write("1.targets.json", self._top(1, at), [self._signers["targets"]])
        self._close(Snapshot(1, expires=self._end(at), meta={"targets.json": self._meta("1.targets.json", 1)}), at, 1)
        return (self._metadata / "1.root.json").read_bytes()

    def publish(self, part: str, file: Path, says: Mapping[str, object], at: datetime) -> None:
        """Sign a file as the newest of its part."""
        for former in self._targets.glob(PATHS[part]):
            former.unlink()
        shutil.copyfile(file, self._targets / file.name)
        target = TargetFile.from_file(file.name, str(file), ["sha256"])
        target.unrecognized_fields = {"custom": dict(says)}
        snapshot, stamp = self._snapshot(), self._stamp()
        known = snapshot.meta.get(f"{part}.json")
        version = known.version + 1 if known else 1
        role = Targets(version, expires=self._end(at), targets={file.name: target})
        self._write(f"{version}.{part}.json", role, [self._signers[part]])
        snapshot.meta[f"{part}.json"] = self._meta(f"{version}.{part}.json", version)
        for other in PATHS:
            if other != part:
                self._again(other, snapshot, at)
        self._refresh(snapshot, at)
        snapshot.version += 1
        self._close(snapshot, at, stamp.version + 1)

    def rotate(self, seeds: Seeds, at: datetime) -> None:
        """Replace every key: what the former ones sign from now on is refused by whoever has seen this."""
        snapshot, stamp, former = self._snapshot(), self._stamp(), self._signers["root"]
        root = self._newest_root()
        self._signers = {role: SeedSigner(seed) for role, seed in seeds.items()}
        root.version += 1
        root.expires = at + timedelta(days=ROOT_DAYS)
        self._name_keys(root)
        self._write(f"{root.version}.root.json", root, [former, self._signers["root"]])
        for part in PATHS:
            self._again(part, snapshot, at)
        self._refresh(snapshot, at)
        snapshot.version += 1
        self._close(snapshot, at, stamp.version + 1)

    def _newest_root(self) -> Root:
        numbers = [int(each.name.split(".")[0]) for each in self._metadata.glob("*.root.json")]
        return Metadata[Root].from_file(str(self._metadata / f"{max(numbers)}.root.json")).signed

    def _snapshot(self) -> Snapshot:
        version = self._stamp().snapshot_meta.version
        return Metadata[Snapshot].from_file(str(self._metadata / f"{version}.snapshot.json")).signed

    def _stamp(self) -> Timestamp:
        return Metadata[Timestamp].from_file(str(self._metadata / "timestamp.json")).signed

    def _end(self, at: datetime) -> datetime:
        return at + timedelta(days=self.days)

    def _name_keys(self, root: Root) -> None:
        used = {role: self._signers[role].public_key for role in ROLES[:4]}
        root.keys = {key.keyid: key for key in used.values()}
        root.roles = {role: Role([key.keyid], 1) for role, key in used.items()}

    def _top(self, version: int, at: datetime) -> Targets:
        keys = {part: self._signers[part].public_key for part in PATHS}
        roles = {
            part: DelegatedRole(part, [keys[part].keyid], 1, terminating=True, paths=[pattern])
            for part, pattern in PATHS.items()
        }
        delegations = Delegations({key.keyid: key for key in keys.values()}, roles)
        return Targets(version, expires=self._end(at), delegations=delegations)

    def _again(self, part: str, snapshot: Snapshot, at: datetime) -> None:
        """Sign what there is of a part once more: it stays in date as long as what is new."""
        if known := snapshot.meta.get(f"{part}.json"):
            role = Metadata[Targets].from_file(str(self._metadata / f"{known.version}.{part}.json")).signed
            role.version, role.expires = role.version + 1, self._end(at)
            name = f"{role.version}.{part}.json"
            self._write(name, role, [self._signers[part]])
            snapshot.meta[f"{part}.json"] = self._meta(name, role.version)

    def _refresh(self, snapshot: Snapshot, at: datetime) -> None:
        """Sign the list of the parts' keys anew: it is in date as long as the rest."""
        version = snapshot.meta["targets.json"].version + 1
        self._write(f"{version}.targets.json", self._top(version, at), [self._signers["targets"]])
        snapshot.meta["targets.json"] = self._meta(f"{version}.targets.json", version)

    def _close(self, snapshot: Snapshot, at: datetime, version: int) -> None:
        snapshot.expires = self._end(at)
        name = f"{snapshot.version}.snapshot.json"
        self._write(name, snapshot, [self._signers["snapshot"]])
        stamp = Timestamp(version, expires=self._end(at), snapshot_meta=self._meta(name, snapshot.version))
        self._write("timestamp.json", stamp, [self._signers["timestamp"]])

    def _meta(self, name: str, version: int) -> MetaFile:
        return MetaFile.from_data(version, (self._metadata / name).read_bytes(), ["sha256"])

    def _write(self, name: str, signed: Root | Snapshot | Targets | Timestamp, signers: Sequence[SeedSigner]) -> None:
        metadata: Metadata[Any] = Metadata(signed)
        for each in signers:
            metadata.sign(each, append=True)
        fresh = self._metadata / f"{name}.new"
        fresh.write_bytes(metadata.to_bytes())
        fresh.replace(self._metadata / name)


def feed_archive(house: Path, locales: Path, number: int, format_: int) -> bytes:
    """Put guidance together: procedures, sources, the person's words. Data alone, the same bytes each time.

    Args:
        house: the folder with `procedures/`.
        locales: the folder with the catalogues, compiled.
        number: of this feed.
        format_: which guidance a program must read for it.
    """
    files = {f"procedures/{each.name}": each.read_bytes() for each in (house / "procedures").glob("*.toml")}
    for pattern in ("*/language.toml", "*/reviews.csv", "*/LC_MESSAGES/person.mo"):
        files |= {f"locales/{each.relative_to(locales)}": each.read_bytes() for each in locales.glob(pattern)}
    files[FEED_SAID] = f"number = {number}\nformat = {format_}\n".encode()
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w", format=tarfile.USTAR_FORMAT) as archive:
        for name in sorted(files):
            member = tarfile.TarInfo(name)
            member.size = len(files[name])
            archive.addfile(member, io.BytesIO(files[name]))
    return lzma.compress(out.getvalue())


def said_by(package: Path) -> dict[str, Any]:
    """Read what the program in a package says of itself."""
    inside = f"./usr/lib/kiosk-desk/python/{SAID}"
    data = subprocess.run(["dpkg-deb", "--fsys-tarfile", package], check=True, capture_output=True).stdout
    with tarfile.open(fileobj=io.BytesIO(data)) as archive:
        opened = archive.extractfile(inside)
        assert opened
        return tomllib.loads(opened.read().decode())


def new_keys(file: Path) -> None:
    """Make the project's keys. A file that is there is never replaced."""
    seeds = {role: sign.new_seed().hex() for role in ROLES}
    with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as stream:
        json.dump(seeds, stream, indent=1)


def read_keys(file: Path) -> dict[str, bytes]:
    """Read the project's keys."""
    said = json.loads(file.read_text())
    return {role: bytes.fromhex(said[role]) for role in ROLES}


def main(argv: Sequence[str] | None = None) -> None:
    """Do what was asked, and say where it is."""
    parser = argparse.ArgumentParser(description="Signe une version du programme ou des consignes.")
    verbs = parser.add_subparsers(required=True, dest="verb")
    verbs.add_parser("keys").add_argument("file", type=Path)
    for verb in ("begin", "software", "guidance", "rotate"):
        added = verbs.add_parser(verb)
        added.add_argument("folder", type=Path)
        added.add_argument("--keys", type=Path, required=True)
        added.add_argument("--days", type=int, default=DAYS)
        if verb == "software":
            added.add_argument("package", type=Path)
        if verb == "rotate":
            added.add_argument("--new", type=Path, required=True)
    given = parser.parse_args(argv)
    if given.verb == "keys":
        new_keys(given.file)
        print(f"{given.file} : gardez ce fichier hors de toute machine qui a le réseau.")
        return
    repository, at = Repository(given.folder, read_keys(given.keys), given.days), now()
    match given.verb:
        case "begin":
            root = repository.begin(at)
            print(f"Mettez ceci dans {SHIPPED_ROOT.relative_to(ROOT)} avant scripts/package :", file=sys.stderr)
            print(root.decode())
        case "software":
            said = said_by(given.package)
            repository.publish("software", given.package, said, at)
            print(f"{given.package.name} : programme {said['version']}, numéro {said['number']}")
        case "guidance":
            said = tomllib.loads((ROOT / "kiosk" / SAID.relative_to("kiosk")).read_text())
            number, format_ = said["guidance"], max(said["reads"]["guidance"])
            file = given.folder / f"kiosk-guidance_{number}.tar.xz"
            file.write_bytes(feed_archive(ROOT / "kiosk", ROOT / "locales", number, format_))
            repository.publish("guidance", file, {"number": number, "format": format_}, at)
            file.unlink()
            print(f"consignes numéro {number}")
        case "rotate":
            repository.rotate(read_keys(given.new), at)
            print("Les clés sont remplacées. Gardez les nouvelles comme les anciennes.")


if __name__ == "__main__":
    main()
