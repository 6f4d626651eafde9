"""The page of the documents that says what was tried, how often, and what that does not show: `docs/preuve.md`."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from kiosk.core.french import glued
from scripts.proofs.kept import KeptRow
from scripts.proofs.results import ROOT
from scripts.proofs.row import ProofRow
from scripts.proofs.rows import ROWS

PAGE = ROOT / "docs" / "preuve.md"
_HEAD = """# La preuve

Ce que nous avons essayé de casser, combien de fois, et ce que cela ne montre pas. Cette page est écrite par
`scripts/prove` à partir de ce qui a vraiment tourné : aucun chiffre n’y est mis à la main. Une ligne qui ne tient pas
fait échouer le script, et garde sa graine et ce qu’il faut pour la rejouer.

Toutes les lignes ne tournent pas le même jour : chacune dit sa date et sa révision du programme. Ce qui a changé depuis
n’est essayé que par les tests, qui font un peu de chaque ligne à chaque changement.
"""
_HOW = """## Refaire

`scripts/prove` fait les lignes qui n’ont pas encore tourné entières ; arrêté, il reprend où il en était, tant que le
programme est le même. `scripts/prove --again` les refait toutes, `scripts/prove --rows NOM` en fait une, et
`scripts/prove --short` fait un peu de chacune, comme les tests. `scripts/prove --report` réécrit cette page, et
`preuve.json` à côté, d’où elle est faite : une ligne entière y reste jusqu’à ce qu’elle ait tourné entière de nouveau,
ou qu’elle ne tienne plus.
"""
_WIDTH = 120


def number(value: float) -> str:
    """Write a number as French does."""
    return f"{value:,.0f}".replace(",", "\u202f")


def lasting(seconds: float) -> str:
    """Say how long something took."""
    if seconds >= 2 * 3600:
        return f"{seconds / 3600:.1f} h".replace(".", ",")
    return f"{number(seconds / 60)} min" if seconds >= 90 else f"{number(seconds)} s"


def page(kept: Mapping[str, KeptRow]) -> str:
    """Write the page, from a record for each row that ran."""
    days = sorted(day for each in kept.values() for day in (each.first, each.last)) or [""]
    facts = {
        name: " ; ".join(dict.fromkeys(each.machine[name] for each in kept.values()))
        for name in dict.fromkeys(name for each in kept.values() for name in each.machine)
    }
    facts["du"] = " au ".join(dict.fromkeys(_day(day) for day in (days[0], days[-1]) if day))
    facts["graines"] = "de 1 à n dans chaque ligne, une par lot"
    whole = sum(each.is_whole(ROWS[name]) for name, each in kept.items())
    facts["lignes entières"] = f"{whole} sur {len(ROWS)}"
    if spent := sum(each.cpu for each in kept.values()):
        facts["temps de calcul"] = lasting(spent)
    if len(kept) == len(ROWS) and all(each.count and each.cpu for each in kept.values()):
        of_all = sum(each.cpu * max(1, ROWS[name].long / each.count) for name, each in kept.items())
        facts["temps de calcul du tout, estimé d’après ces lignes"] = f"{lasting(of_all)} d’un cœur"
    lines = [_HEAD, *(f"- {name} : {value}" for name, value in facts.items()), "", "## Les chiffres", ""]
    lines += ["| quoi | combien | tient | durée | calcul | révision | le |", "|---|---:|---|---:|---:|---|---|"]
    lines += [_line(ROWS[name], record) for name, record in kept.items()]
    missing = [ROWS[name].title for name in ROWS if name not in kept]
    lines += ["", *_wrapped("Pas encore essayé : " + " ; ".join(missing) + ".") * bool(missing)]
    lines += [
        "",
        *_wrapped("La durée est celle de l’horloge, sur une machine qui avait aussi autre chose à faire."),
        "",
    ]
    lines += ["## Ligne par ligne", ""]
    for name, record in kept.items():
        lines += [*_part(ROWS[name], record), ""]
    text = "\n".join([*lines, _HOW])
    return glued("\n".join(line.rstrip() for line in text.splitlines())) + "\n"


def _day(moment: str) -> str:
    return f"{datetime.fromisoformat(moment):%d/%m/%Y}"


def _counted(row: ProofRow, record: KeptRow) -> str:
    form = ""
    if record.count < row.long:
        form = f" sur {number(row.long)}" + (", forme courte" if record.count <= row.short else "")
    one = " ".join(word if word == "pas" else word.removesuffix("s") for word in row.unit.split(" "))
    return f"{number(record.count)} {row.unit if record.count > 1 else one}{form}"


def _line(row: ProofRow, record: KeptRow) -> str:
    held = f"**NON**, graine {', '.join(map(str, record.faults))}" if record.faults else "oui"
    days = " au ".join(dict.fromkeys((_day(record.first), _day(record.last))))
    cells = [row.name, _counted(row, record), held, lasting(record.seconds), lasting(record.cpu) if record.cpu else "–"]
    return f"| {' | '.join([*cells, f'`{record.revision}`', days])} |"


def _part(row: ProofRow, record: KeptRow) -> list[str]:
    said = [f"### {row.name.capitalize()}", "", *_wrapped(f"{row.title}. {_counted(row, record)}.")]
    said += ["", *_wrapped(f"Ce qui tient : {row.law}.")]
    if record.seen:
        said += ["", *(f"- {what} : {number(how_many)}" for what, how_many in record.seen.items())]
    return [*said, "", *_wrapped(f"Ce que cela ne montre pas : {row.hidden[0].lower()}{row.hidden[1:]}")]


def _wrapped(text: str) -> list[str]:
    lines, line = [], ""
    for word in text.split(" "):
        if len(line) + 1 + len(word) > _WIDTH and word not in (";", ":", "?", "!", "»"):
            lines.append(line)
            line = word
        else:
            line = f"{line} {word}".lstrip(" ")
    return [*lines, line]
