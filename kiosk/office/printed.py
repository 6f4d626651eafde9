"""What a key holds, and how an act is printed: shared by the office's commands."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kiosk.core.accessible import accessible
from kiosk.core.errors import FileFault, KioskError, ProcedureFault
from kiosk.glass.terminal import Terminal, exit_code
from kiosk.machine.exits import Exit
from kiosk.words.office import OfficeCli

if TYPE_CHECKING:
    from kiosk.core.procedure import Procedure
    from kiosk.office.house import House
    from kiosk.office.inbox import Act, Unopened
    from kiosk.wire.signed import Bundle, SentAct


def read_bundles(paths: list[Path], key_of: Callable[[bytes], bytes], terminal: Terminal) -> tuple[list[Bundle], Exit]:
    """Read what can be read, say why of the rest, and give the worst exit code."""
    from kiosk.office.inbox import load_bundle

    bundles, worst = [], Exit.OK
    for path in paths:
        try:
            bundles.append(load_bundle(path, key_of))
        except FileFault as error:
            worst = max(worst, terminal.fail(error))
        except KioskError as error:
            print(_named(terminal, path.name, error), file=sys.stderr)
            worst = max(worst, exit_code(error))
    return bundles, worst


def refused_acts(refused: Sequence[Unopened]) -> Exit:
    """Give the exit code of acts that could not be opened: what is damaged here is no refusal."""
    return max((exit_code(each.error) for each in refused), default=Exit.OK)


def kept_act(office: House, act: bytes) -> list[SentAct]:
    """Give the sealed bytes of an act that are here; none where they are not."""
    from kiosk.wire.signed import SentAct

    kept = office.ledger.book.kept(act)
    if kept is None:
        return []
    return [SentAct(id=kept.act, reference=kept.reference, key_hash=kept.key_hash, envelope=kept.envelope)]


def print_acts(args: argparse.Namespace, acts: Sequence[Act], terminal: Terminal) -> None:
    """Print what was opened."""
    from kiosk.guidance.files import SHIPPED
    from kiosk.guidance.shelf import Shelf
    from kiosk.office import keys
    from kiosk.office.show import Shown
    from kiosk.office.telling import unmarked
    from kiosk.words.catalogues import Catalogues

    shown = Shown(Catalogues(), terminal.language)
    shelf = Shelf((SHIPPED, own) if (own := getattr(args, "procedures", None)) else (SHIPPED,))
    for act in acts:
        desk = keys.desk_of(args.folder, act.desk, gone=True)
        # What a hub says of when its bytes came proves nothing: whoever has the desk's key may have made them since.
        doubtful = not keys.is_trusted(args.folder, act.desk)
        procedure = _procedure(shelf, act.procedure, act.version)
        lines = shown.act(act, desk.label, procedure, doubtful=doubtful)
        print("\n".join(filter(None, map(unmarked, lines)) if accessible(os.environ) else lines))
    terminal.count("cli_opened", len(acts))
    if acts:
        terminal.say(OfficeCli.SCREEN_KEEPS)


def _procedure(shelf: Any, name: str, version: str) -> Procedure | None:
    """Give the guidance in the very version that was followed, if it is here."""
    try:
        procedure: Procedure = shelf.open(name)
    except ProcedureFault:
        return None
    return procedure if procedure.version == version else None


def refused_line(terminal: Terminal, reference: str, error: KioskError) -> str:
    """Say why an act was refused."""
    from kiosk.core.reference import spell

    return _named(terminal, spell(reference), error)


def _named(terminal: Terminal, name: str, error: KioskError) -> str:
    return terminal.words(OfficeCli.REFUSED, name=name, why=terminal.explain(error))
