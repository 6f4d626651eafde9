"""The commands for speakers: `kiosk voices record` and `kiosk voices check`."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kiosk.commands.meant import meant_language, meant_procedure
from kiosk.core.errors import FileFault
from kiosk.desk.folder import default_data
from kiosk.glass.terminal import Terminal
from kiosk.machine.exits import Exit
from kiosk.words.speech import FLAWS, VoicesUi
from kiosk.words.start import Start

if TYPE_CHECKING:
    from kiosk.core.aloud import Aloud
    from kiosk.core.sound import Flaw
    from kiosk.desk.desk import Desk
    from kiosk.speech.recorder import Recorder
    from kiosk.speech.recordings import Recordings
    from kiosk.words.catalogues import Catalogues


def register(subparsers: Any, words: Callable[[Enum], str]) -> None:
    """Add `voices` to the command line. The parsed `action` takes the arguments and the terminal.

    Args:
        subparsers: what `ArgumentParser.add_subparsers` gave.
        words: words a code for `--help`.
    """
    voices = subparsers.add_parser("voices", help=words(VoicesUi.HELP))
    inner = voices.add_subparsers(required=True, metavar="COMMANDE")
    record = inner.add_parser("record", help=words(VoicesUi.HELP_RECORD), description=words(VoicesUi.HELP_RECORD))
    record.add_argument("language", metavar="LANGUE", help=words(VoicesUi.HELP_LANGUAGE))
    record.set_defaults(action=_record)
    check = inner.add_parser("check", help=words(VoicesUi.HELP_CHECK), description=words(VoicesUi.HELP_CHECK))
    check.add_argument("language", nargs="?", default="", metavar="LANGUE", help=words(VoicesUi.HELP_LANGUAGE))
    check.set_defaults(action=_check)
    for command in (record, check):
        command.add_argument("--procedure", default="", metavar="DEMARCHE", help=words(VoicesUi.HELP_PROCEDURE))
        command.add_argument("--folder", type=Path, metavar="DOSSIER", help=words(VoicesUi.HELP_FOLDER))
        command.add_argument("--data", type=Path, metavar="DOSSIER", help=words(Start.HELP_DATA))


@dataclass(frozen=True)
class _Needs:
    """What both commands work on."""

    desk: Desk
    recordings: Recordings
    terminal: Terminal
    catalogues: Catalogues
    """The desk's: an association may have languages of its own."""
    every: Sequence[tuple[str, Aloud]]
    """Each sentence in French, and in the language."""
    language: str
    whole: bool
    """Whether these are all the sentences that there are."""

    def flaws(self, aloud: Aloud, file: Path) -> list[Flaw]:
        """Say what is wrong with a recording."""
        from kiosk.core.sound import Flaw, flaws

        try:
            return list(flaws(self.recordings.measure(file), aloud.text))
        except (OSError, ValueError):
            return [Flaw.DAMAGED]

    def worded(self, found: Sequence[Flaw]) -> str:
        """Word what is wrong."""
        return ", ".join(self.terminal.words(FLAWS[each]) for each in found)


# ---- check --------------------------------------------------------------------------------------


def _check(arguments: argparse.Namespace, terminal: Terminal) -> Exit:
    known = {each.code for each in _desk(arguments).words().languages()}
    recordings = _recordings(arguments)
    codes = [arguments.language] if arguments.language else [code for code in recordings.count() if code in known]
    wrong = False
    for code in codes or ["fr"]:
        needs = _needs(arguments, terminal, code)
        if needs is None:
            return Exit.USAGE
        wrong = _checked(needs) or wrong
    return Exit.FAULT if wrong else Exit.OK


def _checked(needs: _Needs) -> bool:
    """Say how the recordings of a language stand; True where one is to be made again, or is of no use any more."""
    terminal, recordings = needs.terminal, needs.recordings
    recorded = [aloud for _, aloud in needs.every if recordings.has(aloud)]
    flawed = [(aloud, found) for aloud in recorded if (found := needs.flaws(aloud, recordings.path(aloud)))]
    missing = len(needs.every) - len(recorded)
    name = _name(needs)
    counted = {"recorded": len(recorded), "all": len(needs.every), "missing": missing, "flawed": len(flawed)}
    terminal.say(VoicesUi.CHECK_LINE, language=name, **counted)
    for aloud, found in flawed:
        file = recordings.path(aloud).name
        terminal.say(VoicesUi.CHECK_FLAW, file=file, flaws=needs.worded(found), text=aloud.text)
    stale = recordings.names(needs.language) - {aloud.name for _, aloud in needs.every} if needs.whole else set()
    if stale:
        terminal.say(VoicesUi.CHECK_STALE, language=name, stale=len(stale))
    if missing:
        from kiosk.desk.speech import speaks_by_machine

        speaks = speaks_by_machine(needs.desk, needs.language, needs.catalogues)
        terminal.say(VoicesUi.CHECK_MACHINE if speaks else VoicesUi.CHECK_NO_MACHINE, language=name)
    return bool(flawed or stale)


# ---- record -------------------------------------------------------------------------------------


class _Enough(Exception):  # no fault: the speaker ends the sitting
    """Nothing more is recorded now."""


def _record(arguments: argparse.Namespace, terminal: Terminal) -> Exit:
    from kiosk.speech.recorder import Recorder

    needs = _needs(arguments, terminal, arguments.language)
    if needs is None:
        return Exit.USAGE
    recorder, recordings = Recorder(), needs.recordings
    if not recorder.is_there:
        terminal.say(VoicesUi.NO_RECORDER)
        return Exit.FAULT
    left = [each for each in needs.every if _is_wanted(needs, each[1])]
    name = _name(needs)
    if not left:
        terminal.say(VoicesUi.NOTHING_LEFT, language=name, all=len(needs.every))
        return Exit.OK
    terminal.say(VoicesUi.BEGINS, language=name, missing=len(left), all=len(needs.every))
    kept = 0
    try:
        for at, (french, aloud) in enumerate(left, start=1):
            print()
            terminal.say(VoicesUi.SENTENCE, at=at, of=len(left))
            if aloud.text != french:
                terminal.say(VoicesUi.IN_FRENCH, text=french)
            print(f"\n  {aloud.text}\n")
            kept += _one(needs, recorder, aloud)
    except (_Enough, EOFError, KeyboardInterrupt):
        print()
    except OSError as error:
        raise FileFault(recordings.folder.name, "UNWRITABLE") from error
    terminal.say(VoicesUi.KEPT, number=kept, left=len(left) - kept, folder=recordings.folder / needs.language)
    return Exit.OK


def _is_wanted(needs: _Needs, aloud: Aloud) -> bool:
    """Tell whether a sentence has no recording, or one that is to be made again."""
    return not needs.recordings.has(aloud) or bool(needs.flaws(aloud, needs.recordings.path(aloud)))


def _one(needs: _Needs, recorder: Recorder, aloud: Aloud) -> bool:
    """Record a sentence until the speaker keeps it or passes; says which. Raises _Enough, and OSError."""
    terminal, fresh = needs.terminal, needs.recordings.fresh(aloud)
    try:
        if _answered(terminal, VoicesUi.READY) is VoicesUi.LETTER_PASS:
            return False
        while True:
            if not recorder.record(fresh, aloud.text, lambda: _enter(terminal)):
                terminal.say(VoicesUi.NO_MICROPHONE)
                raise _Enough
            if found := needs.flaws(aloud, fresh):
                terminal.say(VoicesUi.FLAWED, flaws=needs.worded(found))
            match _judged(terminal, recorder, fresh):
                case VoicesUi.LETTER_PASS:
                    return False
                case None:
                    needs.recordings.accept(aloud)
                    return True
    finally:
        fresh.unlink(missing_ok=True)


def _judged(terminal: Terminal, recorder: Recorder, fresh: Path) -> VoicesUi | None:
    """Let the speaker hear it, as often as she wants, and say what becomes of it; None: it is kept."""
    while True:
        if not recorder.play(fresh):
            terminal.say(VoicesUi.NO_PLAY)
        answer = _answered(terminal, VoicesUi.KEEP)
        if answer is not VoicesUi.LETTER_HEAR:
            return answer


def _enter(terminal: Terminal) -> None:
    terminal.ask(VoicesUi.RECORDS)


def _answered(terminal: Terminal, code: VoicesUi) -> VoicesUi | None:
    """Ask for a letter, in the language of who types or in French; None for Enter. Raises _Enough."""
    letters = (VoicesUi.LETTER_PASS, VoicesUi.LETTER_END, VoicesUi.LETTER_HEAR, VoicesUi.LETTER_AGAIN)
    typed = terminal.ask(code).strip().casefold()
    answer = next((each for each in letters if typed == terminal.words(each).casefold()), None)
    if answer is VoicesUi.LETTER_END:
        raise _Enough
    return answer


# ---- both ---------------------------------------------------------------------------------------


def _needs(arguments: argparse.Namespace, terminal: Terminal, language: str) -> _Needs | None:
    """Give what a command works on; None, and said, where the language or the procedure is none of the kiosk's."""
    from kiosk.core.aloud import every_aloud
    from kiosk.core.procedure import Procedure
    from kiosk.words.aloud import frame_aloud, to_record

    desk = _desk(arguments)
    catalogues = desk.words()
    known = meant_language(language, catalogues, terminal)
    if known is None:
        return None
    shelved = desk.shelf()
    names = [each.id for each in shelved.titles()]
    one = meant_procedure(arguments.procedure, shelved.titles(), (), terminal) if arguments.procedure else ""
    if one is None:
        return None

    def wanted() -> Iterator[Procedure]:
        yield from (shelved.open(each) for each in names if not one or each == one)
        if not one:
            yield shelved.triage().questions

    every = [each for procedure in wanted() for each in every_aloud(procedure)]
    if not one:
        every += frame_aloud(shelved.glossary())
    said = to_record(every, known.code, catalogues)
    return _Needs(desk, _recordings(arguments), terminal, catalogues, said, known.code, not one)


def _desk(arguments: argparse.Namespace) -> Desk:
    from kiosk.desk.desk import open_settings

    return open_settings(arguments.data or default_data(training=False))


def _recordings(arguments: argparse.Namespace) -> Recordings:
    from kiosk.desk.speech import recordings_of
    from kiosk.speech.recordings import Recordings

    return Recordings(arguments.folder) if arguments.folder else recordings_of(_desk(arguments))


def _name(needs: _Needs) -> str:
    return next(each.shown for each in needs.catalogues.languages() if each.code == needs.language)
