"""A day's work at the office on each of its faces: the same deeds, by keys on its screens or by words in lines."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from tests.office.console.bureau import FakeBureau
from tests.office.console.seen import at_console
from tests.office.lines.said import OfficeTalk
from tests.plain.line import Script

Deeds = Sequence[str]
"""Names of deeds; what stands after a colon is typed, and a number alone chooses an answer."""
KEYS = {
    "open": ("enter",),
    "take": ("p",),
    "note": ("n",),
    "tried": ("i",),
    "call": ("r",),
    "meet": ("d",),
    "answer": ("a",),
    "undo": ("u",),
    "hand": ("t",),
    "pass": ("b",),
    "release": ("l",),
    "script": ("s",),
    "find": ("slash",),
    "all": ("e",),
    "fetch": ("f5",),
    "desks": ("v",),
    "back": ("escape",),
}
TYPED = {
    "open": ("1", "1"),
    "take": ("prendre",),
    "note": ("note",),
    "tried": ("essai",),
    "call": ("rappel",),
    "meet": ("rendezvous",),
    "answer": ("répondre",),
    "undo": ("reprendre",),
    "hand": ("transmettre",),
    "pass": ("passer",),
    "release": ("rendre",),
    "script": ("fiche", ""),
    "find": ("chercher",),
    "all": ("absent",),
    "fetch": ("relais",),
    "desks": ("postes",),
    "back": ("retour",),
}


class OfficeFace(Protocol):
    """One of the two faces."""

    async def work(self, bureau: FakeBureau, deeds: Deeds) -> str:
        """Do these, one after the other; give what was seen or heard after the last."""


class ByKeys:
    """The screens."""

    async def work(self, bureau: FakeBureau, deeds: Deeds) -> str:
        """Press the key of each."""
        async with at_console(bureau) as hand:
            for deed in deeds:
                name, _, typed = deed.partition(":")
                await hand.press(*KEYS.get(name, (name, "enter")))
                if typed:
                    await hand.settle()  # a line that is not seen yet takes nothing
                    await hand.type(typed)
                    await hand.press("enter")
                await hand.settle()
            return " ".join(hand.sees.split())


class ByWords:
    """The plain lines."""

    async def work(self, bureau: FakeBureau, deeds: Deeds) -> str:
        """Type the word of each."""
        talk = OfficeTalk(bureau)
        heard = ""

        def script() -> Script:
            nonlocal heard
            for deed in deeds:
                name, _, typed = deed.partition(":")
                talk.line.heard_all.clear()
                yield from TYPED.get(name, (name,))
                if typed:
                    yield typed
            heard = " ".join("\n".join(talk.line.heard_all).split())

        talk.run(script())
        return heard


OFFICE_FACES: dict[str, OfficeFace] = {"screens": ByKeys(), "lines": ByWords()}
