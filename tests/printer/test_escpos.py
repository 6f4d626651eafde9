"""The bytes, judged by a decoder that did not make them."""

from __future__ import annotations

import re

import pytest
import zxingcpp
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from kiosk.core.blocks import Blank, Block, Pair, Para, Receipt, Title, Worded
from kiosk.core.errors import MissingGlyph
from kiosk.printer.escpos import CUT, CodePage, RasterPrinter, TextPrinter, _apart, bands, native_qr
from kiosk.printer.layout import pieces_of, without_marks, words_drawn
from kiosk.printer.raster import BODY, LARGE_PRINT, Raster, is_bilingual, one_bit
from tests.printer import full, samples
from tests.printer.decoder import Paper, UnknownBytes, decode
from tests.printer.samples import NASTY
from tests.printer.sentences import SENTENCES

CP858, CP1252 = CodePage("cp858", 19), CodePage("cp1252", 16)


def test_the_decoder_is_strict() -> None:
    """The judge refuses what it does not know: a control byte in text, an unknown command, a cut job."""
    for job in (
        b"\x1b@a\x07\n",
        b"\x1b@\x1bp\x00\x19\xfa",
        b"\x1b@\x1dv0\x00\x01\x00\x02\x00\xff",
        b"\x1b@" + b"x" * 49 + b"\n",
        b"\x1b@\x1dv0\x00\x49\x00\x01\x00" + b"\xff" * 73,
        b"text\n",
        b"\x1b@text",
    ):
        with pytest.raises(UnknownBytes):
            decode(job)


def blocks(text: str) -> tuple[Block, ...]:
    """Put a text everywhere that words can stand."""
    piece = (Worded(text, "fr"),)
    return (Title(piece), Para(piece), Pair(piece, piece), Pair((samples.words("Nom"),), piece), Blank(piece))


@pytest.mark.parametrize("text", NASTY)
@pytest.mark.parametrize("printer", [RasterPrinter(384), TextPrinter(CP858, 32, dots=384), TextPrinter(CP1252, 42)])
def test_no_name_is_a_command(text: str, printer: RasterPrinter | TextPrinter) -> None:
    """A hostile name is printed or refused as a whole; it never resets, cuts, opens or feeds."""
    dots = printer.raster.dots
    try:
        job = printer.show(Receipt(blocks(text)))
    except MissingGlyph:
        assert "😀" in text
        return
    paper = decode(job, dots, 42)
    assert (paper.resets, paper.cuts, paper.qr) == (1, 0, [])


@settings(max_examples=60, deadline=None)
@given(st.text(st.characters(max_codepoint=0x17F), max_size=80))
def test_text_mode_never_commands(text: str) -> None:
    """Whatever Latin text is printed, the job has one reset, no cut, and lines within the columns."""
    try:
        job = TextPrinter(CP858, 32, dots=384).show(Receipt(blocks(text)))
    except MissingGlyph:
        return
    paper = decode(job, 384, 32)
    assert (paper.resets, paper.cuts) == (1, 0)


@pytest.mark.parametrize("page", [CP858, CP1252, CodePage("cp1252", 34)])
def test_french_as_text(page: CodePage) -> None:
    """A French receipt is text alone, with a native QR code, in at most 1,500 bytes, and all its words are there."""
    job = TextPrinter(page).show(samples.office())
    paper = decode(job)
    print(f"text {page.codec}: {len(job)} bytes")  # noqa: T201 - the measure is the point; shown by -s
    assert len(job) <= 1500
    assert (paper.pictures, paper.qr) == (0, [samples.QR_TEXT])
    assert "KW6-582-JX4" in paper.lines
    words = " ".join(" ".join(paper.lines).split()).replace("’", "'")
    for name in ("first", "call", "bring", "close", "rights"):
        assert " ".join(samples.FRENCH[name].split()).replace("’", "'") in words


def test_only_what_the_page_lacks_is_drawn() -> None:
    """In a bilingual receipt the Arabic is a picture and the French beside it stays text, in order, all of it."""
    arabic = samples.words("لا", "ar")
    receipt = Receipt(
        (
            Para((samples.words("Avant"),)),
            Title((arabic, samples.words("Titre"))),
            Para((arabic, samples.words("Non"))),
            Pair((arabic, samples.words("Nom")), samples.fixed("12-34")),
            Pair((arabic, samples.words("Qui")), samples.fixed("Ștefan")),
            Blank((arabic, samples.words("Date"))),
            Para((samples.words("Ștefan"),)),
            Para((samples.words("Après"),)),
        )
    )
    paper = decode(TextPrinter(CP858).show(receipt))
    said = [" ".join(line.split()) for line in paper.lines if line]
    assert said == ["Avant", "Titre", "Non", "Nom 12-34", "Date", "_" * 48, "Après"]
    order = [kind for kind, before in zip(paper.order, ["", *paper.order], strict=False) if kind != before]
    assert order == [*["text", "picture"] * 5, "text"]


@pytest.mark.parametrize("dots", [576, 384])
def test_beside_the_printers_letters_arabic_is_as_large_as_ever(dots: int) -> None:
    """What is drawn among lines of text is dot for dot the type of a receipt that is all drawn, with space around."""
    receipt, french = full.receipt("ar"), samples.words("Le bureau lit votre demande.")
    there = next(block for block in receipt.blocks if isinstance(block, Para) and french in block.pieces)
    words = there.pieces[0]
    alone = one_bit(Raster(dots).block(Para((words,)), both=True))
    whole = one_bit(Raster(dots).picture(receipt)).tobytes()
    assert alone.tobytes() in whole
    paper = decode(TextPrinter(CP858, dots // 12, dots=dots).show(Receipt((there,))), dots, dots // 12)
    rows = b"".join(paper.rows).translate(bytes(255 - byte for byte in range(256)))
    assert alone.tobytes() in rows
    assert not any(map(any, [*paper.rows[:10], *paper.rows[10 + alone.height :][:4]]))


MEANS = ("phone", "email", "none")
"""What a person may have to receive a code, which decides what the receipt tells her to do and to bring."""
LONG = {"bn": (30_000, 25_000), "ka": (34_000, 26_000), "ta": (41_000, 33_000)}
"""Languages of long words in letters that cannot be narrowed as far: bytes of a receipt as a picture, and where the
French beside it is the printer's own letters. Tamil takes half a minute at 19,200 bauds."""


@pytest.mark.parametrize("language", samples.LETTERS)
def test_with_the_printers_letters_every_language_is_short(language: str) -> None:
    """Where the printer's accents are right, no receipt of the product has more than 25 KB, on either paper, or LONG.

    Nothing is left out: each sentence in French is text, and each picture as many as what the page lacks.
    """
    receipt = full.receipt(language)
    for dots in (576, 384):
        job = TextPrinter(CP858, dots // 12, dots=dots).show(receipt)
        assert len(job) <= LONG.get(language, (0, 25_000))[1]
        paper = decode(job, dots, dots // 12)
        solid = "".join("".join(paper.lines).split())
        said = [piece for block in receipt.blocks for piece in words_drawn(pieces_of(block)) if piece.language == "fr"]
        folded = ["".join(without_marks(CP858.fold(piece.text)).split()) for piece in said if not piece.fixed]
        assert folded
        assert not [words for words in folded if words not in solid]
        assert paper.qr == [samples.QR_TEXT]


def test_the_page_is_set_after_the_reset() -> None:
    """Each job resets the printer and then chooses the page, whatever the job before left."""
    printer = TextPrinter(CP858)
    assert printer.show(samples.one("é")).startswith(b"\x1b@\x1bt\x13\x82\n")
    assert printer.show(samples.one("é")).startswith(b"\x1b@\x1bt\x13\x82\n")


def test_narrow_spaces_and_hyphens() -> None:
    """The spaces that dates and numbers bring, and decomposed accents, come out right."""
    text = "1\u202f234,50\u00a0€ a\u2011t\u2011il e\u0301te\u0301 l\u2019\u0153uvre\u2026"
    assert decode(TextPrinter(CP858).show(samples.one(text))).lines == ["1 234,50 € a-t-il été l'oeuvre..."]
    assert decode(TextPrinter(CP1252).show(samples.one(text))).lines == ["1 234,50 € a-t-il été l’œuvre…"]


@pytest.mark.parametrize("codec", ["cp500", "utf-8", "utf-16", "gb18030", "rot13", "cp858 "])
def test_only_pages_of_printers(codec: str) -> None:
    """A codec that could turn a letter into a command is refused when it is declared."""
    with pytest.raises(ValueError, match="code page"):
        CodePage(codec, 0)


def test_a_printer_without_native_qr_gets_a_picture() -> None:
    """Where the printer cannot draw QR codes, the code is sent as a picture."""
    paper = decode(TextPrinter(CP858, native_qr=False).show(samples.office()))
    assert paper.qr == []
    assert paper.pictures >= 1


def test_native_qr_bounds() -> None:
    """Only printable ASCII of a sane length is handed to the printer's QR code."""
    for text in ("", "A" * 201, "A\x1b", "é"):
        with pytest.raises(ValueError, match=r"alphanumeric|ascii"):
            native_qr(text)


@pytest.mark.parametrize("cut", [True, False])
def test_the_cut_is_last_and_optional(cut: bool) -> None:
    """With a cutter the job ends with one cut; with a tear bar it has none."""
    for printer in (RasterPrinter(cut=cut), TextPrinter(CP858, cut=cut)):
        job = printer.show(samples.letter())
        assert decode(job).cuts == int(cut)
        assert job.endswith(CUT) == cut


@pytest.mark.parametrize("means", MEANS)
def test_the_whole_receipt_fits(means: str) -> None:
    """All that the product says of a closure fits 28 KB in French and Arabic, 1,500 bytes in French as text."""
    for dots in (576, 384):
        for language, most in (("ar", 28_000), ("fr", 28_000)):
            job = RasterPrinter(dots).show(full.receipt(language, means))
            print(f"raster {language} {dots} dots: {len(job)} bytes")  # noqa: T201 - the measure is the point; shown by -s
            assert len(job) <= most
    job = TextPrinter(CP858).show(full.receipt("fr", means))
    print(f"text: {len(job)} bytes")  # noqa: T201 - the measure is the point; shown by -s
    assert len(job) <= 1_500
    paper = decode(job)
    assert (paper.pictures, paper.qr) == (0, [samples.QR_TEXT])


SAME = {"es": {"fr": "La carte Vitale."}}
"""Words of the receipt that a language and French share: said once."""


@pytest.mark.parametrize("language", samples.LETTERS)
def test_the_whole_receipt_is_in_her_language(language: str) -> None:
    """No sentence of the receipt is missing from a catalogue: what is drawn and measured is whole, and French too."""
    for block in full.receipt(language).blocks:
        said = {piece.language: piece.text for piece in words_drawn(pieces_of(block)) if not piece.fixed}
        assert said.keys() in (set(), {language, "fr"}) or said == SAME.get(language)


@pytest.mark.parametrize("language", samples.LETTERS)
def test_every_catalogue_prints(language: str) -> None:
    """The whole receipt, in the words of each catalogue, is within 28 KB or LONG, with the mark of a draft."""
    job = RasterPrinter().show(full.receipt(language))
    print(f"raster {language}: {len(job)} bytes")  # noqa: T201 - the measure is the point; shown by -s
    assert decode(job).pictures > 20
    assert len(job) <= LONG.get(language, (28_000, 0))[0]


@pytest.mark.parametrize("language", SENTENCES)
@pytest.mark.parametrize("dots", [576, 384])
def test_every_language_comes_back(language: str, dots: int) -> None:
    """In every language, in either size, all of it comes back as below, and the QR code is read."""
    for body in (BODY, LARGE_PRINT):
        printer = RasterPrinter(dots, body=body)
        paper = comes_back(printer, samples.brief(language))
        assert bool(paper.lines) == (language != "fr" and body == BODY)
        assert [code.text for code in zxingcpp.read_barcodes(paper.picture().convert("L"))] == [samples.QR_TEXT]


def comes_back(printer: RasterPrinter, receipt: Receipt) -> Paper:
    """Print, and find each block on the paper: dot for dot as it is drawn, or French without accents as letters.

    A paragraph in two languages is whole, or one drawn and the other written; nothing else is, and nothing twice.
    """
    dots, large = printer.raster.dots, printer.raster.body > BODY
    paper = decode(printer.show(receipt), dots, dots // 12)
    ink = b"".join(paper.rows).translate(INVERTED)
    both, written, at = is_bilingual(receipt.blocks), "", 0
    for block in receipt.blocks:
        *before, last = _apart(block) if is_bilingual([block]) else [block]
        words = "".join(without_marks("".join(piece.text for piece in words_drawn(pieces_of(last)))).split())
        plain = words.translate(SIGNS).replace("Œ", "OE")
        if not before or large or not NATIVE.fullmatch(plain):
            before, plain = [block], ""
        for part in before:
            drawn = one_bit(printer.raster.block(part, both=both)).tobytes()
            assert drawn in ink[at:], block
            at = ink.index(drawn, at) + len(drawn)
        written += plain
    assert "".join("".join(paper.lines).split()) == written
    assert not any(ink[at:].translate(INVERTED)), "something more is drawn"
    return paper


INVERTED = bytes(255 - byte for byte in range(256))
NATIVE = re.compile(r"[ !\"%-?A-Z_a-z]+")
"""The letters that ISO 646 has everywhere: no country puts others in their place."""
SIGNS = {ord("’"): "'", ord("–"): "-"}


@pytest.mark.parametrize("text", NASTY)
def test_beside_another_language_no_name_is_a_command(text: str) -> None:
    """What is written in a picture's place never commands, and is the same on a printer of any page and country."""
    arabic = samples.words("لا", "ar")
    receipt = Receipt((Para((arabic, Worded(text, "fr"))), Pair((arabic, samples.words("Nom")), (Worded(text, "fr"),))))
    try:
        paper = decode(RasterPrinter(384).show(receipt), 384, 32)
    except MissingGlyph:
        return
    assert (paper.resets, paper.cuts, paper.qr) == (1, 0, [])
    assert all(NATIVE.fullmatch(line) for line in paper.lines if line)


@settings(max_examples=40, deadline=None)
@given(st.data())
def test_any_picture_survives(data: st.DataObject) -> None:
    """Bands, gaps, cuts, places and doubled dots lose nothing: any picture comes back dot for dot."""
    width = 8 * data.draw(st.integers(1, 12))
    picture = Image.new("1", (width, data.draw(st.integers(1, 700))), 255)
    for _ in range(data.draw(st.integers(0, 4))):
        x, y = data.draw(st.integers(0, width - 1)), data.draw(st.integers(0, picture.height - 1))
        picture.paste(0, (x, y, x + data.draw(st.integers(1, 40)), y + data.draw(st.integers(1, 300))))
    paper = decode(b"\x1b@" + bands(picture.convert("L")), width)
    assert paper.picture().tobytes() == picture.tobytes()


@pytest.mark.parametrize("means", MEANS)
@pytest.mark.parametrize("language", ["fr", "ar"])
@pytest.mark.parametrize("dots", [576, 384])
def test_the_products_receipts_are_no_longer_than_they_must_be(language: str, dots: int, means: str) -> None:
    """25 KB at most: rows of accents and tails are cut to their own ink, and plain French beside Arabic is letters."""
    printer, receipt = RasterPrinter(dots), full.receipt(language, means)
    assert len(printer.show(receipt)) <= 25_000
    paper = comes_back(printer, receipt)
    assert bool(paper.lines) == (language == "ar")
