"""All that a person can hear or read, each sentence once, in the order in which she meets it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from kiosk.core.procedure import Label, Says
from kiosk.core.review import Stage
from kiosk.words.person import PersonUi, person_codes
from kiosk.words.senses import sense
from kiosk.words.ui import sentence
from kiosk.words.voice import consent_words

if TYPE_CHECKING:
    from kiosk.core.glossary import Term
    from kiosk.core.procedure import Procedure
    from kiosk.core.triage import Triage
    from kiosk.words.catalogues import Catalogues

_SPOTS = 3
FRAME = "frame"
"""Where what stands in no procedure is met: on screens of every act, and on her papers."""


@cache
def _with_every_act() -> frozenset[str]:
    """Give what the kiosk itself says on the way to a consent: answers, names of columns, words of doubt."""
    from kiosk.core.procedure import AskWhom

    return frozenset(map(sentence, (*consent_words(), PersonUi.ACCORDING_TO, *AskWhom)))


@dataclass(frozen=True)
class Spot:
    """Where a sentence stands."""

    procedure: str
    """Its id, or `FRAME`."""
    screen: str
    """The French title of the screen or paper; a code's own name in the frame."""
    role: str
    """What it does there, for who translates."""


@dataclass(frozen=True)
class Saying:
    """One sentence, or one meaning of it."""

    text: str
    sense: str | None
    spots: tuple[Spot, ...]

    @property
    def comments(self) -> list[str]:
        """Where it stands, as its entry in a catalogue says it: some sentences are on every sheet."""
        return [" / ".join(filter(None, (each.procedure, each.screen, each.role))) for each in self.spots[:_SPOTS]]

    def is_in(self, procedure: str) -> bool:
        """Tell whether a procedure says it, or the kiosk with every one: who reviews an act reviews all of its path."""
        if procedure != FRAME and self.sense is None and self.text in _with_every_act():
            return True
        return any(spot.procedure == procedure for spot in self.spots)


def sayings(procedures: Iterable[Procedure], triage: Triage | None = None, terms: Sequence[Term] = ()) -> list[Saying]:
    """Give every sentence of the person's.

    Args:
        procedures: in the order of the home screen.
        triage: the questions that say where to begin.
        terms: the words that are explained.
    """
    found: dict[tuple[str, str | None], list[Spot]] = {}
    for key, spot in _spots(procedures, triage, terms):
        found.setdefault(key, []).append(spot)
    return [Saying(text, meant, tuple(dict.fromkeys(spots))) for (text, meant), spots in found.items()]


def count_sayings(every: Iterable[Saying], words: Catalogues, language: str) -> dict[str, int]:
    """Count sentences by how far they are in a language, under each stage's own name, and all of them."""
    stages = [words.stage(each.text, words.translation(each.text, each.sense, language), language) for each in every]
    return {"all": len(stages)} | {stage.value: stages.count(stage) for stage in Stage}


def _spots(
    procedures: Iterable[Procedure], triage: Triage | None, terms: Sequence[Term]
) -> Iterator[tuple[tuple[str, str | None], Spot]]:
    for procedure in procedures:
        for screen, role, what in _guidance(procedure):
            yield from _said(procedure.id, screen, role, what)
    if triage is not None:
        for screen, role, what in _guidance(triage.questions):
            yield from _said(FRAME, screen, role, what)
        for end in triage.ends:
            for what in end.because:
                yield from _said(FRAME, triage.questions.title.text, "why it begins there", what)
    for term in terms:
        yield from _said(FRAME, term.name.text, "glossary: the word", term.name)
        for each in term.says:
            yield from _said(FRAME, term.name.text, "glossary: what it means", each)
    for code in PersonUi:
        yield (str(code.value), None), Spot(FRAME, f"PersonUi.{code.name}", "")
    for codes, words in person_codes().items():
        for code, text in words.items():
            yield (text, None), Spot(FRAME, f"{codes.__name__}.{code.name}", "")


def _said(procedure: str, screen: str, role: str, what: Says | Label) -> Iterator[tuple[tuple[str, str | None], Spot]]:
    """Give a sentence, then the sources that it may name."""
    yield (what.text, sense(what.text, what.context)), Spot(procedure, screen, role)
    for source in () if isinstance(what, Label) else what.sources:
        if source.name:  # sentences of facts have sources without a name
            yield (source.name, None), Spot(procedure, screen, "a source, in: (selon …)")


def _guidance(procedure: Procedure) -> Iterator[tuple[str, str, Says | Label]]:
    """Give what a procedure says: on which screen, in which role, which words."""
    home = procedure.title.text
    yield home, "title, on the home screen", procedure.title
    yield home, "summary, on the home screen", procedure.summary
    for step in procedure.steps:
        kind, screen = step.kind.value, step.title.text
        yield screen, f"{kind}: title", step.title
        yield from ((screen, f"{kind}: text", each) for each in step.says)
        yield from ((screen, f"{kind}: name of a column", each) for each in step.columns or ())
        yield from ((screen, f"{kind}: reason for", each) for each in step.reasons_for)
        yield from ((screen, f"{kind}: reason against", each) for each in step.reasons_against)
        for option in step.options:
            yield screen, f"{kind}: an answer", option.label
            yield from ((screen, f"{kind}: about the answer before", each) for each in option.says)
        for field in step.fields:
            yield screen, f"{kind}: field {field.id}", field.label
            if field.hint:
                yield screen, f"{kind}: hint of {field.id}", field.hint
    yield from ((home, "said with the offer of another child", each) for each in procedure.children)
    for sheet in procedure.sheets:
        paper = sheet.title.text
        yield paper, "sheet: title", sheet.title
        for block in sheet.blocks:
            yield paper, "sheet: heading", block.title
            yield from ((paper, "sheet: text", each) for each in block.says)
            yield from ((paper, "sheet: blank to fill by hand", each) for each in block.blanks)
