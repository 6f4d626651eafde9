"""How this desk fares: looked at with the real things, and sealed to its office."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from kiosk import __version__
from kiosk.core.errors import StoreMissing
from kiosk.core.health import Health, PaperState, count_stuck, drift_of, space_of, uptime_of
from kiosk.core.paper import Form
from kiosk.crypto.seal import DeskSealer
from kiosk.desk.keys import DESK_ID, SEED
from kiosk.flows.clock import attested
from kiosk.flows.health import HealthTeller
from kiosk.guidance.files import shipped_number
from kiosk.machine.clock import BUILT, read_clock
from kiosk.machine.vitals import free_bytes, has_sound_card

if TYPE_CHECKING:
    from kiosk.core.ports import Store
    from kiosk.desk.desk import Desk
    from kiosk.wire.health import HealthSaid


def _no_print() -> PaperState | None:
    return None


def health_teller(
    desk: Desk,
    store: Store,
    paper: Callable[[], PaperState | None] = _no_print,
    sealer: DeskSealer | None = None,
) -> HealthTeller:
    """Give what says how an open desk fares.

    Args:
        desk: which one.
        store: its store.
        paper: how the printer was at the last print; None where none was since it was opened.
        sealer: what seals for it; where there is none, its keys are in the store.
    """

    def seal(number: int, health: Health) -> bytes:
        return (sealer or _sealer(desk, store)).seal_health(in_codes(number, health))

    return HealthTeller(store, partial(look_at, desk, store), paper, seal)


def look_at(desk: Desk, store: Store) -> Health:
    """Look at a desk and its machine; the paper is not looked at."""
    from kiosk.desk.update import Machine, last_update

    now, entries = read_clock(), store.entries()
    return Health(
        day=now.day,
        version=__version__,
        guidance=shipped_number(),
        updated=last_update(Machine()),
        space=space_of(free_bytes(desk.data)),
        drift=drift_of(now.wall, attested(store), BUILT),
        printer=_printer(desk),
        paper=PaperState.UNKNOWN,
        sound=_is_heard(desk),
        uptime=uptime_of(now.monotonic),
        stuck=count_stuck(entries, now.wall),
    )


def in_codes(number: int, health: Health) -> HealthSaid:
    """Give a record as it travels."""
    from kiosk.wire.health import HealthSaid

    return HealthSaid(
        number=number,
        day=health.day.isoformat(),
        version=health.version,
        guidance=health.guidance,
        updated=health.updated.isoformat() if health.updated else None,
        space=health.space.value,
        drift=health.drift.value,
        printer=health.printer.value,  # type: ignore[arg-type]  # a key is chosen for one paper, never as a rule
        paper=health.paper.value,
        sound=health.sound,
        uptime=health.uptime.value,
        stuck=health.stuck,
    )


def _printer(desk: Desk) -> Form:
    """Say where papers come out as a rule (as `kiosk.desk.paper.printers_of`)."""
    settings = desk.settings
    roll, pages = settings.printer.kind != "screen", bool(settings.a4.queue)
    if pages and (settings.a4.first or not roll):
        return Form.A4
    return Form.ROLL if roll else Form.SCREEN


def _is_heard(desk: Desk) -> bool:
    from kiosk.speech.programs import Programs, is_installed

    return desk.settings.voice.on and is_installed(Programs().play) and has_sound_card()


def _sealer(desk: Desk, store: Store) -> DeskSealer:
    seed, number = store.noted(SEED), store.noted(DESK_ID)
    if seed is None or number is None:
        raise StoreMissing
    return DeskSealer(number, seed, lambda: desk.office().reading_keys, training=False)
