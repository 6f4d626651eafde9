"""Measures how plain the guidance is, and prints the worst first: python -m scripts.plain.

For each procedure: its paths, the words read aloud and the key presses on the shortest and the longest of them, from
the first step to the receipt, without what is typed; its statements by confidence. Then the longest sentences.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from kiosk.core.measure import Measure, measure, read_aloud
from kiosk.core.paths import says_of
from kiosk.core.procedure import CHANNEL, Answers, Channel, Confidence, FieldType, Kind, Procedure, Step, shown
from kiosk.guidance.shelf import Shelf
from kiosk.screens.widgets.pages import paginate, wrap
from kiosk.words.catalogues import SOURCE_LANGUAGE, Catalogues
from kiosk.words.ui import Ui, sentence

WIDTH, HEIGHT = 76, 14
"""Of the text of a step on a screen of 80x24."""
_WORD = re.compile(r"\w[\w’'.+-]*")
_SENTENCE = re.compile(r"(?<=[.!?…])[\s»]+(?=\S)")


def words_of(text: str) -> int:
    """Count the words of a text: what stands between two blanks and has a letter or a digit."""
    return len(_WORD.findall(text))


def sentences_of(text: str) -> list[str]:
    """Cut a text into its sentences."""
    return [each for each in _SENTENCE.split(text) if each]


def aloud(words: Catalogues, step: Step, answers: Answers, language: str = SOURCE_LANGUAGE) -> int:
    """Count the words that a worker reads aloud on a step, with its doubts."""
    return sum(words_of(words.guidance(each, language)) for each in read_aloud(step, answers))


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
        blocks += [[sentence(Ui.COLUMN_FOR)], *rows]
    return len(paginate(blocks, HEIGHT))


@dataclass(frozen=True)
class Plain:
    """What one procedure asks."""

    procedure: Procedure
    found: Measure
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
        said = {(each.context, each.text): each.confidence for _, each in says_of(procedure)}
        yield Plain(procedure, found, Counter(said.values()))


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


def main() -> None:
    """Print the table and the worst."""
    shelf, words = Shelf(), Catalogues()
    print(f"{'procedure':<18}{'paths':>10}{'words':>11}{'keys':>9}{'A':>5}{'B':>4}{'C':>4}")
    rows = sorted(all_plain(shelf, words), key=lambda each: -each.found.words.most)
    for each in rows:
        count, found = each.confidence, each.found
        spoken, pressed = (f"{span.least}–{span.most}" for span in (found.words, found.keys))
        marks = "".join(f"{count[mark]:>{n}}" for mark, n in ((Confidence.A, 5), (Confidence.B, 4), (Confidence.C, 4)))
        print(f"{each.procedure.id:<18}{found.paths:>10}{spoken:>11}{pressed:>9}{marks}")
    total = sum((each.confidence for each in rows), Counter[Confidence]())
    print(f"{len(rows)} procedures, {sum(each.found.paths for each in rows)} paths, {dict(sorted(total.items()))}")
    for paper in (False, True):
        print("\nlongest sentences", "on paper" if paper else "on a screen")
        for number, name, text in longest(shelf, paper)[:5]:
            print(f"{number:>4}  {name}: {text}")


if __name__ == "__main__":
    main()
