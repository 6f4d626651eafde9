"""Writes docs/reglages.md from the settings themselves: every key with its default, its choices and what it is for.

    python -m scripts.papers.settings            writes it
    python -m scripts.papers.settings --check    exit code 1 if it is stale, or if a key has no sentence

The shapes are those of `kiosk.desk.settings` and `kiosk.hub.settings`; the French sentences are here, and a key without
one, or a sentence without a key, is an error.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args, get_type_hints

import msgspec

from kiosk.desk.settings import Settings
from kiosk.hub import settings as hub

PAGE = Path(__file__).resolve().parents[2] / "docs" / "reglages.md"
_TABLES = {
    "desk": "ce que le reçu dit de ce poste",
    "screen": "ce que montre l’écran",
    "procedures": "les démarches de l’association",
    "printer": "où vont les reçus",
    "a4": "l’imprimante de bureau (pages A4)",
    "voice": "les pages lues à voix haute",
    "hub": "comment le relais est joint (quel relais, `kiosk enrol` le sait)",
    "retention": "combien de jours les choses sont gardées",
    "report": "ce qui est compté en plus des actes",
    "lock": "quand l’écran se couvre",
}
_SENTENCES = {
    "desk.structure": "Le nom de l’association, sur chaque reçu.",
    "desk.place": "Le lieu de la permanence.",
    "desk.phone": "Le téléphone à appeler, sur chaque reçu.",
    "desk.hours": "Les jours et heures d’ouverture.",
    "desk.contact": "Qui répond des données des personnes.",
    "desk.discreet": "Un nom qui ne dit rien, pour les reçus discrets ; vide : aucun.",
    "desk.places": "Les lieux de rendez-vous du bureau : les mêmes lignes, dans le même ordre ; sinon, le numéro seul.",
    "desk.news_after_days": "En combien de jours la personne aura des nouvelles.",
    "desk.next_sync_days": "En combien de jours le bureau reçoit d’habitude un acte : un délai plus court est annoncé.",
    "desk.mandates": "Si le numéro d’un mandat signé est demandé.",
    "screen.theme": "Les couleurs ; `console` a 16 couleurs.",
    "screen.linear": "Des lignes simples à la place des écrans : pour le braille et la voix.",
    "screen.shortcuts": "Au bureau, une lettre ou un chiffre seul fait un geste ; sans cela : F2, puis un numéro.",
    "screen.language": "La langue de l’équipe.",
    "procedures.folder": "Un dossier de démarches qui s’ajoutent aux nôtres ou les remplacent.",
    "procedures.old_after_months": "Après combien de mois une phrase montre le jour où elle a été vérifiée.",
    "procedures.drafted": "Si les traductions pas encore relues servent, marquées ; sinon, le français.",
    "voice.on": "Si les pages peuvent être lues à voix haute (F7).",
    "voice.machine": "Si une machine lit ce que personne n’a enregistré.",
    "voice.folder": "Le dossier des enregistrements ; vide : `voices`, dans celui du poste.",
    "voice.speed": "La vitesse de la voix de machine, en mots par minute.",
    "printer.kind": "Le genre d’imprimante ; `screen` : le reçu est montré à l’écran.",
    "printer.file": "Pour `file` : un périphérique comme /dev/usb/lp0, ou un fichier.",
    "printer.device": "Pour `serial` : le port, comme /dev/ttyUSB0.",
    "printer.speed": "Pour `serial` : bits par seconde.",
    "printer.flow": "Pour `serial` : comme le disent les interrupteurs de l’imprimante.",
    "printer.host": "Pour `network` : le nom ou l’adresse.",
    "printer.port": "Pour `network` : le port.",
    "printer.vendor": "Pour `usb` : ce que montre `kiosk printer detect`.",
    "printer.product": "Pour `usb` : la même chose.",
    "printer.maker": "Pour `usb` : la même chose.",
    "printer.model": "Pour `usb` : la même chose.",
    "printer.serial": "Pour `usb` et `serial` : le numéro de série, qui la retrouve sur toute prise.",
    "printer.answers": "Si elle a répondu à `kiosk printer test` : alors son silence est une panne.",
    "a4.queue": "Son nom dans CUPS, comme le montre `kiosk printer detect` ; vide : aucune.",
    "a4.server": "Le service d’impression d’une autre machine, `hôte:port` ; vide : celui de cette machine.",
    "a4.first": "Si les papiers sortent d’abord en A4, là où il y a aussi un rouleau.",
    "printer.width": "La largeur du papier, en millimètres.",
    "printer.mode": "Une image (toute écriture), ou les lettres de l’imprimante (plus rapide).",
    "printer.codepage": "Pour `text` : la page de codes de l’imprimante.",
    "printer.page": "Pour `text` : le numéro de cette page ; -1 : celui d’Epson.",
    "printer.native_qr": "Pour `text` : si l’imprimante dessine elle-même les codes QR.",
    "printer.cutter": "Si elle coupe le papier.",
    "hub.ca": "Un fichier avec l’autorité qui signe pour le relais ; vide : celles du système.",
    "hub.proxy": "`http://hôte:port` ; l’environnement n’est pas lu.",
    "hub.insecure_http": "Si le http simple peut sortir de la machine.",
    "retention.envelope_days": "Les actes fermés, après le dernier mot du bureau.",
    "retention.entry_days": "Les références et les états, après le dernier mot ; puis ce sont des nombres.",
    "retention.trace_days": "Qui a fait quel genre de chose.",
    "report.age": "Demander une tranche d’âge.",
    "report.first_visit": "Demander si c’est la première visite.",
    "report.orientation": "Demander vers qui la personne est orientée.",
    "report.duration": "Compter la durée des visites, par tranches.",
    "report.place": "Où est ce poste ; vide : non compté.",
    "lock.home_minutes": "Minutes sans touche, à l’accueil.",
    "lock.visit_minutes": "Minutes sans touche, pendant une visite.",
    "lock.bell": "Si la cloche sonne aussi, une demi-minute avant.",
}
_HUB = {
    "database": "`postgresql://…` ; vide : un fichier SQLite dans le dossier de données.",
    "host": "L’adresse sur laquelle le relais écoute.",
    "port": "Le port.",
    "certificate": "Un fichier PEM avec la chaîne ; avec `key`, le relais parle https lui-même.",
    "key": "La clé du certificat.",
    "workers": "Le nombre de processus.",
    "insecure_http": "Si le http simple peut sortir de la machine.",
    "keep_days": "Jours pendant lesquels les octets fermés restent, après la réponse finale.",
    "late_days": "Jours après lesquels un acte non pris mérite un mot.",
}
_TOLD = frozenset({"data"})
"""Keys that no file gives."""


def _shown(value: object) -> str:
    if isinstance(value, bool):
        return f"`{str(value).lower()}`"
    if isinstance(value, tuple):
        return f"`{list(value)}`"
    return f"`{value}`" if isinstance(value, int) else f'`"{value}"`'


def _may_be(hint: Any) -> str:
    """Say what a value may be: choices, or the least and the most."""
    for each in (hint, *get_args(hint)):
        if isinstance(each, msgspec.Meta) and each.max_length is not None:
            return f'`["…", "…"]`, {each.max_length} au plus'
        if isinstance(each, msgspec.Meta):
            return f"{each.ge} à {each.le}"
    if hint is bool:
        return "`true` ou `false`"
    choices = [each for each in get_args(hint) if isinstance(each, (str, int))]
    return ", ".join(f'`"{each}"`' if isinstance(each, str) else f"`{each}`" for each in choices)


def _rows(shape: Any, prefix: str, sentences: dict[str, str]) -> Iterator[str]:
    usual, hints = shape(), get_type_hints(shape, include_extras=True)
    yield "| clé | par défaut | valeurs | à quoi elle sert |\n|---|---|---|---|"
    for name in shape.__struct_fields__:
        if name not in _TOLD:
            told = sentences.pop(prefix + name)
            yield f"| `{name}` | {_shown(getattr(usual, name))} | {_may_be(hints[name])} | {told} |"


def page() -> str:
    """Give the whole page. Raises KeyError for a key without a sentence, ValueError for a sentence without a key."""
    sentences, of_hub = dict(_SENTENCES), dict(_HUB)
    parts = [
        "# Réglages\n",
        "Cette page est faite à partir des réglages eux-mêmes. Tous sont facultatifs. Une clé mal écrite est refusée,",
        "avec la plus proche qui existe.\n",
        "Ceux d’un poste sont dans `kiosk.toml`, dans le dossier de données (`~/.local/share/kiosk`, ou `--data`).",
    ]
    for table, said in _TABLES.items():
        shape = type(getattr(Settings(), table))
        parts += [f"\n## `[{table}]` : {said}\n", *_rows(shape, f"{table}.", sentences)]
    parts += ["\n## Le relais : `hub.toml`\n", *_rows(hub.HubConfig, "", of_hub)]
    if sentences or of_hub:
        raise ValueError(f"no such key: {', '.join((*sentences, *of_hub))}")
    return "\n".join(parts) + "\n"


def main() -> int:
    """Write the page, or say that it is stale."""
    if "--check" not in sys.argv:
        PAGE.write_text(page(), encoding="utf-8")
    elif PAGE.read_text(encoding="utf-8") != page():
        print(f"{PAGE.name}: stale, run python -m scripts.papers.settings")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
