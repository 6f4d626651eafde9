"""References: what a scanner or a tired person types is read back exactly, or not at all."""

from __future__ import annotations

import string
from random import Random

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from kiosk.core.errors import NotAReference
from kiosk.core.reference import ALPHABET, Ticket, is_unmistakable, make_reference, parse, qr_text, spell
from kiosk.words.errors import error_sentence

references = st.binary(min_size=5, max_size=5).map(make_reference)
keys = st.binary(min_size=16, max_size=16)

# The physical keys of a letter board, row by row, by what they type on each layout: plain, and with shift.
# Written down from the layouts themselves (`us`, `fr`, `be`, `fr(afnor)`, `ch(fr)`), not from the code under test.
US = ("1234567890-=", "qwertyuiop[]", "asdfghjkl;'", "zxcvbnm,./")
US_SHIFT = ("!@#$%^&*()_+", "QWERTYUIOP{}", 'ASDFGHJKL:"', "ZXCVBNM<>?")
FR = ("&é\"'(-è_çà)=", "azertyuiop^$", "qsdfghjklmù", "wxcvbn,;:!")
FR_SHIFT = ("1234567890°+", "AZERTYUIOP¨£", "QSDFGHJKLM%", "WXCVBN?./§")
BE = ("&é\"'(§è!çà)-", "azertyuiop^$", "qsdfghjklmù", "wxcvbn,;:=")
BE_SHIFT = ("1234567890°_", "AZERTYUIOP¨*", "QSDFGHJKLM%", "WXCVBN?./+")
AFNOR = ("àéèê()‘’«»'^", "azertyuiop-+", "qsdfghjklm/", "wxcvbn.,:;")
AFNOR_SHIFT = ('1234567890"¨', "AZERTYUIOP–±", "QSDFGHJKLM\\", "WXCVBN?!…=")
CH = ("1234567890'^", "qwertzuiopè¨", "asdfghjkléà", "yxcvbnm,.-")
CH_SHIFT = ('+"*ç%&/()=?`', "QWERTZUIOPü!", "ASDFGHJKLöä", "YXCVBNM;:_")
Board = tuple[tuple[str, ...], tuple[str, ...]]
BOARDS: dict[str, Board] = {
    "us": (US, US_SHIFT),
    "fr": (FR, FR_SHIFT),
    "be": (BE, BE_SHIFT),
    "afnor": (AFNOR, AFNOR_SHIFT),
    "ch": (CH, CH_SHIFT),
}
PAIRS = [(scanner, machine) for scanner in BOARDS for machine in BOARDS]
BARE = [name for name, (plain, _) in BOARDS.items() if plain[0][0] != "1"]
"""Layouts on which digits want shift."""


def without_shift(text: str, layout: str) -> str:
    """Type a text with the right letters, and forget shift for the digits."""
    row = dict(zip("1234567890", BOARDS[layout][0][0], strict=False))
    return "".join(row.get(symbol, symbol) for symbol in text)


def retyped(text: str, scanner: str, machine: str) -> str:
    """Type a text as a scanner set to one layout does on a machine set to another: key by key."""
    typed = ""
    for symbol in text:
        for shift, rows in enumerate(BOARDS[scanner]):
            for row, keys_of_row in enumerate(rows):
                if symbol in keys_of_row:
                    typed += BOARDS[machine][shift][row][keys_of_row.index(symbol)]
    assert len(typed) == len(text)
    return typed


def refused(typed: str) -> bool:
    try:
        parse(typed)
    except NotAReference:
        return True
    return False


def forgiven(typed: str) -> str:
    """Say what a typed reference stands for, written independently of the code under test."""
    kept = "".join(c for c in typed.upper() if c.isalnum())
    return kept.translate(str.maketrans("OIL", "011"))


@given(references)
def test_spelt_reference_reads_back(reference: str) -> None:
    """What is printed is what is read."""
    assert parse(spell(reference)) == Ticket(reference)
    assert [len(part) for part in spell(reference).split("-")] == [3, 3, 3]


@given(references, st.integers(0, 8), st.sampled_from(ALPHABET))
def test_one_wrong_symbol_is_noticed(reference: str, at: int, symbol: str) -> None:
    """Any one wrong symbol makes it no reference."""
    wrong = reference[:at] + symbol + reference[at + 1 :]
    assert refused(wrong) == (wrong != reference)


@given(references, st.integers(0, 8), st.integers(0, 8))
def test_two_swapped_symbols_are_noticed(reference: str, one: int, other: int) -> None:
    """Any two swapped symbols, side by side or apart, make it no reference."""
    symbols = list(reference)
    symbols[one], symbols[other] = symbols[other], symbols[one]
    assert refused("".join(symbols)) == ("".join(symbols) != reference)


def test_every_single_error_of_one_reference_is_noticed() -> None:
    """For one reference, all 9 x 31 wrong symbols are tried."""
    reference = make_reference(b"kiosk")
    wrong = {reference[:at] + c + reference[at + 1 :] for at in range(9) for c in ALPHABET} - {reference}
    assert len(wrong) == 9 * 31
    assert all(map(refused, wrong))


@given(references, st.data())
def test_tired_typing_is_forgiven(reference: str, data: st.DataObject) -> None:
    """Case, O for 0, I and L for 1, and separators anywhere change nothing."""
    typed = ""
    for symbol in reference:
        alike = {"0": "0oO", "1": "1iIlL"}.get(symbol, symbol + symbol.lower())
        typed += data.draw(st.sampled_from(alike)) + data.draw(
            st.sampled_from(["", " ", "-", "\u2013", "\t", "\u00a0"])
        )
    assert parse(f" {typed}\r\n") == Ticket(reference)


@given(references, keys)
def test_qr_reads_back(reference: str, key: bytes) -> None:
    """The QR gives the reference and the key, in QR's alphanumeric alphabet."""
    text = qr_text(reference, key)
    assert len(text) == 37
    assert set(text) <= set(ALPHABET)
    assert parse(text) == parse(text.lower() + "\n") == Ticket(reference, key)


@given(references, keys, st.integers(0, 36), st.sampled_from(ALPHABET))
def test_a_misread_qr_gives_no_key(reference: str, key: bytes, at: int, symbol: str) -> None:
    """A QR with one wrong symbol is refused, never a wrong key."""
    text = qr_text(reference, key)
    wrong = text[:at] + symbol + text[at + 1 :]
    assert refused(wrong) == (wrong != text)


@given(references, keys, st.sampled_from(PAIRS))
def test_scanner_of_another_layout_is_understood(reference: str, key: bytes, boards: tuple[str, str]) -> None:
    """A QR scanned by a scanner of any layout on a machine of any layout reads the same, in capitals or not."""
    assume(is_unmistakable(reference, key))
    for text in (qr_text(reference, key), qr_text(reference, key).lower()):
        typed = retyped(text, *boards)
        if typed.isascii() and typed.isalnum() and typed != text:
            assert refused(typed)  # Y and Z exchanged, and nothing tells it from a wrong symbol
        else:
            assert parse(typed) == Ticket(reference, key)


@given(references, keys)
def test_scanner_with_caps_lock_on_azerty_is_understood(reference: str, key: bytes) -> None:
    """Caps lock on an AZERTY machine turns é è ç à into capitals; the QR still reads."""
    assume(is_unmistakable(reference, key))
    typed = retyped(qr_text(reference, key).lower(), "us", "fr")
    assert parse(typed.upper()) == Ticket(reference, key)


@given(st.text(max_size=60))
def test_garbage_is_never_a_crash(typed: str) -> None:
    """Whatever is typed, the answer is a ticket or NotAReference."""
    assert refused(typed) or forgiven(parse(typed).reference) == parse(typed).reference


@given(references, st.integers(0, 10), st.integers(0, 3), st.text(string.printable + "éèçà&", max_size=3))
def test_mistyped_is_never_another_reference(reference: str, at: int, cut: int, put: str) -> None:
    """Text added, lost or changed in a spelt reference never makes another one, but for what is forgiven."""
    spelt = spell(reference)
    typed = spelt[:at] + put + spelt[at + cut :]
    if refused(typed) or len(set(typed) & set(string.digits)) == 0:
        return  # without a single digit it may be another layout's: see the scanner tests
    assert parse(typed).reference == forgiven(typed)


@pytest.mark.parametrize("dashed", ["K7Q-4M2-9", "4M2-9XD-K", "7-7-7-7-7", "77--77--7"])
def test_dashes_are_never_digits_beside_digits(dashed: str) -> None:
    """A truncated reference is not filled up with its dashes read as an AZERTY 6."""
    for symbol in ALPHABET:
        assert refused(dashed[:-1] + symbol)


@given(references, st.integers(0, 37), keys)
def test_part_of_a_qr_gives_no_key(reference: str, length: int, key: bytes) -> None:
    """A scan that lost its beginning or its end is refused, unless what is left is no QR at all."""
    text = qr_text(reference, key)
    for part in (text[:length], text[length:]):
        if part != text and not refused(part):
            assert parse(part).key is None


def test_random_bytes_of_a_wrong_length_are_a_bug() -> None:
    """References and keys are made of exactly so many bytes."""
    for count in (0, 4, 6):
        with pytest.raises(ValueError, match="five"):
            make_reference(bytes(count))
    with pytest.raises(ValueError, match="sixteen"):
        qr_text("K7Q4M29XD", bytes(15))


@given(references, keys, st.sampled_from(PAIRS), st.sampled_from(["]Q1", "]q1"]), st.booleans())
def test_what_a_scanner_puts_around_a_code_is_dropped(
    reference: str, key: bytes, boards: tuple[str, str], aim: str, eaten: bool
) -> None:
    """STX, ETX and the AIM prefix, through any layouts and with its bracket eaten by a dead key, change nothing."""
    scanner, machine = boards
    bracket = {"us": "]", "fr": "$", "be": "$", "afnor": "+", "ch": "" if eaten else "¨"}[machine]
    text = qr_text(reference, key)
    typed = bracket + retyped(aim[1:] + text, scanner, machine)
    assume(is_unmistakable(reference, key))
    assume({scanner, machine} != {"us", "ch"} or not set(text) & set("YZ"))
    assert parse(f"\x02{typed}\x03\r\n") == Ticket(reference, key)


@given(references, keys, st.sampled_from(BARE))
def test_right_letters_with_bare_digits_are_understood(reference: str, key: bytes, layout: str) -> None:
    """Letters as they are and digits without shift read the same where the whole QR is there."""
    assume(is_unmistakable(reference, key))
    assert parse(without_shift(qr_text(reference, key), layout)) == Ticket(reference, key)


def as_a_desk_draws(random: Random) -> tuple[str, str]:
    """Draw a reference and the text of its receipt, as a visit does."""
    key = random.randbytes(16)
    reference = make_reference(random.randbytes(5))
    while not is_unmistakable(reference, key):
        reference = make_reference(random.randbytes(5))
    return reference, qr_text(reference, key)


def test_no_layout_ever_makes_another_reference() -> None:
    """Hundreds of references and codes, through every pair of layouts and without shift: the right one, or none."""
    random = Random(4)
    codes = read = wrong = 0
    for _ in range(600):
        reference, text = as_a_desk_draws(random)
        ways = [retyped(each, *random.choice(PAIRS)) for each in (reference, reference.lower(), text, spell(reference))]
        ways += [without_shift(each, random.choice(BARE)) for each in (reference, spell(reference), text)]
        for typed in ways:
            if not refused(typed):
                wrong += parse(typed).reference != reference
                read += typed in (ways[2], ways[6])
            codes += typed in (ways[2], ways[6])
    assert wrong == 0
    assert read > codes * 0.9


def test_a_dash_on_another_layout_makes_no_other_reference() -> None:
    """Typed as the receipt prints it, through every pair of layouts: the right one, or it is asked again."""
    random = Random(6)
    wrong = [
        (pair, reference)
        for _ in range(300)
        for reference in [make_reference(random.randbytes(5))]
        for pair in PAIRS
        for typed in [retyped(spell(reference), *pair)]
        if not refused(typed) and parse(typed).reference != reference
    ]
    assert wrong == []
    assert refused("Xç&)_C_)ZY(")  # two readings fit: it is asked again


def test_most_receipts_are_unmistakable_at_once() -> None:
    """A desk draws again for few of them, and what it gives is read through a layout and through none."""
    random = Random(5)
    drawn = [(make_reference(random.randbytes(5)), random.randbytes(16)) for _ in range(1500)]
    assert sum(is_unmistakable(*each) for each in drawn) > 1350


def test_the_example_that_people_are_shown_is_one() -> None:
    """Who types what the sentence gives as an example is not told that it is none."""
    shown = error_sentence(NotAReference()).split()[-1].rstrip(".")
    assert spell(parse(shown).reference) == shown
