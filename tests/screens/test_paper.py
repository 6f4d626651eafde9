"""Paper at the screen: the worker is told what became of it, and it never decides whether the act exists."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path

import pytest
import zxingcpp
from PIL import Image
from rich.color import Color

from kiosk.core.blocks import Line, Qr, Receipt, Worded
from kiosk.core.paper import Cause, Form, PrintOutcome, PrintReport
from kiosk.core.ports import Drive
from kiosk.core.receipt import office_receipt
from kiosk.core.reference import make_reference, spell
from kiosk.core.unprinted import with_copied
from kiosk.desk import desk as desk_value
from kiosk.desk.paper import paper_of, printers_of
from kiosk.desk.settings import PrinterSettings, Settings
from kiosk.flows.unlock import Session
from kiosk.flows.visit import Agreed
from kiosk.glass.widgets.choices import Choices
from kiosk.glass.widgets.pages import Pages
from kiosk.guidance.files import SHIPPED
from kiosk.guidance.shelf import Shelf, read_procedure
from kiosk.printer.escpos import CodePage, RasterPrinter, TextPrinter
from kiosk.printer.layout import pieces_of
from kiosk.printer.onscreen import lines_of_text
from kiosk.screens.confirm import ConfirmScreen
from kiosk.screens.qr import QrScreen
from kiosk.screens.receipt import COLUMNS, ReceiptScreen
from kiosk.screens.visit import VisitScreen
from kiosk.words.catalogues import PSEUDO, Catalogues
from kiosk.words.road import RoadUi
from kiosk.words.ui import Ui
from tests.fakes import DESK, an_entry, shipped
from tests.printer import full
from tests.printer.decoder import decode
from tests.printer.fake_printer import FakePrinter, Mood
from tests.printer.samples import KEY
from tests.screens.desk import OFFICE, PASSPHRASE, Desk, Hands, squeezed
from tests.screens.looks import whole

ANSWERS = {"whom": "self", "channel": "office"}
REPORTS = [PrintReport(PrintOutcome.PRINTED, Cause.PAPER_LOW), PrintReport(PrintOutcome.UNCERTAIN, Cause.NO_ANSWER)]
REPORTS += [PrintReport(PrintOutcome.NOT_PRINTED, cause) for cause in Cause]


@pytest.mark.parametrize("report", REPORTS, ids=lambda report: f"{report.outcome}-{report.cause}")
async def test_what_became_of_a_print_is_told(tmp_path: Path, report: PrintReport) -> None:
    """Outcome and cause are said in words; only a paper that may be there can be in her hand; the act exists anyway."""
    async with Desk(tmp_path, on_screen=False, report=report).run() as hands:
        await at_receipt(hands)
        assert isinstance(hands.app.screen, ReceiptScreen)
        assert hands.app.screen.query_one(Choices).pointed is None
        assert len(hands.desk.entries()) == 1
        assert hands.desk.printed == []
        whole(hands)
        await hands.press("1", "enter")
        ((receipt, large),) = hands.desk.printed
        assert not large
        assert any(isinstance(block, Qr) for block in receipt.blocks)
        assert hands.shows(hands.app.words.print_report(report))
        may_be_there = report.outcome is not PrintOutcome.NOT_PRINTED
        assert hands.shows(hands.app.words.say(Ui.RECEIPT_IN_HAND)) is may_be_there
        whole(hands)
        if may_be_there:
            await hands.press("1", "enter")
        else:
            await hands.press(str(hands.app.screen.query_one(Choices).option_count), "enter")
            whole(hands)
            await hands.leave_receipt()
            return
        assert isinstance(hands.app.screen, ConfirmScreen)
        assert len(hands.desk.entries()) == 1


async def test_a_visit_ends_at_paper(tmp_path: Path) -> None:
    """After the last consent the act is on the disk, and nothing was printed before the worker chose what."""
    async with Desk(tmp_path, on_screen=False).run() as hands:
        await hands.go("close", OFFICE)
        assert isinstance(hands.app.screen, ReceiptScreen)
        assert (len(hands.desk.entries()), hands.desk.printed) == (1, [])
        assert hands.app.screen.query_one(Choices).pointed is None


def read(receipt: Receipt) -> str:
    """Give the words of a receipt, as they are."""
    words = (piece for block in receipt.blocks for piece in pieces_of(block))
    return " ".join(piece.text for piece in words if isinstance(piece, Worded))


async def at_receipt(hands: Hands) -> None:
    """Come to the receipt of an act that was just recorded, without going through its visit."""
    if hands.app.usher.visit is None:
        hands.app.usher.welcome()
    store = hands.desk.store
    assert store is not None
    number = len(hands.desk.entries())
    entry = an_entry(id=bytes([number]) * 16, reference=make_reference(bytes([number]) * 5))
    store.add(entry)
    make = partial(office_receipt, entry, read_procedure(SHIPPED / "close.toml"), ANSWERS, DESK, KEY)
    hands.app.push_screen(ReceiptScreen(Agreed(make(), entry, make(discreet=True))))
    await hands.settle()


async def choose(hands: Hands, way: str) -> None:
    """Choose one of the ways on the receipt's screen by what it does."""
    names = [name for name, _ in hands.app.screen._ways()]  # type: ignore[attr-defined]  # the receipt's screen
    await hands.press(str(names.index(way) + 1), "enter")


@pytest.mark.parametrize(
    ("way", "discreet", "large"),
    [("print", False, False), ("discreet", True, False), ("large", False, True), ("large_discreet", True, True)],
)
async def test_each_receipt_can_be_chosen(way: str, discreet: bool, large: bool, tmp_path: Path) -> None:
    """Usual, discreet, large, and both at once: what is printed is what was chosen, with its key."""
    async with Desk(tmp_path, on_screen=False, training=False, structure="").run() as hands:
        await unlocked(hands)
        await at_receipt(hands)
        await choose(hands, way)
        ((receipt, was_large),) = hands.desk.printed
        assert was_large is large
        assert ("santé" in read(receipt).lower()) is not discreet
        assert any(isinstance(block, Qr) for block in receipt.blocks)


async def unlocked(hands: Hands) -> None:
    await hands.paste(PASSPHRASE)
    await hands.press("enter")


async def test_letters_that_are_not_there_leave_french(tmp_path: Path) -> None:
    """When a script cannot be drawn, its name and its package are said, and the same receipt is offered in French."""
    report = PrintReport(PrintOutcome.NOT_PRINTED, Cause.MISSING_GLYPH, "cjk", "pylopdf-fonts-zh-cn")
    async with Desk(tmp_path, language="en", on_screen=False, report=report).run() as hands:
        await at_receipt(hands)
        await choose(hands, "large_discreet")
        assert hands.shows("Chinese characters")
        assert hands.shows("pylopdf-fonts-zh-cn")
        whole(hands)
        hands.desk.report = PrintReport(PrintOutcome.PRINTED)
        await choose(hands, "french")
        (first, _), (second, large) = hands.desk.printed
        assert "NOTHING" in read(first).upper()
        assert "NOTHING" not in read(second).upper()
        assert "RIEN N’EST ENCORE FAIT" in read(second)
        assert large
        assert "santé" not in read(second).lower()


async def test_no_french_way_out_of_french(tmp_path: Path) -> None:
    """Somebody whose receipt is French already is not offered French."""
    report = PrintReport(PrintOutcome.NOT_PRINTED, Cause.MISSING_GLYPH, "symbol")
    async with Desk(tmp_path, on_screen=False, report=report).run() as hands:
        await at_receipt(hands)
        await choose(hands, "print")
        assert hands.shows(hands.app.words.say(Ui.PRINTER_NO_SIGN))
        assert not hands.shows(hands.app.words.say(Ui.RECEIPT_FRENCH))


async def test_a_key_calls_the_print_off(tmp_path: Path) -> None:
    """While it prints, the bar says which key stops it; Esc calls the job off, and the worker is told."""
    async with Desk(tmp_path, on_screen=False, waits=True).run() as hands:
        await at_receipt(hands)
        hands.app.screen.query_one(Choices).highlighted = 0
        hands.app.screen.query_one(Choices).action_select()
        await asyncio.to_thread(hands.desk.printing.wait, 10)
        await hands.pilot.pause()
        assert hands.shows(hands.app.words.say(Ui.RECEIPT_PRINTING))
        assert hands.shows(hands.app.words.say(Ui.KEY_STOP))
        await hands.press("escape")
        assert "cancel" in hands.desk.paper
        assert hands.shows(hands.app.words.say(Cause.CALLED_OFF))
        assert isinstance(hands.app.screen, ReceiptScreen)
        assert len(hands.desk.entries()) == 1


@pytest.mark.parametrize("clears", [True, False])
async def test_without_paper_the_printer_forgets(clears: bool, tmp_path: Path) -> None:
    """Who goes on without paper after an uncertain print has the printer cleared, or is told to switch it off."""
    report = PrintReport(PrintOutcome.UNCERTAIN, Cause.NO_ANSWER)
    async with Desk(tmp_path, on_screen=False, report=report, clears=clears).run() as hands:
        await at_receipt(hands)
        await choose(hands, "print")
        assert "clear" not in hands.desk.paper
        await choose(hands, "screen")
        assert hands.desk.paper.count("clear") == 1
        assert hands.shows(hands.app.words.say(Ui.RECEIPT_SWITCH_OFF)) is not clears
        whole(hands)
        await hands.leave_receipt()


@pytest.mark.parametrize("how", ["haste", "stopped"])
async def test_what_nobody_took_is_taken_back(how: str, tmp_path: Path) -> None:
    """Whoever leaves in haste, or stops the kiosk, after an uncertain print: the next person does not get it."""
    report = PrintReport(PrintOutcome.UNCERTAIN, Cause.NO_ANSWER)
    desk = Desk(tmp_path, on_screen=False, report=report)
    async with desk.run() as hands:
        await at_receipt(hands)
        await choose(hands, "print")
        assert "clear" not in desk.paper
        if how == "haste":
            await hands.press("f12")
        else:
            hands.app.leave()
        for _ in range(100):
            if "clear" in desk.paper:
                break
            await asyncio.sleep(0.05)
    assert desk.paper.count("clear") == 1


async def test_a_printer_that_got_nothing_is_left_alone(tmp_path: Path) -> None:
    """Where nothing was sent, nothing is cleared and nobody is told to switch anything off."""
    report = PrintReport(PrintOutcome.NOT_PRINTED, Cause.OFFLINE)
    async with Desk(tmp_path, on_screen=False, report=report, clears=False).run() as hands:
        await at_receipt(hands)
        await choose(hands, "print")
        await choose(hands, "screen")
        assert "clear" not in hands.desk.paper
        assert not hands.shows(hands.app.words.say(Ui.RECEIPT_SWITCH_OFF))


async def test_one_of_two_receipts_in_her_hand(tmp_path: Path) -> None:
    """The first is cleared before the second, the second once she has one; the only one in her hand is left alone."""
    report = PrintReport(PrintOutcome.UNCERTAIN, Cause.NO_ANSWER)
    async with Desk(tmp_path, on_screen=False, report=report).run() as hands:
        await at_receipt(hands)
        await choose(hands, "print")
        await choose(hands, "print")
        await choose(hands, "done")
        assert hands.desk.paper.count("clear") == 2
        await hands.press("1", "enter")
        await at_receipt(hands)
        await choose(hands, "print")
        await choose(hands, "done")
        assert hands.desk.paper.count("clear") == 2


async def test_a_mute_printer_never_holds_two_receipts(tmp_path: Path) -> None:
    """Before a second print the first is cleared; unconfirmed, nothing is sent before the worker hears it."""
    report = PrintReport(PrintOutcome.UNCERTAIN, Cause.NO_ANSWER)
    async with Desk(tmp_path, on_screen=False, report=report, clears=False).run() as hands:
        await at_receipt(hands)
        await choose(hands, "print")
        await choose(hands, "print")
        assert (len(hands.desk.printed), hands.desk.paper.count("clear")) == (1, 1)
        assert hands.shows(hands.app.words.say(Ui.RECEIPT_SWITCH_OFF_FIRST))
        whole(hands)
        await choose(hands, "print")
        assert len(hands.desk.printed) == 2
        await choose(hands, "done")
        assert hands.shows(hands.app.words.say(Ui.RECEIPT_SWITCH_OFF_FIRST))
        assert isinstance(hands.app.screen, ReceiptScreen)
        await choose(hands, "done")
        assert isinstance(hands.app.screen, ConfirmScreen)


async def test_what_was_pressed_before_it_was_told_switches_nothing_off(tmp_path: Path) -> None:
    """An Enter that comes with the sentence, and not after it, is no word that the printer was switched off."""
    report = PrintReport(PrintOutcome.UNCERTAIN, Cause.NO_ANSWER)
    async with Desk(tmp_path, on_screen=False, report=report, clears=False).run() as hands:
        await at_receipt(hands)
        await choose(hands, "print")
        screen = hands.app.screen
        assert isinstance(screen, ReceiptScreen)
        said, first = screen.problem, hands.app.words.say(Ui.RECEIPT_SWITCH_OFF_FIRST)

        def says(text: str = "") -> None:
            said(text)
            if text == first:
                hands.send("enter", after=0.3)

        screen.problem = says  # type: ignore[method-assign]  # the moment at which it is said
        await choose(hands, "print")
        assert hands.shows(first)
        assert len(hands.desk.printed) == 1


async def test_who_left_in_haste_hears_what_the_printer_holds(tmp_path: Path) -> None:
    """F12 after an uncertain print: where the printer does not say that it forgot, home says to switch it off."""
    report = PrintReport(PrintOutcome.UNCERTAIN, Cause.NO_ANSWER)
    async with Desk(tmp_path, on_screen=False, report=report, clears=False).run() as hands:
        await at_receipt(hands)
        await choose(hands, "print")
        await hands.press("f12")
        for _ in range(100):
            if hands.app.frame.printer_holds:
                break
            await asyncio.sleep(0.05)
        await hands.press("enter")
        assert hands.shows(hands.app.words.say(Ui.RECEIPT_SWITCH_OFF))
        whole(hands)


async def test_without_a_printer_she_is_asked_before_the_key_goes(tmp_path: Path) -> None:
    """The reference is on the first page; Enter on the last asks whether it was copied, and a no keeps the receipt."""
    async with Desk(tmp_path).run() as hands:
        await at_receipt(hands)
        first_page(hands)
        read = ""
        while isinstance(hands.app.screen, ReceiptScreen):
            read += hands.text()
            whole(hands)
            await hands.press("enter")
        assert "papier" not in read
        assert hands.shows(hands.app.words.say(Ui.RECEIPT_COPIED))
        whole(hands)
        for keys in (("escape",), ("enter", "enter", "1", "enter")):
            await hands.press(*keys)
            assert isinstance(hands.app.screen, ReceiptScreen)
            await hands.press("enter")
        await hands.press("2", "enter")
        assert hands.shows(hands.app.words.say(Ui.AFTER_TITLE))


@pytest.mark.parametrize("language", ["fr", "en"])
async def test_what_is_copied_stands_on_the_last_page_whole(tmp_path: Path, language: str) -> None:
    """Before she is asked: reference, what to bring, news, telephone, hours, on one page at 80x24, in one language."""
    async with Desk(tmp_path).run() as hands:
        await at_receipt(hands)
        await hands.press("f2", "2" if language == "en" else "1", "enter")
        words, (entry,) = Catalogues(), hands.desk.entries()
        (pages,) = hands.app.screen.query(Pages)
        while not pages.is_last:
            await hands.press("enter")
        page = squeezed(str(pages.content))
        for line in (Line.REFERENCE, Line.NOTHING_DONE_YET, Line.DESK_PHONE, Line.DESK_HOURS):
            assert squeezed(words.say(line, language)) in page
        for told in (spell(entry.reference), words.say(Line.NEWS_BY, language, date=entry.news_by), "Vitale"):
            assert squeezed(told) in page
        whole(hands)


def test_what_is_copied_is_never_more_than_a_page() -> None:
    """For each act of the desk, with a delay and for whoever it is, in French and English: at most fifteen rows."""
    words = Catalogues()
    for title in Shelf().titles():
        procedure = Shelf().open(title.id)
        for whom in ("self", "child", "protected"):
            entry = replace(an_entry(), deadline=date(2026, 12, 18))
            made = office_receipt(entry, procedure, {"whom": whom}, full.DESK, bytes(16))
            for language in ("fr", "en"):
                assert (
                    len(lines_of_text(with_copied(Receipt((), copied=words.word(made, language).copied)), COLUMNS))
                    <= 15
                )


def first_page(hands: Hands) -> None:
    """Assert that the first page says first that nothing is done yet, and shows all of the reference."""
    (entry,) = hands.desk.entries()
    (pages,) = hands.app.screen.query(Pages)
    shown = str(pages.content)
    assert shown.startswith(hands.app.words.say(Line.NOTHING_DONE_YET))
    for words in (hands.app.words.say(Line.REFERENCE), "#", spell(entry.reference)):
        assert squeezed(words) in squeezed(shown)
        assert hands.shows(words)


async def test_the_first_page_says_what_is_true_and_the_reference(tmp_path: Path) -> None:
    """At 80x24, in every language: RIEN N'EST ENCORE FAIT, then the whole reference, before any key."""
    async with Desk(tmp_path).run() as hands:
        await at_receipt(hands)
        for language in sorted(each.code for each in hands.app.words._catalogues.languages() if each.code != PSEUDO):
            hands.app.words.language = language
            await hands.app.usher.relanguage()
            await hands.settle()
            first_page(hands)
            whole(hands)


async def test_back_to_the_printer_until_the_key_is_gone(tmp_path: Path) -> None:
    """From the receipt on the screen Esc comes back to the printer, with the same key, until the visit goes on."""
    report = PrintReport(PrintOutcome.NOT_PRINTED, Cause.PAPER_OUT)
    async with Desk(tmp_path, on_screen=False, report=report).run() as hands:
        await at_receipt(hands)
        await choose(hands, "print")
        await choose(hands, "screen")
        assert hands.shows(hands.app.words.say(Ui.KEY_BACK))
        await hands.press("escape")
        hands.desk.report = PrintReport(PrintOutcome.PRINTED)
        await choose(hands, "print")
        codes = [[block for block in receipt.blocks if isinstance(block, Qr)] for receipt, _ in hands.desk.printed]
        assert codes[0] == codes[1] != []
        await choose(hands, "done")
        await hands.press("2", "enter")
        assert not [screen for screen in hands.app.screen_stack if isinstance(screen, ReceiptScreen)]


async def test_what_prints_is_ready_and_let_go(tmp_path: Path) -> None:
    """What prints starts when the receipt's screen opens, and ends when it goes; without a printer nothing starts."""
    async with Desk(tmp_path / "a", on_screen=False).run() as hands:
        await hands.go("close", OFFICE, until="sides")
        assert hands.desk.paper == []
        await hands.press("f5")
        assert hands.desk.paper[0] == "prepare"
        assert "release" not in hands.desk.paper
        await hands.press("escape")
        assert hands.desk.paper[-1] == "release"
    async with Desk(tmp_path / "b").run() as hands:
        await at_receipt(hands)
        assert hands.desk.paper.count("prepare") == 0


async def test_a_later_print_says_duplicata_and_has_no_key(tmp_path: Path) -> None:
    """Printed from the reference alone, the bytes say DUPLICATA in both modes and hold no code at all."""
    async with Desk(tmp_path, on_screen=False).run() as hands:
        await at_receipt(hands)
        await choose(hands, "print")
        await choose(hands, "done")
        await hands.press("2", "enter", "enter")
        (entry,) = hands.desk.entries()
        await hands.burst(entry.reference)
        await hands.press("2", "enter")
        assert isinstance(hands.app.screen, ReceiptScreen)
        await choose(hands, "print")
        first, copy = (receipt for receipt, _ in hands.desk.printed)
        out = decode(TextPrinter(CodePage("cp858", 19)).show(copy))
        assert "DUPLICATA" in out.lines
        assert out.qr == []
        for receipt, codes in ((first, 1), (copy, 0)):
            assert len(zxingcpp.read_barcodes(decode(RasterPrinter().show(receipt)).picture())) == codes
        await hands.press("escape")
        assert not isinstance(hands.app.screen, ReceiptScreen)


async def test_the_information_sheet_goes_to_the_printer(tmp_path: Path) -> None:
    """With a printer F5 prints both sides and the words of every consent that she can still come to."""
    async with Desk(tmp_path, on_screen=False).run() as hands:
        await hands.go("close", OFFICE, until="sides")
        await hands.press("f5")
        whole(hands)
        await choose(hands, "print")
        ((sheet, _),) = hands.desk.printed
        words = squeezed(read(sheet))
        (handover,) = (step for step in shipped().open("close").steps if step.id == "handover")
        assert all(squeezed(says.text) in words for says in handover.says if says.when is None)
        assert not any(isinstance(block, Qr) for block in sheet.blocks)
        whole(hands)
        await hands.press("escape")
        assert isinstance(hands.app.screen, VisitScreen)
        assert hands.at == "sides"


class WithPrinter(Desk):
    """A desk with the real way to paper, to a printer of the settings."""

    settings = Settings()

    def open(self, passphrase: str) -> Session:
        """Open the desk."""
        return replace(
            super().open(passphrase), paper=paper_of(printers_of(desk_value.Desk(self.folder, self.settings)))
        )


async def test_from_the_key_to_the_paper(tmp_path: Path) -> None:
    """The receipt chosen at the screen comes out of a printer, by a process that waited and then is gone."""
    printer = FakePrinter(Mood())
    desk = WithPrinter(tmp_path)
    desk.settings = Settings(printer=PrinterSettings(kind="network", host="127.0.0.1", port=printer.tcp(), cutter=True))
    async with desk.run() as hands:
        await at_receipt(hands)
        (scratch,) = (tmp_path / "spool").glob("print-*")
        await choose(hands, "discreet")
        assert not scratch.exists()
        assert hands.shows(hands.app.words.say(PrintOutcome.PRINTED))
        out = decode(bytes(printer.taken))
        assert (len(zxingcpp.read_barcodes(out.picture())), out.cuts) == (1, 1)
        await choose(hands, "done")
        await hands.press("2", "enter")
        assert list((tmp_path / "spool").iterdir()) == []
    printer.end()


# ---- the code on the screen


@pytest.mark.parametrize(("theme", "size"), [("dark", (80, 24)), ("light", (80, 24)), ("console", (128, 48))])
async def test_the_code_on_the_screen_is_read(theme: str, size: tuple[int, int], tmp_path: Path) -> None:
    """Another program reads the code from the picture of the screen: from glyphs, and from colours on a console."""
    async with Desk(tmp_path, theme=theme).run(size=size) as hands:
        await at_receipt(hands)
        code = next(block for block in hands.app.screen._receipt.blocks if isinstance(block, Qr))  # type: ignore[attr-defined]
        hands.send("f4")
        await hands.pilot.pause(0.2)  # a picture of colours alone has no text to wait for
        assert isinstance(hands.app.screen, QrScreen)
        assert [each.text for each in zxingcpp.read_barcodes(painted(hands))] == [code.text]


async def test_a_small_console_says_so(tmp_path: Path) -> None:
    """A console that has neither the glyphs nor the room says that the reference suffices."""
    async with Desk(tmp_path, theme="console").run() as hands:
        await at_receipt(hands)
        await hands.press("f4")
        assert hands.shows(hands.app.words.say(Ui.RECEIPT_NO_QR))


def painted(hands: Hands) -> Image.Image:
    """Paint the screen as a terminal does, 8 by 16 dots a cell, from its glyphs and colours."""
    strips = hands.app.screen._compositor.render_strips()
    image = Image.new("RGB", (8 * hands.app.size.width, 16 * hands.app.size.height), "grey")

    def colour(given: Color | None, otherwise: str) -> str:
        return given.get_truecolor().hex if given and not given.is_default else otherwise

    for y, strip in enumerate(strips):
        x = 0
        for segment in strip:
            style = segment.style
            ink = colour(style.color if style else None, "white")
            back = colour(style.bgcolor if style else None, "black")
            for sign in segment.text:
                top, bottom = (ink if sign in both else back for both in ("▀█", "▄█"))
                image.paste(top, (8 * x, 16 * y, 8 * x + 8, 16 * y + 8))
                image.paste(bottom, (8 * x, 16 * y + 8, 8 * x + 8, 16 * y + 16))
                x += 1
    return image


async def test_what_must_be_read_can_be_had_on_paper_first(tmp_path: Path) -> None:
    """F5 gives the information of the act before she chooses, and comes back to the same step and answers."""
    async with Desk(tmp_path, training=True).run() as hands:
        await hands.go("close", OFFICE, until="sides")
        before = hands.visit.answers
        await hands.press("f5")
        assert isinstance(hands.app.screen, ReceiptScreen)
        whole(hands)
        await hands.press("escape")
        assert isinstance(hands.app.screen, VisitScreen)
        assert (hands.at, hands.visit.answers) == ("sides", before)
        assert hands.desk.entries() == []


async def test_one_key_says_what_it_comes_out_on(tmp_path: Path) -> None:
    """F5 goes round the roll, the page and the USB key; what is chosen is said; the next paper has the usual."""
    forms = [Form.ROLL, Form.A4, Form.DRIVE]
    async with Desk(tmp_path, on_screen=False, forms=forms).run() as hands:
        await at_receipt(hands)
        for words in (Ui.FORM_ROLL, Ui.FORM_A4, Ui.FORM_DRIVE):
            assert hands.shows(hands.app.words.say(words))
            whole(hands)
            await hands.press("f5")
        await hands.press("f5")
        assert hands.shows(hands.app.words.say(Ui.FORM_A4))
        await choose(hands, "print")
        assert len(hands.desk.printed) == 1
        await choose(hands, "done")
        await hands.press("2", "enter")
        assert hands.app.session.paper.form() is Form.ROLL


async def test_of_several_keys_the_worker_says_which(tmp_path: Path) -> None:
    """With two keys the paper goes onto none until one is chosen, and is then what was asked for."""
    report = PrintReport(PrintOutcome.NOT_PRINTED, Cause.WHICH_KEY)
    sticks = [Drive("/media/a", 1), Drive("/media/b", 2)]
    async with Desk(tmp_path, forms=[Form.SCREEN, Form.DRIVE], report=report, sticks=sticks).run() as hands:
        await at_receipt(hands)
        await hands.press("f5")
        await choose(hands, "large")
        assert hands.shows(hands.app.words.say(Cause.WHICH_KEY))
        assert all(hands.shows(hands.app.words.say(RoadUi.ON_THIS_DRIVE, drive=each.folder)) for each in sticks)
        whole(hands)
        await hands.press("2", "enter")
        assert "/media/b" in hands.desk.paper
        assert "/media/a" not in hands.desk.paper
        assert [large for _, large in hands.desk.printed] == [True, True]
        assert hands.shows(hands.app.words.say(Cause.ON_A_KEY))


async def test_without_a_printer_it_can_go_onto_a_key(tmp_path: Path) -> None:
    """The screen stands in for paper until F5 is pressed; then it is a file, and nobody is told to keep a paper."""
    report = PrintReport(PrintOutcome.PRINTED, Cause.ON_A_KEY)
    async with Desk(tmp_path, forms=[Form.SCREEN, Form.DRIVE], report=report).run() as hands:
        await at_receipt(hands)
        assert not hands.shows("Gardez ce papier")
        await hands.press("f5")
        assert hands.shows(hands.app.words.say(Ui.FORM_DRIVE))
        await choose(hands, "print")
        assert hands.shows("clé USB")
        await hands.press("f5")
        assert hands.app.session.paper.on_screen
