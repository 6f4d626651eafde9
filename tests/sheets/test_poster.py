"""The poster and the leaflet: both sides alike, from the desk's own guidance, in any language, sources and date."""

from __future__ import annotations

import errno
import os
from dataclasses import replace
from functools import cache
from pathlib import Path

import pypdfium2
import pytest

from kiosk.commands.line import main
from kiosk.core.blocks import Literal, Para
from kiosk.core.paper import Letterhead
from kiosk.core.poster import ACTS, poster
from kiosk.core.procedure import Procedure, Says
from kiosk.machine.exits import Exit
from kiosk.sheets.pages import Used
from kiosk.sheets.poster import SIZES, draw
from kiosk.words.catalogues import Catalogues
from kiosk.words.files import File
from tests.fakes import shipped
from tests.sheets.readers import bare, pdfium, places, solid

DESK = Letterhead("Les Tilleuls", "12 rue des Lilas", "0142001122")
PAGES = {"a4": (595, 842), "a3": (842, 1191), "a5": (420, 595)}
CATALOGUES = Catalogues()


@cache
def procedures() -> list[Procedure]:
    return [shipped().open(name) for name in ACTS]


def drawn(paper: str = "a4", language: str = "fr", known: list[Procedure] | None = None) -> bytes:
    made = poster(known or procedures(), DESK)
    return draw(made, lambda part: CATALOGUES.word(part, language, marked=part is made.foot), paper)


@pytest.mark.parametrize("paper", SIZES)
def test_it_has_its_size_and_all_that_it_must_say(paper: str) -> None:
    """Both sides, the five acts, where to ask, sources and date; a poster is one page."""
    pdf = drawn(paper)
    with pypdfium2.PdfDocument(pdf) as document:
        assert tuple(map(round, document[0].get_size())) == PAGES[paper]
        assert paper == "a5" or len(document) == 1
    text = solid(" ".join(pdfium(pdf)))
    about = procedures()[1]
    (sides,) = [step for step in about.steps if step.reasons_for]
    wanted = [says.text for says in (*sides.reasons_for, *sides.reasons_against)]
    wanted += [words.text for each in procedures() for words in (each.title, each.summary)]
    wanted += ["Les Tilleuls, 12 rue des Lilas", "01 42 00 11 22", "Sources"]
    assert not [words for words in wanted if solid(words) not in text]
    assert len(pdf) < 300_000


def test_the_line_is_named_with_its_hours_and_nothing_is_promised_for_a_desk() -> None:
    """Hours stand below the number that they are of, and what a worker says beside somebody is not on a wall."""
    for desk in (DESK, Letterhead("", "", "")):
        ask = poster(procedures(), desk).ask.blocks
        below = ask[ask.index(Para((Literal("3422"),))) + 1 :]
        said = [
            piece.text
            for block in below
            if isinstance(block, Para)
            for piece in block.pieces
            if isinstance(piece, Says)
        ]
        assert "8h30" in said[0]
        assert not any("à côté de vous" in text for text in said)


def test_both_sides_are_alike() -> None:
    """They begin at the same height, are as wide, and their letters are as large."""
    about = procedures()[1]
    (sides,) = [step for step in about.steps if step.reasons_for]
    found = [place for place in places(drawn(), 0) if bare(place.text)]
    assert sides.columns is not None
    first, second = [next(p for p in found if bare(p.text) == bare(name.text)) for name in sides.columns]
    assert abs(first.top - second.top) < 1
    assert (second.left - first.left) == pytest.approx((210 - 32 - 8) / 2 + 8, abs=2)
    lines = [
        next(p for p in found if bare(side[0].text).startswith(bare(p.text)) and len(bare(p.text)) > 10)
        for side in (sides.reasons_for, sides.reasons_against)
    ]
    assert lines[0].bottom - lines[0].top == pytest.approx(lines[1].bottom - lines[1].top, abs=1)


def test_a_changed_statement_changes_it() -> None:
    """It has no words of its own about the space: what the guidance says now is what it says."""
    known = procedures()
    steps = []
    for step in known[1].steps:
        if step.reasons_for:
            new = replace(step.reasons_for[0], text="Une raison toute neuve.")
            step = replace(step, reasons_for=(new, *step.reasons_for[1:]))
        steps.append(step)
    changed = [known[0], replace(known[1], steps=tuple(steps)), *known[2:]]
    assert "Une raison toute neuve." in bare(pdfium(drawn(known=changed))[0])
    assert "Une raison toute neuve." not in bare(pdfium(drawn())[0])


def test_another_language_stands_with_the_french() -> None:
    """In a language that has the words, both are on the poster, still on one page."""
    pdf = drawn(language="en")
    (text,) = pdfium(pdf)
    french, english = procedures()[2].title, CATALOGUES.guidance(procedures()[2].title, "en")
    assert french.text != english
    assert bare(french.text) in bare(text)
    assert bare(english) in bare(text)


@pytest.mark.parametrize("language", ["ar", "ur", "prs", "ps"])
def test_sources_are_read_from_the_left_below_words_read_from_the_right(language: str) -> None:
    """A French name keeps its order and its signs inside her line: each source stands as in the French line."""
    made = poster(procedures(), DESK)
    (block,) = CATALOGUES.word(made.foot, language, marked=False).blocks
    theirs = Used(made.sources).block(block)["words"][0]
    assert theirs["rtl"]
    runs = [(bare(run), turned) for run, turned in theirs["runs"]]
    assert len(made.sources) > 2
    assert all((bare(name), False) in runs for name in made.sources)
    text = solid(pdfium(drawn(language=language))[0])
    for name in map(solid, made.sources):  # whole, or where a line ends in two pieces
        cuts = range(len(name))
        assert any(text.count(name[:cut]) > 1 and text.count(name[cut:]) > 1 for cut in cuts), name


@pytest.mark.parametrize("paper", SIZES)
@pytest.mark.parametrize("language", ["ar", "bn", "ru", "ta", "zh"])
def test_all_of_it_is_on_the_paper(paper: str, language: str) -> None:
    """Nothing runs over the edge, not even the foot with the mark of a draft; a poster in two languages is one page."""
    made = poster(procedures(), DESK)
    pdf = draw(made, lambda part: CATALOGUES.word(part, language, marked=part is made.foot), paper)
    wide, high = (side * 25.4 / 72 for side in PAGES[paper])
    count = len(pdfium(pdf))
    assert paper == "a5" or count == 1
    assert len(pdf) < 300_000
    for page in range(count):
        for place in places(pdf, page):
            assert 5 < place.left < place.right < wide - 5, place
            assert 5 < place.top < place.bottom < high - 4, place


def test_the_command_writes_it_and_never_over_another(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """`kiosk poster` writes one file, says which, refuses a language that is not there, and overwrites nothing."""
    arguments = ["poster", str(tmp_path), "--format", "a3", "--data", str(tmp_path / "none")]
    assert main(arguments) == Exit.OK
    file = tmp_path / "affiche-a3-fr.pdf"
    assert str(file) in capsys.readouterr().out
    before = file.read_bytes()
    assert main(arguments) == Exit.FAULT
    assert file.read_bytes() == before
    assert main([*arguments, "--language", "xx"]) == Exit.USAGE
    assert "fr" in capsys.readouterr().err


def test_a_folder_that_is_not_there_is_said_in_words(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """No sentence of the system stands in ours, in a language of its own."""
    arguments = ["poster", str(tmp_path / "nowhere"), "--data", str(tmp_path / "none")]
    assert main(arguments) == Exit.FAULT
    said = capsys.readouterr().err
    assert File.NO_FOLDER.value in said
    assert os.strerror(errno.ENOENT) not in said
