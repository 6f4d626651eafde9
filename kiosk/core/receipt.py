"""The receipt: blocks of codes, wordless and free of printer codes.

`kiosk.words.catalogues` words the pieces, in the person's language and in French; a printer or the screen draws the
blocks.
Nothing here says who the person is: a receipt is found in bins, pockets and other people's hands.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from kiosk.core.blocks import (
    Blank,
    Block,
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
from kiosk.core.documents import Document, OnPaper
from kiosk.core.hours import Hours, Phone
from kiosk.core.letter import kept_letter, letter
from kiosk.core.meeting import Meeting
from kiosk.core.meeting_told import meeting_blocks
from kiosk.core.outbox import Entry, State
from kiosk.core.paper import Letterhead
from kiosk.core.phone import pairs
from kiosk.core.procedure import (
    Answers,
    Channel,
    Kind,
    Procedure,
    Sheet,
    SheetBlock,
    Step,
    holds,
    is_answered,
    path,
    relevant,
    shown,
    shown_options,
)
from kiosk.core.procedure import sheet as sheet_of
from kiosk.core.reference import qr_text, spell
from kiosk.core.status import Reason, project

NOTHING_DONE = Title((Phrase(Line.NOTHING_DONE_YET),))
"""What every receipt of an act that is not done says first."""
IN_TRAINING = Title((Phrase(Line.TRAINING),), everywhere=True)
"""What every paper of an exercise says on each page."""


def office_receipt(
    entry: Entry,
    procedure: Procedure,
    answers: Answers,
    desk: Letterhead,
    key: bytes,
    *,
    sure: bool = True,
    discreet: bool = False,
    documents: Sequence[Document] = (),
    on_paper: OnPaper = OnPaper.NOTHING,
) -> Receipt:
    """Make the receipt of an act that was handed to the office, while its key is still known.

    Args:
        entry: what is already on the disk.
        procedure: what it was.
        answers: what decides which parts of the sheet apply.
        desk: who hands it out.
        key: the withdrawal key, sixteen bytes; on this paper alone.
        sure: whether the clock can be right; if not, no date is printed and one is filled in by hand.
        discreet: name no health matter, and no structure that could reveal one, nor any document.
        documents: those that she named.
        on_paper: what she wants printed of them.
    """
    sheet = None if discreet else sheet_of(procedure, Channel.OFFICE)
    told = _told(sheet, answers)
    dates = _dates(entry, sure=sure)
    return Receipt(
        (
            *_head(entry.training),
            *([] if discreet else [Title((procedure.title,))]),
            *_reference(entry),
            Qr(qr_text(entry.reference, key)),
            _para(Line.KEEP_THIS_PAPER),
            *dates,
            *told,
            *([] if discreet else _named(documents, on_paper)),
            Rule(),
            _para(Line.WITHDRAW_WITH),
            _para(Line.WITHDRAW_WITHOUT),
            *_foot(desk, discreet=discreet),
        ),
        copied=(
            Title((Phrase(Line.REFERENCE),)),
            Para((Literal(spell(entry.reference)),)),
            _para(Line.NOTHING_DONE_YET),
            *dates[1:],
            *_to_bring(sheet, answers),
            *_reached(desk),
        ),
    )


def duplicate(entry: Entry, desk: Letterhead, *, sure: bool = True, discreet: bool = False) -> Receipt:
    """Make a later print by reference: it says so, has no key, and does not know what the act was."""
    return Receipt(
        (
            *_head(entry.training, done=entry.state is State.PROOF_SEEN),
            Title((Phrase(Line.DUPLICATE),)),
            *_reference(entry),
            *_news(entry, () if discreet else desk.places),
            _para(Line.DUPLICATE_HAS_NO_KEY),
            *_dates(entry, sure=sure),
            Rule(),
            *([] if entry.is_final else [_para(Line.WITHDRAW_WITHOUT)]),
            *_foot(desk, discreet=discreet),
        )
    )


def phone_line(hours: Hours) -> Phrase:
    """Say whether 3422 is open."""
    match hours.phone:
        case Phone.OPEN:
            return Phrase(Line.PHONE_OPEN)
        case Phone.PERHAPS:
            return Phrase(Line.PHONE_PERHAPS)
        case Phone.HOLIDAY:
            return Phrase(Line.PHONE_HOLIDAY, {"date": hours.next})
        case Phone.CLOSED:
            return Phrase(Line.PHONE_CLOSED, {"date": hours.next})


def sheet_receipt(
    procedure: Procedure,
    channel: Channel,
    answers: Answers,
    desk: Letterhead,
    made: date | None,
    *,
    training: bool,
    deadline: date | None = None,
    hours: Hours | None = None,
    again: bool = False,
) -> Receipt:
    """Make the call sheet, the letter or the guide: no entry, no reference, blanks to fill by hand.

    Args:
        procedure: what it is.
        channel: how it goes on.
        answers: what decides which parts of the sheet apply.
        desk: who hands it out.
        made: today; None where the clock cannot be right.
        training: whether this desk is for training.
        deadline: the last day on which the act is of use, if there is one.
        hours: how 3422 stands, for a call sheet; None where nobody can tell.
        again: make the slip for a call that must be made once more: when, and what to say (`for_next_call`).
    """
    sheet = sheet_of(procedure, channel)
    blocks = [block for block in sheet.blocks if holds(block.when, answers)] if sheet else []
    blocks = [block for block in blocks if block is blocks[0] or _is_spoken(block)] if again else blocks
    cut = next((n for n, block in enumerate(blocks) if block.cut), len(blocks))
    own = (
        *_head(training),
        *((Title((sheet.title,)),) if sheet else ()),
        _para(Line.MADE_ON, date=made) if made else Blank((Phrase(Line.DATE_BY_HAND),)),
        *([_para(Line.DEADLINE, date=deadline)] if deadline else []),
        *([Para((phone_line(hours),))] if hours else []),
        *([_para(Line.PHONE_HOURS)] if channel is Channel.CALL_NOW and hours is None else []),
        *_say(blocks[:cut], answers),
        *_foot(desk),
    )
    if not blocks[cut:]:
        return Receipt(own)
    cut_here = (Rule(), _para(Line.CUT_HERE))
    enclosing = [says for block in blocks for says in shown(block.says, answers) if says.encloses]
    mark = [Title((InFrench(Phrase(Line.TRAINING)),))] if training else []  # what is cut off must say it, too
    return Receipt(
        (*own, *cut_here, *mark, *letter(blocks[cut:], answers, enclosing)),
        len(own) + len(cut_here),
        (*mark, *kept_letter(blocks[-1], answers, enclosing)),
    )


def _is_spoken(block: SheetBlock) -> bool:
    """Tell whether a part of a sheet gives words to say: they stand in quotes."""
    return any(says.text.startswith("«") for says in block.says)


def for_next_call(slip: Receipt, hours: Hours | None) -> Receipt:
    """Let the slip for another call say when 3422 opens, where it does not answer now; read later, it says no "now"."""
    rests = hours is not None and hours.phone in (Phone.CLOSED, Phone.HOLIDAY)
    when = [Para((phone_line(hours),))] if hours is not None and rests else []
    at = slip.blocks.index(_para(Line.PHONE_HOURS))
    return Receipt((*slip.blocks[:at], *when, *slip.blocks[at + 1 :]))


def information_sheet(procedure: Procedure, answers: Answers, desk: Letterhead, *, training: bool) -> Receipt:
    """Make what can be read before choosing: what the act does, both sides, the words of the consents.

    A console cannot show every script; paper can.
    """
    blocks: list[Block] = []
    for step in _may_be_read(procedure, answers):
        if step.kind is Kind.INFORM and not step.ends:
            blocks.append(Title((step.title,)))
            blocks += [Para((says,)) for says in shown(step.says, answers)]
            names: tuple[Piece, Piece] = step.columns or (Phrase(Line.FOR), Phrase(Line.AGAINST))
            for name, side in zip(names, (step.reasons_for, step.reasons_against), strict=True):
                if side:
                    blocks += [Title((name,)), *(Para((says,)) for says in shown(side, answers))]
        elif step.kind is Kind.CONSENT:
            blocks += [Title((step.title,)), *(Para((says,)) for says in shown(step.says, answers))]
    first: list[Block] = [IN_TRAINING] if training else []
    head = [
        *first,
        Title((Phrase(Line.INFORMATION),)),
        Title((procedure.title,)),
        _para(Line.NOT_OFFICIAL),
    ]
    return Receipt((*head, *blocks, *_foot(desk)))


def _may_be_read(procedure: Procedure, answers: Answers) -> Iterator[Step]:
    """Give the steps of her path; while no channel is chosen, also the consents of those that she can still choose."""
    steps = path(procedure, answers)
    yield from steps
    known = relevant(procedure, answers)
    for asked in steps:
        if asked.kind is not Kind.CHANNEL or is_answered(asked, known):
            continue
        for option in shown_options(asked, known):
            ahead = path(procedure, {**known, asked.id: option.id})
            yield from (step for step in ahead if step.kind is Kind.CONSENT and step not in steps)
            steps += ahead


def _told(sheet: Sheet | None, answers: Answers) -> list[Block]:
    return _say([block for block in sheet.blocks if holds(block.when, answers)], answers) if sheet else []


def _to_bring(sheet: Sheet | None, answers: Answers) -> list[Block]:
    """Give what to bring as plain lines: a heading has room on paper alone."""
    blocks = [block for block in sheet.blocks if block.bring and holds(block.when, answers)] if sheet else []
    said: list[tuple[Piece, ...]] = [(block.title, *shown(block.says, answers)) for block in blocks]
    return [Para((words,)) for each in said for words in each]


def _say(sheet: Sequence[SheetBlock], answers: Answers) -> list[Block]:
    blocks: list[Block] = []
    for block in sheet:
        blocks.append(Title((block.title,)))
        blocks += [Para((says,)) for says in shown(block.says, answers)]
        blocks += [Blank((blank,), blank.lines) for blank in block.blanks]
    return blocks


def _named(documents: Sequence[Document], on_paper: OnPaper) -> list[Block]:
    """Give of the documents what she chose to have printed."""
    if on_paper is OnPaper.NOTHING or not documents:
        return []
    blocks: list[Block] = [Title((Phrase(Line.DOCUMENTS),))]
    for each in documents:
        day = Phrase(Line.DOCUMENT_OF, {"date": each.day}) if each.day else Literal("–")
        blocks.append(Pair((Phrase(each.sort),), (day,)))
        words = " – ".join(text for text in (each.author, each.title) if text)
        if on_paper is OnPaper.ALL and words:
            blocks.append(Para((Literal(words),)))
    return blocks


def _head(training: bool, *, done: bool = False) -> list[Block]:
    first: list[Block] = [IN_TRAINING] if training else []
    if not done:
        first.append(NOTHING_DONE)
    return [*first, _para(Line.NOT_OFFICIAL)]


def _reference(entry: Entry) -> list[Block]:
    return [_para(Line.REFERENCE), Large(entry.reference)]


def appointment_slip(
    reference: str, meeting: Meeting, desk: Letterhead, *, training: bool, discreet: bool = False
) -> Receipt:
    """Make the paper of an appointment: when, where, with what, and no word about why.

    Args:
        reference: of the act.
        meeting: as the office said it.
        desk: who hands it out.
        training: whether this desk is for training.
        discreet: name no structure, and no place that could reveal one.
    """
    first: list[Block] = [IN_TRAINING] if training else []
    return Receipt(
        (
            *first,
            Title((Phrase(State.APPOINTMENT),)),
            *meeting_blocks(meeting, () if discreet else desk.places),
            _para(Line.REFERENCE),
            Large(reference),
            Rule(),
            *_pairs((Line.DESK, desk.discreet if discreet else desk.structure)),
            *_reached(desk),
        )
    )


def _news(entry: Entry, places: Sequence[str]) -> list[Block]:
    """Give what is known of it, where somebody has answered or she has taken her consent back."""
    if not entry.sequence and entry.withdrawal is None:
        return []
    status = project(entry, entry.made.day)
    met = meeting_blocks(status.meeting, places) if status.meeting else []
    reason = [Para((Phrase(Reason(status.why)),))] if status.why in list(Reason) else []
    then = [] if status.is_expected else [Para((Phrase(status.next),))]
    return [Pair((Phrase(Line.STATE),), (Phrase(status.state),)), *met, *reason, *then]


def _dates(entry: Entry, *, sure: bool) -> list[Block]:
    # The last day follows from a date on her own letter: it is right even where this machine's clock is not.
    last: list[Block] = [_para(Line.DEADLINE, date=entry.deadline)] if entry.deadline else []
    if not sure:
        return [Blank((Phrase(Line.DATE_BY_HAND),)), *last]
    # A promise of news has no place where all is said, nor beside the day on which she comes.
    said = entry.is_final or project(entry, entry.made.day).is_expected
    news = [] if said else [_para(Line.NEWS_BY, date=entry.news_by)]
    return [_para(Line.MADE_ON, date=entry.made.day), *last, *news]


def _foot(desk: Letterhead, *, discreet: bool = False) -> list[Block]:
    if discreet:
        return [Rule(), *_pairs((Line.DESK, desk.discreet)), *_reached(desk)]
    return [
        Rule(),
        *_pairs((Line.DESK, ", ".join(part for part in (desk.structure, desk.place) if part))),
        *_reached(desk),
        *_pairs((Line.RESPONSIBLE, desk.contact or desk.structure)),
        _para(Line.YOUR_RIGHTS),
        _para(Line.NO_CONTACT_WITH_SERVICE),
    ]


def _reached(desk: Letterhead) -> list[Block]:
    """Say when and by what number the desk is reached."""
    return _pairs((Line.DESK_PHONE, pairs(desk.phone)), (Line.DESK_HOURS, desk.hours))


def _pairs(*rows: tuple[Line, str]) -> list[Block]:
    return [Pair((Phrase(name),), (Literal(value),)) for name, value in rows if value]


def _para(line: Line, **values: str | date) -> Para:
    return Para((Phrase(line, values),))
