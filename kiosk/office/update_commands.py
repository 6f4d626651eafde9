"""`kiosk office agree`: the office says that its desks may take a release. It decides when they change."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from kiosk.core.errors import NotUpdated
from kiosk.glass.terminal import Terminal
from kiosk.machine.clock import now
from kiosk.machine.exits import Exit
from kiosk.office.hub_commands import open_house
from kiosk.office.verbs import Verbs
from kiosk.words.commands import Cli
from kiosk.words.update import UpdateUi, why_unchanged


def register(verbs: Verbs) -> None:
    """Add this command to `office`."""
    agree = verbs.add("agree", UpdateUi.HELP_AGREE, _agree)
    agree.add_argument("release", type=Path, metavar="DOSSIER_USB", help=verbs.words(UpdateUi.HELP_RELEASE))


def _agree(args: argparse.Namespace, terminal: Terminal) -> Exit:
    from kiosk.core.release import UpdatePart, read_feed, read_program
    from kiosk.core.trace import Event
    from kiosk.office import assent

    try:
        verified = assent.look_at_release(args.release, now())
    except NotUpdated as error:
        print(terminal.words(why_unchanged(error.fault)), file=sys.stderr)
        return Exit.FAULT
    for part, each in verified.parts.items():
        if part is UpdatePart.SOFTWARE:
            program = read_program(each.says)
            terminal.say(UpdateUi.SOFTWARE, version=program.version, number=program.number)
        else:
            terminal.say(UpdateUi.GUIDANCE, number=read_feed(each.says).number)
    if not sys.stdin.isatty():
        print(terminal.words(Cli.NO_TERMINAL), file=sys.stderr)
        return Exit.REFUSED
    yes = terminal.words(Cli.YES)
    if terminal.ask(UpdateUi.ASK_AGREE, yes=yes).strip().lower() not in (yes, yes[0]):
        terminal.say(UpdateUi.NOT_AGREED)
        return Exit.REFUSED
    with open_house(args, terminal, need="keys") as house:
        if house is None:
            return Exit.REFUSED
        house.trace(Event.AGREED_UPDATE)
        assent.agree(house, args.release, verified)
    terminal.say(UpdateUi.AGREED)
    return Exit.OK
