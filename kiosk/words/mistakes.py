"""The words of the codes that authors of guidance read: mistakes in a file, differences."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from typing import Any

from kiosk.words.mark import N_


def mistakes() -> Mapping[type[Enum], Mapping[Any, str]]:
    """Give the words by their class, for `kiosk.words.codes.sentences`."""
    from kiosk.core.check import Fault
    from kiosk.core.compare import Difference

    return {
        Difference: {
            Difference.STEP_ADDED: N_("étape ajoutée"),
            Difference.STEP_REMOVED: N_("étape retirée"),
            Difference.TEXT_ADDED: N_("texte ajouté : « {text} »"),
            Difference.TEXT_REMOVED: N_("texte retiré : « {text} »"),
            Difference.SOURCES: N_("autres sources pour : « {text} »"),
            Difference.REST: N_("autre chose change : une condition, une réponse ou l’ordre"),
        },
        Fault: {
            Fault.UNREADABLE: N_("le fichier ne se lit pas ({detail})"),
            Fault.UNOPENED: N_("le fichier ne s’ouvre pas. Vérifiez qu’il est là, et que ce compte peut le lire"),
            Fault.SHAPE: N_("la forme n’est pas bonne ({detail})"),
            Fault.BAD_ID: N_("« {detail} » : un nom s’écrit en minuscules sans accent, avec _"),
            Fault.SAME_ID: N_("« {detail} » est là deux fois"),
            Fault.SAME_PROCEDURE: N_("une autre démarche s’appelle déjà « {detail} »"),
            Fault.NO_SUCH_STEP: N_("l’étape commune « {detail} » n’existe pas"),
            Fault.NO_SUCH_SOURCE: N_("la source « {detail} » n’est pas décrite"),
            Fault.UNUSED_SOURCE: N_("la source « {detail} » ne sert à rien"),
            Fault.NO_SOURCE: N_("cette phrase n’a pas de source : « {detail} »"),
            Fault.BAD_DATE: N_("« {detail} » : une date s’écrit 2026-12-31"),
            Fault.UNCONFIRMED: N_("cette phrase n’est pas confirmée (D), elle ne se montre pas : « {detail} »"),
            Fault.CONTROL_CHARACTER: N_("un caractère invisible interdit se cache dans : « {detail} »"),
            Fault.BAD_CONDITION: N_("condition inconnue : {detail}"),
            Fault.ASKED_LATER: N_("la condition parle de « {detail} », qui n’est pas demandé avant"),
            Fault.NO_SUCH_OPTION: N_("cette réponse n’existe pas : {detail}"),
            Fault.FEW_OPTIONS: N_("il faut au moins deux choix"),
            Fault.CHANNEL_ID: N_("l’étape de la suite doit s’appeler « channel », et elle seule"),
            Fault.NO_SUCH_CHANNEL: N_("suite inconnue : « {detail} »"),
            Fault.NO_SHEET: N_("il manque la feuille à imprimer pour « {detail} »"),
            Fault.UNEQUAL_SIDES: N_("les deux colonnes n’ont pas la même longueur ({detail})"),
            Fault.EMPTY_STEP: N_("cette étape est vide"),
            Fault.NO_ABOUT: N_("il faut dire sur quoi porte l’accord (about)"),
            Fault.UNREACHABLE: N_("aucun chemin ne mène à cette étape"),
            Fault.NO_END: N_("un chemin finit ici sans accord ni fin (ends)"),
            Fault.NO_SIDES: N_("un chemin ne montre pas les deux colonnes avant la suite"),
            Fault.NO_CHECK: N_("un chemin demande un accord sans relecture (check)"),
            Fault.NO_CONSENT: N_("un chemin n’a pas d’accord sur l’acte, ou pas en premier"),
            Fault.NO_HANDOVER: N_("l’accord pour confier l’acte va avec « office », et lui seul ({detail})"),
            Fault.ASKS_TOO_MUCH: N_("cette étape demande des données sans que la suite « office » soit choisie"),
            Fault.DEAD_CHOICE: N_("sur un chemin, ce choix n’a aucune réponse"),
            Fault.MISPLACED: N_("« {detail} » n’a pas sa place dans cette étape"),
            Fault.NO_REASON: N_("il faut dire pourquoi « je ne sais pas » n’est pas offert (why_no_unknown)"),
            Fault.NO_SUCH_PROCEDURE: N_("la démarche « {detail} » n’existe pas"),
            Fault.NO_UNKNOWN: N_("ici, on doit pouvoir répondre « je ne sais pas »"),
            Fault.TOO_MANY_QUESTIONS: N_("un chemin pose plus de {detail} questions"),
            Fault.LEADS_NOWHERE: N_("un chemin ne mène à aucune démarche ({detail})"),
            Fault.NO_ASK: N_("source « {detail} » : une source C, et elle seule, dit à qui demander (ask)"),
            Fault.NEED_UNSAID: N_("« {detail} » demande un code par SMS ou e-mail, et ne le dit pas"),
            Fault.NO_WAY_WITHOUT: N_("sur un chemin, rien n’est possible sans internet, ni SMS, ni e-mail"),
            Fault.GROUP_FULL: N_("le groupe « {detail} » a plus de neuf démarches : un chiffre manque"),
            Fault.WAY_UNTOLD: N_("« {detail} » ne dit pas ce que ce moyen permet"),
            Fault.NEED_UNMARKED: N_("« {detail} » parle d’internet, de SMS ou d’e-mail, sans « needs »"),
            Fault.SIDES_UNNAMED: N_("les deux colonnes n’ont pas deux noms (columns)"),
            Fault.EASE_LATE: N_("il faut demander en premier comment la personne entend et comprend"),
            Fault.SAID_TWICE: N_("sur un chemin, cette phrase est dite deux fois : « {detail} »"),
            Fault.DOUBT_UNSOURCED: N_(
                "cette phrase dit un doute, et aucune de ses sources ne dit à qui demander : « {detail} »"
            ),
            Fault.DOUBT_WRITTEN: N_("la borne ajoute elle-même ce doute ou cette source : « {detail} »"),
            Fault.STRAIGHT: N_("l’apostrophe s’écrit « ’ » : « {detail} »"),
            Fault.NO_HELP: N_("ici, la visite s’arrête sans dire ce qui reste possible, ni qui peut aider (leads)"),
            Fault.NEVER_PROPOSED: N_("aucun chemin ne mène à « {detail} », qui n’a pas « from_home »"),
        },
    }
