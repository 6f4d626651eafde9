"""Brings the catalogues up to date with the sentences of kiosk/words/*.py and of kiosk/procedures/*.toml.

There are two: `person`, what she hears or reads, in every language, and `staff`, in French and English alone.

    scripts/extract            writes locales/*.pot and updates every locales/<language>/LC_MESSAGES/*.po
    scripts/extract --check    writes nothing; exit code 1 if something is stale, missing or wrong
    scripts/extract LANGUAGE…  the same as the first, and writes what these languages have yet to translate

French and the pseudo-locale are made, not translated. French and English are whole; any other language may have a
part of the person's sentences, and its file then holds that part alone. To begin a language or to go on with it: run
`scripts/extract LANGUAGE`, translate what you can, run `scripts/extract`. A sentence is drafted until a speaker who did
not write it found it right: that is a line in `locales/<language>/reviews.csv` (see `kiosk.core.review`).
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Collection, Iterator, Mapping
from copy import copy
from pathlib import Path

from babel import Locale, UnknownLocaleError
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import PoFileError

from kiosk.core.errors import ProcedureFault
from kiosk.core.review import last_review_day
from kiosk.guidance.files import SHIPPED
from kiosk.guidance.shelf import Shelf
from kiosk.machine.clock import BUILT, read_clock
from kiosk.words.catalogues import PSEUDO
from kiosk.words.catalogues import SOURCE_LANGUAGE as FRENCH
from kiosk.words.codes import sentences
from kiosk.words.commands import Cli
from kiosk.words.console import ConsoleUi, LinesUi
from kiosk.words.errors import ERRORS
from kiosk.words.files import File
from kiosk.words.fitness import Fit, FitnessUi, Unfit
from kiosk.words.health import HealthUi
from kiosk.words.hub import HubCli
from kiosk.words.languages import FILE as LANGUAGE
from kiosk.words.languages import read_language
from kiosk.words.linear import LinearUi, LockUi
from kiosk.words.mark import Sentence
from kiosk.words.office import OfficeCli
from kiosk.words.office_more import OfficeMore
from kiosk.words.opening import PERSON, STAFF, WHOLE
from kiosk.words.passing import PassingUi
from kiosk.words.person import PersonUi, person_codes
from kiosk.words.plurals import PLURALS
from kiosk.words.po import ENCODING, Book, header, read_book, text_of
from kiosk.words.reading import Saying, sayings
from kiosk.words.reviews import days_ahead
from kiosk.words.road import RoadUi
from kiosk.words.speech import SpeechUi, VoicesUi
from kiosk.words.spots import Cell, Column, Met, SheetRole
from kiosk.words.start import Start
from kiosk.words.ui import Ui
from kiosk.words.update import Unchanged, UpdateUi
from kiosk.words.usage import Given, Usage
from scripts.catalogues.compile import LOCALES

TABLES: tuple[type[Sentence], ...] = (
    Ui,
    PersonUi,
    RoadUi,
    LinearUi,
    LockUi,
    Start,
    OfficeCli,
    OfficeMore,
    PassingUi,
    ConsoleUi,
    LinesUi,
    HubCli,
    HealthUi,
    Cli,
    File,
    Met,
    SheetRole,
    Column,
    Cell,
    Usage,
    Given,
    Fit,
    Unfit,
    FitnessUi,
    Unchanged,
    UpdateUi,
    SpeechUi,
    VoicesUi,
)
"""Every table of sentences, by who reads them."""

_PLACEHOLDER = re.compile(r"\{[^{}]*\}")
# all controls but \n, and every direction mark: a receipt is laid out by the printer, not by its words
_FORBIDDEN = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_ACCENTED = str.maketrans("aeiouycnAEIOUYCN", "áéíóúýçñÁÉÍÓÚÝÇÑ")
_VOWEL = re.compile(r"[aeiouyàâäçéèêëîïôöùûüœ]", re.IGNORECASE)


# ---- templates: what there is to translate ----------------------------------------------------


def templates(procedures: Path = SHIPPED) -> dict[str, Book]:
    """Give the two templates: what the person hears or reads, and what the staff reads. Raises ProcedureFault."""
    return {PERSON: _person(procedures), STAFF: _staff()}


def _template() -> Book:
    book = Book()
    book.mime_headers = [("MIME-Version", "1.0"), *ENCODING.items()]
    return book


def _staff() -> Book:
    """Read the tables themselves: a sentence that is not in them is never shown, so none can be forgotten."""
    book = _template()
    for kind in TABLES:
        for name, member in kind.__members__.items() if kind is not PersonUi else ():
            book.add(member.value, auto_comments=[f"{kind.__name__}.{name}"])
    for codes, worded in sentences().items():
        for code, text in worded.items() if codes not in person_codes() else ():
            book.add(text, auto_comments=[f"{codes.__name__}.{code.name}"])
    for error, text in ERRORS.items():
        book.add(text, auto_comments=[error.__name__])
    for key, forms in PLURALS.items():
        book.add(forms, auto_comments=[key])
    return book


def _person(folder: Path) -> Book:
    book = _template()
    for entry in person_sayings(folder):
        book.add(entry.text, context=entry.sense, auto_comments=entry.comments)
    return book


def person_sayings(folder: Path = SHIPPED) -> list[Saying]:
    """Give every sentence of the person's in reading order. Raises ProcedureFault."""
    shelf = Shelf([folder])
    if shelf.faults:
        raise shelf.faults[0]
    return sayings([shelf.open(each.id) for each in shelf.titles()], shelf.triage(), shelf.glossary())


# ---- catalogues: what is translated -----------------------------------------------------------


def merge(template: Catalog, old: Book, language: str, *, full: bool = False) -> Book:
    """Give the catalogue of a language: the sentences of the template, with the translations that it has.

    Of a language that need not be whole only what is translated is there, unless `full` is set.

    Translations of sentences that are gone stay below as comments while others are missing, because a changed
    sentence is translated from what it was before; once all is translated they go.
    """
    book = Book()
    book.header_comment = old.header_comment
    book.mime_headers = (
        header(language, _locale_of(language)) | old.fields | ENCODING | {"Language": language}
    ).items()
    known = {(m.context, _first(m)): m for m in (*old.obsolete.values(), *old) if m.id}
    made = _MADE.get(language)
    full = full or language in WHOLE
    complete = True
    for each in template:
        if not each.id:
            continue
        message = copy(each)
        before = known.pop((each.context, _first(each)), None)
        if made:
            message.string = _made(each, made, book.num_plurals)
        elif before and message.pluralizable == before.pluralizable:
            message.string, message.user_comments = before.string, before.user_comments
            message.flags = message.flags | (before.flags & {"fuzzy"})
        else:
            message.string = ("",) * book.num_plurals if message.pluralizable else ""
        message.flags = message.flags - {"python-format"}  # Babel takes the French « 10 % des » for one
        complete = complete and not _untranslated(message)
        if full or any(_strings(message)):
            book[message.id] = message
    if not made and not complete:
        for message in known.values():
            if any(_strings(message)):
                book.obsolete[book._key_for(message.id, message.context)] = message
    return book


def pseudo(text: str) -> str:
    """Turn a sentence into one that looks foreign, is a third longer, and says where it begins and ends."""
    parts = re.split(f"({_PLACEHOLDER.pattern})", text)
    parts[::2] = [_VOWEL.sub(lambda vowel: vowel[0] * 2, part).translate(_ACCENTED) for part in parts[::2]]
    return f"[!!! {''.join(parts)} !!!]"


_MADE: Mapping[str, Callable[[str], str]] = {FRENCH: str, PSEUDO: pseudo}
"""Languages that nobody translates."""


def _made(message: Message, make: Callable[[str], str], plurals: int) -> str | tuple[str, ...]:
    if isinstance(message.id, str):
        return make(message.id)
    one, many = message.id
    return (make(one), *[make(many)] * (plurals - 1))


def _locale_of(language: str, locales: Path = LOCALES) -> str:
    return read_language(locales / language).locale or language


def begin(language: str, locales: Path) -> None:
    """Write what the Unicode tables know of a language that is new: its names and its direction."""
    file = locales / language / LANGUAGE
    if file.exists() or language == FRENCH:
        return
    locale = Locale.parse(_locale_of(language))
    # By the language alone where it has a name: where its dates are written otherwise is no other language.
    codes = (language, str(locale))
    own, french_names = locale.languages, Locale(FRENCH).languages
    name = next((own[each] for each in codes if each in own), language)
    french = next((french_names[each] for each in codes if each in french_names), "")
    name = name[0].title() + name[1:]  # not upper(): Georgian capitals are in no font of a console
    lines = [f'name = "{name}"', f'french = "{french}"', f'direction = "{locale.character_order}"']
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text("\n".join(lines).replace("left-to-right", "ltr").replace("right-to-left", "rtl") + "\n")


def _ids(message: Message) -> tuple[str, ...]:
    return (message.id,) if isinstance(message.id, str) else tuple(message.id)


def _first(message: Message) -> str:
    return _ids(message)[0]


def _strings(message: Message) -> tuple[str, ...]:
    strings = message.string or ""
    return (strings,) if isinstance(strings, str) else tuple(strings)


def _untranslated(message: Message) -> bool:
    return message.fuzzy or not all(_strings(message))


# ---- what is wrong ----------------------------------------------------------------------------


def problems(template: Catalog, book: Book, *, whole: bool = True) -> Iterator[str]:
    """Say in what a catalogue contradicts its template, or has less than it although it must be `whole`."""
    wanted = {(m.context, _first(m)): m for m in template if m.id}
    there = {(m.context, _first(m)): m for m in book if m.id}
    yield from (f"missing: {_named(m)}" for key, m in wanted.items() if whole and key not in there)
    yield from (f"obsolete: {_named(m)}" for key, m in there.items() if key not in wanted)
    for key in (key for key in wanted if key in there):
        message = there[key]
        ids, strings = _ids(message), _strings(message)
        if message.fuzzy:
            yield f"fuzzy: {_named(message)}"
        if not all(strings):
            if whole or any(strings):
                yield f"not translated: {_named(message)}"
            continue
        if len(strings) != (book.num_plurals if len(ids) > 1 else 1) or len(ids) != len(_ids(wanted[key])):
            yield f"other plural forms: {_named(message)}"
        for string in strings:
            if sorted(_PLACEHOLDER.findall(string)) != sorted(_PLACEHOLDER.findall(ids[-1])):
                yield f"other placeholders: {_named(message)}"
            if string.count("\n") != ids[-1].count("\n"):
                yield f"other line breaks: {_named(message)}"
            if _FORBIDDEN.search(string):
                yield f"control character: {_named(message)}"


def _named(message: Message) -> str:
    return f"{message.context + ': ' if message.context else ''}« {_first(message)} »"


# ---- the command ------------------------------------------------------------------------------


def wanted_files(locales: Path, found: Mapping[str, Book], full: Collection[str] = ()) -> Iterator[tuple[Path, Book]]:
    """Give every file that there should be, with its content. Raises PoFileError for one that cannot be read.

    Args:
        locales: the folder of the catalogues.
        found: the templates, by their domain.
        full: languages that also get, empty, what they have yet to translate.
    """
    languages = {*WHOLE, *_MADE, *full, *(each.parent.name for each in locales.glob("*/LC_MESSAGES"))}
    for domain, template in found.items():
        yield locales / f"{domain}.pot", template
        for language in sorted(languages):
            po = locales / language / "LC_MESSAGES" / f"{domain}.po"
            if po.exists() or domain == PERSON or language in WHOLE | set(_MADE):
                yield po, merge(template, read_book(po) if po.exists() else Book(), language, full=language in full)


def check(locales: Path, found: Mapping[str, Book]) -> list[str]:
    """Give everything that is stale or wrong, a line each."""
    wrong: list[str] = []
    for file, book in wanted_files(locales, found):
        name = file.relative_to(locales).as_posix()
        if not file.exists():
            wrong.append(f"{name}: not there, run scripts/extract")
            continue
        if file.suffix == ".po" and file.parts[-3] not in _MADE:
            whole = file.parts[-3] in WHOLE
            wrong += [f"{name}: {each}" for each in problems(found[file.stem], read_book(file), whole=whole)]
        if file.read_bytes() != text_of(book):
            wrong.append(f"{name}: stale, run scripts/extract")
    for file, day in days_ahead([locales], last_review_day(read_clock().wall, BUILT)):
        wrong.append(f"{file.relative_to(locales).as_posix()}: a review has a day that has not come: {day}")
    return wrong


def left_in_french(locales: Path, found: Mapping[str, Book]) -> list[str]:
    """Say, a line each, how many of the person's sentences the languages that need not be whole have to translate."""
    lines = []
    for language in sorted({each.parent.name for each in locales.glob("*/LC_MESSAGES")} - WHOLE - set(_MADE)):
        po = locales / language / "LC_MESSAGES" / f"{PERSON}.po"
        done = sum(not _untranslated(each) for each in read_book(po) if each.id) if po.exists() else 0
        if done < (every := len(found[PERSON])):
            lines.append(f"{language}: {every - done} of {every} sentences are still in French")
    return lines


def extract(locales: Path, found: Mapping[str, Book], full: Collection[str] = ()) -> list[str]:
    """Write every file that differs and give what is wrong or missing, a line each."""
    for language in full:
        begin(language, locales)
    for file, book in list(wanted_files(locales, found, full)):
        file.parent.mkdir(parents=True, exist_ok=True)
        if not file.exists() or file.read_bytes() != text_of(book):
            file.write_bytes(text_of(book))
    return [line for line in check(locales, found) if not full or not line.endswith("stale, run scripts/extract")]


def main(arguments: list[str]) -> int:
    """Run the command."""
    only_check = arguments == ["--check"]
    try:
        for language in [] if only_check else arguments:
            Locale.parse(_locale_of(language))
    except (UnknownLocaleError, ValueError):
        print(__doc__)
        return 2
    try:
        found = templates()
        wrong = check(LOCALES, found) if only_check else extract(LOCALES, found, arguments)
        left = left_in_french(LOCALES, found)
    except (PoFileError, ProcedureFault) as error:
        print(error)
        return 1
    print("\n".join((*left, *(wrong or ["locales: up to date"]))))
    return 1 if wrong and only_check else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
