"""A desk that was away for long comes back with a new code, and what is brought to the wrong place is said."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from kiosk.core.errors import FileFault, LinkFault, NotGenuine
from kiosk.crypto import sign
from kiosk.desk import road
from kiosk.desk.folder import OFFICE
from kiosk.flows import enrol
from kiosk.flows.who import Who
from kiosk.office import keys, rotation
from tests.memory import MemoryStore
from tests.office.made import MadeOffice
from tests.uplink.made import FILE, Places


@pytest.fixture
def office(tmp_path: Path) -> MadeOffice:
    """Make an office."""
    return MadeOffice(tmp_path / "office")


@pytest.fixture
def data(tmp_path: Path, office: MadeOffice) -> Path:
    """Make the folder of a desk that knows the office as it is now."""
    folder = tmp_path / "data"
    folder.mkdir()
    (folder / OFFICE).write_bytes((office.folder / keys.PUBLIC).read_bytes())
    return folder


def rotated(office: MadeOffice, times: int) -> bytes:
    """Change the office's signing key so often, and give its public file."""
    for _ in range(times):
        office.secrets = rotation.rotate(office.folder, office.secrets, signing=True)
    return (office.folder / keys.PUBLIC).read_bytes()


@pytest.mark.parametrize("times", [0, 1, 2, 5])
def test_a_new_code_brings_back_a_desk_that_missed_new_keys(office: MadeOffice, data: Path, times: int) -> None:
    """Of whatever signing key the office is by now, its file is taken with a code; from the second on it is asked."""
    file = rotated(office, times)
    assert road.breaks_line(data, file) == (times > 1)
    road.renew_office(data, file)
    assert (data / OFFICE).read_bytes() == file
    assert not road.breaks_line(data, file)


def test_without_a_code_a_broken_line_stays_refused(office: MadeOffice, data: Path) -> None:
    """What a hub or a USB key brings is taken along the line of keys alone: a code and a person's yes are wanted."""
    before = (data / OFFICE).read_bytes()
    road.Office(data).keep(rotated(office, 2))
    assert (data / OFFICE).read_bytes() == before


def test_an_older_file_brings_no_key_back(office: MadeOffice, data: Path) -> None:
    """A file from before a change of keys is refused, code or not."""
    old = (data / OFFICE).read_bytes()
    new = rotated(office, 2)
    road.renew_office(data, new)
    with pytest.raises(NotGenuine):
        road.renew_office(data, old)
    assert (data / OFFICE).read_bytes() == new


def test_a_desk_does_not_change_associations(office: MadeOffice, data: Path) -> None:
    """Another association's file, or one of training, is refused however new it says that it is."""
    seed = sign.new_seed()
    public = msgspec.structs.replace(office.public, serial=99, signing_key=sign.verify_key(seed))
    other = msgspec.structs.replace(public, name="Les Chênes", reading_keys=(bytes(32),))
    before = (data / OFFICE).read_bytes()
    for each in (other, msgspec.structs.replace(public, training=True)):
        with pytest.raises(NotGenuine):
            road.renew_office(data, sign.sign_file(seed, each))
    assert (data / OFFICE).read_bytes() == before


def test_a_token_is_for_one_code_at_one_hub() -> None:
    """An answer that got lost is asked for again with the same token; another code or another hub never sees it."""
    store, number = MemoryStore(), iter(range(99))
    seen: list[bytes] = []
    for slot, url, lost in (
        (b"a" * 16, "https://one", True),
        (b"a" * 16, "https://one", True),
        (b"a" * 16, "https://two", True),
        (b"b" * 16, "https://two", True),
        (b"b" * 16, "https://two", False),
        (b"b" * 16, "https://two", False),
    ):
        places = Places(slot, lost=lost)
        try:
            enrol.join(store, places, url, FILE, lambda count: bytes([next(number)]) * count)
        except LinkFault:
            assert enrol.hub_of(store) is None
        seen += places.tokens
    assert [token[0] for token in seen] == [0, 0, 1, 2, 2, 3]
    assert enrol.hub_of(store) == ("https://two", seen[-1])


def test_a_bundle_on_the_way_back_is_named(office: MadeOffice, data: Path, tmp_path: Path) -> None:
    """A desk that is given the file of a desk says that it is for the office, and reads nothing of it."""
    desk = office.desk()
    desk.hand_over()
    desk.bundle(tmp_path)
    (file,) = tmp_path.glob("*.ksb")
    done = road.receive_files(data, desk.store, desk.id, [file], Who())
    ((name, fault),) = done.refused
    assert isinstance(fault, FileFault)
    assert (name, fault.reason, done.read) == (file.name, "for_the_office", 0)
