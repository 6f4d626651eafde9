"""The commands for those who write and check guidance: `kiosk procedures check` and `kiosk procedures report`."""

from __future__ import annotations

import argparse
import csv
import sys
from collections.abc import Callable, Iterable, Iterator
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kiosk.commands.meant import meant_language
from kiosk.core.errors import FileFault, KioskError, ProcedureFault
from kiosk.desk.desk import open_settings
from kiosk.desk.folder import default_data
from kiosk.glass.terminal import Terminal
from kiosk.machine.exits import Exit
from kiosk.words.commands import Cli
from kiosk.words.start import Start

if TYPE_CHECKING:
    from kiosk.core.procedure import Label, Procedure, Says
    from kiosk.core.statements import Statement
    from kiosk.guidance.shelf import Shelf

_HEADINGS = ("confidence", "checked", "old", "file", "step", "sources", "text")
"""Of the CSV: for a spreadsheet or a program, so in no language."""
_MINUTES = 2
"""To ask one open point, to hear the answer and to write it down; checked by reading aloud, not by calling."""
_REACH = 4
"""Minutes to reach somebody and to say why one calls."""


def register(subparsers: Any, words: Callable[[Enum], str]) -> None:
    """Add `procedures` to the command line. The parsed `action` takes the arguments and the terminal.

    Args:
        subparsers: what `ArgumentParser.add_subparsers` gave.
        words: words a code for `--help`.
    """
    procedures = subparsers.add_parser("procedures", help=words(Cli.HELP_PROCEDURES))
    inner = procedures.add_subparsers(required=True, metavar="COMMANDE")
    check = inner.add_parser("check", help=words(Cli.HELP_CHECK), description=words(Cli.HELP_CHECK))
    check.add_argument("paths", nargs="*", type=Path, metavar="FICHIER", help=words(Cli.HELP_CHECK_PATHS))
    check.set_defaults(action=_check)
    report = inner.add_parser("report", help=words(Cli.HELP_REPORT), description=words(Cli.HELP_REPORT))
    report.add_argument("--language", default="fr", metavar="LANGUE", help=words(Cli.HELP_REPORT_LANGUAGE))
    what = report.add_mutually_exclusive_group()
    what.add_argument("--csv", action="store_true", help=words(Cli.HELP_REPORT_CSV))
    what.add_argument("--ask", action="store_true", help=words(Cli.HELP_REPORT_ASK))
    report.set_defaults(action=_report)
    for command in (check, report):
        command.add_argument("--data", type=Path, metavar="DOSSIER", help=words(Start.HELP_DATA))


# ---- check --------------------------------------------------------------------------------------


def _check(arguments: argparse.Namespace, terminal: Terminal) -> Exit:
    from kiosk.commands.heard import too_long
    from kiosk.core.told import unheard
    from kiosk.guidance.files import SHARED, SHIPPED
    from kiosk.guidance.shelf import examine_procedure
    from kiosk.guidance.whole import examine_together

    wrong = False
    left: set[tuple[str, str]] = set()
    for file in _files(arguments.paths or _folders(arguments.data), terminal):
        if file.name in SHARED:
            wrong = _check_shared(file, terminal) or wrong
            continue
        procedure, faults = examine_procedure(file)
        for fault in faults:
            print(terminal.explain(fault), file=sys.stderr)
        if procedure is not None and not faults:
            left |= set(_untranslated(file, procedure, terminal))
            long = list(too_long(terminal.catalogues, procedure))
            for _, number, most in long:
                print(terminal.words(Cli.TOO_LONG, file=file.name, number=number, most=most), file=sys.stderr)
            unsaid = [ProcedureFault(file.name, each.step, each.fault, each.detail) for each in unheard(procedure)]
            for fault in unsaid:
                print(terminal.explain(fault), file=sys.stderr)
            wrong = wrong or bool(long or unsaid)
            if not (long or unsaid):
                terminal.say(Cli.PROCEDURES_OK, file=file.name)
            _say_what_is_hard(file, procedure, terminal)
            _compare(file, procedure, terminal)
        wrong = wrong or bool(faults)
    folders = [path for path in arguments.paths if path.is_dir()] if arguments.paths else _folders(arguments.data)
    # An own folder adds to the shipped one and is never used without it: each leads to what the other has.
    for fault in examine_together(list(dict.fromkeys([SHIPPED, *folders]))) if folders else ():
        print(terminal.explain(fault), file=sys.stderr)
        wrong = True
    for name, text in sorted(left):
        print(terminal.words(Cli.NO_ENGLISH, file=name, text=text), file=sys.stderr)
    wrong = wrong or bool(left)
    if not arguments.paths:
        wrong = _say_how_far(arguments.data, terminal) or wrong
    return Exit.FAULT if wrong else Exit.OK


def _say_how_far(data: Path | None, terminal: Terminal) -> bool:
    """Say of each procedure, and of what is common to all, in which languages it is whole, and in which reviewed.

    True where a review has a day that has not come, or a file of the association's words is damaged.
    """
    from kiosk.core.review import Stage
    from kiosk.desk.desk import last_review
    from kiosk.words.dates import SOURCE_LANGUAGE
    from kiosk.words.owned import own_faults
    from kiosk.words.reading import count_sayings, sayings
    from kiosk.words.reviews import days_ahead

    desk = open_settings(data or default_data(training=False))
    words, shelf = desk.written(), desk.shelf()
    every = sayings([shelf.open(each.id) for each in shelf.titles()], shelf.triage(), shelf.glossary())
    codes = sorted(each.code for each in words.languages() if each.code != SOURCE_LANGUAGE)
    for procedure in dict.fromkeys(spot.procedure for each in every for spot in each.spots):
        its = [each for each in every if each.is_in(procedure)]
        counts = {code: count_sayings(its, words, code) for code in codes}
        part = [code for code in codes if counts[code][Stage.MISSING.value]]
        reviewed = [code for code in codes if counts[code][Stage.REVIEWED.value] == len(its)]
        drafted = [code for code in codes if code not in (*part, *reviewed)]
        none = terminal.words(Cli.IN_NO_LANGUAGE)
        lists = {"drafted": drafted, "reviewed": reviewed, "part": part}
        terminal.say(Cli.IN_LANGUAGES, name=procedure, **{key: ", ".join(each) or none for key, each in lists.items()})
    folders = [words.folder, *([] if desk.own_words is None else [desk.own_words])]
    ahead = days_ahead(folders, last_review())
    for file, day in ahead:
        print(terminal.words(Cli.REVIEWS_AHEAD, file=file, day=day), file=sys.stderr)
    damaged = list(own_faults(desk.own_words))
    for code, values in damaged:
        print(terminal.words(code, **values), file=sys.stderr)
    return bool(ahead or damaged)


def _check_shared(file: Path, terminal: Terminal) -> bool:
    """Check a file that is no procedure, and tell whether something is wrong."""
    from kiosk.guidance.whole import examine_shared

    faults = examine_shared(file)
    for fault in faults:
        print(terminal.explain(fault), file=sys.stderr)
    if not faults:
        terminal.say(Cli.PROCEDURES_OK, file=file.name)
    return bool(faults)


def _folders(data: Path | None) -> list[Path]:
    """Give the folders whose procedures this desk has: the shipped one, and the association's."""
    desk = open_settings(data or default_data(training=False))
    return [folder for folder in desk.folders() if folder.is_dir()]


def _files(paths: Iterable[Path], terminal: Terminal) -> Iterator[Path]:
    from kiosk.guidance.files import procedure_files

    for path in paths:
        if not path.exists():
            raise FileFault(str(path), terminal.words(Cli.NOT_THERE))
        yield from procedure_files(path) if path.is_dir() else [path]


def _untranslated(file: Path, procedure: Procedure, terminal: Terminal) -> Iterator[tuple[str, str]]:
    """Give what a shipped procedure says in French alone: it must be whole in English. An association's need not."""
    from kiosk.core.paths import labels_of, says_of
    from kiosk.guidance.files import COMMON, SHIPPED

    if file.resolve().parent == SHIPPED.resolve():
        said: list[Says | Label] = [what for _, what in says_of(procedure)]
        said += (what for _, what in labels_of(procedure))
        for what in said:
            if not terminal.catalogues.is_translated(what, "en"):
                yield COMMON if what.context.startswith("common.") else file.name, what.text


def _say_what_is_hard(file: Path, procedure: Procedure, terminal: Terminal) -> None:
    """Say which sentences are hard to hear or to read. Found by lists of words, so it refuses nothing."""
    from kiosk.words.easy import hard_in

    for why, text, own in dict.fromkeys(hard_in(procedure)):
        terminal.say(Cli.HARD, file=file.name, text=text, why=terminal.words(why, own=own))


def _compare(file: Path, procedure: Procedure, terminal: Terminal) -> None:
    """Say what a file changes against the shipped procedure, and whether that one has moved on."""
    from kiosk.guidance.overrides import override

    found = override(file, procedure)
    if found is None:
        return
    terminal.say(Cli.OVERRIDES, id=procedure.id)
    for change in found.changes:
        what = terminal.words(change.difference, text=change.text)
        print("  " + (terminal.words(Cli.OVERRIDE_STEP, step=change.step, what=what) if change.step else what))
    if not found.made_from:
        terminal.say(Cli.OVERRIDE_UNMARKED, mark=found.now)
    elif found.moved_on:
        terminal.say(Cli.OVERRIDE_MOVED_ON, mark=found.now)


# ---- report -------------------------------------------------------------------------------------


def _report(arguments: argparse.Namespace, terminal: Terminal) -> Exit:
    from kiosk.core.procedure import is_old
    from kiosk.core.statements import statements
    from kiosk.guidance.files import COMMON
    from kiosk.machine import clock

    desk = open_settings(arguments.data or default_data(training=False))
    known = meant_language(arguments.language, desk.words(), terminal)
    if known is None:
        return Exit.USAGE
    language = known.code
    library = desk.shelf()
    today, months = clock.today(), desk.settings.procedures.old_after_months
    faults: list[KioskError] = []
    found = statements(_named(library), COMMON, _beside(library, faults))
    rows = [_row(each, terminal, language, old=is_old(each.says, today, months)) for each in found]
    if arguments.csv:
        writer = csv.writer(sys.stdout)
        writer.writerow(_HEADINGS)
        writer.writerows(rows)
        return Exit.OK
    for confidence, checked, old, file, step, sources, text in () if arguments.ask else rows:
        print(f"{confidence} {checked}{old or ' '} {file}: {step}: {text} [{sources}]")
    _print_script(found, terminal, language)
    for fault in (*library.faults, *faults):
        print(terminal.explain(fault), file=sys.stderr)
    terminal.count("cli_old_statements", sum(bool(row[2]) for row in rows))
    return Exit.OK


def _print_script(found: Iterable[Statement], terminal: Terminal, language: str) -> None:
    """Print what to ask, and of whom: a volunteer reads it out on the telephone and writes the answers down."""
    from kiosk.core.procedure import AskWhom
    from kiosk.core.statements import open_points

    every = open_points(found)
    for ask, points in every.items():
        print("\n" + terminal.words(Cli[f"REPORT_{ask.name}"]))
        for number, point in enumerate(points, 1):
            first, *more = point.sources
            print(f"  {number:>2}. ({_MINUTES} min) [{first.key}] {first.what}")
            for source in more:
                print(f"      [{source.key}] {source.what}")
            print(f"      → {first.question or terminal.catalogues.plain(point.said[0], language)}")
            print("      " + terminal.words(Cli.REPORT_ANSWER))
    asked, called = sum(map(len, every.values())), len([ask for ask in every if ask is not AskWhom.NOBODY])
    minutes = asked * _MINUTES + called * _REACH
    print()
    terminal.say(Cli.REPORT_MINUTES, points=asked, each=_MINUTES, called=called, reach=_REACH, minutes=minutes)
    print()


def _named(shelf: Shelf) -> Iterator[tuple[str, Procedure]]:
    for title in shelf.titles():
        try:
            yield shelf.file(title.id).name, shelf.open(title.id)
        except KioskError:
            continue  # a file that went bad since: the shelf names it


def _beside(shelf: Shelf, faults: list[KioskError]) -> Iterator[tuple[str, str, Says]]:
    """Give what the triage and the glossary state, by file and place; one that is wrong is named among the faults."""
    from kiosk.core.paths import says_of
    from kiosk.guidance.files import GLOSSARY, TRIAGE

    try:
        triage = shelf.triage()
        yield from ((TRIAGE, where, says) for where, says in says_of(triage.questions))
        yield from ((TRIAGE, end.procedure, says) for end in triage.ends for says in end.because)
    except KioskError as error:
        faults.append(error)
    try:
        yield from ((GLOSSARY, term.id, says) for term in shelf.glossary() for says in term.says)
    except KioskError as error:
        faults.append(error)


def _row(each: Statement, terminal: Terminal, language: str, *, old: bool) -> tuple[str, ...]:
    sources = ", ".join(source.key for source in each.says.sources)
    text = terminal.catalogues.plain(each.says, language)
    return (each.confidence.value, each.checked.isoformat(), "!" if old else "", each.file, each.step, sources, text)
