"""`kiosk office partner` and `pass`: the offices that an act can be passed on to, and one that is, with her consent."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from kiosk.core.consent import Understanding
from kiosk.core.reference import parse
from kiosk.glass.terminal import Terminal
from kiosk.machine.exits import Exit
from kiosk.office.choice import choose_act
from kiosk.office.hub_commands import open_house
from kiosk.office.verbs import Verbs
from kiosk.words.commands import Cli
from kiosk.words.office import OfficeCli
from kiosk.words.passing import PassingUi
from kiosk.words.ui import Ui

if TYPE_CHECKING:
    from kiosk.core.passing import Partner
    from kiosk.office.house import House


def register(verbs: Verbs) -> None:
    """Add these commands to `office`."""
    add, words = verbs.add, verbs.words
    partner = verbs.group("partner", PassingUi.HELP_PARTNER)
    added = add("add", PassingUi.HELP_PARTNER_ADD, _add, partner)
    added.add_argument("address", metavar="ADRESSE", help=words(Cli.HELP_HUB))
    added.add_argument("--ca", type=Path, metavar="FICHIER", help=words(OfficeCli.HELP_CA))
    added.add_argument("--proxy", metavar="ADRESSE", default="", help=words(OfficeCli.HELP_PROXY))
    added.add_argument("--insecure-http", action="store_true", help=words(OfficeCli.HELP_INSECURE))
    add("list", PassingUi.HELP_PARTNER_LIST, _list, partner)
    removed = add("remove", PassingUi.HELP_PARTNER_REMOVE, _remove, partner)
    removed.add_argument("name", metavar="NOM", help=words(PassingUi.HELP_PARTNER_NAME))
    passed = add("pass", PassingUi.HELP_PASS, _pass)
    passed.add_argument("reference", metavar="REFERENCE", help=words(OfficeCli.HELP_REFERENCE))
    passed.add_argument("name", metavar="NOM", nargs="?", default="", help=words(PassingUi.HELP_PARTNER_NAME))
    verbs.option(passed, "--back", "--redemander", PassingUi.HELP_FETCH_BACK, action="store_true")


# ---- partners --------------------------------------------------------------------------------


def _add(args: argparse.Namespace, terminal: Terminal) -> Exit:
    from kiosk.core.errors import WrongPassphrase
    from kiosk.office import passing, show
    from kiosk.uplink.enrol import HubRegistrar
    from kiosk.uplink.link import Address, Link, read_address

    url = read_address(args.address, insecure=args.insecure_http)
    authority = str(args.ca.resolve()) if args.ca else ""
    address = Address(url, authority or None, args.proxy or None, insecure=args.insecure_http)
    with open_house(args, terminal, need="keys") as office:
        if office is None:
            return Exit.REFUSED
        try:
            registrar = HubRegistrar(lambda: Link(address), terminal.ask(PassingUi.ASK_CODE))
        except WrongPassphrase:
            print(terminal.words(Ui.ENROL_MISTYPED), file=sys.stderr)
            return Exit.REFUSED
        partner, label = passing.add_partner(office, registrar, url, authority, args.proxy)
    terminal.say(PassingUi.ADDED, office=show.on_one_line(partner.name), label=show.on_one_line(label))
    return Exit.OK


def _list(args: argparse.Namespace, terminal: Terminal) -> Exit:
    from kiosk.core.passing import has_settled
    from kiosk.office import passing

    with open_house(args, terminal) as office:
        if office is None:
            return Exit.REFUSED
        partners, passed = passing.named_partners(office), office.ledger.passed.passed()
    for each, name in partners:
        number = sum(one.partner == each.desk and not has_settled(one) for one in passed)
        terminal.say(PassingUi.ROW, office=name, number=number)
    if not partners:
        terminal.say(PassingUi.NO_PARTNER)
    return Exit.OK


def _remove(args: argparse.Namespace, terminal: Terminal) -> Exit:
    from kiosk.office import passing, show

    with open_house(args, terminal, need="keys") as office:
        if office is None:
            return Exit.REFUSED
        partner = passing.find_partner(office, args.name)
        passing.remove_partner(office, partner)
    terminal.say(PassingUi.REMOVED, office=show.on_one_line(partner.name))
    return Exit.OK


# ---- one act ---------------------------------------------------------------------------------


def _pass(args: argparse.Namespace, terminal: Terminal) -> Exit:
    from kiosk.office import passing, show, work

    reference = parse(args.reference).reference
    with open_house(args, terminal) as office:
        if office is None or (record := choose_act(office, reference, terminal)) is None:
            return Exit.REFUSED
        if args.back:
            where, here = office.ledger.book.work(record.act).passed, passing.fetch_back(office, record.act)
            terminal.say(PassingUi.BACK if here else PassingUi.BACK_ASKED, office=show.on_one_line(where))
            return Exit.OK
        if (partner := _which(office, args.name, terminal)) is None:
            return Exit.REFUSED
        work.hold_by(office, record.act)
        passing.weigh_pass(office, record.act)
        how = _heard(office, partner, terminal)
        if how is None:
            return Exit.REFUSED
        consent = passing.consent_of(office, partner.desk.hex(), how, terminal.catalogues, terminal.language)
        passing.pass_on(office, record.act, partner, consent)
    terminal.say(PassingUi.PASSED, office=show.on_one_line(partner.name))
    return Exit.OK


def _which(office: House, typed: str, terminal: Terminal) -> Partner | None:
    """Give the partner that was named, or ask which; None without an answer."""
    from kiosk.office import passing

    if typed:
        return passing.find_partner(office, typed)
    partners = passing.named_partners(office)
    if not partners:
        print(terminal.words(PassingUi.NO_PARTNER), file=sys.stderr)
        return None
    chosen = _number(PassingUi.ASK_WHERE, [name for _, name in partners], terminal)
    return None if chosen is None else partners[chosen][0]


def _heard(office: House, partner: Partner, terminal: Terminal) -> Understanding | None:
    """Show what is read to her, and ask what she said and how she heard it; None where she did not say yes."""
    from kiosk.core.passing import HEARD
    from kiosk.office import passing

    terminal.say(PassingUi.ASK_READ)
    words = passing.consent_of(office, partner.desk.hex(), None, terminal.catalogues, terminal.language).text
    print("", *(f"  | {line}" for line in words.split("\n")), "", sep="\n")
    answers = [terminal.words(each) for each in (PassingUi.SAID_NO, PassingUi.SAID_YES)]
    said = _number(PassingUi.ASK_SAID, answers, terminal)
    if said is None or not said:
        terminal.say(PassingUi.KEPT_HERE if said == 0 else OfficeCli.NOTHING)
        return None
    how = _number(PassingUi.ASK_HOW, [terminal.words(each) for each in HEARD], terminal)
    if how is None:
        terminal.say(OfficeCli.NOTHING)
        return None
    return HEARD[how]


def _number(asks: PassingUi, rows: Sequence[str], terminal: Terminal) -> int | None:
    """Ask for one of these; None for anything else: nothing is chosen before."""
    from kiosk.office.show import on_one_line

    terminal.say(asks)
    for number, row in enumerate(rows, start=1):
        print(f"  {number}  {on_one_line(row)}")
    typed = terminal.ask(PassingUi.ASK_NUMBER).strip()
    return int(typed) - 1 if typed.isascii() and typed.isdigit() and 1 <= int(typed) <= len(rows) else None
