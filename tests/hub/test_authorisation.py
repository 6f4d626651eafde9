"""Who may ask what, with whose ids: every path, for everybody, and nothing that one desk learns of another's acts."""

from __future__ import annotations

import pytest

from kiosk.hub.routes import ROUTES
from kiosk.wire import protocol
from kiosk.wire.protocol import DesksAsk, DesksTold, Done, StatusAsk, StatusTold, SyncAsk, SyncTold
from tests.hub.callers import CALLERS, VERBS, ask_other_verbs, expected, let_in, people
from tests.hub.conftest import World
from tests.hub.made import MadeDesk, MadeOffice, claims, known, some


@pytest.fixture
def peopled(small_world: World) -> World:
    """Give a hub with a desk that nobody vouched for yet, and one that was revoked."""
    people(small_world)
    return small_world


def test_every_path_lets_in_exactly_whom_it_should(peopled: World) -> None:
    """Every path by every caller: the right ones are served, another's token is 403, none or an unknown one 401."""
    assert let_in(peopled) == {(route.path, caller): expected(route, caller) for route in ROUTES for caller in CALLERS}


def test_no_path_answers_another_verb(peopled: World) -> None:
    """Whatever the token, only POST does anything, and what is not a path is none."""
    assert ask_other_verbs(peopled) == 3 * (len(ROUTES) * len(VERBS) + 2)


def test_a_desk_learns_and_changes_nothing_of_anothers_acts(small_world: World) -> None:
    """With every id, reference and hash but the key of another desk's act, it gets nothing and moves nothing."""
    mine, world = small_world.one.act(1), small_world
    world.desk.ask("/v1/sync", SyncAsk(acts=(mine,)), SyncTold)
    oral = world.one.withdrawal(1, oral=True)
    told = world.other.ask("/v1/sync", SyncAsk((known(mine),), (mine,), (oral,), 1), SyncTold)
    assert (told.acks, told.unknown, told.kept) == ((), (mine.id,), ())
    assert {(each.act, each.code) for each in told.refused} <= {(mine.id, "other_desk"), (mine.id, "conflict")}
    for ask in (StatusAsk(mine.reference, bytes(32)), StatusAsk(world.two.act(1).reference, mine.key_hash)):
        assert world.other.ask("/v1/status", ask, StatusTold) == StatusTold()
    waiting = world.office.ask("/v1/office/waiting", protocol.WaitingAsk(), protocol.Waiting)
    assert ([held.sent for held in waiting.acts], waiting.withdrawals) == ([mine], ())


def test_a_revoked_desk_is_out_at_once_and_what_it_brought_stays(small_world: World) -> None:
    """Its token ends with the revocation; its acts wait on; an old vouching does not bring it back, a new code does."""
    world, office = small_world, small_world.hub.office
    world.desk.ask("/v1/sync", SyncAsk(acts=(world.one.act(1),)), SyncTold)
    world.office.ask("/v1/office/desks", DesksAsk(revoked=(office.revokes(world.one),)), DesksTold)
    assert world.desk.post("/v1/sync", SyncAsk()).status_code == 401
    told = world.office.ask("/v1/office/desks", DesksAsk((office.vouches(world.one),)), DesksTold)
    assert [(desk.state, desk.waiting) for desk in told.desks] == [("revoked", 1), ("vouched", 0)]
    secret = some("again", count=13)
    world.office.ask("/v1/office/enrolments", office.expects(secret), Done)
    world.asks().ask("/v1/enrol/claim", claims(secret, world.one), Done)
    assert world.desk.post("/v1/sync", SyncAsk()).status_code == 200


def test_only_the_offices_own_signature_vouches_and_revokes(small_world: World) -> None:
    """With the office's token but another key, nothing is vouched for, revoked, or replaced."""
    stranger = MadeOffice(2)
    for wrong in (
        DesksAsk((stranger.vouches(MadeDesk(9)),)),
        DesksAsk(revoked=(stranger.revokes(small_world.one),)),
        DesksAsk((small_world.hub.office.vouches(MadeDesk(9)),), (stranger.revokes(small_world.one),)),
    ):
        assert small_world.office.post("/v1/office/desks", wrong).status_code == 403
    taken_over = protocol.OfficeFile(stranger.file(7))
    assert small_world.office.post("/v1/office/public", taken_over).status_code == 403
    told = small_world.office.ask("/v1/office/desks", DesksAsk(), DesksTold)
    assert [desk.state for desk in told.desks] == ["vouched", "vouched"]
