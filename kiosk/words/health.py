"""How the office words what its desks say of themselves, in French: for its command and for both of its faces."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from enum import Enum
from typing import TYPE_CHECKING, Any

from kiosk.words.mark import N_, Sentence

if TYPE_CHECKING:
    from kiosk.core.health import DeskKnown, Health, WhyVisit

Say = Callable[..., str]
"""Words a code."""


class HealthUi(Sentence):
    """Words about desks and machines."""

    VISIT = N_("À VISITER : {why}")
    UNHEARD = N_("pas encore de nouvelles")
    FINE = N_("rien à faire")
    NOT_KNOWN = N_("?")
    TITLE = N_("Postes")
    HEADER = N_("Visite;Poste;Vu;Version;Mis à j.;Place;Horl.;Papier")
    NONE = N_("Aucun poste n’est reconnu.")
    SOME = N_("Postes à visiter : {number} (v)")
    ROW = N_("{name} : {value}")
    HEARD = N_("Dernières nouvelles")
    VERSION = N_("Programme")
    GUIDANCE = N_("Consignes")
    UPDATED = N_("Mise à jour")
    SPACE = N_("Place sur le disque")
    CLOCK = N_("Horloge")
    PRINTER = N_("Imprimante")
    PAPER = N_("Papier")
    SOUND = N_("Son")
    UPTIME = N_("Machine allumée depuis")
    STUCK = N_("Actes bloqués")
    NO_PRINTER = N_("aucune")
    ROLL = N_("rouleau")
    A4 = N_("A4")
    YES = N_("oui")
    NO = N_("non")
    READ = N_("Nouvelles des postes, lues sur la clé : {number}.")


def health_codes() -> Mapping[type[Enum], Mapping[Any, str]]:
    """Give the words of the codes, by their class."""
    from kiosk.core.health import Drift, PaperState, Space, Uptime, WhyVisit

    return {
        WhyVisit: {
            WhyVisit.STUCK: N_("actes bloqués"),
            WhyVisit.AWAY: N_("plus de nouvelles"),
            WhyVisit.DISK_FULL: N_("disque plein"),
            WhyVisit.CLOCK: N_("horloge fausse"),
            WhyVisit.PRINTER_GONE: N_("imprimante absente"),
            WhyVisit.PRINTER_FAULT: N_("panne d’imprimante"),
            WhyVisit.NO_PAPER: N_("plus de papier"),
            WhyVisit.DISK_LOW: N_("disque bientôt plein"),
            WhyVisit.OLD: N_("à mettre à jour"),
        },
        Space: {
            Space.PLENTY: N_("assez"),
            Space.LOW: N_("peu"),
            Space.FULL: N_("plein"),
            Space.UNKNOWN: HealthUi.NOT_KNOWN.value,
        },
        Drift: {
            Drift.RIGHT: N_("juste"),
            Drift.HOURS: N_("écart"),
            Drift.DAYS: N_("fausse"),
            Drift.UNKNOWN: HealthUi.NOT_KNOWN.value,
        },
        PaperState: {
            PaperState.GOOD: N_("bon"),
            PaperState.LOW: N_("bas"),
            PaperState.OUT: N_("fini"),
            PaperState.GONE: N_("absente"),
            PaperState.FAULT: N_("panne"),
            PaperState.UNKNOWN: HealthUi.NOT_KNOWN.value,
        },
        Uptime: {
            Uptime.DAY: N_("moins d’un jour"),
            Uptime.WEEK: N_("moins d’une semaine"),
            Uptime.MONTH: N_("moins d’un mois"),
            Uptime.MORE: N_("plus d’un mois"),
        },
    }


def visit_words(known: DeskKnown, why: Sequence[WhyVisit], say: Say) -> str:
    """Say whether somebody should go there, and why: the first thing that is said of a desk."""
    if why:
        return say(HealthUi.VISIT, why=" ; ".join(say(each) for each in why))
    return say(HealthUi.FINE if known.heard else HealthUi.UNHEARD)


def health_rows(known: DeskKnown, say: Say) -> list[tuple[str, str]]:
    """Give what is known of a desk, each with its name; nothing of one that was never heard."""
    if known.heard is None:
        return []
    rows = [(HealthUi.HEARD, _day(known.heard))]
    if known.health is not None:
        rows += _rows(known.health, say)
    return [(say(name), value) for name, value in rows]


def _rows(health: Health, say: Say) -> list[tuple[HealthUi, str]]:
    return [
        (HealthUi.VERSION, health.version),
        (HealthUi.GUIDANCE, str(health.guidance)),
        (HealthUi.UPDATED, _day(health.updated) if health.updated else say(HealthUi.NOT_KNOWN)),
        (HealthUi.SPACE, say(health.space)),
        (HealthUi.CLOCK, say(health.drift)),
        (HealthUi.PRINTER, _printer(health, say)),
        (HealthUi.SOUND, say(HealthUi.YES if health.sound else HealthUi.NO)),
        (HealthUi.UPTIME, say(health.uptime)),
        (HealthUi.STUCK, str(health.stuck)),
    ]


def health_line(known: DeskKnown, say: Say) -> str:
    """Give the same in one line; nothing of a desk that was never heard."""
    return " ; ".join(say(HealthUi.ROW, name=name, value=value) for name, value in health_rows(known, say))


def health_cells(known: DeskKnown, why: Sequence[WhyVisit], say: Say) -> list[str]:
    """Give what a table has of a desk, in few signs: `HealthUi.HEADER` names the columns."""
    visit = "-" if known.heard else say(HealthUi.NOT_KNOWN)
    if why:
        visit = say(why[0]) + (f" +{len(why) - 1}" if why[1:] else "")
    cells = [visit, known.label, f"{known.heard:%d/%m}" if known.heard else ""]
    health = known.health
    if health is None:
        return [*cells, "", "", "", "", ""]
    updated = f"{health.updated:%d/%m/%y}" if health.updated else say(HealthUi.NOT_KNOWN)
    version = f"{health.version}/{health.guidance}"
    return [*cells, version, updated, say(health.space), say(health.drift), paper_words(health, say)]


def paper_words(health: Health, say: Say) -> str:
    """Say how the paper is; a dash where there is no printer."""
    from kiosk.core.paper import Form

    return "-" if health.printer is Form.SCREEN else say(health.paper)


def _printer(health: Health, say: Say) -> str:
    from kiosk.core.paper import Form

    if health.printer is Form.SCREEN:
        return say(HealthUi.NO_PRINTER)
    return f"{say(HealthUi.A4 if health.printer is Form.A4 else HealthUi.ROLL)}, {say(health.paper)}"


def _day(day: date) -> str:
    return f"{day:%d/%m/%Y}"
