"""Worded receipts with real sentences, as the wording would hand them to the printer."""

# ruff: noqa: E501 - a sentence is a line

from __future__ import annotations

from collections.abc import Mapping

from kiosk.core.blocks import Blank, Block, Large, Pair, Para, Qr, Receipt, Rule, Title, Worded
from kiosk.core.reference import make_reference, qr_text
from kiosk.words.catalogues import Catalogues
from tests.printer.sentences import PARTS, RTL, SENTENCES

KNOWN = Catalogues().languages()
"""The languages of the product, as their files say."""
LETTERS = {each.code: each.letters for each in KNOWN}
NASTY = [
    "Dupont\x1dV\x00",
    "\x1bp\x00\x19\xfa",
    "Л",
    "Н",
    "\u202emoc.elpmaxe\u202c",
    "\u2066x\u2069",
    "Ame\u0301lie",
    "Zoé 😀 👩\u200d⚕\ufe0f",
    "a" * 200,
    "ligne\nautre\tcolonne",
    "\x85\x9b31m\x7f",
    "\ud800",
    "",
]
DRAWN = bytes([0x9F, 0x0C, 0x54, 0x0A, 0x5D])
REFERENCE = make_reference(DRAWN)
KEY = bytes(range(16))
QR_TEXT = qr_text(REFERENCE, KEY)
PHONE = "01 42 00 11 22"

FRENCH: Mapping[str, str] = {
    "first": "RIEN N’EST ENCORE FAIT",
    "official": "Ce papier n’est pas un document officiel. Il prouve seulement que vous avez confié une demande à notre association.",
    "act": "Fermer Mon espace santé",
    "reference": "Votre numéro, à garder :",
    "keep": "Gardez ce papier. Avec le code ci-dessus, vous pouvez tout arrêter sans rien expliquer.",
    "made": "Fait le 21 novembre 2025.",
    "news": "Sans nouvelles de nous le 5 décembre 2025, revenez ici.",
    "next": "Ce qui va se passer",
    "call": "Une personne de notre bureau vous appellera. Elle fera la démarche avec vous, au téléphone, jamais sans vous.",
    "bring": "Ayez près de vous votre carte Vitale et un téléphone qui reçoit les SMS. Nous ne vous demanderons jamais un mot de passe.",
    "close": "Fermer, ce n’est pas effacer : les documents sont gardés 10 ans, puis détruits.",
    "with": "Pour arrêter avec ce papier : montrez-le ici, avant l’appel.",
    "without": "Pour arrêter sans ce papier : dites-le ici ou par téléphone. Le bureau vérifiera avec vous.",
    "desk": "Où",
    "phone": "Téléphone",
    "hours": "Heures",
    "rights": "Vous pouvez demander à lire, à corriger ou à effacer ce que nous gardons de vous.",
    "blank": "Date et signature :",
}


def words(text: str, language: str = "fr") -> Worded:
    """Word a sentence."""
    return Worded(text, language, rtl=language == "ar")


def fixed(text: str) -> tuple[Worded]:
    """Word what is never translated."""
    return (Worded(text, "fr", fixed=True),)


def office() -> Receipt:
    """Make a long receipt in French alone, whose words no change of the product moves."""

    def says(name: str) -> tuple[Worded, ...]:
        return (words(FRENCH[name]),)

    blocks: list[Block] = [
        Title(says("first")),
        Para(says("official")),
        Title(says("act")),
        Para(says("reference")),
        Large(REFERENCE),
        Qr(QR_TEXT),
        Para(says("keep")),
        Para(says("made")),
        Para(says("news")),
        Title(says("next")),
        Para(says("call")),
        Para(says("bring")),
        Para(says("close")),
        Rule(),
        Para(says("with")),
        Para(says("without")),
        Rule(),
        Pair(says("desk"), fixed("Association du Port, 4 quai de l’Œuvre")),
        Pair(says("phone"), fixed(PHONE)),
        Pair(says("hours"), fixed("mardi et jeudi, 14:00-18:00")),
        Para(says("rights")),
    ]
    return Receipt(tuple(blocks))


def letter() -> Receipt:
    """Make a short sheet with a blank to fill by hand."""
    return Receipt((Title((words(FRENCH["act"]),)), Blank((words(FRENCH["blank"]),))))


def one(text: str, language: str = "fr") -> Receipt:
    """Make a receipt of one paragraph."""
    return Receipt((Para((words(text, language),)),))


def brief(language: str = "ar") -> Receipt:
    """Make a receipt with everything that one must say, each thing once and short, in any language of receipts."""
    both = [
        [Worded(text, each, rtl=each in RTL) for text in SENTENCES[each]] for each in dict.fromkeys([language, "fr"])
    ]
    said = dict(zip(PARTS, (tuple(pieces) for pieces in zip(*both, strict=True)), strict=True))
    return Receipt(
        (
            Title(said["first"]),
            Title(said["act"]),
            Para(said["reference"]),
            Large(REFERENCE),
            Qr(QR_TEXT),
            *(Para(said[name]) for name in ("keep", "news", "next", "bring")),
            Rule(),
            *(Para(said[name]) for name in ("with", "without")),
            Rule(),
            Pair(said["phone"], fixed(PHONE)),
            Pair(said["hours"], fixed("mardi 14:00-18:00")),
            Para(said["rights"]),
        )
    )
