"""Translators get a sheet in reading order; what they bring back fits its sentence, or is refused in a sentence."""

from __future__ import annotations

import csv
import shutil
from collections.abc import Sequence
from io import StringIO
from pathlib import Path

import pytest

from kiosk.commands import translations
from kiosk.commands.line import main
from kiosk.core.blocks import Line
from kiosk.core.misfit import Misfit, misfits, terms_lost
from kiosk.core.review import Stage
from kiosk.desk.desk import open_settings
from kiosk.machine.exits import Exit
from kiosk.words import catalogues
from kiosk.words.catalogues import Catalogues
from kiosk.words.commands import Cli
from kiosk.words.po import Book, compile_all, read_book, text_of
from kiosk.words.ui import sentence
from scripts.catalogues.compile import LOCALES
from scripts.catalogues.extract import merge, person_sayings

EVERY = person_sayings()
DUPLICATE = sentence(Line.DUPLICATE)
MADE_ON = sentence(Line.MADE_ON)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Catalogues of three languages that may be written, and no desk."""
    copy = tmp_path / "locales"
    for name in ("en", "es", "ar"):
        shutil.copytree(LOCALES / name, copy / name)
    shutil.copy(LOCALES / "terms.csv", copy)
    compile_all(copy)
    monkeypatch.setattr(catalogues, "catalogue_folder", lambda: copy)
    monkeypatch.setattr(translations, "_sayings", lambda _: EVERY)  # reading every procedure takes a second
    return copy


def run(folder: Path, *words: str) -> int:
    return main(["translations", *words, "--data", str(folder.parent / "none")])


def sheet(folder: Path, language: str, *words: str) -> list[dict[str, str]]:
    file = folder.parent / "sheet.csv"
    assert run(folder, "sheet", language, str(file), *words) == Exit.OK
    return list(csv.DictReader(StringIO(file.read_text(encoding="utf-8-sig"))))


def bring(folder: Path, language: str, rows: Sequence[dict[str, str]], between: str = ",") -> int:
    file = folder.parent / "back.csv"
    with file.open("w", encoding="utf-8", newline="") as out:
        table = csv.DictWriter(out, list(rows[0]), delimiter=between)
        table.writeheader()
        table.writerows(rows)
    return run(folder, "import", language, str(file))


def row(rows: Sequence[dict[str, str]], french: str, **cells: str) -> dict[str, str]:
    (found,) = [each for each in rows if each["french"] == french]
    return found | cells


def test_the_sheet_has_every_sentence_once_in_reading_order(folder: Path) -> None:
    """Each sentence of the person's stands on the sheet once, a procedure's title before its last sheet."""
    rows = sheet(folder, "es")
    assert [each["french"] for each in rows] == [each.text for each in EVERY]
    assert len({each["id"] for each in rows}) == len(rows)
    assert all(each["where"] for each in rows)
    assert row(rows, DUPLICATE)["translation"] == "DUPLICADO"
    assert {each["stage"] for each in rows} == {Stage.DRAFTED}


def test_the_sheet_is_made_of_the_desk_s_own_procedures(tmp_path: Path) -> None:
    """Without a desk the shipped procedures are read, in the order of the home screen."""
    assert translations._sayings(open_settings(tmp_path)) == EVERY


def test_a_sheet_of_one_procedure_has_what_it_says_alone(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The sheet of one act is shorter, and an act that there is not is named with those that there are."""
    rows = sheet(folder, "es", "--procedure", "close")
    assert 50 < len(rows) < len(EVERY) / 2
    assert not [each for each in rows if each["french"] == DUPLICATE]
    capsys.readouterr()
    assert run(folder, "sheet", "es", "x.csv", "--procedure", "clsoe") == Exit.USAGE
    assert "close" in capsys.readouterr().err


def test_a_sheet_can_be_printed(folder: Path) -> None:
    """The printed sheet has both columns, hers in her direction."""
    file = folder.parent / "sheet.html"
    assert run(folder, "sheet", "ar", str(file), "--procedure", "frame") == Exit.OK
    text = file.read_text(encoding="utf-8")
    assert f'<td>{DUPLICATE}</td><td lang="ar" dir="rtl">نسخة مكررة</td>' in text


@pytest.mark.parametrize("between", [",", ";", "\t"])
def test_what_comes_back_is_taken_as_extraction_writes_it(folder: Path, between: str) -> None:
    """A filled sheet, however the spreadsheet separates it, is in the catalogue, in the form that extraction keeps."""
    rows = sheet(folder, "es")
    assert bring(folder, "es", [row(rows, "Raisons pour", translation="Razones a favor")], between) == Exit.OK
    po = folder / "es" / "LC_MESSAGES" / "person.po"
    assert read_book(po)["Raisons pour"].string == "Razones a favor"
    assert read_book(po)[DUPLICATE].string == "DUPLICADO"
    template = Book()
    for each in EVERY:
        template.add(each.text, context=each.sense, auto_comments=each.comments)
    assert po.read_bytes() == text_of(merge(template, read_book(po), "es"))
    words = Catalogues(folder)
    theirs = words.translation("Raisons pour", None, "es")
    assert words.stage("Raisons pour", theirs, "es") is Stage.DRAFTED


def test_a_review_is_recorded_with_who_how_and_when(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A row that says who found it right, how and when is a record; one that says a part of it is refused."""
    rows = sheet(folder, "es")
    found = {"translation": "Razones a favor", "who": "une bénévole", "how": "speaker", "day": "2026-11-29"}
    for gone in ("who", "how", "day"):
        assert bring(folder, "es", [row(rows, "Raisons pour", **{**found, gone: ""})]) == Exit.FAULT
    for wrong in ({"how": "machine"}, {"day": "hier"}):
        assert bring(folder, "es", [row(rows, "Raisons pour", **{**found, **wrong})]) == Exit.FAULT
    assert not (folder / "es" / "reviews.csv").exists()
    assert bring(folder, "es", [row(rows, "Raisons pour", **found)]) == Exit.OK
    words = Catalogues(folder)
    assert words.stage("Raisons pour", "Razones a favor", "es") is Stage.REVIEWED
    capsys.readouterr()
    assert run(folder, "status", "es") == Exit.OK
    assert " 1 relues" in capsys.readouterr().out


def test_what_does_not_fit_is_refused_and_the_rest_is_taken(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A row that breaks its sentence is named by its line and its fault; the other rows are kept."""
    rows = sheet(folder, "es")
    brought = [row(rows, MADE_ON, translation="Hecho."), row(rows, "Raisons pour", translation="Razones a favor")]
    assert bring(folder, "es", [*brought, {**brought[1], "id": "0" * 12}]) == Exit.FAULT
    said = capsys.readouterr().err.splitlines()
    assert [line.replace("\u00a0", " ").partition(" :")[0] for line in said] == ["Ligne 2", "Ligne 4"]
    assert said[1].endswith(sentence(Cli.SHEET_UNKNOWN))
    assert Catalogues(folder).translation("Raisons pour", None, "es") == "Razones a favor"
    assert Catalogues(folder).translation(MADE_ON, None, "es") != "Hecho."


@pytest.mark.parametrize("content", [b"", b"one,two\n1,2\n", b"\xff\xfe\x00"])
def test_a_file_that_is_no_sheet_changes_nothing(folder: Path, content: bytes) -> None:
    """What is not a sheet is refused as a whole, and so is a language that there is not."""
    file = folder.parent / "back.csv"
    file.write_bytes(content)
    before = {each: each.read_bytes() for each in folder.rglob("*") if each.is_file()}
    assert run(folder, "import", "es", str(file)) == Exit.FAULT
    assert run(folder, "import", "xx", str(file)) == Exit.USAGE
    assert run(folder, "import", "es", str(file.with_name("none.csv"))) == Exit.FAULT
    assert {each: each.read_bytes() for each in folder.rglob("*") if each.is_file()} == before


@pytest.mark.parametrize(
    ("french", "theirs", "rtl", "expected"),
    [
        ("Fait le {date}.", "Hecho el {date}.", False, []),
        ("Fait le {date}.", "Hecho el {day}.", False, [Misfit.PLACEHOLDERS]),
        ("Appelez le 3422.", "Llame al 3442.", False, [Misfit.NUMBERS]),
        ("Appelez le 3422.", "اتصل بالرقم ٣٤٢٢.", True, []),
        ("Il ferme à 17h00 ou à 17h30.", "It closes at 5 pm or 5:30 pm.", False, []),
        ("Il ferme à 17h00 ou à 17h30.", "It closes at 5 pm or 6:30 pm.", False, [Misfit.NUMBERS]),
        ("Dans 6 semaines.", "En 6 semanas, 2 veces.", False, [Misfit.NUMBERS]),
        ("« J’ai 18 ans. »", "“J’ai 18 ans.” (Tengo 18 años.)", False, []),
        ("Une ligne.\nDeux.", "Una línea. Dos.", False, [Misfit.LINES]),
        ("Votre accord.", "Su \u200fconsentimiento.", False, [Misfit.CONTROL]),
        ("Vous pouvez demander à voir.", "Puede pedir ver.", True, [Misfit.DIRECTION]),
        ("Vous pouvez demander à voir.", "يمكنك طلب الاطلاع.", False, [Misfit.DIRECTION]),
        ("Vous pouvez demander à voir.", "Vous pouvez demander à voir.", False, [Misfit.FRENCH]),
        ("Mon espace santé", "Mon espace santé", True, []),
    ],
)
def test_a_translation_keeps_what_its_sentence_has(french: str, theirs: str, rtl: bool, expected: list[Misfit]) -> None:
    """Values, numbers, lines and direction stay; an hour may be written as others write it."""
    assert [fault for fault, _ in misfits(french, theirs, rtl=rtl)] == expected


def test_one_word_for_one_thing() -> None:
    """A term of the glossary that the French says and the translation does not is named, whole words alone."""
    forms = {"accord": (["l’accord", "mon accord"], ["consentimiento"]), "refus": (["refus"], ["negativa"])}
    assert terms_lost("Mon accord est noté.", "Mi acuerdo está anotado.", forms) == ["accord"]
    assert terms_lost("Mon accord est noté.", "Mi Consentimiento está anotado.", forms) == []
    assert terms_lost("Je suis d’accord. Elle a refusé.", "Sí. No.", forms) == []


def test_a_glossary_is_kept_on_import(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What comes back without the word of the glossary is refused with the French term."""
    (folder / "es" / "glossary.csv").write_text("french,term,note\nreçu,recibo|comprobante,\n", encoding="utf-8")
    french = sentence(Line.NOT_OFFICIAL)
    rows = sheet(folder, "es")
    assert bring(folder, "es", [row(rows, french, translation="Este papel no es oficial.")]) == Exit.FAULT
    assert "reçu" in capsys.readouterr().err
    assert bring(folder, "es", [row(rows, french, translation="Este recibo no es oficial.")]) == Exit.OK
