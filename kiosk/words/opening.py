"""Opens the files of the catalogues when their words are wanted: one that is missing or broken is French, and named."""

from __future__ import annotations

import gettext
import struct
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

from kiosk.core.french import glued
from kiosk.words.dates import SOURCE_LANGUAGE
from kiosk.words.languages import Language, read_language

if TYPE_CHECKING:  # of French, nothing is reviewed
    from kiosk.core.review import Reviews

PERSON, STAFF = "person", "staff"
"""The two catalogues, by who hears or reads what is in them."""
WHOLE = frozenset({SOURCE_LANGUAGE, "en"})
"""Languages that must have every sentence. Others may have a part of what is the person's, and nothing else."""
_PACKAGED = Path(__file__).parents[1] / "locales"
_CHECKOUT = Path(__file__).parents[2] / "locales"


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
        self._every, self._reviews = every, reviews

    def gettext(self, message: str) -> str:
        return self._kept(message, self._every.gettext(message))

    def pgettext(self, context: str, message: str) -> str:
        return self._kept(message, self._every.pgettext(context, message))

    def _kept(self, french: str, theirs: str) -> str:
        from kiosk.core.review import Stage

        return theirs if self._reviews.state(french, theirs) is Stage.REVIEWED else FRENCH.gettext(french)


class CatalogueFiles:
    """The files of every language, each read once.

    Args:
        folder: where `<language>/LC_MESSAGES/{person,staff}.mo` are.
        drafted: whether what no speaker reviewed has its words; otherwise it is French, as if nobody had written it.
        own: a folder made alike, of an association: the person's words in it come first, its reviews count, too.
    """

    def __init__(self, folder: Path, *, drafted: bool = True, own: Path | None = None) -> None:
        self.folder, self._drafted = folder, drafted
        self._folders = (folder,) if own is None else (own, folder)
        self.opened: dict[tuple[str, str], gettext.NullTranslations] = {}
        self.broken: list[str] = []
        self._reviewed: dict[str, Reviews] = {}
        self._known: dict[str, Language] = {}

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
            whole = self._drafted or domain == STAFF or language in WHOLE
            self.opened[key] = opened if whole else _Reviewed(opened, self.reviews(language))
        return self.opened[key]

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
            self._reviewed[language] = Reviews(records)
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
        file = folder / language / "LC_MESSAGES" / f"{domain}.mo"
        try:
            with file.open("rb") as stream:
                opened = gettext.GNUTranslations(stream)
            if (opened.charset() or "").lower() == "utf-8":
                return opened
        except FileNotFoundError:
            return None
        except (OSError, ValueError, LookupError, struct.error):
            pass
        self.broken.append(self._name(folder, f"{language}/{domain}"))
        return None

    def _name(self, folder: Path, of: str) -> str:
        return of if folder == self.folder else str(folder / of)
