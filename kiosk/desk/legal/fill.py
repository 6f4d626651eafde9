"""Fills the papers with what the settings and the guidance of a desk really say. What nobody set stays a blank."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path
from string import Template

from kiosk.core.french import glued
from kiosk.core.procedure import Procedure
from kiosk.core.report import WIDTH
from kiosk.core.staff import SHORTEST_PASSPHRASE
from kiosk.core.tally import Topic
from kiosk.core.throttle import LONGEST
from kiosk.core.trace import Event
from kiosk.desk.settings import Settings
from kiosk.words.commands import Cli
from kiosk.words.ui import sentence

_FOLDER = Path(__file__).parent
_ALWAYS = (Topic.VISIT, Topic.OUTCOME, Topic.PROCEDURE, Topic.CHANNEL, Topic.LANGUAGE, Topic.WHOM)


def papers(
    settings: Settings, procedures: Sequence[Procedure], today: date, name: str = "", phone: str = ""
) -> Mapping[str, str]:
    """Write each paper, in French: the language of the authority that asks for it.

    Args:
        settings: of the desk.
        procedures: its guidance.
        today: the day on which they are written.
        name: what the office calls the association, where the settings do not.
        phone: the office's, in the same way.

    Returns:
        Markdown by the name of its file.
    """
    values = facts(settings, procedures, today, name, phone)
    files = sorted(_FOLDER.glob("*.md"))
    return {file.name: glued(Template(file.read_text(encoding="utf-8")).substitute(values)) for file in files}


def facts(
    settings: Settings, procedures: Sequence[Procedure], today: date, name: str = "", phone: str = ""
) -> dict[str, str]:
    """Give each value that the papers name, by its name there; the arguments are those of `papers`."""
    blank = sentence(Cli.LEGAL_BLANK)
    desk, keep = settings.desk, settings.retention
    texts = {
        "structure": desk.structure or name,
        "contact": desk.contact,
        "place": desk.place,
        "phone": desk.phone or phone,
        "hours": desk.hours,
    }
    return {
        **{name: _plain(text) or f"**{blank}**" for name, text in texts.items()},
        "blank": f"**{blank}**",
        "today": f"{today:%d/%m/%Y}",
        "envelope_days": str(keep.envelope_days),
        "entry_days": str(keep.entry_days),
        "trace_days": str(keep.trace_days),
        "news_after_days": str(desk.news_after_days),
        "discreet": sentence(Cli.LEGAL_DISCREET if desk.discreet else Cli.LEGAL_NO_DISCREET),
        "width": str(WIDTH),
        "shortest": str(SHORTEST_PASSPHRASE),
        "longest": str(LONGEST),
        "procedures": _list(f"{each.title.text} ({each.version})" for each in procedures),
        "asked": _list(asked(procedures)),
        "events": _list(sentence(event) for event in Event),
        "counted": _list(map(sentence, counted_here(settings))),
    }


def asked(procedures: Sequence[Procedure]) -> list[str]:
    """Give what goes into an act that is handed over, each once, as it stands on the screen."""
    found: dict[str, None] = {}
    for procedure in procedures:
        for step in procedure.steps:
            if step.answers:
                title = step.title.text
                found |= dict.fromkeys([f"{title} : {field.label.text}" for field in step.fields] or [title])
    return list(found)


def counted_here(settings: Settings) -> list[Topic]:
    """Give what is counted at this desk."""
    wanted = settings.report.wanted
    site = [Topic.SITE] if wanted.site is not None else []
    return [*_ALWAYS, *(topic for topic in Topic if topic in wanted.topics), *site]


def _list(lines: Iterable[str]) -> str:
    return "\n".join(f"- {_plain(line)}" for line in lines)


def _plain(text: str) -> str:
    """Keep a text of somebody's from being read as a table or a new line."""
    return " ".join(text.splitlines()).replace("|", "\\|")
