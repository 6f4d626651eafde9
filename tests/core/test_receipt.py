"""The receipt: says what is true, first things first, and nothing of who the person is."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from enum import StrEnum

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.core.blocks import (
    Blank,
    Block,
    DayAndHour,
    InFrench,
    Large,
    Line,
    Literal,
    Pair,
    Para,
    Phrase,
    Piece,
    Qr,
    Receipt,
    Rule,
    Title,
)
from kiosk.core.hours import Hours, Phone
from kiosk.core.outbox import State, Withdrawal
from kiosk.core.paper import Letterhead
from kiosk.core.procedure import Answer, Channel, Label, Says, SheetBlock
from kiosk.core.receipt import (
    IN_TRAINING,
    duplicate,
    for_next_call,
    information_sheet,
    office_receipt,
    phone_line,
    sheet_receipt,
)
from kiosk.core.reference import Ticket, make_reference, parse
from kiosk.core.status import NEWS, REASONS, Asked, Next, Reason, next_of
from kiosk.core.unprinted import for_screen, with_copied
from kiosk.words.catalogues import Catalogues
from kiosk.words.ui import sentence
from tests.fakes import DESK, NOW, an_entry, sample, shipped

KEY = b"sixteen bytes .."
PROCEDURE = sample("ok_office")
SHELF = shipped()
REFERENCE = make_reference(b"kiosk")
ENTRY = an_entry(reference=REFERENCE)
ANSWERS: dict[str, Answer] = {"channel": "office", "name": "Zoé Lenoir", "phone": "0612345678"}


def pieces(blocks: Iterable[Block]) -> list[Piece]:
    found: list[Piece] = []
    for block in blocks:
        match block:
            case Title(each) | Para(each) | Blank(each):
                found += each
            case Pair(name, value):
                found += [*name, *value]
            case _:
                pass
    return found


def lines(receipt: Receipt) -> list[StrEnum]:
    return [piece.line for piece in pieces(receipt.blocks) if isinstance(piece, Phrase)]


def dates(receipt: Receipt) -> dict[StrEnum, object]:
    said = (piece for piece in pieces(receipt.blocks) if isinstance(piece, Phrase))
    return {piece.line: piece.values["date"] for piece in said if "date" in piece.values}


def texts(receipt: Receipt) -> str:
    """Everything on the paper that is not a code."""
    words = [p.text for p in pieces(receipt.blocks) if isinstance(p, Literal | Label | Says)]
    values = [str(v) for p in pieces(receipt.blocks) if isinstance(p, Phrase) for v in p.values.values()]
    return "\n".join([*words, *values, *(b.text for b in receipt.blocks if isinstance(b, Large | Qr))])


def office(sure: bool = True, **changes: object) -> Receipt:
    return office_receipt(replace(ENTRY, **changes), PROCEDURE, ANSWERS, DESK, KEY, sure=sure)  # type: ignore[arg-type]  # a table of fields


def sheet(channel: Channel = Channel.CALL_NOW, made: date | None = NOW.day, training: bool = False) -> Receipt:
    return sheet_receipt(PROCEDURE, channel, {"channel": channel}, DESK, made, training=training)


def every(training: bool, sure: bool = True) -> list[Receipt]:
    return [
        office(sure, training=training),
        duplicate(replace(ENTRY, training=training), DESK, sure=sure),
        sheet(training=training, made=NOW.day if sure else None),
    ]


def test_nothing_is_done_yet_comes_first() -> None:
    """Each receipt begins with what is true: nothing is done yet."""
    for receipt in every(training=False):
        assert receipt.blocks[0] == Title((Phrase(Line.NOTHING_DONE_YET),))
        assert Line.TRAINING not in lines(receipt)


def test_training_comes_before_everything() -> None:
    """In training, each receipt says so in its first line."""
    for receipt in every(training=True):
        assert receipt.blocks[:2] == (
            IN_TRAINING,
            Title((Phrase(Line.NOTHING_DONE_YET),)),
        )


def test_a_proven_act_is_not_called_undone() -> None:
    """Once the proof was seen, a duplicate does not say that nothing is done."""
    for state in State:
        undone = Line.NOTHING_DONE_YET in lines(duplicate(replace(ENTRY, state=state), DESK))
        assert undone == (state is not State.PROOF_SEEN)


def test_every_receipt_says_what_it_is_not_and_who_answers() -> None:
    """Not an official document, no contact with the service, the desk, its phone and hours, the rights."""
    wanted = {
        Line.NOT_OFFICIAL,
        Line.DESK,
        Line.DESK_PHONE,
        Line.DESK_HOURS,
        Line.RESPONSIBLE,
        Line.YOUR_RIGHTS,
    }
    for receipt in every(training=False):
        assert wanted | {Line.NO_CONTACT_WITH_SERVICE} <= set(lines(receipt))
        assert [(b.name[0], b.value[0]) for b in receipt.blocks if isinstance(b, Pair)] == [
            (Phrase(Line.DESK), Literal("Les Tilleuls, Bus du jeudi")),
            (Phrase(Line.DESK_PHONE), Literal("01 23 45 67 89")),
            (Phrase(Line.DESK_HOURS), Literal("9 h - 12 h")),
            (Phrase(Line.RESPONSIBLE), Literal("dpo@example.org")),
        ]


def test_a_desk_that_says_little_prints_no_empty_row() -> None:
    """What the settings do not say is left out; the association then answers for the data."""
    receipt = duplicate(ENTRY, Letterhead("Les Tilleuls"))
    rows = [block for block in receipt.blocks if isinstance(block, Pair)]
    assert [row.value for row in rows] == [(Literal("Les Tilleuls"),)] * 2
    assert {Line.DESK_PHONE, Line.DESK_HOURS}.isdisjoint(lines(receipt))


def test_the_office_receipt_has_all_she_needs() -> None:
    """Reference in text and QR, the promised day, what the office will do, and how to withdraw both ways."""
    receipt = office()
    assert [b.text for b in receipt.blocks if isinstance(b, Large)] == [REFERENCE]
    assert [parse(b.text) for b in receipt.blocks if isinstance(b, Qr)] == [Ticket(REFERENCE, KEY)]
    assert {
        Line.REFERENCE,
        Line.KEEP_THIS_PAPER,
        Line.WITHDRAW_WITH,
        Line.WITHDRAW_WITHOUT,
    } <= set(lines(receipt))
    assert "Dire oui ou non." in texts(receipt)
    assert PROCEDURE.title in pieces(receipt.blocks)
    assert dates(receipt) == {Line.MADE_ON: NOW.day, Line.NEWS_BY: ENTRY.news_by}


def test_a_deadline_is_printed_where_there_is_one() -> None:
    """The last useful day stands on the paper."""
    last = date(2026, 12, 24)
    assert dates(office(deadline=last))[Line.DEADLINE] == last
    assert dates(duplicate(replace(ENTRY, deadline=last), DESK))[Line.DEADLINE] == last


def test_a_duplicate_has_no_key_and_knows_no_act() -> None:
    """A later print says that it is one, has no QR, and does not say what the act was."""
    receipt = duplicate(ENTRY, DESK)
    assert not [block for block in receipt.blocks if isinstance(block, Qr)]
    assert {Line.DUPLICATE, Line.DUPLICATE_HAS_NO_KEY, Line.WITHDRAW_WITHOUT} <= set(lines(receipt))
    assert {Line.WITHDRAW_WITH, Line.KEEP_THIS_PAPER}.isdisjoint(lines(receipt))
    assert not [piece for piece in pieces(receipt.blocks) if isinstance(piece, Label | Says)]
    assert [b.text for b in receipt.blocks if isinstance(b, Large)] == [REFERENCE]


@pytest.mark.parametrize("state", sorted(NEWS))
def test_a_copy_carries_the_news(state: State) -> None:
    """What the office answered stands on the copy, with its reason and what comes next."""
    reason = min(REASONS[state], default="")
    told = pieces(duplicate(replace(ENTRY, state=state, reason=str(reason), sequence=2**40), DESK).blocks)
    assert Phrase(state) in told
    assert Phrase(next_of(state)) in told
    assert not reason or Phrase(Reason(reason)) in told
    assert not [each for each in pieces(duplicate(ENTRY, DESK).blocks) if each in (Phrase(state), Phrase(Line.STATE))]


def test_a_copy_of_a_withdrawn_wish_says_no_appointment() -> None:
    """After she took her consent back, a copy says that a stop is asked for, and calls her to nothing."""
    entry = replace(ENTRY, state=State.APPOINTMENT, reason="come_tuesday", sequence=9, withdrawal=Withdrawal.BY_KEY)
    told = pieces(duplicate(entry, DESK).blocks)
    assert Phrase(Asked.TO_STOP) in told
    for gone in (State.APPOINTMENT, Reason.COME_TUESDAY, Next.COME_BACK):
        assert Phrase(gone) not in told


def test_where_there_is_no_paper_none_is_spoken_of() -> None:
    """On the screen « nothing is done yet » alone precedes the reference; no paper is spoken of."""
    for training in (True, False):
        shown = for_screen(office(training=training))
        assert shown.blocks[0] == Title((Phrase(Line.NOTHING_DONE_YET),))
        assert isinstance(shown.blocks[2], Large)
        assert (Line.TRAINING in lines(shown)) is training
    papers = {Line.KEEP_THIS_PAPER, Line.WITHDRAW_WITH, Line.WITHDRAW_WITHOUT}
    assert papers <= set(lines(office()))
    assert not papers & set(lines(shown))
    assert len(shown.blocks) == len(office().blocks)
    sheet = Receipt((Rule(),))
    assert for_screen(sheet) == sheet


PAPER = re.compile(
    r"\b(?:ce papier|cette feuille|cette page(?!\s*:)|gardez cet?t?e?\b|coup(?:er|ez)|imprim)", re.IGNORECASE
)
"""What is said of a paper in her hand, and of what is done with it; « cette page : » names one of a site."""


@pytest.mark.parametrize("training", [False, True])
def test_no_sheet_on_a_screen_speaks_of_a_paper_that_is_not_there(training: bool) -> None:
    """Whatever is shown where there is no printer, of every act on every way, names no paper to keep, show or cut."""
    made = date(2026, 11, 21)
    found = 0
    for title in SHELF.titles():
        procedure = SHELF.open(title.id)
        papers = [information_sheet(procedure, {}, DESK, training=training)]
        for sheet in procedure.sheets:
            everything = replace(
                procedure, sheets=tuple(replace(each, blocks=tuple(map(always, each.blocks))) for each in [sheet])
            )
            papers += [
                sheet_receipt(everything, sheet.channel, {}, DESK, made, training=training, again=again)
                for again in (False, True)
            ]
        entry = an_entry(training=training)
        papers += [
            office_receipt(entry, procedure, {}, DESK, KEY, discreet=discreet, sure=sure)
            for discreet in (False, True)
            for sure in (False, True)
        ]
        papers.append(duplicate(entry, DESK))
        for paper in papers:
            found += bool(PAPER.search(said_of(paper)))
            shown = said_of(with_copied(for_screen(paper)))
            assert not PAPER.search(shown), PAPER.search(shown)
    assert found > 100  # it is said where there is one


def always(block: SheetBlock) -> SheetBlock:
    """Give a part of a sheet as if each of its sentences held."""
    return replace(block, when=None, says=tuple(replace(says, when=None) for says in block.says))


def said_of(paper: Receipt) -> str:
    """Give all that a paper says in French."""
    every = (piece.what if isinstance(piece, InFrench) else piece for piece in pieces(paper.blocks))
    found = (each for each in every if not isinstance(each, DayAndHour))
    return "\n".join(sentence(each.line) if isinstance(each, Phrase) else each.text for each in found)


def test_a_call_sheet_says_whose_hours_they_are() -> None:
    """Overseas a clock shows other hours than those of 3422: with or without a sure clock, Paris is named."""
    for how in Phone:
        assert "heure de Paris" in sentence(phone_line(Hours(how, NOW.day)).line)
    unsure = sheet_receipt(PROCEDURE, Channel.CALL_NOW, {}, DESK, None, training=False)
    assert Line.PHONE_HOURS in lines(unsure)


@pytest.mark.parametrize("how", [None, *Phone])
def test_a_slip_for_another_call_says_when_and_what_to_say(how: Phone | None) -> None:
    """Of each act that can be called about: hours, words in quotes, no blank; a day only where nobody answers now."""
    for each in shipped().titles():
        procedure = shipped().open(each.id)
        if not any(sheet.channel is Channel.CALL_NOW for sheet in procedure.sheets):
            continue
        slip = sheet_receipt(procedure, Channel.CALL_NOW, {"whom": "self"}, DESK, NOW.day, training=False, again=True)
        told = for_next_call(slip, Hours(how, NOW.day) if how else None)
        said = texts(told)
        assert "8h30" in said
        assert "«" in said
        assert not [block for block in told.blocks if isinstance(block, Blank)]
        rests = how in (Phone.CLOSED, Phone.HOLIDAY)
        assert bool({Line.PHONE_CLOSED, Line.PHONE_HOLIDAY} & set(lines(told))) is rests
        assert not {Line.PHONE_OPEN, Line.PHONE_PERHAPS, Line.PHONE_HOURS} & set(lines(told))


def test_a_sheet_has_no_reference() -> None:
    """A call sheet stands for no entry: no reference, no QR, nothing to withdraw."""
    receipt = sheet()
    assert not [block for block in receipt.blocks if isinstance(block, Large | Qr)]
    assert {
        Line.REFERENCE,
        Line.WITHDRAW_WITH,
        Line.WITHDRAW_WITHOUT,
        Line.NEWS_BY,
    }.isdisjoint(lines(receipt))
    assert "Dire oui ou non." in texts(receipt)
    assert dates(receipt) == {Line.MADE_ON: NOW.day}


def test_a_sheet_has_blanks_for_what_is_never_asked() -> None:
    """What the person writes herself is a blank, and only where her answers call for it."""
    procedure = sample("ok_says_when")
    for erase, blanks in {"yes": ["Signature"], "no": []}.items():
        answers: dict[str, Answer] = {"erase": erase, "channel": "call_now"}
        receipt = sheet_receipt(procedure, Channel.CALL_NOW, answers, DESK, NOW.day, training=False)
        drawn = [block.pieces[0] for block in receipt.blocks if isinstance(block, Blank)]
        assert [label.text for label in drawn if isinstance(label, Label)] == blanks


def test_a_channel_without_a_sheet_still_prints_the_truth() -> None:
    """Where a procedure has nothing to print for a channel, the paper still says what is and is not done."""
    assert Line.NOTHING_DONE_YET in lines(sheet(Channel.LETTER))


def test_an_unsure_clock_prints_no_date() -> None:
    """With a clock that cannot be right there is a line to write the date by hand, and no date but her letter's own."""
    last = date(2026, 12, 24)
    for receipt, known in [
        *((receipt, {}) for receipt in every(training=False, sure=False)),
        (office(sure=False, deadline=last), {Line.DEADLINE: last}),
    ]:
        assert dates(receipt) == known
        assert Blank((Phrase(Line.DATE_BY_HAND),)) in receipt.blocks
    for receipt in every(training=False):
        assert Line.DATE_BY_HAND not in lines(receipt)


@pytest.mark.parametrize("channel", [Channel.OFFICE, Channel.CALL_NOW])
@given(st.text("abcdefghijklmnopqrstuvwxyz", min_size=6).map(lambda s: f"#{s}#"))
def test_no_answer_is_ever_printed(channel: Channel, secret: str) -> None:
    """What she answered stands in no block of any receipt."""
    answers: dict[str, Answer] = {"channel": channel.value, "name": secret, "phone": secret, "stray": secret}
    receipts = [
        office_receipt(ENTRY, PROCEDURE, answers, DESK, KEY),
        sheet_receipt(PROCEDURE, channel, answers, DESK, NOW.day, training=False),
    ]
    for receipt in receipts:
        assert secret not in texts(receipt)
        assert secret not in repr(receipt)


def test_a_letter_is_in_french_alone_and_stands_below_the_cut() -> None:
    """What an administration reads carries nothing of the desk's own words, and no second language."""
    procedure = shipped().open("close")
    made = sheet_receipt(procedure, Channel.LETTER, {"whom": "self", "erase": "yes"}, DESK, None, training=False)
    cut = made.blocks.index(Para((Phrase(Line.CUT_HERE),)))
    below = [piece for block in made.blocks[cut + 1 :] for piece in getattr(block, "pieces", ())]
    assert below
    assert all(isinstance(piece, InFrench | Literal) for piece in below)
    assert not any(isinstance(piece, InFrench) for block in made.blocks[:cut] for piece in getattr(block, "pieces", ()))


@pytest.mark.parametrize(
    ("name", "answers", "named"),
    [
        ("death", {}, "un papier qui montre mon lien ; une copie de ma pièce d’identité"),
        ("correct", {"whom": "self", "what": "name"}, "une copie d’un acte d’état civil"),
        ("correct", {"whom": "self", "what": "other"}, ""),
        ("close", {"whom": "self", "erase": "yes"}, ""),
    ],
)
def test_a_letter_names_what_goes_with_it(name: str, answers: dict[str, Answer], named: str) -> None:
    """What she has to enclose stands on the letter, and is told on the page that she keeps; else lines wait."""
    made = sheet_receipt(shipped().open(name), Channel.LETTER, answers, DESK, None, training=False)
    title = InFrench(Phrase(Line.LETTER_ENCLOSED))
    assert made.sent[-1] == (Pair((title,), (Literal(named),)) if named else Blank((title,), 2))
    told = [piece for piece in pieces(made.kept) if isinstance(piece, Says) and piece.encloses]
    assert bool(told) == bool(named)
    assert all(each in pieces(made.own) for each in told)


def test_a_discreet_receipt_names_no_health_matter_and_no_structure() -> None:
    """Whoever finds it learns neither what was asked nor from whom."""
    procedure = shipped().open("close")
    desk = replace(DESK, discreet="Accueil")
    made = office_receipt(ENTRY, procedure, {"whom": "self"}, desk, KEY, discreet=True)
    words = str(Catalogues().word(made, "en")).lower()
    assert not any(word in words for word in ("santé", "health", "espace", desk.structure.lower(), "3422"))
    assert "Accueil" in str(made)
    assert any(isinstance(block, Qr) for block in made.blocks)


def test_an_information_sheet_has_both_sides_and_the_words_of_the_consents() -> None:
    """What a console cannot show, paper shows before anything is chosen; nobody's answers are on it."""
    procedure = shipped().open("close")
    answers = {"whom": "self", "erase": "no", "channel": "office", "name": "Planted Name"}
    made = information_sheet(procedure, answers, DESK, training=True)
    pieces = [piece for block in made.blocks for piece in getattr(block, "pieces", ())]
    sides = next(step for step in procedure.steps if step.both_sides)
    assert {*sides.reasons_for, *sides.reasons_against} <= {piece for piece in pieces if isinstance(piece, Says)}
    consents = [step for step in procedure.steps if step.about is not None]
    assert all(any(says in pieces for says in step.says) for step in consents)
    assert "Planted Name" not in str(made)
    assert made.blocks[0] == IN_TRAINING


@pytest.mark.parametrize(("channel", "told"), [(None, True), ("office", True), ("call_now", False), ("self", False)])
def test_an_information_sheet_has_the_handover_while_it_can_be_chosen(channel: str | None, told: bool) -> None:
    """Before the channel is chosen the sheet has the words of the handover's consent too; after another one, not."""
    procedure = shipped().open("close")
    answers: dict[str, Answer] = {"whom": "self", "erase": "no"}
    if channel:
        answers["channel"] = channel
    made = information_sheet(procedure, answers, DESK, training=False)
    said = pieces(made.blocks)
    (handover,) = (step for step in procedure.steps if step.id == "handover")
    (act,) = (step for step in procedure.steps if step.about is not None and step is not handover)
    assert (handover.title in said, any(says in said for says in handover.says)) == (told, told)
    assert said.count(act.title) == 1
    assert said.count(handover.title) <= 1
