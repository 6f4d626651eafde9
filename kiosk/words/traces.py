"""The words of what staff does: traces, deeds at the office, rights, trays. See `kiosk.words.ui`."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from typing import Any

from kiosk.words.mark import N_


def office_sentences() -> Mapping[type[Enum], Mapping[Any, str]]:
    """Give these words by the class of their codes."""
    from kiosk.core.colleague import OfficeRight
    from kiosk.core.figures import Delay, FigureTopic
    from kiosk.core.trace import Event
    from kiosk.core.tray import ListOrder, Tray
    from kiosk.core.work import Deed

    return {
        Event: {
            Event.INSTALLED: N_("poste créé"),
            Event.OPENED: N_("ouverture"),
            Event.TAKEN_OVER: N_("écran repris par une autre personne de l’équipe"),
            Event.RECORDED: N_("acte enregistré"),
            Event.WITHDRAWN_BY_KEY: N_("accord retiré avec le reçu"),
            Event.WITHDRAWN_ORAL: N_("accord retiré de vive voix"),
            Event.WITHDRAWN_ELSEWHERE: N_("retrait demandé pour l’acte d’un autre poste"),
            Event.EXPORTED: N_("actes mis sur clé USB"),
            Event.IMPORTED: N_("réponses lues sur clé USB"),
            Event.JOINED: N_("poste relié à un relais"),
            Event.SYNCED: N_("échange lancé à la main"),
            Event.STAFF_ADDED: N_("personne ajoutée"),
            Event.STAFF_REMOVED: N_("personne retirée"),
            Event.PASSPHRASE_CHANGED: N_("phrase de passe changée"),
            Event.REKEYED: N_("clé des données changée"),
            Event.BACKED_UP: N_("copie du poste"),
            Event.RESTORED: N_("poste remis à partir d’une copie"),
            Event.PURGED: N_("données anciennes effacées"),
            Event.AUDITED: N_("traces lues"),
            Event.DATE_CONFIRMED: N_("date de la machine confirmée"),
            Event.READ: N_("acte ouvert et lu"),
            Event.LISTED: N_("liste des actes regardée"),
            Event.TAKEN: N_("acte pris"),
            Event.ACT_TAKEN_OVER: N_("acte repris à une autre personne"),
            Event.HANDED_ON: N_("acte transmis"),
            Event.LET_GO: N_("acte rendu"),
            Event.NOTED: N_("travail noté"),
            Event.ANSWERED: N_("réponse donnée"),
            Event.ANSWER_TAKEN_BACK: N_("réponse reprise"),
            Event.PASSED_ON: N_("acte passé à un autre bureau, avec l’accord de la personne"),
            Event.RETURNED: N_("acte revenu d’un autre bureau"),
            Event.PARTNER_ADDED: N_("bureau partenaire ajouté"),
            Event.PARTNER_REMOVED: N_("bureau partenaire enlevé"),
            Event.VOUCHED: N_("poste reconnu"),
            Event.AGREED_UPDATE: N_("accord à une mise à jour"),
            Event.DISTRUSTED: N_("poste retiré"),
            Event.RIGHT_CHANGED: N_("rôle changé"),
            Event.ROTATED: N_("clés changées"),
            Event.HEALED: N_("registre refait"),
            Event.COUNTED: N_("chiffres d’un mois demandés"),
        },
        Deed: {
            Deed.TAKE: N_("pris"),
            Deed.TAKE_OVER: N_("repris quand même à {to}"),
            Deed.HAND_ON: N_("transmis à {to}"),
            Deed.LET_GO: N_("rendu"),
            Deed.TRIED: N_("appelé, pas de réponse"),
            Deed.CALL_BACK: N_("à rappeler le {day}"),
            Deed.MEET: N_("rendez-vous : {meeting}"),
            Deed.NOTE: N_("note : {text}"),
            Deed.ANSWER: N_("réponse : {text}"),
            Deed.TAKE_BACK: N_("réponse reprise"),
            Deed.PASS_ON: N_("passé à {to}, avec son accord"),
            Deed.RETURN: N_("revenu à ce bureau"),
        },
        OfficeRight: {
            OfficeRight.ANSWERS: N_("lit et répond"),
            OfficeRight.COORDINATES: N_("coordonne"),
            OfficeRight.KEYS: N_("gère les clés"),
        },
        Tray: {
            Tray.TO_TAKE: N_("À prendre"),
            Tray.MINE: N_("À moi"),
            Tray.TODAY: N_("Aujourd’hui"),
            Tray.WAITS: N_("Attend"),
            Tray.TO_READ: N_("À relire"),
            Tray.DONE: N_("Finis"),
        },
        ListOrder: {
            ListOrder.URGENT: N_("le plus pressé d’abord"),
            ListOrder.OLDEST: N_("le plus ancien d’abord"),
            ListOrder.PROCEDURE: N_("par démarche"),
            ListOrder.PERSON: N_("par personne du bureau"),
        },
        FigureTopic: {
            FigureTopic.ACTS: N_("Actes finis"),
            FigureTopic.PROCEDURE: N_("Par démarche"),
            FigureTopic.OUTCOME: N_("Par résultat"),
            FigureTopic.DELAY: N_("De l’accord à la fin"),
            FigureTopic.TRIES: N_("Appels sans réponse"),
            FigureTopic.LANGUAGE: N_("Par langue"),
        },
        Delay: {
            Delay.WEEK: N_("7 jours au plus"),
            Delay.MONTH: N_("1 mois au plus"),
            Delay.QUARTER: N_("3 mois au plus"),
            Delay.LONGER: N_("plus de 3 mois"),
        },
    }
