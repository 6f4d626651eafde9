"""Measures the languages: how far each is, how long a page takes to change language, and what they cost at home.

    python -m scripts.measures.words [LANGUAGE ...] [--rounds N] [--voices FOLDER]

For each language and each procedure: sentences and French words, how many of both are drafted and reviewed, how many
of the sentences that are heard were recorded. Then the time in which a page of a visit is shown in a language that was
not opened yet, in the app itself. Then start and memory of the home screen with all languages against those with French
alone, in turns. Exits 1 beyond the limits below.
"""

from __future__ import annotations

import argparse
import asyncio
import shutil
import sys
import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from time import perf_counter, sleep

from kiosk.core.aloud import Aloud, every_aloud
from kiosk.core.procedure import Kind
from kiosk.core.review import Stage
from kiosk.desk.desk import last_review
from kiosk.desk.folder import VOICES, default_data
from kiosk.guidance.shelf import Shelf
from kiosk.speech.recordings import Recordings
from kiosk.words.aloud import frame_aloud, to_record
from kiosk.words.catalogues import Catalogues
from kiosk.words.opening import catalogue_folder
from kiosk.words.reading import FRAME, Saying, sayings
from scripts.measures.figures import Reading, tell
from scripts.measures.pty import make_training, spread, started
from tests.screens.desk import Desk

MOST_MS = 100
"""To switch the language of a page."""
MOST_MEMORY = 1.02
MOST_START = 1.05
"""Of home with all languages, against home with French alone."""
SETTLED = 0.6
"""Seconds after the first paint at which memory is read."""
_HOME = (
    "import sys; from pathlib import Path; from kiosk.words import opening;"
    "opening._CHECKOUT = Path(sys.argv.pop(1)); sys.argv[0] = 'kiosk'; from kiosk.__main__ import main; main()"
)


# ---- how far ------------------------------------------------------------------------------------


@dataclass(frozen=True)
class WordsRow:
    """How far a language is in a procedure, or in all that there is."""

    sentences: int
    words: int
    drafted: int
    drafted_words: int
    reviewed: int
    reviewed_words: int
    recorded: int
    heard: int

    def __str__(self) -> str:
        drafted = f"drafted {self.drafted:>5} / {self.drafted_words:>6}"
        reviewed = f"reviewed {self.reviewed:>5} / {self.reviewed_words:>6}"
        recorded = f"recorded {self.recorded:>5} of {self.heard:>5}"
        return f"{self.sentences:>5} / {self.words:>6}   {drafted}   {reviewed}   {recorded}"


def row(
    every: Sequence[Saying], heard: Iterable[Aloud], words: Catalogues, language: str, voices: Recordings
) -> WordsRow:
    """Count sentences of a language: how many words of French they are, how far they are, how many are recorded."""
    found: dict[Stage, list[Saying]] = {stage: [] for stage in Stage}
    for each in every:
        found[words.stage(each.text, words.translation(each.text, each.sense, language), language)].append(each)
    heard = list(heard)
    drafted, reviewed = _count(found[Stage.DRAFTED]), _count(found[Stage.REVIEWED])
    return WordsRow(*_count(every), *drafted, *reviewed, sum(map(voices.has, heard)), len(heard))


def _count(every: Sequence[Saying]) -> tuple[int, int]:
    return len(every), sum(len(each.text.split()) for each in every)


def print_rows(languages: Sequence[str], voices: Recordings) -> None:
    """Print how far each language is, as a whole and in each procedure."""
    shelf, words = Shelf(), Catalogues(last_review=last_review)
    names = [each.id for each in shelf.titles()]
    every = sayings([shelf.open(name) for name in names], shelf.triage(), shelf.glossary())
    said = {name: every_aloud(shelf.open(name)) for name in names}
    said[FRAME] = (*every_aloud(shelf.triage().questions), *frame_aloud(shelf.glossary()))
    print("sentences / words of the French text, and sentences that are heard")
    for code in languages or [each.code for each in words.languages()[1:]]:
        heard = {name: [aloud for _, aloud in to_record(page, code, words)] for name, page in said.items()}
        all_heard = {aloud.name: aloud for page in heard.values() for aloud in page}.values()
        print(f"{code:<4} {'':<16} {row(every, all_heard, words, code, voices)}")
        for name in (*names, FRAME):
            print(f"{code:<4} {name:<16} {row([e for e in every if e.is_in(name)], heard[name], words, code, voices)}")


# ---- how long -----------------------------------------------------------------------------------


async def switches() -> dict[str, float]:
    """Give the milliseconds in which a page with both columns is shown in each language, opened for the first time."""
    took = {}
    with tempfile.TemporaryDirectory(prefix="bench_words_") as folder:
        async with Desk(Path(folder), words=Catalogues()).run() as hands:
            await hands.begin("close")
            while hands.visit.step.kind is not Kind.INFORM:
                await hands.press("1", "enter")
            for language in hands.app.words.languages()[1:]:
                painted, began = asyncio.Event(), perf_counter()
                await hands.app.usher.speak(language.code)
                hands.app.screen.call_after_refresh(painted.set)
                await painted.wait()
                took[language.code] = (perf_counter() - began) * 1000
                await hands.settle()
    return took


# ---- what they cost -----------------------------------------------------------------------------


def homes(rounds: int) -> list[tuple[float, float]]:
    """Start home in turn with all languages and with French alone; give the ratios of time and memory of each round."""
    ratios = []
    with tempfile.TemporaryDirectory(prefix="bench_words_") as temporary:
        folder = Path(temporary)
        alone = folder / "locales"
        shutil.copytree(catalogue_folder() / "fr", alone / "fr")
        training = make_training(folder / "home", 0)
        for number in range(rounds + 1):
            found = []
            for words in (catalogue_folder(), alone):
                arguments = ("-c", _HOME, str(words), "run", "--training", "--data", str(training))
                with started(arguments) as running:
                    time = running.until("FORMATION", "Aide")
                    sleep(SETTLED)
                    found.append((time, running.memory()[0]))
            if number:  # the first round warms the caches
                ratios.append((found[0][0] / found[1][0], found[0][1] / found[1][1]))
    return ratios


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the measures; 1 beyond a limit."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("languages", nargs="*")
    parser.add_argument("--rounds", type=int, default=9)
    parser.add_argument("--voices", type=Path, default=default_data(training=False) / VOICES)
    given = parser.parse_args(arguments)
    print_rows(given.languages, Recordings(given.voices))
    runs = [asyncio.run(switches()) for _ in range(3)]
    slowest, code = max((min(run[code] for run in runs), code) for code in runs[0])
    late = slowest > MOST_MS
    print(f"{'BEYOND  ' if late else ''}a page in another language: {slowest:.1f} ms ({code}), at most {MOST_MS} ms")
    times, memories = zip(*homes(given.rounds), strict=True)
    tell(Reading("a page in another language", [slowest], "ms", MOST_MS))
    for what, values, most in (("start", times, MOST_START), ("memory", memories, MOST_MEMORY)):
        tell(Reading(f"{what} at home, of French alone", list(values), limit=most))
        beyond = median(values) > most
        late = late or beyond
        mark = "BEYOND  " if beyond else ""
        print(f"{mark}{what} at home: {spread(values, 3)} times that of French alone, at most {most}")
    return int(late)


if __name__ == "__main__":
    sys.exit(main())
