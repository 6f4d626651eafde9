"""The office's commands about its keys: `keys`, `passphrase`."""

from __future__ import annotations

import argparse
from dataclasses import replace
from typing import TYPE_CHECKING

from kiosk.core.errors import LinkFault
from kiosk.glass.terminal import Terminal
from kiosk.machine.exits import Exit
from kiosk.office.hub_commands import open_house, say_fault
from kiosk.office.verbs import Verbs
from kiosk.words.office import OfficeCli

if TYPE_CHECKING:
    from kiosk.office.keys import Secrets


def register(verbs: Verbs) -> None:
    """Add these commands to `office`."""
    add, words = verbs.add, verbs.words
    keys = verbs.group("keys", OfficeCli.HELP_KEYS)
    add("list", OfficeCli.HELP_KEYS_LIST, _keys_list, keys)
    rotate = add("rotate", OfficeCli.HELP_KEYS_ROTATE, _keys_rotate, keys)
    rotate.add_argument("--signing", action="store_true", help=words(OfficeCli.HELP_SIGNING))
    add("recover", OfficeCli.HELP_KEYS_RECOVER, _keys_recover, keys)
    add("passphrase", OfficeCli.HELP_PASSPHRASE, _passphrase)


def _keys_list(args: argparse.Namespace, terminal: Terminal) -> Exit:
    from kiosk.crypto.keys import public_key, reading_key_id
    from kiosk.office import keys

    with open_house(args, terminal) as office:
        if office is None:
            return Exit.REFUSED
        mine = [public_key(each) for each in office.secrets.readers]
        sealed = keys.public(args.folder).reading_keys
    for each in (*sealed, *(key for key in mine if key not in sealed)):
        known = OfficeCli.KEY_NOW if each in sealed else OfficeCli.KEY_OLD
        code = known if each in mine else OfficeCli.KEY_PAPER
        print(f"{reading_key_id(each).hex()}  {terminal.words(code)}")
    return Exit.OK


def _keys_rotate(args: argparse.Namespace, terminal: Terminal) -> Exit:
    from kiosk.core.trace import Event
    from kiosk.office import chapters, exchange, keys, notes, rotation

    with open_house(args, terminal, need="keys") as office:
        if office is None:
            return Exit.REFUSED
        if chapters.own_seat(office) is not None:  # changed at two seats at once, they would fit no more
            with exchange.line(office) as client:
                notes.settle_notes(office, client)
        secrets = rotation.rotate(args.folder, office.secrets, signing=args.signing)
        fresh = replace(office, secrets=secrets)
        if args.signing:
            fresh.say_again()
        fresh.trace(Event.ROTATED)
        terminal.say(OfficeCli.ROTATED, file=keys.PUBLIC)
        if fresh.public.hub is not None:
            try:
                with exchange.line(fresh) as client:
                    exchange.deliver(fresh, client)
            except LinkFault as fault:
                say_fault(fault, terminal)
                terminal.say(OfficeCli.ANSWER_LATER)
    return Exit.OK


def _keys_recover(args: argparse.Namespace, terminal: Terminal) -> Exit:
    from kiosk.office import keys

    keys.public(args.folder)
    typed = terminal.ask_passphrase(OfficeCli.ASK_PAPER)
    return Exit.REFUSED if typed is None else _change(args, terminal, keys.recover(args.folder, typed))


def _passphrase(args: argparse.Namespace, terminal: Terminal) -> Exit:
    from kiosk.office import keys

    keys.public(args.folder)
    typed = terminal.ask_passphrase()
    return Exit.REFUSED if typed is None else _change(args, terminal, keys.unlock_office(args.folder, typed))


def _change(args: argparse.Namespace, terminal: Terminal, secrets: Secrets) -> Exit:
    from kiosk.office import keys

    passphrase = terminal.new_passphrase()
    if passphrase is None:
        return Exit.REFUSED
    keys.change_passphrase(args.folder, secrets, passphrase)
    terminal.say(OfficeCli.PASSPHRASE_CHANGED)
    return Exit.OK
