"""How the groups of the home page are called, in the words of whoever comes."""

from __future__ import annotations

from kiosk.core.title import Group
from kiosk.words.person import PersonUi

WORDS = {
    Group.OPEN: PersonUi.GROUP_OPEN,
    Group.CLOSE: PersonUi.GROUP_CLOSE,
    Group.HIDE: PersonUi.GROUP_HIDE,
    Group.PREVENT: PersonUi.GROUP_PREVENT,
    Group.SEE: PersonUi.GROUP_SEE,
    Group.PHARMACY: PersonUi.GROUP_PHARMACY,
    Group.LOOKED: PersonUi.GROUP_LOOKED,
    Group.LIFE: PersonUi.GROUP_LIFE,
    Group.OTHER: PersonUi.GROUP_OTHER,
}
"""What a person says who comes for it."""
