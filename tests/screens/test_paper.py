"""Paper at the screen: the worker is told what became of it, and it never decides whether the act exists."""

from __future__ import annotations

from pathlib import Path

import pytest

from kiosk.core.paper import Cause, Outcome, Report
from kiosk.core.receipt import Qr
from kiosk.screens.confirm import ConfirmScreen
from kiosk.screens.receipt import ReceiptScreen
from kiosk.screens.visit import VisitScreen
from kiosk.screens.widgets.choices import Choices
from kiosk.wording import Ui
from tests.screens.desk import OFFICE, Desk
from tests.screens.looks import whole

REPORTS = [Report(Outcome.PRINTED, Cause.PAPER_LOW), Report(Outcome.UNCERTAIN, Cause.NO_ANSWER)]
REPORTS += [Report(Outcome.NOT_PRINTED, cause) for cause in Cause]


@pytest.mark.parametrize("report", REPORTS, ids=lambda report: f"{report.outcome}-{report.cause}")
async def test_what_became_of_a_print_is_told(tmp_path: Path, report: Report) -> None:
    """Outcome and cause are said in words; only a paper that may be there can be in her hand; the act exists anyway."""
    async with Desk(tmp_path, on_screen=False, report=report).run() as hands:
        await hands.go("close", OFFICE)
        assert isinstance(hands.app.screen, ReceiptScreen)
        assert hands.app.screen.query_one(Choices).pointed is None
        assert len(hands.desk.entries()) == 1
        assert hands.desk.printed == []
        whole(hands)
        await hands.press("1", "enter")
        ((receipt, large),) = hands.desk.printed
        assert not large
        assert any(isinstance(block, Qr) for block in receipt.blocks)
        assert hands.shows(hands.app.say(report.outcome))
        assert report.cause is None or hands.shows(hands.app.say(report.cause))
        may_be_there = report.outcome is not Outcome.NOT_PRINTED
        assert hands.shows(hands.app.say(Ui.RECEIPT_IN_HAND)) is may_be_there
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
