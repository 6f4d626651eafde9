"""A key says the page and the same key is silence; nothing is heard once the page is not shown, nor what was typed."""

from __future__ import annotations

from pathlib import Path

import pytest

from kiosk.core.aloud import Manner, SpeechEnd
from kiosk.core.blocks import Line
from kiosk.core.idle import IDLE
from kiosk.core.procedure import Kind
from kiosk.screens.home import HomeScreen
from kiosk.screens.receipt import ReceiptScreen
from kiosk.screens.words import WordsScreen
from kiosk.words.catalogues import Catalogues
from kiosk.words.person import PersonUi
from kiosk.words.speech import ENDS, MANNERS, SpeechUi
from tests.fakes import still_clock
from tests.office.made import TYPED
from tests.screens.desk import OFFICE, PASSPHRASE, Desk, Hands, squeezed
from tests.speech.made import FakeMouth

WORDS = Catalogues()
PLANTED = {squeezed(each) for text in TYPED.values() for each in (text, *text.split())} | {"Martin", "31/12/2025"}


def says(hands: Hands, code: SpeechUi) -> bool:
    return hands.shows(WORDS.say(code, "fr"))


async def to_page(hands: Hands) -> None:
    """Go to a page of a visit, in real mode behind the passphrase."""
    if not hands.desk.training:
        await hands.paste(PASSPHRASE)
        await hands.press("enter")
    await hands.begin("close")


async def test_the_key_says_the_page_and_is_silence(tmp_path: Path) -> None:
    """Who speaks stands on the status line for as long as it lasts; the second press ends it."""
    mouth = FakeMouth(holds=True)
    async with Desk(tmp_path, mouth=mouth).run() as hands:
        await to_page(hands)
        step = hands.visit.step
        await hands.press("f7")
        assert mouth.texts[0] == step.title.text
        assert mouth.speaks
        assert says(hands, SpeechUi.BY_MACHINE)
        await hands.press("f7")
        assert not mouth.speaks
        assert not says(hands, SpeechUi.BY_MACHINE)
        assert len(mouth.pages) == 1
        await hands.press("f7")
        mouth.end(SpeechEnd.SAID)
        await hands.pilot.pause(0.05)
        await hands.settle()
        assert not any(says(hands, code) for code in (*MANNERS.values(), *ENDS.values()))
        assert hands.visit.step is step


async def test_each_person_hears_once_in_a_language_that_a_machine_speaks(tmp_path: Path) -> None:
    """The first page that a machine says begins with it, in her language; no other does; the next person hears it."""
    mouth = FakeMouth(holds=True)
    async with Desk(tmp_path, mouth=mouth, words=WORDS).run() as hands:
        for code in ("fr", "ro"):
            await hands.begin("close")
            await hands.app.usher.speak(code)
            await hands.settle()
            for _ in range(2):
                await hands.press("f7", "f7", "1", "enter")
            await hands.press("f12", "enter")
        assert mouth.told == [WORDS.say(PersonUi.MACHINE_VOICE, each) for each in ("fr", "ro")]
        mouth.ends, mouth.holds = SpeechEnd.NO_SOUND, False
        await hands.begin("close")
        for _ in range(2):
            await hands.press("f7")
            await hands.settle()
        assert mouth.told[2:] == [WORDS.say(PersonUi.MACHINE_VOICE, "fr")] * 2
        mouth.manner = Manner.RECORDED
        await hands.press("f7")
        assert len(mouth.told) == 4


async def test_who_speaks_is_said(tmp_path: Path) -> None:
    """A machine's voice is named as one, a person's as recorded."""
    mouth = FakeMouth(holds=True)
    async with Desk(tmp_path, mouth=mouth).run() as hands:
        await to_page(hands)
        for mouth.manner in Manner:
            await hands.press("f7")
            assert [code for code in MANNERS.values() if says(hands, code)] == [MANNERS[mouth.manner]]
            await hands.press("f7")
            assert not says(hands, MANNERS[mouth.manner])


async def test_what_went_wrong_is_a_sentence_and_the_desk_goes_on(tmp_path: Path) -> None:
    """No sound, no voice, a player that hangs: it is said, and the next key does what it does."""
    mouth = FakeMouth()
    async with Desk(tmp_path, mouth=mouth).run() as hands:
        await to_page(hands)
        before = hands.at
        for mouth.ends in ENDS:
            await hands.press("f7")
            await hands.pilot.pause(0.05)
            await hands.settle()
            assert [code for code in ENDS.values() if says(hands, code)] == [ENDS[mouth.ends]]
        await hands.press("1", "enter")
        assert hands.at != before
        assert not any(says(hands, code) for code in ENDS.values())


async def test_a_voice_that_is_switched_off_is_said(tmp_path: Path) -> None:
    """Where the settings want no voice, the key says so."""
    async with Desk(tmp_path).run() as hands:
        await to_page(hands)
        await hands.press("f7")
        assert says(hands, SpeechUi.OFF)


def cover_at_once(hands: Hands, cover: str) -> None:
    """Cover the page by what a key does, without a turn of the screens in between."""
    if cover == "idle":
        hands.desk.clock.since_start += IDLE[1]
        hands.app.guard.look()
    else:
        {"f8": hands.app.action_hide, "f9": hands.app.action_lock, "f12": hands.app.action_vanish}[cover]()


@pytest.mark.parametrize("cover", ["f8", "f9", "idle", "f12"])
async def test_what_is_hidden_locked_or_left_is_not_heard(tmp_path: Path, cover: str) -> None:
    """Whoever covers the screen has silence before the cover is even laid out, and nothing goes on behind it."""
    mouth = FakeMouth(holds=True)
    async with Desk(tmp_path, mouth=mouth, training=False, clock=still_clock()).run() as hands:
        await to_page(hands)
        await hands.press("f7")
        assert mouth.speaks
        cover_at_once(hands, cover)
        assert not mouth.speaks
        await hands.settle()
        await hands.press("f7")
        assert len(mouth.pages) == 1


async def test_another_page_is_silence(tmp_path: Path) -> None:
    """A box over the page, another language, another step, the sheet, the way back, the end: each ends the voice."""
    mouth = FakeMouth(holds=True)
    async with Desk(tmp_path, mouth=mouth).run() as hands:
        await to_page(hands)
        leads = [("f1", "escape"), ("f2", "escape"), ("f3", "escape"), ("f5", "escape"), ("f10", "escape"), ("enter",)]
        for at, (key, *back) in enumerate([*leads, ("escape",), ("f10",)], start=1):
            await hands.press("1", "f7")
            assert mouth.speaks, key
            await hands.press(key)
            assert not mouth.speaks, key
            await hands.press(*back)
            assert len(mouth.pages) == at


async def test_silence_at_the_end_of_the_kiosk(tmp_path: Path) -> None:
    """The kiosk ends, and so does its voice."""
    mouth = FakeMouth(holds=True)
    async with Desk(tmp_path, mouth=mouth).run() as hands:
        await to_page(hands)
        await hands.press("f7")
        hands.app.leave()
        assert not mouth.speaks


async def test_the_end_of_a_hushed_page_is_not_told_on_the_next(tmp_path: Path) -> None:
    """What went wrong with a page that is gone is no news."""
    mouth = FakeMouth(holds=True)
    async with Desk(tmp_path, mouth=mouth).run() as hands:
        await to_page(hands)
        await hands.press("f7")
        over = mouth._over
        await hands.press("1", "enter")
        assert over is not None
        over(SpeechEnd.NO_SOUND)
        await hands.pilot.pause(0.05)
        assert not says(hands, SpeechUi.NO_SOUND)


async def test_keys_do_what_they_do_while_it_speaks(tmp_path: Path) -> None:
    """An answer that is typed while a page is said is taken, and only the next page ends the voice."""
    mouth = FakeMouth(holds=True)
    async with Desk(tmp_path, mouth=mouth).run() as hands:
        await hands.go("close", OFFICE, until="who")
        await hands.press("f7")
        for each in "Zelda":
            hands.send(each, after=0.05)
        await hands.settle()
        assert hands.line.value == "Zelda"
        assert mouth.speaks
        hands.send("f7")
        hands.send("f7", after=0.03)  # a key that is held is pressed once
        await hands.settle()
        assert not mouth.speaks
        assert len(mouth.pages) == 1


async def test_nothing_typed_is_ever_said(tmp_path: Path) -> None:
    """A whole act in which everything is typed, each page and its receipt said: nothing typed is among it.

    It is heard in her language, but for the consent, which nobody reviewed: French on the screen, French in the ear.
    """
    mouth, seen = FakeMouth(), set()

    def listen(hands: Hands) -> None:
        before = len(mouth.pages)
        hands.app.action_listen()
        if len(mouth.pages) > before and hands.at:
            kind = hands.visit.step.kind
            heard = {each.language for each in mouth.pages[-1]}
            assert heard == {"fr"} if kind is Kind.CONSENT else "es" in heard
            seen.add(kind)

    async with Desk(tmp_path, mouth=mouth, words=WORDS).run() as hands:
        await hands.begin("close")
        await hands.app.usher.speak("es")
        await hands.settle()
        await hands.on(dict(OFFICE), look=listen)
        assert seen >= {Kind.INFORM, Kind.CHOOSE, Kind.ASK, Kind.CHECK, Kind.CONSENT}
        assert isinstance(hands.app.screen, ReceiptScreen)
        pages = len(mouth.pages)
        hands.app.words.discreet = True  # somebody close may hear it, too
        await hands.press("f7")
        assert len(mouth.pages) == pages
        assert says(hands, SpeechUi.NOTHING)
        hands.app.words.discreet = False
        await hands.press("f7")
        assert WORDS.say(Line.NOTHING_DONE_YET, "es") in mouth.texts[-len(mouth.pages[-1]) :]
    for text in mouth.texts:
        assert not [each for each in PLANTED if each in squeezed(text)], text


async def test_a_language_that_the_terminal_cannot_draw_is_heard(tmp_path: Path) -> None:
    """Arabic stands on no console, and French does in its place: what is heard is Arabic."""
    mouth = FakeMouth()
    async with Desk(tmp_path, mouth=mouth, words=WORDS).run() as hands:
        await hands.begin("close")
        await hands.app.usher.speak("ar")
        await hands.settle()
        assert hands.shows(hands.visit.step.title.text)
        await hands.press("f7")
        assert WORDS.plain(hands.visit.step.title, "ar") in mouth.texts


async def test_a_word_is_explained_aloud(tmp_path: Path) -> None:
    """In the glossary the key says the word that is pointed at; pointing at another is silence."""
    mouth = FakeMouth(holds=True)
    async with Desk(tmp_path, mouth=mouth).run() as hands:
        await to_page(hands)
        await hands.press("f3")
        assert isinstance(hands.app.screen, WordsScreen)
        await hands.press("f7")
        assert len(mouth.texts) >= 2
        assert hands.shows(mouth.texts[0])
        await hands.press("down")
        assert not mouth.speaks


async def test_home_says_nothing(tmp_path: Path) -> None:
    """At home the key is the road's, and no page is said."""
    mouth = FakeMouth()
    async with Desk(tmp_path, mouth=mouth).run() as hands:
        assert isinstance(hands.app.screen, HomeScreen)
        await hands.press("f7")
        hands.app.action_listen()
        assert not mouth.pages


@pytest.mark.parametrize("on_screen", [True, False])
async def test_a_paper_is_spoken_of_only_where_there_is_one(on_screen: bool, tmp_path: Path) -> None:
    """At a desk without a printer nobody hears "Keep this paper": the ear is told what the eye is."""
    mouth = FakeMouth()
    async with Desk(tmp_path, mouth=mouth, words=WORDS, on_screen=on_screen).run() as hands:
        await hands.begin("close")
        await hands.on(dict(OFFICE))
        assert isinstance(hands.app.screen, ReceiptScreen)
        await hands.press("f7")
        assert (WORDS.say(Line.KEEP_THIS_PAPER, "fr") in mouth.texts) is not on_screen
        assert (WORDS.say(Line.COPY_THIS, "fr") in mouth.texts) is on_screen
