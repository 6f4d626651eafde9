"""The face of plain lines: what can be typed at any prompt, what covers it, and that it says each thing once."""

from __future__ import annotations

from pathlib import Path

import pytest

from kiosk.core.answer import Problem
from kiosk.core.blocks import Line
from kiosk.core.consent import Choice, Understanding
from kiosk.core.documents import Sort
from kiosk.core.errors import StoreFull
from kiosk.core.exercise import Case
from kiosk.core.idle import CALL, IDLE, NOTICE
from kiosk.core.outbox import State, Withdrawal
from kiosk.core.paper import Cause, Form, PrintOutcome, PrintReport
from kiosk.core.ports import Drive
from kiosk.core.procedure import FieldType, Kind
from kiosk.core.reference import make_reference, qr_text, spell
from kiosk.flows.revise import correctable
from kiosk.guidance.files import SHIPPED, shipped_number
from kiosk.guidance.shelf import read_procedure
from kiosk.linear.steps import Steps
from kiosk.plain.orders import EVERYWHERE, Order, read_order
from kiosk.plain.teletype import Heard
from kiosk.words.catalogues import Catalogues
from kiosk.words.linear import LinearUi, LockUi
from kiosk.words.person import PersonUi
from kiosk.words.road import RoadUi
from kiosk.words.ui import Ui
from kiosk.words.voice import LINE
from tests.fakes import shipped
from tests.linear.lines import Lines
from tests.plain.line import Script
from tests.screens.desk import CHILD, OFFICE, OTHER_PASSPHRASE, PASSPHRASE, Desk, squeezed

NAME = "Zelda Plantureux"


def said(lines: Lines, code: object, **values: object) -> bool:
    """Tell whether a sentence was ever said."""
    return lines.line.heard(lines.face.voice.say(code, **values))  # type: ignore[arg-type]


def drafts(lines: Lines) -> dict[str, dict[str, str]]:
    """Give what was typed and is not an answer yet."""
    assert isinstance(lines.face.steps, Steps)
    return lines.face.steps._drafts


def to_names(lines: Lines) -> Script:
    """Go to the first question that names anybody, and answer it."""
    yield from lines.go("close", OFFICE, until="who")
    yield NAME


# ---- corrected


def test_one_answer_is_corrected_at_once(tmp_path: Path) -> None:
    """Going back where all is read over asks which answer; its question comes next, and after it all is read over."""
    lines = Lines(Desk(tmp_path))

    def person() -> Script:
        yield from lines.go("close", OFFICE, until="check")
        yield "retour"
        at = [each.id for each in correctable(lines.visit)].index("who") + 1
        yield str(at)
        assert lines.at == "who"
        yield "Awa Diop"
        yield ""
        assert lines.at == "check"
        assert lines.visit.answers["name"] == "Awa Diop"
        yield from lines.on(OFFICE)

    lines.run(person())
    assert len(lines.desk.entries()) == 1


def test_what_she_named_is_heard_again_where_she_agrees(tmp_path: Path) -> None:
    """The documents are said with the consent; discreet mode, which names no act, leaves them."""
    lines = Lines(Desk(tmp_path))

    def person() -> Script:
        yield from lines.go("mask", {**OFFICE, "what": "documents"}, until="consent")
        assert any("Dr Martin" in each and "Bilan" in each for each in lines.line.said)
        lines.line.said.clear()
        yield from ("discret", "répéter")  # what was said a moment ago is said again to who asks for it
        assert any("Dr Martin" in each and "Bilan" in each for each in lines.line.said)

    lines.run(person())


# ---- words


def test_a_translation_that_nobody_reviewed_is_marked_in_both_languages(tmp_path: Path) -> None:
    """In plain lines as on the screens; and she does not read herself a consent that is then French."""
    words = Catalogues()
    lines = Lines(Desk(tmp_path, words=words))

    def script() -> Script:
        yield from lines.begin("close")
        lines.face.voice.language = lines.visit.language = "ro"
        while lines.visit.step.kind is not Kind.CONSENT:
            yield from lines.passes(lines.visit.step, {"channel": "self"})
        assert lines.line.heard(words.say(Line.DRAFTED, "ro"))
        assert lines.line.heard(words.say(Line.DRAFTED, "fr"))
        assert lines.line.heard(words.say(Understanding.INTERPRETER, "fr"))
        assert not lines.line.heard(words.say(Understanding.READ, "fr"))

    lines.run(script())


def test_what_a_terminal_cannot_draw_is_said_in_french(tmp_path: Path) -> None:
    """The list has such languages by their French names, marked; what stands in for paper is French, and says so."""
    words = Catalogues()
    lines = Lines(Desk(tmp_path, words=words))

    def script() -> Script:
        yield "langue"
        assert lines.line.heard("arabe * °")
        assert lines.line.heard(words.say(Ui.LANGUAGE_ON_PAPER, "fr"))
        yield "retour"
        yield from lines.go("close", OFFICE)
        lines.line.heard_all.clear()
        yield "langue"
        yield str([each.code for each in words.languages()].index("ar") + 1)
        assert lines.line.heard(words.say(Ui.NOT_DRAWN, "fr", language="arabe"))
        yield from lines.leaves()

    lines.run(script())
    assert not any("\u0600" <= letter < "\u0700" for line in lines.line.heard_all for letter in line)


def test_what_is_chosen_from_is_said_in_both_languages(tmp_path: Path) -> None:
    """At home, in a group and among the words, the staff's words stand behind hers, and the mark below them."""
    words = Catalogues()
    lines = Lines(Desk(tmp_path, words=words))
    titles = [read_procedure(SHIPPED / f"{name}.toml").title for name in ("oppose", "erase_archive")]

    def script() -> Script:
        yield "langue"
        yield str([each.code for each in words.languages()].index("ro") + 1)
        assert lines.line.heard(" – ".join(words.say(PersonUi.GROUP_CLOSE, each) for each in ("ro", "fr")))
        assert lines.line.heard(words.say(Line.DRAFTED, "fr"))
        lines.line.heard_all.clear()
        yield "2"
        for title in titles:
            assert lines.line.heard(" – ".join(words.plain(title, each) for each in ("ro", "fr")))
        assert lines.line.heard(words.say(Line.DRAFTED, "ro"))
        lines.line.heard_all.clear()
        yield "mots"
        assert not lines.line.heard("{n}")
        assert lines.line.heard(words.say(Line.DRAFTED, "ro"))
        yield "retour"

    lines.run(script())


def test_help_and_where_answer_at_every_prompt(tmp_path: Path) -> None:
    """At each prompt of an act, help names the words that work there and where says the step; neither goes on."""
    lines = Lines(Desk(tmp_path))
    steps = 0

    def script() -> Script:
        nonlocal steps
        yield from lines.begin("close")
        while lines.at:
            step, before = lines.at, len(lines.line.said)
            yield "aide"
            yield "OU"
            assert lines.at == step
            place = lines.visit.place
            told = "\n".join(lines.line.said[before:])
            assert f"Étape {place.at} sur" in told
            assert all(lines.face.voice.say(order.value.tells) in told for order in EVERYWHERE)
            steps += 1
            yield from lines.passes(lines.visit.step, OFFICE)

    lines.run(script())
    assert steps > 8


@pytest.mark.parametrize("typed", ["retour", "RETOUR", "Échap", "echap", " retour "])
def test_a_word_is_read_however_it_is_typed(tmp_path: Path, typed: str) -> None:
    """Large or small, with or without accents, or by the key that does the same, in the staff's language."""
    voice = Lines(Desk(tmp_path)).face.voice
    assert read_order(typed, (Order.BACK,), voice) == (True, Order.BACK)
    voice = Lines(Desk(tmp_path / "en", language="en")).face.voice
    assert read_order(typed, (Order.BACK,), voice) == (True, Order.BACK)
    assert read_order("back", (Order.BACK,), voice) == (True, Order.BACK)


def test_no_two_words_are_alike(tmp_path: Path) -> None:
    """In each language every word means one thing, is one word, and is no number."""
    voice = Lines(Desk(tmp_path)).face.voice
    for voice.language in ("fr", "en"):
        words = [voice.say(order.value.word) for order in Order]
        assert len(set(words)) == len(Order)
        assert all(word.isalpha() for word in words)


def test_a_word_as_an_answer_is_put_in_quotation_marks(tmp_path: Path) -> None:
    """Whoever is called like a word of the kiosk is written down all the same."""
    lines = Lines(Desk(tmp_path))

    def script() -> Script:
        yield from lines.go("close", OFFICE, until="who")
        yield "« Partir »"
        assert "Partir" in drafts(lines)["who"].values()

    lines.run(script())


def test_enter_alone_answers_nothing(tmp_path: Path) -> None:
    """Where something is chosen, at a consent above all, no bare Enter and no unknown number answers."""
    lines = Lines(Desk(tmp_path))
    asked: set[Kind] = set()

    def script() -> Script:
        yield from lines.begin("close")
        while lines.at:
            step = lines.visit.step
            if step.kind in (Kind.CHOOSE, Kind.CHANNEL, Kind.CONSENT):
                for typed in ("", " ", "99", "0", "1 2", "x" * 400, "-1", "²"):
                    yield typed
                    assert lines.visit.step is step
                    assert step.id not in lines.visit.answers
                asked.add(step.kind)
            yield from lines.passes(step, OFFICE)

    lines.run(script())
    assert asked == {Kind.CHOOSE, Kind.CHANNEL, Kind.CONSENT}
    assert said(lines, Ui.NOTHING_CHOSEN)


def test_going_back_keeps_what_was_said(tmp_path: Path) -> None:
    """An earlier answer is said in words on the way back, and Enter keeps it; it is never a default before."""
    lines = Lines(Desk(tmp_path))

    def script() -> Script:
        yield from to_names(lines)
        yield "09/03/1958"
        while lines.at == "who":
            yield ""
        yield "retour"
        assert lines.at == "who"
        assert lines.line.heard(lines.face.voice.say(LinearUi.KEEPS, what=NAME))
        yield ""
        assert drafts(lines)["who"]["name"] == NAME

    lines.run(script())


def test_the_language_changes_what_is_asked_now(tmp_path: Path) -> None:
    """The question is said once more in the person's language, and the staff's comes back after her."""
    lines = Lines(Desk(tmp_path))

    def script() -> Script:
        yield from lines.begin("close")
        yield "langue"
        yield "2"
        assert lines.visit.language == "en"
        assert lines.face.voice.guidance(lines.visit.step.title) in "\n".join(lines.line.stands)
        assert lines.line.stands[-1] == "Numéro\u00a0:"  # what is asked of whoever types stays the staff's
        yield "verrouiller"
        yield "partir"
        yield ""
        assert lines.face.voice.language == "fr"

    lines.run(script())


def test_every_title_is_said_in_both_languages(tmp_path: Path) -> None:
    """However long it is: a line goes on in the next. Where the language changes among documents, in the new one."""
    words = Catalogues()
    lines = Lines(Desk(tmp_path, words=words))
    said: list[str] = []

    def whole(lines: Lines, language: str = "ro") -> None:
        title = " – ".join(words.plain(lines.visit.step.title, each) for each in (language, "fr"))
        assert lines.line.shows(title), title
        said.append(title)

    def choose(language: str) -> Script:
        yield "langue"
        yield str([each.code for each in words.languages()].index(language) + 1)

    def script() -> Script:
        yield from choose("ro")
        yield from lines.go("unmask", OFFICE, until="which", look=whole)
        whole(lines)
        lines.line.stands.clear()
        yield from choose("es")
        whole(lines, "es")
        yield "où"
        assert lines.line.shows(" – ".join(words.plain(lines.visit.procedure.title, each) for each in ("es", "fr")))

    lines.run(script())
    assert max(map(len, said)) > LINE


@pytest.mark.parametrize("covers", ["cacher", "répéter", Heard(key="hide", touched=True)], ids=str)
def test_what_she_decides_on_is_said_again_after_a_cover(tmp_path: Path, covers: str | Heard) -> None:
    """Between the words of a consent and her decision the terminal may be emptied: she hears them again, else once."""
    lines = Lines(Desk(tmp_path))
    words = "Je demande à fermer mon espace santé."

    def script() -> Script:
        yield from lines.go("close", OFFICE, until="consent")
        yield "2"
        assert lines.line.text().count(squeezed(words)) == 1
        lines.line.stands.clear()
        yield covers
        if covers != "répéter":
            yield ""
        assert lines.line.shows(words)
        assert lines.line.shows(lines.face.voice.say(Ui.CONSENT_DECIDES))
        yield "1"
        assert lines.at != "consent"

    lines.run(script())


def test_words_are_explained(tmp_path: Path) -> None:
    """The glossary opens over any question, those of the page first, and leads back to it."""
    lines = Lines(Desk(tmp_path))

    def script() -> Script:
        yield from lines.go("close", OFFICE, until="effects")
        yield "mots"
        yield "1"
        yield ""
        yield "retour"
        assert lines.at == "effects"

    lines.run(script())
    assert said(lines, Ui.WORDS_TITLE)
    term = lines.desk.words.guidance
    assert any(lines.line.heard(term(each.says[0], "fr")) for each in shipped().glossary())


# ---- what covers


def test_a_lock_in_the_middle_shows_nothing_and_comes_back(tmp_path: Path) -> None:
    """Locked in the middle of an answer, nothing of the visit stands there; her own passphrase leads back to it."""
    lines = Lines(Desk(tmp_path, training=False))

    def script() -> Script:
        yield PASSPHRASE
        yield from to_names(lines)
        assert lines.line.shows(NAME)
        yield Heard(key="lock", touched=True)
        assert not lines.line.shows(NAME)
        assert lines.line.secret
        assert lines.line.stands[0] == lines.face.voice.say(Ui.LOCK_TITLE)
        yield "partir"  # no word is read where a passphrase is asked for
        yield PASSPHRASE
        assert lines.at == "who"
        assert lines.visit.procedure.id == "close"

    lines.run(script())


def test_a_colleague_finds_nothing_behind_the_lock(tmp_path: Path) -> None:
    """Another's passphrase wipes the visit before anything of it is said, and says so."""
    lines = Lines(Desk(tmp_path, training=False))

    def script() -> Script:
        yield PASSPHRASE
        yield from to_names(lines)
        visit = lines.visit
        yield "verrouiller"
        yield OTHER_PASSPHRASE
        assert lines.face.visit is None
        assert visit._answers == {}
        assert not lines.line.shows(NAME)
        assert lines.line.shows(lines.face.voice.say(Ui.UNLOCK_OTHER))

    lines.run(script())


@pytest.mark.parametrize("way", ["partir", Heard(key="vanish", touched=True)], ids=["word", "key"])
def test_leaving_in_haste_leaves_nothing(tmp_path: Path, way: str | Heard) -> None:
    """One word or one key wipes the visit and the terminal, without a question."""
    lines = Lines(Desk(tmp_path))

    def script() -> Script:
        yield from to_names(lines)
        visit = lines.visit
        yield way
        assert lines.face.visit is None
        assert visit._answers == {}
        assert not lines.line.shows(NAME)
        assert lines.line.shows(lines.face.voice.say(Ui.HOME_TITLE))

    lines.run(script())
    assert lines.desk.entries() == []


def test_a_hidden_terminal_says_a_word_and_comes_back(tmp_path: Path) -> None:
    """Hidden, only a pause stands there; Enter says the same question again."""
    lines = Lines(Desk(tmp_path))

    def script() -> Script:
        yield from to_names(lines)
        yield "cacher"
        assert lines.line.stands[0] == lines.face.voice.say(Ui.HIDDEN)
        assert not lines.line.shows(NAME)
        yield "n’importe quoi"
        assert lines.line.stands[0] == lines.face.voice.say(Ui.HIDDEN)
        yield ""
        assert lines.at == "who"

    lines.run(script())


def test_a_lock_is_announced_half_a_minute_before(tmp_path: Path) -> None:
    """Nobody there: it says once that it will lock, rings, keeps what was being typed, and locks when it said."""
    lines = Lines(Desk(tmp_path, training=False))
    clock = lines.desk.clock

    def script() -> Script:
        yield PASSPHRASE
        for _ in range(3):
            clock.since_start += IDLE[0] - NOTICE - 1
            yield Heard()
            assert not said(lines, LockUi.SOON)
            yield Heard(touched=True)  # somebody types, slowly
        clock.since_start += IDLE[0] - NOTICE
        yield Heard()
        yield Heard()
        assert lines.line.said.count(lines.face.voice.say(LockUi.SOON)) == lines.line.rung == 1
        assert not lines.line.secret
        clock.since_start += NOTICE
        yield Heard()
        assert lines.line.secret
        assert lines.line.stands[0] == lines.face.voice.say(Ui.LOCK_TITLE)

    lines.run(script())


def test_the_bell_can_be_switched_off(tmp_path: Path) -> None:
    """Without the bell the lock is announced in words alone."""
    lines = Lines(Desk(tmp_path), bell=False)

    def script() -> Script:
        lines.desk.clock.since_start += IDLE[0] - NOTICE
        yield Heard()
        assert said(lines, LockUi.SOON_HIDDEN)

    lines.run(script())
    assert lines.line.rung == 0


def test_a_closed_lid_covers_before_anything_is_answered(tmp_path: Path) -> None:
    """The first key after too long a time covers, and answers nothing."""
    lines = Lines(Desk(tmp_path, training=False))

    def script() -> Script:
        yield PASSPHRASE
        yield from lines.begin("close")
        step = lines.at
        lines.desk.clock.since_start += max(IDLE)
        yield "1"
        assert lines.line.secret
        yield PASSPHRASE
        assert lines.at == step

    lines.run(script())


def test_no_lock_falls_into_a_call(tmp_path: Path) -> None:
    """While a call sheet is read, half an hour may pass."""
    lines = Lines(Desk(tmp_path, training=False))

    def script() -> Script:
        yield PASSPHRASE
        yield from lines.go("close", OFFICE | {"channel": "call_now"})
        assert lines.face.in_call
        lines.desk.clock.since_start += max(IDLE) + NOTICE
        yield Heard()
        assert not lines.line.secret
        lines.desk.clock.since_start += CALL
        yield Heard()
        assert lines.line.secret

    lines.run(script())


def test_a_wrong_passphrase_is_said_and_waited_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It stays closed; each wrong one makes the next wait longer."""
    lines = Lines(Desk(tmp_path, training=False))
    waits: list[float] = []
    monkeypatch.setattr(lines.face.talk, "rest", waits.append)

    def script() -> Script:
        yield from ("x", "y", "z")
        assert not lines.line.heard(lines.face.voice.say(Ui.HOME_TITLE))
        yield PASSPHRASE
        assert lines.line.shows(lines.face.voice.say(Ui.HOME_TITLE))

    lines.run(script())
    assert waits == [1, 2, 4]


# ---- acts


def act_of(lines: Lines) -> Script:
    """Make an act and end the visit."""
    yield from lines.go("close", OFFICE)
    yield from lines.leaves()


def test_without_a_printer_the_reference_is_said_and_nobody_goes_without_it(tmp_path: Path) -> None:
    """The reference is said whole and sign by sign; the end asks whether she has it; then nothing stands there."""
    lines = Lines(Desk(tmp_path))

    def script() -> Script:
        yield from to_names(lines)
        yield from lines.on(OFFICE)
        (entry,) = lines.desk.entries()
        assert lines.line.heard(spell(entry.reference))
        assert lines.line.shows(lines.face.voice.say(LinearUi.REFERENCE_SPELT, signs=" ".join(entry.reference)))
        yield "1"
        assert lines.line.shows(lines.face.voice.say(Ui.RECEIPT_COPIED))
        yield from lines.leaves()
        assert not lines.line.shows(spell(entry.reference))

    lines.run(script())
    assert lines.face.visit is None


def test_a_full_disk_is_said_and_she_can_choose_again(tmp_path: Path) -> None:
    """An act that cannot be recorded is not; it is said once, and the consent is asked again."""
    lines = Lines(Desk(tmp_path))

    def script() -> Script:
        yield from lines.go("close", OFFICE, until="handover")
        assert lines.desk.store is not None
        lines.desk.store.failing = StoreFull()
        yield from ("2", "1")
        assert lines.at == "handover"
        assert lines.desk.entries() == []
        assert lines.line.heard(lines.face.voice.error(StoreFull()))
        lines.desk.store.failing = None
        yield from ("2", "1")
        assert len(lines.desk.entries()) == 1

    lines.run(script())


def test_a_no_keeps_nothing(tmp_path: Path) -> None:
    """No is as easy as yes: one number, and nothing is kept."""
    lines = Lines(Desk(tmp_path))

    def script() -> Script:
        yield from lines.go("close", OFFICE, until="consent")
        yield "2"
        yield str(list(Choice).index(Choice.NO) + 1)
        assert not lines.visit.is_open
        assert lines.line.heard(lines.face.voice.say(Ui.REFUSED))
        yield "2"
        yield ""

    lines.run(script())
    assert lines.desk.entries() == []
    assert lines.face.visit is None


def test_printed_called_off_and_handed_over(tmp_path: Path) -> None:
    """A print can be called off by a word; the paper is asked about; an uncertain one is cleared before a second."""
    lines = Lines(Desk(tmp_path, on_screen=False))
    desk = lines.desk

    def script() -> Script:
        yield from lines.go("close", OFFICE)
        desk.waits = lines.line.interrupts = True
        yield "1"
        yield "cacher"
        assert not lines.line.shows(lines.face.voice.say(Ui.RECEIPT_PRINTING))
        yield ""
        assert lines.line.shows(lines.face.voice.say(Ui.RECEIPT_PRINTING))  # who comes back hears what goes on
        lines.line.interrupts = False
        yield "arrêter"
        assert desk.called_off.is_set()
        desk.waits, desk.report = False, PrintReport(PrintOutcome.UNCERTAIN, Cause.NO_ANSWER)
        yield "1"
        assert "clear" not in desk.paper
        desk.report = PrintReport(PrintOutcome.PRINTED)
        yield "2"
        assert "clear" in desk.paper
        yield "1"
        assert lines.line.shows(lines.face.voice.say(Ui.AFTER_TITLE))
        yield from lines.leaves()

    lines.run(script())
    assert len(desk.printed) == 3


def test_of_several_keys_the_worker_types_which(tmp_path: Path) -> None:
    """With two keys each is a row with its number; the paper goes onto the one that is typed."""
    report = PrintReport(PrintOutcome.NOT_PRINTED, Cause.WHICH_KEY)
    sticks = [Drive("/media/a", 1), Drive("/media/b", 2)]
    lines = Lines(Desk(tmp_path, forms=[Form.SCREEN, Form.DRIVE], report=report, sticks=sticks))

    def script() -> Script:
        yield from lines.go("close", OFFICE)
        yield "papier"
        yield "1"
        assert lines.line.shows(lines.face.voice.say(Cause.WHICH_KEY))
        assert lines.line.shows(lines.face.voice.say(RoadUi.ON_THIS_DRIVE, drive="/media/b"))
        yield "2"
        assert lines.line.shows(lines.face.voice.say(Cause.ON_A_KEY))
        yield "1"
        yield from lines.leaves()

    lines.run(script())
    assert len(lines.desk.printed) == 2
    assert "/media/b" in lines.desk.paper


def test_leaving_in_haste_takes_the_paper_back(tmp_path: Path) -> None:
    """What the printer may hold is cleared where nobody said that it came out; if it does not say so, home does."""
    lines = Lines(Desk(tmp_path, on_screen=False, clears=False))
    lines.desk.report = PrintReport(PrintOutcome.UNCERTAIN)

    def script() -> Script:
        yield from lines.go("close", OFFICE)
        yield "1"
        yield "partir"
        assert lines.line.shows(lines.face.voice.say(Ui.RECEIPT_SWITCH_OFF))

    lines.run(script())
    assert "clear" in lines.desk.paper


def test_followed_and_taken_back(tmp_path: Path) -> None:
    """By the queue’s number or its reference an act is opened; taking it back asks first, and no comes first."""
    lines = Lines(Desk(tmp_path))

    def script() -> Script:
        yield from act_of(lines)
        (entry,) = lines.desk.entries()
        yield "file"
        assert lines.line.shows(spell(entry.reference))
        assert lines.line.shows(lines.face.voice.say(Ui.QUEUE_GUIDANCE, number=shipped_number()))
        yield "1"
        yield "1"
        yield "1"  # no
        assert lines.desk.entries()[0].withdrawal is None
        yield "1"
        yield "2"
        assert lines.desk.entries()[0].withdrawal is Withdrawal.ORAL
        yield from ("retour", "retour", spell(entry.reference).lower())
        assert lines.line.shows(lines.face.voice.say(Ui.STATUS_TITLE))

    lines.run(script())


def test_a_scanned_receipt_withdraws_by_itself(tmp_path: Path) -> None:
    """With the key of the receipt she takes it back at once; scanned elsewhere, the key is kept nowhere."""
    lines = Lines(Desk(tmp_path))

    def script() -> Script:
        yield from lines.go("close", OFFICE, until="who")
        yield "Zelda " + qr_text(make_reference(b"Zelda"), bytes(16)) + " x"
        assert "".join(drafts(lines)["who"].values()) == ""
        assert said(lines, Problem.SCANNED)
        yield from lines.on(OFFICE)
        yield from lines.leaves()
        (entry,) = lines.desk.entries()
        yield spell(entry.reference)
        yield "1"
        yield "2"
        assert lines.desk.entries()[0].state is State.WITHDRAWN or lines.desk.entries()[0].withdrawal

    lines.run(script())


def test_where_to_begin(tmp_path: Path) -> None:
    """The questions lead to one act, say why, and begin it."""
    lines = Lines(Desk(tmp_path))

    def script() -> Script:
        yield "0"
        while not lines.line.shows(lines.face.voice.say(Ui.TRIAGE_HOME)):
            assert lines.at
            assert lines.line.shows(lines.face.voice.say(Ui.LISTEN_HINT)) or not lines.visit.step.her_words
            yield from lines.passes(lines.visit.step, {})
        yield "1"
        assert lines.visit.procedure.id in [each.id for each in lines.face.session.library.titles()]

    lines.run(script())


def test_what_an_answer_means_stands_on_a_line_of_its_own(tmp_path: Path) -> None:
    """Each answer is said with what is said of it below, and no sign stands there that nobody wrote."""
    lines = Lines(Desk(tmp_path))

    def script() -> Script:
        yield from lines.go("close", OFFICE, until="channel")
        option = next(each for each in lines.visit.step.options if each.says)
        yield "répéter"
        said = "\n".join(lines.line.said)
        assert f". {lines.face.voice.guidance(option.label)}" in said
        assert "\ufffd" not in said

    lines.run(script())


def test_another_child_and_another_act(tmp_path: Path) -> None:
    """After a child's act the same is offered for another, with what was said of the parent."""
    lines = Lines(Desk(tmp_path))

    def script() -> Script:
        yield from lines.go("close", CHILD)
        while not lines.line.shows(lines.face.voice.say(Ui.AFTER_CHILD)):
            yield "2" if lines.line.shows(lines.face.voice.say(Ui.RECEIPT_COPIED)) else "1"
        yield "1"
        assert lines.visit.procedure.id == "close"
        assert lines.visit.answers["whom"] == "child"

    lines.run(script())


def test_documents_one_by_one(tmp_path: Path) -> None:
    """Going back takes the last document away, and a bad date is said."""
    lines = Lines(Desk(tmp_path))
    shelf = shipped()
    name, step = next(
        (title.id, step.id)
        for title in shelf.titles()
        for step in shelf.open(title.id).steps
        if any(field.type is FieldType.DOCUMENTS for field in step.fields)
    )

    def script() -> Script:
        yield from lines.go(name, OFFICE, until=step)
        yield from ("1", "pas une date", "31/12/2025", "", "")
        assert said(lines, Ui.DOCUMENTS_SO_FAR, n=1)
        yield "retour"
        assert lines.at == step
        assert lines.line.shows("Enlevé de la liste : ")
        yield from ("2", "", "", "", str(len(Sort) + 1), "1")
        assert lines.at != step

    lines.run(script())


def test_what_she_named_is_read_again_where_she_agrees_and_is_kept_nowhere_in_words(tmp_path: Path) -> None:
    """The consent of hiding says which documents, as she typed them; its exact words, which are kept, do not."""
    lines = Lines(Desk(tmp_path))

    def script() -> Script:
        yield from lines.go("mask", {**OFFICE, "what": "documents"}, until="which")
        yield from ("1", "31/12/2025", "Docteur Zeste", "", str(len(Sort) + 1), "1")
        yield from lines.on({**OFFICE, "what": "documents"}, until="consent")
        assert lines.line.shows("Docteur Zeste")
        assert "Zeste" not in lines.visit.wording(reviewed=True).text

    lines.run(script())


def test_a_paper_is_read_to_who_asked_for_it(tmp_path: Path) -> None:
    """Who has all read aloud and comes back by herself hears what to bring: the worker is told, and else is not."""
    for ease, contact in (("aloud", "come"), ("aloud", "call"), ("nothing", "come")):
        lines = Lines(Desk(tmp_path / ease / contact))

        def script(lines: Lines = lines, ease: str = ease, contact: str = contact) -> Script:
            yield from lines.go("close", {**OFFICE, "ease": ease, "contact": contact})
            assert said(lines, Ui.READ_BRING) is ((ease, contact) == ("aloud", "come"))

        lines.run(script())


def test_an_exercise_is_told_and_played(tmp_path: Path) -> None:
    """In training the exercises are offered by a word."""
    lines = Lines(Desk(tmp_path))

    def script() -> Script:
        yield "exercices"
        assert lines.line.shows(lines.face.voice.say(Case.REFUSAL))
        yield "retour"
        yield "liaison"
        yield "discret"
        assert lines.face.voice.discreet
        assert not lines.line.shows("Fermer Mon espace santé")
        yield from ("arrêter", "1", "arrêter", "2")
        raise AssertionError("it did not stop")

    lines.run(script())
    assert not said(lines, RoadUi.TITLE)
