"""Words of the office's plain lines, wherever one is: where that is, what the screens' keys do, and a way out."""

from __future__ import annotations

import pytest
from textual.screen import Screen

from kiosk.core.work import Deed
from kiosk.office.console.act import ActScreen
from kiosk.office.console.acts import ActsScreen
from kiosk.office.console.caps import Caps
from kiosk.office.lines.orders import OfficeOrder
from kiosk.plain.orders import Order, TypedWord
from kiosk.words.console import ConsoleUi, LinesUi
from kiosk.words.linear import LinearUi
from kiosk.words.ui import Ui
from tests.office.console.bureau import FakeBureau, made
from tests.office.lines.said import WORDS, OfficeTalk
from tests.plain.line import Script


def heard(talk: OfficeTalk, code: object, **values: object) -> bool:
    """Tell whether a sentence was said since what was heard was forgotten."""
    return talk.line.heard(WORDS.say(code, "fr", **values))  # type: ignore[arg-type]  # a code


@pytest.mark.parametrize("word", ["arrêter", "retour", "Échap", "F10"])
def test_an_office_need_not_be_opened(word: str) -> None:
    """Where the passphrase that opens it is asked for, a word ends it, and is said."""
    bureau = FakeBureau.of(made(1))
    talk = OfficeTalk(bureau)

    def script() -> Script:
        assert heard(talk, LinesUi.NOT_OPENED)
        yield word
        raise AssertionError("it did not end")

    talk.run(script(), opened=False)
    assert not talk.line.heard("À prendre")


def test_where_says_which_list_and_what_is_asked() -> None:
    """In the trays, a tray, what was looked for, an act and each of its questions."""
    talk = OfficeTalk(FakeBureau.of(made(1)))

    def at(*typed: str) -> Script:
        yield from typed
        talk.line.heard_all.clear()
        yield "où"

    def script() -> Script:
        yield from at()
        assert talk.line.heard("Vous : Ana")
        yield from at("ordre")
        assert heard(talk, ConsoleUi.ASK_SORT)
        yield from at("retour", "1")
        assert heard(talk, LinesUi.OPEN_LIST, what="À prendre")
        yield from at("1")
        assert talk.line.heard("K7Q-4M2-001")
        assert heard(talk, ConsoleUi.HELD_BY_NOBODY)
        yield from at("note")
        assert talk.line.heard("K7Q-4M2-001")
        assert heard(talk, ConsoleUi.ASK_NOTE)
        yield from at("retour", "répondre")
        assert heard(talk, ConsoleUi.ASK_ANSWER)
        yield from at("retour", "arrêter")
        assert heard(talk, ConsoleUi.ASK_LEAVE)

    talk.run(script())


@pytest.mark.parametrize("before", [(), ("1",)], ids=["trays", "a tray"])
def test_a_list_is_said_once(before: tuple[str, ...]) -> None:
    """No wrong word, no word of an act and no deed that changes nothing says it again; repeat does."""
    talk = OfficeTalk(FakeBureau.of(made(1)))

    def script() -> Script:
        yield from before
        for typed, answer in {
            "xyz": LinearUi.NOT_FOUND,
            "99": LinearUi.NOT_FOUND,
            "prendre": LinearUi.NOT_HERE,
            "langue": LinearUi.NOT_AT_OFFICE,
            "F3": LinearUi.NOT_HERE,
            "": Ui.NOTHING_CHOSEN,
            "relais": ConsoleUi.NO_HUB,
            "gestes": LinesUi.TELLS_FILTER,
        }.items():
            talk.line.heard_all.clear()
            yield typed
            assert heard(talk, answer), typed
            assert not talk.line.heard("1. "), typed
        yield "répéter"
        assert talk.line.heard("1. ")

    bureau = talk.bureau
    bureau.has_hub = False
    talk.run(script())


def test_the_deeds_are_said_by_number_without_the_act() -> None:
    """By their word or by F2, as on the screens; a number then still does its deed."""
    bureau = FakeBureau.of(made(1))
    talk = OfficeTalk(bureau)

    def script() -> Script:
        yield from ("1", "1")
        for word in ("gestes", "F2"):
            talk.line.heard_all.clear()
            yield word
            assert talk.line.heard("1. prendre : Prendre cet acte, 30 minutes")
            assert not talk.line.heard("Je demande la fermeture.")
        yield "1"
        assert bureau.acts[made(1).act].work.owner == "Ana"

    talk.run(script())


def test_each_key_of_the_screens_has_its_word() -> None:
    """None is left out but Enter, for which a number stands; the name of the key is read as the word is."""
    words: dict[str, TypedWord] = {**Order.__members__, **OfficeOrder.__members__}
    names = {Caps.QUIT: "STOP"}
    for cap in Caps:
        if cap is not Caps.OPEN:
            name = words[names.get(cap, cap.name)].value.cap
            there = name if type(name) is str else WORDS.say(name, "fr")
            face = cap.value.face
            assert there == (face if type(face) is str else WORDS.say(face, "fr")), cap


@pytest.mark.parametrize(("typed", "screen"), [((), ActsScreen), (("1", "1"), ActScreen)], ids=["list", "act"])
def test_a_word_works_where_its_key_does(typed: tuple[str, ...], screen: type[Screen[object]]) -> None:
    """Where a screen has a key, the help of the lines names its word."""
    talk = OfficeTalk(FakeBureau.of(made(1)))
    bound = {getattr(each, "action", "") for each in screen.BINDINGS}
    names = {Caps.QUIT: "STOP"}
    words: dict[str, TypedWord] = {**Order.__members__, **OfficeOrder.__members__}
    caps = {cap for cap in Caps if cap.value.action in bound or cap.value.action.startswith("app.")} - {Caps.OPEN}
    caps -= set() if typed else {Caps.BACK}  # there is nothing before the trays

    def script() -> Script:
        yield from typed
        talk.line.heard_all.clear()
        yield "aide"
        for cap in caps:
            assert talk.line.heard(f"{WORDS.say(words[names.get(cap, cap.name)].value.word, 'fr')} : "), cap

    talk.run(script())
    assert len(caps) > 8


@pytest.mark.parametrize("word", ["langue", "mots"])
def test_words_of_a_visit_say_that_they_are(word: str) -> None:
    """The office has no visit: in each place but a text they say so."""
    bureau = FakeBureau.of(made(1))
    talk = OfficeTalk(bureau)
    talk.line.size = (80, 14)

    def at(*typed: str) -> Script:
        yield from typed
        talk.line.heard_all.clear()
        yield word
        assert heard(talk, LinearUi.NOT_AT_OFFICE)

    def script() -> Script:
        yield from at()
        yield from at("ordre")
        yield from at("retour", "aide")
        yield from at("retour", "1")
        yield from at("1")
        yield from at("", "")
        yield from ("prendre", "note", word)
        assert heard(talk, ConsoleUi.NOTED)
        yield from ("retour", "arrêter", "1")

    talk.run(script())
    assert [each.deed for each in bureau.notes[made(1).act]] == [Deed.TAKE, Deed.NOTE]
