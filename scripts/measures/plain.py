"""Measures how plain the guidance is, and prints the worst first: python -m scripts.measures.plain.

For each procedure: its paths, the words heard (told and asked) and the key presses on the shortest and the longest of
them, from the first step to the receipt, without what is typed; the words of its longest sheet; its statements by
confidence. Then the longest ten with everything that is heard: the questions that lead there and why, without what
needs no second answer then, every answer, and what of the paper is read in the visit; and the usual paths. Then the
longest sentences. With names of procedures: what is heard on the longest path of each instead, in order.
Exit code 1 beyond what `kiosk.core.measure` allows.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import astuple, dataclass, replace
from typing import NamedTuple

from kiosk.commands.heard import aloud, beyond, measure_usual, no_keys
from kiosk.core.carry import carried
from kiosk.core.condition import All, Is
from kiosk.core.ease import ALOUD, EASE
from kiosk.core.measure import (
    MOST_ASKED,
    MOST_TOLD,
    MOST_WORDS,
    OWN,
    Measure,
    measure,
    read_aloud,
    read_in_visit,
)
from kiosk.core.measure import words_of as words_of
from kiosk.core.paths import all_paths, says_of
from kiosk.core.procedure import (
    CHANNEL,
    WHOM,
    Answer,
    Answers,
    Channel,
    Confidence,
    FieldType,
    Kind,
    Label,
    Procedure,
    Says,
    Sheet,
    Step,
    shown,
)
from kiosk.core.triage import verdict
from kiosk.core.walk import walk
from kiosk.glass.widgets.pages import paginate, wrap
from kiosk.guidance.shelf import Shelf
from kiosk.words.catalogues import SOURCE_LANGUAGE, Catalogues
from kiosk.words.easy import sentences_of as sentences_of
from kiosk.words.person import PersonUi
from kiosk.words.ui import sentence

TEN = 10
"""How many of the longest are listed."""
WIDTH, HEIGHT = 76, 14
"""Of the text of a step on a screen of 80x24."""


def on_paper(words: Catalogues, procedure: Procedure, language: str = SOURCE_LANGUAGE) -> int:
    """Count the words of the longest sheet, read aloud to who cannot read it: every statement that it may have."""

    def of(one: Sheet) -> int:
        every: list[Label | Says] = [block.title for block in one.blocks]
        every += [each for block in one.blocks for each in block.says]
        return sum(words_of(words.guidance(each, language)) for each in every)

    return max(map(of, procedure.sheets), default=0)


def before(
    words: Catalogues, shelf: Shelf, language: str = SOURCE_LANGUAGE, *, hesitates: bool = True
) -> dict[tuple[str, _Said], _Heard]:
    """Give what is heard before each procedure begins, by the procedure and by what is not asked again, at most."""
    found: dict[tuple[str, _Said], _Heard] = {}
    triage = shelf.triage()
    ends = [each for end in triage.ends for each in (end.when, *(says.when for says in end.because)) if each]
    also = [*ends, Is(EASE, ALOUD)]  # how she understands changes what is read to her later
    for answers, steps in all_paths(triage.questions, also):
        lead = verdict(triage, answers)
        if lead:
            why = [words.guidance(each, language) for each in lead.because]
            asked = sum(aloud(words, step, answers, language, hesitates=hesitates) for step in steps)
            told = sum(map(words_of, why))
            lines = (*(_line(words, step, answers, language) for step in steps), f"{told:>4}  " + " | ".join(why))
            heard = _Heard(told + asked, told, asked, lines)
            key = (
                lead.procedure,
                tuple(sorted(_not_asked_again(shelf.open(lead.procedure), answers).items(), key=repr)),
            )
            found[key] = max(found.get(key, heard), heard)
    return found


def _not_asked_again(procedure: Procedure, answers: Answers) -> Answers:
    """Give the answers that a procedure takes from the questions before it, with what follows from them."""
    kept = carried(procedure, answers)
    derived = {name for step in procedure.steps if set(step.answers) <= set(kept) for name in step.derived}
    return {**kept, **{name: answers[name] for name in derived & set(answers)}}


def _rest(procedure: Procedure, known: Answers) -> Procedure:
    """Leave of a procedure what is not known before."""
    return replace(procedure, steps=tuple(step for step in procedure.steps if not _is_known(step, known)))


def _is_known(step: Step, known: Answers) -> bool:
    return bool(step.answers) and set(step.answers) <= set(known)


def _line(words: Catalogues, step: Step, answers: Answers, language: str) -> str:
    heard = " | ".join(words.guidance(each, language) for each in read_aloud(step, answers))
    return f"{aloud(words, step, answers, language):>4}  {heard}"


def in_order(words: Catalogues, shelf: Shelf, name: str, language: str = SOURCE_LANGUAGE) -> tuple[int, _Lines]:
    """Give all that is heard on the longest path that leads through a procedure, and of its paper, in order."""
    found: list[tuple[int, _Lines]] = [(0, ())]

    def see(before: tuple[int, _Lines], step: Step, answers: Answers) -> tuple[int, _Lines]:
        more = aloud(words, step, answers, language)
        return before[0] + more, (*before[1], *([_line(words, step, answers, language)] if more else []))

    for (begun, said), heard in before(words, shelf, language).items():
        if begun == name:
            rest = _with_paper(_rest(shelf.open(name), dict(said)))
            ends = walk(rest, (heard.words, heard.lines), see, max, known=dict(said))
            found += [end.value for end in ends if not end.referred]
    return max(found)


def from_beginning(words: Catalogues, shelf: Shelf, language: str = SOURCE_LANGUAGE) -> dict[str, Whole]:
    """Count everything that is heard from the first question on, by procedure."""
    found: dict[str, list[Whole]] = {}

    def count(step: Step, answers: Answers) -> int:
        return aloud(words, step, answers, language)

    for (name, said), heard in before(words, shelf, language).items():
        rest = _with_paper(_rest(shelf.open(name), dict(said)))
        most = measure(rest, count, no_keys, dict(said))
        found.setdefault(name, []).append(Whole(heard.words + most.words.most, heard.told + most.told.most))
    for (name, said), heard in before(words, shelf, language, hesitates=False).items():
        procedure, known = shelf.open(name), dict(said)
        if known.get(WHOM, OWN[0]) == OWN[0]:
            often = measure_usual(words, _rest(procedure, known), language, known)
            found[name].append(Whole(0, 0, heard.told + often.told.most, heard.asked + often.asked.most))
    return {name: Whole(*map(max, zip(*map(astuple, each), strict=True))) for name, each in found.items()}


@dataclass(frozen=True)
class Whole:
    """What is heard of one procedure, with the questions that lead there and why; words, at most."""

    longest: int
    """On the longest of all paths, every answer read, with what of its paper is read in the visit
    (`core.measure.read_in_visit`)."""
    told: int
    """Of explanation and consent on any path, with that paper."""
    usual_told: int = 0
    """The same on the usual paths: for herself, or for whom the procedure is; she answers in her own words."""
    usual_asked: int = 0
    """Of questions on the usual paths."""


_Said = tuple[tuple[str, Answer], ...]
_Lines = tuple[str, ...]
"""All that is heard, a page to a line."""


class _Heard(NamedTuple):
    """What is heard before a procedure begins."""

    words: int
    told: int
    asked: int
    lines: _Lines


def _with_paper(procedure: Procedure) -> Procedure:
    """Give each part of the papers that is read to her in the visit as a step of its own."""
    return replace(procedure, steps=(*procedure.steps, *_read_in_visit(procedure)))


def _read_in_visit(procedure: Procedure) -> Iterator[Step]:
    for one in procedure.sheets:
        for number, (block, when) in enumerate(read_in_visit(one)):
            held = All((when, Is(CHANNEL, one.channel), *((block.when,) if block.when else ())))
            yield Step(f"sheet_{one.channel}_{number}", Kind.INFORM, block.title, held, block.says)


def presses(words: Catalogues, step: Step, answers: Answers, language: str = SOURCE_LANGUAGE) -> int:
    """Count the key presses that take one past a step, without what is typed."""
    match step.kind:
        case Kind.CHOOSE | Kind.CHANNEL:
            return 2  # a digit, then Enter
        case Kind.CONSENT:
            return 4  # how she understood, then her choice
        case Kind.ASK:
            return len(step.fields) + sum(field.type is FieldType.PHONE for field in step.fields)  # it is read back
        case Kind.CHECK:
            return 2 if answers.get(CHANNEL) == Channel.OFFICE else 1
    blocks = [wrap(words.guidance(each, language), WIDTH) for each in shown(step.says, answers)]
    half = (WIDTH - 3) // 2
    sides = [
        [wrap(words.guidance(each, language), half) for each in shown(side, answers)]
        for side in (step.reasons_for, step.reasons_against)
    ]
    rows = [one if len(one) > len(other) else other for one, other in zip(*sides, strict=True)]
    if rows:
        blocks += [[sentence(PersonUi.COLUMN_FOR)], *rows]
    return len(paginate(blocks, HEIGHT))


@dataclass(frozen=True)
class PlainAsk:
    """What one procedure asks."""

    procedure: Procedure
    found: Measure
    usual: Measure
    """On its usual paths: every answer that is read aloud is counted, chosen or not."""
    paper: int
    confidence: Counter[Confidence]


def all_plain(shelf: Shelf, words: Catalogues, language: str = SOURCE_LANGUAGE) -> Iterator[PlainAsk]:
    """Measure every procedure of a shelf."""
    for title in shelf.titles():
        procedure = shelf.open(title.id)
        found = measure(
            procedure,
            lambda step, answers: aloud(words, step, answers, language),
            lambda step, answers: presses(words, step, answers, language),
        )
        often = measure_usual(words, procedure, language)
        said = {(each.context, each.text): each.confidence for _, each in says_of(procedure)}
        yield PlainAsk(procedure, found, often, on_paper(words, procedure, language), Counter(said.values()))


def longest(shelf: Shelf, paper: bool) -> list[tuple[int, str, str]]:
    """Give the sentences with the most words first: how many, which procedure, which sentence."""
    found = {
        (words_of(each), title.id, each)
        for title in shelf.titles()
        for where, says in says_of(shelf.open(title.id))
        if where.startswith("sheet_") is paper
        for each in sentences_of(says.text)
    }
    return sorted(found, reverse=True)


def too_long(rows: list[PlainAsk]) -> Iterator[str]:
    """Give what is longer than it may be."""
    for each in rows:
        for what, number, most in beyond(each.found, each.usual):
            yield f"{each.procedure.id}: {what}: {number} words, at most {most}"


def too_long_in_all(wholes: Mapping[str, Whole]) -> Iterator[str]:
    """Give what takes too long from the first question on."""
    for name, whole in sorted(wholes.items()):
        spans = (
            ("longest", whole.longest, MOST_WORDS),
            ("told", whole.told, MOST_TOLD),
            ("told on usual paths", whole.usual_told, MOST_TOLD),
            ("asked on usual paths", whole.usual_asked, MOST_ASKED),
        )
        yield from (
            f"{name}: from the first question on, {what}: {number} words, at most {most}"
            for what, number, most in spans
            if number > most
        )


def main() -> int:
    """Print the table and the worst."""
    shelf, words = Shelf(), Catalogues()
    for name in sys.argv[1:]:
        heard, lines = in_order(words, shelf, name)
        print(f"{name}: {heard} words", *lines, "", sep="\n")
    if sys.argv[1:]:
        return 0
    print("procedure           paths     told    asked   usual   in all paper   keys   A   B   C")
    rows = sorted(all_plain(shelf, words), key=lambda each: -each.found.words.most)
    for each in rows:
        count, found = each.confidence, each.found
        told, asked, spoken, pressed = (
            f"{span.least}–{span.most}" for span in (found.told, found.asked, found.words, found.keys)
        )
        marks = "".join(f"{count[mark]:>4}" for mark in (Confidence.A, Confidence.B, Confidence.C))
        often = f"{each.usual.told.most}+{each.usual.asked.most}"
        print(
            f"{each.procedure.id:<16}{found.paths:>9}{told:>9}{asked:>9}{often:>8}{spoken:>9}{each.paper:>6}{pressed:>7}{marks}"
        )
    total = sum((each.confidence for each in rows), Counter[Confidence]())
    print(f"{len(rows)} procedures, {sum(each.found.paths for each in rows)} paths, {dict(sorted(total.items()))}")
    wholes = from_beginning(words, shelf)
    print("from the first question on, every answer and what of the paper is read in the visit: in all, told; on the")
    print("usual paths, in her own words where she is asked for them: told, asked; the longest ten:")
    for name, whole in sorted(wholes.items(), key=lambda item: -item[1].longest)[:TEN]:
        print(f"{whole.longest:>6}{whole.told:>6}{whole.usual_told:>6}{whole.usual_asked:>6}  {name}")
    for paper in (False, True):
        print("\nlongest sentences", "on paper" if paper else "on a screen")
        for number, name, text in longest(shelf, paper)[:5]:
            print(f"{number:>4}  {name}: {text}")
    longer = [*too_long(rows), *too_long_in_all(wholes)]
    for line in longer:
        print(line, file=sys.stderr)
    return 1 if longer else 0


if __name__ == "__main__":
    sys.exit(main())
