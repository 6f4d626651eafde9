"""Measures the languages: how many sentences and words of the person's each has, and how long it takes to switch.

For each language, then for each procedure of one that is named (scripts/bench words ar): sentences and French words in
all, and how many are missing, drafted and reviewed. Then the time to word a page in another language, read anew.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from time import perf_counter

from kiosk.core.review import Stage
from kiosk.guidance.shelf import Shelf
from kiosk.words.catalogues import Catalogues
from kiosk.words.reading import Saying, sayings

MOST_MS = 100
"""To switch the language of a page."""
_PAGE = 12
"""Sentences that a full page has."""


def counted(every: Sequence[Saying], words: Catalogues, language: str) -> str:
    """Give sentences and words of some sentences in a language, by how far they are."""
    stages: dict[Stage, list[Saying]] = {stage: [] for stage in Stage}
    for each in every:
        stages[words.stage(each.text, words.translation(each.text, each.sense, language), language)].append(each)
    parts = [f"{stage.value} {len(found):>5} / {_words(found):>6}" for stage, found in stages.items()]
    return f"{len(every):>5} / {_words(every):>6}   " + "   ".join(parts)


def _words(every: Sequence[Saying]) -> int:
    return sum(len(each.text.split()) for each in every)


def switch_ms(every: Sequence[Saying], language: str, runs: int = 5) -> float:
    """Give the shortest time in which a page is worded in a language that was not opened yet."""
    times = []
    for _ in range(runs):
        words, began = Catalogues(), perf_counter()
        for each in every[:_PAGE]:
            words.translation(each.text, each.sense, language)
        times.append(perf_counter() - began)
    return min(times) * 1000


def main(arguments: Sequence[str]) -> int:
    """Print the measures; 1 where a switch takes too long."""
    shelf = Shelf()
    every = sayings([shelf.open(each.id) for each in shelf.titles()], shelf.triage(), shelf.glossary())
    words = Catalogues()
    print("sentences / words of the French text")
    for language in words.languages()[1:]:
        print(f"{language.code:<4} {counted(every, words, language.code)}")
    for named in arguments:
        for procedure in dict.fromkeys(spot.procedure for each in every for spot in each.spots):
            print(f"{named} {procedure:<16} {counted([e for e in every if e.is_in(procedure)], words, named)}")
    slowest = max((switch_ms(every, each.code), each.code) for each in words.languages()[1:])
    print(f"switch: {slowest[0]:.1f} ms at most ({slowest[1]}), limit {MOST_MS} ms")
    return 1 if slowest[0] > MOST_MS else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
