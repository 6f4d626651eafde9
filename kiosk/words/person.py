"""What the person hears or reads that is not guidance, in French: the one catalogue that every language has.

What the staff reads is in the other tables of this room: its words are in French and in English alone.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from functools import cache
from typing import Any

from kiosk.words.mark import N_, Sentence


class PersonUi(Sentence):
    """Words of the screens that are hers: answers, columns, days that count, what is said behind a statement."""

    ACCORDING_TO = N_("{text} (selon {names}).")
    CHECKED_LONG_AGO = N_("{text} (vérifié le {date} : peut avoir changé).")
    AND = N_("{first} et {last}")
    COLUMN_FOR = N_("Raisons pour")
    COLUMN_AGAINST = N_("Raisons contre")
    ANSWER_UNKNOWN = N_("Je ne sais pas")
    WINDOW_LAST_DAY = N_("Dernier jour pour agir : {date}.")
    WINDOW_PARTIAL = N_("Cette date n’est pas complète : la borne ne calcule pas le dernier jour pour agir.")
    WINDOW_OFFICE_LATE = N_("Le bureau peut recevoir la demande après le dernier jour.")
    WINDOW_OFFICE_LATE_ON = N_("Le bureau peut recevoir la demande après le dernier jour : {date}.")
    WINDOW_LAST_CLOSED = N_("Ce jour-là, le 3422 est fermé.")
    WINDOW_LAST_HOLIDAY = N_("Ce jour-là est férié : le 3422 est peut-être fermé.")
    WINDOW_LAST_CALL = N_("Dernier jour d’ouverture du 3422 avant : {date}.")
    WINDOW_NO_CALL = N_("Le 3422 n’ouvre plus d’ici là.")
    DOCUMENT_DAY = N_("Date du document (31/12/2025), ou rien")
    DOCUMENT_AUTHOR = N_("Auteur : médecin, laboratoire, hôpital ; ou rien")
    DOCUMENT_TITLE = N_("Titre, si la personne veut ; ou rien")
    CALL_CLOSED = N_("(fermé, ouvre le {day})")
    CALL_HOLIDAY = N_("(férié. Sans réponse : le {day})")
    MACHINE_VOICE = N_("C’est la voix d’une machine.")
    THANKS = N_("Merci de votre visite. Au revoir.")
    GROUP_OPEN = N_("Ouvrir, ou savoir si l’espace existe")
    GROUP_CLOSE = N_("Fermer, refuser, effacer")
    GROUP_HIDE = N_("Cacher, montrer ou refuser un document")
    GROUP_PREVENT = N_("Empêcher, bloquer, dire non")
    GROUP_SEE = N_("Voir, copier, corriger")
    GROUP_PHARMACY = N_("La pharmacie")
    GROUP_LOOKED = N_("Quelqu’un regarde")
    GROUP_LIFE = N_("Un bébé, un jeune, un décès")
    GROUP_OTHER = N_("Autre chose")


@cache
def person_codes() -> Mapping[type[Enum], Mapping[Any, str]]:
    """Give the words of the codes that reach her, by their class: answers, states, reasons, what her papers say."""
    from kiosk.core.blocks import Heading, Line
    from kiosk.core.consent import Choice
    from kiosk.core.documents import OnPaper, Sort
    from kiosk.core.outbox import State
    from kiosk.core.procedure import AskWhom, Unsaid
    from kiosk.core.status import Asked, Reason

    return {
        State: {
            State.WAITING: N_("en attente"),
            State.UNCERTAIN: N_("envoi incertain"),
            State.HELD: N_("déposé"),
            State.TAKEN: N_("pris en charge"),
            State.APPOINTMENT: N_("rendez-vous"),
            State.UNREACHABLE: N_("injoignable"),
            State.REDO: N_("à refaire"),
            State.QUARANTINED: N_("à regarder"),
            State.PROOF_SEEN: N_("fait, preuve vue"),
            State.DECLINED: N_("refusé"),
            State.WITHDRAWN: N_("accord retiré"),
            State.STOPPED: N_("arrêté"),
        },
        Asked: {Asked.TO_STOP: N_("arrêt demandé")},
        Sort: {
            Sort.RESULTS: N_("Résultats d’analyses"),
            Sort.IMAGING: N_("Radio, scanner, IRM"),
            Sort.PRESCRIPTION: N_("Ordonnance"),
            Sort.REPORT: N_("Compte rendu de visite"),
            Sort.HOSPITAL: N_("Document de l’hôpital"),
            Sort.CERTIFICATE: N_("Certificat"),
            Sort.VACCINATION: N_("Vaccination"),
            Sort.REFUNDS: N_("Remboursements"),
            Sort.OTHER: N_("Autre document"),
        },
        OnPaper: {
            OnPaper.NOTHING: N_("Rien sur le papier"),
            OnPaper.SORTS: N_("La sorte et la date"),
            OnPaper.ALL: N_("Tout : sorte, date, auteur, titre"),
        },
        Choice: {
            Choice.YES: N_("Oui"),
            Choice.NO: N_("Non"),
        },
        Unsaid: {
            Unsaid.UNKNOWN: N_("je ne sais pas"),
            Unsaid.NONE: N_("pas de réponse"),
        },
        Reason: {
            Reason.COME_ANY_DAY: N_("revenez à la permanence"),
            Reason.COME_MONDAY: N_("revenez un lundi"),
            Reason.COME_TUESDAY: N_("revenez un mardi"),
            Reason.COME_WEDNESDAY: N_("revenez un mercredi"),
            Reason.COME_THURSDAY: N_("revenez un jeudi"),
            Reason.COME_FRIDAY: N_("revenez un vendredi"),
            Reason.COME_SATURDAY: N_("revenez un samedi"),
            Reason.BRING_VITALE: N_("revenez avec la carte Vitale"),
            Reason.BRING_IDENTITY: N_("revenez avec une pièce d’identité"),
            Reason.BRING_LETTER: N_("revenez avec le courrier reçu"),
            Reason.BRING_PHONE: N_("revenez avec votre téléphone"),
            Reason.NO_ANSWER: N_("personne n’a répondu au téléphone"),
            Reason.WRONG_NUMBER: N_("le numéro de téléphone ne marche pas"),
            Reason.CALL_US: N_("appelez l’association"),
            Reason.INCOMPLETE: N_("il manque une réponse"),
            Reason.OTHER_PROCEDURE: N_("il faut une autre démarche"),
            Reason.DEADLINE_PASSED: N_("le délai est passé"),
            Reason.NOT_HERS_TO_DECIDE: N_("une autre personne doit décider"),
            Reason.REFUSED_BY_SERVICE: N_("le service a refusé"),
            Reason.SHE_CHANGED_HER_MIND: N_("la personne a changé d’avis"),
            Reason.TOO_LATE: N_("la demande d’arrêt est arrivée après"),
        },
        Heading: {
            Heading.TITLE: N_("Mon espace santé : c’est vous qui choisissez"),
            Heading.RIGHTS: N_("Vous pouvez demander"),
            Heading.ASK: N_("Où demander"),
            Heading.SOURCES: N_("Sources : {names}. Nous les avons vérifiées le {date}."),
        },
        Line: {
            Line.TRAINING: N_("FORMATION – SANS VALEUR"),
            Line.DUPLICATE: N_("DUPLICATA"),
            Line.NOTHING_DONE_YET: N_("RIEN N’EST ENCORE FAIT"),
            Line.NOT_OFFICIAL: N_("Ce reçu n’est pas un document officiel."),
            Line.NO_CONTACT_WITH_SERVICE: N_("La borne ne communique pas avec Mon espace santé."),
            Line.REFERENCE: N_("Votre référence :"),
            Line.STATE: N_("État"),
            Line.KEEP_THIS_PAPER: N_("Gardez ce papier. Son code QR sert à retirer votre accord."),
            Line.COPY_THIS: N_("Recopiez la référence. Vous pouvez photographier le code QR : il retire votre accord."),
            Line.WITHDRAW_WITH_CODE: N_("Vous changez d’avis ? Montrez le code QR ici : l’accord est retiré."),
            Line.WITHDRAW_WITHOUT_CODE: N_("Sans le code QR, dites-le nous : nous vérifierons avec vous."),
            Line.MADE_ON: N_("Fait le {date}."),
            Line.DATE_BY_HAND: N_("Date"),
            Line.TO_WRITE: N_("À remplir à la main : {what}"),
            Line.NEWS_BY: N_("Pas de nouvelles le {date} ? Revenez nous voir."),
            Line.DEADLINE: N_("Dernier jour pour agir : {date}."),
            Line.WITHDRAW_WITH: N_("Vous changez d’avis ? Montrez ce papier ici : l’accord est retiré."),
            Line.WITHDRAW_WITHOUT: N_("Sans ce papier, dites-le nous : nous vérifierons avec vous."),
            Line.DUPLICATE_HAS_NO_KEY: N_("Cette copie n’a pas le code pour retirer l’accord."),
            Line.DESK: N_("Accueil"),
            Line.DESK_PHONE: N_("Téléphone"),
            Line.DESK_HOURS: N_("Horaires"),
            Line.RESPONSIBLE: N_("Responsable de vos données"),
            Line.CUT_HERE: N_("À couper ici. La lettre commence dessous."),
            Line.LETTER_FORMULA: N_("Je vous prie d’agréer, Madame, Monsieur, mes salutations distinguées."),
            Line.LETTER_ENCLOSED: N_("Pièces jointes"),
            Line.LETTER_COPY: N_("Ce que dit la lettre. Gardez cette page."),
            Line.LETTER_SENT_ON: N_("Lettre envoyée le"),
            Line.LETTER_SENT_TO: N_("À qui"),
            Line.DRAFTED: N_("Traduction non relue."),
            Line.CANCELLED: N_("Ce rendez-vous est annulé."),
            Line.PLACE: N_("Lieu n° {number} : demandez l’adresse à l’association."),
            Line.FOR: N_("Raisons pour"),
            Line.AGAINST: N_("Raisons contre"),
            Line.INFORMATION: N_("Pour lire avant de choisir"),
            Line.DOCUMENTS: N_("Documents"),
            Line.DOCUMENT_OF: N_("du {date}"),
            Line.PHONE_HOURS: N_("Les heures du 3422 sont celles de Paris."),
            Line.PHONE_OPEN: N_(
                "Le 3422 est ouvert maintenant, d’après ses horaires. Il ferme à 17h00 ou à 17h30 (heure de Paris)."
            ),
            Line.PHONE_PERHAPS: N_(
                "Le 3422 ferme à 17h00 ou à 17h30 (heure de Paris) : les sources ne sont pas d’accord."
            ),
            Line.PHONE_HOLIDAY: N_(
                "Jour férié : le 3422 est peut-être fermé. "
                "S’il ne répond pas, appelez le {date} à 8h30 (heure de Paris)."
            ),
            Line.PHONE_CLOSED: N_("Le 3422 est fermé maintenant. Il ouvre le {date} à 8h30 (heure de Paris)."),
            Line.YOUR_RIGHTS: N_("Vous pouvez demander à voir, corriger ou effacer vos données."),
        },
        AskWhom: {
            AskWhom.CALL: N_("{text} (à vérifier auprès du 3422)."),
            AskWhom.FUND: N_("{text} (à vérifier auprès de votre caisse)."),
            AskWhom.CNIL: N_("{text} (à vérifier auprès de la CNIL)."),
            AskWhom.PHARMACIST: N_("{text} (à vérifier auprès d’un pharmacien)."),
            AskWhom.PROFESSIONAL: N_("{text} (à vérifier auprès du soignant)."),
            AskWhom.NOBODY: N_("{text} (ce n’est pas sûr)."),
        },
    }


def is_hers(code: Enum) -> bool:
    """Tell whether a code is worded for the person, and not for the staff."""
    if isinstance(code, Sentence):
        return isinstance(code, PersonUi)
    return type(code) in person_codes()
