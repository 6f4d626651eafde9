"""Translators get a sheet in reading order; what they bring back fits its sentence, or is refused in a sentence."""

from __future__ import annotations

import csv
import re
import shutil
from collections.abc import Sequence
from datetime import date
from io import StringIO
from pathlib import Path

import pytest

from kiosk.commands import translations
from kiosk.commands.line import main
from kiosk.core.blocks import Line
from kiosk.core.misfit import Misfit, misfits, terms_lost
from kiosk.core.review import How, Review, Stage, mark
from kiosk.desk.desk import open_settings
from kiosk.machine.exits import Exit
from kiosk.words import catalogues
from kiosk.words.catalogues import Catalogues
from kiosk.words.commands import Cli
from kiosk.words.po import Book, compile_all, read_book, text_of
from kiosk.words.reviews import look_first, read_records, table
from kiosk.words.spots import Cell, Column, SheetRole
from kiosk.words.ui import sentence
from kiosk.words.worksheet import COLUMNS, SheetRow, csv_of, read_csv
from scripts.catalogues.compile import LOCALES
from scripts.catalogues.extract import check, merge, person_sayings

EVERY = person_sayings()
CLOSE = "Fermer Mon espace santé"
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
    head, _, rest = file.read_text(encoding="utf-8-sig").partition("\n")
    assert head.split(",") == [sentence(each) for each in Column]
    *rows, last = csv.DictReader(StringIO(rest), COLUMNS)
    assert last["id"] == sentence(Cell.END)
    return rows


def bring(folder: Path, language: str, rows: Sequence[dict[str, str]], between: str = ",") -> int:
    """Take a sheet back that is whole: its last row says so."""
    return give(folder, language, [*rows, {"id": sentence(Cell.END), "language": language}], between)


def give(folder: Path, language: str, rows: Sequence[dict[str, str]], between: str = ",") -> int:
    """Take back what may be no whole sheet."""
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
    assert not any(re.search(r"\b[A-Z]\w+\.[A-Z]", each["where"]) for each in rows), "a code, in place of words"
    assert row(rows, DUPLICATE)["translation"] == "DUPLICADO"
    assert {each["stage"] for each in rows} == {sentence(Cell.DRAFTED)}


def test_what_a_volunteer_reads_on_the_sheet_is_in_words(folder: Path) -> None:
    """What each sentence does is said in the words of the staff's language: none is a code, or in another language."""
    rows = sheet(folder, "es")
    roles = {each for line in rows for each in line["note"].split(" ; ")} - {""}
    assert roles == {sentence(each) for each in SheetRole}
    assert row(rows, "Raisons pour")["note"] == ""
    title = next(each for each in rows if each["french"] == CLOSE)
    assert title["note"].split(" ; ")[0] == sentence(SheetRole.HOME_TITLE)


def test_a_sheet_comes_back_under_the_names_of_its_columns(folder: Path) -> None:
    """Named as they were written, and filled in as the sheet says it: no word of it is a program's."""
    found = {"translation": "Razones a favor", "who": "une bénévole", "how": "Parle la langue", "day": "2026-11-29"}
    rows = [row(sheet(folder, "es"), "Raisons pour", **found, wrote="un traducteur")]
    named = [{sentence(Column[name.upper()]): cell for name, cell in each.items()} for each in rows]
    last = {sentence(Column.ID): sentence(Cell.END), sentence(Column.LANGUAGE): "es"}
    assert give(folder, "es", [*named, last]) == Exit.OK
    (record,) = [each for each in read_records(folder / "es") if each.how is not How.WROTE]
    assert (record.how, record.who, record.day) == (How.SPEAKER, "une bénévole", date(2026, 11, 29))


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
    assert bring(folder, "es", [row(rows, "Raisons pour", **found, wrote="un traducteur")]) == Exit.OK
    words = Catalogues(folder)
    assert words.stage("Raisons pour", "Razones a favor", "es") is Stage.REVIEWED
    capsys.readouterr()
    assert run(folder, "status", "es") == Exit.OK
    assert " 1 relues" in capsys.readouterr().out


def test_who_corrects_a_sentence_does_not_review_it(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A row that changes the words and says that they were found right is a draft: it says why, and who wrote them.

    Bringing the sheet once more changes nothing of it. Another person reviews these words, and then they are.
    """
    found = {"translation": "Razones en favor", "who": "une bénévole", "how": "speaker", "day": "2026-11-29"}
    for _ in range(2):
        assert bring(folder, "es", [row(sheet(folder, "es"), "Raisons pour", **found)]) == Exit.OK
        said = capsys.readouterr()
        assert "une bénévole" in said.err
        assert "Relectures notées : 0" in said.out.replace("\u00a0", " ")
        assert Catalogues(folder).translation("Raisons pour", None, "es") == "Razones en favor"
        assert Catalogues(folder).stage("Raisons pour", "Razones en favor", "es") is Stage.DRAFTED
    (record,) = read_records(folder / "es")
    assert (record.how, record.who, record.theirs) == (How.WROTE, "une bénévole", mark("Razones en favor"))
    assert bring(folder, "es", [row(sheet(folder, "es"), "Raisons pour", **found | {"who": "un voisin"})]) == Exit.OK
    assert Catalogues(folder).stage("Raisons pour", "Razones en favor", "es") is Stage.REVIEWED


def test_a_review_is_not_taken_from_the_future(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A day that has not come is refused on a sheet, and named by both checks where it stands in the file."""
    found = {"who": "une bénévole", "how": "speaker", "day": "2099-01-01"}
    assert bring(folder, "es", [row(sheet(folder, "es"), DUPLICATE, **found)]) == Exit.FAULT
    assert "2099-01-01" in capsys.readouterr().err
    assert not (folder / "es" / "reviews.csv").exists()
    ahead = Review(mark(DUPLICATE), mark("DUPLICADO"), date(2099, 1, 1), How.SPEAKER, "une bénévole")
    (folder / "es" / "reviews.csv").write_text(table([ahead]), encoding="utf-8")
    assert [each for each in check(folder, {}) if "2099-01-01" in each and each.startswith("es/reviews.csv")]
    assert main(["procedures", "check", "--data", str(folder.parent / "none")]) == Exit.FAULT
    assert "es/reviews.csv" in capsys.readouterr().err


def test_drafts_that_are_not_shown_are_drafts_all_the_same(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Where an association shows people no drafts, who works on them sees them: on the sheet, in status, in check."""
    (tmp_path / "none").mkdir()
    (tmp_path / "none" / "kiosk.toml").write_text("[procedures]\ndrafted = false\n", encoding="utf-8")
    rows = sheet(folder, "es")
    assert {each["stage"] for each in rows} == {sentence(Cell.DRAFTED)}
    assert row(rows, DUPLICATE)["translation"] == "DUPLICADO"
    capsys.readouterr()
    assert run(folder, "status") == Exit.OK
    assert f"{len(EVERY)} phrases, 0 manquent, {len(EVERY)} écrites" in capsys.readouterr().out.replace("\u00a0", " ")
    main(["procedures", "check", "--data", str(tmp_path / "none")])
    said = capsys.readouterr().out.replace("\u00a0", " ")
    assert "close : en entier, non relue : ar, en, es ; relue : aucune langue" in said


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


def kept(folder: Path) -> dict[Path, bytes]:
    return {each: each.read_bytes() for each in folder.rglob("*") if each.is_file()}


def test_a_sheet_of_another_language_is_refused_whole(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A sheet says its language on each row: Spanish taken for Arabic leaves nothing, nor does a row that is astray."""
    rows, before = sheet(folder, "es"), kept(folder)
    found = {"translation": "Razones a favor", "who": "une bénévole", "how": "speaker", "day": "2026-11-29"}
    assert bring(folder, "en", [row(rows, "Raisons pour", **found)]) == Exit.FAULT
    assert "« es »" in capsys.readouterr().err.replace("\u00a0", " ")
    assert bring(folder, "es", [row(rows, "Raisons pour", **found), row(rows, DUPLICATE, language="pt")]) == Exit.FAULT
    said = capsys.readouterr().err.replace("\u00a0", " ")
    assert said.startswith("Ligne 3 :")
    assert "« pt »" in said
    assert sentence(Cli.SHEET_REFUSED).partition("{")[0] in said
    assert kept(folder) == before


def test_what_was_once_heard_otherwise_is_marked_until_it_is_reviewed(folder: Path) -> None:
    """A speaker finds at once what a back-translation heard otherwise: a list beside the catalogue names it."""
    (folder / "es" / "look_first.txt").write_text(f"{DUPLICATE}\nUne phrase de jadis\n", encoding="utf-8")
    rows = sheet(folder, "es")
    assert [each["french"] for each in rows if each["first"]] == [DUPLICATE]
    found = {"who": "une bénévole", "how": "speaker", "day": "2026-11-29"}
    assert bring(folder, "es", [row(rows, DUPLICATE, **found)]) == Exit.OK
    assert not [each for each in sheet(folder, "es") if each["first"]]


def test_every_back_translated_language_has_its_list() -> None:
    """Sixteen languages were translated back by somebody who had not seen the French: each says where it differed."""
    every = {each.text for each in EVERY}
    lists = {file.parent.name: look_first(file.parent) for file in LOCALES.glob("*/look_first.txt")}
    assert len(lists) == 16
    assert all(each & every for each in lists.values())


def test_a_sheet_without_its_language_is_to_be_made_anew(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """One of an older kiosk says no language: it is refused, with what to do."""
    rows, before = sheet(folder, "es"), kept(folder)
    old = [{name: cell for name, cell in each.items() if name != "language"} for each in rows[:3]]
    assert give(folder, "es", old) == Exit.FAULT
    assert "kiosk translations sheet" in capsys.readouterr().err
    assert kept(folder) == before


def test_a_sheet_that_is_cut_anywhere_is_refused_whole(folder: Path) -> None:
    """At whatever sign a file ends too early, nothing of it is read: its last row proves that it is whole."""
    rows = [each for each in sheet(folder, "es") if each["french"] in ("Raisons pour", DUPLICATE, MADE_ON)]
    whole = csv_of([SheetRow(**each | {"translation": 'Así,\n"dijo"'}) for each in rows], sentence)
    assert len(read_csv(whole, sentence, "es")) == 3
    for end in range(len(whole) - 1):
        with pytest.raises(ValueError):
            read_csv(whole[:end], sentence, "es")


@pytest.mark.parametrize(
    ("broken", "line"),
    [
        ("{0}\n{1}\n{2}", "La dernière ligne"),  # the last row is gone
        ("{0}\n{1}\n{2},es\n{end}", "Ligne 3"),  # a row with a column too many
        ("{0}\n{1}\n{id},es\n{end}", "Ligne 3"),  # a row with too few
        ('{0}\n{1}\n{id},es,"Raisons\n{end}', "Ligne 3"),  # a quotation mark that does not close
        ("{0}\n{1}\n{2}\n{id},es,Otras\n{end}", "Ligne 4"),  # one sentence in two ways
        ("{0}\n{end}\n{1}", "La dernière ligne"),  # it was sorted
    ],
)
def test_what_is_wrong_with_a_sheet_names_its_row(
    folder: Path, broken: str, line: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """A file that is not as it was saved is refused whole, with the row to look at; nothing of it is kept."""
    rows, before = sheet(folder, "es"), kept(folder)
    one, two = row(rows, DUPLICATE)["id"], row(rows, "Raisons pour")["id"]
    file, name = folder.parent / "back.csv", ("id,langue,traduction", f"{one},es,OTRO", f"{two},es,Razones a favor")
    file.write_text(broken.format(*name, id=two, end="fin,es,"), encoding="utf-8")
    assert run(folder, "import", "es", str(file)) == Exit.FAULT
    said = capsys.readouterr().err
    assert said.startswith(line)
    assert "back.csv" in said
    assert kept(folder) == before


@pytest.mark.parametrize("day", ["29/11/2026", "9/1/2026", "2026-11-29"])
def test_a_day_is_taken_as_a_french_spreadsheet_writes_it(folder: Path, day: str) -> None:
    """A spreadsheet turns the day that was typed into its own; the record has the day all the same."""
    rows = sheet(folder, "es")
    found = {"translation": "Razones a favor", "who": "une bénévole", "how": "speaker", "day": day}
    assert bring(folder, "es", [row(rows, "Raisons pour", **found, wrote="un traducteur")]) == Exit.OK
    (record,) = [each for each in read_records(folder / "es") if each.how is How.SPEAKER]
    assert record.day == (date(2026, 1, 9) if day.startswith("9") else date(2026, 11, 29))
    assert bring(folder, "es", [row(rows, "Raisons pour", **found | {"day": "31/02/2026"})]) == Exit.FAULT


def test_a_sheet_that_is_not_in_utf_8_says_how_to_save_it(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What an old spreadsheet saved is refused by what is wrong with it: its columns are there."""
    file = folder.parent / "back.csv"
    file.write_bytes("id;french;translation\r\n0;Reçu;Señal\r\n".encode("cp1252"))
    assert run(folder, "import", "es", str(file)) == Exit.FAULT
    assert "CSV UTF-8" in capsys.readouterr().err


@pytest.mark.parametrize("name", ["sheet.ods", "sheet.xlsx", "sheet"])
def test_a_sheet_is_written_only_as_what_its_name_says(
    folder: Path, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """A table under a spreadsheet's own name would not open there: another end than .csv or .html is refused."""
    file = folder.parent / name
    assert run(folder, "sheet", "ar", str(file)) == Exit.FAULT
    assert ".html" in capsys.readouterr().err
    assert not file.exists()


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
