"""The commands about several machines: how one is called, let go, waits to join; and who parts in anger."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from kiosk.commands.usage import speaking
from kiosk.core.colleague import OfficeRight
from kiosk.core.errors import LinkFault
from kiosk.core.sync import Failure
from kiosk.crypto import enrol
from kiosk.crypto.seats import OwnSeat
from kiosk.glass.terminal import Terminal
from kiosk.machine.exits import Exit
from kiosk.office import (
    chapters,
    commands,
    desks,
    exchange,
    hub_commands,
    joining,
    key_commands,
    keys,
    people,
    people_commands,
    seat_commands,
)
from kiosk.office.house import TOKEN, House
from kiosk.uplink.office_client import OfficeClient
from kiosk.wire import enrolment, protocol
from kiosk.wire import seats as wire
from kiosk.words.catalogues import Catalogues
from kiosk.words.ui import sentence
from tests.office.made import CHEAP
from tests.office.road import RoadDesk
from tests.office.several import Several

Run = Callable[..., Exit]
BO = "cinq autres mots ici"


@pytest.fixture
def two(tmp_path: Path) -> Several:
    """An office of two seats."""
    return Several(tmp_path)


@pytest.fixture
def run(two: Several, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Give what runs a command at the first seat."""

    @contextmanager
    def open_house(_: argparse.Namespace, __: Terminal, **___: Any) -> Iterator[House]:
        with two.open(0) as opened:
            yield opened

    for module in (hub_commands, key_commands, people_commands, seat_commands):
        monkeypatch.setattr(module, "open_house", open_house)
    monkeypatch.setattr(exchange, "line", lambda house: two.line(house, 0))

    def command(*words: str) -> Exit:
        parser = speaking(sentence, "fr")()
        commands.register(parser.add_subparsers())
        arguments = parser.parse_args(["office", *words])
        code: Exit = arguments.action.args[0](arguments, Terminal(Catalogues(), "fr"))
        return code

    return command


def folder(two: Several) -> str:
    """Give where the first seat is."""
    return str(two.seats[0].folder)


@pytest.mark.parametrize("label", ["", " ", "\x1b[31mrouge", "a" * 81, "Accueil", " Maison  1 "])
def test_a_machine_is_called_by_a_line_that_no_other_has(
    two: Several, run: Run, label: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """What cannot be used is said so: it is no fault of the hub's, and nothing waits for such a machine."""
    assert run("seat", "add", folder(two), label) is Exit.USAGE
    assert "Ce nom ne va pas" in capsys.readouterr().err


def test_a_desk_is_called_by_a_line_too(two: Several, run: Run, capsys: pytest.CaptureFixture[str]) -> None:
    """An empty name, or one that drives a terminal, is said so."""
    assert run("desk", "add", folder(two), "\x1b[2J") is Exit.USAGE
    assert "Ce nom ne va pas" in capsys.readouterr().err


def test_a_machine_that_came_back_under_its_name_can_be_let_go_again(
    two: Several, run: Run, capsys: pytest.CaptureFixture[str]
) -> None:
    """The one that is there is meant, not the one that went."""
    assert run("seat", "revoke", folder(two), "Maison 1") is Exit.OK
    two.join("Bo", "Maison 1")
    assert run("seat", "revoke", folder(two), "Maison 1") is Exit.OK
    assert two.names(0) == ["Accueil"]


def test_two_machines_of_one_name_are_told_apart(two: Several, run: Run, capsys: pytest.CaptureFixture[str]) -> None:
    """Two codes were out at once: the list names each by more, and that lets one go."""
    with two.open(0) as one:
        twin = OwnSeat(b"\xab" * 16, bytes(32)).file("Maison 1")
        chapters.note_seat(one, wire.SeatLine(twin, bytes(32), 0))
    assert run("seat", "revoke", folder(two), "Maison 1") is Exit.FAULT
    assert run("seat", "list", folder(two)) is Exit.OK
    assert "Maison 1 (abababab)" in capsys.readouterr().out
    assert run("seat", "revoke", folder(two), "abababab") is Exit.OK
    assert two.names(0) == ["Accueil", "Maison 1"]


def test_a_machine_calls_itself_as_its_code_does(two: Several, monkeypatch: pytest.MonkeyPatch) -> None:
    """A program that was changed cannot come in under the name of another machine."""
    with two.open(0) as one, two.line(one, 0) as client:
        code = joining.expect_seat(one, client, "Maison 2")
        with monkeypatch.context() as other:
            plain = OwnSeat.file
            other.setattr(OwnSeat, "file", lambda seat, _: plain(seat, "Maison 1"))
            joining.take_place(two.road.wire(), code)  # type: ignore[arg-type]
        assert desks.settle_desks(one, client) == ["Maison 2"]
    assert two.names(0) == ["Accueil", "Maison 1"]


def test_a_line_that_breaks_while_a_machine_waits_ends_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """Its code has been used: it asks again, as long as anybody would wait."""
    said = [LinkFault(Failure.NETWORK), None, LinkFault(Failure.SERVER_ERROR), "named"]

    def named_in(*_: object) -> object:
        answer = said.pop(0)
        if isinstance(answer, LinkFault):
            raise answer
        return answer

    class Line:
        def connect(self) -> None:
            """Come up."""

    monkeypatch.setattr(joining, "named_in", named_in)
    monkeypatch.setattr(seat_commands, "_EVERY", 0)
    waited = seat_commands._wait(None, Line())  # type: ignore[arg-type]
    assert waited == "named"  # type: ignore[comparison-overlap]


def test_a_desk_that_came_by_the_code_of_another_seat_is_no_forgery(two: Several) -> None:
    """The seat that gave the code vouches for it; the others wait for that."""
    with two.open(0) as one, two.line(one, 0) as client:
        code = desks.expect(one, client, "Permanence")
    new = RoadDesk(keys.public(two.seats[0].folder), 2)
    found = enrol.derive(enrol.parse_code(code))
    hashed = enrol.token_hash(b"2" * 32)
    tag = enrol.tag(found, b"desk", new.public, hashed)
    two.road.wire().post(
        "/v1/enrol/claim", enrolment.EnrolClaim(found.slot, found.claim, new.public, hashed, tag), protocol.Done
    )
    with two.open(1) as other, two.line(other, 1) as client:
        assert desks.settle_desks(other, client) == []
    with two.open(0) as one, two.line(one, 0) as client:
        assert desks.settle_desks(one, client) == []
        assert len(keys.desks(one.folder)) == 2


def test_with_several_seats_keys_change_through_the_hub_alone(two: Several, run: Run) -> None:
    """Changed at two machines at once, out of each other's sight, they would never fit again."""
    two.seats[0].cut = True
    with two.open(0) as one:
        before = one.public.serial
    with pytest.raises(LinkFault):
        run("keys", "rotate", folder(two))
    with two.open(0) as one:
        assert one.public.serial == before


def test_after_a_hard_parting_an_old_copy_is_no_seat_any_more(two: Several) -> None:
    """What was in the folder, its key and its token too, opens and asks nothing of what comes after."""
    with two.open(0) as one:
        people.add(one, "Bo", OfficeRight.ANSWERS, BO, CHEAP)
    with two.open(0) as one:
        own, token = chapters.own_seat(one), one.ledger.noted(TOKEN)
        people.remove(one, "Bo")
        people.part_hard(one)
    assert own is not None
    with two.open(0) as one:
        newest = wire.read_chapter(chapters.chapters(one)[-1])
        assert own.id not in {part.seat for part in newest.parts}
        hub = one.public.hub
    client = OfficeClient(lambda: two.road.wire(token), hub)  # type: ignore[arg-type, return-value]
    client.connect()
    with pytest.raises(LinkFault) as refused:
        client.notes(0)
    assert refused.value.failure is Failure.NOT_AUTHORISED
    two.catch_up(0)
    assert two.names(0) == ["Accueil", "Maison 1"]


def test_nobody_is_removed_by_halves_without_the_hub(two: Several, run: Run) -> None:
    """New keys need it, where there are several seats: before it answers, nothing is changed."""
    with two.open(0) as one:
        people.add(one, "Bo", OfficeRight.ANSWERS, BO, CHEAP)
    two.seats[0].cut = True
    with pytest.raises(LinkFault):
        run("people", "remove", folder(two), "Bo", "--rekey")
    with two.open(0) as one:
        assert [each.name for each in people.colleagues(one)] == ["Ana", "Bo"]
