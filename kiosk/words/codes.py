"""The words of the codes that come up from the rules: states, reasons, outcomes, faults. See `kiosk.words.ui`."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from functools import cache
from typing import Any

from kiosk.words.counts import counted
from kiosk.words.mark import N_
from kiosk.words.mistakes import mistakes


@cache
def sentences() -> Mapping[type[Enum], Mapping[Any, str]]:
    """Give the words of the codes that come up from the rules, by their class: two codes may share a string."""
    # The rules are imported when one of their codes is worded first: the first screen needs none of them.
    from kiosk.core.answer import Problem
    from kiosk.core.blocks import Heading, Line
    from kiosk.core.consent import Choice, Understanding
    from kiosk.core.documents import OnPaper, Sort
    from kiosk.core.doubt import Doubt
    from kiosk.core.outbox import State, Withdrawal
    from kiosk.core.paper import Cause, PrintOutcome, Script
    from kiosk.core.ports import Notice
    from kiosk.core.procedure import Unsaid
    from kiosk.core.staff import Weakness
    from kiosk.core.status import Asked, Next, Reason
    from kiosk.core.sync import Failure, NotKept
    from kiosk.core.trace import Event

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
        Next: {
            Next.WILL_BE_SENT: N_("à envoyer à l’association"),
            Next.WAIT_FOR_ANSWER: N_("parti, pas encore de réponse"),
            Next.OFFICE_WILL_OPEN: N_("l’association va l’ouvrir"),
            Next.OFFICE_WORKS: N_("l’association s’en occupe"),
            Next.COME_BACK: N_("la personne doit revenir"),
            Next.CALL_OFFICE: N_("la personne doit rappeler"),
            Next.DO_AGAIN: N_("à refaire avec la personne"),
            Next.STAFF_MUST_LOOK: N_("un responsable doit regarder"),
            Next.OFFICE_CHECKS_WITHDRAWAL: N_("retrait demandé, à vérifier"),
            Next.NOTHING_MORE: N_("plus rien à faire"),
        },
        Withdrawal: {
            Withdrawal.BY_KEY: N_("avec le code du reçu"),
            Withdrawal.ORAL: N_("de vive voix"),
        },
        Understanding: {
            Understanding.READ: N_("Elle a lu elle-même"),
            Understanding.READ_ALOUD: N_("Le texte lui a été lu"),
            Understanding.INTERPRETER: N_("Avec un interprète professionnel"),
            Understanding.RELATIVE: N_("Avec l’aide d’un proche"),
            Understanding.SIGN_LANGUAGE: N_("En langue des signes"),
        },
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
            Choice.YES: N_("Oui, je suis d’accord"),
            Choice.NO: N_("Non, je ne veux pas"),
        },
        Weakness: {
            Weakness.SHORT: N_("Trop court : il faut au moins {least} signes. Quatre mots pris au hasard vont bien."),
            Weakness.LONG: N_("Trop long : au plus {most} signes."),
            Weakness.SIGN: N_(
                "Un signe ne va pas : tous les claviers ne le tapent pas. "
                "Prenez des lettres, des chiffres, des espaces."
            ),
            Weakness.COMMON: N_("Trop facile à deviner. Quatre mots pris au hasard vont bien."),
        },
        Event: {
            Event.INSTALLED: N_("poste créé"),
            Event.OPENED: N_("borne ouverte"),
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
        },
        Problem: {
            Problem.NEEDED: N_("Il faut une réponse ici pour continuer."),
            Problem.SCANNED: N_("Un code a été scanné ici. Il n’a pas été gardé."),
            Problem.TOO_LONG: N_("C’est trop long. Raccourcissez."),
            Problem.NOT_A_DATE: N_("Écrivez une date comme 31/12/1980, 12/1980, ou l’année seule."),
            Problem.DATE_TOO_FAR: N_("Cette date n’est pas possible. Vérifiez l’année."),
            Problem.NOT_A_PHONE: N_("Écrivez un numéro comme 06 12 34 56 78, ou avec + et le pays."),
            Problem.NOT_A_NAME: N_("Un nom s’écrit avec des lettres. Enlevez les autres signes."),
            Problem.NOT_A_LANGUAGE: N_("Écrivez le nom d’une langue, sans chiffres."),
            Problem.SECRET_NUMBER: N_("N’écrivez pas de numéro de sécurité sociale, de carte ou de code."),
        },
        Doubt: {
            Doubt.SHORT_YEAR: N_("Compris : {date}. Est-ce la bonne année ?"),
            Doubt.BORN_LATER: N_("Cette date n’est pas encore passée. Est-ce juste ?"),
            Doubt.BORN_LONG_AGO: N_("Âge calculé : {age}. Est-ce la bonne année ?"),
            Doubt.SELF_IS_YOUNG: N_("Âge calculé : {age}. Avant 18 ans, on n’agit pas seul. Est-ce juste ?"),
            Doubt.CHILD_IS_GROWN: N_("Âge calculé : {age}. À partir de 18 ans, on agit soi-même. Est-ce juste ?"),
            Doubt.NO_BABY: N_("Âge calculé : {age}. La démarche est pour un bébé. Est-ce juste ?"),
            Doubt.TWO_BIRTHS: N_(
                "La date de naissance de l’enfant et la vôtre : vont-elles ensemble ? Vérifiez les deux."
            ),
            Doubt.LETTER_BEFORE_BIRTH: N_("Le courrier est daté d’avant cette naissance ({date}). Est-ce juste ?"),
            Doubt.READ_BACK: N_("Relisez ce numéro à voix haute : {number}. Est-ce juste ?"),
            Doubt.PHONE_ABROAD: N_("Ce numéro de l’étranger n’a que {n} chiffres, avec ceux du pays. C’est court."),
            Doubt.PHONE_LENGTH: N_("Ce numéro a {n} chiffres. Un numéro français en a 10."),
            Doubt.PHONE_START: N_("Ce numéro ne commence pas par 0."),
            Doubt.NO_WAY_BACK: N_(
                "Sans jour et sans téléphone, l’association ne pourra pas vous retrouver. Continuer ainsi ?"
            ),
        },
        Unsaid: {
            Unsaid.UNKNOWN: N_("je ne sais pas"),
            Unsaid.NONE: N_("pas de réponse"),
        },
        Notice: {
            Notice.TORN_TAIL: N_(
                "Une coupure a interrompu la dernière écriture. Elle est mise de côté. "
                "Ce qui précède est vérifié. Si un reçu récent manque ici, prévenez un responsable."
            ),
            Notice.NOT_COMPACTED: N_("Le disque est presque plein. Rien n’est perdu. Libérez de la place."),
        },
        PrintOutcome: {
            PrintOutcome.PRINTED: N_("Imprimé."),
            PrintOutcome.UNCERTAIN: N_("Peut-être imprimé : regardez le papier."),
            PrintOutcome.NOT_PRINTED: N_("Pas imprimé."),
        },
        Cause: {
            Cause.PAPER_OUT: N_("Il n’y a plus de papier. Mettez-en, puis réessayez."),
            Cause.PAPER_LOW: N_("Le papier est presque fini. Préparez un rouleau."),
            Cause.COVER_OPEN: N_("Le capot est ouvert. Fermez-le, puis réessayez."),
            Cause.OFFLINE: N_("L’imprimante est hors ligne. Regardez ses voyants, puis réessayez."),
            Cause.UNPLUGGED: N_("L’imprimante n’est plus branchée. Rebranchez-la, puis réessayez."),
            Cause.NO_ANSWER: N_(
                "L’imprimante ne répond pas. Regardez si elle est allumée, branchée, et si elle a du papier."
            ),
            Cause.BUSY: N_("Une autre impression est en cours. Attendez, puis réessayez."),
            Cause.PRINTER_FAULT: N_("L’imprimante signale une panne. Éteignez-la, rallumez-la, puis réessayez."),
            Cause.MISSING_GLYPH: N_("Cette machine ne peut pas imprimer : {script}. Il faut installer {package}."),
            Cause.NOT_ALLOWED: N_("La borne n’a pas le droit d’utiliser l’imprimante. Prévenez un responsable."),
            Cause.NO_SUCH_PRINTER: N_("L’imprimante des réglages n’existe pas. Lancez « kiosk printer detect »."),
            Cause.NO_USB_LIBRARY: N_("Il manque de quoi parler aux imprimantes USB. Il faut installer libusb-1.0-0."),
            Cause.DISK_FULL: N_("Le disque est plein. Libérez de la place, puis réessayez."),
            Cause.NO_CUPS: N_("Le service d’impression de la machine (CUPS) ne répond pas."),
            Cause.NO_SUCH_QUEUE: N_("La machine n’a plus cette imprimante A4. Lancez « kiosk printer detect »."),
            Cause.QUEUE_STOPPED: N_("L’imprimante A4 est en pause. Relancez-la, puis réessayez."),
            Cause.HELD: N_("La machine retient les impressions. Celle-ci est annulée."),
            Cause.PAPER_JAM: N_("Du papier est coincé. Retirez-le, puis réessayez."),
            Cause.TONER_OUT: N_("Il n’y a plus d’encre. Changez la cartouche, puis réessayez."),
            Cause.TONER_LOW: N_("Il reste peu d’encre."),
            Cause.ON_A_KEY: N_("Le papier est sur la clé USB, en PDF. Imprimez-le, puis effacez-le de la clé."),
            Cause.NO_KEY: N_("Il faut une clé USB qui n’est pas protégée, et une seule. Mettez-la, puis réessayez."),
            Cause.IN_A_FILE: N_("Le reçu est dans un fichier, pas sur du papier."),
            Cause.CALLED_OFF: N_("L’impression a été arrêtée ici."),
        },
        Script: {
            Script.LATIN: N_("l’alphabet latin"),
            Script.CYRILLIC: N_("l’alphabet cyrillique"),
            Script.ARABIC: N_("l’alphabet arabe"),
            Script.CJK: N_("l’écriture chinoise"),
            Script.BENGALI: N_("l’alphabet bengali"),
            Script.TAMIL: N_("l’alphabet tamoul"),
            Script.GEORGIAN: N_("l’alphabet géorgien"),
            Script.OTHER: N_("une écriture inconnue"),
        },
        Failure: {
            Failure.NETWORK: N_("Pas de réseau. Rien n’est perdu. La borne réessaie seule."),
            Failure.NAME_LOOKUP: N_(
                "Le nom du relais est introuvable. Souvent, c’est le réseau. Si cela dure, vérifiez son adresse."
            ),
            Failure.CAPTIVE_PORTAL: N_(
                "Une autre page répond à la place du relais. Ce Wi-Fi demande peut-être une connexion : ouvrez-la."
            ),
            Failure.PROXY: N_("Le réseau de ce lieu bloque la borne (proxy). Demandez à la personne qui s’en occupe."),
            Failure.CERTIFICATE: N_(
                "La borne ne peut pas être sûre du relais. Vérifiez d’abord la date et l’heure de cette machine."
            ),
            Failure.NOT_AUTHORISED: N_(
                "Le relais ne reconnaît plus ce poste. Les actes restent ici. Appelez l’association."
            ),
            Failure.RATE_LIMITED: N_("Le relais demande d’attendre. La borne réessaie seule."),
            Failure.SERVER_ERROR: N_(
                "Le relais est en panne. Rien n’est perdu. La borne réessaiera. Si cela dure, appelez l’association."
            ),
            Failure.WRONG_HUB: N_(
                "Ce n’est pas le relais de l’association. La borne ne lui donne rien. Appelez l’association."
            ),
            Failure.OLDER_HUB: N_(
                "Le relais est trop ancien pour cette borne. Prévenez l’association. Rien n’est perdu."
            ),
            Failure.NEWER_HUB: N_("Cette borne est trop ancienne pour le relais. Mettez-la à jour. Rien n’est perdu."),
            Failure.TOO_SLOW: N_("Le réseau est trop lent. La borne envoie moins à la fois et réessaie seule."),
            Failure.UNREACHABLE: N_(
                "Le relais ne répond pas. Rien n’est perdu. La borne réessaie seule. "
                "Si cela dure, appelez l’association."
            ),
            Failure.SETTINGS: N_(
                "Un réglage de ce poste ne va pas : regardez la partie « hub » de kiosk.toml. Les actes restent ici."
            ),
            Failure.FORGED: N_(
                "Le relais donne des réponses que ce poste ne peut pas vérifier. Elles n’ont rien changé. "
                "Demandez un nouveau code à l’association, puis reliez ce poste."
            ),
            Failure.DEFECT: N_(
                "L’envoi ne marche pas sur ce poste. Rien n’est perdu : les actes restent ici. Appelez l’association."
            ),
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
        NotKept: {
            NotKept.CONFLICT: N_(
                "Le relais a déjà autre chose sous ce numéro d’acte. Appelez l’association avec la référence."
            ),
            NotKept.MALFORMED: N_(
                "Le relais n’a pas compris cet acte. Mettez la borne à jour. Sinon, appelez l’association."
            ),
            NotKept.NOT_GENUINE: N_(
                "Le relais n’a pas pu vérifier que cet acte vient de ce poste. Appelez l’association avec la référence."
            ),
            NotKept.OTHER_DESK: N_("Cet acte appartient à un autre poste. Appelez l’association avec la référence."),
            NotKept.TOO_LARGE: N_("Cet acte est trop gros pour le relais. Apportez-le par clé USB."),
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
        **mistakes(),
        **counted(),
    }
