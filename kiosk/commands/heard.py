"""Counts what a worker reads aloud, in the words of a language, and tells which procedure takes too long to hear."""

from __future__ import annotations

from collections.abc import Iterator
from types import MappingProxyType

from kiosk.core.consent import Choice
from kiosk.core.measure import MOST_ASKED, MOST_TOLD, MOST_WORDS, Measure, measure, read_aloud, usual, words_of
from kiosk.core.procedure import Answers, Kind, Procedure, Step, Unsaid
from kiosk.words.catalogues import SOURCE_LANGUAGE, Catalogues


def aloud(
    words: Catalogues, step: Step, answers: Answers, language: str = SOURCE_LANGUAGE, *, hesitates: bool = True
) -> int:
    """Count the words that a worker reads aloud on a step, with its doubts, "I don't know", and yes and no.

    Where she may answer in her own words, only who hesitates hears the answers. "I don't know" is not read there: that
    she may always say so is the first that she hears.
    """
    always = 0
    if step.kind is Kind.CHOOSE and not step.why_no_unknown and not step.her_words:
        always = words_of(words.say(Unsaid.UNKNOWN, language))
    elif step.kind is Kind.CONSENT:
        always = sum(words_of(words.say(choice, language)) for choice in Choice)
    return always + sum(
        words_of(words.guidance(each, language)) for each in read_aloud(step, answers, hesitates=hesitates)
    )


def no_keys(_: Step, __: Answers) -> int:
    """Count no key presses."""
    return 0


def measure_usual(
    words: Catalogues, procedure: Procedure, language: str = SOURCE_LANGUAGE, known: Answers = MappingProxyType({})
) -> Measure:
    """Measure the usual paths of a procedure: every answer that is read aloud is counted, chosen or not."""
    whole = {step.id: step for step in procedure.steps}

    def count(step: Step, answers: Answers) -> int:
        return aloud(words, whole[step.id], answers, language, hesitates=False)

    return measure(usual(procedure), count, no_keys, known)


def beyond(found: Measure, often: Measure) -> Iterator[tuple[str, int, int]]:
    """Give what is longer than it may be: what, how many words, and how many there may be."""
    for what, number, most in (
        ("told", found.told.most, MOST_TOLD),
        ("asked on usual paths", often.asked.most, MOST_ASKED),
        ("in all", found.words.most, MOST_WORDS),
    ):
        if number > most:
            yield what, number, most


def too_long(words: Catalogues, procedure: Procedure) -> Iterator[tuple[str, int, int]]:
    """Give what takes too long to hear of a procedure, in French, as `beyond` does."""
    found = measure(procedure, lambda step, answers: aloud(words, step, answers), no_keys)
    yield from beyond(found, measure_usual(words, procedure))
