"""The test slip of `kiosk printer test`: how wide the paper is, its accents, every script it can print, a QR code."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from kiosk.core.blocks import Block, Large, Pair, Para, Qr, Receipt, Rule, Worded
from kiosk.core.reference import make_reference, qr_text

SAMPLES: Mapping[str, str] = {
    "fr": "Gardez ce papier : il est à vous.",
    "en": "Keep this paper: it is yours.",
    "ar": "احتفظوا بهذه الورقة: إنها لكم.",
    "prs": "این کاغذ را نگه دارید: از شماست.",
    "ps": "دا پاڼه وساتئ: دا ستاسو ده.",
    "ur": "یہ کاغذ سنبھال کر رکھیں: یہ آپ کا ہے۔",
    "pt": "Guarde este papel: é seu.",
    "es": "Guarde este papel: es suyo.",
    "tr": "Bu kâğıdı saklayın: sizindir.",
    "ru": "Сохраните эту бумагу: она ваша.",
    "uk": "Збережіть цей папір: він ваш.",
    "ro": "Păstrați această hârtie: este a dumneavoastră.",
    "sq": "Ruajeni këtë letër: është juaja.",
    "ht": "Kenbe papye sa a: se pou ou li ye.",
    "zh": "请保留这张纸：它是您的。",
    "bn": "এই কাগজটি রাখুন: এটি আপনার।",
    "ta": "இந்தக் காகிதத்தை வைத்திருங்கள்: இது உங்களுடையது.",
    "ka": "შეინახეთ ეს ქაღალდი: ის თქვენია.",
}
"""One sentence in each language: "Keep this paper: it is yours." A test of letters, not a text of the product."""

_RIGHT_TO_LEFT = frozenset({"ar", "prs", "ps", "ur"})
_ACCENTS = ("àâäæç éèêë îï ôöœ ùûü ÿ", "ÀÂÄÆÇ ÉÈÊË ÎÏ ÔÖŒ ÙÛÜ", "« 1 234,50 € » l’été — n° 1")
_REFERENCE = make_reference(bytes(5))


def slip(columns: int, languages: Iterable[str], *, picture: bool = True) -> Receipt:
    """Make the slip. Its reference and its code are nobody's.

    Args:
        columns: letters a line in text mode: 48 on 80 mm, 32 on 58 mm.
        languages: those that this machine can draw (`fonts.languages`); others are left out.
        picture: whether it is drawn: then no letter is as wide as the printer's own, and none is counted.
    """
    blocks: list[Block] = [
        Rule(),  # touches both edges of the paper, or the width is wrong
        Pair(_fixed("|<"), _fixed(">|")),
        *([] if picture else [Para(_fixed(_ruler(columns)))]),
        *(Para(_fixed(each)) for each in _ACCENTS),
        Rule(),
    ]
    for language in languages:
        if language in SAMPLES:
            words = Worded(SAMPLES[language], language, rtl=language in _RIGHT_TO_LEFT)
            blocks.append(Para((words,)))
    blocks += [Rule(), Large(_REFERENCE), Qr(qr_text(_REFERENCE, bytes(16))), Rule()]
    return Receipt(tuple(blocks))


def _fixed(text: str) -> tuple[Worded]:
    return (Worded(text, "fr", fixed=True),)


def _ruler(columns: int) -> str:
    """Count the letters of a line: one line in text mode, or the width is wrong."""
    return "".join(str(number % 10) if number % 10 else str(number // 10 % 10) for number in range(1, columns + 1))
