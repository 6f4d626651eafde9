"""Blank mandate sheets for the association to print in advance: what stands on them, and their numbers.

A mandate is paper: the person and the association each keep a signed copy, and only its number is ever typed into
the kiosk. The words are in mandate.toml, in French, the language of the law; the acts are a closed list, the titles
of the procedures of this desk.
"""

from __future__ import annotations

import os
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kiosk.core.blocks import Blank, Block, Pair, Para, Rule, Title, Worded
from kiosk.core.errors import FileFault, StoreReadOnly, TooLarge
from kiosk.core.title import Cover
from kiosk.machine.files import new_file, read_own

WORDS = Path(__file__).with_suffix(".toml")
COPIES = ("person", "structure")
"""Each sheet is made twice: one for the person, one for the association."""
MOST = 200
"""Sheets in one file: more than a desk uses in a year, and still a file that a viewer opens at once."""
LAST = 9999
"""The last number of a desk: four digits."""


@dataclass(frozen=True)
class SheetLine:
    """One line of a sheet. Exactly one of its kinds is given."""

    text: str = ""
    blanks: tuple[str, ...] = ()
    """Names of lines to fill by hand, side by side."""
    ticks: tuple[str, ...] = ()
    """Boxes to tick, none of them ticked beforehand."""
    blank: bool = False
    """Whether each tick is followed by a line to fill by hand."""
    acts: bool = False
    """The closed list of acts stands here, a box each."""
    structure: str = ""
    """The name of the line that holds the association's name, or is left blank."""
    signatures: tuple[str, ...] = ()
    copy: str = ""
    """On this copy alone; empty for both."""


@dataclass(frozen=True)
class Section:
    """One of the ten things that a mandate must say."""

    title: str
    rows: tuple[SheetLine, ...]


@dataclass(frozen=True)
class Mandate:
    """What stands on every sheet."""

    title: str
    number: str
    """With `{number}`."""
    page: str
    """With `{at}` and `{all}`."""
    copies: Mapping[str, str]
    intro: str
    foot: str
    sections: tuple[Section, ...]
    acts: tuple[str, ...]
    structure: str
    """The association's name; empty where it is written by hand."""


def read_mandate(acts: Sequence[Cover], structure: str, file: Path = WORDS) -> Mandate:
    """Read the words of a mandate.

    Args:
        acts: the procedures of the desk. One that is several acts has a box for each: a mandate names exact acts.
        structure: the association's name, or nothing.
        file: the words.
    """
    raw = tomllib.loads(file.read_text(encoding="utf-8"))
    sections = tuple(Section(each["title"], tuple(map(_row, each["rows"]))) for each in raw.pop("section"))
    apart = raw.pop("apart")
    boxes = tuple(box for act in acts for box in apart.get(act.id, (act.title.text,)))
    return Mandate(**raw, sections=sections, acts=boxes, structure=structure)


def _row(raw: Mapping[str, Any]) -> SheetLine:
    given: dict[str, Any] = {name: tuple(value) if isinstance(value, list) else value for name, value in raw.items()}
    return SheetLine(**given)


def on_roll(mandate: Mandate, number: str) -> Iterator[Block]:
    """Give both copies of a sheet as blocks, for a roll or a screen: the same words, boxes of brackets."""
    for at, copy in enumerate(COPIES):
        if at:
            yield Rule()
        yield Title(_words(mandate.copies[copy]))
        yield Title(_words(mandate.number.replace("{number}", number)))
        yield Title(_words(mandate.title))
        yield Para(_words(mandate.intro))
        for section in mandate.sections:
            yield Title(_words(section.title))
            for row in section.rows:
                if row.copy in ("", copy):
                    yield from _on_roll(row, mandate)
        yield Para(_words(mandate.foot))


def _on_roll(row: SheetLine, mandate: Mandate) -> Iterator[Block]:
    if row.text:
        yield Para(_words(row.text))
    elif row.structure and mandate.structure:
        yield Pair(_words(row.structure), _words(mandate.structure))
    for tick in (*row.ticks, *(mandate.acts if row.acts else ())):
        yield (Blank if row.blank else Para)(_words(f"[  ] {tick}"))
    for name in (*row.blanks, *([row.structure] if row.structure and not mandate.structure else [])):
        yield Blank(_words(name))
    for name in row.signatures:
        yield Blank(_words(name), _SIGNATURE)


def _words(text: str) -> tuple[Worded]:
    return (Worded(text, "fr"),)


_SIGNATURE = 2
"""Lines to sign on."""


def spell_number(desk: str, number: int) -> str:
    """Write the number of a mandate: four symbols of the desk's fingerprint, then its own: `7K3M-0012`."""
    return f"{desk}-{number:04}"


def reserve(counter: Path, count: int, first: int | None = None) -> tuple[range, bool]:
    """Give out numbers, and remember them on the disk before they are printed.

    Args:
        counter: the file that remembers the last number that was given out.
        count: how many.
        first: the first one, to print some again or to leave some out; by default what follows the last.

    Returns:
        The numbers, and whether some of them were given out before.

    Raises:
        ValueError: so many or such numbers there are not.
        FileFault: what was remembered does not read.
        StoreReadOnly: the folder cannot be written; no number was given out.
    """
    last = _last(counter)
    begin = last + 1 if first is None else first
    if not (1 <= count <= MOST and begin >= 1 and begin + count - 1 <= LAST):
        raise ValueError(count)
    numbers = range(begin, begin + count)
    try:
        fresh = counter.with_name(f"{counter.name}.new")
        fresh.unlink(missing_ok=True)
        with os.fdopen(new_file(fresh), "w", encoding="ascii") as opened:
            opened.write(f"{max(last, numbers[-1])}\n")
            opened.flush()
            os.fsync(opened.fileno())
        fresh.replace(counter)
    except OSError as error:
        raise StoreReadOnly from error
    return numbers, begin <= last


def _last(file: Path) -> int:
    try:
        return int(read_own(file))
    except FileNotFoundError:
        return 0
    except (TooLarge, OSError, ValueError) as error:
        # A number that was given out must not come twice: nobody guesses where the count stood.
        raise FileFault(file.name, "damaged") from error
