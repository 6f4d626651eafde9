"""The office's commands about acts: `inbox`, `show`, `import`, `export`."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from kiosk.core.errors import LinkFault
from kiosk.core.office import is_open
from kiosk.core.reference import parse, spell
from kiosk.core.status import Reason
from kiosk.core.trace import Event
from kiosk.glass.terminal import Terminal
from kiosk.machine.clock import now
from kiosk.machine.exits import Exit
from kiosk.office.choice import choose_act, print_stops, say_held
from kiosk.office.hub_commands import open_house, say_fault, say_forged, say_late, say_partners
from kiosk.office.verbs import Verbs
from kiosk.words.commands import Cli
from kiosk.words.health import HealthUi
from kiosk.words.office import OfficeCli
from kiosk.words.passing import PassingUi

if TYPE_CHECKING:
    from kiosk.core.office import Record
    from kiosk.office.house import House, Taken
    from kiosk.wire import signed


def register(verbs: Verbs) -> None:
    """Add these commands to `office`."""
    add, words = verbs.add, verbs.words
    inbox = add("inbox", OfficeCli.HELP_INBOX, _inbox)
    inbox.add_argument("--list", action="store_true", dest="only_list", help=words(OfficeCli.HELP_LIST))
    inbox.add_argument("--json", action="store_true", help=words(OfficeCli.HELP_LIST_JSON))
    show = add("show", OfficeCli.HELP_SHOW, _show)
    show.add_argument("reference", metavar="REFERENCE", help=words(OfficeCli.HELP_REFERENCE))
    show.add_argument("bundle", type=Path, nargs="*", metavar="FICHIER", help=words(OfficeCli.HELP_SHOW_BUNDLE))
    taking = add("import", OfficeCli.HELP_IMPORT, _import, once=("open", "lire"))
    taking.add_argument("bundle", type=Path, nargs="+", metavar="FICHIER", help=words(OfficeCli.HELP_BUNDLE))
    taking.add_argument("--recovery", action="store_true", help=words(OfficeCli.HELP_RECOVERY))
    for each in (inbox, show, taking):
        each.add_argument("--procedures", type=Path, metavar="DOSSIER", help=words(OfficeCli.HELP_PROCEDURES))
    export = add("export", OfficeCli.HELP_EXPORT, _export)
    export.add_argument("out", type=Path, metavar="DOSSIER_USB", help=words(Cli.HELP_EXPORT_FOLDER))


def _choices(codes: Iterable[object]) -> str:
    return ", ".join(map(str, codes))


# ---- in --------------------------------------------------------------------------------------


def _inbox(args: argparse.Namespace, terminal: Terminal) -> Exit:
    from kiosk.office import desks, exchange, health, passing
    from kiosk.office.chapters import own_seat

    with open_house(args, terminal) as office:
        if office is None:
            return Exit.REFUSED
        if args.only_list or args.json:
            return _list(args, office, terminal)
        with exchange.line(office) as client:
            worst = say_forged(desks.settle_desks(office, client), terminal)
            learnt = exchange.relearn_all(office, client)
            if learnt and own_seat(office) is None:  # of several seats, another has taken them
                print(terminal.words(OfficeCli.OLDER_COPY), file=sys.stderr)
                terminal.count("office_relearnt", learnt)
                worst = max(worst, Exit.FAULT)
            taken = exchange.gather(office, client)
            seen = client.desks()
            health.gather_health(office, client)
        worst = max(worst, say_partners(passing.settle_passed(office), terminal))
        worst = max(worst, _show_taken(args, office, terminal, taken))
        say_late(seen, terminal)
        if client.full:
            print(terminal.words(OfficeCli.HUB_FULL), file=sys.stderr)
        return worst


def _import(args: argparse.Namespace, terminal: Terminal) -> Exit:
    from kiosk.office import exchange, health
    from kiosk.office.printed import read_bundles

    with open_house(args, terminal, recovery=args.recovery) as office:
        if office is None:
            return Exit.REFUSED
        if news := health.health_beside(office, args.bundle):
            terminal.say(HealthUi.READ, number=news)
        files = [path for path in args.bundle if not health.is_health(path)]
        bundles, worst = read_bundles(files, office.key_of, terminal)
        before = {record.act for record in office.ledger.records() if record.hash and record.shown}
        taken = None
        if office.public.hub is not None:
            try:
                with exchange.line(office) as client:
                    taken = exchange.bring(office, client, bundles)
            except LinkFault as fault:  # the key is as good as the network: the hub is told the next time
                say_fault(fault, terminal)
        if taken is None:
            taken = exchange.take(office, *exchange.unpacked(bundles))
        exchange.keep_again(office, exchange.unpacked(bundles)[0])
        worst = max(worst, _show_taken(args, office, terminal, taken))
        again = dict.fromkeys(act.reference for bundle in bundles for act in bundle.acts if act.id in before)
        if again:
            terminal.say(OfficeCli.ALREADY, references=_choices(map(spell, again)))
        return worst


def _show_taken(args: argparse.Namespace, office: House, terminal: Terminal, taken: Taken) -> Exit:
    """Print withdrawals, then work, and only then remember that somebody saw them."""
    from kiosk.office.printed import print_acts, refused_acts, refused_line

    stops = office.unread_stops()
    print_stops(stops, terminal)
    sys.stdout.flush()
    for refused in taken.refused:  # before the acts: their count is the last that is read
        print(refused_line(terminal, refused.reference, refused.error), file=sys.stderr)
    sys.stderr.flush()
    for act in taken.work:
        if (record := office.ledger.get(act.id)) is not None and record.doubt:
            terminal.say(OfficeCli.DOUBT, reference=spell(act.reference))
    print_acts(args, taken.work, terminal)
    if taken.refused:
        terminal.count("office_refused", len(taken.refused))
    sys.stdout.flush()
    office.seen([act.id for act in taken.work], [stop.act for stop in stops])
    for act in taken.work:
        office.trace(Event.READ, act.id)
    if left := office.unseen():
        terminal.say(OfficeCli.UNSEEN, references=_choices(spell(each.reference) for each in left))
    return refused_acts(taken.refused)


def _list(args: argparse.Namespace, office: House, terminal: Terminal) -> Exit:
    from kiosk.office.show import on_one_line

    office.trace(Event.LISTED)
    open_ = [record for record in office.ledger.records() if is_open(record)]
    open_.sort(key=lambda each: (not each.stop_asked, each.until or date.max, each.at or office.now(), each.reference))
    if args.json:
        print(json.dumps([_plain(record) for record in open_], indent=1))
        return Exit.OK
    for record in open_:
        at = f"{record.at.astimezone():%d/%m/%Y}" if record.at else ""
        marks = [terminal.words(record.state)] if record.state else []
        marks += [terminal.words(Reason(record.reason))] if record.reason else []
        where = on_one_line(office.ledger.book.work(record.act).passed)
        marks += [terminal.words(PassingUi.AT, office=where)] if where else []
        marks += [terminal.words(OfficeCli.UNTIL, date=f"{record.until:%d/%m/%Y}")] if record.until else []
        marks += [terminal.words(OfficeCli.STOP_MARK)] if record.stop_asked else []
        marks += [terminal.words(OfficeCli.DOUBT_MARK)] if record.doubt else []
        marks += [] if record.shown else [terminal.words(OfficeCli.UNSEEN_MARK)]
        print(f"{spell(record.reference)}  {at}  {' ; '.join(marks)}")
    terminal.count("office_open", len(open_))
    return Exit.OK


def _plain(record: Record) -> dict[str, object]:
    return {
        "reference": spell(record.reference),
        "state": str(record.state or ""),
        "reason": record.reason,
        "at": record.at.isoformat() if record.at else None,
        "until": record.until.isoformat() if record.until else None,
        "stop_asked": record.stop_asked,
        "shown": record.shown,
    }


# ---- one act ---------------------------------------------------------------------------------


def _show(args: argparse.Namespace, terminal: Terminal) -> Exit:
    from kiosk.office import exchange, passing
    from kiosk.office.printed import kept_act, print_acts, read_bundles, refused_acts, refused_line
    from kiosk.office.telling import passed_words

    reference, worst = parse(args.reference).reference, Exit.OK
    with open_house(args, terminal) as office:
        if office is None or (record := choose_act(office, reference, terminal)) is None:
            return Exit.REFUSED
        sent: list[signed.SentAct]
        if args.bundle:
            bundles, worst = read_bundles(args.bundle, office.key_of, terminal)
            sent = [act for bundle in bundles for act in bundle.acts if act.id == record.act]
        else:
            sent = []
            wishes: exchange.Wishes = []
            try:
                with exchange.line(office) as client:
                    held, wishes, _ = exchange.fetch(client, [record.act])
                sent = [each.sent for each in held]
            except LinkFault as fault:
                if not office.ledger.book.is_kept(record.act):
                    raise
                say_fault(fault, terminal)
            exchange.take(office, (), wishes)
            sent = sent or kept_act(office, record.act)
        opened = office.open_again(sent)
        print_stops([stop for stop in office.unread_stops() if stop.act == record.act], terminal)
        if (withdrawn := [stop for stop in opened.stops if stop.key]) and not opened.acts:
            print(terminal.words(OfficeCli.SHOW_STOPPED, reference=spell(reference)))
        if news := passing.pass_news(office, record.act):  # before her number: another office calls her
            print(*passed_words(news, terminal.words))
        print_acts(args, opened.acts, terminal)
        for refused in opened.refused:
            print(refused_line(terminal, refused.reference, refused.error), file=sys.stderr)
        if not (opened.acts or withdrawn or opened.refused):
            print(terminal.words(OfficeCli.SHOW_NONE, reference=spell(reference)), file=sys.stderr)
            worst = Exit.FAULT
        office.seen([act.id for act in opened.acts], [record.act] if record.stop_asked else [])
        office.trace(Event.READ, record.act)
    return max(worst, refused_acts(opened.refused))


def _export(args: argparse.Namespace, terminal: Terminal) -> Exit:
    from kiosk.crypto import box
    from kiosk.office import export

    with open_house(args, terminal) as office:
        if office is None:
            return Exit.REFUSED
        office.trace(Event.EXPORTED)
        file = export.write_answers(office, args.out, now(), box.random)
        say_held(office, terminal)
    terminal.say(OfficeCli.EXPORTED, file=file)
    return Exit.OK
