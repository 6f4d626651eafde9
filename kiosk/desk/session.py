"""Chooses the real things of a desk that is open: store, sealer, paper, road, words."""

from __future__ import annotations

import fcntl
import os
import shutil
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from kiosk.core.answer import clean
from kiosk.core.errors import FileFault, KioskError, StoreBusy, StoreMissing
from kiosk.core.receipt import Desk
from kiosk.core.retention import Keep
from kiosk.core.staff import Member, new_name
from kiosk.core.trace import Event
from kiosk.crypto import box, keys, sign, vault
from kiosk.crypto.seal import DeskSealer
from kiosk.desk.ending import make_room
from kiosk.desk.keys import (
    STAFF,
    STORE,
    Keys,
    dump_names,
    open_keys,
    unlock_slot,
    write_small,
)
from kiosk.desk.paper import paper, printer_of
from kiosk.desk.run import SETTINGS, VAULT, shelf
from kiosk.desk.training import case_printer, claim, harmless, staged
from kiosk.files import open_plain, read_own
from kiosk.flows.clock import Watch, attested
from kiosk.flows.count import Tally
from kiosk.flows.follow import Follow
from kiosk.flows.forget import Forgotten, forget
from kiosk.flows.unlock import Opener, Paper, Session, Verifier
from kiosk.flows.visit import Tools
from kiosk.flows.who import Who
from kiosk.machine import france
from kiosk.machine.clock import BUILT, new_id, read_clock
from kiosk.settings import Settings
from kiosk.store.disk import system_errors
from kiosk.store.tables import TinyStore, open_store
from kiosk.terminal import Exit, Terminal
from kiosk.wire.signed import DeskPublic, OfficePublic, envelope_hash
from kiosk.words.catalogues import Catalogues
from kiosk.words.ui import Ui

OFFICE, DESK = "office.public", "desk.public"
LOCK = "lock"
"""The file by which a folder of training is held, and known."""
_SEED, DESK_ID = "desk-seed", "desk-id"


# ---- folders ------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Folders:
    """Where a desk keeps its things."""

    data: Path

    @property
    def settings(self) -> Path:
        """The settings file."""
        return self.data / SETTINGS

    @property
    def vault(self) -> Path:
        """The key slots."""
        return self.data / VAULT


# ---- a real desk --------------------------------------------------------------------------------


def create_desk(
    data: Path,
    office: bytes,
    passphrase: str,
    label: str,
    *,
    name: str = "",
    secret: bytes = b"",
    cost: vault.Cost | None = None,
) -> tuple[Path, str, str]:
    """Make a real desk.

    Args:
        data: its folder.
        office: the office's public file.
        passphrase: of the first member of staff.
        label: the desk's name, for the office.
        name: her pseudonym.
        secret: the recovery secret that was shown; empty for a new one.
        cost: how dear one guess of a passphrase is; what this machine can pay if it is not given.

    Returns:
        The desk's public file, to be carried to the office, its recovery key, to be shown once, and its fingerprint.

    Raises:
        FileFault: the office's file is one of training; or keys of an older desk are there.
        NotGenuine, TooNew: it is not an office's file.
        StoreFull, StoreReadOnly, StoreFailed: the folder cannot be written.
    """
    from kiosk.uplink.fingerprint import fingerprint  # a desk is made once

    if sign.open_office(office).training:
        raise FileFault(OFFICE, "FORMATION")
    slots, opened = vault.found(passphrase, cost or vault.fit(time.perf_counter))
    secret = secret or box.random(vault.RECOVERY_BYTES)
    slots = vault.add_recovery(slots, opened, secret)
    with system_errors():
        data.mkdir(mode=0o700, parents=True, exist_ok=True)
    make_room(data)
    seed, desk_id = sign.new_seed(), new_id()
    first = Member(opened.slot, new_name(name, ()) if name else "")
    store = open_store(data / STORE, opened.key, create=True)
    try:
        store.note(_SEED, seed)
        store.note(DESK_ID, desk_id)
        store.note(STAFF, dump_names([first]))
        store.trace(Who(first).trace(Event.INSTALLED, read_clock()))
    finally:
        store.close()
    public = data / DESK
    said = DeskPublic(desk_id, clean(label)[:80] or desk_id.hex()[:8], sign.verify_key(seed))
    write_small(public, sign.sign_file(seed, said))
    write_small(data / OFFICE, office)
    # The vault comes last: a folder without it holds no desk yet, and `init` may begin again.
    write_small(data / VAULT, vault.dump(slots))
    return public, vault.spell_recovery(secret), fingerprint(said)


def unlock_key(data: Path, passphrase: str) -> bytes:
    """Give the data key. Raises as `open_keys` does, but opens no store."""
    return unlock_slot(data, passphrase, read_clock).key


def open_desk(data: Path, typed: str, *, recovery: bool = False) -> Keys:
    """Open a desk for a command. Raises as `open_keys` does."""
    return open_keys(data, typed, read_clock, recovery=recovery)


def desk_opener(data: Path, settings: Settings, words: Catalogues) -> Opener:
    """Give what opens a real desk with a passphrase."""

    def open_it(passphrase: str) -> Session:
        from kiosk.desk.road import DeskRoad  # which imports this module

        keys = open_desk(data, passphrase)
        store = keys.store
        try:
            office = read_office(data / OFFICE)
            sealer = _desk_sealer(store, data, office)
            desk = _desk(settings, office.name, office.phone)
            watch = Watch(store, BUILT, read_clock())
            printing = paper(printer_of(settings, data))
            session = _session(store, sealer, desk, settings, words, data, watch, printing, keys.who, training=False)
            with suppress(KioskError):  # a full disk is said when there is an act to record
                store.trace(keys.who.trace(Event.OPENED, read_clock()))
            road = DeskRoad(data, settings, store, sealer, session.who)
            forget_ = partial(forget_due, keys, settings, watch)
            return replace(session, road=road, forget=forget_, watch=watch)
        except BaseException:
            store.close()
            raise

    return open_it


def forget_due(keys: Keys, settings: Settings, watch: Watch | None = None) -> Forgotten:
    """Let everything go whose time has come, with an open desk.

    Args:
        keys: the desk.
        settings: for how long what is kept.
        watch: doubts the clock; of this moment if not given.

    Raises:
        StoreFull, StoreReadOnly, StoreFailed: not everything is gone; do it again.
    """
    days, now = settings.retention, read_clock()
    keep = Keep(days.envelope_days, days.entry_days, days.trace_days)
    watch = watch or Watch(keys.store, BUILT, now)
    watch.heard(attested(keys.store), now)
    return forget(keys.store, read_clock, keys.who, keep, BUILT, watch.is_sure, keys.rekey, envelope_hash)


def passphrase_verifier(data: Path) -> Verifier:
    """Give what tells whose passphrase it is."""
    return lambda passphrase: unlock_slot(data, passphrase, read_clock).slot


def _desk_sealer(store: TinyStore, data: Path, office: OfficePublic) -> DeskSealer:
    seed, desk_id = store.noted(_SEED), store.noted(DESK_ID)
    if seed is None or desk_id is None:
        raise StoreMissing
    return DeskSealer(desk_id, seed, partial(_reading_keys, data / OFFICE, office), training=False)


def _reading_keys(file: Path, at_opening: OfficePublic) -> Sequence[bytes]:
    """Give the office's reading keys of this moment; a file that went bad since the opening is no reason to refuse."""
    with suppress(KioskError):
        return read_office(file).reading_keys
    return at_opening.reading_keys


def _desk(settings: Settings, name: str = "", phone: str = "") -> Desk:
    """Say who hands receipts out: the settings, else what the office says of itself."""
    desk = settings.desk
    return Desk(desk.structure or name, desk.place, desk.phone or phone, desk.hours, desk.contact, desk.discreet)


# ---- training -----------------------------------------------------------------------------------


def training_opener(data: Path, settings: Settings, words: Catalogues) -> Opener:
    """Give what opens a training desk: what the last training left is erased, its office is thrown away.

    What the opener is given is no passphrase, but the name of an exercise; empty for none.
    """
    settings = harmless(settings)

    def open_training(case: str) -> Session:
        claim(data, STORE, LOCK)
        lock = _training_lock(data)
        try:
            with system_errors():
                shutil.rmtree(data / STORE, ignore_errors=True)
            store = open_store(data / STORE, box.new_key(), create=True)
        except BaseException:
            os.close(lock)
            raise
        # Nobody can ever open these acts: the reading key of the training office is not kept.
        reader = keys.public_key(keys.new_reading_key())
        sealer = DeskSealer(new_id(), sign.new_seed(), lambda: (reader,), training=True)
        watch = Watch(store, BUILT, read_clock())
        printing = paper(case_printer(case))
        session = _session(store, sealer, _desk(settings), settings, words, data, watch, printing, training=True)
        return staged(replace(session, release=lambda: os.close(lock)), case)

    return open_training


def _training_lock(data: Path) -> int:
    """Hold the training folder, so that a second training does not erase the first."""
    with system_errors():
        data.mkdir(mode=0o700, parents=True, exist_ok=True)
        lock = open_plain(data / LOCK, os.O_RDWR | os.O_CREAT, follow=True)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        os.close(lock)
        raise StoreBusy from error
    return lock


# ---- what both have -----------------------------------------------------------------------------


def _session(
    store: TinyStore,
    sealer: DeskSealer,
    desk: Desk,
    settings: Settings,
    words: Catalogues,
    data: Path,
    watch: Watch,
    printing: Paper,
    who: Who | None = None,
    *,
    training: bool,
) -> Session:
    tally, who = Tally(), who or Who()
    tools = Tools(
        store=store,
        sealer=sealer,
        words=words,
        clock=read_clock,
        random=box.random,
        new_id=new_id,
        desk=desk,
        tally=tally,
        news_after_days=settings.desk.news_after_days,
        training=training,
        clock_is_sure=watch.is_sure,
        next_sync_days=settings.desk.next_sync_days,
        is_holiday=france.is_holiday,
        in_paris=france.in_paris,
        who=who,
        wanted=settings.report.wanted,
    )
    follow = Follow(store, sealer, read_clock, tally, who)
    return Session(tools, follow, shelf(settings, data), printing, tuple(store.notices))


# ---- what the commands do -----------------------------------------------------------------------


def read_office(file: Path) -> OfficePublic:
    """Read an office's public file.

    Raises:
        FileFault: it cannot be read.
        NotGenuine, TooNew, TooLarge: it is not an office's file.
    """
    try:
        return sign.open_office(read_own(file))
    except OSError as error:
        raise FileFault(file.name, error.strerror or "") from error


def export(data: Path, passphrase: str, folder: Path, terminal: Terminal) -> Exit:
    """Write what waits for the office into a folder, usually a USB key.

    A desk that was restored may do so before it has announced anything: a key announces and offers in one. What the
    office has is the same act with the same bytes, which it takes once; what was withdrawn there stays withdrawn.
    """
    from kiosk.flows.export import export as carry
    from kiosk.uplink.bundle import BundleCarrier
    from kiosk.words.commands import Cli

    keys = open_desk(data, passphrase)
    store = keys.store
    try:
        sealer = _desk_sealer(store, data, read_office(data / OFFICE))
        carrier = BundleCarrier(folder, sealer.desk, sealer.seed, box.random)
        done = carry(store, carrier, read_clock, training=False, who=keys.who)
    finally:
        store.close()
    if not done.files:
        terminal.say(Ui.CLI_EXPORT_NONE)
        return Exit.OK
    for name in done.files:
        terminal.say(Cli.EXPORTED, file=folder / name)
    terminal.count("cli_exported", done.acts)
    return Exit.OK
