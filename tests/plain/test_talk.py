"""How plain lines ask: the question stands where one answers, and nothing is said twice."""

from __future__ import annotations

import os
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import chain, repeat
from threading import Event

import pytest

from kiosk.plain.orders import Order
from kiosk.plain.question import Question, Vocabulary
from kiosk.plain.secret import ask_passphrase
from kiosk.plain.talk import CELLS, ROOM, Talk
from kiosk.plain.teletype import Gone, Heard, Teletype
from kiosk.words.catalogues import Catalogues
from kiosk.words.linear import LinearUi
from kiosk.words.ui import Ui
from kiosk.words.voice import Voice
from tests.plain.line import FakeLine, Script

WORDS = Catalogues()
ROWS = [("yes", "Oui"), ("no", "Non")]


def asked(question: Question, *typed: str, columns: int = 80) -> tuple[FakeLine, object]:
    """Ask something of who types these; give the terminal, and what was answered."""
    line = FakeLine(size=(columns, 1000), person=iter(typed))
    talk = Talk(line, Voice(WORDS, "fr", tuple, training=False), Vocabulary((Order,)))
    try:
        return line, talk.ask(lambda: question)
    except Gone:
        return line, None


@pytest.mark.parametrize("asks", ["Qui ?", "x" * (CELLS - ROOM - 1) + "?", "Nom et prénom"])
def test_a_short_question_stands_where_one_answers(asks: str) -> None:
    """A Braille display rests there: it shows the question, which was said before its answers, for whoever listens."""
    line, answer = asked(Question(["Titre"], ROWS, asks), "2")
    assert answer == "no"
    (prompt,) = line.prompts
    assert prompt.startswith(asks)
    assert len(prompt) + ROOM <= CELLS
    assert prompt[-1] in "?:"
    assert [said.rstrip() for said in line.said] == ["Titre", asks, "1. Oui", "2. Non"]


def test_what_is_typed_is_asked_once() -> None:
    """A question without answers stands where one types, and nowhere else."""
    line, answer = asked(Question(["Titre"], (), "Nom ?", free=True), "Zoé")
    assert answer == "Zoé"
    assert line.said == ["Titre"]
    assert line.prompts == ["Nom ?"]


def paused(*typed: str) -> tuple[FakeLine, object]:
    """Ask something longer than the terminal of who types these."""
    line = FakeLine(size=(80, 12), person=iter(typed))
    talk = Talk(line, Voice(WORDS, "fr", tuple, training=False), Vocabulary((Order,)))
    talk.where = lambda place: ["Étape 2", place]
    talk.shutter = Covers(line)
    try:
        return line, talk.ask(lambda: Question([f"Ligne {n}" for n in range(30)], ROWS, "Qui ?", orders=(Order.BACK,)))
    except Gone:
        return line, None


@dataclass
class Covers:
    """What covers, and notes it."""

    line: FakeLine
    covered: list[Order] = field(default_factory=list)

    def touched(self) -> bool:
        """Somebody is there."""
        return False

    def look(self, warn: object) -> bool:
        """Nobody is there: never for too long."""
        return False

    def cover(self, order: Order) -> None:
        """Cover."""
        self.line.said.append(order.name)


@pytest.mark.parametrize("before", [(), ("",)], ids=["first page", "second page"])
def test_every_word_works_between_two_pages(before: tuple[str, ...]) -> None:
    """Where a long text waits for Enter: help, where, repeat, what covers, and what leads away."""
    line, answer = paused(*before, "aide", "", "", "où", "", "", "", "", "1")
    assert line.heard(WORDS.say(Order.HIDE.value.tells, "fr"))
    assert line.heard("Étape 2")
    assert answer == "yes"
    for word, does in (("cacher", "HIDE"), ("verrouiller", "LOCK"), ("partir", "VANISH"), ("F9", "LOCK")):
        line, _ = paused(*before, word)
        assert does in line.said, word
        assert line.said.count("Ligne 0") == 2, word
    assert paused(*before, "retour")[1] is Order.BACK
    line, _ = paused(*before, "répéter")
    assert line.said.count("Ligne 0") == 2
    line, _ = paused(*before, "1")
    assert line.heard(WORDS.say(LinearUi.NOT_ENTER, "fr"))


def test_help_is_left_by_the_word_that_leads_back() -> None:
    """In a help longer than the terminal, back leads to the question, which is said once more."""
    line, answer = paused("", "", "", "", "aide", "retour", "", "", "", "", "1")
    assert not line.heard(WORDS.say(LinearUi.NOT_HERE, "fr"))
    assert answer == "yes"


def test_help_answers_where_a_passphrase_is_asked_for() -> None:
    """By its word or its key; a word so short is no passphrase, and any other is tried as one."""
    line = FakeLine(person=iter(["aide", Heard(key="help", touched=True), "où", "partir", "quatre mots au hasard"]))
    talk = Talk(line, Voice(WORDS, "fr", tuple, training=False), Vocabulary((Order,)))
    assert ask_passphrase(talk, Ui.LOCK_TITLE) == "partir"
    said = [" ".join(WORDS.say(code, "fr").split()) for code in (Ui.LOCK_TITLE, LinearUi.HELP_PASSPHRASE)]
    assert [" ".join(each.split()) for each in line.said] == said * 3


@pytest.mark.parametrize("word", ["aide", "où"])
def test_help_answers_while_something_is_done(word: str) -> None:
    """It says what is done, and that it ends by itself or how it is stopped."""
    done = Event()

    def person() -> Script:
        yield word
        done.set()
        while True:
            yield Heard()

    line = FakeLine(person=person(), interrupts=True)
    talk = Talk(line, Voice(WORDS, "fr", tuple, training=False), Vocabulary((Order,)))
    talk.wait(lambda: done.wait(5), Ui.RECEIPT_CLEARING)
    assert line.said.count(WORDS.say(Ui.RECEIPT_CLEARING, "fr")) == 2
    assert line.heard(WORDS.say(LinearUi.JOB_WAITS, "fr"))


@pytest.mark.parametrize(("asks", "columns"), [("x" * (CELLS - ROOM) + "?", 80), ("Comment continuer ?", 20)])
def test_a_long_question_is_said_before_its_answers(asks: str, columns: int) -> None:
    """What has no room there is a line as any other, and the prompt says what is to be typed."""
    line, _ = asked(Question(["Titre"], ROWS, asks), "2", columns=columns)
    assert line.prompts == [WORDS.say(LinearUi.PROMPT_NUMBER, "fr")]
    text = "".join(line.said).replace("\n", " ")
    assert text.count(asks) == 1
    assert text.index(asks) < text.index("1.")


def test_answers_that_were_said_keep_their_numbers() -> None:
    """What was said a moment ago is not said again, and a number still means it."""
    line, answer = asked(Question((), ROWS, "Qui ?", told=True), "1")
    assert answer == "yes"
    assert line.said == []


def test_a_number_is_one_of_the_answers_that_were_said() -> None:
    """Where any text may be typed, too, a number that is no answer is text."""
    question = Question((), ROWS, "Qui ?", first=11, free=True)
    assert asked(question, "12")[1] == "no"
    assert asked(question, "1")[1] == "1"
    assert asked(question, "Zoé")[1] == "Zoé"
    assert asked(question, "retour")[1] == "retour"


def test_each_word_of_the_face_works_where_it_leads_somewhere() -> None:
    """A face without a language to choose, or words to explain, says that such a word is of no use there."""
    line, answer = asked(Question((), ROWS, "Qui ?"), "langue", "mots", "aide", "1")
    assert answer == "yes"
    assert line.said.count(WORDS.say(LinearUi.NOT_HERE, "fr")) == 2
    assert not line.heard(WORDS.say(Order.LANGUAGE.value.tells, "fr"))


@pytest.mark.parametrize("typed", ["9", "xyz", "liaison", ""])
def test_a_wrong_word_is_said_once_and_the_list_is_not(typed: str) -> None:
    """The error says what can be typed; the list is said again to who asks for it, whoever asks the question anew."""
    line = FakeLine(person=iter([typed, "répéter", "x", "no"]))
    talk = Talk(line, Voice(WORDS, "fr", tuple, training=False), Vocabulary((Order,)))
    news = ""

    def make() -> Question:
        return Question(["Lu une fois"], ROWS, title="Titre", news=news, free=True)

    heard: list[object] = []
    for _ in range(3):
        heard.append(talk.ask(make))
        news = "Ce n’est pas cela."
    before = line.said.index("Titre", 1)
    assert line.said[:before] == ["Titre", "Lu une fois", "1. Oui", "2. Non"] + ["Ce n’est pas cela."] * (before - 4)
    assert line.said.count("1. Oui") == 2
    assert heard == [typed, "x", "no"]


def test_what_changed_is_said_alone() -> None:
    """Of a list whose answers are the same, only the lines that are new; where a number means another, all of it."""
    line = FakeLine(person=iter(["x"] * 3))
    talk = Talk(line, Voice(WORDS, "fr", tuple, training=False), Vocabulary((Order,)))
    asked = iter(
        [
            Question(["Sept actes", "Sur la route"], ROWS, title="File", free=True),
            Question(["Sept actes", "Arrivé"], ROWS, title="File", free=True),
            Question(["Sept actes", "Arrivé"], ROWS[::-1], title="File", free=True),
        ]
    )
    for _ in range(3):
        talk.ask(lambda: next(asked))
    assert line.said[:5] == ["File", "Sept actes", "Sur la route", "1. Oui", "2. Non"]
    assert line.said[5] == "Arrivé"
    assert line.said[6:] == ["File", "Sept actes", "Arrivé", "1. Non", "2. Oui"]


def test_a_step_that_changed_is_said_whole() -> None:
    """Of a consent no line is left out because one like it was said before."""
    line = FakeLine(person=iter(["1", "1"]))
    talk = Talk(line, Voice(WORDS, "fr", tuple, training=False), Vocabulary((Order,)))
    for words in ("Je ferme.", "J’efface."):
        asks = Question([words, "Je choisis librement."], ROWS, "Oui ?", page=("Je choisis librement.",))
        talk.ask(lambda asks=asks: asks)  # type: ignore[misc]  # bound now
    assert line.said.count("Je choisis librement.") == 2


def test_what_was_emptied_is_said_again() -> None:
    """On an empty terminal nothing was said a moment ago."""
    line = FakeLine(person=iter(["x", "x"]))
    talk = Talk(line, Voice(WORDS, "fr", tuple, training=False), Vocabulary((Order,)))
    for _ in range(2):
        talk.ask(lambda: Question((), ROWS, title="Titre", free=True))
        talk.empty()
    assert line.said == ["Titre", "1. Oui", "2. Non"] * 2


@pytest.mark.parametrize("typed", [("22",), ("", "22"), ("suite", "22"), ("zz", "22")])
def test_what_is_sought_may_be_typed_between_two_pages(typed: tuple[str, ...]) -> None:
    """Where a list takes any number and a reference, it does so before its last page; Enter still goes on."""
    line = FakeLine(size=(40, 12), person=iter(typed))
    talk = Talk(line, Voice(WORDS, "fr", tuple, training=False), Vocabulary((Order,)))
    rows = [f"{number}. Une réponse" for number in range(15)]
    assert talk.ask(lambda: Question(rows, free=True, seeks=True)) == "22"
    assert line.heard(rows[-1]) is (typed[0] in ("", "suite"))
    assert line.said.count(rows[0]) == 1


def test_an_answer_that_was_said_may_be_given_between_two_pages() -> None:
    """Its number answers at once; one that was not said yet does not, and before any was said none does."""
    rows = [(str(number), f"Réponse {number}") for number in range(1, 31)]
    line = FakeLine(size=(80, 12), person=iter(["1", "", "30", "3"]))
    talk = Talk(line, Voice(WORDS, "fr", tuple, training=False), Vocabulary((Order,)))
    assert talk.ask(lambda: Question([f"Ligne {n}" for n in range(9)], rows, "Qui ?")) == "3"
    assert line.said.count(WORDS.say(LinearUi.NOT_ENTER, "fr")) == 1
    assert not line.heard("30. Réponse 30")


@pytest.mark.parametrize("typed", ["suite", "Entrée", "ENTREE", ""])
def test_a_word_does_what_enter_does(typed: str) -> None:
    """Where Enter goes on or keeps what was answered, and nowhere else: no word chooses anything by default."""
    assert asked(Question(["Texte"], passes=True), typed)[1] == ""
    assert asked(Question((), ROWS, "Qui ?", keeps="no"), typed)[1] == "no"
    assert asked(Question((), (), "Nom ?", free=True, kept="Déjà répondu : Zoé."), typed)[1] == ""
    line, answer = asked(Question((), ROWS, "Qui ?"), typed, "2")
    assert answer == "no"
    assert line.heard(WORDS.say(LinearUi.NOT_HERE if typed else Ui.NOTHING_CHOSEN, "fr"))


@pytest.mark.parametrize("word", [*(f"F{n}" for n in range(2, 12)), "f10"])
def test_the_name_of_a_key_is_no_answer(word: str) -> None:
    """Where a text is asked for, a key that has no use there is said to have none, unless it stands in quotes."""
    line, answer = asked(Question((), (), "Nom ?", free=True), word, f"« {word} »")
    assert answer == word
    assert line.heard(WORDS.say(LinearUi.NOT_HERE, "fr"))


def test_a_word_of_elsewhere_is_a_text_but_no_reference() -> None:
    """Who is asked for a text may write it; who is asked for a reference is told that it is of no use there."""
    assert asked(Question((), (), "Nom ?", free=True), "retour")[1] == "retour"
    line, answer = asked(Question((), (), "Nom ?", free=True, seeks=True), "retour", "K7Q")
    assert answer == "K7Q"
    assert line.said.count(WORDS.say(LinearUi.NOT_HERE, "fr")) == 1


@pytest.mark.parametrize("word", ["retour", "Échap", "arrêter"])
def test_there_is_a_way_back_from_a_passphrase(word: str) -> None:
    """Where nothing is locked, the word that goes back does; where and help say so, and what covers covers."""
    line = FakeLine(person=iter(["où", "cacher", Heard(key="lock", touched=True), word]))
    talk = Talk(line, Voice(WORDS, "fr", tuple, training=False), Vocabulary((Order,)))
    talk.shutter = Covers(line)
    assert ask_passphrase(talk, Ui.QUIT_PASSPHRASE, LinearUi.NOT_STOPPING) is None
    assert {"HIDE", "LOCK"} <= set(line.said)
    for code in (Ui.QUIT_PASSPHRASE, LinearUi.NOT_STOPPING, LinearUi.HELP_PASSPHRASE_OPEN):
        assert line.heard(WORDS.say(code, "fr")), code


@pytest.mark.parametrize("word", ["répéter", "langue", "mots", "suite"])
def test_a_word_of_elsewhere_is_no_passphrase(word: str) -> None:
    """Where nothing is locked, a word that is known gets those that work; it is not tried, and costs no wait."""
    line = FakeLine(person=iter([word, "retour"]))
    talk = Talk(line, Voice(WORDS, "fr", tuple, training=False), Vocabulary((Order,)))
    talk.shutter = Covers(line)
    assert ask_passphrase(talk, Ui.QUIT_PASSPHRASE, LinearUi.NOT_STOPPING) is None
    assert line.heard(WORDS.say(LinearUi.HELP_PASSPHRASE_OPEN, "fr"))


def test_an_error_is_said_once() -> None:
    """Who has the question said again hears the question, not what was wrong before."""
    line = FakeLine(person=iter(["répéter", "1"]))
    talk = Talk(line, Voice(WORDS, "fr", tuple, training=False), Vocabulary((Order,)))
    assert talk.ask(lambda: Question((), [("one", "Une chose")], "Que faire ?", news="Inconnu.")) == "one"
    assert (line.said.count("Inconnu."), sum("Une chose" in said for said in line.said)) == (1, 2)


def test_a_passphrase_that_was_asked_begins_a_page() -> None:
    """What was said before it is read: nobody has to press Enter for a page that was never full."""
    line = FakeLine(size=(80, 12), person=iter(["où", "où", "où", "retour", "1"]))
    talk = Talk(line, Voice(WORDS, "fr", tuple, training=False), Vocabulary((Order,)))
    talk.shutter = Covers(line)
    assert ask_passphrase(talk, Ui.QUIT_PASSPHRASE, LinearUi.NOT_STOPPING) is None
    assert talk.ask(lambda: Question((), [("one", "Une chose")], "Que faire ?")) == "one"
    assert WORDS.say(LinearUi.PROMPT_ENTER, "fr") not in line.prompts


def test_the_help_does_not_bring_the_list_back() -> None:
    """After the help, too, an error is said alone: the list stands above it, or is asked for."""
    rows = [("one", "Une chose"), ("two", "Deux choses")]
    line = FakeLine(person=iter(["aide", "zzz", "1"]))
    talk = Talk(line, Voice(WORDS, "fr", tuple, training=False), Vocabulary((Order,)))
    assert talk.ask(lambda: Question((), rows, "Que faire ?", free=True, seeks=True)) == "zzz"
    assert talk.ask(lambda: Question((), rows, "Que faire ?", news="Inconnu.", free=True, seeks=True)) == "one"
    assert sum("Deux choses" in said for said in line.said) == 1
    assert line.heard("Inconnu.")


@pytest.mark.parametrize("word", ["Échap", "retour", "arrêter"])
def test_what_is_printed_is_called_off_by_either_word(word: str) -> None:
    """The text of a print names Escape: its name and the word that stops call it off."""
    done = Event()
    line = FakeLine(person=chain([word], repeat(Heard())), interrupts=True)
    talk = Talk(line, Voice(WORDS, "fr", tuple, training=False), Vocabulary((Order,)))
    talk.shutter = Covers(line)
    talk.wait(lambda: done.wait(5), Ui.RECEIPT_PRINTING, done.set)
    assert done.is_set()


@pytest.mark.parametrize("at", ["", "Accueil"])
def test_where_answers_in_the_help(at: str) -> None:
    """In a help of more than one page: that it is the help, and of what, which stands where one answered."""
    line = FakeLine(size=(80, 8), person=iter(["aide", "où", "retour", "1"]))
    talk = Talk(line, Voice(WORDS, "fr", tuple, training=False), Vocabulary((Order,)))
    assert talk.ask(lambda: Question((), ROWS, "Qui ?", at=at)) == "yes"
    told = line.said.index(WORDS.say(LinearUi.IN_HELP, "fr"))
    assert line.said[told + 1] == at or "Qui ?"
    assert line.said.count(WORDS.say(LinearUi.IN_HELP, "fr")) == 1


@pytest.mark.parametrize("prompt", [LinearUi.PROMPT_HOME, LinearUi.PROMPT_PASSPHRASE])
def test_no_prompt_is_broken_within_a_word(
    prompt: LinearUi, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    """On a terminal of twenty columns, what is asked takes as many rows as it needs."""
    monkeypatch.setenv("COLUMNS", "20")
    words = WORDS.say(prompt, "fr")
    Teletype().resume(words)
    rows = capfd.readouterr().err.split("\n")
    assert all(len(row) <= 20 for row in rows), rows
    assert " ".join(" ".join(rows).split()) == " ".join(words.split())


def test_what_was_typed_where_enter_is_wanted_does_not_come_back(monkeypatch: pytest.MonkeyPatch) -> None:
    """An answer that something covered half typed is given back to its question alone, past what waits for Enter."""
    shown, typed = os.pipe(), os.pipe()
    line = Teletype()
    monkeypatch.setattr(line, "_in", typed[0])
    monkeypatch.setattr(line, "_out", shown[1])

    def types(text: str) -> str:
        os.write(typed[1], text.encode())
        line.hear(0)
        return line.half

    line.ask("Nom ?")
    half = types("Dup")
    assert half == "Dup"
    line.empty()
    line.put_back(half)
    line.ask("Entrée : suite.", waits=True)
    assert types("zut") == "Dup"
    line.empty()
    line.put_back(line.half)
    line.ask("Nom ?")
    assert line.half == "Dup"
    line.put_back("")
    line.ask("Entrée : suite.", waits=True)
    assert types("zut") == ""
    for end in (*shown, *typed):
        os.close(end)


@pytest.mark.parametrize("question", [Question(["Titre"], passes=True), Question(["Titre"] * 30, (), "?", free=True)])
def test_where_enter_alone_is_wanted_the_terminal_is_told(question: Question) -> None:
    """A page that is only read, and the pause in a long one: what is typed there is no answer."""
    line = FakeLine(size=(80, 12), person=iter(["", ""]))
    talk = Talk(line, Voice(WORDS, "fr", tuple, training=False), Vocabulary((Order,)))
    with suppress(Gone):
        talk.ask(lambda: question)
    assert line.waited[0]


def test_a_word_of_another_face_says_where_it_is_of_use() -> None:
    """Where a face says so of a word; not of the key that does the same there, and not of a text."""
    words = Vocabulary((Order,), elsewhere={Order.LANGUAGE: LinearUi.NOT_AT_OFFICE})

    def told(typed: str, code: LinearUi) -> bool:
        line = FakeLine(person=iter([typed, "1"]))
        talk = Talk(line, Voice(WORDS, "fr", tuple, training=False), words)
        assert talk.ask(lambda: Question((), ROWS, "Qui ?")) == "yes"
        return line.heard(WORDS.say(code, "fr"))

    assert told("Langue", LinearUi.NOT_AT_OFFICE)
    assert told("F2", LinearUi.NOT_HERE)
    assert told("mots", LinearUi.NOT_HERE)
    assert asked(Question((), (), "Note ?", free=True), "langue")[1] == "langue"
