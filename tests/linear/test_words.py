"""Words of the plain lines, wherever one is: where that is, what the keys of the screens do, and a way back."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from kiosk.core.reference import spell
from kiosk.linear.orders import DeskOrder
from kiosk.plain.orders import EVERYWHERE, Order
from kiosk.plain.teletype import Heard
from kiosk.screens.actions import Keys
from kiosk.words.linear import LinearUi
from kiosk.words.road import RoadUi
from kiosk.words.ui import Ui
from tests.linear.lines import Lines
from tests.plain.line import Script
from tests.screens.desk import OFFICE, OTHER_PASSPHRASE, PASSPHRASE, Desk
from tests.screens.road import FakeRoad


def nobody_waits(seconds: float) -> None:
    """Take a wrong passphrase as if one had waited."""
    assert seconds


def where(lines: Lines) -> Script:
    """Ask where one is; what is said is in `told`."""
    lines.line.heard_all.clear()
    yield "où"


def told(lines: Lines, *words: str) -> None:
    """Assert that where one is was said, and that nothing was asked but what was asked before."""
    for each in words:
        assert lines.line.heard(each), (each, lines.line.heard_all)


def test_stopping_has_a_way_back(tmp_path: Path) -> None:
    """The passphrase that stops the kiosk is asked for with the word that goes back; then home is said again."""
    lines = Lines(Desk(tmp_path, training=False))
    say = lines.face.voice.say

    def script() -> Script:
        yield PASSPHRASE
        for back in ("retour", "Échap", "arrêter"):
            yield from ("arrêter", "2")
            assert lines.line.secret
            assert lines.line.shows(say(LinearUi.NOT_STOPPING))
            yield back
            assert not lines.line.secret
            assert lines.line.stands[-1] == say(LinearUi.PROMPT_HOME)
        yield from ("arrêter", "2", "pas la bonne")
        yield from ("retour", "arrêter", "2", PASSPHRASE)
        raise AssertionError("it did not stop")

    lines.face.talk.rest = nobody_waits  # type: ignore[method-assign]
    lines.run(script())


def test_what_covers_does_so_where_stopping_asks_for_the_passphrase(tmp_path: Path) -> None:
    """Nothing is locked there yet: a word, a key and a time without anybody lock it; a colleague finds no visit."""
    lines = Lines(Desk(tmp_path, training=False))

    def script() -> Script:
        yield PASSPHRASE
        for cover in ("verrouiller", Heard(key="lock", touched=True)):
            yield from ("arrêter", "2", cover)
            assert lines.line.stands[0] == lines.face.voice.say(Ui.LOCK_TITLE)
            yield "retour"  # a lock has no way back
            assert lines.line.secret
            yield PASSPHRASE
            assert lines.line.shows(lines.face.voice.say(Ui.QUIT_PASSPHRASE))
            yield "retour"
        yield from ("arrêter", "2")
        lines.desk.clock.since_start += 10_000
        yield Heard()
        assert lines.line.stands[0] == lines.face.voice.say(Ui.LOCK_TITLE)
        yield OTHER_PASSPHRASE
        assert lines.line.shows(lines.face.voice.say(Ui.HOME_TITLE))

    lines.face.talk.rest = nobody_waits  # type: ignore[method-assign]
    lines.run(script())


def test_where_says_where_one_is(tmp_path: Path) -> None:
    """At home, in a group, the queue, an act, its withdrawal, the glossary, a word, the languages, at the end."""
    lines = Lines(Desk(tmp_path, training=False))
    say = lines.face.voice.say

    def script() -> Script:
        yield PASSPHRASE
        yield from where(lines)
        told(lines, say(LinearUi.AT_HOME), say(LinearUi.NO_VISIT))
        yield "2"
        yield from where(lines)
        told(lines, "Fermer, refuser, effacer")
        yield "retour"
        yield from lines.go("close", OFFICE)
        (entry,) = lines.desk.entries()
        yield from where(lines)
        told(lines, say(Ui.RECEIPT_TITLE), say(Ui.RECEIPT_COPIED), say(LinearUi.IN_VISIT))
        yield "2"
        yield from where(lines)
        told(lines, say(Ui.AFTER_TITLE))
        yield "1"
        yield "file"
        yield from where(lines)
        told(lines, say(Ui.QUEUE_TITLE), say(LinearUi.IN_VISIT))
        assert not lines.line.heard(say(LinearUi.AT_HOME))
        yield "1"
        yield from where(lines)
        told(lines, spell(entry.reference))
        yield "1"
        yield from where(lines)
        told(lines, say(Ui.WITHDRAW_CONFIRM))
        yield "mots"
        yield from where(lines)
        told(lines, say(Ui.WORDS_TITLE))
        yield "1"
        yield from where(lines)
        told(lines, "3422")
        yield from ("", "retour", "langue")
        yield from where(lines)
        told(lines, say(Ui.LANGUAGE_TITLE))
        yield from ("retour", "1", "retour", "retour")
        yield from ("arrêter",)
        yield from where(lines)
        told(lines, say(Ui.QUIT_TITLE))
        yield "2"
        yield from where(lines)
        told(lines, say(Ui.QUIT_PASSPHRASE))
        yield "retour"

    lines.run(script())


def test_no_line_of_where_begins_with_a_sign(tmp_path: Path) -> None:
    """On a narrow terminal, how the desk stands is broken between words: a sign stays with the word before it."""
    lines = Lines(Desk(tmp_path))
    lines.line.size = (20, 1000)

    def script() -> Script:
        yield from where(lines)
        rows = "\n".join(lines.line.heard_all).split("\n")
        assert not any(row.startswith(";") for row in rows)

    lines.run(script())


def test_where_says_what_lies_over_a_step(tmp_path: Path) -> None:
    """Leaving, the sheet, and the glossary are said beside the step that they lie over."""
    lines = Lines(Desk(tmp_path))
    say = lines.face.voice.say

    def script() -> Script:
        yield from lines.go("close", OFFICE, until="effects")
        place = lines.visit.place
        step = f"Étape {place.at} sur"
        yield from where(lines)
        told(lines, step)
        yield "arrêter"
        yield from where(lines)
        told(lines, step, say(Ui.LEAVE_TITLE))
        yield from ("1", "mots")
        yield from where(lines)
        told(lines, step, say(Ui.WORDS_TITLE))
        yield from ("retour", "feuille")
        yield from where(lines)
        told(lines, step, say(Ui.SHEET_TITLE))

    lines.run(script())


def test_where_says_the_road(tmp_path: Path) -> None:
    """On the road to the office, and at an address that is typed."""
    lines = Lines(Desk(tmp_path, training=False, road=FakeRoad()))
    say = lines.face.voice.say

    def script() -> Script:
        yield PASSPHRASE
        yield "liaison"
        yield from where(lines)
        told(lines, say(RoadUi.TITLE))
        yield "4"
        yield from where(lines)
        told(lines, say(RoadUi.JOIN_ADDRESS))
        yield "retour"

    lines.run(script())


def test_home_is_said_once(tmp_path: Path) -> None:
    """No wrong word, no word of elsewhere and no deed that changes nothing says the list again; repeat does."""
    lines = Lines(Desk(tmp_path))
    say = lines.face.voice.say

    def script() -> Script:
        assert lines.line.said.count(say(Ui.HOME_TITLE)) == 1
        for typed, answer in {
            "xyz": LinearUi.NOT_FOUND,
            "99": LinearUi.NOT_FOUND,
            "retour": LinearUi.NOT_HERE,
            "envoyer": LinearUi.NOT_HERE,
            "feuille": LinearUi.NOT_HERE,
            "suite": LinearUi.NOT_HERE,
            "F11": LinearUi.NOT_HERE,
            "traduire": LinearUi.SAME_LANGUAGE,
            "": Ui.NOTHING_CHOSEN,
            "liaison": Ui.STATUS_NETWORK_TRAINING,
        }.items():
            lines.line.heard_all.clear()
            yield typed
            assert lines.line.heard(say(answer)), typed
            assert len(lines.line.heard_all) == 2, (typed, lines.line.heard_all)
        yield "répéter"
        assert lines.line.said.count(say(Ui.HOME_TITLE)) == 2

    lines.run(script())


def test_the_queue_says_what_changed(tmp_path: Path) -> None:
    """A wrong number and a try to send say one line each; back from an act the list is said again."""
    lines = Lines(Desk(tmp_path))
    say = lines.face.voice.say

    def script() -> Script:
        yield from lines.go("close", OFFICE)
        yield from lines.leaves()
        yield "file"
        titles = lines.line.said.count(say(Ui.QUEUE_TITLE))
        yield from ("9", "envoyer", "F5", "retours", "liaison")
        assert lines.line.said.count(say(Ui.QUEUE_TITLE)) == titles
        yield from ("1", "retour")
        assert lines.line.said.count(say(Ui.QUEUE_TITLE)) == titles + 1

    lines.run(script())


DUTIES: dict[Keys, Order | DeskOrder] = {
    Keys.GO_ON: Order.GO_ON,
    Keys.PAGE_DOWN: Order.GO_ON,
    Keys.PAGE_UP: Order.AGAIN,
    Keys.REPAINT: Order.AGAIN,
    Keys.BACK: Order.BACK,
    Keys.CALL_OFF: Order.BACK,
    Keys.LEAVE: Order.STOP,
    Keys.STOP: Order.STOP,
    Keys.WORDS: Order.TERMS,
    **{key: Order[key.name] for key in Keys if key.name in Order.__members__ and key.name not in ("GO_ON", "BACK")},
    **{key: DeskOrder[key.name] for key in Keys if key.name in DeskOrder.__members__},
    Keys.QR: DeskOrder.CODE,
}
"""What each key of the screens is in lines; what is chosen is chosen by its number."""


def test_each_key_of_the_screens_has_its_word(tmp_path: Path) -> None:
    """None is left out, and the name that stands on the key is read as its word is."""
    assert set(DUTIES) == set(Keys) - {Keys.CHOOSE}
    say = Lines(Desk(tmp_path)).face.voice.say
    for key, order in DUTIES.items():
        cap = order.value.cap
        if key not in (Keys.PAGE_DOWN, Keys.PAGE_UP):
            assert (cap if isinstance(cap, str) and type(cap) is str else say(cap)) == say(key.value.cap), key


@pytest.mark.parametrize("at", ["home", "step", "queue", "paper", "words"])
def test_a_word_works_where_its_key_does(tmp_path: Path, at: str) -> None:
    """Where a screen has a key, the lines have its word, and the help names it."""
    from kiosk.screens.home import HomeScreen
    from kiosk.screens.queue import QueueScreen
    from kiosk.screens.receipt import ReceiptScreen
    from kiosk.screens.visit import VisitScreen
    from kiosk.screens.words import WordsScreen

    screens: dict[str, Any] = {
        "home": HomeScreen, "step": VisitScreen, "queue": QueueScreen, "paper": ReceiptScreen, "words": WordsScreen,
    }  # fmt: skip
    lines = Lines(Desk(tmp_path))
    bound = {each.action if hasattr(each, "action") else each[1] for each in screens[at].BINDINGS}
    keys = {key for key in DUTIES if key.value.action in bound}
    # Nobody goes back from home or from a paper that she waits for; no mandate and one form of paper are here; a word
    # alone is heard, not the list of them.
    keys -= {
        "home": {Keys.BACK, Keys.CALL_OFF},
        "queue": {Keys.MANDATE},
        "paper": {Keys.BACK, Keys.CALL_OFF, Keys.FORM, Keys.GO_ON, Keys.PAGE_DOWN, Keys.PAGE_UP},
        "words": {Keys.LISTEN},
    }.get(at, set())
    say = lines.face.voice.say

    def script() -> Script:
        if at == "step":
            yield from lines.go("close", OFFICE, until="effects")
        elif at == "queue":
            yield "file"
        elif at == "words":
            yield "mots"
        elif at == "paper":
            yield from lines.go("close", OFFICE)
        lines.line.heard_all.clear()
        yield "aide"
        for key in keys:
            assert lines.line.heard(f"{say(DUTIES[key].value.word)} : "), key
        for order in EVERYWHERE:
            assert lines.line.heard(say(order.value.word)), order

    lines.run(script())
    assert keys


def test_no_text_of_the_glossary_names_an_arrow(tmp_path: Path) -> None:
    """The list of words is said by what can be typed."""
    lines = Lines(Desk(tmp_path))

    def script() -> Script:
        yield "mots"
        assert lines.line.shows(lines.face.voice.say(LinearUi.TERMS_HINT, n=54)[3:20])
        assert not lines.line.shows("↓")
        yield "traduire"
        assert lines.line.shows(lines.face.voice.say(LinearUi.SAME_LANGUAGE))

    lines.run(script())


def test_what_she_hears_is_said_in_the_staffs_language_at_home_and_among_the_words(tmp_path: Path) -> None:
    """With a person of another language, the word turns the list, and back; without one it says that there is none."""
    lines = Lines(Desk(tmp_path))
    voice = lines.face.voice

    def script() -> Script:
        yield from ("langue", "2")
        for on in ("", "mots"):
            if on:
                yield on
            assert not voice.beside
            yield "traduire"
            assert voice.beside
            yield "F6"
            assert not voice.beside

    lines.run(script())
