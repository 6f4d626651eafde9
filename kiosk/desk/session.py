"""Puts the session of an open desk together from the real things: the one way, for a real desk and for training."""

from __future__ import annotations

from kiosk.core.paper import Letterhead
from kiosk.crypto import box
from kiosk.crypto.seal import DeskSealer
from kiosk.desk.desk import Desk
from kiosk.desk.settings import Settings
from kiosk.desk.speech import mouth_of
from kiosk.flows.clock import Watch
from kiosk.flows.count import Tally
from kiosk.flows.follow import Follow
from kiosk.flows.tools import Tools
from kiosk.flows.unlock import Paper, Session
from kiosk.flows.who import Who
from kiosk.guidance.files import shipped_number
from kiosk.machine import france
from kiosk.machine.clock import new_id, read_clock
from kiosk.store.tables import TinyStore
from kiosk.words.catalogues import Catalogues


def letterhead(settings: Settings, name: str = "", phone: str = "") -> Letterhead:
    """Say who hands receipts out: the settings, else what the office says of itself."""
    desk = settings.desk
    named = desk.structure or name
    return Letterhead(
        named, desk.place, desk.phone or phone, desk.hours, desk.contact, desk.discreet, tuple(desk.places)
    )


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
    notices, mouth = tuple(store.notices), mouth_of(desk, words)
    return Session(tools, follow, desk.shelf(), printing, notices, mouth=mouth, guidance=shipped_number())
