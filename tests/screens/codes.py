"""Codes of receipts, as a scanner reads them."""

from __future__ import annotations

from kiosk.core.blocks import Qr
from kiosk.core.reference import make_reference, qr_text
from kiosk.screens.receipt import ReceiptScreen
from tests.screens.desk import OFFICE, Hands

CODE = qr_text(make_reference(b"-kios"), bytes(range(16)))
"""The QR of some receipt."""


async def recorded(hands: Hands) -> tuple[str, str]:
    """Record an act and give its reference and the text of its QR; then go home."""
    await hands.go("close", OFFICE)
    assert isinstance(hands.app.screen, ReceiptScreen)
    code = next(each.text for each in hands.app.screen._receipt.blocks if isinstance(each, Qr))
    await hands.leave_receipt()
    await hands.press("enter")
    return hands.desk.entries()[-1].reference, code
