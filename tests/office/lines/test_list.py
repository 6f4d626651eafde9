"""The office's list in plain lines: counts, pages, numbers and references; it says of nobody who they are."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from kiosk.core.paper import Cause, Form, PrintOutcome
from kiosk.core.reference import make_reference, spell
from kiosk.core.work import Meeting, Work
from kiosk.office.lines.acts import PAGE
from kiosk.office.lines.orders import OfficeOrder
from kiosk.plain.orders import Order
from kiosk.words.console import ConsoleUi
from kiosk.words.linear import LinearUi
from kiosk.words.ui import Ui
from tests.office.console.bureau import NAME, NOW, FakeBureau, made
from tests.office.console.press import OnePress
from tests.office.lines.said import WORDS, OfficeTalk
from tests.plain.line import Script

MINE = Work(1, "Ana", NOW)
BUREAU = (
    made(1, stop_asked=True),
    made(2),
    made(3, work=MINE),
    made(4, work=replace(MINE, owner="Bo")),
    made(5, work=replace(MINE, call_back=date(2026, 11, 28))),
    made(6, find="k7q4m2006 lenoir 0699887766"),
)


def rows(talk: OfficeTalk) -> list[str]:
    """Give the acts that were said since the terminal was emptied."""
    return [line for each in talk.line.stands for line in each.split("\n") if "K7Q-" in line]


def test_each_tray_has_its_number_of_acts() -> None:
    """The trays say how many acts lie in them, and a number opens one; what is overdue is under today."""
    talk = OfficeTalk(FakeBureau.of(*BUREAU))

    def script() -> Script:
        said = ("1. À prendre : 4", "2. À moi : 2", "3. Aujourd’hui : 1", "4. Attend : 0", "5. À relire : 1")
        for each in said:
            assert talk.line.shows(each)
        yield "3"
        assert talk.line.shows("rappeler 28/11")
        assert talk.line.shows("K7Q-4M2-005")
        assert not talk.line.shows("K7Q-4M2-001")

    talk.run(script())


def test_the_urgent_come_first_and_each_thing_has_its_name() -> None:
    """Who asked to stop is said first, then the nearest last day; who works on an act is named, its person is not."""
    talk = OfficeTalk(FakeBureau.of(*BUREAU))

    def script() -> Script:
        yield "1"
        first, second, *others = rows(talk)
        assert first.startswith("1. K7Q-4M2-001, ARRÊT DEMANDÉ")
        assert "dernier jour utile 04/12" in second
        assert any("Bo y travaille" in each for each in others)
        assert not talk.line.heard("Personne")
        assert not talk.line.heard("lenoir")

    talk.run(script())


def test_a_page_at_a_time() -> None:
    """Of many acts as many are said as one can keep in mind; Enter goes on, back goes back, numbers go through."""
    bureau = FakeBureau.of(*(made(number, find="") for number in range(1, 36)))
    talk = OfficeTalk(bureau)

    def script() -> Script:
        yield "1"
        assert len(rows(talk)) == PAGE
        assert talk.line.shows("Encore 25")
        talk.line.stands.clear()
        yield ""
        assert rows(talk)[0].startswith(f"{PAGE + 1}. ")
        for _ in range(2):
            talk.line.stands.clear()
            yield ""
        assert len(rows(talk)) == 5
        talk.line.stands.clear()
        yield ""
        assert talk.line.shows(WORDS.say(Ui.NOTHING_CHOSEN, "fr"))
        yield "1"  # said three pages before: it opens nothing by chance
        assert bureau.reads == 0
        yield "31"
        assert bureau.reads == 1

    talk.run(script())


def test_a_reference_opens_its_act_from_anywhere() -> None:
    """Typed as it stands on paper or as a tired person types it; what is none, or is not here, is said."""
    reference = make_reference(bytes(range(5)))
    bureau = FakeBureau.of(made(1), made(9, reference=reference))
    talk = OfficeTalk(bureau)

    def script() -> Script:
        yield spell(reference).lower()
        assert talk.face.at is not None
        assert talk.face.at.item.reference == reference
        yield "retour"
        yield "1"
        yield reference
        assert bureau.reads == 2
        yield "retour"
        yield "AAA-AAA"
        assert talk.line.shows(WORDS.say(LinearUi.NOT_FOUND, "fr"))
        yield make_reference(bytes(5))
        assert bureau.reads == 2

    talk.run(script())


def test_of_two_acts_with_one_reference_one_is_chosen() -> None:
    """Both are said, and a number opens one of them."""
    reference = make_reference(bytes(range(5)))
    bureau = FakeBureau.of(made(8, reference=reference), made(9, reference=reference))
    talk = OfficeTalk(bureau)

    def script() -> Script:
        yield reference
        assert bureau.reads == 0
        yield "2"
        assert bureau.reads == 1

    talk.run(script())


def test_an_order_is_asked_for() -> None:
    """The list is put in another order, in which the stop stays first."""
    talk = OfficeTalk(FakeBureau.of(*BUREAU))

    def script() -> Script:
        yield from ("ordre", "2")
        assert talk.line.heard("le plus ancien d’abord")
        talk.line.stands.clear()
        yield "1"
        assert "001" in rows(talk)[0]
        assert "006" in rows(talk)[1]

    talk.run(script())


def test_who_comes_is_printed_on_what_is_chosen() -> None:
    """What it comes out on is asked, and of several USB keys which; nobody who comes, or no printer, is said."""
    press = OnePress()
    bureau = FakeBureau.of(*BUREAU)
    talk = OfficeTalk(bureau)

    def script() -> Script:
        yield "imprimer"
        assert talk.line.heard(WORDS.say(ConsoleUi.NO_PRINTER, "fr"))
        bureau.press = press
        yield from ("F4", "1")
        assert talk.line.heard(WORDS.say(ConsoleUi.NOBODY_COMES, "fr"))
        bureau.acts[BUREAU[2].act] = replace(BUREAU[2], work=replace(MINE, meeting=Meeting(date(2026, 12, 1), 870, 1)))
        yield from ("imprimer", "1")
        assert talk.line.heard(WORDS.say(PrintOutcome.PRINTED, "fr"))
        yield from ("imprimer", "retour", "imprimer", "2")
        assert talk.line.heard("/media/b")
        yield "2"
        assert talk.line.heard(WORDS.say(Cause.ON_A_KEY, "fr"))

    talk.run(script())
    assert press.sent == [(Form.A4, None), (Form.DRIVE, None), (Form.DRIVE, press.drives()[1])]


@pytest.mark.parametrize("typed", ["", " ", "0", "99", "1 2", "-1", "²", "x" * 400])
def test_what_is_no_answer_does_nothing(typed: str) -> None:
    """No bare Enter and no unknown number opens, takes or answers anything."""
    bureau = FakeBureau.of(made(1))
    talk = OfficeTalk(bureau)

    def script() -> Script:
        for on in ("", "1", "1", "prendre", "répondre", "2"):
            if on:
                yield on
            reads, act, notes = bureau.reads, bureau.acts[made(1).act], list(bureau.notes.get(made(1).act, []))
            yield typed
            assert (bureau.reads, bureau.acts[made(1).act]) == (reads, act)
            assert bureau.notes.get(made(1).act, []) == notes

    talk.run(script())


def test_an_act_is_said_once() -> None:
    """After a deed, what was done and how the act stands is said, and nothing of the rest again; repeat says it all."""
    talk = OfficeTalk(FakeBureau.of(made(1)))

    def script() -> Script:
        yield from ("1", "1")
        assert talk.line.heard("Je demande la fermeture.")
        assert not talk.line.heard("-- Accord")
        talk.line.heard_all.clear()
        yield "1"
        assert talk.line.heard(WORDS.say(ConsoleUi.NOTED, "fr"))
        assert talk.line.heard("Pris par vous")
        assert not talk.line.heard("Je demande la fermeture.")
        assert not talk.line.heard("1. prendre")
        yield "répéter"
        assert talk.line.heard("Je demande la fermeture.")
        assert talk.line.heard(NAME)
        assert talk.line.heard("1. prendre")

    talk.run(script())


def test_no_two_words_of_the_office_are_alike() -> None:
    """In each language every word means one thing, is one word, and is no number; no two have one key."""
    voice = OfficeTalk(FakeBureau()).face.talk.voice
    for language in ("fr", "en"):
        words = [WORDS.say(order.value.word, language) for every in (Order, OfficeOrder) for order in every]
        assert len(set(words)) == len(words)
        assert all(word.isalpha() for word in words)
    caps = [order.value.cap for order in OfficeOrder]
    assert len({cap if isinstance(cap, str) else voice.say(cap) for cap in caps}) == len(caps)


def test_the_office_speaks_english() -> None:
    """Where the people at the office read English, its words are English, and the French ones are read as well."""
    bureau = FakeBureau.of(made(1))
    talk = OfficeTalk(bureau, language="en")

    def script() -> Script:
        yield from ("1", "1", "take")
        assert bureau.acts[made(1).act].work.owner == "Ana"
        yield "rendre"
        assert bureau.acts[made(1).act].work.owner == ""

    talk.run(script())
