"""Words what is said aloud: guidance with its doubts, in her language; French where it has no words of its own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from enum import Enum
from functools import cached_property
from typing import TYPE_CHECKING

from kiosk.core.aloud import Aloud, Utterance, term_aloud
from kiosk.core.blocks import Line
from kiosk.core.procedure import Says
from kiosk.words.dates import SOURCE_LANGUAGE
from kiosk.words.opening import LeftInFrench
from kiosk.words.person import PersonUi, is_hers
from kiosk.words.ui import sentence

if TYPE_CHECKING:
    from kiosk.core.glossary import Term
    from kiosk.words.catalogues import Catalogues


def words_aloud(utterances: Iterable[Utterance], language: str, catalogues: Catalogues) -> tuple[Aloud, ...]:
    """Word a page for the ear. Where nobody reviewed some of its words, that is heard first.

    Args:
        utterances: its sentences, in their order.
        language: hers.
        catalogues: the words.
    """
    every = [each.what for each in utterances]
    drafted = [Utterance(Line.DRAFTED)] if catalogues.is_drafted(every, language) else []
    said = (each for what in (*drafted, *map(Utterance, every)) for each in _worded(what, language, catalogues))
    return tuple(dict.fromkeys(said))


def told_by_machine(page: Sequence[Aloud], language: str, catalogues: Catalogues) -> Sequence[Aloud]:
    """Give a page with what a machine says of itself before it, where her language has words for that."""
    machine = next(_worded(Utterance(PersonUi.MACHINE_VOICE), language, catalogues))
    return (replace(machine, of_machine=True), *page) if page and machine.language == language else page


def to_record(utterances: Iterable[Utterance], language: str, catalogues: Catalogues) -> list[tuple[str, Aloud]]:
    """Give what a speaker is to record, each once: in French as the desk says it, and in her language.

    What has no words in her language is not among it, nor that a statement is old: that has a date, which changes.
    """
    found: dict[str, tuple[str, Aloud]] = {}
    for each in utterances:
        hers = next(_worded(each, language, catalogues))
        french = next(_worded(each, SOURCE_LANGUAGE, catalogues))
        if hers.language == language:
            found.setdefault(hers.name, (french.text, hers))
    return list(found.values())


def frame_aloud(terms: Iterable[Term]) -> Iterator[Utterance]:
    """Give what is heard beside the procedures: the words that are explained, and what papers say of their own."""
    for term in terms:
        yield from term_aloud(term)
    yield from (Utterance(line) for line in Line if "{" not in sentence(line))


def _worded(utterance: Utterance, language: str, catalogues: Catalogues) -> Iterator[Aloud]:
    what = utterance.what
    if isinstance(what, Enum):
        if not is_hers(what) or "{" in sentence(what):
            raise TypeError("a code of the staff's, or one that wants a value")
        text = catalogues.say(what, language)
        yield Aloud(str(text), SOURCE_LANGUAGE if isinstance(text, LeftInFrench) else language)
        return
    if not catalogues.is_translated(what, language):
        language = SOURCE_LANGUAGE
    text = catalogues.guidance(what, language, dated=False)
    yield Aloud(str(text), language)
    if isinstance(what, Says) and catalogues.guidance(what, language) != text:
        old = catalogues.say(PersonUi.CHECKED_LONG_AGO, language, text="", date=what.checked)
        yield Aloud(old.strip(), language)


class MachineVoices(Mapping[str, str]):
    """By which name a machine's voice knows each language; read when it is asked for, as few ever are."""

    def __init__(self, catalogues: Catalogues) -> None:
        self._catalogues = catalogues

    def __getitem__(self, language: str) -> str:
        if language not in self._codes:
            raise KeyError(language)
        return self._catalogues.voice_of(language)

    def __iter__(self) -> Iterator[str]:
        return iter(self._codes)

    def __len__(self) -> int:
        return len(self._codes)

    @cached_property
    def _codes(self) -> Sequence[str]:
        return [SOURCE_LANGUAGE, *(code for code in self._catalogues.codes() if code != SOURCE_LANGUAGE)]
