"""What covers the office's plain lines: words, keys, nobody there. Whoever comes next hears nothing of the act."""

from __future__ import annotations

import pytest

from kiosk.core.idle import NOTICE, OFFICE_IDLE
from kiosk.plain.orders import EVERYWHERE, Order
from kiosk.plain.teletype import Heard
from kiosk.words.console import ConsoleUi
from kiosk.words.linear import LockUi
from kiosk.words.ui import Ui
from tests.office.console.bureau import NAME, FakeBureau, made
from tests.office.lines.said import OTHER, PASSPHRASE, WORDS, OfficeTalk
from tests.plain.line import Script

OPEN = ("1", "1")


def shows(talk: OfficeTalk, code: object, **values: object) -> bool:
    """Tell whether a sentence stands there."""
    return talk.line.shows(WORDS.say(code, "fr", **values))  # type: ignore[arg-type]  # a code


def test_nothing_is_said_before_the_passphrase() -> None:
    """A wrong passphrase is said, tells nothing, is not shown, and makes one wait."""
    talk = OfficeTalk(FakeBureau.of(made(1)))
    talk.line.person = iter(["pas la bonne"])
    waits: list[float] = []
    talk.face.talk.rest = waits.append  # type: ignore[method-assign,assignment]  # nobody waits
    talk.face.run()
    assert talk.line.heard("Ce n’est pas la bonne phrase de passe")
    assert not talk.line.heard("K7Q")
    assert "pas la bonne" not in talk.line.stands
    assert waits == [1]


@pytest.mark.parametrize("cover", ["cacher", "F8", Heard(key="hide", touched=True)])
def test_hidden_and_back(cover: str | Heard) -> None:
    """A word or a key empties the terminal; Enter says the act anew."""
    talk = OfficeTalk(FakeBureau.of(made(1)))

    def script() -> Script:
        yield from OPEN
        assert talk.line.shows(NAME)
        yield cover
        assert not talk.line.shows(NAME)
        assert shows(talk, Ui.HIDDEN)
        yield ""
        assert talk.line.shows(NAME)

    talk.run(script())


@pytest.mark.parametrize("before", [(), ("note",), ("répondre",), ("fiche",), ("cacher",)])
@pytest.mark.parametrize("cover", ["verrouiller", Heard(key="lock", touched=True)])
def test_locked_whatever_is_asked(before: tuple[str, ...], cover: str | Heard) -> None:
    """The lock covers an act, a question and a hidden page; the same person comes back to where they were."""
    talk = OfficeTalk(FakeBureau.of(made(1)))

    def script() -> Script:
        yield from (*OPEN, "prendre", *before)
        yield cover
        assert not talk.line.shows(NAME)
        assert not talk.line.shows("K7Q")
        assert shows(talk, Ui.LOCK_TITLE)
        assert talk.line.secret
        yield PASSPHRASE
        assert not shows(talk, Ui.LOCK_TITLE)
        assert talk.face.at is not None

    talk.run(script())


def test_somebody_else_hears_nothing_of_it() -> None:
    """Another person's passphrase opens the list; the act that was open is closed, and that is said."""
    bureau = FakeBureau.of(made(1))
    talk = OfficeTalk(bureau)

    def script() -> Script:
        yield from (*OPEN, "note", "verrouiller", OTHER)
        assert not talk.line.shows(NAME)
        assert not talk.line.shows("K7Q")
        assert shows(talk, ConsoleUi.OTHER_PERSON)
        assert bureau.who == "Bo"
        assert talk.face.at is None

    talk.run(script())


@pytest.mark.parametrize("leaves", ["partir", "F12", Heard(key="vanish", touched=True)])
def test_left_in_haste(leaves: str | Heard) -> None:
    """The act is closed at once and without a question; the same person unlocks, and begins at the list."""
    bureau = FakeBureau.of(made(1))
    talk = OfficeTalk(bureau)

    def script() -> Script:
        yield from OPEN
        yield leaves
        assert not talk.line.shows(NAME)
        assert talk.line.secret
        yield PASSPHRASE
        assert not talk.line.shows(NAME)
        assert talk.face.at is None
        assert talk.line.shows("À prendre")

    talk.run(script())
    assert bureau.acts[made(1).act] == made(1)


def test_nobody_there_is_locked() -> None:
    """It is said half a minute before, with the bell, and later while an act is open, for it may be read in a call."""
    talk = OfficeTalk(FakeBureau.of(made(1)))
    home, act = OFFICE_IDLE

    def script() -> Script:
        yield "où"
        talk.time += home - NOTICE + 1
        yield Heard()
        assert shows(talk, LockUi.SOON)
        assert talk.line.rung == 1
        talk.time += NOTICE
        yield Heard()
        assert talk.line.secret
        yield PASSPHRASE
        yield from OPEN
        talk.time += home + 1
        yield Heard()
        assert talk.line.shows(NAME)
        talk.time += act
        yield Heard("prendre", touched=True)
        assert talk.line.secret
        assert not talk.line.shows(NAME)

    talk.run(script())
    assert talk.bureau.notes == {}


def test_help_and_where_answer_at_every_prompt() -> None:
    """In the trays, a list, an act and its questions: help names the words that work, none goes on."""
    bureau = FakeBureau.of(made(1))
    talk = OfficeTalk(bureau)

    def script() -> Script:
        for on in ("", "1", "1", "prendre", "note", "retour", "répondre", "2"):
            if on:
                yield on
            before, asked = bureau.acts[made(1).act], talk.line.prompts[-1]
            talk.line.heard_all.clear()
            yield "aide"
            yield "ou"
            said = talk.face.talk.voice.say
            for order in EVERYWHERE:
                if order is not Order.VANISH:
                    assert talk.line.heard(said(order.value.tells)), order
            assert talk.line.heard("fermer l’acte et verrouiller")
            assert talk.line.heard("K7Q-4M2-001") or talk.line.heard("À prendre : 1")
            assert talk.line.prompts[-1] == asked
            assert bureau.acts[made(1).act] == before

    talk.run(script())


def test_it_ends_after_a_question() -> None:
    """The word asks, in the list and in an act; no stays, yes lets go of the office, as a terminal that goes does."""
    bureau = FakeBureau.of(made(1))
    talk = OfficeTalk(bureau)

    def script() -> Script:
        yield from (*OPEN, "arrêter", "2")
        assert not bureau.closed
        yield "F10"
        yield "1"
        raise AssertionError("it did not end")

    talk.run(script())
    assert bureau.closed
    gone = FakeBureau.of(made(1))
    OfficeTalk(gone).run(iter(OPEN))
    assert gone.closed
