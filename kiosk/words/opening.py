"""Opens the files of the catalogues when their words are wanted: one that is missing or broken is French, and named."""

from __future__ import annotations

import gettext
import struct
from collections.abc import Callable, Collection, Iterator
from contextlib import suppress
from datetime import date
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

from kiosk.core.french import glued
from kiosk.words.dates import SOURCE_LANGUAGE
from kiosk.words.languages import Language, read_language

if TYPE_CHECKING:  # of French, nothing is reviewed
    from kiosk.core.review import Reviews

Key = tuple[str, str | None]
"""A French sentence, and which of its meanings; None for one that has one."""
PERSON, STAFF = "person", "staff"
"""The two catalogues, by who hears or reads what is in them."""
WHOLE = frozenset({SOURCE_LANGUAGE, "en"})
"""Languages that must have every sentence. Others may have a part of what is the person's, and nothing else."""
_PACKAGED = Path(__file__).parents[1] / "locales"
_CHECKOUT = Path(__file__).parents[2] / "locales"
_FEED = Path(__file__).parents[1] / "feed" / "locales"
"""The person's words for guidance that came without a program: before those of the program, which has the rest."""


def catalogue_folder() -> Path:
    """Give the folder of the catalogues: in the package once installed, beside it in a checkout."""
    return _PACKAGED if _PACKAGED.is_dir() else _CHECKOUT


def is_packaged(folder: Path) -> bool:
    """Tell whether a folder of catalogues came with the program, and goes with its next version."""
    return folder == _PACKAGED


class LeftInFrench(str):
    """French words, where there are no others."""


class _French(gettext.NullTranslations):
    """Stands in for a catalogue or a sentence that is not there: the French of the code, with the French plural.

    The code has plain spaces: those that must not break are put in here.
    """

    def gettext(self, message: str) -> str:
        return LeftInFrench(glued(message))

    def pgettext(self, context: str, message: str) -> str:
        return LeftInFrench(glued(super().pgettext(context, message)))

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return LeftInFrench(glued(msgid1 if abs(n) < 2 else msgid2))


FRENCH = _French()


class _Reviewed(gettext.NullTranslations):
    """What a speaker reviewed of a catalogue; the rest is French."""

    def __init__(self, every: gettext.NullTranslations, reviews: Reviews) -> None:
        super().__init__()
        self.every, self._reviews = every, reviews

    def gettext(self, message: str) -> str:
        return self._kept(message, self.every.gettext(message))

    def pgettext(self, context: str, message: str) -> str:
        return self._kept(message, self.every.pgettext(context, message))

    def _kept(self, french: str, theirs: str) -> str:
        from kiosk.core.review import Stage

        return theirs if self._reviews.state(french, theirs) is Stage.REVIEWED else FRENCH.gettext(french)


class CatalogueFiles:
    """The files of every language, each read once.

    Args:
        folder: where `<language>/LC_MESSAGES/{person,staff}.mo` are.
        drafted: whether what no speaker reviewed has its words; otherwise it is French, as if nobody had written it.
        own: a folder made alike, of an association: the person's words in it come first, its reviews count, too.
        last_review: gives the last day that a review may have; without it, any day is taken.
        own_sayings: gives what the association's own guidance says, each with which of its meanings.
    """

    def __init__(
        self,
        folder: Path,
        *,
        drafted: bool = True,
        own: Path | None = None,
        last_review: Callable[[], date] | None = None,
        own_sayings: Callable[[], Collection[Key]] = tuple,
    ) -> None:
        self.folder, self._drafted = folder, drafted
        self._last_review = last_review
        self._own_sayings = cache(own_sayings)
        feed = _FEED if folder in (_PACKAGED, _CHECKOUT) and _FEED.is_dir() else None
        self._folders = tuple(each for each in (own, feed, folder) if each is not None)
        self.opened: dict[tuple[str, str], gettext.NullTranslations] = {}
        self.broken: list[str] = []
        self._reviewed: dict[str, Reviews] = {}
        self._known: dict[str, Language] = {}
        self._whole: dict[str, bool] = {}

    def codes(self) -> list[str]:
        """Name the languages that have words, whoever brought them."""
        every = (each for folder in self._folders for each in folder.glob("*/LC_MESSAGES") if each.is_dir())
        return sorted({each.parent.name for each in every})

    def catalogue(self, domain: str, language: str) -> gettext.NullTranslations:
        """Give a catalogue; the French of the code where there is none."""
        if language == SOURCE_LANGUAGE:
            return FRENCH  # its catalogue holds the same words once more: half a megabyte, and a start waits for it
        key = (domain, language)
        if key not in self.opened:
            opened = self._load(domain, language)
            whole = self._drafted or domain == STAFF
            self.opened[key] = opened if whole else _Reviewed(opened, self.reviews(language))
        return self.opened[key]

    def is_reviewed(self, language: str) -> bool:
        """Tell whether all that there is to say in a language was reviewed.

        What there is to say, the language that must have every sentence knows, the association's own guidance, and hers
        where it is an association's.
        """
        from kiosk.core.review import Stage

        reviews = self.reviews(language)
        if not reviews:
            return False  # most languages: nothing is opened for them
        hers = self.catalogue(PERSON, language)
        every = {key: None for of in (*WHOLE, language) for key in _keys(self.catalogue(PERSON, of))}
        every |= dict.fromkeys(self._own_sayings())
        for french, meant in every:
            theirs = hers.gettext(french) if meant is None else hers.pgettext(meant, french)
            if reviews.state(french, None if isinstance(theirs, LeftInFrench) else theirs) is not Stage.REVIEWED:
                return False
        return True

    def is_whole(self, language: str) -> bool:
        """Tell whether a language has words for all that there is to say (see `is_reviewed`).

        Only the names of the sentences are read, once: the words of all languages would be megabytes for a list.
        """
        if language not in self._whole:
            own = {_name_of(*each) for each in self._own_sayings()}
            wanted = [own, *(self._names(each) for each in (*WHOLE, language))]
            self._whole[language] = set().union(*wanted) <= wanted[-1]
        return self._whole[language]

    def _names(self, language: str) -> set[bytes]:
        """Give the names of the sentences that have words in a language, of all folders; none of a damaged file."""
        found: set[bytes] = set()
        for folder in self._folders:
            with suppress(OSError, struct.error):
                found |= _names_in((folder / language / "LC_MESSAGES" / f"{PERSON}.mo").read_bytes())
        return found

    def language(self, code: str) -> Language:
        """Give what is known of a language: its code where its file says nothing that can be read."""
        if code == SOURCE_LANGUAGE:
            return Language(code, code)
        if code not in self._known:
            try:
                self._known[code] = read_language(self._home(code))
            except (OSError, ValueError):
                self.broken.append(f"{code}/language")
                self._known[code] = Language(code, code)
        return self._known[code]

    def source(self) -> Language:
        """Give what is known of French, which is in the code and has no catalogue."""
        known = Language(SOURCE_LANGUAGE, "Français", "Français")
        try:
            read = read_language(self.folder / SOURCE_LANGUAGE)
        except (OSError, ValueError):
            self.broken.append(f"{SOURCE_LANGUAGE}/language")
            return known
        return known._replace(letters=read.letters, sample=read.sample)

    def reviews(self, language: str) -> Reviews:
        """Give the records of a language; none where there is no file, or one that cannot be read."""
        if language not in self._reviewed:
            from kiosk.core.review import Reviews
            from kiosk.words.reviews import read_records

            records = []
            for folder in self._folders:
                try:
                    records += read_records(folder / language)
                except (OSError, ValueError):
                    self.broken.append(self._name(folder, f"{language}/reviews"))
            last = self._last_review() if self._last_review and records else date.max
            self._reviewed[language] = Reviews(records, last)
        return self._reviewed[language]

    def _home(self, code: str) -> Path:
        """Give the folder that says what a language is: the product's, or the association's where it has none."""
        return next((at for each in reversed(self._folders) if (at := each / code).is_dir()), self.folder / code)

    def _load(self, domain: str, language: str) -> gettext.NullTranslations:
        folders = self._folders if domain == PERSON else (self.folder,)
        opened = [each for each in (self._open(folder, domain, language) for folder in folders) if each is not None]
        name = f"{language}/{domain}"
        if not opened:
            if name not in self.broken and (domain == PERSON or language in WHOLE):
                self.broken.append(name)
            return FRENCH
        for first, then in pairwise([*opened, FRENCH]):
            first.add_fallback(then)
        return opened[0]

    def _open(self, folder: Path, domain: str, language: str) -> gettext.NullTranslations | None:
        """Open one catalogue; None where there is none; a bad one is named."""
        try:
            return open_compiled(folder / language / "LC_MESSAGES" / f"{domain}.mo")
        except FileNotFoundError:
            return None
        except (OSError, ValueError):
            pass
        self.broken.append(self._name(folder, f"{language}/{domain}"))
        return None

    def _name(self, folder: Path, of: str) -> str:
        return of if folder == self.folder else str(folder / of)


def open_compiled(file: Path) -> gettext.GNUTranslations:
    """Open one catalogue.

    Raises:
        OSError: it is not there, or cannot be read.
        ValueError: it is damaged.
    """
    try:
        with file.open("rb") as stream:
            opened = gettext.GNUTranslations(stream)
    except (LookupError, struct.error) as error:
        raise ValueError("not a catalogue") from error
    if (opened.charset() or "").lower() != "utf-8":
        raise ValueError("not in UTF-8")
    return opened


def _name_of(french: str, meant: str | None) -> bytes:
    """Give the name that a sentence has in a compiled catalogue."""
    return (french if meant is None else f"{meant}\x04{french}").encode()


def _keys(opened: gettext.NullTranslations | None) -> Iterator[Key]:
    """Give the sentences that have words in a catalogue, each with which of its meanings; None where it has one."""
    while opened is not None and opened is not FRENCH:
        if isinstance(opened, _Reviewed):
            opened = opened.every
            continue
        for key in filter(None, vars(opened)["_catalog"]):  # gettext has no other way to ask
            meant, between, french = key.rpartition("\x04")
            yield french, meant if between else None
        opened = vars(opened)["_fallback"]


def _names_in(file: bytes) -> set[bytes]:
    """Give the names of the sentences in a compiled catalogue: its head says where the table of them begins.

    Raises:
        struct.error: it is no such file.
    """
    order = {b"\xde\x12\x04\x95": "<", b"\x95\x04\x12\xde": ">"}.get(file[:4])
    if order is None:
        raise struct.error("not a catalogue")
    count, at = struct.unpack_from(f"{order}2I", file, 8)
    table = struct.unpack_from(f"{order}{2 * count}I", file, at)
    return {file[start : start + length] for length, start in zip(table[::2], table[1::2], strict=True)} - {b""}
