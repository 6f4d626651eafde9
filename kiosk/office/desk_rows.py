"""How `kiosk office desk list` says a desk: whether it needs a visit, what the hub knows of it, how it fares."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from kiosk.office.show import on_one_line
from kiosk.words.health import Say, health_line, visit_words
from kiosk.words.hub import HubCli
from kiosk.words.office import OfficeCli

if TYPE_CHECKING:
    from kiosk.core.health import DeskKnown, WhyVisit
    from kiosk.wire.protocol import DeskSeen

_DESK = {"claimed": HubCli.DESK_CLAIMED, "vouched": HubCli.DESK_VOUCHED, "revoked": HubCli.DESK_REVOKED}


def day_of(moment: int | None) -> str:
    """Word a moment that the hub named: it may be none."""
    try:
        return f"{datetime.fromtimestamp(moment, UTC).astimezone():%d/%m/%Y %H:%M}" if moment else "-"
    except (ValueError, OverflowError, OSError):
        return "?"


def desk_lines(known: DeskKnown, why: Sequence[WhyVisit], seen: DeskSeen | None, words: Say) -> list[str]:
    """Say a desk, in lines: first why somebody should go there, if they should.

    Args:
        known: what the office knows of it.
        why: the reasons.
        seen: what the hub says of it; None where there is no hub, or none that knows it.
        words: words a code.
    """
    label = on_one_line(known.label)
    if seen is None:
        line = words(OfficeCli.DESK_BY_FILE, label=label)
    else:
        state, at = words(_DESK[seen.state]), day_of(seen.seen)
        line = words(HubCli.STATUS_DESK, label=label, state=state, seen=at, waiting=seen.waiting)
    said = health_line(known, words)
    return [*([visit_words(known, why, words)] if why else []), line, *([f"  {said}"] if said else [])]


def plain_desk(known: DeskKnown, why: Sequence[WhyVisit], seen: DeskSeen | None) -> dict[str, object]:
    """Give the same for a program, in codes."""
    plain: dict[str, object] = {"desk": known.desk.hex(), "label": on_one_line(known.label)}
    if seen is not None:
        plain |= {"state": seen.state, "seen": seen.seen, "waiting": seen.waiting, "oldest": seen.oldest}
    said = None
    if known.health is not None:
        days = {"day": known.health.day.isoformat()}
        days["updated"] = known.health.updated.isoformat() if known.health.updated else ""
        said = {**asdict(known.health), **days}
    heard = known.heard.isoformat() if known.heard else None
    return {**plain, "visit": list(why), "heard_on": heard, "health": said}
