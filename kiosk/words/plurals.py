"""Sentences that count, in French. See `kiosk.words.ui`."""

from __future__ import annotations

from collections.abc import Mapping

from kiosk.words.mark import N_

PLURALS: Mapping[str, tuple[str, str]] = {
    "queue_waiting": (N_("File : {n} en attente"), N_("File : {n} en attente")),
    "cli_opened": (N_("{n} acte ouvert."), N_("{n} actes ouverts.")),
    "road_news": (N_("{n} acte a des nouvelles."), N_("{n} actes ont des nouvelles.")),
    "cli_old_statements": (
        N_("{n} phrase vérifiée il y a trop longtemps (!)."),
        N_("{n} phrases vérifiées il y a trop longtemps (!)."),
    ),
    "office_refused": (N_("{n} acte refusé."), N_("{n} actes refusés.")),
    "office_open": (N_("{n} acte en cours."), N_("{n} actes en cours.")),
    "office_remembered": (N_("{n} acte dans le registre."), N_("{n} actes dans le registre.")),
    "office_relearnt": (N_("{n} acte retrouvé au relais."), N_("{n} actes retrouvés au relais.")),
    "cli_exported": (N_("{n} acte exporté."), N_("{n} actes exportés.")),
    "cli_copied": (N_("{n} acte dans la copie."), N_("{n} actes dans la copie.")),
    "cli_unsent": (
        N_("{n} acte n’a pas encore été ouvert par l’association."),
        N_("{n} actes n’ont pas encore été ouverts par l’association."),
    ),
    "cli_traces": (N_("{n} trace."), N_("{n} traces.")),
    "throttled": (N_("Attendez {n} seconde avant de réessayer."), N_("Attendez {n} secondes avant de réessayer.")),
}
"""Sentences that count: singular and plural, each language with its own rule."""
