"""Asked for what can be read by touch and by ear, no paper, no screen and no line has signs that only draw."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from kiosk.core.blocks import Blank, Receipt, Worded
from kiosk.core.procedure import Channel
from kiosk.core.receipt import sheet_receipt
from kiosk.glass.widgets.bars import TOUCHED
from kiosk.glass.widgets.pages import Pages
from kiosk.office.script import script_lines
from kiosk.office.telling import unmarked
from kiosk.screens.receipt import ReceiptScreen
from kiosk.words.papers import on_pages, plain_lines
from kiosk.words.voice import Voice
from tests.drawn import nothing_drawn
from tests.linear.lines import Lines
from tests.office.an_act import ACT
from tests.office.console.bureau import FakeBureau
from tests.office.console.seen import at_console
from tests.office.console.tour import ACTS
from tests.office.console.tour import tour as office_tour
from tests.office.lines.said import OfficeTalk
from tests.plain.line import Script
from tests.screens.desk import OFFICE, Desk
from tests.screens.tour import tour
from tests.sheets.every import DAY, DESK, PLAIN, SHELF, STAFFS, WORDS

VOICE = Voice(WORDS, "fr", list, training=False)
SIZES = [(80, 24), (40, 15)]
WHOM: tuple[dict[str, str], ...] = tuple({"whom": whom, "erase": "yes"} for whom in ("self", "child", "other"))


@pytest.mark.parametrize("drawn", ["Nom ________", "Date ………", "-- À dire", "| Je", "===", "↓ encore 4", "┌", "⠿"])
def test_what_is_drawn_is_found(drawn: str) -> None:
    """The law can fail."""
    with pytest.raises(AssertionError):
        nothing_drawn(drawn)


def read(paper: Receipt, where: object) -> None:
    """Read a worded paper where nothing is drawn, in plain lines and on a screen; each blank of it is said in words."""
    lines = plain_lines(paper, VOICE.to_write)
    shown = on_pages(paper, lambda *_: pytest.fail("it draws"), 40, VOICE.to_write, drawn=False, large=True)
    text = "\n".join([*lines, *shown])
    nothing_drawn(text, where)
    blanks = [piece for block in paper.blocks if isinstance(block, Blank) for piece in block.pieces]
    assert all(VOICE.to_write(blank) in text for blank in blanks if isinstance(blank, Worded)), where


@pytest.mark.parametrize("language", [each.code for each in WORDS.languages()])
def test_every_paper_is_sentences(language: str) -> None:
    """Each paper of the desk in each language: what is to be filled in by hand is said in words."""
    for name, plain in PLAIN.items():
        read(WORDS.word(plain(), language), (name, language))
    for name, staffs in STAFFS.items() if language == "fr" else ():
        read(staffs(), name)


@pytest.mark.parametrize("channel", Channel)
def test_every_sheet_is_sentences(channel: Channel) -> None:
    """Call sheets, letters and guides of all procedures, and what the office reads out when it calls."""
    for title in SHELF.titles():
        procedure = SHELF.open(title.id)
        for answers in WHOM:
            made = sheet_receipt(procedure, channel, answers, DESK, DAY, training=True, deadline=DAY)
            read(WORDS.word(made, "fr"), (title.id, channel))
            calls = script_lines(procedure, replace(ACT, answers=answers), WORDS, "fr")
            nothing_drawn("\n".join(map(unmarked, calls)), title.id)


@pytest.mark.parametrize("size", SIZES, ids=str)
async def test_every_screen_of_the_desk(tmp_path: Path, size: tuple[int, int]) -> None:
    """From the locked desk to a withdrawal, each page of a paper too; the code to be photographed is a picture."""
    desk = Desk(tmp_path, training=False)
    async with desk.run(size=size) as hands:
        hands.app.set_class(True, TOUCHED)
        await hands.settle()
        async for screen in tour(hands):
            if screen == "qr":
                continue
            nothing_drawn(hands.text(), screen)
            for pages in hands.app.screen.query(Pages):
                nothing_drawn("\n".join(pages._pages), screen)


@pytest.mark.parametrize("channel", [Channel.CALL_NOW, Channel.SELF, Channel.LETTER])
async def test_every_paper_of_a_visit_on_a_screen(tmp_path: Path, channel: Channel) -> None:
    """What a person takes home by another way than the office's."""
    async with Desk(tmp_path).run() as hands:
        hands.app.set_class(True, TOUCHED)
        await hands.go("close", {**OFFICE, "channel": channel})
        assert isinstance(hands.app.screen, ReceiptScreen)
        text = "\n".join(text for pages in hands.app.screen.query(Pages) for text in pages._pages)
        nothing_drawn(f"{hands.text()}\n{text}", channel)
        assert "À remplir à la main" in text


@pytest.mark.parametrize("channel", Channel)
def test_every_line_of_the_desk(tmp_path: Path, channel: Channel) -> None:
    """A visit by each way to its paper, and the help, in plain lines."""
    lines = Lines(Desk(tmp_path))

    def script() -> Script:
        yield from ("aide", "où", "mots", "retour")
        yield from lines.go("close", {**OFFICE, "channel": channel})
        yield from ("aide", "où", "1")

    lines.run(script())
    assert channel is Channel.OFFICE or lines.line.heard("À remplir à la main")
    nothing_drawn("\n".join(lines.line.heard_all), channel)


@pytest.mark.parametrize("size", SIZES, ids=str)
async def test_every_screen_of_the_office(size: tuple[int, int]) -> None:
    """The list, an act, its call sheet, every box and the lock."""
    async with at_console(FakeBureau.of(*ACTS), size) as hand:
        hand.app.set_class(True, TOUCHED)
        async for view in office_tour(hand):
            nothing_drawn(hand.sees, view)


def test_every_line_of_the_office() -> None:
    """The same in plain lines."""
    talk = OfficeTalk(FakeBureau.of(*ACTS))
    talk.run(
        iter(("aide", "postes", "", "1", "1", "fiche", "", "prendre", "note", "Appelée", "répondre", "retour", "où"))
    )
    assert talk.line.heard("Noté.")
    nothing_drawn("\n".join(talk.line.heard_all))
