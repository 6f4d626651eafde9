"""Words are chosen when they are shown; a catalogue that is missing or broken never stops the desk."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from enum import Enum
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.core import errors
from kiosk.core.blocks import Blank, Large, Line, Literal, Pair, Para, Phrase, Qr, Receipt, Rule, Title, Worded
from kiosk.core.french import glued
from kiosk.core.outbox import State
from kiosk.core.paths import says_of
from kiosk.core.procedure import AskWhom, Confidence, Label, Says, Source
from kiosk.guidance.files import SHIPPED, procedure_files
from kiosk.guidance.shelf import read_procedure
from kiosk.screens.speaker import Speaker
from kiosk.words.catalogues import PSEUDO, Catalogues
from kiosk.words.codes import sentences
from kiosk.words.errors import ERRORS, error_sentence
from kiosk.words.plurals import PLURALS
from kiosk.words.po import Book, compile_all, text_of
from kiosk.words.ui import Ui, sentence
from kiosk.words.unsure import takes_doubt
from scripts.catalogues.compile import LOCALES
from scripts.catalogues.extract import TABLES

TODAY = date(2026, 12, 1)
ROOT = LOCALES.parent


@pytest.fixture(scope="session")
def compiled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The catalogues, compiled away from the checkout. Not to be changed."""
    folder = tmp_path_factory.mktemp("i18n") / "locales"
    shutil.copytree(LOCALES, folder, ignore=shutil.ignore_patterns("*.mo"))
    compile_all(folder)
    return folder


@pytest.fixture
def words(compiled: Path) -> Catalogues:
    return Catalogues(compiled, pseudo=True, today=lambda: TODAY)


@pytest.fixture
def damaged(compiled: Path, tmp_path: Path) -> Path:
    """A copy of the compiled catalogues, to be broken."""
    return Path(shutil.copytree(compiled, tmp_path / "locales"))


def source(confidence: Confidence, checked: date = TODAY, name: str = "la loi") -> Source:
    return Source("s", "Une source", name, checked, confidence)


def says(*sources: Source, text: str = "Les documents sont gardés.") -> Says:
    return Says(text, "test.step", sources)


# ---- languages ---------------------------------------------------------------------------------------


def test_french_comes_first_and_pseudo_is_not_for_people(compiled: Path) -> None:
    """The desk offers French, then the others; the pseudo-locale only to those who ask for it, never reviewed."""
    offered = Catalogues(compiled).languages()
    assert [(each.code, each.reviewed) for each in offered[:2]] == [("fr", True), ("en", False)]
    assert [each.code for each in offered if each.reviewed] == ["fr"]
    for drawn in (True, False):
        names = [each.shown for each in offered[1:] if each.screen is drawn]
        assert names == sorted(names)
    (pseudo,) = set(Catalogues(compiled, pseudo=True).languages()) - set(offered)
    assert (pseudo.code, pseudo.reviewed) == (PSEUDO, False)


def test_each_language_has_its_own_name_and_its_french_one(compiled: Path) -> None:
    """A person finds her language by its own name, the staff by its French one, alone where no terminal draws hers."""
    assert [each.shown for each in Catalogues(compiled).languages()] == [
        "Français",
        "English – anglais",
        "Español – espagnol",
        "Kreyòl Ayisyen – créole haïtien",
        "Português – portugais",
        "Română – roumain",
        "Shqip – albanais",
        "Türkçe – turc",
        "Русский – russe",
        "Українська – ukrainien",
        "arabe",
        "bengali",
        "chinois simplifié",
        "dari",
        "géorgien",
        "ourdou",
        "pachto",
        "tamoul",
    ]
    assert {each.code for each in Catalogues(compiled).languages() if each.rtl} == {"ar", "prs", "ps", "ur"}


def test_a_script_that_a_terminal_cannot_draw_stays_off_the_screen(damaged: Path) -> None:
    """In Arabic the screen says in French what it cannot draw, and the paper says it in Arabic; Spanish is shown."""
    for language, title in (("ar", "إغلاق المساحة الصحية"), ("es", "Cerrar el espacio")):
        one_language(damaged, "Fermer Mon espace santé", title, language)
    speaker = Speaker(Catalogues(damaged), "fr", list, training=False)
    label = Label("Fermer Mon espace santé", "close")
    shown = []
    for speaker.language in ("ar", "es", "fr"):
        shown.append((speaker.guidance(label), speaker.on_paper_alone))
    assert shown == [(label.text, True), ("Cerrar el espacio", False), (label.text, False)]
    speaker.language = "ar"
    paper = Receipt((Para((label,)),))
    assert pieces(speaker.receipt(paper)) == [[("fr", label.text)]]
    first, _ = pieces(speaker.receipt(paper, "ar"))  # the other says that nobody reviewed it
    assert [first] == [[("ar", "إغلاق المساحة الصحية"), ("fr", label.text)]]


def test_guidance_that_nobody_translated_is_not_broken(damaged: Path) -> None:
    """A sentence without translation is French in any language, and no one is alarmed."""
    words = Catalogues(damaged)
    title = Label("Une phrase que personne n’a traduite", "close")
    assert {words.guidance(title, each.code) for each in words.languages()} == {title.text}
    assert words.broken == []


@pytest.mark.parametrize("change", ["cut", "garbage", "empty"])
def test_damaged_guidance_is_broken_in_any_language(damaged: Path, change: str) -> None:
    """A catalogue that is there and cannot be read is named, also where there need not be one."""
    folder = damaged / "ar" / "LC_MESSAGES"
    shutil.copy(damaged / "en" / "LC_MESSAGES" / "staff.mo", folder)
    BREAKS[change](folder / "staff.mo")
    (folder / "person.mo").unlink()
    words = Catalogues(damaged)
    assert words.languages()
    assert words.say(Ui.KEY_HELP, "ar") == "Aide"
    assert words.say(Line.DUPLICATE, "ar") == "DUPLICATA"
    assert sorted(words.broken) == ["ar/person", "ar/staff"]


def test_the_language_changes_between_two_calls(words: Catalogues) -> None:
    """Each call is worded in the language it names: nobody gets the words of the person before."""
    assert [words.say(Ui.KEY_HELP, language) for language in ("fr", "en", "fr")] == ["Aide", "Help", "Aide"]


def test_nothing_is_translated_at_import(compiled: Path) -> None:
    """The system's language decides nothing, not even when the kiosk is imported."""
    program = (
        "import sys; from pathlib import Path; from kiosk.words.catalogues import Catalogues;"
        "from kiosk.words.ui import Ui;"
        "words = Catalogues(Path(sys.argv[1])); print(words.say(Ui.KEY_HELP, 'fr'), words.say(Ui.KEY_HELP, 'en'))"
    )
    for system in ("C.UTF-8", "en_US.UTF-8", "ar_EG.UTF-8"):
        shown = run(program, str(compiled), LANG=system, LC_ALL=system, LANGUAGE=system[:2])
        assert shown == "Aide Help"


def run(program: str, *arguments: str, **environment: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", program, *arguments],
        cwd=ROOT,
        env=os.environ | {"PYTHONUTF8": "1"} | environment,
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout.strip()


def test_importing_and_wording_do_not_load_babel(compiled: Path) -> None:
    """Babel is loaded for the first date, not at start."""
    program = (
        "import sys; from pathlib import Path; from datetime import date; import kiosk.words.catalogues;"
        "from kiosk.words.ui import Ui; words = kiosk.words.catalogues.Catalogues(Path(sys.argv[1]));"
        "words.languages(), words.say(Ui.KEY_HELP, 'fr'), words.count('cli_traces', 2, 'en');"
        "before = 'babel' in sys.modules; words.date(date(2026, 1, 1), 'fr');"
        "print(before, 'babel' in sys.modules)"
    )
    assert run(program, str(compiled)) == "False True"


def test_french_is_in_the_code(damaged: Path) -> None:
    """A desk that works in French opens no catalogue, and misses none."""
    shutil.rmtree(damaged)
    words = Catalogues(damaged, today=lambda: TODAY)
    assert words.say(Ui.KEY_HELP, "fr") == "Aide"
    assert words.error(errors.StoreFull(), "fr") == ERRORS[errors.StoreFull]
    assert [words.count("cli_opened", number, "fr")[:7] for number in (0, 2)] == ["0 acte ", "2 actes"]
    assert words.guidance(read_procedure(SHIPPED / "close.toml").title, "fr") == "Fermer Mon espace santé"
    assert [each.code for each in words.languages() if each.reviewed] == ["fr"]
    assert words.broken == []


def test_a_start_in_another_language_opens_its_catalogues_alone_in_twenty_milliseconds(compiled: Path) -> None:
    """Only what is spoken is read: sentences and guidance of one language, in less than 20 ms."""
    program = (
        "import sys, time; from pathlib import Path; from kiosk.words.catalogues import Catalogues;"
        "from kiosk.words.ui import Ui; from kiosk.core.procedure import Label; times = []\n"
        "for _ in range(15):\n"
        "    words = Catalogues(Path(sys.argv[1])); began = time.process_time()\n"
        "    words.say(Ui.KEY_BACK, 'en'); words.guidance(Label('Fermer', 'close'), 'en')\n"
        "    times.append(time.process_time() - began)\n"
        "    assert list(words._files.opened) == [('staff', 'en'), ('person', 'en')] and not words.broken\n"
        "print(min(times) * 1000)"
    )
    assert float(run(program, str(compiled))) < 20


# ---- every sentence ----------------------------------------------------------------------------------


CODES: list[Enum] = [
    *(code for table in TABLES for code in table),
    *(code for rules in sentences().values() for code in rules),
]


def test_every_code_is_worded_by_its_own_sentence(words: Catalogues) -> None:
    """A code says what it means in its own enum, whatever other codes are called."""
    assert [code for code in CODES if words.say(code, "fr") != glued(sentence(code))] == []
    assert words.say(State.UNREACHABLE, "fr") == "injoignable"
    assert words.say(State.UNREACHABLE, "en") == "not reached"


def test_no_line_of_french_begins_with_a_sign_of_the_word_before(words: Catalogues) -> None:
    """Signs stay with their words in every French sentence that can be shown, also in place of a translation."""
    made = [kind.__new__(kind) for kind in ERRORS if not issubclass(kind, errors.FileFault)]
    for language in ("fr", "ar"):
        said = [words.say(code, language) for code in CODES]
        said += [words.count(key, number, language) for key in PLURALS for number in (1, 2)]
        said += [words.error(each, language) for each in made]
        loose = [each for each in said if re.search(r" [:;?!»](\W|$)|« ", each)]
        assert loose == [], language
    # Sources are typed plainly: each sentence is one key to translate.
    assert [code for code in CODES if "\u00a0" in sentence(code)] == []


def test_every_sentence_is_translated_in_the_pseudo_locale(words: Catalogues) -> None:
    """Whatever is shown goes through a catalogue: in the pseudo-locale all of it is marked."""
    shown = [words.say(code, PSEUDO) for code in CODES]
    shown += [words.error(error("x"), PSEUDO) for error in ERRORS if error.__init__ is Exception.__init__]
    shown += [words.count(key, number, PSEUDO) for key in PLURALS for number in (0, 1, 2)]
    for file in procedure_files(SHIPPED):
        procedure = read_procedure(file)
        shown += [words.guidance(step.title, PSEUDO) for step in procedure.steps]
        shown += [words.guidance(each, PSEUDO) for step in procedure.steps for each in step.says]
        shown += [words.guidance(block.title, PSEUDO) for sheet in procedure.sheets for block in sheet.blocks]
    assert [text for text in shown if not text.startswith("[!!!")] == []


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("fr", ["0 acte ouvert.", "1 acte ouvert.", "2 actes ouverts."]),
        ("en", ["0 acts opened.", "1 act opened.", "2 acts opened."]),
    ],
)
def test_each_language_counts_by_its_own_rule(words: Catalogues, language: str, expected: list[str]) -> None:
    """Nought is singular in French and plural in English."""
    assert [words.count("cli_opened", number, language) for number in (0, 1, 2)] == expected


def test_a_sentence_that_counts_is_french_as_a_whole(words: Catalogues) -> None:
    """Where a language has no words for a count, French ones stand in with the French plural, not with its own."""
    assert [words.count("cli_opened", number, "ar") for number in (0, 1, 2)] == [
        words.count("cli_opened", number, "fr") for number in (0, 1, 2)
    ]


def test_an_error_says_its_remedy(words: Catalogues) -> None:
    """An error is worded in the language that is asked for, a class without a sentence by the nearest above it."""

    class Unheard(errors.StoreFull):
        """Nobody wrote a sentence for this one."""

    assert words.error(errors.StoreFull(), "fr") == ERRORS[errors.StoreFull]
    assert words.error(Unheard(), "en") == words.error(errors.StoreFull(), "en") != ERRORS[errors.StoreFull]
    assert error_sentence(errors.KioskError()) == ERRORS[errors.KioskError]


# ---- guidance and its doubts ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("what", "expected"),
    [
        (says(source(Confidence.A)), "Les documents sont gardés."),
        (says(source(Confidence.B)), "Les documents sont gardés (selon la loi)."),
        (says(source(Confidence.C)), "Les documents sont gardés (à vérifier auprès du 3422)."),
        (says(source(Confidence.A), source(Confidence.C)), "Les documents sont gardés (à vérifier auprès du 3422)."),
        (
            says(source(Confidence.B), source(Confidence.A, name="la presse"), source(Confidence.B)),
            "Les documents sont gardés (selon la loi et la presse).",
        ),
        (
            says(*(source(Confidence.B, name=name) for name in "abc")),
            "Les documents sont gardés (selon a, b et c).",
        ),
        (
            says(source(Confidence.A, date(2025, 10, 31))),
            "Les documents sont gardés (vérifié le 31 octobre 2025 : peut avoir changé).",
        ),
        (
            says(source(Confidence.C, date(2024, 1, 1))),
            "Les documents sont gardés (à vérifier auprès du 3422) (vérifié le 1er janvier 2024 : peut avoir changé).",
        ),
        (Label("Un titre.", "test.step"), "Un titre."),
    ],
)
def test_guidance_says_its_doubts(words: Catalogues, what: Says | Label, expected: str) -> None:
    """A is a fact, B names its sources, C sends to 3422, an old statement says when; a label states nothing."""
    assert words.guidance(what, "fr").replace("\u00a0", " ") == expected


def test_doubts_are_said_in_the_language_too(words: Catalogues) -> None:
    """English guidance has English doubts, that say who can answer, and none where the sentence says it itself."""
    procedure = read_procedure(SHIPPED / "close.toml")
    every = [each for step in procedure.steps for each in (*step.says, *step.reasons_for, *step.reasons_against)]
    doubtful = [each for each in every if each.confidence in (Confidence.B, Confidence.C)]
    assert doubtful
    for each in doubtful:
        shown = words.guidance(each, "en")
        if each.confidence is Confidence.C and takes_doubt(each.text):
            assert shown.endswith(
                (" (to be checked with 3422).", " (to be checked with your health insurance office).")
            )
        else:
            assert shown == words.plain(each, "en")
        assert "selon" not in shown


@pytest.mark.parametrize(
    "text",
    [
        "« Pouvez-vous m’envoyer un justificatif ? »",
        "Gardez une copie.",
        "4. Gardez le justificatif que le site donne.",
        "N’activez pas l’espace.",
        "Nous ne savons pas si le 3422 peut le faire. Demandez-lui.",
        "Après, nous pensons que ce n’est plus possible.",
        "Le 3919 (numéro à vérifier).",
        "Si mes parents y ont encore accès, merci de me dire comment l’arrêter.",
        "2. Faites comme pour une première activation.",
        "Si vous voulez fermer aussi l’espace d’un enfant, commencez par lui.",
    ],
)
def test_no_doubt_is_said_twice(words: Catalogues, text: str) -> None:
    """Behind words to be said, behind an order, and behind what says already that we do not know, stands no doubt."""
    assert words.guidance(says(source(Confidence.C), text=text), "fr") == text


@pytest.mark.parametrize("ask", AskWhom, ids=lambda ask: ask.name.lower())
def test_a_doubt_says_who_can_answer(words: Catalogues, ask: AskWhom) -> None:
    """Only what 3422 can answer is sent to 3422."""
    shown = words.guidance(says(replace(source(Confidence.C), ask=ask)), "fr")
    assert ("3422" in shown) is (ask is AskWhom.CALL)
    assert shown.startswith("Les documents sont gardés (")


def test_a_fact_names_nobody(words: Catalogues) -> None:
    """What several sources say alike is no opinion: a source without a name is not named."""
    assert words.guidance(says(source(Confidence.B, name="")), "fr") == "Les documents sont gardés."


def test_statements_age_only_for_who_knows_the_day(compiled: Path) -> None:
    """Without a clock nothing is called old."""
    old = says(source(Confidence.A, date(2001, 1, 1)))
    assert Catalogues(compiled).guidance(old, "fr") == old.text


# ---- dates ---------------------------------------------------------------------------------------------


@given(
    st.dates(date(1900, 1, 1), date(2100, 1, 1)), st.sampled_from(["fr", "en", PSEUDO, "ar", "fa", "prs", "zh", "ta"])
)
def test_dates_can_be_printed(day: date, language: str) -> None:
    """A date in full has its year and no narrow space or direction mark that a printer would show as « ? »."""
    written = Catalogues().date(day, language)
    assert not set(written) & {"\u202f", "\u200e", "\u200f"}
    if language in ("fr", "en", PSEUDO):
        assert str(day.year) in written
        assert str(day.day) in written


NOVEMBER = {
    "ar": "21 نوفمبر 2026",
    "bn": "21 নভেম্বর, 2026",
    "es": "21 de noviembre de 2026",
    "ht": "21 novanm 2026",
    "ka": "21 ნოემბერი, 2026",
    "prs": "21 نومبر 2026",
    "ps": "2026 نومبر 21",
    "pt": "21 de novembro de 2026",
    "ro": "21 noiembrie 2026",
    "ru": "21 ноября 2026\u00a0г.",
    "sq": "21 nëntor 2026",
    "ta": "21 நவம்பர், 2026",
    "tr": "21 Kasım 2026",
    "uk": "21 листопада 2026\u00a0р.",
    "ur": "21 نومبر، 2026",
    "zh": "2026年11月21日",
}
"""The day of one receipt, as each language writes it: its own month, and the calendar that the desk uses."""


@pytest.mark.parametrize("language", NOVEMBER)
def test_every_receipt_has_its_dates(words: Catalogues, language: str) -> None:
    """A receipt's dates are in the language's own words and Gregorian, and end with one full stop at most."""
    for line in Line:
        if "{date}" in sentence(line):
            text = words.say(line, language, date=date(2026, 11, 21))
            assert NOVEMBER[language] in text
            assert ".." not in text
            assert "2026" not in text.replace(NOVEMBER[language], "")


def test_a_french_sentence_has_a_french_date(words: Catalogues) -> None:
    """Where a language has no words for a sentence its date is French too, and French stands there once."""
    old = says(source(Confidence.A, date(2025, 10, 31)))
    assert words.guidance(old, "ar") == words.guidance(old, "fr")
    assert pieces(words.word(Receipt((Para((old,)),)), "ar")) == [[("fr", words.guidance(old, "fr"))]]


def test_a_language_that_babel_does_not_know_still_has_dates() -> None:
    """An unknown language gets the ISO date rather than an error."""
    assert Catalogues().date(TODAY, "xx") == "2026-12-01"


# ---- catalogues that are broken --------------------------------------------------------------------------


def _absent(mo: Path) -> None:
    mo.unlink()


def _cut(mo: Path) -> None:
    mo.write_bytes(mo.read_bytes()[:1500])


def _garbage(mo: Path) -> None:
    mo.write_bytes(bytes(range(256)) * 40)


def _empty(mo: Path) -> None:
    mo.write_bytes(b"")


def _charset(name: bytes) -> Callable[[Path], None]:
    def change(mo: Path) -> None:
        data = mo.read_bytes()
        assert data.count(b"charset=utf-8") == 1
        mo.write_bytes(data.replace(b"charset=utf-8", b"charset=" + name))

    return change


BREAKS: dict[str, Callable[[Path], None]] = {
    "absent": _absent,
    "cut": _cut,
    "garbage": _garbage,
    "empty": _empty,
    "no such charset": _charset(b"utf-9"),
    "another charset": _charset(b"cp437"),
    "not its charset": _charset(b"ascii"),
}


@pytest.mark.parametrize("broken", BREAKS)
def test_french_stands_in_for_a_broken_catalogue(damaged: Path, broken: str) -> None:
    """A catalogue that cannot be read is named, and all of its words are French, plurals too."""
    for domain in ("person", "staff"):
        BREAKS[broken](damaged / "en" / "LC_MESSAGES" / f"{domain}.mo")
    words = Catalogues(damaged, today=lambda: TODAY)
    assert words.say(Ui.KEY_HELP, "en") == "Aide"
    assert words.error(errors.StoreFull(), "en") == ERRORS[errors.StoreFull]
    assert [words.count("cli_opened", number, "en")[:7] for number in (0, 2)] == ["0 acte ", "2 actes"]
    assert words.guidance(read_procedure(SHIPPED / "close.toml").title, "en") == "Fermer Mon espace santé"
    assert [each.code for each in words.languages() if each.reviewed] == ["fr"]
    assert words.broken.count("en/person") == words.broken.count("en/staff") == 1


@given(st.data())
def test_no_damage_to_a_catalogue_stops_the_desk(tmp_path_factory: pytest.TempPathFactory, data: st.DataObject) -> None:
    """Whatever bytes are changed or cut, every call gives words."""
    book = Book()
    book.mime_headers = [("Language", "en"), ("Content-Type", "text/plain; charset=utf-8")]
    book.add(Ui.PAGE_OF.value, "Page {at} of {all}")
    book.add(PLURALS["cli_opened"], ("{n} act opened.", "{n} acts opened."))
    folder = tmp_path_factory.mktemp("fuzz")
    po = folder / "en" / "LC_MESSAGES" / "staff.po"
    po.parent.mkdir(parents=True)
    po.write_bytes(text_of(book))
    (mo,) = compile_all(folder)
    bytes_ = bytearray(mo.read_bytes())
    for _ in range(data.draw(st.integers(0, 4))):
        bytes_[data.draw(st.integers(0, len(bytes_) - 1))] = data.draw(st.integers(0, 255))
    mo.write_bytes(bytes_[: data.draw(st.integers(0, len(bytes_)))])
    words = Catalogues(folder)
    assert words.say(Ui.PAGE_OF, "en", at=1, all=9)
    assert words.count("cli_opened", 3, "en")
    assert words.languages()


def test_a_value_may_have_any_name(words: Catalogues) -> None:
    """A sentence may have a value called « language »: names of values and of arguments are apart."""
    assert words.say(Ui.PAGE_OF, "en", at=1, all=9, language="x", code="y") == "Page 1 of 9"


@pytest.mark.parametrize(
    "translation", ["Page {att} of {all}", "Page {0} of {all}", "Page {at of", "{at.x} {all}", "{at!x}"]
)
def test_a_translation_that_does_not_fit_is_french(tmp_path: Path, translation: str) -> None:
    """A translation from outside with other placeholders than its sentence costs the translation, not the visit."""
    words = Catalogues(one_language(tmp_path, Ui.PAGE_OF.value, translation))
    assert words.say(Ui.PAGE_OF, "en", at=1, all=9) == "Page 1 sur 9"


def one_language(folder: Path, french: str, translation: str, language: str = "en", context: str | None = None) -> Path:
    """Make catalogues of one language with one sentence."""
    for domain in ("person", "staff"):
        book = Book()
        book.mime_headers = [("Language", language), ("Content-Type", "text/plain; charset=utf-8")]
        book.add(french, translation, context=context)
        po = folder / language / "LC_MESSAGES" / f"{domain}.po"
        po.parent.mkdir(parents=True, exist_ok=True)
        po.write_bytes(text_of(book))
    compile_all(folder)
    return folder


# ---- receipts --------------------------------------------------------------------------------------------


RECEIPT = Receipt(
    (
        Title((Phrase(Line.NOTHING_DONE_YET),)),
        Para((Phrase(Line.MADE_ON, {"date": date(2026, 11, 21)}),)),
        Pair((Phrase(Line.DESK_PHONE),), (Literal("01 02 03 04 05"),)),
        Blank((Phrase(Line.DATE_BY_HAND),)),
        Large("K7Q-4M2-9XD"),
        Qr("1:ABC"),
        Rule(),
    )
)


def pieces(receipt: Receipt) -> list[list[tuple[str, str]]]:
    def said(group: Sequence[object]) -> list[tuple[str, str]]:
        assert all(isinstance(each, Worded) for each in group)
        return [(each.language, each.text) for each in group if isinstance(each, Worded)]

    found = []
    for block in receipt.blocks:
        match block:
            case Title() | Para() | Blank():
                found.append(said(block.pieces))
            case Pair():
                found += [said(block.name), said(block.value)]
    return found


def test_a_receipt_is_in_her_language_with_french_beside_it(words: Catalogues) -> None:
    """Each piece is in the person's language first, then in French; the same words are not said twice."""
    worded = words.word(RECEIPT, "en")
    assert pieces(worded) == [
        [("en", "NOTHING IS DONE YET"), ("fr", "RIEN N’EST ENCORE FAIT")],
        [("en", "Made on 21 November 2026."), ("fr", "Fait le 21 novembre 2026.")],
        [("en", "Phone number"), ("fr", "Téléphone")],
        [("fr", "01 02 03 04 05")],
        [("fr", "Date")],
        [("en", "No speaker of this language has checked this translation yet."), ("fr", "Traduction non relue.")],
    ]
    assert worded.blocks[4:-1] == RECEIPT.blocks[4:]


def test_a_french_receipt_says_everything_once(words: Catalogues) -> None:
    """Nothing stands twice beside itself."""
    assert [len(each) for each in pieces(words.word(RECEIPT, "fr"))] == [1, 1, 1, 1, 1]


def test_words_without_translation_do_not_run_from_right_to_left(tmp_path: Path) -> None:
    """In a receipt in Arabic, only Arabic runs from right to left: French that stands in and codes do not."""
    words = Catalogues(one_language(tmp_path, sentence(Line.NOTHING_DONE_YET), "لم يتم شيء بعد", "ar"))
    (tmp_path / "ar" / "language.toml").write_text('direction = "rtl"\n')
    title, _, pair, *_ = words.word(RECEIPT, "ar").blocks
    assert isinstance(title, Title)
    assert isinstance(pair, Pair)
    assert [(each.language, each.rtl) for each in title.pieces if isinstance(each, Worded)] == [
        ("ar", True),
        ("fr", False),
    ]
    assert pair.name == (Worded("Téléphone", "fr"),)
    assert pair.value == (Worded("01 02 03 04 05", "fr", fixed=True),)


def test_guidance_on_a_receipt_keeps_its_doubts(words: Catalogues) -> None:
    """A statement printed for home says its doubt in both languages, in French alone where it has no other words."""
    real = next(each for _, each in says_of(read_procedure(SHIPPED / "close.toml")) if takes_doubt(each.text))
    shown = replace(real, sources=(source(Confidence.C),))
    for what, expected in ((shown, ["to be checked", "à vérifier"]), (says(source(Confidence.C)), ["à vérifier"])):
        texts, *_ = pieces(words.word(Receipt((Para((what,)),)), "en"))
        assert [
            text.rpartition(" (")[2][: len(doubt)] for (_, text), doubt in zip(texts, expected, strict=True)
        ] == expected


def test_wording_leaves_the_receipt_as_it_was(words: Catalogues) -> None:
    """A receipt can be worded again in another language: wording makes a new one, and worded pieces stay."""
    before = replace(RECEIPT)
    assert words.word(RECEIPT, "en") != words.word(RECEIPT, "fr")
    assert before == RECEIPT
    once = words.word(RECEIPT, "en")
    assert words.word(once, "fr") == once


def test_old_is_more_than_a_year(words: Catalogues) -> None:
    """A statement checked within the last twelve months has no notice."""
    recent = says(source(Confidence.A, TODAY - timedelta(days=365)))
    assert words.guidance(recent, "fr") == recent.text
