"""The `kiosk` command: parses, hands over, and ends with a code of `kiosk.machine.exits.Exit`, whatever happens."""

from __future__ import annotations

import argparse
import gc
import os
import sys
from collections.abc import Sequence

from kiosk import __version__
from kiosk.commands import run
from kiosk.commands.usage import speaking
from kiosk.core.errors import KioskError
from kiosk.desk.desk import catalogues
from kiosk.glass.terminal import Action, Terminal, guarded, speaks
from kiosk.machine.exits import Exit
from kiosk.words.start import Start
from kiosk.words.ui import Ui
from kiosk.words.usage import COMMANDS, Usage


def main(argv: Sequence[str] | None = None) -> int:
    """Run a command and give its exit code."""
    # A locale that is not UTF-8 must not turn names into question marks, nor stop the kiosk.
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    with guarded():
        return _main(sys.argv[1:] if argv is None else argv)


def _main(words: Sequence[str]) -> int:
    terminal = Terminal(catalogues(), speaks())
    arguments = command_line(terminal, words[:1]).parse_args(words)
    action: Action = arguments.action
    try:
        return action(arguments, terminal)
    except KioskError as error:
        return terminal.fail(error)
    except BrokenPipeError:  # whoever read a report has seen enough; nothing more is written, not even at exit
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return Exit.OK
    except (KeyboardInterrupt, EOFError):
        print(file=sys.stderr)
        print(terminal.words(Start.INTERRUPTED), file=sys.stderr)
        return Exit.FAULT
    except Exception as error:
        if os.environ.get("KIOSK_DEVELOPER"):
            raise
        print(terminal.words(Ui.CRASHED, error=type(error).__name__), file=sys.stderr)
        return Exit.CRASH


def command_line(terminal: Terminal, given: Sequence[str]) -> argparse.ArgumentParser:
    """Give what reads the words of a command.

    Args:
        terminal: words the help.
        given: the words, as far as they tell which command it is.
    """
    say = terminal.words
    parser = speaking(say, terminal.language)(
        prog="kiosk",
        description=say(Start.ABOUT),
        epilog=say(Start.EXIT_CODES),
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=f"kiosk {__version__}", help=say(Usage.VERSION))
    commands = parser.add_subparsers(required=True, metavar="COMMANDE", dest="command")

    run.register(commands, terminal)
    if list(given) in (["run"], [COMMANDS["run"]]):
        return parser  # the kiosk need not know of the other commands to start; it looks for garbage once it stands

    gc.enable()
    from kiosk.commands import doctor, making, paper, procedures, published, road, staff, translations, update, voices
    from kiosk.commands.press import FolderPress, face_wanted
    from kiosk.hub import commands as hub
    from kiosk.office import commands as office

    for each in (making, road, procedures, translations, voices, doctor, staff, published, update):
        each.register(commands, say)
    paper.register(commands, say, terminal.language)
    office.register(commands, say, FolderPress, terminal.language, face_wanted)
    hub.register(commands, say)
    return parser
