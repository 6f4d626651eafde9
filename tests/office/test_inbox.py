"""The laws of opening: what a desk sealed is read here and nowhere else, and one bad envelope blocks no other."""

from __future__ import annotations

import errno
import os
from dataclasses import replace
from datetime import date
from functools import partial
from itertools import permutations
from pathlib import Path

import pytest

from kiosk.core.errors import FileFault, NotForUs, NotGenuine, NotVouched, TooNew, TrainingOnly
from kiosk.core.outbox import State
from kiosk.core.procedure import Unsaid
from kiosk.crypto import sign
from kiosk.crypto.keys import new_reading_key, public_key
from kiosk.office import inbox, keys, withdrawn
from kiosk.office.inbox import Opened
from kiosk.wire import signed
from kiosk.wire.signed import Bundle, SentWithdrawal
from tests.crypto.made import Made
from tests.office.made import MadeDesk, MadeOffice, paper_key, remember


@pytest.fixture
def office(tmp_path: Path) -> MadeOffice:
    """Make an office."""
    return MadeOffice(tmp_path / "office")


@pytest.fixture
def key(tmp_path: Path) -> Path:
    """Make the folder of a USB key."""
    (tmp_path / "usb").mkdir()
    return tmp_path / "usb"


def opened(office: MadeOffice, *files: bytes, readers: tuple[bytes, ...] | None = None) -> Opened:
    """Open files as the command does."""
    key_of = partial(keys.verify_key_of, office.folder)
    bundles = [inbox.read_bundle(each, key_of) for each in files]
    readers = readers or office.founding.secrets.readers
    found = inbox.open_all(bundles, key_of, readers, partial(withdrawn.recall, office.folder))
    for stop in found.stops:
        remember(office.folder, stop.id, stop.key)
    return found


def said(desk: MadeDesk, data: bytes) -> Bundle:
    """Read what a desk's bundle says."""
    return sign.open_bundle(data, lambda _: sign.verify_key(desk.seed))


def test_the_whole_way(office: MadeOffice, key: Path) -> None:
    """What a person answered and agreed to at the desk is what the office reads, for each shipped procedure."""
    desk = office.desk()
    entries = [desk.hand_over(name, whom=whom) for name in ("activate", "close", "mask") for whom in ("self", "child")]
    found = opened(office, desk.bundle(key))
    assert (found.refused, found.stops) == ((), ())
    assert [act.reference for act in found.acts] == [entry.reference for entry in entries]
    for act, entry in zip(found.acts, entries, strict=True):
        assert act.id == entry.id
        assert act.answers["name"] == "Zoé Lenoir-Diaby"
        assert act.answers["phone"] == "+33612345678"
        assert act.desk == desk.id
        assert not act.stop_asked
        assert "J’arrête quand je veux" in act.handover.text
        assert (act.act.language, act.act.french, act.act.understanding) == ("fr", "", "read_aloud")
        assert act.act.at <= entry.made.wall


def test_the_language_that_was_chosen_comes_along(office: MadeOffice, key: Path) -> None:
    """Consents in French because nobody reviewed hers say nothing of what she speaks: the act itself does."""
    desk = office.desk()
    desk.language = "ar"
    desk.hand_over("close", birth_date="1958")
    (act,) = opened(office, desk.bundle(key)).acts
    assert (act.language, act.act.language) == ("ar", "fr")
    assert act.answers["birth_date"] == "1958"


def test_the_nearest_last_day_comes_first(office: MadeOffice, key: Path) -> None:
    """An act that the law gives six weeks carries its last day, and is read before those that can wait."""
    desk = office.desk()
    any_day = desk.hand_over("close")
    far = desk.hand_over("oppose", letter_date="2026-11-10")
    near = desk.hand_over("oppose", letter_date="2026-10-20")
    unsaid = desk.hand_over("oppose", letter_date=Unsaid.UNKNOWN)
    found = opened(office, desk.bundle(key))
    assert [act.id for act in found.acts] == [near.id, far.id, any_day.id, unsaid.id]
    assert [act.until for act in found.acts] == [date(2026, 12, 1), date(2026, 12, 22), None, None]
    assert [near.deadline, far.deadline] == [act.until for act in found.acts[:2]]


def test_unsaid_answers_stay_unsaid(office: MadeOffice, key: Path) -> None:
    """Not knowing and having none arrive as what they are, never as words."""
    desk = office.desk()
    desk.hand_over(birth_date=Unsaid.UNKNOWN, spoken_language=Unsaid.NONE)
    (act,) = opened(office, desk.bundle(key)).acts
    assert (act.answers["birth_date"], act.answers["spoken_language"]) == (None, False)


def test_twice_and_out_of_order_is_once(office: MadeOffice, key: Path) -> None:
    """The same acts in several files, in any order, are the same acts and the same withdrawals."""
    desk = office.desk()
    desk.hand_over()
    first = desk.bundle(key)
    leaving = desk.hand_over("mask")
    second = desk.bundle(key)
    desk.withdraw(leaving, key=True)
    third = desk.bundle(key)
    results = [opened(office, *files) for files in permutations((first, second, third, first))]
    assert all(result == results[0] for result in results)
    assert [act.procedure for act in results[0].acts] == ["close"]
    assert [stop.id for stop in results[0].stops] == [leaving.id]


@pytest.mark.parametrize("call", ["write", "fsync", "close", "rename"])
def test_a_key_pulled_out_in_the_middle_loses_nothing(
    office: MadeOffice, key: Path, monkeypatch: pytest.MonkeyPatch, call: str
) -> None:
    """Whatever fails on the key, no half file can be opened, and the next export brings every act once."""
    desk = office.desk()
    entries = [desk.hand_over() for _ in range(3)]

    def gone(*_: object, **__: object) -> None:
        raise OSError(errno.EIO, "gone")

    with monkeypatch.context() as patch:
        patch.setattr(os, call, gone)
        with pytest.raises(FileFault):
            desk.export(key)
    assert not list(key.glob("*.ksb"))
    assert [entry.state for entry in desk.store.entries()] == [State.UNCERTAIN] * 3
    found = opened(office, desk.bundle(key))
    assert [act.id for act in found.acts] == [entry.id for entry in entries]


def test_one_bad_envelope_blocks_no_other(office: MadeOffice, key: Path) -> None:
    """An envelope that was changed, cut, swapped or is of a later version is refused by itself."""
    desk = office.desk()
    for _ in range(6):
        desk.hand_over()
    bundle = said(desk, desk.bundle(key))
    good, flipped, cut, newer, swapped, renamed = bundle.acts
    envelope = bytearray(flipped.envelope)
    envelope[-100] ^= 1
    acts = (
        signed.SentAct(flipped.id, flipped.reference, flipped.key_hash, bytes(envelope)),
        signed.SentAct(cut.id, cut.reference, cut.key_hash, cut.envelope[:-1]),
        signed.SentAct(newer.id, newer.reference, newer.key_hash, b"KSKE\x02" + newer.envelope[5:]),
        signed.SentAct(swapped.id, swapped.reference, swapped.key_hash, good.envelope),
        signed.SentAct(renamed.id, good.reference, renamed.key_hash, renamed.envelope),
        good,
    )
    again = Bundle(bundle.desk, bundle.training, bundle.made, acts, ())
    found = opened(office, sign.sign_file(desk.seed, again))
    assert [act.id for act in found.acts] == [good.id]
    assert sorted(type(each.error).__name__ for each in found.refused) == ["NotGenuine"] * 4 + ["TooNew"]


def test_other_bytes_for_the_same_act_are_refused(office: MadeOffice, key: Path) -> None:
    """Two different acts under one id: the same one is taken in either order, and the other is refused."""
    desk = office.desk()
    first = desk.hand_over("close")
    one = desk.bundle(key)
    desk.store.forget([first.id])
    desk.ids.drawn -= 1
    again = desk.hand_over("mask")
    assert again.id == first.id
    other = desk.bundle(key)
    both, turned = opened(office, one, other), opened(office, other, one)
    assert both.acts == turned.acts
    assert len(both.acts) == len(both.refused) == len(turned.refused) == 1
    assert isinstance(both.refused[0].error, NotGenuine)


def test_a_content_that_is_none_blocks_no_act_of_the_same_id(office: MadeOffice, key: Path) -> None:
    """An envelope that verifies but holds nonsense is refused, and the true act under its id still opens."""
    desk = office.desk()
    entry = desk.hand_over()
    files = [desk.bundle(key)]
    half: dict[str, object] = {"v": 1, "reference": entry.reference, "answers": []}
    nonsenses: tuple[dict[str, object], ...] = ({"v": 1}, {"v": 2}, {}, half)
    for nonsense in nonsenses:
        envelope = desk.sealer.seal(Made(nonsense), entry.id, entry.key_hash)
        desk.store.change(replace(entry, envelope=envelope))
        files.append(desk.bundle(key))
    found = opened(office, *files)
    assert [act.id for act in found.acts] == [entry.id]
    assert len(found.refused) == 4


def test_a_changed_bundle_is_refused_whole(office: MadeOffice, key: Path) -> None:
    """Any byte of the file that is changed makes the signature fail or the file unreadable: nothing is opened."""
    desk = office.desk()
    desk.hand_over()
    data = desk.bundle(key)
    for at in range(0, len(data), 41):
        changed = bytearray(data)
        changed[at] ^= 4
        with pytest.raises((NotGenuine, TooNew, NotVouched)):
            opened(office, bytes(changed))
    with pytest.raises(NotGenuine):
        opened(office, data[:-1])


def test_an_unknown_desk_is_refused(office: MadeOffice, key: Path) -> None:
    """A desk that the office never vouched for is refused, also when it is sealed to the office's own keys."""
    stranger = MadeDesk(office.public, 9)
    stranger.hand_over()
    with pytest.raises(NotVouched):
        opened(office, stranger.bundle(key))


def test_a_trusted_desk_cannot_pass_on_a_strangers_act(office: MadeOffice, key: Path) -> None:
    """An envelope counts by the desk that sealed it, not by who carries it."""
    stranger, desk = MadeDesk(office.public, 9), office.desk()
    stranger.hand_over()
    foreign = said(stranger, stranger.bundle(key))
    carried = Bundle(desk.id, False, foreign.made, foreign.acts, ())
    found = opened(office, sign.sign_file(desk.seed, carried))
    assert found.acts == ()
    assert isinstance(found.refused[0].error, NotVouched)


def test_training_is_refused(office: MadeOffice, key: Path) -> None:
    """Neither a training file nor a training envelope in a real file is ever opened."""
    desk = office.desk(training=True)
    desk.hand_over()
    with pytest.raises(TrainingOnly):
        desk.export(key)
    assert list(key.iterdir()) == []
    (entry,) = desk.store.entries()
    act = signed.SentAct(entry.id, entry.reference, entry.key_hash, entry.envelope)
    for training in (True, False):
        bundle = Bundle(desk.id, training, signed.Stamp(0, 0, "", None), (act,), ())
        data = sign.sign_file(desk.seed, bundle)
        if training:
            with pytest.raises(TrainingOnly):
                opened(office, data)
        else:
            found = opened(office, data)
            assert found.acts == ()
            assert isinstance(found.refused[0].error, TrainingOnly)


def test_the_paper_opens_what_the_passphrase_opens(office: MadeOffice, key: Path, tmp_path: Path) -> None:
    """The printed recovery secret opens the same acts, also in a new office that only trusts the desk."""
    desk = office.desk()
    desk.hand_over()
    data = desk.bundle(key)
    paper = (paper_key(office.founding.paper.lower().replace("-", " ")),)
    assert opened(office, data, readers=paper) == opened(office, data)
    new = MadeOffice(tmp_path / "new")
    keys.vouch(new.folder, new.founding.secrets, desk.public)
    assert opened(new, data, readers=paper).acts == opened(office, data).acts


def test_keys_that_this_office_no_longer_has(office: MadeOffice, key: Path) -> None:
    """An act sealed with an old public file is refused by itself; acts sealed to the present keys open."""
    desk = office.desk()
    old = replace(desk.sealer, readers=lambda: (public_key(new_reading_key()),))
    desk.sealer, new = old, desk.sealer
    desk.hand_over()
    desk.sealer = new
    fresh = desk.hand_over()
    found = opened(office, desk.bundle(key))
    assert [act.id for act in found.acts] == [fresh.id]
    assert isinstance(found.refused[0].error, NotForUs)


def test_an_act_taken_back_with_the_key_is_not_opened(office: MadeOffice, key: Path) -> None:
    """With the key as proof nobody reads the act any more: its reference and the stop are all there is."""
    desk = office.desk()
    entry = desk.hand_over()
    desk.export(key)
    desk.withdraw(entry, key=True)
    found = opened(office, desk.bundle(key))
    assert found.acts == ()
    assert [(stop.reference, stop.key is not None) for stop in found.stops] == [(entry.reference, True)]


def test_an_old_file_after_a_withdrawal_opens_nothing(office: MadeOffice, key: Path) -> None:
    """A withdrawal that was read once holds for files that are opened later, in another run, without it."""
    desk = office.desk()
    entry = desk.hand_over()
    before = desk.bundle(key)
    desk.withdraw(entry, key=True)
    after = desk.bundle(key)
    opened(office, after)
    assert opened(office, before).acts == ()


def test_a_tombstone_before_its_act_holds(office: MadeOffice, key: Path) -> None:
    """An act that was withdrawn before it left stays withdrawn when a restored desk sends it after all."""
    desk = office.desk()
    entry = desk.hand_over()
    desk.withdraw(entry, key=True)
    found = opened(office, desk.bundle(key))
    assert [(stop.id, stop.reference, stop.alone) for stop in found.stops] == [(entry.id, entry.reference, True)]
    desk.store.change(entry)
    assert opened(office, desk.bundle(key)).acts == ()


def test_a_wish_without_the_key_opens_the_act_and_says_so(office: MadeOffice, key: Path) -> None:
    """Someone must check it with her, so the act is shown, marked, now and each time after."""
    desk = office.desk()
    entry = desk.hand_over()
    before = desk.bundle(key)
    desk.withdraw(entry, key=False)
    for data in (desk.bundle(key), before):
        found = opened(office, data)
        assert [act.stop_asked for act in found.acts] == [True]
        assert [(stop.reference, stop.key) for stop in found.stops] == [(entry.reference, None)]


@pytest.mark.parametrize("own", [True, False])
@pytest.mark.parametrize("forged", [bytes(16), None])
def test_a_key_that_does_not_fit_is_worth_the_word_of_who_brings_it(
    office: MadeOffice, key: Path, forged: bytes | None, own: bool
) -> None:
    """An invented key or hash stops nothing: the act's own desk gets it checked by it, as by its word; another not."""
    desk, other = office.desk(1), office.desk(2)
    entry = desk.hand_over()
    data = desk.bundle(key)
    invented = forged or b"invented by them"
    claimed = entry.key_hash if forged else desk.sealer.key_hash(invented)
    wish = SentWithdrawal(entry.id, entry.reference, claimed, invented, signed.Stamp(0, 0, "", None))
    sender = desk if own else other
    bad = sign.sign_file(sender.seed, Bundle(sender.id, False, signed.Stamp(0, 0, "", None), (), (wish,)))
    for files in permutations((data, bad)):
        found = opened(office, *files)
        assert [(act.id, act.stop_asked) for act in found.acts] == [(entry.id, own)]
        assert [stop.key for stop in found.stops] == [None] * own


def test_a_key_outside_its_hash_proves_nothing_even_without_the_act(office: MadeOffice) -> None:
    """A stop for an act that is not in the files counts as proven only where its own key and hash fit."""
    desk = office.desk()
    for number, claimed in enumerate((desk.sealer.key_hash(b"k" * 16), bytes(32))):
        wish = SentWithdrawal(bytes((number,)) * 16, "K7Q4M29XD", claimed, b"k" * 16, signed.Stamp(0, 0, "", None))
        data = sign.sign_file(desk.seed, Bundle(desk.id, False, signed.Stamp(0, 0, "", None), (), (wish,)))
        (stop,) = opened(office, data).stops
        assert (stop.key is None) == (number == 1)


def test_an_older_wish_does_not_undo_a_key(office: MadeOffice, key: Path) -> None:
    """She said it, then used her receipt: whichever file is opened last, the act stays closed."""
    desk = office.desk()
    entry = desk.hand_over()
    desk.export(key)
    entry = desk.withdraw(entry, key=False)
    oral = desk.bundle(key)
    desk.withdraw(entry, key=True)
    opened(office, desk.bundle(key))
    for _ in range(2):
        assert opened(office, oral).acts == ()
    unseen = Bundle(desk.id, False, signed.Stamp(0, 0, "", None), (), said(desk, oral).withdrawals)
    opened(office, sign.sign_file(desk.seed, unseen))
    assert opened(office, oral).acts == ()
