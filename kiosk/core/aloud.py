"""What may be said aloud: sentences of guidance, as files and code hold them. Nothing that was typed fits in."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum, StrEnum
from typing import TYPE_CHECKING

from kiosk.core.consent import Choice
from kiosk.core.procedure import Answers, Kind, Label, Option, Procedure, Says, Step, Unsaid, shown, shown_options
from kiosk.core.review import mark

if TYPE_CHECKING:  # a desk that says nothing reads neither
    from kiosk.core.blocks import Block, Receipt
    from kiosk.core.glossary import Term


@dataclass(frozen=True)
class Utterance:
    """One sentence that may be said aloud.

    There is no place in it for a text: a statement, a label or a code, each of which guidance or code wrote. Nor for
    values: a date or a reference that stands in a sentence is a person's.
    """

    what: Says | Label | Enum

    def __post_init__(self) -> None:
        """Refuse whatever else somebody may hand over."""
        if type(self.what) not in (Says, Label) and not isinstance(self.what, Enum):
            raise TypeError("nothing but guidance is said aloud")


@dataclass(frozen=True)
class Aloud:
    """An utterance in the words of one language. `kiosk.words.aloud` alone makes it."""

    text: str
    language: str
    of_machine: bool = False
    """Whether it says that a machine speaks: it is heard before the first sentence that one says, and else never."""

    @property
    def name(self) -> str:
        """What a recording of it is called: it follows from the words, so that changed words have none."""
        return aloud_name(self.text)


def aloud_name(text: str) -> str:
    """Give the name of the recording of these words: how they are spaced changes nothing."""
    return mark(" ".join(text.split()))


class Manner(StrEnum):
    """Who speaks."""

    RECORDED = "recorded"
    MACHINE = "machine"
    BOTH = "both"
    """A person where there is a recording, a machine elsewhere."""


class SpeechEnd(StrEnum):
    """How it ended."""

    SAID = "said"
    HUSHED = "hushed"
    PARTLY = "partly"
    """Some sentences had neither a recording nor a machine's voice."""
    NO_VOICE = "no_voice"
    """No sentence had."""
    NO_PLAYER = "no_player"
    """What plays sound is not installed."""
    NO_SOUND = "no_sound"
    """It plays nothing: no sound card, or it is another's."""
    STUCK = "stuck"
    """It took far longer than the sound lasts, and was ended."""


# ---- what a page says ------------------------------------------------------------------------


def step_aloud(step: Step, answers: Answers) -> tuple[Utterance, ...]:
    """Give what a step says, in the order in which it is heard. Answers choose among sentences and are never said."""
    return _utterances(_of_step(step, shown_options(step, answers), lambda says: shown(says, answers)))


def _of_step(
    step: Step, options: Sequence[Option], keep: Callable[[tuple[Says, ...]], tuple[Says, ...]]
) -> Iterator[Says | Label | Enum]:
    yield step.title
    yield from keep(step.says)
    for at, side in enumerate((step.reasons_for, step.reasons_against)):
        if sentences := keep(side):
            yield from (step.columns or ())[at : at + 1]
            yield from sentences
    for option in options:
        yield option.label
        yield from keep(option.says)
    if step.kind in (Kind.CHOOSE, Kind.CHANNEL) and not step.why_no_unknown and not step.her_words:
        yield Unsaid.UNKNOWN  # where she has words of her own, it was said once, at the beginning
    for field in step.fields:
        yield field.label
        if field.hint:
            yield field.hint
    if step.kind is Kind.CONSENT:
        yield from Choice


def paper_aloud(receipt: Receipt) -> tuple[Utterance, ...]:
    """Give what a paper says of its own, but for the letter: no name, no date, no reference is among it."""
    return _utterances(_of_blocks(receipt.own))


def _of_blocks(blocks: Sequence[Block]) -> Iterator[Says | Label | Enum]:
    from kiosk.core.blocks import Para, Phrase, Title

    for block in blocks:
        for piece in block.pieces if isinstance(block, Title | Para) else ():
            if isinstance(piece, Says | Label):
                yield piece
            elif isinstance(piece, Phrase) and not piece.values:
                yield piece.line


def term_aloud(term: Term) -> tuple[Utterance, ...]:
    """Give a word and what it means."""
    return _utterances((term.name, *term.says))


def every_aloud(procedure: Procedure) -> tuple[Utterance, ...]:
    """Give all that a procedure can say, whatever is answered, in the order of its pages: what there is to record."""
    return _utterances(_of_procedure(procedure))


def _of_procedure(procedure: Procedure) -> Iterator[Says | Label | Enum]:
    for step in procedure.steps:
        yield from _of_step(step, step.options, lambda says: says)
    for sheet in procedure.sheets:
        yield sheet.title
        for block in sheet.blocks:
            if block.cut:
                break  # a letter: somebody else reads it
            yield block.title
            yield from block.says


def _utterances(every: Iterable[Says | Label | Enum]) -> tuple[Utterance, ...]:
    """Give each sentence once, where it stands first; a label without words is none."""
    there = (each for each in every if isinstance(each, Enum) or each.text)
    return tuple(dict.fromkeys(map(Utterance, there)))
