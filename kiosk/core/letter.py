"""A letter that she sends or gives: what a registry wants of one, and what she keeps of it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kiosk.core.blocks import Blank, Block, InFrench, Line, Literal, Pair, Para, Phrase, Title
from kiosk.core.procedure import Answers, Label, Says, SheetBlock, ToFill, shown

_SIGNED = 3
"""The last blanks of a letter: where, when, and the signature."""


def letter(sheet: Sequence[SheetBlock], answers: Answers, enclosing: Sequence[Says] = ()) -> list[Block]:
    """Word a letter: who sends it, about whom, to whom; last its subject and what it says.

    The subject names the law, and has blanks of its own below; then words, formula, place, date, signature, enclosures:
    lines to write them on, where nothing told her what to enclose.

    Args:
        sheet: its parts.
        answers: what decides which parts of it apply.
        enclosing: what told her what to enclose.
    """
    *first, what = sheet
    blocks: list[Block] = []
    for block in first:
        blocks.append(Title((InFrench(block.title),)))
        blocks += [Para((InFrench(says),)) for says in shown(block.says, answers)]
        blocks += _to_fill(block.blanks)
    said = shown(what.says, answers)
    return [
        *blocks,
        _subject(what.title, said),
        *_to_fill(what.blanks[:-_SIGNED]),
        *(Para((InFrench(says),)) for says in said),
        Para((InFrench(Phrase(Line.LETTER_FORMULA)),)),
        *_to_fill(what.blanks[-_SIGNED:]),
        _enclosed([name for says in enclosing for name in says.encloses]),
    ]


def kept_letter(block: SheetBlock, answers: Answers, enclosing: Sequence[Says] = ()) -> list[Block]:
    """Give what a letter says, for her to keep: what goes with it, and room to note when and where it went."""
    return [
        Title((Phrase(Line.LETTER_COPY),)),
        Title((block.title,)),
        *(Blank((blank,), blank.lines) for blank in block.blanks[:-_SIGNED]),
        *(Para((says,)) for says in shown(block.says, answers)),
        Para((Phrase(Line.LETTER_FORMULA),)),
        *(Para((says,)) for says in enclosing),
        Blank((Phrase(Line.LETTER_SENT_ON),)),
        Blank((Phrase(Line.LETTER_SENT_TO),)),
    ]


def _to_fill(blanks: Sequence[ToFill]) -> list[Block]:
    return [Blank((InFrench(blank),), blank.lines) for blank in blanks]


def _enclosed(names: Sequence[str]) -> Block:
    title = InFrench(Phrase(Line.LETTER_ENCLOSED))
    return Pair((title,), (Literal(" ; ".join(names)),)) if names else Blank((title,), 2)


def _subject(title: Label, said: Sequence[Says]) -> Title:
    """Name the law in the subject: that of the sources of what the letter says, as it stands for her answers."""
    laws: dict[str, dict[str, None]] = {}
    for law in (source.law for says in said for source in says.sources if source.law):
        code, _, article = law.partition(", ")
        laws.setdefault(code, {})[article] = None
    named = " ; ".join(f"{code}, {_together(list(articles))}" for code, articles in laws.items())
    return Title((Literal(f"{title.text} ({named})") if named else InFrench(title),))


def _together(articles: Sequence[str]) -> str:
    """Name several articles of one code as one would: "articles R1111-47 et R1111-49"."""
    if len(articles) == 1:
        return articles[0]
    parts = [part for each in articles for part in re.sub("^articles? ", "", each).split(" et ")]
    *first, last = dict.fromkeys(parts)
    return f"articles {', '.join(first)} et {last}" if first else f"article {last}"
