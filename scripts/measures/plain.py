"""Measures how plain the guidance is, and prints the worst first: python -m scripts.measures.plain.

For each procedure: its paths, the words heard (told and asked) and the key presses on the shortest and the longest of
them, from the first step to the receipt, without what is typed; what is heard of its sheets where they are read aloud,
and of the questions that may lead there; its statements by confidence. Then the longest sentences and the longest ten.
Exit code 1 beyond what `kiosk.core.measure` allows.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from kiosk.commands.heard import aloud, beyond, measure_usual, no_keys
from kiosk.commands.heard import words_of as words_of
from kiosk.core.measure import Measure, measure
from kiosk.core.paths import says_of
from kiosk.core.procedure import (
    CHANNEL,
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
from kiosk.glass.widgets.pages import paginate, wrap
from kiosk.guidance.shelf import Shelf
from kiosk.words.catalogues import SOURCE_LANGUAGE, Catalogues
from kiosk.words.easy import sentences_of as sentences_of
from kiosk.words.person import PersonUi
from kiosk.words.ui import sentence

WIDTH, HEIGHT = 76, 14
"""Of the text of a step on a screen of 80x24."""


def on_paper(words: Catalogues, procedure: Procedure, language: str = SOURCE_LANGUAGE) -> int:
    """Count the words of the longest sheet, read aloud to who cannot read it: every statement that it may have."""

    def of(one: Sheet) -> int:
        every: list[Label | Says] = [block.title for block in one.blocks]
        every += [each for block in one.blocks for each in block.says]
        return sum(words_of(words.guidance(each, language)) for each in every)

    return max(map(of, procedure.sheets), default=0)


def of_triage(words: Catalogues, shelf: Shelf, language: str = SOURCE_LANGUAGE) -> int:
    """Count the words of the longest way through the questions that say where to begin."""
    found = measure(shelf.triage().questions, lambda step, answers: aloud(words, step, answers, language), no_keys)
    return found.words.most


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
class Plain:
    """What one procedure asks."""

    procedure: Procedure
    found: Measure
    usual: Measure
    """On its usual paths: every answer that is read aloud is counted, chosen or not."""
    paper: int
    confidence: Counter[Confidence]


def all_plain(shelf: Shelf, words: Catalogues, language: str = SOURCE_LANGUAGE) -> Iterator[Plain]:
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
        yield Plain(procedure, found, often, on_paper(words, procedure, language), Counter(said.values()))


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


def too_long(rows: list[Plain]) -> Iterator[str]:
    """Give what is longer than it may be."""
    for each in rows:
        for what, number, most in beyond(each.found, each.usual):
            yield f"{each.procedure.id}: {what}: {number} words, at most {most}"


def main() -> int:
    """Print the table and the worst."""
    shelf, words = Shelf(), Catalogues()
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
    before = of_triage(words, shelf)
    print(f"where to begin: at most {before} words; with it, and a sheet that is read aloud, the longest ten:")
    for each in sorted(rows, key=lambda each: -(each.found.words.most + each.paper))[:10]:
        print(f"{before + each.found.words.most + each.paper:>6}  {each.procedure.id}")
    for paper in (False, True):
        print("\nlongest sentences", "on paper" if paper else "on a screen")
        for number, name, text in longest(shelf, paper)[:5]:
            print(f"{number:>4}  {name}: {text}")
    longer = list(too_long(rows))
    for line in longer:
        print(line, file=sys.stderr)
    return 1 if longer else 0


if __name__ == "__main__":
    sys.exit(main())
