"""The laws of the office's folder: its secrets under a passphrase, its word for desks, all of it private."""

from __future__ import annotations

import stat
from dataclasses import replace
from pathlib import Path

import pytest

from kiosk.commands.line import main
from kiosk.core.errors import (
    FileFault,
    KioskError,
    NotGenuine,
    NotVouched,
    StoreMissing,
    VouchDamaged,
    WrongPassphrase,
)
from kiosk.crypto import sign, vault
from kiosk.crypto.keys import public_key
from kiosk.machine.exits import Exit
from kiosk.office import keys
from kiosk.wire import signed
from kiosk.wire.signed import DeskPublic
from kiosk.words.catalogues import Catalogues
from tests.office.made import CHEAP, PASSPHRASE, MadeDesk, MadeOffice, paper_key


@pytest.fixture
def office(tmp_path: Path) -> MadeOffice:
    """Make an office."""
    return MadeOffice(tmp_path / "office")


def test_the_passphrase_gives_the_secrets_back(office: MadeOffice) -> None:
    """The passphrase opens the very keys that desks seal to and that vouch for them; another one opens nothing."""
    secrets = keys.unlock_office(office.folder, PASSPHRASE)
    assert replace(secrets, memory=b"") == office.founding.secrets
    assert sign.verify_key(secrets.seed) == office.public.signing_key
    assert public_key(secrets.readers[0]) == office.public.reading_keys[0]
    with pytest.raises(WrongPassphrase):
        keys.unlock_office(office.folder, PASSPHRASE + ".")


def test_the_second_key_is_on_paper_alone(office: MadeOffice) -> None:
    """The paper gives the second reading key, which is in no file, locked or not."""
    secret = paper_key(office.founding.paper)
    assert public_key(secret) == office.public.reading_keys[1]
    assert secret not in keys.unlock_office(office.folder, PASSPHRASE).readers
    with pytest.raises(WrongPassphrase):
        paper_key(office.founding.paper[:-1] + ("0" if office.founding.paper[-1] != "0" else "1"))


def test_no_secret_is_readable_in_the_folder(office: MadeOffice) -> None:
    """No file of the office holds a secret in the clear, and nobody else may read the folder."""
    secrets = office.founding.secrets
    recovery = vault.parse_recovery(office.founding.paper)
    files = [path for path in office.folder.rglob("*") if path.is_file()]
    assert {path.name for path in files} >= {"office.vault", "office.public", "journal"}
    for path in files:
        data = path.read_bytes()
        assert not any(secret in data for secret in (secrets.seed, *secrets.readers, recovery, PASSPHRASE.encode()))
        assert office.founding.paper.encode() not in data
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
    for folder in (office.folder, office.folder / keys.DESKS):
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert repr(secrets.seed) not in repr(office.founding)
    assert office.founding.paper not in repr(office.founding)


def test_two_offices_have_nothing_in_common() -> None:
    """Every key of every office is its own."""
    one, other = (keys.found_office("A", "1") for _ in range(2))
    assert not {one.public.signing_key, *one.public.reading_keys} & {
        other.public.signing_key,
        *other.public.reading_keys,
    }
    assert one.paper != other.paper


@pytest.mark.parametrize(("name", "phone"), [("", "1"), ("A", ""), ("A\x1b[2J", "1"), ("A" * 201, "1")])
def test_a_name_that_no_desk_would_read_makes_no_office(name: str, phone: str) -> None:
    """An empty, endless or control-ridden name or telephone number is refused before a key exists."""
    with pytest.raises(ValueError):
        keys.found_office(name, phone)


def test_a_damaged_vault_is_said_as_damaged(office: MadeOffice) -> None:
    """Cut anywhere or flipped anywhere, the vault gives a typed error and never a key."""
    path = office.folder / keys.VAULT
    whole = path.read_bytes()
    for at in range(0, len(whole), 3):
        flipped = bytearray(whole)
        flipped[at] ^= 1
        for bad in (whole[:at], bytes(flipped)):
            path.write_bytes(bad)
            with pytest.raises(KioskError):
                keys.unlock_office(office.folder, PASSPHRASE)
    path.write_bytes(whole[:40])
    with pytest.raises(FileFault) as caught:
        keys.unlock_office(office.folder, PASSPHRASE)
    assert caught.value.reason == "office_part"


def test_a_foreign_public_file_is_noticed(office: MadeOffice, tmp_path: Path) -> None:
    """With another office's public file, or one of older keys, in its folder, the office does not open."""
    other = keys.found_office("Autre", "1")
    ours = office.public
    keys_of_old = signed.OfficePublic(0, False, ours.name, ours.phone, ours.signing_key, other.public.reading_keys)
    older = sign.sign_file(office.founding.secrets.seed, keys_of_old)
    for bad in (sign.sign_file(other.secrets.seed, other.public), older):
        (office.folder / keys.PUBLIC).write_bytes(bad)
        with pytest.raises(FileFault):
            keys.unlock_office(office.folder, PASSPHRASE)


@pytest.mark.parametrize("name", [keys.VAULT, keys.PUBLIC])
@pytest.mark.parametrize("harm", ["gone", "cut", "nowhere"])
def test_an_office_without_one_of_its_files_is_not_begun_anew(
    office: MadeOffice,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    name: str,
    harm: str,
) -> None:
    """What is missing or damaged is named with its remedy, which is a copy and never a new office over the old one."""
    monkeypatch.setattr("kiosk.machine.process.harden", lambda: None)
    office.desk()
    file = office.folder / name
    whole = file.read_bytes()
    file.unlink()
    if harm == "cut":
        file.write_bytes(whole[:20])
    elif harm == "nowhere":
        file.symlink_to("nowhere")
    for command in (["inbox", "--list"], ["init", "--name", "Autre", "--phone", "1"]):
        left = {each: each.read_bytes() for each in office.folder.rglob("*") if each.is_file()}
        assert main(["office", command[0], str(office.folder), *command[1:]]) in (Exit.FAULT, Exit.REFUSED)
        said = "".join(capsys.readouterr())
        assert "kiosk office init" not in said
        assert {each: each.read_bytes() for each in office.folder.rglob("*") if each.is_file()} == left
    with pytest.raises(FileFault) as caught:
        keys.unlock_office(office.folder, PASSPHRASE)
    said = Catalogues().error(caught.value, "fr")
    assert name in said
    assert "kiosk office restore" in said


def test_a_founding_that_was_cut_is_begun_again(office: MadeOffice, tmp_path: Path) -> None:
    """Without a vault there never was a ledger or a trusted desk: what a cut left is no office."""
    folder = tmp_path / "cut"
    (folder / keys.DESKS).mkdir(parents=True)
    (folder / keys.PUBLIC).write_bytes((office.folder / keys.PUBLIC).read_bytes())
    assert not keys.was_founded(folder)
    with pytest.raises(StoreMissing):
        keys.unlock_office(folder, PASSPHRASE)
    (office.folder / keys.VAULT).unlink()
    assert keys.was_founded(office.folder)


def test_a_desk_whose_file_is_damaged_is_named_and_trusted_again(office: MadeOffice) -> None:
    """One flipped bit in what vouches for a desk blames no bundle: the remedy is said, and it is one."""
    desk = office.desk()
    file = office.folder / keys.DESKS / f"{desk.id.hex()}.desk"
    file.write_bytes(file.read_bytes()[:-1] + b"x")
    with pytest.raises(VouchDamaged) as caught:
        keys.desk_of(office.folder, desk.id)
    assert "kiosk office trust" in Catalogues().error(caught.value, "fr")
    keys.vouch(office.folder, office.founding.secrets, desk.public)
    assert keys.desk_of(office.folder, desk.id).label == "Bus du jeudi"


def test_an_office_that_is_not_there_is_missing(tmp_path: Path) -> None:
    """An empty or absent folder holds no office."""
    for folder in (tmp_path, tmp_path / "none"):
        assert not keys.exists(folder)
        with pytest.raises(StoreMissing):
            keys.unlock_office(folder, PASSPHRASE)
        with pytest.raises(StoreMissing):
            keys.public(folder)


def test_a_desk_counts_once_the_office_vouched(office: MadeOffice) -> None:
    """Vouching again changes nothing; another key under the same id is refused, and the first one stays."""
    desk = MadeDesk(office.public)
    with pytest.raises(NotVouched):
        keys.desk_of(office.folder, desk.id)
    for _ in range(2):
        keys.vouch(office.folder, office.founding.secrets, desk.public)
    seed = bytes(range(32))
    impostor = sign.sign_file(seed, DeskPublic(desk.id, "Bus du jeudi", sign.verify_key(seed)))
    with pytest.raises(NotGenuine):
        keys.vouch(office.folder, office.founding.secrets, impostor)
    assert keys.verify_key_of(office.folder, desk.id) == sign.verify_key(desk.seed)
    assert keys.desk_of(office.folder, desk.id).label == "Bus du jeudi"


def test_a_desk_put_into_the_folder_by_hand_is_not_trusted(office: MadeOffice, tmp_path: Path) -> None:
    """A desk's file without the office's signature, with another office's, or under another id is refused."""
    trusted, stranger = office.desk(1), MadeDesk(office.public, 2)
    other = MadeOffice(tmp_path / "other")
    keys.vouch(other.folder, other.founding.secrets, stranger.public)
    place = office.folder / keys.DESKS / f"{stranger.id.hex()}.desk"
    for bad in (
        stranger.public,
        (other.folder / keys.DESKS / place.name).read_bytes(),
        (office.folder / keys.DESKS / f"{trusted.id.hex()}.desk").read_bytes(),
    ):
        place.write_bytes(bad)
        with pytest.raises(NotGenuine):
            keys.desk_of(office.folder, stranger.id)


def test_a_folder_in_use_keeps_its_rights(tmp_path: Path) -> None:
    """An office made in a folder that already holds something does not lock others out of it."""
    tmp_path.chmod(0o755)
    (tmp_path / "something").write_text("x")
    keys.settle_office(tmp_path, keys.found_office("A", "1"), PASSPHRASE, CHEAP)
    assert stat.S_IMODE(tmp_path.stat().st_mode) == 0o755
    assert stat.S_IMODE((tmp_path / keys.VAULT).stat().st_mode) == 0o600
