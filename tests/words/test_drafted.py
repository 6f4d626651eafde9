"""What no speaker reviewed says so, in her language and in French; an association may have French instead."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from kiosk.core.blocks import Block, Line, Para, Phrase, Receipt, Title, Worded
from kiosk.core.paper import Letterhead
from kiosk.core.procedure import Channel, Procedure
from kiosk.core.receipt import information_sheet, sheet_receipt
from kiosk.core.review import How, Review, mark
from kiosk.guidance.shelf import Shelf
from kiosk.words.catalogues import Catalogues
from kiosk.words.po import Book, compile_all, text_of
from kiosk.words.reviews import FILE, table
from kiosk.words.ui import sentence

DESK = Letterhead("Les Tilleuls", "12 rue des Lilas", "0142001122")
WORDS = Catalogues()
SAID = sentence(Line.DRAFTED)
OTHERS = [each.code for each in WORDS.languages() if each.code != "fr"]
TITLE, REVIEWED = Phrase(Line.NOT_OFFICIAL), Phrase(Line.DESK)


@pytest.fixture(scope="module")
def close() -> Procedure:
    """An act that has every paper."""
    return Shelf().open("close")


def texts(blocks: tuple[Block, ...]) -> Iterator[tuple[str, ...]]:
    """Give the words of every title and paragraph."""
    for block in blocks:
        if isinstance(block, Title | Para):
            yield tuple(piece.text for piece in block.pieces if isinstance(piece, Worded))


def papers(close: Procedure) -> list[Receipt]:
    """Give what can be read before choosing, and the sheet of every channel."""
    sheets = [
        sheet_receipt(close, each, {"whom": "self"}, DESK, date(2026, 11, 29), training=False) for each in Channel
    ]
    return [information_sheet(close, {}, DESK, training=False), *sheets]


@pytest.mark.parametrize("language", OTHERS)
def test_every_paper_of_a_language_says_that_nobody_reviewed_it(close: Procedure, language: str) -> None:
    """Each paper ends her own part with the mark, hers first, then French; a letter that is sent never has it."""
    for paper in papers(close):
        worded = WORDS.word(paper, language)
        *_, last = texts(worded.own)
        assert last == tuple(dict.fromkeys((WORDS.say(Line.DRAFTED, language), SAID)))
        assert not [words for words in texts(worded.sent) if SAID in words]
        assert len(worded.sent) == len(paper.sent)


def test_french_is_no_draft(close: Procedure) -> None:
    """No French paper is marked: all others are translations of it."""
    for paper in papers(close):
        worded = WORDS.word(paper, "fr")
        assert len(worded.blocks) == len(paper.blocks)
        assert len(worded.kept) == len(paper.kept)


def test_the_copy_of_a_letter_that_she_keeps_is_marked(close: Procedure) -> None:
    """Where what the letter says is drafted, the page to keep ends with the mark."""
    (letter,) = [paper for paper in papers(close) if paper.kept]
    assert SAID in [*texts(WORDS.word(letter, "ar").kept)][-1]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Catalogues in which two sentences are in Spanish, one of them reviewed, and the mark is not."""
    book = Book("es")
    book.mime_headers = [("Content-Type", "text/plain; charset=utf-8")]
    for phrase in (TITLE, REVIEWED):
        book.add(sentence(phrase.line), f"ES {phrase.line}")
    po = tmp_path / "es" / "LC_MESSAGES" / "person.po"
    po.parent.mkdir(parents=True)
    po.write_bytes(text_of(book))
    compile_all(tmp_path)
    pair = mark(sentence(REVIEWED.line)), mark(f"ES {REVIEWED.line}")
    (tmp_path / "es" / FILE).write_text(table([Review(*pair, date(2026, 11, 29), How.SPEAKER, "")]), encoding="utf-8")
    return tmp_path


def test_a_mark_without_a_translation_is_in_french(folder: Path) -> None:
    """Where the language has no words for the mark, the French line stands alone; what is reviewed has none."""
    words = Catalogues(folder)
    assert [*texts(words.word(Receipt((Para((TITLE,)),)), "es").blocks)][1:] == [(SAID,)]
    assert len(words.word(Receipt((Para((REVIEWED,)),)), "es").blocks) == 1


def test_an_association_can_have_french_instead(folder: Path, close: Procedure) -> None:
    """Switched off, what nobody reviewed is French and unmarked, and what a speaker reviewed keeps its words."""
    words = Catalogues(folder, drafted=False)
    both = words.word(Receipt((Para((TITLE,)), Para((REVIEWED,)))), "es").blocks
    assert [*texts(both)] == [(sentence(TITLE.line),), (f"ES {REVIEWED.line}", sentence(REVIEWED.line))]
    without = Catalogues(drafted=False)
    for paper in papers(close):
        assert without.word(paper, "ar") == without.word(paper, "fr")
        assert without.word(paper, "en") == without.word(paper, "fr")
