"""An act stays with who works on it; before it is let go that is said, and what was typed is never lost."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from kiosk.core.errors import ActNotTaken
from kiosk.core.idle import NOTICE
from kiosk.core.tray import Item
from kiosk.core.work import TAKES, Deed, Work, holder
from kiosk.office.hold import HoldNews, HoldWatch
from kiosk.plain.teletype import Heard
from kiosk.words.console import ConsoleUi
from kiosk.words.linear import LockUi
from tests.office.console.bureau import NOW, FakeBureau, made
from tests.office.console.seen import WORDS, at_console
from tests.office.faces import OFFICE_FACES, OfficeFace
from tests.office.lines.said import OfficeTalk
from tests.plain.line import Script

ONE = made(1, work=Work(1, "Ana", NOW))
SOON = TAKES - timedelta(seconds=NOTICE - 1)
TEXT = "appelée deux fois"
ENDS = WORDS.say(ConsoleUi.HOLD_SOON, "fr")
KEPT = WORDS.say(ConsoleUi.KEPT, "fr")


class Slow(FakeBureau):
    """An office where an hour passes once somebody has taken an act."""

    def do(self, act: bytes, deed: Deed, **more: object) -> Item:
        """Do it; then it is an hour later."""
        item = super().do(act, deed, **more)  # type: ignore[arg-type]
        if deed is Deed.TAKE and len(self.notes[act]) == 1:
            self.clock += timedelta(hours=1)
        return item


def squeeze(text: str) -> str:
    """Give a text without its line ends."""
    return " ".join(text.replace("\u00a0", " ").split())


def holds(bureau: FakeBureau) -> bool:
    """Tell whether Ana holds the act."""
    return holder(bureau.acts[ONE.act].work, bureau.clock) == "Ana"


def test_whoever_works_has_it_anew_and_nobody_else() -> None:
    """A key since it was taken renews it; without one it is said half a minute before; it never renews what is lost."""
    watch = HoldWatch()
    for passed, key, news in (
        (0, False, HoldNews.NOTHING),
        (1700, False, HoldNews.NOTHING),
        (1765, False, HoldNews.NOTHING),
        (1771, False, HoldNews.SOON),
        (1799, True, HoldNews.RENEW),
        (1801, True, HoldNews.NOTHING),
    ):
        assert watch.look(ONE.work, "Ana", NOW + timedelta(seconds=passed), key=key) is news, passed
    watch = HoldWatch()
    watch.look(ONE.work, "Ana", NOW)
    assert watch.look(ONE.work, "Ana", NOW + timedelta(seconds=60), key=True) is HoldNews.NOTHING
    assert watch.look(ONE.work, "Ana", NOW + timedelta(seconds=1765)) is HoldNews.RENEW
    again = replace(ONE.work, touched=NOW + timedelta(seconds=1765))
    assert watch.look(again, "Ana", NOW + timedelta(seconds=1765 + 1771)) is HoldNews.SOON
    assert watch.look(ONE.work, "Bo", NOW + timedelta(seconds=1771)) is HoldNews.NOTHING


def test_a_renewal_that_fails_is_not_tried_at_each_key() -> None:
    """Where the hub is away each try waits for it: ten seconds lie between two, and meanwhile the end is announced."""
    watch = HoldWatch()
    news = [watch.look(ONE.work, "Ana", NOW + timedelta(seconds=at), key=True) for at in (1761, 1762, 1769, 1771, 1775)]
    assert news == [HoldNews.RENEW, HoldNews.NOTHING, HoldNews.NOTHING, HoldNews.RENEW, HoldNews.SOON]


@pytest.fixture(params=OFFICE_FACES)
def face(request: pytest.FixtureRequest) -> OfficeFace:
    """Give each of the two."""
    return OFFICE_FACES[request.param]


async def test_what_was_let_go_by_itself_is_taken_again(face: OfficeFace) -> None:
    """An hour later, and nobody took it: what is typed is noted, under the same name."""
    bureau = Slow.of(made(1))
    await face.work(bureau, ["open", "take", f"note:{TEXT}", "call:3"])
    deeds = [note.deed for note in bureau.notes[ONE.act]]
    assert deeds == [Deed.TAKE, Deed.TAKE, Deed.NOTE, Deed.CALL_BACK]
    assert bureau.notes[ONE.act][2].text == TEXT


@pytest.mark.parametrize("owner", ["", "Bo"])
async def test_a_text_that_is_refused_is_kept(face: OfficeFace, owner: str) -> None:
    """Not theirs, or a colleague's by now: why and what to do is said, and the text is there when it is theirs."""
    bureau = FakeBureau.of(replace(ONE, work=replace(ONE.work, owner=owner)))
    seen = await face.work(bureau, ["open", f"note:{TEXT}"])
    assert squeeze(KEPT) in squeeze(seen)
    assert ("Prenez-le" in seen) is (not owner)
    assert "plus possible" not in seen
    assert not bureau.notes.get(ONE.act)


@pytest.mark.parametrize("size", [(80, 24), (40, 15)], ids=str)
async def test_on_screens_a_refused_text_stands_in_the_line_again(size: tuple[int, int]) -> None:
    """After it was taken, the same key shows the text, and Enter notes it once."""
    bureau = FakeBureau.of(made(1))
    async with at_console(bureau, size) as hand:
        await hand.press("enter", "n")
        await hand.type(TEXT)
        await hand.press("enter")
        assert squeeze(KEPT) in squeeze(hand.sees)
        await hand.press("p", "n")
        assert TEXT in hand.sees
        await hand.press("enter", "n")
        assert TEXT not in hand.row
    assert [note.deed for note in bureau.notes[made(1).act]] == [Deed.TAKE, Deed.NOTE]
    assert bureau.notes[made(1).act][1].text == TEXT


def test_in_lines_a_refused_text_is_given_again_by_enter() -> None:
    """It is said back, and a bare Enter notes it."""
    bureau = FakeBureau.of(made(1))
    talk = OfficeTalk(bureau)

    def script() -> Script:
        yield from ("1", "1", "note", TEXT, "prendre", "note")
        assert talk.line.heard(f"Votre texte est gardé : {TEXT}")
        yield ""

    talk.run(script())
    assert [note.text for note in bureau.notes[made(1).act]] == ["", TEXT]


@pytest.mark.parametrize("over", [(), ("n",), ("f1",), ("f8",)])
async def test_on_screens_it_is_announced_and_a_key_keeps_it(over: tuple[str, ...]) -> None:
    """Half a minute before, over everything, once, with the bell; a key keeps the act for another half hour."""
    bureau = FakeBureau.of(ONE)
    async with at_console(bureau, idle=(9000, 9000)) as hand:
        await hand.press("2", "enter", *over)
        hand.app.look()
        rung: list[int] = []
        hand.app.bell = lambda: rung.append(1)  # type: ignore[method-assign]
        for screen in hand.app.screen_stack:
            if hasattr(screen, "_hold"):
                screen._hold = HoldWatch()  # nobody has worked since
        bureau.clock += SOON
        hand.app.look()
        hand.app.look()
        await hand.settle()
        assert squeeze(ENDS) in squeeze(hand.sees)
        assert rung == [1]
        await hand.press("x" if over else "down")
        assert squeeze(ENDS) not in squeeze(hand.sees)
        assert holds(bureau)
        bureau.clock += SOON
        assert holds(bureau)
        assert [note.deed for note in bureau.notes[ONE.act]] == [Deed.TAKE]


async def test_on_screens_to_write_is_to_work() -> None:
    """Whoever writes a long note has the act when it is done, and nothing interrupts them."""
    bureau = FakeBureau.of(ONE)
    async with at_console(bureau, idle=(9000, 9000)) as hand:
        await hand.press("2", "enter", "n")
        for sign in "abcdef":
            bureau.clock += timedelta(minutes=10) - timedelta(seconds=3)
            hand.app.look()
            await hand.type(sign)
            assert ENDS not in hand.sees
            assert holds(bureau)
        await hand.press("enter")
    assert bureau.notes[ONE.act][-1].text == "abcdef"


def test_in_lines_it_is_announced_and_a_key_keeps_it() -> None:
    """The same in lines: said once; a lock that is near at the same time is said, and nothing more."""
    bureau = FakeBureau.of(ONE)
    talk = OfficeTalk(bureau)

    def script() -> Script:
        yield from ("2", "1")
        talk.face.shutter._hold = HoldWatch()
        bureau.clock += SOON
        yield Heard()
        yield Heard()
        assert talk.line.rung == 1
        assert talk.line.heard(ENDS)
        yield Heard(touched=True)
        assert holds(bureau)
        yield "note"
        bureau.clock += SOON
        yield Heard(touched=True)
        assert holds(bureau)
        yield TEXT

    talk.run(script())
    assert talk.line.rung == 1
    assert not talk.line.heard(WORDS.say(LockUi.SOON, "fr"))
    assert bureau.notes[ONE.act][-1].text == TEXT


def test_what_was_never_taken_is_still_refused() -> None:
    """To write in an act takes none."""
    bureau = FakeBureau.of(made(1))
    with pytest.raises(ActNotTaken):
        bureau.do(made(1).act, Deed.NOTE, text=TEXT)
    assert bureau.notes.get(made(1).act) is None
