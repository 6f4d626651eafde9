"""A nineteenth language is data: a folder with its words, and a font for its letters; nothing in the code."""

from __future__ import annotations

import csv
import re
import shutil
from pathlib import Path

import pytest

from kiosk.commands import translations
from kiosk.commands.line import main
from kiosk.core.blocks import Line, Para, Phrase, Qr, Receipt, Title, Worded
from kiosk.core.errors import MissingGlyph
from kiosk.desk import slips
from kiosk.machine.exits import Exit
from kiosk.printer import fonts
from kiosk.printer.escpos import RasterPrinter
from kiosk.sheets import families
from kiosk.sheets.pages import draw
from kiosk.words import catalogues
from kiosk.words.catalogues import Catalogues
from kiosk.words.po import compile_all, read_book, text_of
from kiosk.words.reading import count_sayings
from kiosk.words.ui import sentence
from scripts.catalogues.compile import LOCALES
from scripts.catalogues.extract import person_sayings
from tests.printer.decoder import decode
from tests.screens.desk import Desk
from tests.sheets.readers import bare, pdfium

EVERY = person_sayings()
KNOWN = """
name = "Հայերեն"
french = "arménien"
direction = "ltr"
letters = "աբգդեզէըթժիլխծկհձղճմյնշոչպջռսվտրցւփքօֆևԱԲԳԴԵԶԷԸԹԺԻԼԽԾԿՀՁՂՃՄՅՆՇՈՉՊՋՌՍՎՏՐՑՒՓՔՕՖ"
sample = "Պահեք այս թուղթը։ Այն ձերն է։"
"""
SAMPLE = Worded("Պահեք այս թուղթը։ Այն ձերն է։", "hy")
LETTERS = str.maketrans("abcdefghijklmnopqrstuvwxyzé", "աբգդեֆհիժկլմնոպքռստւվփչզյծէ")
KEPT = re.compile(r"\{\w+\}|Mon espace santé|carte Vitale|FranceConnect|QR|\n|[^\W\d_]+|.")


def armenian(french: str) -> str:
    """Write a sentence with letters of the language: nobody's words, but no Latin letter that was not to stay."""
    words = KEPT.findall(french)
    return "".join(each if each in KEEP or each[0] == "{" else each.lower().translate(LETTERS) for each in words)


KEEP = frozenset({"Mon espace santé", "carte Vitale", "FranceConnect", "QR"})


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Catalogues in English, and a folder of the new language that says what it is and has no words."""
    copy = tmp_path_factory.mktemp("nineteenth") / "locales"
    for name in ("fr", "en"):
        shutil.copytree(LOCALES / name, copy / name)
    shutil.copy(LOCALES / "terms.csv", copy)
    (copy / "hy").mkdir()
    (copy / "hy" / "language.toml").write_text(KNOWN, encoding="utf-8")
    compile_all(copy)
    return copy


@pytest.fixture(scope="module")
def words(folder: Path) -> Catalogues:
    """The same once a translator brought the sheet back."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(catalogues, "catalogue_folder", lambda: folder)
        patch.setattr(translations, "_sayings", lambda _: EVERY)  # reading every procedure takes a second
        file = folder.parent / "sheet.csv"
        none = ["--data", str(folder.parent / "none")]
        assert main(["translations", "sheet", "hy", str(file), *none]) == Exit.OK
        with file.open(encoding="utf-8-sig", newline="") as text:
            *rows, last = csv.DictReader(text)
        assert [row["français"] for row in rows] == [each.text for each in EVERY]
        with file.open("w", encoding="utf-8", newline="") as out:
            table = csv.DictWriter(out, list(rows[0]))
            table.writeheader()
            table.writerows(row | {"traduction": armenian(row["français"])} for row in rows)
            table.writerow(last)
        assert main(["translations", "import", "hy", str(file), *none]) == Exit.OK
    return Catalogues(folder)


def test_its_words_are_whole_and_drafted(words: Catalogues) -> None:
    """What came back on the sheet is every sentence; none counts as reviewed, and the file begins as any other."""
    assert [each.shown for each in words.languages()] == ["Français", "English – anglais", "Հայերեն – arménien"]
    assert words.broken == []
    for each in EVERY:
        assert words.translation(each.text, each.sense, "hy") == armenian(each.text)
    assert not words.is_reviewed([Line.KEEP_THIS_PAPER], "hy")


def test_a_language_that_lacks_words_has_another_mark_than_one_that_nobody_reviewed(
    words: Catalogues, tmp_path: Path
) -> None:
    """One sentence that is missing makes it incomplete in the list as in the status; no word of it is read for that."""
    part = tmp_path / "locales"
    shutil.copytree(words.folder, part)
    catalogue = part / "hy" / "LC_MESSAGES" / "person.po"
    book = read_book(catalogue)
    book.delete(EVERY[-1].text, EVERY[-1].sense)
    catalogue.write_bytes(text_of(book))
    compile_all(part)
    shown = {of: next(each for each in of.languages() if each.code == "hy") for of in (words, Catalogues(part))}
    assert [each.listed.removeprefix(each.shown) for each in shown.values()] == [" *", " **"]
    for of, language in shown.items():
        assert bool(count_sayings(EVERY, of, "hy")["missing"]) is not language.whole
    unread = Catalogues(part)
    unread.languages()
    assert not unread._files.opened


async def test_it_is_chosen_and_a_visit_is_in_it(tmp_path: Path, words: Catalogues) -> None:
    """F2 offers it; the page of an act is in its words, marked as a draft, and the keys stay the staff's."""
    async with Desk(tmp_path, words=words).run() as hands:
        await hands.press("f2", "3", "enter", "2", "2", "enter")
        assert hands.app.words.language == "hy"
        assert hands.shows(words.say(Line.DRAFTED, "hy"))
        assert hands.shows("Traduction non relue")


def receipt(words: Catalogues) -> Receipt:
    said = Title((Phrase(Line.NOTHING_DONE_YET),)), Para((Phrase(Line.KEEP_THIS_PAPER),)), Qr("KIOSK:1:0000")
    return words.word(Receipt(said), "hy")


def test_it_is_printed_on_the_roll_and_on_a4(words: Catalogues) -> None:
    """Its receipt is drawn with a font of the machine, and a page gives its words back to a reader."""
    made = receipt(words)
    assert decode(RasterPrinter(576, cut=True).show(made), 576).cuts == 1
    assert bare(armenian(sentence(Line.KEEP_THIS_PAPER))) in bare(" ".join(pdfium(draw(made))))


def test_a_font_of_its_script_is_data_too(words: Catalogues, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where no font has its letters the package is named; with the font of its script in place it is printed."""
    dejavu = next(face.medium for face in fonts.faces() if face.medium.name == "DejaVuSans.ttf")
    packaged = tuple(face for face in fonts.faces() if "fontpkg" in str(face.medium))
    monkeypatch.setattr(fonts, "faces", lambda: packaged)
    whole = families.families()
    monkeypatch.setattr(families, "families", lambda: tuple(each for each in whole if "fontpkg" in str(each.file)))
    for module in (fonts, families):
        monkeypatch.setattr(module, "_DEBIAN", tmp_path)
    assert slips.scripts(words) == {"fr": "", "en": "", "hy": "fonts-noto-core"}
    with pytest.raises(MissingGlyph):
        draw(receipt(words))
    (tmp_path / "noto").mkdir()
    for weight in ("Regular", "Bold"):
        shutil.copy(dejavu, tmp_path / "noto" / f"NotoSansArmenian-{weight}.ttf")
    assert slips.scripts(words) == {"fr": "", "en": "", "hy": ""}
    assert decode(RasterPrinter(576, cut=True).show(receipt(words)), 576).cuts == 1
    assert [family.name for family in families.chain(words.languages()[2].sample)][-1] == "Noto Sans Armenian"
    assert Para((SAMPLE,)) in slips._slip(words, 48, picture=True).blocks
