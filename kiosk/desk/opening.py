"""Opens a real desk with a passphrase: its keys, its store, its sealer, its paper and its road."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from kiosk.core.errors import KioskError, StoreMissing
from kiosk.core.trace import Event
from kiosk.crypto.seal import DeskSealer
from kiosk.desk.desk import Desk
from kiosk.desk.keys import DESK_ID, SEED, open_desk, unlock_slot
from kiosk.desk.paper import paper_of, printers_of
from kiosk.desk.session import compose_session, letterhead
from kiosk.flows.clock import Watch
from kiosk.flows.unlock import Opener, Session, Verifier
from kiosk.machine.clock import BUILT, read_clock
from kiosk.store.tables import TinyStore
from kiosk.wire.signed import OfficePublic
from kiosk.words.catalogues import Catalogues

if TYPE_CHECKING:  # what is forgotten is looked for once home stands
    from kiosk.desk.keys import OpenDesk
    from kiosk.flows.forget import Forgotten


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
            road = DeskRoad(desk, store, sealer, session.who, printing.state)
            session = replace(session, road=road, forget=partial(_forget_due, keys, desk, watch), watch=watch)
            if not desk.settings.desk.mandates:
                return session
            from kiosk.desk.mandates import blank_mandate

            return replace(session, mandate=partial(blank_mandate, desk))
        except BaseException:
            store.close()
            raise

    return open_it


def _forget_due(keys: OpenDesk, desk: Desk, watch: Watch) -> Forgotten:
    from kiosk.desk.forget import forget_due

    return forget_due(keys, desk.settings, watch)


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
