"""What the commands share: words on the terminal, and passphrases asked without an echo."""

from __future__ import annotations

import os
import re
import sys
import termios
import textwrap
from argparse import Namespace
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout, suppress
from enum import Enum
from typing import TYPE_CHECKING, Any, TextIO, cast

from kiosk.core.errors import (
    AddressFault,
    ConfigFault,
    DriveGone,
    FileFault,
    KioskError,
    ProcedureFault,
    StoreDamaged,
    TooSoon,
    Unsent,
    WrongPassphrase,
)
from kiosk.core.harmless import harmless_lines
from kiosk.core.title import Label
from kiosk.machine.exits import Exit
from kiosk.machine.tty import throw_away
from kiosk.words.catalogues import SOURCE_LANGUAGE, Catalogues
from kiosk.words.languages import Language
from kiosk.words.ui import Ui

if TYPE_CHECKING:
    from kiosk.core.paper import PrintReport

_TRIES = 3
CLEAR = "\x1b[H\x1b[2J\x1b[3J"
"""Empties the screen and what can be scrolled back to."""


_TABLE = r"\S {2,}\S|^\s*[][{}\"]|^[\w.]+ = "
"""What is no sentence: it has columns, or is for a program."""
_MARK = r" *(?:[^\w\s«(] )? *"
"""What stands before a sentence: the lines after the first begin under its first word."""
_INPUT, _LOCAL = 0, 3
"""Where `termios` keeps how a terminal treats what is typed."""


def clear_screen() -> None:
    """Empty the terminal and what can be scrolled back to: a plain console has no second screen to leave behind."""
    if sys.stdout.isatty():
        steer(CLEAR)


class _Guarded:
    """A stream that lets lines of text through, and nothing that commands a terminal, which gets them wrapped."""

    def __init__(self, beneath: TextIO) -> None:
        self.beneath = beneath

    def write(self, text: str) -> int:
        lines, width = harmless_lines(text), _width(self.beneath)
        self.beneath.write(wrapped(lines, width) if width else lines)
        return len(text)

    def writelines(self, lines: Iterable[str]) -> None:
        for line in lines:
            self.write(line)

    def __getattr__(self, name: str) -> Any:
        return getattr(self.beneath, name)


def _width(stream: TextIO) -> int:
    """Tell how many columns a terminal has; 0 where the stream leads to none, or to one that does not say."""
    try:
        return os.get_terminal_size(stream.fileno()).columns if stream.isatty() else 0
    except (OSError, ValueError):
        return 0


def wrapped(text: str, width: int) -> str:
    """Break lines between words where a terminal would cut inside them; columns, JSON and settings stay as they are."""
    return "\n".join(
        line if len(line) <= width or re.search(_TABLE, line) else _folded(line, width) for line in text.split("\n")
    )


def _folded(line: str, width: int) -> str:
    mark = re.match(_MARK, line)
    under = " " * len(mark[0]) if mark else ""
    words = line.rstrip(" ")
    parts = textwrap.wrap(words, width, subsequent_indent=under, break_long_words=False, break_on_hyphens=False)
    return "\n".join(parts) + line[len(words) :]


@contextmanager
def guarded() -> Iterator[None]:
    """Let nothing reach the terminal raw, whoever prints it: names of files, errors of the system and of libraries.

    Values in sentences are cleaned by `Terminal.words` already, line ends included; what is printed past it is caught
    here. What the kiosk itself tells a terminal goes by `steer`.
    """
    out, err = (cast("TextIO", _Guarded(stream)) for stream in (sys.stdout, sys.stderr))
    with redirect_stdout(out), redirect_stderr(err):
        yield


def steer(signs: str) -> None:
    """Give the terminal a command of our own."""
    print(signs, end="", file=getattr(sys.stdout, "beneath", sys.stdout), flush=True)


@contextmanager
def hushed() -> Iterator[None]:
    """Show nothing of what is typed, and let no key stop the program: until its first screen stands, and after.

    What was typed and not taken goes to nobody: whoever is given the terminal would run it.
    """
    if not sys.stdin.isatty():
        yield
        return
    usual = termios.tcgetattr(sys.stdin)
    quiet = [*usual]
    quiet[_LOCAL] &= ~(termios.ECHO | termios.ISIG | termios.ICANON)
    # An Enter that is typed ahead stays one, and Ctrl+S holds nothing that is to be shown.
    quiet[_INPUT] &= ~(termios.ICRNL | termios.IXON)
    termios.tcsetattr(sys.stdin, termios.TCSANOW, quiet)
    try:
        yield
    finally:
        with suppress(termios.error):  # the terminal is gone
            throw_away(sys.stdin.fileno())
            termios.tcsetattr(sys.stdin, termios.TCSANOW, usual)


class Terminal:
    """Speaks to the person who runs a command, in one language.

    Args:
        catalogues: the words.
        language: in which.
    """

    def __init__(self, catalogues: Catalogues, language: str) -> None:
        self.catalogues, self.language = catalogues, language

    def words(self, code: Enum, **values: object) -> str:
        """Word a code."""
        return self.catalogues.say(code, self.language, **values)

    def say(self, code: Enum, **values: object) -> None:
        """Print a sentence."""
        print(self.words(code, **values))

    def ask(self, code: Enum, **values: object) -> str:
        """Ask in a sentence, and give the line that is typed."""
        print(self.words(code, **values), end="", flush=True)
        return input()

    def report(self, report: PrintReport) -> None:
        """Print what became of a print."""
        print(" ".join(self.catalogues.report(report, self.language)))

    def count(self, key: str, number: int) -> None:
        """Print a sentence that counts."""
        print(self.catalogues.count(key, number, self.language))

    def guidance(self, what: Label) -> str:
        """Word a name of guidance."""
        return self.catalogues.guidance(what, self.language)

    def language_name(self, code: str) -> str:
        """Name a language by its code; the code where nobody knows it."""
        known = (each for each in self.catalogues.languages() if each.code == code)
        return self.name_of(next(known, Language(code, code)))

    def name_of(self, which: Language) -> str:
        """Name a language in letters that a console has."""
        from kiosk.words.dates import language_called

        if which.french and self.language == SOURCE_LANGUAGE:
            return which.french
        names = (language_called(name, self.language) for name in (which.code, which.locale))
        return next(filter(None, names), which.french or which.code)

    def fail(self, error: KioskError) -> Exit:
        """Print what went wrong and its remedy on standard error, and give the exit code."""
        print(self.explain(error), file=sys.stderr)
        return exit_code(error)

    def explain(self, error: KioskError) -> str:
        """Word what went wrong and its remedy."""
        from kiosk.words.commands import Cli, of_settings
        from kiosk.words.files import reason as file_reason

        match error:
            case ProcedureFault():
                from kiosk.core.check import Fault

                reason = self.words(Fault(error.fault), detail=error.detail)
                if error.step:
                    return self.words(Cli.PROCEDURE_FAULT, file=error.file, step=error.step, reason=reason)
                return self.words(Cli.PROCEDURE_FAULT_FILE, file=error.file, reason=reason)
            case ConfigFault():
                values = {"file": error.file, "key": error.key or "-", "detail": error.detail, "line": error.line}
                text = self.words(of_settings(error), **values)
                if error.nearest:
                    text += " " + self.words(Cli.CONFIG_NEAREST, nearest=error.nearest)
                return text
            case FileFault() if not isinstance(error, AddressFault | DriveGone) and file_reason(error.reason) is None:
                return self.words(Ui.FILE_FAULT, file=error.file, reason=error.reason)
            case WrongPassphrase() | TooSoon() if error.wait:
                text = self.catalogues.error(error, self.language)
                return f"{text} {self.catalogues.count('throttled', error.wait, self.language)}"
            case Unsent():
                counted = self.catalogues.count("cli_unsent", error.acts, self.language)
                return f"{counted} {self.catalogues.error(error, self.language)}"
            case StoreDamaged() if error.kept:
                return f"{self.catalogues.error(error, self.language)} ({error.kept})"
        return self.catalogues.error(error, self.language)

    def ask_passphrase(self, prompt: Enum | None = None) -> str | None:
        """Ask for a passphrase without showing it; None without a real terminal, after saying so."""
        from getpass import getpass

        from kiosk.words.commands import Cli

        if not sys.stdin.isatty():
            print(self.words(Cli.NO_TERMINAL), file=sys.stderr)
            return None
        try:
            return getpass(self.words(prompt or Cli.PASSPHRASE))
        except UnicodeDecodeError:  # bytes that are no letters are in no passphrase
            return "\ufffd"

    def new_passphrase(self, known: Iterable[str] = ()) -> str | None:
        """Ask for a new passphrase twice; None, after saying why, if there is none to use.

        Args:
            known: words that anybody here would try first, such as the name of the association.
        """
        from kiosk.core.staff import LONGEST_PASSPHRASE, SHORTEST_PASSPHRASE
        from kiosk.machine.keyboard import layout
        from kiosk.machine.passphrase import weakness_of
        from kiosk.words.commands import Cli

        if sys.stdin.isatty():
            self.say(Cli.PASSPHRASE_HELP, least=SHORTEST_PASSPHRASE)
            if keyboard := layout():
                self.say(Cli.KEYBOARD, layout=keyboard)
        first = self.ask_passphrase(Cli.PASSPHRASE_NEW)
        if first is None:
            return None
        if weakness := weakness_of(first, known):
            print(self.words(weakness, least=SHORTEST_PASSPHRASE, most=LONGEST_PASSPHRASE), file=sys.stderr)
            return None
        if self.ask_passphrase(Cli.PASSPHRASE_AGAIN) != first:
            print(self.words(Cli.PASSPHRASES_DIFFER), file=sys.stderr)
            return None
        return first

    def copied(self, paper: str, words: Enum, *, shown: bool = True) -> bool:
        """Show a recovery secret once, hide it again, and have one group typed back from the paper.

        Args:
            paper: its groups, with hyphens between them.
            words: what it is.
            shown: whether to show it; not where a printer has put it on paper.
        """
        from secrets import randbelow

        from kiosk.words.commands import Cli

        groups = paper.split("-")
        if shown:
            self.say(words)
            for number, group in enumerate(groups, start=1):
                print(f"    {number}.  {group}")
            self.ask(Cli.PAPER_COPIED)
            steer(CLEAR)
        asked = randbelow(len(groups))
        for _ in range(_TRIES):
            typed = self.ask(Cli.PAPER_GROUP, number=asked + 1)
            if typed.strip().upper().translate(str.maketrans("OIL", "011")) == groups[asked]:
                return True
        return False


def exit_code(error: KioskError) -> Exit:
    """Give the exit code of an error."""
    from kiosk.core import errors

    refused = (
        errors.WrongPassphrase,
        errors.TooSoon,
        errors.NotGenuine,
        errors.NotForUs,
        errors.NotVouched,
        errors.DeskGone,
        errors.TrainingOnly,
    )
    match error:
        case errors.StoreBusy():
            return Exit.BUSY
        case errors.StoreMissing():
            return Exit.NO_DESK
        case errors.VouchDamaged():  # nobody is refused: a file of the office's own does not say whom it trusts
            return Exit.FAULT
        case _ if isinstance(error, refused):
            return Exit.REFUSED
        case _:
            return Exit.FAULT


def speaks() -> str:
    """Guess the language of the person at the command line: French unless the locale says English."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if value := os.environ.get(name):
            return "en" if value.lower().startswith("en") else "fr"
    return "fr"


Action = Callable[[Namespace, Terminal], Exit]
"""What a command does once its words are parsed."""
