"""The words of the codes that come up from the rules: states, reasons, outcomes, faults. See `kiosk.words.ui`."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from functools import cache
from typing import Any

from kiosk.words.counts import counted
from kiosk.words.mark import N_
from kiosk.words.mistakes import mistakes
from kiosk.words.person import person_codes


@cache
def sentences() -> Mapping[type[Enum], Mapping[Any, str]]:
    """Give the words of the codes that come up from the rules, by their class: two codes may share a string."""
    # The rules are imported when one of their codes is worded first: the first screen needs none of them.
    from kiosk.core.answer import Problem
    from kiosk.core.consent import Understanding
    from kiosk.core.doubt import Doubt
    from kiosk.core.misfit import Misfit
    from kiosk.core.notice import Notice
    from kiosk.core.outbox import Withdrawal
    from kiosk.core.paper import Cause, PrintOutcome, Script
    from kiosk.core.staff import Weakness
    from kiosk.core.status import Next
    from kiosk.core.sync import Failure
    from kiosk.core.word import NotKept
    from kiosk.words.health import health_codes
    from kiosk.words.traces import office_sentences

    return {
        **office_sentences(),
        **health_codes(),
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
        Weakness: {
            Weakness.SHORT: N_("Trop court : il faut au moins {least} signes. Quatre mots pris au hasard vont bien."),
            Weakness.LONG: N_("Trop long : au plus {most} signes."),
            Weakness.SIGN: N_(
                "Un signe ne va pas : tous les claviers ne le tapent pas. "
                "Prenez des lettres, des chiffres, des espaces."
            ),
            Weakness.COMMON: N_("Trop facile à deviner. Quatre mots pris au hasard vont bien."),
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
            Cause.NO_KEY: N_("Il faut une clé USB qui n’est pas protégée. Mettez-la, puis réessayez."),
            Cause.WHICH_KEY: N_("Choisissez la bonne clé USB dans la liste."),
            Cause.KEY_FULL: N_("La clé USB est pleine. Faites de la place dessus, puis réessayez."),
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
            Failure.CLOSED: N_(
                "Le relais ne sert plus cette association : elle y est fermée. Les actes restent ici. "
                "Appelez l’association, ou portez-lui les actes par clé USB."
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
            Failure.FULL: N_(
                "Le relais n’a plus de place pour cette association. Les actes restent ici. La borne réessaie seule. "
                "Appelez l’association, ou portez-lui les actes par clé USB."
            ),
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
        Misfit: {
            Misfit.PLACEHOLDERS: N_("les accolades doivent rester les mêmes : {detail}"),
            Misfit.NUMBERS: N_("les nombres ne sont pas les mêmes : {detail}"),
            Misfit.LINES: N_("la phrase française a {detail} lignes. La traduction doit en avoir autant."),
            Misfit.CONTROL: N_("un signe invisible interdit s’y cache ({detail})"),
            Misfit.DIRECTION: N_("l’écriture n’est pas celle de cette langue"),
            Misfit.FRENCH: N_("c’est encore le français"),
            Misfit.TERM: N_("le mot du glossaire manque pour « {detail} »"),
        },
        **mistakes(),
        **counted(),
        **person_codes(),
    }
