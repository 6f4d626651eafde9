"""`kiosk office settings`, `figures`, `week`, `backup`, `restore`: what is kept, for how long, and what is counted."""

from __future__ import annotations

import argparse
import csv
import json
import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from kiosk.core.meeting import ZONES
from kiosk.core.paper import Cause, Form, PrintOutcome
from kiosk.glass.terminal import Terminal
from kiosk.machine.clock import now
from kiosk.machine.exits import Exit
from kiosk.office import typed
from kiosk.office.hub_commands import open_house
from kiosk.office.verbs import Verbs
from kiosk.words.commands import Cli
from kiosk.words.console import ConsoleUi
from kiosk.words.office_more import OfficeMore
from kiosk.words.papers import PAPERS
from kiosk.words.usage import Usage

if TYPE_CHECKING:
    from kiosk.core.figures import Figure
    from kiosk.office.bureau import Press
    from kiosk.office.house import House
ANY_PAPER = object()
"""`--print` alone: the first paper that there is."""


def register(verbs: Verbs) -> None:
    """Add these commands to `office`."""
    add, words = verbs.add, verbs.words
    settings = add("settings", OfficeMore.HELP_SETTINGS, _settings)
    verbs.option(settings, "--keep-days", "--garder", OfficeMore.HELP_KEEP, type=int, metavar="JOURS")
    zone = partial(_zone, verbs)
    verbs.option(settings, "--zone", "--heure-de", OfficeMore.HELP_ZONE, type=zone, metavar="LIEU")
    verbs.option(settings, "--place", "--lieu", OfficeMore.HELP_PLACE, action="append", metavar="LIEU", dest="places")
    figures = add("figures", OfficeMore.HELP_FIGURES, _figures)
    figures.add_argument("month", metavar="MOIS", help=words(OfficeMore.HELP_MONTH))
    figures.add_argument("--csv", action="store_true", help=words(OfficeMore.HELP_CSV))
    figures.add_argument("--json", action="store_true", help=words(OfficeMore.HELP_JSON))
    week = add("week", OfficeMore.HELP_WEEK, _week)
    week.add_argument("--json", action="store_true", help=words(OfficeMore.HELP_JSON))
    kinds = {"nargs": "?", "const": ANY_PAPER, "metavar": "PAPIER", "type": partial(_paper, verbs)}
    verbs.option(week, "--print", "--imprimer", OfficeMore.HELP_PRINT, dest="paper", **kinds)
    backup = add("backup", OfficeMore.HELP_BACKUP, _backup)
    backup.add_argument("file", type=Path, metavar="FICHIER", help=words(OfficeMore.HELP_COPY))
    restore = add("restore", OfficeMore.HELP_RESTORE, _restore)
    restore.add_argument("file", type=Path, metavar="FICHIER", help=words(OfficeMore.HELP_COPY))
    verbs.option(restore, "--recovery", "--secours", OfficeMore.HELP_PAPER, action="store_true")


def _settings(args: argparse.Namespace, terminal: Terminal) -> Exit:
    from kiosk.office import work

    changes = any(each is not None for each in (args.keep_days, args.places, args.zone))
    with open_house(args, terminal, need="coordinates" if changes else "answers") as office:
        if office is None:
            return Exit.REFUSED
        if args.keep_days is not None:
            work.set_keep_days(office, args.keep_days)
        if args.zone is not None:
            work.set_zone(office, args.zone)
        if args.places is not None:
            work.set_places(office, [place for place in args.places if place.strip()])
        terminal.say(OfficeMore.KEEPS, days=work.keep_days(office))
        terminal.say(OfficeMore.ZONE, zone=typed.city(work.zone(office)))
        for number, place in enumerate(work.places(office), start=1):
            terminal.say(OfficeMore.PLACE, number=number, place=place)
    return Exit.OK


# ---- counting --------------------------------------------------------------------------------


def _figures(args: argparse.Namespace, terminal: Terminal) -> Exit:
    from kiosk.core.figures import month
    from kiosk.core.report import over
    from kiosk.core.trace import Event
    from kiosk.office import work

    wanted = over(args.month, now().astimezone().date())
    with open_house(args, terminal, need="coordinates") as office:
        if office is None:
            return Exit.REFUSED
        office.trace(Event.COUNTED)
        found = month(work.all_closed(office), wanted)
    if args.json:
        print(json.dumps([_plain(each) for each in found], ensure_ascii=False, indent=1))
    elif args.csv:
        out = csv.writer(sys.stdout, delimiter=";")
        out.writerow(("sujet", "valeur", "au moins", "au plus"))
        out.writerows((each.topic, each.of or "total", each.number.least, each.number.most) for each in found)
    else:
        _print(found, terminal)
    return Exit.OK


def _plain(figure: Figure) -> dict[str, object]:
    return {
        "topic": str(figure.topic),
        "of": figure.of,
        "least": figure.number.least,
        "most": figure.number.most,
    }


def _print(found: list[Figure], terminal: Terminal) -> None:
    from kiosk.core.figures import Delay, FigureTopic
    from kiosk.core.outbox import State
    from kiosk.guidance.files import SHIPPED
    from kiosk.guidance.shelf import Shelf

    titles = {each.id: terminal.guidance(each.title) for each in Shelf((SHIPPED,)).titles()}
    last = None
    for each in found:
        if each.topic is not last:
            print(f"\n{terminal.words(each.topic)}")
        last, words = each.topic, each.of
        match each.topic:
            case FigureTopic.PROCEDURE:
                words = titles.get(each.of, each.of)
            case FigureTopic.OUTCOME:
                words = terminal.words(State(each.of))
            case FigureTopic.DELAY:
                words = terminal.words(Delay(each.of))
            case FigureTopic.LANGUAGE:
                words = terminal.language_name(each.of)
        number = each.number
        small = terminal.words(OfficeMore.FEW, most=number.most + 1)
        print(f"  {words:<40} {small if number.is_small else f'{number.least}-{number.most}'}")


# ---- the week --------------------------------------------------------------------------------


def _week(args: argparse.Namespace, terminal: Terminal) -> Exit:
    """List who comes and whom to call in the next seven days: no health word, and no name."""
    from kiosk.core.appointments import due_this_week, place_name
    from kiosk.core.reference import spell
    from kiosk.core.trace import Event
    from kiosk.core.work import Meeting
    from kiosk.office import work
    from kiosk.office.telling import things_words

    today = now().astimezone().date()
    with open_house(args, terminal) as office:
        if office is None:
            return Exit.REFUSED
        office.trace(Event.LISTED)
        if args.paper is not None:
            return _print_coming(office, args, terminal)
        rows, named = [], work.places(office)
        for record in office.ledger.records():
            stood = office.ledger.book.work(record.act)
            due = due_this_week(record, stood, today)
            if isinstance(due, Meeting):
                hour, place = f"{due.minute // 60:02}h{due.minute % 60:02}", place_name(due.place, named)
                brings = things_words(due, terminal.words)
                rows.append((due.day, hour, spell(record.reference), place, stood.owner, brings))
            elif due is not None:
                rows.append((due, "", spell(record.reference), "", stood.owner, ""))
    rows.sort()
    if args.json:
        names = ("day", "hour", "reference", "place", "who", "brings")
        plain = [dict(zip(names, (row[0].isoformat(), *row[1:]), strict=True)) for row in rows]
        print(json.dumps(plain, ensure_ascii=False, indent=1))
        return Exit.OK
    for day, hour, reference, place, who, brings in rows:
        what = hour or terminal.words(OfficeMore.TO_CALL)
        where = terminal.words(ConsoleUi.BRINGS, meeting=place, things=brings) if brings else place
        print(f"{day:%d/%m/%Y}  {what:<9} {reference}  {who:<16}  {where}".rstrip())
    if not rows:
        terminal.say(OfficeMore.WEEK_EMPTY)
    return Exit.OK


def _zone(verbs: Verbs, word: str) -> str:
    """Read whose clock it is, as it is typed."""
    zone = typed.zone_of(word)
    if zone is None:
        choices = ", ".join(map(typed.city, ZONES))
        raise argparse.ArgumentTypeError(verbs.words(Usage.CHOICE) % {"value": word, "choices": choices})
    return zone


def _paper(verbs: Verbs, word: str) -> Form:
    """Read a paper as it is typed, in French or in English."""
    form = typed.meaning_of(word, PAPERS)
    if form is None:
        choices = typed.listed(PAPERS, PAPERS, verbs.language)
        raise argparse.ArgumentTypeError(verbs.words(Usage.CHOICE) % {"value": word, "choices": choices})
    return form


def _print_coming(office: House, args: argparse.Namespace, terminal: Terminal) -> Exit:
    """Print who comes; where there are several USB keys, on the one that is typed."""
    from kiosk.core.harmless import harmless
    from kiosk.office import work
    from kiosk.office.show import Shown

    press: Press | None = args.press(args.folder) if args.press else None
    first = next(iter(press.forms), None) if press else None
    form = first if args.paper is ANY_PAPER else args.paper
    if press is None or form is None or form not in press.forms:
        print(terminal.words(ConsoleUi.NO_PRINTER), file=sys.stderr)
        return Exit.FAULT
    coming = work.coming(office)
    if not coming:
        terminal.say(ConsoleUi.NOBODY_COMES)
        return Exit.OK
    receipt = Shown(terminal.catalogues, terminal.language).coming(coming)
    report = press.print(receipt, form)
    if report.cause is Cause.WHICH_KEY and sys.stdin.isatty():
        drives = press.drives()
        for count, drive in enumerate(drives, start=1):
            print(f"  {count}  {harmless(drive.folder)}")
        number = terminal.ask(OfficeMore.WHICH_DRIVE).strip()
        if number.isascii() and number.isdigit() and 1 <= int(number) <= len(drives):
            report = press.print(receipt, form, drives[int(number) - 1])
    terminal.report(report)
    return Exit.FAULT if report.outcome is PrintOutcome.NOT_PRINTED else Exit.OK


# ---- copies ----------------------------------------------------------------------------------


def _backup(args: argparse.Namespace, terminal: Terminal) -> Exit:
    from kiosk.office import copies

    with open_house(args, terminal, need="coordinates") as office:
        if office is None:
            return Exit.REFUSED
        copies.back_up(office, args.file)
    terminal.say(OfficeMore.BACKED_UP, file=args.file)
    return Exit.OK


def _restore(args: argparse.Namespace, terminal: Terminal) -> Exit:
    from kiosk.office import copies
    from kiosk.words.office import OfficeCli

    typed = terminal.ask_passphrase(OfficeCli.ASK_PAPER if args.recovery else Cli.PASSPHRASE)
    if typed is None:
        return Exit.REFUSED
    kept = copies.restore(args.file, args.folder, typed, now, recovery=args.recovery)
    terminal.say(OfficeMore.RESTORED, folder=args.folder)
    if kept is not None:
        terminal.say(OfficeMore.RESTORED_KEPT, folder=kept)
    return Exit.OK
