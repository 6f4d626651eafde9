"""Where there is no printer, the last page is what the person copies by hand: the reference, and what to bring."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest

from kiosk.core.paper import Letterhead
from kiosk.core.procedure import Channel
from kiosk.core.receipt import sheet_receipt
from kiosk.core.reference import spell
from kiosk.glass.widgets.pages import Pages
from kiosk.guidance.shelf import Shelf
from kiosk.printer.onscreen import lines_of_text
from kiosk.screens.receipt import ReceiptScreen
from kiosk.words.catalogues import Catalogues
from kiosk.words.papers import on_pages
from tests.e2e.journey import MAIN
from tests.screens.desk import Desk


@pytest.mark.parametrize("size", [(80, 24), (40, 15)])
@pytest.mark.parametrize("touched", [False, True])
async def test_the_last_page_has_the_reference_and_what_to_bring(
    tmp_path: Path, size: tuple[int, int], touched: bool
) -> None:
    """In usual and in large letters, drawn or read by touch: one page, and no other is needed."""
    desk = Desk(tmp_path)
    async with desk.run(size=size) as hands:
        hands.app.set_class(touched, "-touched")
        await hands.go("close", dict(MAIN))
        assert isinstance(hands.app.screen, ReceiptScreen)
        (pages,) = hands.app.screen.query(Pages)
        while not pages.is_last:
            await hands.press("enter")
        last = " ".join(str(pages.content).split())
        assert spell(desk.entries()[0].reference) in last
        assert "À apporter" in last
        assert "Téléphone" in last


@pytest.mark.parametrize("width", [48, 38])
def test_what_is_filled_in_stands_with_its_line(width: int) -> None:
    """On every sheet: no line to write on is the first of a block, which may be a page; a letter is signed in one."""
    shelf, words, desk = Shelf(), Catalogues(), Letterhead("Accueil")
    seen, signed = 0, list[str]()
    for title in shelf.titles():
        procedure = shelf.open(title.id)
        for each in procedure.sheets:
            if each.channel is Channel.OFFICE:
                continue
            receipt = words.word(sheet_receipt(procedure, each.channel, {}, desk, None, training=True), "fr")
            blocks = on_pages(receipt, lines_of_text, width, lambda each: each.text, drawn=True, large=False)
            seen += sum("___" in block for block in blocks)
            for one, other in pairwise(blocks):
                assert not other.startswith("_"), f"{one}\n|\n{other}"
            signed += [block for block in blocks if "Signature" in block]
    assert seen > 50
    assert signed
    assert all("Fait à" in block for block in signed)
