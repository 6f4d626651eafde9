"""What an office may have on a hub: limits, its own retention, an end; and how the operator says so."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from litestar.testing import TestClient

from kiosk.commands.line import main
from kiosk.core.backoff import Failure
from kiosk.core.outbox import State
from kiosk.crypto import enrol
from kiosk.hub import office_commands, offices
from kiosk.hub.database import sqlite_url
from kiosk.hub.keeping import sweep
from kiosk.hub.report import ended_in
from kiosk.hub.tables import FIRST_OFFICE, acts
from kiosk.machine.exits import Exit
from kiosk.wire.enrolment import EnrolOpen
from kiosk.wire.protocol import (
    AnswersAsk,
    AnswersTold,
    DesksAsk,
    DesksTold,
    Done,
    OfficeJoined,
    Refused,
    SyncAsk,
    SyncTold,
    Waiting,
    WaitingAsk,
    read,
)
from tests.hub.callers import THEIR_DESKS, THEIR_OFFICE, people
from tests.hub.conftest import World
from tests.hub.made import NOW, Asks, MadeDesk, MadeHub, claims, known, some
from tests.office.line import Line
from tests.office.road import Road

DAY = 86_400
THEIRS = THEIR_DESKS["their_desk"]


def limit(hub: MadeHub, office: int = FIRST_OFFICE, **values: Any) -> None:
    """Set something of an office."""
    with hub.engine.connect() as connection:
        offices.change_office(connection, office, values)


def test_what_is_too_much_is_not_kept_and_nothing_else_is_concerned(world: World) -> None:
    """Up to the limit acts are kept; the rest is told of once and offered again, also news and withdrawals go on."""
    people(world)
    limit(world.hub, most_acts=2)
    one = world.one
    three = (one.act(1), one.act(2), one.act(3))
    told = world.desk.ask("/v1/sync", SyncAsk(acts=three, withdrawals=(one.withdrawal(1),)), SyncTold)
    assert {ack.said.act for ack in told.acks} == {one.act(1).id, one.act(2).id}
    assert (told.full, told.refused) == (True, ())
    again = world.desk.ask("/v1/sync", SyncAsk(tuple(map(known, three)), three[:2]), SyncTold)
    assert (again.full, again.unknown, len(again.acks)) == (False, (one.act(3).id,), 2)
    assert world.office.ask("/v1/office/waiting", WaitingAsk(), Waiting).full
    assert world.office.ask("/v1/office/desks", DesksAsk(), DesksTold).desks
    theirs = world.asks(THEIRS.token).ask("/v1/sync", SyncAsk(acts=(THEIRS.act(1),)), SyncTold)
    assert (theirs.full, len(theirs.acks)) == (False, 1)
    limit(world.hub, most_acts=3)
    later = world.desk.ask("/v1/sync", SyncAsk(acts=(one.act(3),)), SyncTold)
    assert (later.full, [ack.said.state for ack in later.acks]) == (False, ["held"])


def test_bytes_are_limited_too_and_what_is_deleted_makes_room(world: World) -> None:
    """The limit is of what is sealed and here: once the bytes of an ended act are gone, another comes in."""
    one, size = world.one, len(world.one.act(1).envelope)
    limit(world.hub, most_bytes=2 * size, keep_days=3)
    told = world.desk.ask("/v1/sync", SyncAsk(acts=(one.act(1), one.act(2), one.act(3))), SyncTold)
    assert (len(told.acks), told.full) == (2, True)
    done = world.hub.office.says(one, one.act(1), "proof_seen", 3)
    world.office.ask("/v1/office/answers", AnswersAsk((done,)), AnswersTold)
    assert sweep(world.hub.engine, 30, NOW + 2 * DAY) == 0
    assert sweep(world.hub.engine, 30, NOW + 4 * DAY) == 1
    told = world.desk.ask("/v1/sync", SyncAsk(acts=(one.act(3),)), SyncTold)
    assert (len(told.acks), told.full) == (1, False)


def test_one_desk_too_many_is_refused_and_one_that_has_its_seat_is_not(world: World) -> None:
    """No code is made for it, and an earlier code opens no seat; who sits may come again, and a seat left is free."""
    office, secrets = world.hub.office, [some("seat", number, count=13) for number in range(3)]
    for secret in secrets[:2]:
        world.office.ask("/v1/office/enrolments", office.expects(secret), Done)
    limit(world.hub, most_desks=2)
    refused = world.office.post("/v1/office/enrolments", office.expects(secrets[2]))
    assert (refused.status_code, refused.content) == (507, b"\x91\xa4full")
    assert world.asks().post("/v1/enrol/claim", claims(secrets[0], MadeDesk(51))).status_code == 507
    world.asks().ask("/v1/enrol/claim", claims(secrets[0], world.one), Done)
    world.office.ask("/v1/office/desks", DesksAsk(revoked=(office.revokes(world.two, at=NOW + 9),)), DesksTold)
    world.asks().ask("/v1/enrol/claim", claims(secrets[1], MadeDesk(51)), Done)


def test_a_closed_office_is_let_in_no_more_and_comes_back_whole(world: World) -> None:
    """Its tokens hear so, codes end at once, others go on; open again, all is there. What stays closed is deleted."""
    people(world)
    secret = some("of a closed office", count=13)
    world.desk.ask("/v1/sync", SyncAsk(acts=(world.one.act(1),)), SyncTold)
    world.office.ask("/v1/office/enrolments", world.hub.office.expects(secret), Done)
    limit(world.hub, closed=NOW)
    code = enrol.derive(secret)
    ask = world.office.post("/v1/office/waiting", WaitingAsk())
    for answer in (world.desk.post("/v1/sync", SyncAsk()), ask):
        assert (answer.status_code, read(answer.content, Refused).code) == (403, "closed")
    assert world.desk.post("/v1/office/waiting", WaitingAsk()).status_code == 403
    assert world.asks().post("/v1/enrol/open", EnrolOpen(code.slot, code.claim)).status_code == 401
    assert world.asks().post("/v1/office/join", world.hub.office.join(world.hub.code())).status_code == 401
    world.asks(THEIRS.token).ask("/v1/sync", SyncAsk(acts=(THEIRS.act(1),)), SyncTold)
    assert sweep(world.hub.engine, 30, NOW + 29 * DAY) == 0
    limit(world.hub, closed=None)
    held = world.office.ask("/v1/office/waiting", WaitingAsk(), Waiting)
    assert [each.sent for each in held.acts] == [world.one.act(1)]
    limit(world.hub, closed=NOW)
    assert sweep(world.hub.engine, 30, NOW + 31 * DAY) == 1
    assert len(world.asks(THEIR_OFFICE.token).ask("/v1/office/waiting", WaitingAsk(), Waiting).acts) == 1


def test_a_desk_keeps_what_had_no_room_says_so_and_sends_it_later(tmp_path: Path) -> None:
    """The acts wait here, uncertain; news still comes; the road has its own sentence; with room all of it goes."""
    road = Road(tmp_path)
    road.join()
    line = Line(road, road.desk(1))
    first = line.desk.hand_over()
    assert line.sync().failure is None
    limit(road.hub, most_acts=1)
    more = [line.desk.hand_over() for _ in range(3)]
    road.inbox()
    report = line.sync()
    assert (report.failure, report.news, report.quarantined) == (Failure.FULL, 1, 0)
    assert line.here(first).state is State.TAKEN
    assert {line.here(each).state for each in more} == {State.UNCERTAIN}
    with road.open() as opened, road.line(opened) as client:
        list(client.waiting())
        assert client.full
    limit(road.hub, most_acts=None)
    assert line.sync().failure is None
    assert {line.here(each).state for each in more} == {State.HELD}


# ---- the operator ----------------------------------------------------------------------------


@pytest.fixture
def hub(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[MadeHub]:
    """Give a hub in a folder, with a first office and a desk."""
    monkeypatch.setenv("LC_ALL", "fr_FR.UTF-8")
    monkeypatch.delenv("KIOSK_HUB_DATABASE", raising=False)
    made = MadeHub(sqlite_url(tmp_path / "hub.db"))
    made.settle_in(MadeDesk(1))
    yield made
    made.engine.dispose()


def said(capsys: pytest.CaptureFixture[str], *words: str, ends: Exit = Exit.OK) -> str:
    """Run a command of the hub and give what it said."""
    assert main(["hub", *words]) == ends
    told = capsys.readouterr()
    return told.out + told.err


def test_an_office_is_added_limited_closed_and_opened_in_french_words(
    hub: MadeHub, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each command says what it did; a second office has a code of its own; `code` asks which of several."""
    data = ("--data", str(tmp_path))
    added = said(capsys, "bureau", "ajouter", "Maison du Nord", "--acts", "500", "--megabytes", "20", *data)
    code = enrol.parse_code(next(line.strip() for line in added.splitlines() if line.startswith("    ")))
    with TestClient(hub.app) as client:
        Asks(client).ask("/v1/office/join", THEIR_OFFICE.join(code), OfficeJoined)
    listed = said(capsys, "office", "list", *data)
    assert "Bureau 2\u00a0: Maison du Nord" in listed
    assert "0 sur 500" in listed
    said(capsys, "office", "change", "maison du nord", "--acts", "0", "--desks", "4", "--keep-days", "7", *data)
    (first, second) = json.loads(said(capsys, "office", "list", "--json", *data))
    assert (first["number"], first["joined"], first["most_acts"]) == (1, True, None)
    limits = [second[name] for name in ("most_acts", "most_bytes", "most_desks", "keep_days")]
    assert (second["joined"], limits) == (True, [None, 20_000_000, 4, 7])
    assert "kiosk hub office list" in said(capsys, "code", *data, ends=Exit.FAULT)
    assert "kiosk hub office list" in said(capsys, "code", "ailleurs", *data, ends=Exit.FAULT)
    assert said(capsys, "code", "2", *data)
    assert "déjà pris" in said(capsys, "office", "add", "maison du NORD", *data, ends=Exit.FAULT)
    assert "déjà pris" in said(capsys, "office", "add", "12", *data, ends=Exit.FAULT)
    assert "--keep-days" in said(capsys, "office", "change", "2", *data, ends=Exit.REFUSED)
    assert "7 jours" in said(capsys, "bureau", "fermer", "2", *data)
    assert "Fermé" in said(capsys, "office", "list", *data)
    assert "reopen" in said(capsys, "code", "2", *data, ends=Exit.FAULT)
    (closed,) = (each["closed"] for each in json.loads(said(capsys, "office", "list", "--json", *data))[1:])
    with monkeypatch.context() as later:
        later.setattr(office_commands, "seconds", lambda: closed + DAY)
        said(capsys, "bureau", "fermer", "2", *data)
    assert json.loads(said(capsys, "office", "list", "--json", *data))[1]["closed"] == closed
    assert said(capsys, "code", *data)  # one alone is open
    said(capsys, "bureau", "rouvrir", "2", *data)
    assert "Fermé" not in said(capsys, "status", *data)


def test_the_status_is_of_each_office_and_says_where_there_is_no_room(
    hub: MadeHub, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Counts, bytes, limits, the oldest that waits, for each; exit code 1 where a limit is reached; no act is named."""
    desk = MadeDesk(1)
    with hub.engine.connect() as connection:
        offices.add_office(connection, "Maison du Nord", {"most_desks": 3})
    limit(hub, most_acts=2)
    with TestClient(hub.app) as client:
        Asks(client, desk.token).ask("/v1/sync", SyncAsk(acts=(desk.act(1), desk.act(2))), SyncTold)
    shown = said(capsys, "status", "--data", str(tmp_path), ends=Exit.FAULT)
    for words in (
        "Bureau 1\u00a0: sans nom",
        "2 sur 2",
        "Limite atteinte",
        "Bureau 2\u00a0: Maison du Nord",
        "0 sur 3",
    ):
        assert words in shown
    found = json.loads(said(capsys, "status", "--json", "--data", str(tmp_path), ends=Exit.FAULT))
    both = [(each["acts"], each["waiting"], each["sealed_bytes"], each["full"]) for each in found["offices"]]
    assert both == [(2, 2, 2 * len(desk.act(1).envelope), True), (0, 0, 0, False)]
    assert (found["acts"], found["offices"][0]["oldest"], found["offices"][1]["oldest"]) == (2, NOW, None)
    for secret in (desk.act(1).reference, desk.act(1).id.hex()):
        assert secret not in shown + json.dumps(found)


def test_the_figures_are_of_all_offices_in_classes(
    hub: MadeHub, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A month that is over: how many acts ended, how, after how long; every number is a class of five."""
    desk, office = MadeDesk(1), hub.office
    ended = [desk.act(number) for number in range(7)]
    with TestClient(hub.app) as client:
        Asks(client, desk.token).ask("/v1/sync", SyncAsk(acts=(*ended, desk.act(8))), SyncTold)
        hub.clock.now += 10 * DAY
        told = tuple(
            office.says(desk, act, "proof_seen" if number else "declined", 3) for number, act in enumerate(ended)
        )
        Asks(client, office.token).ask("/v1/office/answers", AnswersAsk(told, 1 << 40), AnswersTold)
    with hub.engine.connect() as connection:
        connection.execute(acts.update().where(acts.c.id == ended[1].id).values(office=2))
    found = {
        (str(each.topic), each.of): (each.number.least, each.number.most) for each in ended_in(hub.engine, "2026-12")
    }
    assert found == {
        ("acts", ""): (5, 9),
        ("outcome", "declined"): (0, 4),
        ("outcome", "proof_seen"): (5, 9),
        ("delay", "month"): (5, 9),
    }
    assert {each.number.most for each in ended_in(hub.engine, "2026-11")} == {4}
    monkeypatch.setattr(office_commands, "now", lambda: datetime(2027, 1, 5, tzinfo=UTC))
    shown = said(capsys, "chiffres", "2026-12", "--data", str(tmp_path))
    assert "5-9" in shown
    assert "moins de 5" in shown
    assert said(capsys, "figures", "2027-01", "--data", str(tmp_path), ends=Exit.FAULT)
