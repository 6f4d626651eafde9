"""The office's commands about its hub and its desks: `hub`, `desk`, `sync`, `heal`."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from kiosk.core.errors import LedgerDamaged, LedgerMissing, LedgerOlder, LedgerUnmarked, LinkFault
from kiosk.glass.terminal import Terminal
from kiosk.machine.clock import now
from kiosk.machine.exits import Exit
from kiosk.office.telling import say_error
from kiosk.office.verbs import Verbs
from kiosk.words.commands import Cli
from kiosk.words.hub import HubCli
from kiosk.words.office import OfficeCli
from kiosk.words.office_more import OfficeMore
from kiosk.words.ui import Ui

if TYPE_CHECKING:
    from kiosk.office.house import House
    from kiosk.office.passing import PartnerTalk
    from kiosk.wire.protocol import DeskSeen


def register(verbs: Verbs) -> None:
    """Add these commands to `office`."""
    add, words = verbs.add, verbs.words
    hub = add("hub", OfficeCli.HELP_HUB, _hub)
    hub.add_argument("address", metavar="ADRESSE", help=words(Cli.HELP_HUB))
    hub.add_argument("--ca", type=Path, metavar="FICHIER", help=words(OfficeCli.HELP_CA))
    hub.add_argument("--proxy", metavar="ADRESSE", default="", help=words(OfficeCli.HELP_PROXY))
    hub.add_argument("--insecure-http", action="store_true", help=words(OfficeCli.HELP_INSECURE))
    desk = verbs.group("desk", OfficeCli.HELP_DESK)
    added = add("add", OfficeCli.HELP_DESK_ADD, _desk_add, desk)
    added.add_argument("label", metavar="NOM", help=words(Cli.HELP_LABEL))
    listed = add("list", OfficeCli.HELP_DESK_LIST, _desk_list, desk)
    listed.add_argument("--json", action="store_true", help=words(HubCli.HELP_JSON))
    revoked = add("revoke", OfficeCli.HELP_DESK_REVOKE, _desk_revoke, desk)
    revoked.add_argument("label", metavar="NOM", help=words(OfficeCli.HELP_DESK_WHICH))
    revoked.add_argument("--now", action="store_true", help=words(OfficeCli.HELP_DESK_NOW))
    add("sync", OfficeCli.HELP_SYNC, _sync)
    add("heal", OfficeCli.HELP_HEAL, _heal)


@contextmanager
def open_house(
    args: argparse.Namespace, terminal: Terminal, *, recovery: bool = False, need: str = "answers"
) -> Iterator[House | None]:
    """Open the office in the folder, perhaps with the paper; None, after saying why, without a passphrase.

    Raises:
        NoRight: whoever opened it may not do what needs this `kiosk.core.colleague.OfficeRight`.
    """
    from kiosk.core.colleague import OfficeRight
    from kiosk.core.trace import Event
    from kiosk.office import exchange, house, keys

    keys.public(args.folder)
    typed = terminal.ask_passphrase(OfficeCli.ASK_PAPER if recovery else Cli.PASSPHRASE)
    if typed is None:
        yield None
        return
    with house.opened(args.folder, typed, now, recovery=recovery, reach=exchange.line) as opened:
        opened.who.need(OfficeRight(need))
        opened.trace(Event.OPENED)
        yield opened


def say_fault(fault: LinkFault, terminal: Terminal) -> Exit:
    """Say why the hub was not reached; a desk tries again by itself, an office does not."""
    from kiosk.office.exchange import NotJoined

    joined = not isinstance(fault, NotJoined)
    words = say_error(fault, terminal.words, terminal.explain) if joined else terminal.words(OfficeCli.NO_HUB)
    print(words, file=sys.stderr)
    return Exit.FAULT


def say_forged(forged: list[str], terminal: Terminal) -> Exit:
    """Say which desks do not prove that they know their code."""
    from kiosk.office.show import on_one_line

    for label in forged:
        print(terminal.words(OfficeCli.DESK_FORGED, label=on_one_line(label)), file=sys.stderr)
    return Exit.REFUSED if forged else Exit.OK


def say_partners(talks: Sequence[PartnerTalk], terminal: Terminal) -> Exit:
    """Say which other offices were not reached, or did not sign what came."""
    from kiosk.office.show import on_one_line
    from kiosk.office.telling import partner_words

    for each in talks:
        said = partner_words(on_one_line(each.office), each.fault, terminal.words, terminal.explain)
        print(said, file=sys.stderr)
    return Exit.FAULT if talks else Exit.OK


def say_late(found: Sequence[DeskSeen], terminal: Terminal) -> None:
    """Say what has not been taken for many days, and which desk has not been seen for as long."""
    from kiosk.core.work import days_late
    from kiosk.office.show import on_one_line

    moment = now().timestamp()
    for each in found:
        if days := days_late(each.oldest, moment):
            terminal.say(OfficeCli.DESK_LATE, label=on_one_line(each.label), days=days)
        if each.state == "vouched" and (days := days_late(each.seen, moment)):
            terminal.say(OfficeCli.DESK_AWAY, label=on_one_line(each.label), days=days)


# ---- the hub ---------------------------------------------------------------------------------


def _hub(args: argparse.Namespace, terminal: Terminal) -> Exit:
    from kiosk.core.errors import WrongPassphrase
    from kiosk.crypto import enrol
    from kiosk.machine.files import read_file
    from kiosk.office import desks, exchange, keys, rotation
    from kiosk.uplink.link import Address, Link, read_address
    from kiosk.uplink.office_client import join_hub

    url = read_address(args.address, insecure=args.insecure_http)
    authority = str(args.ca.resolve()) if args.ca else ""
    with open_house(args, terminal, need="keys") as office:
        if office is None:
            return Exit.REFUSED
        token, file = enrol.new_token(), read_file(args.folder / keys.PUBLIC)
        typed = terminal.ask(OfficeCli.ASK_HUB_CODE)
        link = Link(Address(url, authority or None, args.proxy or None, insecure=args.insecure_http))
        try:
            key = join_hub(link, typed, file, token)
        except WrongPassphrase:
            print(terminal.words(Ui.ENROL_MISTYPED), file=sys.stderr)
            return Exit.REFUSED
        finally:
            link.close()
        rotation.renew(args.folder, office.secrets, hub=key)
        exchange.joined(office, url, authority, token, args.proxy)
        with exchange.line(office) as client:
            worst = say_forged(desks.tell_desks(office, client), terminal)
            exchange.deliver(office, client, everything=True)
    terminal.say(OfficeCli.HUB_JOINED)
    return worst


def _sync(args: argparse.Namespace, terminal: Terminal) -> Exit:
    """Tell a hub that lost things what this office said, and learn what this office forgot."""
    from kiosk.office import desks, exchange, health, passing

    with open_house(args, terminal) as office:
        if office is None:
            return Exit.REFUSED
        if passing.has_but_partners(office):  # what it gets comes on USB keys
            return say_partners(passing.settle_passed(office), terminal)
        with exchange.line(office) as client:
            exchange.introduce(office, client, again=True)
            worst = say_forged(desks.tell_desks(office, client), terminal)
            learnt = exchange.relearn_all(office, client)
            exchange.hear_stops(office, client)  # what she took back is told to who has her act now
            exchange.deliver(office, client, everything=True)
            exchange.fill(office, client)
            health.gather_health(office, client)
        worst = max(worst, say_partners(passing.settle_passed(office), terminal))
    terminal.count("office_relearnt", learnt)
    return worst


def _heal(args: argparse.Namespace, terminal: Terminal) -> Exit:
    """Make the ledger anew from what still verifies of it, and from the hub; what cannot be known is in doubt."""
    from kiosk.core.trace import Event
    from kiosk.office import exchange, house, keys, memory

    keys.public(args.folder)
    passphrase = terminal.ask_passphrase()
    if passphrase is None:
        return Exit.REFUSED
    secrets, made = keys.unlock_office(args.folder, passphrase), False
    try:
        ledger = memory.open_ledger(args.folder, secrets.memory)
        joined = bool(ledger.noted(exchange.HUB))
        memory.close_ledger(args.folder, ledger)
        terminal.say(OfficeCli.HEAL_WHOLE if joined else OfficeCli.HEAL_NOTHING)
        if not joined:
            return Exit.OK
    except (LedgerMissing, LedgerDamaged, LedgerOlder, LedgerUnmarked) as error:
        print(terminal.explain(error), file=sys.stderr)
        yes = terminal.words(Cli.YES)
        if terminal.ask(OfficeCli.HEAL_ASK, yes=yes).strip().lower() != yes:
            terminal.say(OfficeCli.NOTHING)
            return Exit.REFUSED
        memory.heal(args.folder, secrets.memory, now())
        made = True
        terminal.say(OfficeCli.HEALED)
    with house.using(args.folder, secrets, now, exchange.line) as office:
        if made:
            office.trace(Event.HEALED)
        terminal.count("office_remembered", len([each for each in office.ledger.records() if each.hash]))
        try:
            with exchange.line(office) as client:
                learnt = exchange.relearn_all(office, client)
                exchange.deliver(office, client, everything=True)
        except LinkFault as fault:
            say_fault(fault, terminal)
            if made:
                memory.doubt(office.ledger)
                terminal.say(OfficeCli.HEAL_ALONE)
            terminal.say(OfficeCli.HEAL_KEYS if isinstance(fault, exchange.NotJoined) else OfficeCli.HEAL_LATER)
            return Exit.FAULT
    terminal.count("office_relearnt", learnt)
    return Exit.OK


# ---- desks -----------------------------------------------------------------------------------


def _desk_add(args: argparse.Namespace, terminal: Terminal) -> Exit:
    from kiosk.office import desks, exchange, show

    with open_house(args, terminal, need="keys") as office:
        if office is None:
            return Exit.REFUSED
        with exchange.line(office) as client:
            try:
                code = desks.expect(office, client, label := show.read_label(args.label))
            except ValueError:
                print(terminal.words(OfficeMore.LABEL_UNFIT), file=sys.stderr)
                return Exit.USAGE
    terminal.say(OfficeCli.DESK_CODE, label=label)
    print(f"\n    {code}\n")
    return Exit.OK


def _desk_list(args: argparse.Namespace, terminal: Terminal) -> Exit:
    """Show the desks, those that need a visit first; without a hub, what their files and their keys say of them."""
    from kiosk.core.health import DeskKnown, by_need
    from kiosk.office import desks, exchange, health
    from kiosk.office.desk_rows import desk_lines, plain_desk

    found: dict[bytes, DeskSeen] = {}
    worst = Exit.OK
    with open_house(args, terminal) as office:
        if office is None:
            return Exit.REFUSED
        if has_hub := bool(office.ledger.noted(exchange.HUB)):
            with exchange.line(office) as client:
                worst = say_forged(desks.settle_desks(office, client), terminal)
                found = {each.desk: each for each in client.desks()}
                health.gather_health(office, client)
        known = {each.desk: each for each in health.known_desks(office)}
    both = [*known.values(), *(DeskKnown(each.desk, each.label) for each in found.values() if each.desk not in known)]
    rows = by_need(both, now().astimezone().date())
    if args.json:
        plain = [plain_desk(each, why, found.get(each.desk)) for each, why in rows]
        print(json.dumps(plain, ensure_ascii=False, indent=1))
        return worst
    for each, why in rows:
        print(*desk_lines(each, why, found.get(each.desk), terminal.words), sep="\n")
    if not rows:
        terminal.say(OfficeCli.DESK_NONE)
    if has_hub:
        say_late(list(found.values()), terminal)
    return worst


def _desk_revoke(args: argparse.Namespace, terminal: Terminal) -> Exit:
    from kiosk.office import desks, exchange, keys, show

    with open_house(args, terminal, need="keys") as office:
        if office is None:
            return Exit.REFUSED
        found = [desk.desk for desk in keys.desks(args.folder) if args.label in (desk.label, desk.desk.hex())]
        if len(found) != 1:
            print(terminal.words(OfficeCli.DESK_UNKNOWN, label=show.on_one_line(args.label)), file=sys.stderr)
            return Exit.FAULT
        revoked = args.now or office.public.hub is None
        if revoked:
            desks.revoke(office, found[0])
        if office.public.hub is not None:
            try:
                with exchange.line(office) as client:
                    if not revoked and _waits(client.desks(), found[0]):
                        terminal.say(OfficeCli.DESK_WAITING, label=show.on_one_line(args.label))
                        return Exit.FAULT
                    if not revoked:
                        desks.revoke(office, found[0])
                        revoked = True
                    say_forged(desks.settle_desks(office, client), terminal)
            except LinkFault as fault:
                say_fault(fault, terminal)
                if not revoked:  # what waits at the hub is not known: nobody loses it unasked
                    print(terminal.words(OfficeCli.DESK_STAYS, label=show.on_one_line(args.label)), file=sys.stderr)
                    return Exit.FAULT
                terminal.say(OfficeCli.ANSWER_LATER)
    terminal.say(OfficeCli.DESK_GONE, label=show.on_one_line(args.label))
    return Exit.OK


def _waits(found: Sequence[DeskSeen], desk: bytes) -> bool:
    return any(each.waiting for each in found if each.desk == desk)
