"""An association says it in its own words: they lie beside its guidance, and come before those of the product."""

from __future__ import annotations

import csv
import re
import shutil
from io import StringIO
from pathlib import Path

import pytest

from kiosk.commands import translations
from kiosk.commands.line import main
from kiosk.core.blocks import Line
from kiosk.core.review import Stage
from kiosk.desk.desk import open_settings
from kiosk.desk.doctor import Remark, _content
from kiosk.machine.exits import Exit
from kiosk.words import catalogues, opening
from kiosk.words.catalogues import Catalogues
from kiosk.words.commands import Cli
from kiosk.words.files import File
from kiosk.words.opening import PERSON
from kiosk.words.po import compile_all, read_book
from kiosk.words.spots import Column
from kiosk.words.ui import sentence
from kiosk.words.worksheet import COLUMNS
from scripts.catalogues.compile import LOCALES
from scripts.catalogues.extract import person_sayings
from tests.screens.desk import Desk

EVERY = person_sayings()
DUPLICATE, MADE_ON = sentence(Line.DUPLICATE), sentence(Line.MADE_ON)
REVIEW = {"who": "une voisine", "how": "speaker", "day": "2026-11-30"}
HY = 'name = "Հայերեն"\nfrench = "arménien"\n'


@pytest.fixture
def shipped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The words of the product, in two languages."""
    copy = tmp_path / "shipped"
    for name in ("en", "es"):
        shutil.copytree(LOCALES / name, copy / name)
    shutil.copy(LOCALES / "terms.csv", copy)
    compile_all(copy)
    monkeypatch.setattr(catalogues, "catalogue_folder", lambda: copy)
    monkeypatch.setattr(translations, "_sayings", lambda _: EVERY)  # reading every procedure takes a second
    return copy


@pytest.fixture
def data(tmp_path: Path, shipped: Path) -> Path:
    """The folder of a desk whose association has guidance of its own."""
    folder = tmp_path / "desk"
    (folder / "procedures").mkdir(parents=True)
    (folder / "kiosk.toml").write_text('[procedures]\nfolder = "procedures"\n', encoding="utf-8")
    return folder


def sheet(data: Path, language: str) -> list[dict[str, str]]:
    file = data / "sheet.csv"
    assert main(["translations", "sheet", language, str(file), "--data", str(data)]) == Exit.OK
    head, _, rest = file.read_text(encoding="utf-8-sig").partition("\n")
    assert head.split(",") == [sentence(each) for each in Column]
    return list(csv.DictReader(StringIO(rest), COLUMNS))[:-1]


def bring(data: Path, language: str, said: dict[str, str], **cells: str) -> int:
    """Take back a sheet with a few sentences filled in, and one as it came."""
    brought = [each for each in sheet(data, language) if each["french"] in (*said, MADE_ON)]
    rows = [
        each | ({"translation": said[each["french"]]} | cells if each["french"] in said else {}) for each in brought
    ]
    file = data / "back.csv"
    with file.open("w", encoding="utf-8", newline="") as out:
        table = csv.DictWriter(out, list(rows[0]))
        table.writeheader()
        table.writerows([*rows, {"id": "fin", "language": language}])
    return main(["translations", "import", language, str(file), "--data", str(data)])


def files(folder: Path) -> dict[Path, bytes]:
    return {each: each.read_bytes() for each in folder.rglob("*") if each.is_file()}


def test_what_an_association_says_otherwise_lies_beside_its_guidance(shipped: Path, data: Path) -> None:
    """Only what differs is kept there; the product's own files are left alone, and say all the rest."""
    before = files(shipped)
    assert bring(data, "es", {DUPLICATE: "COPIA"}) == Exit.OK
    assert files(shipped) == before
    own = data / "procedures" / "locales" / "es" / "LC_MESSAGES" / "person.po"
    assert [each.id for each in read_book(own) if each.id] == [DUPLICATE]
    words = open_settings(data).words()
    assert words.translation(DUPLICATE, None, "es") == "COPIA"
    assert words.translation(MADE_ON, None, "es") == Catalogues(shipped).translation(MADE_ON, None, "es")
    assert words.broken == []
    assert bring(data, "es", {DUPLICATE: "DUPLICADO"}) == Exit.OK  # as the product says it
    assert open_settings(data).words().translation(DUPLICATE, None, "es") == "DUPLICADO"
    assert [each.id for each in read_book(own) if each.id] == []


def test_a_review_of_the_product_s_words_is_the_association_s(shipped: Path, data: Path) -> None:
    """It holds for these very words on every desk with that folder, and falls silent when the product changes them."""
    duplicate = "DUPLICADO"
    assert bring(data, "es", {DUPLICATE: duplicate}, **REVIEW) == Exit.OK
    assert open_settings(data).words().stage(DUPLICATE, duplicate, "es") is Stage.REVIEWED
    assert Catalogues(shipped).stage(DUPLICATE, duplicate, "es") is Stage.DRAFTED
    assert open_settings(data).words().is_reviewed([Line.DUPLICATE], "es")
    po = shipped / "es" / "LC_MESSAGES" / "person.po"
    po.write_text(po.read_text(encoding="utf-8").replace(duplicate, "OTRA COPIA"), encoding="utf-8")
    po.with_suffix(".mo").unlink()
    compile_all(shipped)
    assert not open_settings(data).words().is_reviewed([Line.DUPLICATE], "es")


async def test_a_language_that_only_the_association_has_is_chosen_and_heard(
    data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Its folder says what it is, the sheet brings its words, and F2, status and check know it alike."""
    own = data / "procedures" / "locales" / "hy"
    own.mkdir(parents=True)
    (own / "language.toml").write_text(HY, encoding="utf-8")
    for name in ("hy", "arménien", "Հայերեն"):
        sheet(data, name)
    assert bring(data, "hy", {each.text: "Հ" for each in EVERY if each.text in ("Raisons pour", DUPLICATE)}) == Exit.OK
    words = open_settings(data).words()
    assert [each.code for each in words.languages()] == ["fr", "en", "es", "hy"]
    assert words.name_of("hy") == "arménien"
    assert words.translation(DUPLICATE, None, "hy") == "Հ"
    assert words.translation(DUPLICATE, None, "es") == "DUPLICADO"
    capsys.readouterr()
    assert main(["translations", "status", "--data", str(data)]) == Exit.OK
    told = {"all": len(EVERY), "missing": len(EVERY) - 2, "drafted": 2, "reviewed": 0}
    assert f"arménien : {told['all']} phrases, {told['missing']} manquent, 2 écrites, 0 relues" in (
        capsys.readouterr().out.replace("\u00a0", " ")
    )
    main(["procedures", "check", "--data", str(data)])
    frame = next(line for line in capsys.readouterr().out.splitlines() if line.startswith("frame"))
    assert frame.endswith("aucune langue ; incomplète : hy".replace(" ;", "\u00a0;").replace(" :", "\u00a0:"))
    async with Desk(data / "home", words=words).run() as hands:
        await hands.press("f2")
        assert hands.shows("Հայերեն")


def test_the_association_s_words_for_a_term_come_in_place_of_the_product_s(data: Path) -> None:
    """A sheet is held against its own glossary where it has one."""
    french = sentence(Line.NOT_OFFICIAL)
    own = data / "procedures" / "locales" / "es"
    own.mkdir(parents=True)
    (own / "glossary.csv").write_text("french,term,note\nreçu,justificante,\n", encoding="utf-8")
    assert bring(data, "es", {french: "Este recibo no es un documento."}) == Exit.FAULT
    assert bring(data, "es", {french: "Este justificante no es un documento."}) == Exit.OK


def test_words_that_go_with_the_next_version_are_not_written(
    shipped: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """An installed desk without guidance of its own has no place that stays: it says so, and how to make one."""
    data = tmp_path / "desk"
    data.mkdir()
    monkeypatch.setattr(opening, "_PACKAGED", shipped)
    before = files(shipped)
    assert bring(data, "es", {DUPLICATE: "COPIA"}) == Exit.FAULT
    assert sentence(File.NO_OWN_FOLDER)[:30] in capsys.readouterr().err.replace("\n", " ")
    assert files(shipped) == before


@pytest.mark.parametrize("content", [b"", b"\xde\x12\x04\x95cut", b"junk"])
def test_a_damaged_catalogue_of_the_association_is_named_and_the_product_speaks(data: Path, content: bytes) -> None:
    """The desk goes on with the product's words; the file is named by its place."""
    file = data / "procedures" / "locales" / "es" / "LC_MESSAGES" / f"{PERSON}.mo"
    file.parent.mkdir(parents=True)
    file.write_bytes(content)
    words = open_settings(data).words()
    assert words.translation(DUPLICATE, None, "es") == "DUPLICADO"
    assert [each for each in words.broken if str(data) in each] == [str(file.parents[1].parent / "es/person")]


CATALOGUE, REVIEWS = "es/LC_MESSAGES/person", "es/reviews.csv"


def told(data: Path, capsys: pytest.CaptureFixture[str], *command: str) -> tuple[int, str]:
    """Run a command; give what it says, whatever the lines."""
    capsys.readouterr()
    code = main([*command, "--data", str(data)])
    said = capsys.readouterr()
    return code, re.sub(r"\s+", " ", said.err + said.out)


@pytest.mark.parametrize("content", [b'msgid "x', b"\xff\xfe\x00", b'msgid "a"\nmsgstr "b\n', b"<html>"])
def test_a_damaged_po_of_the_association_is_named_with_its_remedy(
    data: Path, content: bytes, capsys: pytest.CaptureFixture[str]
) -> None:
    """Import stops with a sentence and keeps all as it is; doctor, check and status name the same file."""
    po = data / "procedures" / "locales" / f"{CATALOGUE}.po"
    po.parent.mkdir(parents=True)
    po.write_bytes(content)
    sheet(data, "es")
    before = files(data / "procedures")
    assert bring(data, "es", {DUPLICATE: "COPIA"}) == Exit.FAULT
    said = capsys.readouterr().err
    assert "person.po" in said
    assert "kiosk translations import" in said
    assert files(data / "procedures") == before
    for command in (["procedures", "check"], ["translations", "status"]):
        code, said = told(data, capsys, *command)
        assert code == Exit.FAULT
        assert "person.po est abîmé" in said
    assert [each.values["file"] for each in _languages(data) if each.code is Cli.OWN_DAMAGED] == [po]


def test_a_damaged_mo_of_the_association_is_named_and_made_anew(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """It is the association's: no reinstallation mends it. A sheet that is brought back does."""
    mo = data / "procedures" / "locales" / f"{CATALOGUE}.mo"
    mo.parent.mkdir(parents=True)
    mo.write_bytes(b"junk")
    code, said = told(data, capsys, "procedures", "check")
    assert (code, "person.mo est abîmé" in said) == (Exit.FAULT, True)
    assert [each.values["file"] for each in _languages(data) if each.grave or "file" in each.values] == [mo]
    assert bring(data, "es", {DUPLICATE: "COPIA"}) == Exit.OK
    assert "person.mo" not in told(data, capsys, "procedures", "check")[1]


def test_a_bad_line_of_the_reviews_is_named_with_its_row(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """One bad line silences every review of the file: each command says which line, and whose file it is."""
    assert bring(data, "es", {DUPLICATE: "DUPLICADO"}, **REVIEW) == Exit.OK
    file = data / "procedures" / "locales" / REVIEWS
    file.write_text(file.read_text(encoding="utf-8") + "oui,oui,hier,speaker,x\n", encoding="utf-8")
    for command in (["procedures", "check"], ["translations", "status", "es"], ["translations", "status"]):
        code, said = told(data, capsys, *command)
        assert code == Exit.FAULT
        assert "reviews.csv, ligne 3" in said
        assert "Réinstallez" not in said
    (remark,) = [each for each in _languages(data) if each.code in {Cli.OWN_REVIEWS, Cli.DOCTOR_CATALOGUE}]
    assert remark.values == {"file": file, "row": 3}
    assert bring(data, "es", {DUPLICATE: "COPIA"}) == Exit.FAULT
    assert "reviews.csv, ligne 3" in re.sub(r"\s+", " ", capsys.readouterr().err)


def _languages(data: Path) -> list[Remark]:
    """Give what doctor says of the words of a desk."""
    return list(_content(open_settings(data)))
