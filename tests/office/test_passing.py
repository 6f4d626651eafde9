"""An act is passed on to another office, with her consent: it is there once, matched by nobody, and can be stopped."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from kiosk.core.consent import Understanding
from kiosk.core.errors import ConsentMissing, IllegalMove, LinkFault, NotGenuine, StoreFull
from kiosk.core.outbox import Entry, State, Withdrawal
from kiosk.core.pass_errors import NoSuchPartner, PartnerBusy, PartnerKnown, PassedAlready, TakenThere
from kiosk.core.passing import PassNews, has_settled
from kiosk.core.status import Reason
from kiosk.core.trace import Event
from kiosk.core.work import TAKES, Deed, holder
from kiosk.glass.terminal import Terminal
from kiosk.machine.exits import Exit
from kiosk.office import act_commands, copies, desks, exchange, hub_commands, passing, work
from kiosk.office.clerk import Clerk
from kiosk.office.house import HUB, House
from kiosk.office.show import Shown
from kiosk.office.telling import held_words, next_words
from kiosk.store.storage import JournalStorage
from kiosk.uplink.enrol import HubRegistrar
from kiosk.wire import protocol
from kiosk.wire.signed import _FIXED, SentAct
from kiosk.words.catalogues import Catalogues
from kiosk.words.console import ConsoleUi
from kiosk.words.passing import PassingUi
from tests.office.made import PASSPHRASE
from tests.office.partners import CONSENT, WORDS, Partners
from tests.office.several import Several


@pytest.fixture
def two(tmp_path: Path) -> Partners:
    """Two offices, and an act at the first."""
    return Partners(tmp_path)


def taken(two: Partners) -> None:
    """Pass the act on, and let somebody there read it."""
    two.pass_on()
    assert two.exchange() == []
    two.at_b()
    assert two.exchange() == []


# ---- there and back --------------------------------------------------------------------------


def test_an_act_that_is_passed_on_is_read_there_with_where_it_comes_from(two: Partners) -> None:
    """The other office reads what she said, which office passed it on, her receipt's reference and her consent."""
    with two.house() as house:
        kept = house.ledger.book.kept(two.entry.id)
        assert kept is not None
        (ours,) = house.open_again([SentAct(kept.act, kept.reference, kept.key_hash, kept.envelope)]).acts
    two.pass_on()
    assert two.exchange() == []
    (act,) = two.at_b().work
    assert act.answers == ours.answers
    assert (act.act, act.handover, act.until, act.language) == (ours.act, ours.handover, ours.until, ours.language)
    assert act.passed is not None
    assert (act.passed.office, act.passed.reference) == ("Les Tilleuls", two.entry.reference)
    assert (act.passed.consent.text, act.passed.consent.understanding) == (WORDS, "read_aloud")
    assert act.passed.consent.at == CONSENT.at
    assert act.desk == two.partner.desk
    lines = Shown(Catalogues(), "fr").act(act, "Bureau du canal", None)
    at = next(n for n, line in enumerate(lines) if "Les Tilleuls" in line)
    assert at < next(n for n, line in enumerate(lines) if line.startswith("-- "))
    assert f"  | {WORDS}" in lines[:8]


def test_what_the_other_office_says_is_heard_and_said_on_by_a_person_alone(two: Partners) -> None:
    """Its word stands beside the act and comes up; her desk hears nothing until somebody here answers."""
    taken(two)
    two.b.answer(two.there(), State.UNREACHABLE, Reason.NO_ANSWER)
    assert two.exchange() == []
    assert two.there().state is State.UNREACHABLE
    assert two.a.record(two.entry).state is State.TAKEN
    with two.house() as house:
        news = passing.pass_news(house, two.entry.id)
        assert news is not None
        assert (news.reason, news.unsaid) == ("no_answer", True)
        work.answer_act(house, two.entry.id, State.UNREACHABLE, Reason.NO_ANSWER)
        told = passing.pass_news(house, two.entry.id)
        assert told == replace(news, unsaid=False)
    two.exchange()
    said = two.desk.news(two.a, two.entry)
    assert said is not None
    assert said.said.state == "unreachable"


def test_a_list_says_first_what_the_other_office_answered_and_asks_nobody_to_take_the_act(two: Partners) -> None:
    """At 80 columns a long name would hide the answer; and that nobody here has the act is no call to call her."""
    taken(two)
    two.b.answer(two.there(), State.UNREACHABLE, Reason.NO_ANSWER)
    assert two.exchange() == []
    clerk = Clerk(two.a.office.folder, PASSPHRASE, two.a.now, Catalogues(), "fr")
    try:
        item = clerk.item(two.entry.id)
    finally:
        clerk.close()

    def say(code: object, **values: object) -> str:
        return Catalogues().say(code, "fr", **values)  # type: ignore[arg-type]

    assert next_words(item, say).startswith(say(State.UNREACHABLE))
    said = held_words(item, "Ana", two.a.now(), say)
    assert say(ConsoleUi.HELD_BY_NOBODY) not in said
    assert say(PassingUi.SAY_ON) in said
    assert say(ConsoleUi.HELD_BY_NOBODY) in held_words(replace(item, passed=None), "Ana", two.a.now(), say)


def test_the_hub_can_match_nothing(two: Partners) -> None:
    """Of what the hub stores of the two acts, no eight bytes are the same but what all envelopes begin with."""
    two.pass_on()
    two.exchange()
    first, second = two.rows()
    assert first.id != second.id

    def parts(row: Any) -> list[bytes]:
        values = [bytes(row.envelope)[_FIXED:]]
        for name, value in row._mapping.items():
            if isinstance(value, bytes | memoryview) and name != "envelope":
                values.append(bytes(value))
            elif isinstance(value, str) and name == "reference":
                values.append(value.encode())
        return values

    def runs(row: Any) -> set[bytes]:
        return {part[at : at + 8] for part in parts(row) for at in range(len(part) - 7)}

    assert len(runs(first)) > 900
    assert not runs(first) & runs(second) - {bytes(8)}
    assert len(bytes(first.envelope)) <= len(bytes(second.envelope))


def test_sent_twice_is_there_once(two: Partners) -> None:
    """An answer that was lost on the way changes nothing: the same bytes under the same id go again."""
    two.pass_on()
    two.a.inbox()
    two.b.breaks = lambda path: path == "/v1/sync"
    with two.house() as house:
        (talk,) = two.settle(house)
    assert isinstance(talk.fault, LinkFault)
    assert two.there().state is State.UNCERTAIN
    two.b.breaks = lambda path: False
    assert two.exchange() == []
    assert two.exchange() == []
    assert two.there().state is State.HELD
    assert len(two.at_b().work) == 1
    assert len(two.rows()) == 2


def test_a_hub_that_lost_it_gets_it_again(two: Partners) -> None:
    """As a desk does, this office keeps the sealed bytes until the other has signed an end."""
    two.pass_on()
    two.exchange()
    with two.b.hub.engine.connect() as connection:
        connection.execute(passing_rows(two).delete())
    assert two.exchange() == []
    assert len(two.at_b().work) == 1


def passing_rows(two: Partners) -> Any:
    """Give the hub's table of acts."""
    from kiosk.hub.tables import acts

    return acts


# ---- consent, and who may --------------------------------------------------------------------


def test_without_a_consent_nothing_is_passed_on(two: Partners) -> None:
    """Where nobody noted how she heard the words, nothing is sealed, noted or sent."""
    with two.house() as house:
        before = house.ledger.position
        with pytest.raises(ConsentMissing):
            passing.pass_on(house, two.entry.id, two.partner, replace(CONSENT, understanding=None))
        assert house.ledger.position == before
        assert house.ledger.passed.passed() == []


def test_it_is_noted_who_passed_it_on(two: Partners) -> None:
    """The trace says who, when and which act; the notes of the act say to which office."""
    two.pass_on()
    with two.house() as house:
        assert [(each.event, each.act) for each in house.ledger.book.traces()][-1] == (Event.PASSED_ON, two.entry.id)
        note = house.ledger.book.notes(two.entry.id)[-1][0]
        assert (note.deed, note.to) == (Deed.PASS_ON, two.partner.name)
        assert work.broken(house) == []


def test_it_is_passed_on_once_and_only_by_who_has_it(two: Partners) -> None:
    """Not twice, not what was let go, not what has ended."""
    other = two.act()
    two.pass_on()
    with pytest.raises(PassedAlready):
        two.pass_on()
    with two.house() as house:
        work.do_deed(house, other.id, Deed.LET_GO)
        with pytest.raises(IllegalMove):
            passing.pass_on(house, other.id, two.partner, CONSENT)
        work.answer_act(house, other.id, State.DECLINED, None)
        with pytest.raises(IllegalMove):
            passing.pass_on(house, other.id, two.partner, CONSENT)
        assert len(house.ledger.passed.passed()) == 1


# ---- what she takes back ---------------------------------------------------------------------


def withdraw(two: Partners, *, key: bool) -> None:
    """She takes it back at her desk, and her desk tells the hub."""
    entry = two.desk.store.get(two.entry.id)
    assert entry is not None
    two.desk.send(two.a, two.desk.withdraw(entry, key=key))


def test_before_it_left_it_never_leaves_readable(two: Partners) -> None:
    """With her key or by word of mouth: what she took back before the exchange is never sent."""
    for key in (True, False):
        two.entry = two.act()
        two.pass_on()
        withdraw(two, key=key)
        assert two.exchange() == []
        assert (two.there().state, two.there().envelope) == (State.WITHDRAWN, b"")
        assert two.at_b().work == ()
    assert [row.envelope for row in two.rows() if row.id == two.there().id and row.envelope] == []


def test_with_her_key_an_act_that_nobody_there_has_read_has_ended(two: Partners) -> None:
    """The hub forgets its bytes, nobody reads it, and the withdrawal is kept until the other office has signed."""
    two.pass_on()
    two.exchange()
    withdraw(two, key=True)
    two.exchange()
    assert two.there().state is State.WITHDRAWN
    assert two.at_b().work == ()
    two.exchange()
    assert two.there().number >= 3
    with two.house() as house:
        assert has_settled(house.ledger.passed.passed()[0])


@pytest.mark.parametrize("key", [True, False])
def test_what_was_taken_there_is_asked_to_stop(two: Partners, key: bool) -> None:
    """With her key it is proven by the key over there; without it, the other office checks with her, and answers."""
    taken(two)
    withdraw(two, key=key)
    two.exchange()
    two.at_b()
    record = two.b.record(two.there())
    assert record.stop_asked
    assert bool(record.stop_key) == key
    two.b.answer(two.there(), State.STOPPED)
    two.exchange()
    assert two.there().state is State.STOPPED


@pytest.mark.parametrize("path", ["/v1/sync"])
def test_a_withdrawal_is_told_until_it_is_heard(two: Partners, path: str) -> None:
    """A line that breaks each time loses nothing: the same withdrawal goes again, and is one."""
    taken(two)
    withdraw(two, key=True)
    two.a.inbox()
    two.b.breaks = lambda asked: asked == path
    for _ in range(3):
        with two.house() as house:
            assert len(two.settle(house)) == 1
    two.b.breaks = lambda asked: False
    assert two.there().withdrawal is Withdrawal.BY_KEY
    two.exchange()
    two.exchange()
    two.at_b()
    assert two.b.record(two.there()).stop_key


def test_an_act_that_ended_here_is_told_there(two: Partners) -> None:
    """Where somebody here said the last word, the other office does not call her in vain without knowing."""
    taken(two)
    with two.house() as house:
        work.answer_act(house, two.entry.id, State.STOPPED, None, hold=False)
    two.exchange()
    two.at_b()
    assert two.b.record(two.there()).stop_asked


def test_what_ended_there_is_stopped_no_more(two: Partners) -> None:
    """A wish that comes after the other office's last word is this office's to answer."""
    taken(two)
    two.b.answer(two.there(), State.PROOF_SEEN)
    two.exchange()
    withdraw(two, key=False)
    two.exchange()
    assert two.there().state is State.PROOF_SEEN
    assert two.there().withdrawal is None


# ---- asked back ------------------------------------------------------------------------------


def test_it_is_asked_back_until_the_other_office_has_taken_it(two: Partners) -> None:
    """Before it left at once; at the hub with the next exchange; once it is taken, no more."""
    two.pass_on()
    with two.house() as house:
        assert passing.fetch_back(house, two.entry.id)
        work.do_deed(house, two.entry.id, Deed.TRIED)
    two.pass_on()
    two.exchange()
    with two.house() as house:
        assert not passing.fetch_back(house, two.entry.id)
        work.hold_by(house, two.entry.id)
        with pytest.raises(PassedAlready):
            work.do_deed(house, two.entry.id, Deed.TRIED)
    two.exchange()
    with two.house() as house:
        assert passing.fetch_back(house, two.entry.id)
    assert two.at_b().work == ()
    taken(two)
    with two.house() as house, pytest.raises(TakenThere):
        passing.fetch_back(house, two.entry.id)
    two.b.answer(two.there(), State.DECLINED)
    two.exchange()
    with two.house() as house:
        assert passing.fetch_back(house, two.entry.id)


# ---- cuts ------------------------------------------------------------------------------------


def test_cut_between_the_seal_and_its_note_nothing_was_passed_on(
    two: Partners, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The power goes before anybody could be told: what was sealed is dropped, and the act is as before."""

    class Cut(BaseException):
        """The power goes."""

    def cut(*_: object, **__: object) -> None:
        raise Cut

    with monkeypatch.context() as patched:
        patched.setattr(passing, "do_deed", cut)
        with pytest.raises(Cut):
            two.pass_on()
    assert two.exchange() == []
    assert two.at_b().work == ()
    with two.house() as house:
        assert house.ledger.passed.passed() == []
        assert not house.ledger.book.work(two.entry.id).passed
    two.pass_on()
    assert two.exchange() == []
    assert len(two.at_b().work) == 1


@pytest.mark.parametrize("full", [True, False])
@pytest.mark.parametrize("last", range(7))
def test_cut_at_any_write_it_is_passed_on_once_and_never_lost(
    two: Partners, monkeypatch: pytest.MonkeyPatch, last: int, *, full: bool
) -> None:
    """The power goes, or the disk is full, before any write from her yes to the other office’s word."""

    class Cut(BaseException):
        """The power goes."""

    commit, done = JournalStorage.commit, [0]

    def until(storage: JournalStorage, patches: list[Any]) -> None:
        if done[0] == last:
            raise StoreFull if full else Cut
        done[0] += 1
        commit(storage, patches)

    with monkeypatch.context() as patched, two.house() as house:
        patched.setattr(JournalStorage, "commit", until)
        with suppress(Cut, StoreFull):
            passing.pass_on(house, two.entry.id, two.partner, CONSENT)
            assert [talk.fault for talk in two.settle(house) if not isinstance(talk.fault, StoreFull)] == []
    assert done[0] == last, "the cut came"
    assert two.exchange() == []
    with two.house() as house:
        passed = bool(house.ledger.book.work(two.entry.id).passed)
    if not passed:
        assert two.at_b().work == ()
        two.pass_on()
    assert two.exchange() == []
    assert len(two.at_b().work) == 1
    assert two.exchange() == []
    assert two.there().state is State.TAKEN
    assert len(two.rows()) == 2


def test_a_note_that_is_refused_leaves_nothing_sealed(two: Partners, monkeypatch: pytest.MonkeyPatch) -> None:
    """Somebody else was faster: what was sealed goes at once."""

    def refuse(*_: object, **__: object) -> None:
        raise IllegalMove

    monkeypatch.setattr(passing, "do_deed", refuse)
    with pytest.raises(IllegalMove):
        two.pass_on()
    with two.house() as house:
        assert house.ledger.passed.passed() == []


# ---- who speaks ------------------------------------------------------------------------------


def forging(change: Callable[[protocol.SyncTold], protocol.SyncTold]) -> Callable[[str, Any], Any]:
    """Let the one in the middle change what comes back."""
    return lambda path, told: change(told) if path == "/v1/sync" else told


def test_a_forged_word_moves_nothing_and_is_said(two: Partners) -> None:
    """Neither a signature that is no one's nor this office's own key speaks for the other."""
    taken(two)
    two.b.answer(two.there(), State.DECLINED)

    def forge(told: protocol.SyncTold) -> protocol.SyncTold:
        import msgspec

        acks = tuple(msgspec.structs.replace(ack, signature=bytes(64)) for ack in told.acks)
        return msgspec.structs.replace(told, acks=acks)

    two.b.alter = forging(forge)
    (talk,) = two.exchange()
    assert isinstance(talk.fault, NotGenuine)
    assert two.there().state is State.TAKEN


def test_another_hub_gets_nothing(two: Partners) -> None:
    """A hub that the other office does not vouch for is refused before anything leaves."""
    two.pass_on()
    import msgspec

    two.b.alter = lambda path, told: msgspec.structs.replace(told, hub=bytes(32)) if path == "/hub" else told
    (talk,) = two.exchange()
    assert isinstance(talk.fault, LinkFault)
    assert two.there().state is State.WAITING
    assert len(two.rows()) == 1


def revoked(two: Partners) -> None:
    """The other office takes this one's place away."""
    with two.b.open() as other:
        desks.revoke(other, two.partner.desk)
        with two.b.line(other) as client:
            desks.settle_desks(other, client)


@pytest.mark.parametrize("read", [True, False])
def test_a_place_that_the_other_office_took_away_is_said_and_nothing_is_stuck_there(
    two: Partners, *, read: bool
) -> None:
    """Each exchange says so; the act is had back, taken there or not; then, and not before, the partner can go."""
    two.pass_on()
    if read:
        two.exchange()
        two.at_b()
        two.exchange()
        assert two.there().state is State.TAKEN
    revoked(two)
    (talk,) = two.exchange()
    assert isinstance(talk.fault, LinkFault)
    assert talk.office == two.partner.name
    with two.house() as house:
        with pytest.raises(PartnerBusy):
            passing.remove_partner(house, two.partner)
        assert passing.fetch_back(house, two.entry.id)
        work.do_deed(house, two.entry.id, Deed.TRIED)
        passing.remove_partner(house, two.partner)
        assert house.ledger.passed.passed() == []
    assert two.exchange() == []


def test_a_line_that_breaks_gives_nothing_back(two: Partners) -> None:
    """Only the other office's no, and not a line or a hub that fails, ends the waiting; a later yes is heard."""
    taken(two)
    two.b.breaks = lambda path: path == "/v1/sync"
    with two.house() as house:
        assert len(two.settle(house)) == 1
        with pytest.raises(TakenThere):
            passing.fetch_back(house, two.entry.id)
        passing._note_closed(house, two.partner.desk, closed=True)
    two.b.breaks = lambda path: False
    assert two.exchange() == []
    with two.house() as house, pytest.raises(TakenThere):
        passing.fetch_back(house, two.entry.id)


def test_a_newer_public_file_of_the_other_office_is_kept(two: Partners) -> None:
    """What is passed on after that is sealed to its newer keys."""
    from kiosk.office import rotation

    two.pass_on()
    two.exchange()
    with two.b.open() as other:
        two.b.office.secrets = rotation.rotate(other.folder, other.secrets, signing=False)
    two.at_b()
    two.exchange()
    with two.house() as house:
        (partner,) = house.ledger.passed.partners()
    assert passing._office(partner).serial > passing._office(two.partner).serial


def test_what_a_partner_said_last_stays_when_it_goes(two: Partners) -> None:
    """Nobody here has said it to her desk yet."""
    taken(two)
    two.b.answer(two.there(), State.DECLINED)
    two.exchange()
    with two.house() as house:
        passing.remove_partner(house, two.partner)
        news = passing.pass_news(house, two.entry.id)
        assert news is not None
        assert (news.state, news.unsaid) == (State.DECLINED, True)
        assert passing.fetch_back(house, two.entry.id)


# ---- partners --------------------------------------------------------------------------------


def test_a_partner_is_one_once_and_goes_when_nothing_is_there(two: Partners) -> None:
    """The same office twice, or this very one, is refused; it is found by its name and by its id."""
    with pytest.raises(PartnerKnown):
        two.add()
    with two.a.open() as house, two.a.line(house) as client:
        code = desks.expect(house, client, "Moi")
        with pytest.raises(PartnerKnown):
            passing.add_partner(house, HubRegistrar(lambda: two.a.wire(), code), "http://127.0.0.1")  # type: ignore[arg-type, return-value]
        assert passing.find_partner(house, two.partner.desk.hex()) == two.partner
        assert passing.find_partner(house, " les TILLEULS ") == two.partner
        with pytest.raises(NoSuchPartner):
            passing.find_partner(house, "Inconnu")
        passing.remove_partner(house, two.partner)
        assert house.ledger.passed.partners() == []


def test_a_partner_whose_hub_moved_is_reached_at_its_new_address(two: Partners) -> None:
    """Added again with its new address: the same desk there, what is with it stays, and no second partner."""
    two.pass_on()
    with two.b.open() as other, two.b.line(other) as client, two.house() as house:
        code = desks.expect(other, client, "Encore")
        registrar = HubRegistrar(lambda: two.b.wire(), code)  # type: ignore[arg-type, return-value]
        partner, _ = passing.add_partner(house, registrar, "http://127.0.0.2")
        assert house.ledger.passed.partners() == [partner] == [replace(two.partner, url="http://127.0.0.2")]
        with pytest.raises(PartnerKnown):
            passing.add_partner(house, registrar, "http://127.0.0.2")
        assert [each.label for each in client.desks() if each.desk == partner.desk] == ["Bureau du canal"]
    assert two.exchange() == []
    assert len(two.at_b().work) == 1


def test_from_an_office_that_has_another_hub_the_act_is_had_back(two: Partners) -> None:
    """Its old hub is no more, and its new one knows nothing of what was passed on."""
    import msgspec

    taken(two)
    two.b.alter = lambda path, told: msgspec.structs.replace(told, hub=bytes(32)) if path == "/hub" else told
    (talk,) = two.exchange()
    assert isinstance(talk.fault, LinkFault)
    with two.house() as house:
        assert passing.fetch_back(house, two.entry.id)


def test_an_answer_that_was_lost_makes_no_second_desk(two: Partners) -> None:
    """The same code typed again is the same desk there."""
    with two.house() as house:
        passing.remove_partner(house, two.partner)
    two.b.breaks = lambda path: path == "/v1/enrol/claim"
    with two.b.open() as other, two.b.line(other) as client:
        code = desks.expect(other, client, "Encore")
        with two.house() as house:
            registrar = HubRegistrar(lambda: two.b.wire(), code)  # type: ignore[arg-type, return-value]
            with pytest.raises(LinkFault):
                passing.add_partner(house, registrar, "http://127.0.0.1")
            two.b.breaks = lambda path: False
            partner, _ = passing.add_partner(house, registrar, "http://127.0.0.1")
        desks.settle_desks(other, client)
        assert [each.desk for each in client.desks() if each.label == "Encore"] == [partner.desk]


def test_another_seat_that_knows_no_such_partner_is_told_where_it_was_passed_on(tmp_path: Path) -> None:
    """It sees that the act is at another office, and does not ask it back."""
    office = Several(tmp_path / "s")
    entry = office.act()
    with office.open(0) as one:
        work.do_deed(one, entry.id, Deed.TAKE)
        work.do_deed(one, entry.id, Deed.PASS_ON, to="Le canal", text="00" * 16)
    office.catch_up(1)
    with office.open(1) as other:
        news = passing.pass_news(other, entry.id)
        assert news is not None
        assert (news.office, news.state) == ("Le canal", None)
        with pytest.raises(NoSuchPartner):
            passing.fetch_back(other, entry.id)
        work.do_deed(other, entry.id, Deed.TAKE)
        with pytest.raises(PassedAlready):
            work.do_deed(other, entry.id, Deed.TRIED)


def test_two_partners_of_one_name_are_told_apart(two: Partners) -> None:
    """The name alone is no answer any more; as each is shown, and by what stands behind its name, it is found."""
    with two.house() as house:
        twin = replace(two.partner, desk=bytes(16))
        house.ledger.passed.put_partner(twin)
        shown = {name: each for each, name in passing.named_partners(house)}
        assert len(shown) == 2
        with pytest.raises(NoSuchPartner):
            passing.find_partner(house, two.partner.name)
        for name, each in shown.items():
            assert passing.find_partner(house, name) == each
            assert passing.find_partner(house, each.desk.hex()[:8]) == each
        passing.remove_partner(house, twin)
        assert [name for _, name in passing.named_partners(house)] == [two.partner.name]


def test_a_partner_is_found_by_its_name_as_it_is_shown(two: Partners) -> None:
    """What cannot be seen in a name need not be typed."""
    with two.house() as house:
        house.ledger.passed.put_partner(replace(two.partner, name="Le\u200b ca\u2060nal"))
        ((partner, shown),) = passing.named_partners(house)
        assert shown == "Le canal"
        assert passing.find_partner(house, "le canal") == partner


@pytest.mark.parametrize("name", ["Дом Л", "Orșova", "مَكتب الشمال", "É" * 200, "{office} {0}", "« Nord »", "ß–SS"])
def test_a_name_in_any_script_is_read_to_her_and_found(two: Partners, name: str) -> None:
    """It stands in the words as it is shown, and typed as it is shown it is that office."""
    with two.house() as house:
        house.ledger.passed.put_partner(partner := replace(two.partner, name=name))
        ((_, shown),) = passing.named_partners(house)
        assert passing.find_partner(house, shown) == partner
        said = passing.consent_of(house, shown, Understanding.READ_ALOUD, Catalogues(), "en")
        assert shown in said.text
        assert shown in said.french
        passing.pass_on(house, two.entry.id, partner, said)
        assert house.ledger.book.work(two.entry.id).passed == name
    assert two.exchange() == []
    (act,) = two.at_b().work
    assert act.passed is not None
    assert act.passed.consent.text == said.text


def test_an_office_without_a_hub_of_its_own_passes_on_all_the_same(two: Partners) -> None:
    """Its acts come on USB keys: its exchange is with its partners alone."""
    two.pass_on()
    with two.house() as house:
        assert not passing.has_but_partners(house)
        house.ledger.note(HUB, b"")
        assert passing.has_but_partners(house)
        assert two.settle(house) == []
    assert len(two.at_b().work) == 1
    with two.house() as house:
        passing_book = house.ledger.passed
        passing_book.cut_partner(two.partner.desk)
        assert not passing.has_but_partners(house)


def test_what_is_passed_on_is_sealed_to_the_newest_keys(two: Partners) -> None:
    """Also where nothing was under way when the other office changed them: each exchange asks."""
    from kiosk.office import rotation

    with two.b.open() as other:
        two.b.office.secrets = rotation.rotate(other.folder, other.secrets, signing=True)
    two.at_b()
    assert two.exchange() == []
    with two.house() as house:
        (two.partner,) = house.ledger.passed.partners()
    two.pass_on()
    with two.b.open() as other:
        newest = other.public.reading_keys
    assert passing._office(two.partner).reading_keys == newest
    assert two.exchange() == []
    assert len(two.at_b().work) == 1


def test_an_act_that_was_let_go_by_itself_is_taken_again_to_pass_it_on(two: Partners) -> None:
    """As with every other deed: its owner need not take it first; what is somebody else's is refused before."""
    two.a.clock.now += int(TAKES.total_seconds()) + 60
    with two.house() as house:
        passing.weigh_pass(house, two.entry.id)
        assert holder(house.ledger.book.work(two.entry.id), house.now()) == house.who.name
    two.pass_on()


def test_an_answer_that_is_taken_back_never_was_told_there(two: Partners) -> None:
    """While it can be taken back, the other office goes on; once it is gone, that office is told."""
    taken(two)
    with two.house() as house:
        work.answer_act(house, two.entry.id, State.DECLINED, None)
    two.exchange()
    assert two.there().withdrawal is None
    with two.house() as house:
        work.take_answer_back(house, two.entry.id)
    two.exchange()
    two.at_b()
    assert not two.b.record(two.there()).stop_asked


# ---- kept and forgotten ----------------------------------------------------------------------


def test_what_was_passed_on_is_forgotten_with_its_act_and_not_before_it_is_settled(two: Partners) -> None:
    """The key goes with the retention; while the other office has not signed, it stays, and the content goes."""
    taken(two)
    with two.house() as house:
        work.answer_act(house, two.entry.id, State.DECLINED, None, hold=False)
    two.exchange()

    def later(two: Partners) -> list[Any]:
        two.a.clock.now += 40 * 86_400
        with two.house() as house:
            work.forget_closed(house)
            assert house.ledger.book.kept(two.entry.id) is None
            return house.ledger.passed.passed()

    assert len(later(two)) == 1
    two.at_b()
    two.b.answer(two.there(), State.STOPPED)
    two.exchange()
    assert later(two) == []


def test_a_copy_carries_partners_and_what_was_passed_on(two: Partners, tmp_path: Path) -> None:
    """Put back from a copy, the office sends the same bytes once more, and it is one act there."""
    two.pass_on()
    with two.house() as house:
        copies.back_up(house, tmp_path / "copie")
    two.exchange()
    two.at_b()
    copies.restore(tmp_path / "copie", tmp_path / "again", PASSPHRASE, two.a.now)
    from kiosk.office import house as houses

    with houses.opened(tmp_path / "again", PASSPHRASE, two.a.now) as again:
        assert two.settle(again) == []
        assert again.ledger.passed.passed()[0].entry.state is State.TAKEN
    assert len(two.rows()) == 2


def test_an_act_that_is_passed_on_again_says_her_receipts_reference(two: Partners) -> None:
    """Wherever it goes, what she holds is what her first office calls her by."""
    taken(two)
    there: Entry = two.there()
    with two.b.open() as other:
        work.hold_by(other, there.id)
        content = passing._open(other, there.id)
        plain = passing._content(other, content, "ABCDEFGH1", CONSENT).plain
    passed = plain["passed"]
    assert isinstance(passed, dict)
    assert passed["reference"] == two.entry.reference


# ---- the command that exchanges --------------------------------------------------------------


def run_sync(two: Partners, monkeypatch: pytest.MonkeyPatch) -> Exit:
    """Run `sync` at the first office."""
    import argparse

    @contextmanager
    def open_house(*_: Any, **__: Any) -> Iterator[House]:
        with two.house() as house:
            yield house

    monkeypatch.setattr(hub_commands, "open_house", open_house)
    monkeypatch.setattr(passing, "partner_link", two.link)
    args = argparse.Namespace(folder=two.a.office.folder)
    return hub_commands._sync(args, Terminal(Catalogues(), "fr"))


@pytest.mark.parametrize("key", [True, False])
def test_sync_alone_tells_the_other_office_what_she_took_back(
    two: Partners, monkeypatch: pytest.MonkeyPatch, *, key: bool
) -> None:
    """The exchange that the guide names is enough: nobody need read the inbox before."""
    taken(two)
    withdraw(two, key=key)
    monkeypatch.setattr(exchange, "line", two.a.line)
    assert run_sync(two, monkeypatch) is Exit.OK
    two.at_b()
    assert two.b.record(two.there()).stop_asked


def test_sync_of_an_office_without_a_hub_is_with_its_partners(two: Partners, monkeypatch: pytest.MonkeyPatch) -> None:
    """What it passed on leaves, and nobody is told that there is no hub."""
    two.pass_on()
    with two.house() as house:
        house.ledger.note(HUB, b"")
    assert run_sync(two, monkeypatch) is Exit.OK
    assert len(two.at_b().work) == 1
    with two.house() as house:
        house.ledger.passed.cut_partner(two.partner.desk)
    with pytest.raises(exchange.NotJoined):
        run_sync(two, monkeypatch)


def test_the_consoles_exchange_of_an_office_without_a_hub_is_with_its_partners(
    two: Partners, monkeypatch: pytest.MonkeyPatch
) -> None:
    """F5 there sends what was passed on, too, and the list shows what came of it."""
    two.pass_on()
    with two.house() as house:
        house.ledger.note(HUB, b"")
    monkeypatch.setattr(passing, "partner_link", two.link)
    clerk = Clerk(two.a.office.folder, PASSPHRASE, two.a.now, Catalogues(), "fr")
    try:
        assert clerk.fetch().partners == ()
        assert clerk.item(two.entry.id).passed == PassNews(two.partner.name, State.HELD)
    finally:
        clerk.close()
    assert len(two.at_b().work) == 1


def test_the_commands_that_show_an_act_say_that_another_office_has_it(
    two: Partners, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Whoever reads it on the command line does not call her, either: it stands before her number."""
    import argparse

    @contextmanager
    def open_house(*_: Any, **__: Any) -> Iterator[House]:
        with two.house() as house:
            yield house

    def run(command: Callable[[argparse.Namespace, Terminal], Exit], **more: object) -> str:
        args = argparse.Namespace(folder=two.a.office.folder, procedures=None, only_list=True, json=False, **more)
        assert command(args, Terminal(Catalogues(), "fr")) is Exit.OK
        return capsys.readouterr().out.replace("\u00a0", " ").replace("\u202f", " ")

    monkeypatch.setattr(act_commands, "open_house", open_house)
    monkeypatch.setattr(exchange, "line", two.a.line)
    shown = {"reference": two.entry.reference, "bundle": []}
    assert "passé à" not in run(act_commands._inbox).casefold()
    assert "passé à" not in run(act_commands._show, **shown).casefold()
    two.pass_on()
    assert "passé à Les Tilleuls" in run(act_commands._inbox)
    said = run(act_commands._show, **shown)
    assert said.index("Passé à « Les Tilleuls »") < said.index("Contact sûr")
