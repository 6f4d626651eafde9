"""How the groups of the home page are called, in the words of whoever comes."""

from __future__ import annotations

from kiosk.core.title import Group
from kiosk.words.ui import Ui

WORDS = {
    Group.OPEN: Ui.GROUP_OPEN,
    Group.CLOSE: Ui.GROUP_CLOSE,
    Group.HIDE: Ui.GROUP_HIDE,
    Group.PREVENT: Ui.GROUP_PREVENT,
    Group.SEE: Ui.GROUP_SEE,
    Group.PHARMACY: Ui.GROUP_PHARMACY,
    Group.LOOKED: Ui.GROUP_LOOKED,
    Group.LIFE: Ui.GROUP_LIFE,
    Group.OTHER: Ui.GROUP_OTHER,
}
"""What a person says who comes for it."""
