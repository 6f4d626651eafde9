"""Chooses the real things of a desk that is open: store, sealer, paper, road, words."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from functools import partial
from pathlib import Path

from kiosk.core.errors import KioskError, StoreMissing
from kiosk.core.receipt import Letterhead
from kiosk.core.trace import Event
from kiosk.crypto import box
from kiosk.crypto.seal import DeskSealer
from kiosk.desk.desk import Desk
from kiosk.desk.forget import forget_due
from kiosk.desk.keys import DESK_ID, SEED, open_desk, unlock_slot
from kiosk.desk.paper import paper_of, printers_of
from kiosk.desk.settings import Settings
from kiosk.desk.speech import mouth_of
from kiosk.flows.clock import Watch
from kiosk.flows.count import Tally
from kiosk.flows.follow import Follow
from kiosk.flows.unlock import Opener, Paper, Session, Verifier
from kiosk.flows.visit import Tools
from kiosk.flows.who import Who
from kiosk.machine import france
from kiosk.machine.clock import BUILT, new_id, read_clock
from kiosk.store.tables import TinyStore
from kiosk.wire.signed import OfficePublic
from kiosk.words.catalogues import Catalogues


def desk_opener(desk: Desk, words: Catalogues) -> Opener:
    """Give what opens a real desk with a passphrase."""

    def open_it(passphrase: str) -> Session:
        from kiosk.desk.road import DeskRoad

        keys = open_desk(desk.data, passphrase)
        store = keys.store
        try:
            office = desk.office()
            sealer = desk_sealer(desk, store, office)
            head = letterhead(desk.settings, office.name, office.phone)
            watch = Watch(store, BUILT, read_clock())
            printing = paper_of(printers_of(desk))
            session = compose_session(desk, store, sealer, head, words, watch, printing, keys.who, training=False)
            with suppress(KioskError):  # a full disk is said when there is an act to record
                store.trace(keys.who.trace(Event.OPENED, read_clock()))
            road = DeskRoad(desk, store, sealer, session.who)
            forget_ = partial(forget_due, keys, desk.settings, watch)
            return replace(session, road=road, forget=forget_, watch=watch)
        except BaseException:
            store.close()
            raise

    return open_it


def passphrase_verifier(data: Path) -> Verifier:
    """Give what tells whose passphrase it is."""
    return lambda passphrase: unlock_slot(data, passphrase, read_clock).slot


def desk_sealer(desk: Desk, store: TinyStore, office: OfficePublic) -> DeskSealer:
    """Give what seals and signs for an open desk. Raises StoreMissing."""
    seed, desk_id = store.noted(SEED), store.noted(DESK_ID)
    if seed is None or desk_id is None:
        raise StoreMissing
    return DeskSealer(desk_id, seed, partial(_reading_keys, desk, office), training=False)


def _reading_keys(desk: Desk, at_opening: OfficePublic) -> Sequence[bytes]:
    """Give the office's reading keys of this moment; a file that went bad since the opening is no reason to refuse."""
    with suppress(KioskError):
        return desk.office().reading_keys
    return at_opening.reading_keys


def letterhead(settings: Settings, name: str = "", phone: str = "") -> Letterhead:
    """Say who hands receipts out: the settings, else what the office says of itself."""
    desk = settings.desk
    return Letterhead(desk.structure or name, desk.place, desk.phone or phone, desk.hours, desk.contact, desk.discreet)


def compose_session(
    desk: Desk,
    store: TinyStore,
    sealer: DeskSealer,
    head: Letterhead,
    words: Catalogues,
    watch: Watch,
    printing: Paper,
    who: Who | None = None,
    *,
    training: bool,
) -> Session:
    """Put a session together: the one way, for a real desk and for training."""
    tally, who = Tally(), who or Who()
    tools = Tools(
        store=store,
        sealer=sealer,
        words=words,
        clock=read_clock,
        random=box.random,
        new_id=new_id,
        desk=head,
        tally=tally,
        news_after_days=desk.settings.desk.news_after_days,
        training=training,
        clock_is_sure=watch.is_sure,
        next_sync_days=desk.settings.desk.next_sync_days,
        is_holiday=france.is_holiday,
        in_paris=france.in_paris,
        who=who,
        wanted=desk.settings.report.wanted,
    )
    follow = Follow(store, sealer, read_clock, tally, who)
    return Session(tools, follow, desk.shelf(), printing, tuple(store.notices), mouth=mouth_of(desk, words))
