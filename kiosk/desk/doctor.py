"""Looks at the machine and the desk, and says in plain sentences what is missing or wrong, with the remedy."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from kiosk.core.aloud import SpeechEnd
from kiosk.core.errors import ConfigFault, KioskError, ProcedureFault
from kiosk.core.moment import Moment, is_plausible
from kiosk.core.title import Label
from kiosk.crypto.sign import open_desk_file
from kiosk.desk.desk import Desk
from kiosk.desk.folder import PUBLIC, SETTINGS, STORE, absence, has_desk
from kiosk.desk.paper import file_path
from kiosk.desk.settings import Settings, load_settings
from kiosk.desk.slips import scripts
from kiosk.desk.speech import recordings_of
from kiosk.guidance.overrides import override
from kiosk.machine.files import read_own
from kiosk.machine.process import has_open_swap
from kiosk.speech.trial import has_machine_voice, plays
from kiosk.store.outside import is_broken
from kiosk.words.catalogues import Catalogues
from kiosk.words.commands import Cli, of_settings
from kiosk.words.mark import Sentence
from kiosk.words.speech import VoicesUi
from kiosk.words.ui import Ui

LEAST_SPACE = 50_000_000
"""Bytes free under which a desk should not start its day."""


@dataclass(frozen=True)
class Remark:
    """One thing that was looked at."""

    code: Sentence
    values: dict[str, object] = field(default_factory=dict)
    grave: bool = False
    """Whether a desk cannot work like this."""
    titles: Sequence[Label] = ()
    """What stands in the sentence as `titles`, to be worded."""
    languages: Sequence[str] = ()
    """The codes of what stands in it as `names`."""


def examine(data: Path, now: Moment, built: datetime) -> Iterator[Remark]:
    """Look at everything that a desk needs.

    Args:
        data: the data folder.
        now: the clocks.
        built: no clock before this can be right.
    """
    settings = Settings()
    try:
        settings = load_settings(data / SETTINGS)
    except ConfigFault as error:
        values = {"file": error.file, "key": error.key or "-", "detail": error.detail, "line": error.line}
        yield Remark(of_settings(error), values, grave=True)
    desk = Desk(data, settings)
    yield from _machine(now, built)
    yield from _folder(data)
    if has_desk(data):
        yield Remark(Cli.DOCTOR_DESK, {"folder": data})
        broken = is_broken(data / STORE)
        yield Remark(Cli.DOCTOR_BROKEN if broken else Cli.DOCTOR_LOCKED, grave=broken)
        name = ""
        try:
            office = desk.office()
            name = office.name
            yield Remark(Cli.DOCTOR_OFFICE, {"name": name or "?"})
        except KioskError:
            yield Remark(Cli.DOCTOR_NO_OFFICE, grave=True)
        if not _is_known(data):
            yield Remark(Cli.DOCTOR_NO_PUBLIC, {"file": PUBLIC}, grave=True)
        if not (settings.desk.structure or name):
            yield Remark(Cli.DOCTOR_NO_STRUCTURE, {"file": data / SETTINGS})
    else:
        yield Remark(absence(data), {"folder": data}, grave=True)
    yield from _content(desk)
    yield from _paper(desk)
    yield from _voice(desk)


def _is_known(data: Path) -> bool:
    """Tell whether the file by which an office knows this desk is whole: it is wanted when it must know it anew."""
    try:
        open_desk_file(read_own(data / PUBLIC))
    except (KioskError, OSError):
        return False
    return True


def _machine(now: Moment, built: datetime) -> Iterator[Remark]:
    if not is_plausible(now.wall, built, None):
        yield Remark(Ui.CLOCK_DOUBT, {"date": f"{now.wall:%d/%m/%Y}"}, grave=True)
    encoding = (sys.stdout.encoding or "").lower().replace("-", "")
    if encoding != "utf8":
        yield Remark(Cli.DOCTOR_NOT_UTF8, {"encoding": encoding or "?"})
    if has_open_swap():
        yield Remark(Cli.DOCTOR_SWAP)
    if sys.stdout.isatty():
        size = os.get_terminal_size()
        if size.columns < 40 or size.lines < 15:
            yield Remark(Cli.DOCTOR_SMALL, {"width": size.columns, "height": size.lines}, grave=True)


def _folder(data: Path) -> Iterator[Remark]:
    there = next(each for each in (data, *data.parents) if each.exists())
    if not os.access(there, os.W_OK):
        yield Remark(Cli.DOCTOR_NOT_WRITABLE, {"folder": there}, grave=True)
    free = shutil.disk_usage(there).free
    if free < LEAST_SPACE:
        yield Remark(Cli.DOCTOR_LITTLE_SPACE, {"free": free // 1_000_000}, grave=True)
    if data.exists() and data.stat().st_mode & 0o077:
        yield Remark(Cli.DOCTOR_OPEN_FOLDER, {"folder": data})


def _content(desk: Desk) -> Iterator[Remark]:
    procedures = desk.shelf()
    for fault in procedures.faults:
        yield Remark(Ui.HOME_FAULTS, {"file": fault.file}, grave=True)
    for title in procedures.titles():
        file = procedures.file(title.id)
        with suppress(ProcedureFault):  # one that went bad since is named above at the next start
            found = override(file, procedures.open(title.id))
            if found and found.made_from and found.moved_on:
                yield Remark(Cli.DOCTOR_MOVED_ON, {"file": file.name})
    if not all(folder.is_dir() for folder in desk.folders()):
        yield Remark(Cli.DOCTOR_NO_FOLDER, {"folder": desk.settings.procedures.folder}, grave=True)
    yield Remark(Cli.DOCTOR_PROCEDURES, titles=[title.title for title in procedures.titles()])
    words = desk.words()
    yield Remark(Cli.DOCTOR_LANGUAGES, languages=[each.code for each in words.languages()])
    from kiosk.words.owned import own_faults  # reads whole catalogues: wanted here alone

    for code, values in own_faults(desk.own_words):
        yield Remark(code, values)
    for broken in words.broken:
        if desk.own_words is None or not broken.startswith(str(desk.own_words)):  # those are named above
            yield Remark(Cli.DOCTOR_CATALOGUE, {"name": broken})


def _paper(desk: Desk) -> Iterator[Remark]:
    words = desk.words()
    drawn = [code for code, package in scripts(words).items() if not package]
    yield Remark(Cli.DOCTOR_PRINTS, languages=drawn)
    yield from missing_scripts(words)
    if desk.settings.printer.kind == "screen":
        yield Remark(Cli.DOCTOR_SCREEN_ONLY)
    if desk.settings.printer.kind == "file":
        file = file_path(desk)
        if not file.is_char_device() and not file.is_relative_to("/dev"):
            yield Remark(Cli.DOCTOR_PLAIN_FILE, {"file": file})


def _voice(desk: Desk) -> Iterator[Remark]:
    """Look whether pages can be said aloud here: what is missing, else how many recordings there are."""
    settings = desk.settings.voice
    if not settings.on:
        yield Remark(VoicesUi.DOCTOR_OFF)
        return
    played = plays()
    if played is not SpeechEnd.SAID:
        yield Remark(VoicesUi.DOCTOR_NO_PLAYER if played is SpeechEnd.NO_PLAYER else VoicesUi.DOCTOR_NO_SOUND)
        return
    if not (settings.machine and has_machine_voice("fr")):
        yield Remark(VoicesUi.DOCTOR_NO_MACHINE)
    yield Remark(VoicesUi.DOCTOR_VOICE, {"number": sum(recordings_of(desk).count().values())})


def missing_scripts(words: Catalogues) -> Iterator[Remark]:
    """Say of each language that this machine cannot print what to install."""
    for code, package in scripts(words).items():
        if package:
            yield Remark(Cli.DOCTOR_NO_FONT, {"package": package}, languages=[code])
