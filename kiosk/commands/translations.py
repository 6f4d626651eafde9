"""The commands for translators and reviewers: `kiosk translations sheet`, `import` and `status`."""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kiosk.commands.meant import meant_language, meant_procedure
from kiosk.core.errors import FileFault
from kiosk.core.folded import folded
from kiosk.core.review import FOUND_RIGHT, How, Review, by_another, mark
from kiosk.desk.desk import Desk, last_review, open_settings
from kiosk.desk.folder import SETTINGS, default_data
from kiosk.glass.terminal import Terminal
from kiosk.machine import clock
from kiosk.machine.exits import Exit
from kiosk.words.catalogues import SOURCE_LANGUAGE, Catalogues
from kiosk.words.commands import Cli
from kiosk.words.opening import is_packaged
from kiosk.words.spots import Cell
from kiosk.words.start import Start

if TYPE_CHECKING:
    from kiosk.words.languages import Language
    from kiosk.words.owned import OwnFault
    from kiosk.words.reading import Saying
    from kiosk.words.terms import Glossary
    from kiosk.words.worksheet import SheetRow


_TABLE, _PAGE = (".csv",), (".html", ".htm")
"""Ends of a sheet's name: of one for a spreadsheet, and of one to print."""


def register(subparsers: Any, words: Callable[[Enum], str]) -> None:
    """Add `translations` to the command line. The parsed `action` takes the arguments and the terminal.

    Args:
        subparsers: what `ArgumentParser.add_subparsers` gave.
        words: words a code for `--help`.
    """
    translations = subparsers.add_parser("translations", help=words(Cli.HELP_TRANSLATIONS))
    inner = translations.add_subparsers(required=True, metavar="COMMANDE")
    sheet = inner.add_parser("sheet", help=words(Cli.HELP_SHEET), description=words(Cli.HELP_SHEET))
    sheet.add_argument("language", metavar="LANGUE", help=words(Cli.HELP_SHEET_LANGUAGE))
    sheet.add_argument("file", type=Path, metavar="FICHIER", help=words(Cli.HELP_SHEET_FILE))
    sheet.add_argument("--procedure", default="", metavar="DEMARCHE", help=words(Cli.HELP_SHEET_PROCEDURE))
    sheet.set_defaults(action=_sheet)
    taken = inner.add_parser("import", help=words(Cli.HELP_SHEET_IMPORT), description=words(Cli.HELP_SHEET_IMPORT))
    taken.add_argument("language", metavar="LANGUE", help=words(Cli.HELP_SHEET_LANGUAGE))
    taken.add_argument("file", type=Path, metavar="FICHIER", help=words(Cli.HELP_SHEET_BACK))
    taken.set_defaults(action=_import)
    status = inner.add_parser("status", help=words(Cli.HELP_SHEET_STATUS), description=words(Cli.HELP_SHEET_STATUS))
    status.add_argument("language", nargs="?", default="", metavar="LANGUE", help=words(Cli.HELP_SHEET_LANGUAGE))
    status.set_defaults(action=_status)
    for command in (sheet, taken, status):
        command.add_argument("--data", type=Path, metavar="DOSSIER", help=words(Start.HELP_DATA))


# ---- sheet --------------------------------------------------------------------------------------


def _sheet(arguments: argparse.Namespace, terminal: Terminal) -> Exit:
    from kiosk.words.reviews import look_first
    from kiosk.words.worksheet import csv_of, page_of, row_of

    kind = arguments.file.suffix.lower()
    if kind not in (*_TABLE, *_PAGE):
        raise FileFault(arguments.file.name, "SHEET_KIND")
    desk = _desk(arguments.data)
    words = desk.written()
    language = _language(arguments.language, words, desk, terminal)
    if language is None:
        return Exit.USAGE
    shelf, every = desk.shelf(), _sayings(desk)
    if arguments.procedure:
        more = [name for name in _places(every) if name not in {each.id for each in shelf.titles()}]
        procedure = meant_procedure(arguments.procedure, shelf.titles(), more, terminal)
        if procedure is None:
            return Exit.USAGE
        every = [each for each in every if each.is_in(procedure)]
    rows, look = [], look_first(words.folder / language.code)
    for each in every:
        theirs = words.translation(each.text, each.sense, language.code)
        how_far = words.stage(each.text, theirs, language.code)
        rows.append(row_of(each, theirs, how_far, terminal.words, language.code, first=each.text in look))
    title = terminal.words(Cli.SHEET_TITLE, language=terminal.name_of(language))
    text = (
        page_of(rows, title, language.code, rtl=language.rtl)
        if kind in _PAGE
        else "\ufeff" + csv_of(rows, terminal.words)
    )
    try:
        arguments.file.write_text(text, encoding="utf-8")
    except OSError as error:
        raise FileFault(arguments.file.name, "UNWRITABLE") from error
    terminal.say(Cli.SHEET_DONE, file=arguments.file, number=len(rows))
    return Exit.OK


# ---- import -------------------------------------------------------------------------------------


def _import(arguments: argparse.Namespace, terminal: Terminal) -> Exit:
    from kiosk.words.owned import book_faults
    from kiosk.words.reviews import BadReviews, read_records
    from kiosk.words.worksheet import SheetFault, read_csv, row_id

    desk = _desk(arguments.data)
    words = desk.written()
    language = _language(arguments.language, words, desk, terminal)
    if language is None:
        return Exit.USAGE
    try:
        rows = read_csv(arguments.file.read_text(encoding="utf-8-sig"), terminal.words, language.code)
    except FileNotFoundError as error:
        raise FileFault(arguments.file.name, "MISSING") from error
    except OSError as error:
        raise FileFault(arguments.file.name, "UNREADABLE") from error
    except UnicodeDecodeError as error:
        text = b"\0" not in error.object
        raise FileFault(arguments.file.name, "NOT_UTF8" if text else "NOT_A_SHEET") from error
    except SheetFault as wrong:
        why = terminal.words(wrong.code, **wrong.values)
        print(terminal.words(Cli.SHEET_ROW, number=wrong.row, reason=why) if wrong.row else why, file=sys.stderr)
        print(terminal.words(Cli.SHEET_REFUSED, file=arguments.file.name), file=sys.stderr)
        return Exit.FAULT
    except ValueError as error:
        raise FileFault(arguments.file.name, "NOT_A_SHEET") from error
    every, glossary = _sayings(desk), _glossary(language.code, words, desk)
    known = {row_id(each): each for each in every}
    taken: dict[str, str] = {}
    said: dict[int, list[Review]] = {}
    refused = 0
    for number, row in rows:
        if not row.translation:
            continue
        faults = list(_faults(row, known.get(row.id), language, glossary, terminal))
        for fault in faults:
            print(terminal.words(Cli.SHEET_ROW, number=number, reason=fault), file=sys.stderr)
        refused += bool(faults)
        if not faults:
            taken[row.id] = row.translation
            entry = known[row.id]
            said[number] = _said_of(row, entry, words.translation(entry.text, entry.sense, language.code))
    own = desk.own_words
    if own is None and is_packaged(words.folder):
        raise FileFault(SETTINGS, "NO_OWN_FOLDER")
    folder = (own or words.folder) / language.code
    if damaged := list(book_faults(own) if own else book_faults(words.folder, language.code)):
        return _say_damaged(damaged, terminal)
    try:
        before = [each for at in {words.folder / language.code, folder} for each in read_records(at)]
    except BadReviews as error:
        if error.file.parent != folder:
            raise FileFault(f"{language.code}/reviews.csv", "DAMAGED") from error
        return _say_damaged([(Cli.OWN_REVIEWS, {"file": error.file, "row": error.row})], terminal)
    except OSError as error:
        raise FileFault(f"{language.code}/reviews.csv", "DAMAGED") from error
    records = [each for of in said.values() for each in of]
    counted = by_another([*before, *records])
    for number, of in said.items():
        for each in of:
            if each.how is not How.WROTE and each not in counted:
                print(
                    terminal.words(
                        Cli.SHEET_ROW, number=number, reason=terminal.words(Cli.SHEET_OWN_WORDS, who=each.who)
                    ),
                    file=sys.stderr,
                )
    records = [each for each in records if each.how is How.WROTE or each in counted]
    try:
        _write(folder, language, every, taken, records, None if own is None else Catalogues(words.folder))
    except OSError as error:
        raise FileFault(folder.name, "UNWRITABLE") from error
    reviewed = sum(each.how is not How.WROTE for each in records)
    terminal.say(Cli.SHEET_TAKEN, number=len(taken), reviewed=reviewed, refused=refused)
    return Exit.FAULT if refused else Exit.OK


def _glossary(language: str, words: Catalogues, desk: Desk) -> Glossary:
    """Give which words a language uses for which: the product's, then the association's. Raises FileFault."""
    from kiosk.words.terms import GLOSSARY, forms

    folders = [words.folder / language, *([] if desk.own_words is None else [desk.own_words / language])]
    try:
        return forms(words.folder, *folders)
    except (OSError, ValueError) as error:
        raise FileFault(f"{language}/{GLOSSARY}", "DAMAGED") from error


def _faults(
    row: SheetRow, entry: Saying | None, language: Language, glossary: Glossary, terminal: Terminal
) -> Iterator[str]:
    """Say, a sentence each, why a row is not taken."""
    from kiosk.core.misfit import Misfit, misfits, terms_lost

    if entry is None:
        yield terminal.words(Cli.SHEET_UNKNOWN)
        return
    for misfit, detail in misfits(entry.text, row.translation, rtl=language.rtl):
        yield terminal.words(misfit, detail=detail)
    for term in terms_lost(entry.text, row.translation, glossary):
        yield terminal.words(Misfit.TERM, detail=term)
    told = (row.who, row.how, row.day)
    if any(told) and not all(told):
        yield terminal.words(Cli.SHEET_HALF_REVIEW)
    elif row.how and row.how not in FOUND_RIGHT:
        yield terminal.words(Cli.SHEET_HOW, names=", ".join(terminal.words(Cell[each.name]) for each in FOUND_RIGHT))
    day = _day(row.day)
    if row.day and day is None:
        yield terminal.words(Cli.SHEET_DAY, day=row.day)
    if day is not None and day > last_review():
        yield terminal.words(Cli.SHEET_AHEAD, day=row.day)


def _said_of(row: SheetRow, entry: Saying, before: str | None) -> list[Review]:
    """Give the records that a row makes: who wrote its words, and who found them right.

    Who reviews may correct, and has then written the words: the row says so itself, or names another under `wrote`.
    """
    pair, day = (mark(entry.text), mark(row.translation)), _day(row.day)
    wrote = row.wrote or (row.who if row.translation != before else "")
    records = [Review(*pair, day or clock.today(), How.WROTE, wrote)] if wrote else []
    return [*records, Review(*pair, day, How(row.how), row.who)] if day else records


def _day(text: str) -> date | None:
    """Read a day as the sheet asks for it, or as a French spreadsheet writes it once it was opened there."""
    french = re.fullmatch(r"(\d{1,2})/(\d{1,2})/(\d{4})", text)
    try:
        return date(*map(int, reversed(french.groups()))) if french else date.fromisoformat(text)
    except ValueError:
        return None


def _write(
    folder: Path,
    language: Language,
    every: Iterable[Saying],
    taken: dict[str, str],
    records: list[Review],
    shipped: Catalogues | None,
) -> None:
    """Write the catalogue as extraction would, compile it, and add the reviews.

    Args:
        folder: of the language.
        language: which one.
        every: all sentences.
        taken: what came back, by the row's id.
        records: who found what right.
        shipped: the words that an association's folder need not repeat: repeated they would hide later ones.
    """
    from kiosk.words.opening import PERSON
    from kiosk.words.po import Book, compile_all, header, read_book, text_of
    from kiosk.words.reviews import FILE, read_records, table
    from kiosk.words.worksheet import row_id

    po = folder / "LC_MESSAGES" / f"{PERSON}.po"
    old = read_book(po) if po.exists() else Book()
    book = Book()
    book.header_comment, book.obsolete = old.header_comment, old.obsolete
    book.mime_headers = (header(language.code, language.locale) | old.fields).items()
    for each in every:
        before = old.get(each.text, each.sense)
        theirs = taken.get(row_id(each)) or (before.string if before else "")
        if theirs and not (shipped and theirs == shipped.translation(each.text, each.sense, language.code)):
            book.add(each.text, theirs, context=each.sense, auto_comments=each.comments)
    po.parent.mkdir(parents=True, exist_ok=True)
    po.write_bytes(text_of(book))
    compile_all(folder.parent)
    if records:
        (folder / FILE).write_text(table([*read_records(folder), *records]), encoding="utf-8")


# ---- status -------------------------------------------------------------------------------------


def _status(arguments: argparse.Namespace, terminal: Terminal) -> Exit:
    from kiosk.words.owned import own_faults
    from kiosk.words.reading import count_sayings

    desk = _desk(arguments.data)
    words = desk.written()
    language = _language(arguments.language, words, desk, terminal) if arguments.language else None
    if arguments.language and language is None:
        return Exit.USAGE
    every = _sayings(desk)
    outcome = _say_damaged(own_faults(desk.own_words), terminal)
    if language is None:
        for each in words.languages()[1:]:
            terminal.say(Cli.STATUS_LANGUAGE, name=terminal.name_of(each), **count_sayings(every, words, each.code))
        return outcome
    titles = {each.id: terminal.guidance(each.title) for each in desk.shelf().titles()}
    for place in _places(every):
        its = [each for each in every if each.is_in(place)]
        terminal.say(Cli.STATUS_LANGUAGE, name=titles.get(place, place), **count_sayings(its, words, language.code))
    return outcome


def _say_damaged(faults: Iterable[OwnFault], terminal: Terminal) -> Exit:
    """Name the files of the association's that are damaged, each with its remedy."""
    outcome = Exit.OK
    for code, values in faults:
        print(terminal.words(code, **values), file=sys.stderr)
        outcome = Exit.FAULT
    return outcome


# ---- all ----------------------------------------------------------------------------------------


def _desk(data: Path | None) -> Desk:
    return open_settings(data or default_data(training=False))


def _language(typed: str, words: Catalogues, desk: Desk, terminal: Terminal) -> Language | None:
    """Give a language to translate into; a new one has its file already, and no words yet. None, after saying why.

    Raises:
        FileFault: the new one's file cannot be read.
    """
    from kiosk.words.languages import FILE, read_language

    known, wanted = [SOURCE_LANGUAGE, *words.codes()], folded(typed)
    for file in (
        each for at in (words.folder, desk.own_words) if at is not None for each in sorted(at.glob(f"*/{FILE}"))
    ):
        if file.parent.name in known:
            continue
        try:
            new = read_language(file.parent)
        except (OSError, ValueError) as error:
            if wanted != folded(file.parent.name):
                continue
            raise FileFault(f"{file.parent.name}/{FILE}", "DAMAGED") from error
        if wanted and wanted in map(folded, (new.code, new.name, new.french)):
            return new
    found = meant_language(typed, words, terminal)
    if found is not None and found.code == SOURCE_LANGUAGE:
        print(terminal.words(Cli.SHEET_SOURCE), file=sys.stderr)
        return None
    return found


def _places(every: Iterable[Saying]) -> list[str]:
    """Give where sentences stand: the ids of procedures, and what is in none."""
    return list(dict.fromkeys(spot.procedure for each in every for spot in each.spots))


def _sayings(desk: Desk) -> list[Saying]:
    """Give every sentence of the person's: of the shipped procedures, and of the association's."""
    from kiosk.guidance.shelf import Shelf
    from kiosk.words.reading import sayings

    shelf = Shelf(desk.folders())
    return sayings([shelf.open(each.id) for each in shelf.titles()], shelf.triage(), shelf.glossary())
