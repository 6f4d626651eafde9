"""How the desks fare, as the office hears of it: by its hub or a key, once, and never an older word for a newer one."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import msgspec
import pytest

from kiosk.core.errors import DeskGone, NotForUs, NotGenuine, NotVouched
from kiosk.core.health import DeskKnown, Drift, PaperState, WhyVisit, visits
from kiosk.office import desks, exchange, hub_commands, keys, work
from kiosk.office.clerk import Clerk
from kiosk.office.health import forget_health, gather_health, health_beside, known_desks, take_health
from kiosk.office.house import HEALTH
from kiosk.uplink.bundle import BundleCarrier
from kiosk.uplink.client import HubClient
from kiosk.wire import protocol
from kiosk.wire.health import HealthSaid, HealthSent
from scripts.frozen.health import SAID
from tests.hub.made import Asks
from tests.office.made import PASSPHRASE
from tests.office.road import Road, RoadDesk


def says(desk: RoadDesk, number: int = 1, **changed: Any) -> bytes:
    """Seal what a desk says of itself."""
    said: HealthSaid = msgspec.structs.replace(SAID, number=number, **changed)
    return desk.sealer.seal_health(said)


def today(road: Road) -> date:
    """Give the office's day."""
    return road.now().astimezone().date()


def sends(road: Road, desk: RoadDesk, sealed: bytes) -> None:
    """Let a desk say it to the hub."""
    Asks(road.client, desk.token).ask("/v1/health", HealthSent(sealed), protocol.Done)


def gathers(road: Road) -> int:
    """Ask the hub, as `sync`, `inbox`, `desk list` and the console do."""
    with road.open() as opened, road.line(opened) as client:
        return gather_health(opened, client)


def known(road: Road, desk: RoadDesk) -> DeskKnown:
    """Give what the office knows of a desk."""
    with road.open() as opened:
        return next(each for each in known_desks(opened) if each.desk == desk.id)


def test_what_a_desk_says_comes_through_the_hub(road: Road, desk: RoadDesk) -> None:
    """Sealed at the desk, kept by the hub, opened at the office: each thing as it was said, on the day it came."""
    assert known(road, desk) == DeskKnown(desk.id, "Bus du jeudi")
    sends(road, desk, says(desk, day=str(today(road)), paper="out"))
    assert gathers(road) == 1
    found = known(road, desk)
    assert found.heard == today(road)
    assert found.health is not None
    assert (found.health.paper, found.health.version, found.health.stuck) == (PaperState.OUT, "0.1.0", 2)
    assert visits(found, today(road)) == (WhyVisit.STUCK, WhyVisit.NO_PAPER, WhyVisit.DISK_LOW)
    assert gathers(road) == 0


def test_no_older_word_takes_the_place_of_a_newer_one(road: Road, desk: RoadDesk) -> None:
    """A hub that gives an older record again, or the same later, changes neither what is known nor the day."""
    day = str(today(road))
    old, new = says(desk, 1, day=day, paper="good"), says(desk, 2, day=day, paper="out")
    sends(road, desk, new)
    gathers(road)
    before = known(road, desk)
    road.clock.now += 20 * 86_400
    for sealed in (old, new):
        sends(road, desk, sealed)
        assert gathers(road) == 0
    assert known(road, desk) == before
    assert WhyVisit.AWAY in visits(before, today(road))


@pytest.mark.parametrize("lie", ["other_desk", "changed", "garbage", "nothing"])
def test_a_hub_that_lies_is_not_believed(road: Road, desk: RoadDesk, lie: str) -> None:
    """Another desk's word under this desk's id, changed bytes, garbage: nothing is taken, and nothing else fails."""
    other = road.desk(2)
    sealed = says(desk, day=str(today(road)))
    given = {
        "other_desk": says(other, day=str(today(road))),
        "changed": sealed[:-1] + bytes((sealed[-1] ^ 1,)),
        "garbage": b"garbage",
        "nothing": b"",
    }[lie]
    sends(road, desk, sealed)

    def alter(path: str, told: Any) -> Any:
        if path != "/v1/office/health":
            return told
        return msgspec.structs.replace(told, held=[msgspec.structs.replace(each, sealed=given) for each in told.held])

    road.alter = alter
    gathers(road)
    assert known(road, desk).health is None
    road.alter = lambda path, told: told
    assert gathers(road) == 1


def test_only_this_offices_desks_are_heard(road: Road, desk: RoadDesk, tmp_path: Path) -> None:
    """A desk that it does not trust, or trusts no longer, and what is sealed to others: refused, each by its name."""
    stranger = RoadDesk(keys.public(road.office.folder), 7)
    other = Road(tmp_path / "other")
    for_others = RoadDesk(keys.public(other.office.folder), 1)
    with road.open() as opened:
        with pytest.raises(NotVouched):
            take_health(opened, says(stranger), None)
        with pytest.raises(NotForUs):
            take_health(opened, says(for_others), None)
        with pytest.raises(NotGenuine):
            take_health(opened, says(desk, day="2026-02-31"), None)
        assert take_health(opened, says(desk), None)
        desks.revoke(opened, desk.id)
        assert opened.ledger.notes(HEALTH) == {}
        with pytest.raises(DeskGone):
            take_health(opened, says(desk, 2), None)


@pytest.mark.parametrize(("apart", "drift"), [(0, Drift.HOURS), (1, Drift.HOURS), (2, Drift.DAYS), (-3, Drift.DAYS)])
def test_a_clock_that_runs_ahead_is_found_by_the_hubs(road: Road, desk: RoadDesk, apart: int, drift: Drift) -> None:
    """A desk cannot know that its clock is days ahead: the day on which the hub got its word tells."""
    sends(road, desk, says(desk, day=str(today(road) + timedelta(days=apart)), drift="hours"))
    gathers(road)
    found = known(road, desk)
    assert found.health is not None
    assert (found.health.drift, found.heard) == (drift, today(road))


def test_it_is_heard_when_the_hub_got_it_not_when_it_was_fetched(road: Road, desk: RoadDesk) -> None:
    """An office that looks once a month sees that a desk has been silent since."""
    came = today(road)
    sends(road, desk, says(desk, day=str(came)))
    road.clock.now += 18 * 86_400
    gathers(road)
    assert known(road, desk).heard == came
    assert WhyVisit.AWAY in visits(known(road, desk), today(road))


def test_a_key_brings_it_beside_the_acts(road: Road, desk: RoadDesk, usb: Path) -> None:
    """What a desk left on a key is read where its bundle lies; the newest takes the place of the one before."""
    carrier = BundleCarrier(usb, desk.id, desk.seed, desk.random)
    day = str(today(road) - timedelta(days=3))
    for number, paper in ((1, "good"), (2, "gone")):
        carrier.leave(says(desk, number, day=day, paper=paper))
    road.desk(2)
    (usb / "kiosk-ffffffff.kst").write_bytes(b"garbage")
    (file,) = [each for each in usb.iterdir() if "ffffffff" not in each.name]
    assert file.name == f"kiosk-{desk.id[:4].hex()}.kst"
    with road.open() as opened:
        assert health_beside(opened, [usb / "kiosk-00000000-1.ksb"]) == 1
        assert health_beside(opened, [file]) == 0
    found = known(road, desk)
    assert found.heard == today(road) - timedelta(days=3)
    assert found.health is not None
    assert found.health.paper is PaperState.GONE


def test_it_goes_as_what_an_act_holds_goes(road: Road, desk: RoadDesk) -> None:
    """After the days that the office keeps an act, what was said goes; when it was heard and its number stay."""
    with road.open() as opened:
        work.set_keep_days(opened, 10)
        take_health(opened, says(desk, 5, day=str(today(road))), None)
        assert forget_health(opened, work.keep_days(opened)) == 0
        road.clock.now += 11 * 86_400
        assert forget_health(opened, work.keep_days(opened)) == 1
        assert forget_health(opened, work.keep_days(opened)) == 0
        assert not take_health(opened, says(desk, 5), None)
        assert b"0.1.0" not in b"".join(opened.ledger.notes(HEALTH).values())
    found = known(road, desk)
    assert (found.health, found.heard) == (None, today(road) - timedelta(days=11))
    with road.open() as opened:
        assert take_health(opened, says(desk, 6), None)


def older(road: Road) -> Callable[[str, Any], Any]:
    """Be a hub of the minor version before."""

    def alter(path: str, told: Any) -> Any:
        assert "health" not in path, "an older hub has no such path"
        return msgspec.structs.replace(told, minor=4) if path == "/hub" else told

    return alter


def test_an_older_hub_is_told_nothing_and_asked_nothing(road: Road, desk: RoadDesk) -> None:
    """A new desk and a new office beside an old hub go on as before."""
    road.alter = older(road)
    assert gathers(road) == 0
    with road.open() as opened:
        public = opened.public
    client = HubClient(lambda: road.wire(desk.token), desk.id, lambda: public)  # type: ignore[arg-type, return-value]
    client.connect()
    client.tell_health(says(desk))
    road.alter = lambda path, told: told
    client.connect()
    assert gathers(road) == 0
    client = HubClient(lambda: road.wire(desk.token), desk.id, lambda: public)  # type: ignore[arg-type, return-value]
    client.connect()
    client.tell_health(says(desk, day=str(today(road))))
    assert gathers(road) == 1


def test_the_console_hears_of_it_with_the_acts(road: Road, desk: RoadDesk, monkeypatch: pytest.MonkeyPatch) -> None:
    """F5 brings it, too; each desk is named with its reasons."""
    sends(road, desk, says(desk, day=str(today(road))))
    monkeypatch.setattr(exchange, "line", road.line)
    from tests.office.desk_of_two import WORDS

    clerk = Clerk(road.office.folder, PASSPHRASE, road.now, WORDS, "fr")
    try:
        assert [each.health for each in clerk.desks()] == [None]
        clerk.fetch()
        (found,) = clerk.desks()
        assert visits(found, today(road))[0] is WhyVisit.STUCK
    finally:
        clerk.close()


def listed(road: Road, monkeypatch: pytest.MonkeyPatch, *, as_json: bool = False) -> None:
    """Run `desk list`."""
    import argparse
    from contextlib import contextmanager

    from kiosk.glass.terminal import Terminal
    from kiosk.words.catalogues import Catalogues

    @contextmanager
    def open_house(*_: Any, **__: Any) -> Any:
        with road.open() as opened:
            yield opened

    monkeypatch.setattr(hub_commands, "open_house", open_house)
    monkeypatch.setattr(hub_commands, "now", road.now)
    monkeypatch.setattr(exchange, "line", road.line)
    args = argparse.Namespace(folder=road.office.folder, json=as_json)
    hub_commands._desk_list(args, Terminal(Catalogues(), "fr"))


def test_the_list_says_first_who_needs_a_visit_and_why(
    road: Road, desk: RoadDesk, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A desk with something wrong stands above one that is well, its reasons before its name; then what is known."""
    well = road.desk(2)
    day = str(today(road))
    sends(road, desk, says(desk, day=day, paper="out", updated=day))
    good: dict[str, Any] = {"space": "plenty", "drift": "right", "paper": "good", "stuck": 0}
    sends(road, well, says(well, day=day, **good))
    listed(road, monkeypatch)
    lines = capsys.readouterr().out.replace("\u00a0", " ").splitlines()
    assert lines[0] == "À VISITER : actes bloqués ; plus de papier ; disque bientôt plein"
    assert lines[1].startswith("- Bus du jeudi : reconnu, vu ")
    for word in ("Programme : 0.1.0", "Consignes : 1", "Place sur le disque : peu", "Horloge : écart"):
        assert word in lines[2]
    assert "Imprimante : rouleau, fini" in lines[2]
    assert f"Mise à jour : {today(road):%d/%m/%Y}" in lines[2]
    assert sum("À VISITER" in line for line in lines) == 1
    listed(road, monkeypatch, as_json=True)
    first, second = json.loads(capsys.readouterr().out)
    assert (first["visit"], second["visit"]) == (["stuck", "no_paper", "disk_low"], [])
    assert (first["health"]["space"], first["heard_on"], first["state"]) == ("low", day, "vouched")


def test_at_is_a_day(road: Road, desk: RoadDesk) -> None:
    """What the ledger keeps of it is no moment: the day alone."""
    sends(road, desk, says(desk, day=str(today(road))))
    gathers(road)
    with road.open() as opened:
        (note,) = opened.ledger.notes(HEALTH).values()
    assert date.fromordinal(int.from_bytes(note[8:12])) == datetime.fromtimestamp(road.clock.now, UTC).date()
