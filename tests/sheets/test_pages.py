"""A4 pages, read by two libraries that did not write them: real words in every script, letters as they should be."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import cache
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image, ImageChops

from kiosk.core.blocks import Blank, Block, Large, Line, Pair, Para, Phrase, Qr, Receipt, Rule, Title, Worded
from kiosk.core.errors import MissingGlyph
from kiosk.core.paper import Letterhead
from kiosk.core.procedure import Channel, SheetBlock, holds
from kiosk.core.receipt import information_sheet, sheet_receipt
from kiosk.printer.layout import spelled
from kiosk.sheets import pages
from kiosk.sheets.families import families
from kiosk.words.catalogues import Catalogues
from kiosk.words.ui import sentence
from tests.fakes import shipped
from tests.printer import full
from tests.printer.sentences import RTL, SENTENCES
from tests.sheets.readers import Place, bare, fonts, pdfium, picture, places, poppler, rules, solid

GOLDEN = Path(__file__).parent.parent / "golden"
DAY = date(2026, 11, 21)
SHELF = shipped()
DESK = Letterhead(
    "Les Tilleuls", "12 rue des Lilas", "0142001122", "mardi et jeudi, 14 h – 18 h", "dpo@tilleuls.example"
)
LANGUAGES = tuple(SENTENCES)
MARKED = {"ar": (3, 5), "prs": (2, 2), "bn": (1, 1)}
"""Of about a hundred words, how many pdfium and poppler read with a mark in another place; they read every letter."""
MOST_BYTES = 300_000
DRAWN_APART = frozenset("\u064b\u064c\u064d\u064e\u064f\u0650\u0651\u0652\u0654\u0655")
"""Arabic marks."""
ADDRESS = (110, 55, 195, 88)
"""Left, top, right, bottom, in millimetres, of the address on a sheet that is folded in three for a DL envelope."""
WINDOW = (90, 44, 200, 90)
"""What may show of that sheet: the envelope (220 by 110) has a hole of 100 by 35, 20 from its right and its lower edge,
and is 10 wider and 11 higher than the sheet, which slides in it."""


@cache
def letter(name: str = "close", language: str = "fr", *, whom: str = "self") -> tuple[Receipt, bytes]:
    """Give the letter of a procedure, worded and drawn."""
    made = sheet_receipt(SHELF.open(name), Channel.LETTER, {"whom": whom, "erase": "yes"}, DESK, DAY, training=False)
    worded = Catalogues().word(made, language)
    return worded, pages.draw(worded)


def said(receipt: Receipt, *, kept: bool = True) -> list[str]:
    """Give every word of a receipt, as it is searched."""
    blocks = [*receipt.own, *receipt.sent, *(receipt.kept if kept else ())]
    words = []
    for block in blocks:
        pieces = (*block.name, *block.value) if isinstance(block, Pair) else getattr(block, "pieces", ())
        words += [bare(piece.text) for piece in pieces if isinstance(piece, Worded)]
    return words


@pytest.mark.parametrize("language", LANGUAGES)
def test_copying_gives_the_words_back_in_every_script(language: str, tmp_path: Path) -> None:
    """Both readers find the words; every font is embedded, cut and mapped to Unicode; the page is tagged, and small."""
    blocks = [
        Para((Worded(words, language, rtl=language in RTL), Worded(french, "fr")))
        for words, french in zip(SENTENCES[language], SENTENCES["fr"], strict=True)
    ]
    pdf = pages.draw(Receipt((Title((Worded("Feuille", "fr"),)), *blocks)))
    for reader, read in enumerate((pdfium(pdf), poppler(pdf, tmp_path))):
        text = bare(" ".join(read)).replace(" ", "")
        for tongue in {language, "fr"}:
            words = [word.strip(".,:;؟،؛") for each in SENTENCES[tongue] for word in bare(each).split()]
            lost = [word for word in words if word not in text]
            # A mark that a font lifts is drawn apart: readers say its letters in another order, or both of them twice.
            assert len(lost) <= MARKED.get(tongue, (0, 0))[reader], lost
            assert all(_letters_are_there(word, text) for word in lost), lost
    found = fonts(pdf, tmp_path)
    assert found
    assert all(font[1:] == ["yes", "yes", "yes"] for font in found), found
    assert len(pdf) < MOST_BYTES
    assert b"/StructTreeRoot" in pdf
    assert b"/Lang" in pdf
    assert b"CreationDate" not in pdf


def test_a_letter_is_as_french_letters_are() -> None:
    """On a page of its own: sender, addressee, place and date, subject with the law, formula, signature, enclosures."""
    _, pdf = letter()
    _, page, kept = pdfium(pdf)
    order = [
        "De la part de", "À la caisse", "Fait à", "Objet : fermeture", "article R1111-36", "Madame, Monsieur,",
        "Je vous prie d’agréer", "Signature", "Pièces jointes",
    ]  # fmt: skip
    at = [bare(page).index(words) for words in order]
    assert at == sorted(at)
    assert "couper" not in " ".join(pdfium(pdf))
    assert bare(kept).startswith("Ce que dit la lettre. Gardez cette page. Objet : fermeture")


def _letters_are_there(word: str, text: str) -> bool:
    """Tell whether a word's letters stand side by side, in whatever order, without marks, what is said twice once."""
    bared, whole = (
        "".join(char for char in re.sub(r"(\w[\u0980-\u09ff])\1", r"\1", each) if char not in DRAWN_APART)
        for each in (word, text)
    )
    wanted = sorted(bared)
    return any(sorted(whole[at : at + len(bared)]) == wanted for at in range(len(whole)))


LETTERS = tuple(
    title.id
    for title in SHELF.titles()
    if any(sheet.channel is Channel.LETTER for sheet in SHELF.open(title.id).sheets)
)


ASKED = {"correct": [(("what", what),) for what in ("mine", "name", "other", "unknown")]}
"""What decides to whom a letter goes, where something does."""
CASES = [
    (name, (("whom", whom), *more)) for name in LETTERS for whom in ("self", "child") for more in ASKED.get(name, [()])
]


@cache
def drawn(name: str, answers: tuple[tuple[str, str], ...]) -> tuple[Sequence[SheetBlock], bytes]:
    """Give the parts of a letter as the guidance has them for these answers, and the letter drawn."""
    procedure, known = SHELF.open(name), dict(answers)
    (sheet,) = [each for each in procedure.sheets if each.channel is Channel.LETTER]
    parts = [block for block in sheet.blocks if holds(block.when, known)]
    cut = next(at for at, block in enumerate(parts) if block.cut)
    made = sheet_receipt(procedure, Channel.LETTER, known, DESK, DAY, training=False)
    return parts[cut:], pages.draw(Catalogues().word(made, "fr"))


@pytest.mark.parametrize(("name", "answers"), CASES)
def test_the_address_stands_in_the_window_and_nothing_else(name: str, answers: tuple[tuple[str, str], ...]) -> None:
    """Of each letter of the desk, only who it goes to can be seen through the window, and all of it can."""
    parts, pdf = drawn(name, answers)
    to = parts[-2]
    assert to.title.text.split()[0] in ("À", "Au")
    left, top, right, bottom = ADDRESS
    hole, seen, page = WINDOW, [], len(pdfium(pdf)) - 2
    for place in [*places(pdf, page), *rules(pdf, page)]:
        if place.left < hole[2] and place.right > hole[0] and place.top < hole[3] and place.bottom > hole[1]:
            seen.append(place.text)
            assert place.left >= left - 0.2  # half of a rule
            assert place.right <= right + 0.5
            assert place.top >= top - 1
            assert place.bottom <= bottom
    assert bare(" ".join(seen)) == bare(" ".join([to.title.text, *(blank.text for blank in to.blanks)]))


@pytest.mark.parametrize(("name", "answers"), CASES)
def test_a_letter_is_one_page_and_each_line_can_be_written_on(name: str, answers: tuple[tuple[str, str], ...]) -> None:
    """Nothing stands over anything else; each blank has its lines, the sender's address three long ones."""
    parts, pdf = drawn(name, answers)
    pages_of = pdfium(pdf)
    page = next(n for n, text in enumerate(pages_of) if "De la part de" in text)
    assert "Pièces jointes" in pages_of[page]
    words = [each for each in places(pdf, page) if each.text.strip()]
    lines = rules(pdf, page)
    wanted = sum(blank.lines for part in parts for blank in part.blanks) + 1  # enclosures two, the signature none
    wanted += bool(parts[-2].blanks)  # the address has one more
    if "une copie de ma pièce d’identité" in pages_of[page] or "une copie d’un acte d’état civil" in pages_of[page]:
        wanted -= 2  # enclosures that are named have none
    assert len(lines) == wanted
    for n, one in enumerate(words):
        for other in (*words[n + 1 :], *lines):
            over = min(one.right, other.right) - max(one.left, other.left)
            deep = min(one.bottom, other.bottom) - max(one.top, other.top)
            assert over < 0.3 or deep < 0.3, (one, other)
    assert all(
        abs(one.top - other.top) > 5 for one in lines for other in lines if one is not other and _beside(one, other)
    )
    if any(blank.text == "Adresse" for blank in parts[0].blanks):
        at = next(each for each in words if each.text.strip() == "Adresse" and each.right < 100)
        own = [each for each in lines if each.right < 105 and -4 < each.top - at.bottom < 18]
        assert len(own) == 3
        assert all(each.right - each.left > 60 for each in own)


def _beside(one: Place, other: Place) -> bool:
    return min(one.right, other.right) - max(one.left, other.left) > 5


@pytest.mark.parametrize(("name", "answers"), CASES)
def test_the_subject_of_a_letter_names_its_law_and_no_other(name: str, answers: tuple[tuple[str, str], ...]) -> None:
    """Each article that a letter cites for these answers stands in its subject, and none that backs nothing there."""
    parts, pdf = drawn(name, answers)
    said = [says for says in parts[-1].says if holds(says.when, dict(answers))]
    page = bare(next(text for text in pdfium(pdf) if "De la part de" in text))
    subject, body = page[page.index("Objet :") :].split("Madame, Monsieur,", 1)
    articles = re.compile(r"[LR]1\d{3}-\d+(?:-\d+)?|article 16")
    backs = {law for says in said for source in says.sources for law in articles.findall(source.law)}
    assert set(articles.findall(body)) <= set(articles.findall(subject)) == backs
    assert subject.count("code de la santé publique") <= 1
    assert backs


def test_a_letter_is_french_and_its_kept_copy_is_in_her_language_too() -> None:
    """The page that leaves has no word of another language; the page that she keeps has both."""
    receipt, pdf = letter(language="en")
    french, _ = letter()
    _, page, kept = (bare(text) for text in pdfium(pdf)[-3:])
    _, in_french, _ = (bare(text) for text in pdfium(letter()[1])[-3:])
    assert page == in_french
    english = [piece.text for block in receipt.kept for piece in block.pieces if piece.language == "en"]  # type: ignore[union-attr]
    assert english
    assert all(bare(words).replace(" ", "") in kept.replace(" ", "") for words in english)
    assert french.sent == receipt.sent


def test_a_letter_is_called_by_its_subject_and_its_kept_page_has_its_formula() -> None:
    """A viewer shows what the letter is about; what she keeps ends as what she sent."""
    _, pdf = letter()
    with pypdfium2.PdfDocument(pdf) as document:
        assert document.get_metadata_dict()["Title"].startswith("Objet\u00a0: fermeture de Mon espace santé")
    sent, kept = (bare(text) for text in pdfium(pdf)[-2:])
    assert "Je vous prie d’agréer" in sent
    assert "Je vous prie d’agréer" in kept


def test_every_sheet_of_the_desk_is_drawn_and_small() -> None:
    """Each sheet of the desk has every word on its pages, under 300 KB, in large print."""
    words = Catalogues()
    for title in SHELF.titles():
        procedure = SHELF.open(title.id)
        for sheet in procedure.sheets:
            made = sheet_receipt(procedure, sheet.channel, {"whom": "self"}, DESK, DAY, training=True)
            worded = words.word(made, "fr")
            pdf = pages.draw(worded, large=True)
            text = solid(" ".join(pdfium(pdf)))
            assert not [part for part in said(worded) if solid(part) not in text]
            assert len(pdf) < MOST_BYTES


def test_an_information_sheet_has_both_sides() -> None:
    """What can be read before choosing stands on A4 in her language and in French."""
    made = information_sheet(SHELF.open("close"), {}, DESK, training=False)
    worded = Catalogues().word(made, "en")
    text = solid(" ".join(pdfium(pages.draw(worded))))
    assert not [part for part in said(worded) if solid(part) not in text]


def test_a_receipt_has_its_reference_and_its_code() -> None:
    """The reference is text that can be copied; the code, printed at 300 dots an inch, is read by another library."""
    import zxingcpp

    receipt = full.receipt("fr")
    pdf = pages.draw(receipt)
    (large,) = [block for block in receipt.blocks if isinstance(block, Large)]
    (code,) = [block for block in receipt.blocks if isinstance(block, Qr)]
    assert spelled(large.text) in " ".join(pdfium(pdf))
    read = [each.text for each in zxingcpp.read_barcodes(picture(pdf, 0, scale=300 / 72))]
    assert read == [code.text]


@pytest.mark.parametrize("large", [False, True])
@pytest.mark.parametrize("language", ["fr", "ar"])
def test_nothing_leaves_the_page(language: str, large: bool) -> None:
    """Every letter is inside the margins, in large print too."""
    pdf = pages.draw(full.receipt(language), large=large)
    for page in range(len(pdfium(pdf))):
        for place in places(pdf, page):
            assert 14 < place.left < place.right < 196, place
            assert 10 < place.top < place.bottom < 290, place


def test_a_letter_that_no_font_has_is_refused_before_anything_is_drawn(monkeypatch: pytest.MonkeyPatch) -> None:
    """The refusal names the script and what to install, never the text; nothing was given to the library."""
    monkeypatch.setattr(pages, "render", lambda *_: pytest.fail("drawn"))
    with pytest.raises(MissingGlyph) as refused:
        pages.draw(Receipt((Para((Worded("Marie 𐎠", "fr"),)),)))
    assert "Marie" not in str(refused.value)
    without = tuple(each for each in families() if each.name not in ("Noto Sans SC", "WenQuanYi Micro Hei"))
    monkeypatch.setattr("kiosk.sheets.families.families", lambda: without)
    with pytest.raises(MissingGlyph) as refused:
        pages.draw(Receipt((Para((Worded("请保留", "zh"),)),)))
    assert (refused.value.script, refused.value.package) == ("cjk", "pylopdf-fonts-zh-cn")


def test_words_are_never_markup() -> None:
    """What stands in guidance, settings or a name is shown as it is."""
    words = '#include("/etc/passwd") *x* _y_ $z$ \\ <b> @ref [a](b) "q" #pagebreak()'
    pdf = pages.draw(Receipt((Title((Worded(words, "fr"),)), Para((Worded(words, "fr"),)))))
    assert len(pdfium(pdf)) == 1
    assert bare(" ".join(pdfium(pdf))).count(bare(words)) == 2


def settled(*, child: bool) -> bytes:
    """Draw a letter of the tests' own, so that no word of the guidance changes its picture."""

    def words(text: str, other: str = "") -> tuple[Worded, ...]:
        return (*([Worded(other, "en")] if other else []), Worded(text, "fr"))

    def part(title: str, *blanks: str) -> list[Block]:
        return [Title(words(title)), *(Blank(words(each)) for each in blanks)]

    first: list[Block] = [Title(words("Lettre")), Rule(), Para(words("À couper ici."))]
    sent: list[Block] = [
        *part("De la part de", "Nom et prénom", "Date de naissance"),
        Blank(words("Adresse"), 3),
        Blank(words("Numéro (écrit par vous)")),
        *(part("Pour l’enfant", "Nom et prénom de l’enfant", "Mon lien avec l’enfant") if child else []),
        *part("À la caisse, à l’attention du délégué à la protection des données", "Nom", "Adresse"),
        Title(words("Objet : fermeture (code de la santé publique, article R1111-36)")),
        Blank(words("Quel jour")),
        Para(words("Madame, Monsieur,")),
        Para(words("Je demande la clôture de mon espace santé (article R1111-36 du code de la santé publique).")),
        Para(words("Je vous prie d’agréer, Madame, Monsieur, mes salutations distinguées.")),
        *(Blank(words(each)) for each in ("Fait à", "Le", "Signature")),
        Blank(words("Pièces jointes"), 2),
    ]
    kept = (Title(words("Ce que dit la lettre", "What the letter says")), Para(words("Je demande.", "I ask.")))
    return pages.draw(Receipt((*first, *sent), len(first), kept))


GOLDENS: Mapping[str, Callable[[], tuple[bytes, int]]] = {
    "a4_letter": lambda: (settled(child=False), 1),
    "a4_letter_child": lambda: (settled(child=True), 1),
    "a4_kept_en": lambda: (settled(child=False), 2),
    "a4_receipt_fr": lambda: (pages.draw(full.receipt("fr")), 0),
    "a4_receipt_ar": lambda: (pages.draw(full.receipt("ar")), 0),
}


@pytest.mark.parametrize("name", GOLDENS)
def test_golden(name: str) -> None:
    """The page looks as it did, but for the softness of a few letters' edges. Delete the picture to renew it."""
    pdf, page = GOLDENS[name]()
    drawn = picture(pdf, page)
    file = GOLDEN / f"{name}.png"
    if not file.exists():
        drawn.save(file, optimize=True)
    golden = Image.open(file)
    assert drawn.size == golden.size
    assert sum(ImageChops.difference(drawn, golden).histogram()[96:]) < 20


def test_the_formula_is_a_letters_alone() -> None:
    """No sheet that is not a letter says it."""
    formula = sentence(Phrase(Line.LETTER_FORMULA).line)
    call = sheet_receipt(SHELF.open("close"), Channel.CALL_NOW, {}, DESK, DAY, training=False)
    assert call.letter is None
    assert formula not in " ".join(said(Catalogues().word(call, "fr")))


@pytest.mark.parametrize(
    ("name", "channel"),
    [*((name, Channel.LETTER) for name in LETTERS), ("close", Channel.CALL_NOW), ("close", Channel.SELF)],
)
def test_a_sheet_of_training_says_so_on_each_page(name: str, channel: Channel) -> None:
    """No page of an exercise can be taken for a real one: a letter's in its envelope, a guide's in large print."""
    for training in (True, False):
        made = sheet_receipt(SHELF.open(name), channel, {"whom": "self"}, DESK, DAY, training=training)
        found = pdfium(pages.draw(Catalogues().word(made, "en"), large=channel is not Channel.LETTER))
        assert len(found) > 1
        assert [page.count("FORMATION") for page in found] == [int(training)] * len(found)


def test_french_stands_nearer_to_its_own_arabic_than_to_the_next() -> None:
    """Which line says what can be seen: under each line in Arabic its French, then a gap."""
    both = [Para((Worded("نعم", "ar", rtl=True), Worded(f"Oui {n}", "fr"))) for n in range(3)]
    pdf = pages.draw(Receipt((Title((Worded("Feuille", "fr"),)), *both)))
    rows = [row for row in places(pdf, 0) if row.text.strip() and "Feuille" not in row.text]
    theirs, french = sorted(row.top for row in rows)[::2], [row.top for row in rows if "Oui" in row.text]
    for n in (0, 1):
        assert 4 < french[n] - theirs[n] < 0.8 * (theirs[n + 1] - french[n])


def test_the_ruler_of_the_test_page_stands_at_both_edges() -> None:
    """Its ends are where a line across the page ends, as on the roll; an hour has its reference in the same row."""

    def fixed(text: str) -> tuple[Worded]:
        return (Worded(text, "fr", fixed=True),)

    pdf = pages.draw(Receipt((Title(fixed("Essai")), Rule(), Pair(fixed("|<"), fixed(">|")))))
    (line, *_) = rules(pdf, 0)
    ends = [each for each in places(pdf, 0) if "|" in each.text]
    assert abs(min(each.left for each in ends) - line.left) < 2
    assert abs(max(each.right for each in ends) - line.right) < 2
    assert max(each.bottom for each in ends) - min(each.top for each in ends) < 6
    assert ":" not in " ".join(pdfium(pdf))
