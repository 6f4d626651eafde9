"""Papers for the association: `kiosk report` counts what was done, `legal` tells of personal data, `poster` invites."""

from __future__ import annotations

import argparse
import csv
import json
import sys
from collections.abc import Callable, Mapping
from enum import Enum, StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kiosk.commands.meant import meant_language
from kiosk.commands.usage import about_a_desk
from kiosk.desk.folder import default_data
from kiosk.glass.terminal import Action, Terminal
from kiosk.machine.exits import Exit
from kiosk.words.commands import Cli
from kiosk.words.ui import sentence

if TYPE_CHECKING:
    from kiosk.core.report import Bracket, Report, Table
    from kiosk.desk.keys import OpenDesk

_COLUMNS = ("month", "topic", "value", "label", "at_least", "at_most")


def register(subparsers: Any, words: Callable[[Enum], str] = sentence) -> None:
    """Add these commands to the command line.

    Args:
        subparsers: what `ArgumentParser.add_subparsers` gave.
        words: words a code for `--help`.
    """
    from kiosk.commands.asked import with_keys

    add = about_a_desk(subparsers, words)
    report = add("report", Cli.HELP_COUNTS, _checked(with_keys(_report)))
    report.add_argument("month", metavar="MOIS", help=words(Cli.HELP_COUNTS_MONTH))
    form = report.add_mutually_exclusive_group()
    form.add_argument("--csv", action="store_const", const="csv", dest="form", help=words(Cli.HELP_COUNTS_CSV))
    form.add_argument("--json", action="store_const", const="json", dest="form", help=words(Cli.HELP_COUNTS_JSON))

    legal = add("legal", Cli.HELP_LEGAL, _legal)
    legal.add_argument(
        "folder", nargs="?", default=Path(), type=Path, metavar="DOSSIER", help=words(Cli.HELP_LEGAL_FOLDER)
    )

    sheet = add("poster", Cli.HELP_POSTER, _poster)
    sheet.add_argument(
        "folder", nargs="?", default=Path(), type=Path, metavar="DOSSIER", help=words(Cli.HELP_LEGAL_FOLDER)
    )
    sheet.add_argument("--format", choices=("a4", "a3", "a5"), default="a4", help=words(Cli.HELP_POSTER_FORMAT))
    sheet.add_argument("--language", default="fr", metavar="LANGUE", help=words(Cli.HELP_POSTER_LANGUAGE))


def _checked(run: Action) -> Action:
    """Refuse a month that is not over before a passphrase is asked."""

    def action(arguments: argparse.Namespace, terminal: Terminal) -> Exit:
        from kiosk.core.report import over
        from kiosk.machine.clock import today

        over(arguments.month, today())
        return run(arguments, terminal)

    return action


def _report(keys: OpenDesk, arguments: argparse.Namespace, terminal: Terminal) -> Exit:
    from kiosk.desk.desk import open_settings
    from kiosk.flows.report import month_report
    from kiosk.machine.clock import BUILT, read_clock

    library = open_settings(keys.data).shelf()
    made = month_report(keys.store, library, read_clock, arguments.month, BUILT)
    procedures = {title.id: terminal.guidance(title.title) for title in library.titles()}
    show = {"csv": show_csv, "json": show_json}.get(arguments.form, show_screen)
    print(show(made, terminal, procedures), end="")
    return Exit.OK


# ---- the report in three forms


def show_screen(report: Report, terminal: Terminal, procedures: Mapping[str, str]) -> str:
    """Write it for a person."""
    from kiosk.core.report import WIDTH

    say = terminal.words
    lines = [
        say(Cli.REPORT_TITLE, month=report.month),
        "",
        f"{say(Cli.REPORT_VISITS)}\u00a0: {_words(report.visits, terminal)}",
        f"{say(Cli.REPORT_ACTS)}\u00a0: {_words(report.acts, terminal)}",
    ]
    for table, title in _titled(report, terminal):
        lines += ["", title]
        lines += [
            f"  {_label(table, row.value, terminal, procedures):<46} {_words(row.number, terminal):>14}"
            for row in table.rows
        ]
        if not table.rows:
            lines.append(f"  {say(Cli.REPORT_WITHHELD)}")
    return "\n".join([*lines, "", say(Cli.REPORT_NOTE, width=WIDTH), ""])


def show_csv(report: Report, terminal: Terminal, procedures: Mapping[str, str]) -> str:
    """Write it for a spreadsheet: one line a number, both ends of its class; a withheld table is one without any."""
    import io

    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(_COLUMNS)
    totals = (("visits", Cli.REPORT_VISITS, report.visits), ("acts", Cli.REPORT_ACTS, report.acts))
    for name, words, number in totals:
        writer.writerow((report.month, name, "", terminal.words(words), number.least, number.most))
    for table, _ in _titled(report, terminal):
        topic = "later" if table is report.later else str(table.topic)
        for row in table.rows:
            label = _label(table, row.value, terminal, procedures)
            writer.writerow((report.month, topic, row.value, label, row.number.least, row.number.most))
        if not table.rows:
            writer.writerow((report.month, topic, "", terminal.words(Cli.REPORT_WITHHELD), "", ""))
    return out.getvalue()


def show_json(report: Report, terminal: Terminal, procedures: Mapping[str, str]) -> str:
    """Write it for a program."""

    def plain(number: Bracket) -> dict[str, int]:
        return {"at_least": number.least, "at_most": number.most}

    def rows(table: Table) -> list[dict[str, object]]:
        return [
            {"value": row.value, "label": _label(table, row.value, terminal, procedures), **plain(row.number)}
            for row in table.rows
        ]

    tables = {str(table.topic): {"withheld": not table.rows, "rows": rows(table)} for table in report.tables}
    whole = {
        "month": report.month,
        "visits": plain(report.visits),
        "acts": plain(report.acts),
        "tables": tables,
        "later": rows(report.later),
    }
    return json.dumps(whole, ensure_ascii=False, indent=2) + "\n"


def _titled(report: Report, terminal: Terminal) -> list[tuple[Table, str]]:
    tables = [(table, terminal.words(table.topic)) for table in report.tables]
    return [*tables, (report.later, terminal.words(Cli.REPORT_LATER))]


def _words(number: Bracket, terminal: Terminal) -> str:
    if number.is_small:
        return terminal.words(Cli.REPORT_SMALL, limit=number.most + 1)
    return terminal.words(Cli.REPORT_SPAN, least=number.least, most=number.most)


def _label(table: Table, value: str, terminal: Terminal, procedures: Mapping[str, str]) -> str:
    from kiosk.core.procedure import Channel
    from kiosk.core.report import OTHERS
    from kiosk.core.tally import UNSAID, VALUES, Outcome, Topic

    if value == OTHERS:
        return terminal.words(Cli.REPORT_OTHERS)
    if value == UNSAID:
        return terminal.words(Cli.REPORT_NO_CHANNEL if table.topic is Topic.CHANNEL else Cli.REPORT_UNSAID)
    if table.topic is Topic.PROCEDURE:
        return procedures.get(value, value)
    if table.topic is Topic.LANGUAGE:
        return terminal.language_name(value)
    codes: dict[Topic, type[StrEnum]] = {**VALUES, Topic.OUTCOME: Outcome, Topic.CHANNEL: Channel}
    return terminal.words(codes[table.topic](value))


# ---- the papers


def _legal(arguments: argparse.Namespace, terminal: Terminal) -> Exit:
    from kiosk.core.errors import FileFault
    from kiosk.core.phone import pairs
    from kiosk.desk.desk import open_settings
    from kiosk.desk.folder import OFFICE
    from kiosk.desk.legal.fill import papers
    from kiosk.machine.clock import today
    from kiosk.machine.files import unwritten

    desk = open_settings(arguments.data or default_data(training=False))
    office = desk.office() if (desk.data / OFFICE).exists() else None
    known = {"name": office.name, "phone": pairs(office.phone)} if office else {}
    library = desk.shelf()
    procedures = [library.open(title.id) for title in library.titles()]
    folder: Path = arguments.folder
    if not folder.is_dir():
        raise FileFault(str(folder), "not_a_folder")
    skipped = False
    for name, text in papers(desk.settings, procedures, today(), **known).items():
        file = folder / name
        try:
            with file.open("x", encoding="utf-8") as out:
                out.write(text)
        except FileExistsError:
            print(terminal.words(Cli.LEGAL_THERE, file=file), file=sys.stderr)
            skipped = True
        except OSError as error:
            raise unwritten(file, error) from error
        else:
            terminal.say(Cli.LEGAL_DONE, file=file)
    terminal.say(Cli.LEGAL_COMPLETE)
    return Exit.FAULT if skipped else Exit.OK


def _poster(arguments: argparse.Namespace, terminal: Terminal) -> Exit:
    from kiosk.core.poster import ACTS, poster
    from kiosk.desk.desk import open_settings
    from kiosk.desk.folder import OFFICE
    from kiosk.desk.session import letterhead
    from kiosk.machine.files import new_file, unwritten
    from kiosk.sheets.poster import draw

    desk = open_settings(arguments.data or default_data(training=False))
    words = desk.words()
    known = meant_language(arguments.language, words, terminal)
    if known is None:
        return Exit.USAGE
    language = known.code
    library = desk.shelf()
    office = desk.office() if (desk.data / OFFICE).exists() else None
    head = letterhead(desk.settings, office.name, office.phone) if office else letterhead(desk.settings)
    made = poster([library.open(name) for name in ACTS], head)
    pdf = draw(made, lambda part: words.word(part, language, marked=part is made.foot), arguments.format)
    file: Path = arguments.folder / f"affiche-{arguments.format}-{language}.pdf"
    try:
        with open(new_file(file), "wb") as out:  # noqa: PTH123 (a descriptor)
            out.write(pdf)
    except OSError as error:
        raise unwritten(file, error) from error
    terminal.say(Cli.LEGAL_DONE, file=file)
    return Exit.OK
