"""People by name: each has a passphrase and rights of their own; who leaves opens nothing, and nothing new."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest

from kiosk.core.colleague import SHARED, OfficeRight
from kiosk.core.errors import LastKeeper, NoRight, NoSuchColleague, NotAName, NotGenuine, SlotTaken, WrongPassphrase
from kiosk.core.trace import Event, gaps
from kiosk.crypto.vault import spell_recovery
from kiosk.office import house, keys, people, slots
from kiosk.office.house import House
from tests.office.made import CHEAP, PASSPHRASE, MadeOffice

BO, CY = "cinq autres mots ici", "encore six mots pour cy"
NOW = datetime(2026, 11, 30, 9, 0, tzinfo=UTC)


def now() -> datetime:
    return NOW


@pytest.fixture
def office(tmp_path: Path) -> MadeOffice:
    """Make an office of Ana, who manages keys, and Bo, who answers."""
    made = MadeOffice(tmp_path / "bureau")
    with house.opened(made.folder, PASSPHRASE, now) as opened:
        people.name_me(opened, "Ana")
    with house.opened(made.folder, PASSPHRASE, now) as opened:
        people.add(opened, "Bo", OfficeRight.ANSWERS, BO, CHEAP)
    return made


def events(opened: House) -> list[tuple[str, Event]]:
    return [(each.who, each.event) for each in opened.ledger.book.traces()]


def test_an_office_without_names_has_one_person(tmp_path: Path) -> None:
    """Before anybody has a name, whoever has the passphrase may do everything, under one name."""
    made = MadeOffice(tmp_path / "bureau")
    with house.opened(made.folder, PASSPHRASE, now) as opened:
        assert (opened.who.name, opened.who.right) == (SHARED, OfficeRight.KEYS)


def test_each_is_known_by_their_passphrase(office: MadeOffice) -> None:
    """Who opens is named, may do what they may do, and is in the traces."""
    with house.opened(office.folder, BO, now) as opened:
        assert (opened.who.name, opened.who.right) == ("Bo", OfficeRight.ANSWERS)
        opened.trace(Event.OPENED)
        assert events(opened)[-1] == ("Bo", Event.OPENED)
        assert gaps(opened.ledger.book.traces()) == []


def test_who_only_answers_changes_nobody(office: MadeOffice) -> None:
    """Adding, removing, other roles and other keys take a right."""
    with house.opened(office.folder, BO, now) as opened:
        for deed in (
            lambda: people.add(opened, "Cy", OfficeRight.KEYS, CY, CHEAP),
            lambda: people.remove(opened, "Ana"),
            lambda: people.set_right(opened, "Bo", OfficeRight.KEYS),
            lambda: people.part_hard(opened),
        ):
            with pytest.raises(NoRight):
                deed()


@pytest.mark.parametrize(
    ("name", "passphrase", "error"), [("bo", CY, NotAName), ("Cy", BO, SlotTaken), ("Cy", PASSPHRASE, SlotTaken)]
)
def test_nobody_is_two_people(office: MadeOffice, name: str, passphrase: str, error: type[Exception]) -> None:
    """A pseudonym and a passphrase are one person's."""
    with house.opened(office.folder, PASSPHRASE, now) as opened:
        with pytest.raises(error):
            people.add(opened, name, OfficeRight.ANSWERS, passphrase, CHEAP)
        assert [each.name for each in people.colleagues(opened)] == ["Ana", "Bo"]


def test_who_leaves_opens_no_more(office: MadeOffice) -> None:
    """A removed passphrase opens nothing; the others, and the paper, still do."""
    with house.opened(office.folder, PASSPHRASE, now) as opened:
        people.remove(opened, "Bo")
    with pytest.raises(WrongPassphrase):
        keys.unlock_office(office.folder, BO)
    with house.opened(office.folder, PASSPHRASE, now) as opened:
        assert [each.name for each in people.colleagues(opened)] == ["Ana"]
    with house.opened(office.folder, office.founding.paper, now, recovery=True) as opened:
        assert opened.who.right is OfficeRight.KEYS


def test_somebody_always_keeps_the_keys(office: MadeOffice) -> None:
    """The last who manages keys neither leaves nor loses the right; nor does somebody who is not there get one."""
    with house.opened(office.folder, PASSPHRASE, now) as opened:
        with pytest.raises(LastKeeper):
            people.remove(opened, "Ana")
        with pytest.raises(LastKeeper):
            people.set_right(opened, "Ana", OfficeRight.ANSWERS)
        with pytest.raises(NoSuchColleague):
            people.set_right(opened, "Di", OfficeRight.ANSWERS)
        people.set_right(opened, "Bo", OfficeRight.KEYS)
        people.remove(opened, "Ana")


def test_after_a_hard_parting_an_old_copy_opens_nothing_new(office: MadeOffice, tmp_path: Path) -> None:
    """Who kept the folder and a passphrase has old keys: none opens the ledger, reads or signs from now on."""
    old = tmp_path / "copy"
    shutil.copytree(office.folder, old)
    with house.opened(office.folder, PASSPHRASE, now) as opened:
        people.remove(opened, "Bo")
        after = people.part_hard(opened)
        assert after.secrets.memory != opened.secrets.memory
    theirs = keys.unlock_office(old, BO)
    shutil.rmtree(old / "ledger")
    shutil.copytree(office.folder / "ledger", old / "ledger")
    with pytest.raises(NotGenuine), house.using(old, theirs, now):
        pass
    ours = keys.unlock_office(office.folder, PASSPHRASE)
    assert ours.seed != theirs.seed
    assert ours.readers[0] not in theirs.readers
    with house.opened(office.folder, PASSPHRASE, now) as opened:
        assert opened.who.name == "Ana"


@pytest.mark.parametrize("step", ["before the ledger", "after the ledger"])
def test_a_parting_that_is_cut_off_loses_nothing(
    office: MadeOffice, step: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Wherever the power goes, the same passphrase opens the office with everything in it, and it can be done again."""

    def cut(*_: object) -> None:
        raise KeyboardInterrupt

    with house.opened(office.folder, PASSPHRASE, now) as opened:
        if step == "before the ledger":
            monkeypatch.setattr(type(opened.ledger.book), "rekey", cut)
        else:
            monkeypatch.setattr(slots, "put_in_place", cut)
        with pytest.raises(KeyboardInterrupt):
            people.part_hard(opened)
    monkeypatch.undo()
    with house.opened(office.folder, PASSPHRASE, now) as opened:
        assert [each.name for each in people.colleagues(opened)] == ["Ana", "Bo"]
        people.part_hard(opened)
    assert not (office.folder / slots.NEXT_VAULT).exists()
    with house.opened(office.folder, BO, now) as opened:
        assert opened.who.name == "Bo"


def test_a_paper_is_nobodys_name(office: MadeOffice) -> None:
    """The recovery paper opens with every right, and another paper opens nothing."""
    with pytest.raises(WrongPassphrase):
        keys.recover(office.folder, spell_recovery(bytes(16)))
