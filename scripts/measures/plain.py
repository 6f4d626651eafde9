"""Measures how plain the guidance is, and prints the worst first: python -m scripts.measures.plain.

For each procedure: its paths, the words heard (told and asked) and the key presses on the shortest and the longest of
them, from the first step to the receipt, without what is typed; the words of its longest sheet; its statements by
confidence. Then the longest ten with everything that is heard: the questions that lead there and why, without what
needs no second answer then, and, where all is read aloud, the sheet of the way that was chosen. Then the longest
sentences. Exit code 1 beyond what `kiosk.core.measure` allows.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace

from kiosk.commands.heard import aloud, beyond, measure_usual, no_keys
from kiosk.commands.heard import words_of as words_of
from kiosk.core.condition import All, Is
from kiosk.core.measure import EASE, Counted, Measure, measure, usual
from kiosk.core.paths import all_paths, says_of
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
from kiosk.core.triage import Triage, verdict
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


def before(words: Catalogues, triage: Triage, language: str = SOURCE_LANGUAGE) -> dict[tuple[str, _Said], int]:
    """Count what is heard before each procedure begins, by the procedure and by what was answered, at most."""
    found: dict[tuple[str, _Said], int] = {}
    also = [each for end in triage.ends for each in (end.when, *(says.when for says in end.because)) if each]
    for answers, steps in all_paths(triage.questions, also):
        lead = verdict(triage, answers)
        if lead:
            heard = sum(aloud(words, step, answers, language) for step in steps)
            heard += sum(words_of(words.guidance(each, language)) for each in lead.because)
            key = (lead.procedure, tuple(sorted((name, str(answers[name])) for name in PASSED & set(answers))))
            found[key] = max(found.get(key, 0), heard)
    return found


def from_beginning(words: Catalogues, shelf: Shelf, language: str = SOURCE_LANGUAGE) -> dict[str, tuple[int, int]]:
    """Count everything that is heard from the first question on: on the longest of all paths, and of the usual ones."""
    most: dict[str, tuple[int, int]] = {}
    for (name, said), heard in before(words, shelf.triage(), language).items():
        procedure = shelf.open(name)
        rest = replace(procedure, steps=tuple(_said_already(step, dict(said)) for step in procedure.steps))
        counted = _counted(words, language, procedure, set(dict(said)))
        longest_of_all = measure(replace(rest, steps=(*rest.steps, *_sheets(rest))), counted, no_keys)
        often = measure(usual(rest), counted, no_keys)
        all_of_it, of_usual = most.get(name, (0, 0))
        most[name] = (max(all_of_it, heard + longest_of_all.words.most), max(of_usual, heard + often.words.most))
    return most


_Said = tuple[tuple[str, str], ...]
PASSED = {"whom", "letter_came", "letter_date"}
"""What is answered once, before the procedure begins, and changes its path."""


def _counted(words: Catalogues, language: str, procedure: Procedure, silent: set[str]) -> Counted:
    whole = {step.id: step for step in procedure.steps}

    def count(step: Step, answers: Answers) -> int:
        return (
            0
            if step.id in silent or (step.fields and silent >= set(step.answers))
            else aloud(words, whole.get(step.id, step), answers, language)
        )

    return count


def _said_already(step: Step, said: dict[str, str]) -> Step:
    options = tuple(option for option in step.options if option.id == said.get(step.id))
    return replace(step, options=options, why_no_unknown="said") if options else step


def _sheets(procedure: Procedure) -> Iterator[Step]:
    """Give each part of the sheets as a step: read where she asked that all be read aloud, and took that way."""
    if not any(step.id == EASE for step in procedure.steps):
        return
    for one in procedure.sheets:
        for number, block in enumerate(one.blocks):
            held = (Is(EASE, "aloud"), Is(CHANNEL, one.channel), *((block.when,) if block.when else ()))
            yield Step(f"sheet_{one.channel}_{number}", Kind.INFORM, block.title, All(held), block.says)


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
    print("from the first question on, with the sheet where all is read aloud, and on usual paths; the longest ten:")
    for name, (most, usually) in sorted(from_beginning(words, shelf).items(), key=lambda item: -item[1][0])[:10]:
        print(f"{most:>6}{usually:>6}  {name}")
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
