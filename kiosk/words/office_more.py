"""Sentences of the office's newer commands, in French. See `kiosk.words.ui`."""

from __future__ import annotations

from kiosk.words.mark import N_, Sentence


class OfficeMore(Sentence):
    """Words of the office: its console, its people, its settings, its copies, its figures."""

    HELP_CONSOLE = N_("ouvrir l’écran du bureau ; « kiosk office » seul ouvre celui du dossier « bureau »")
    HELP_OWN = N_("le dossier des démarches de l’association, s’il y en a un")
    HELP_PEOPLE = N_("les personnes du bureau")
    HELP_PEOPLE_LIST = N_("montrer qui ouvre le bureau, et son rôle")
    HELP_PEOPLE_NAME = N_("prendre un pseudonyme, dans un bureau qui n’avait qu’une phrase de passe")
    HELP_PEOPLE_ADD = N_("ajouter une personne, avec sa propre phrase de passe")
    HELP_PEOPLE_REMOVE = N_("retirer une personne : sa phrase de passe n’ouvre plus")
    HELP_PEOPLE_RIGHT = N_("changer le rôle d’une personne")
    HELP_WHO = N_("son pseudonyme")
    HELP_REKEY = N_("changer aussi toutes les clés : le départ s’est mal passé")
    HELP_AUDIT = N_("qui a fait quoi, et quand")
    HELP_AUDIT_SHOW = N_("montrer les traces")
    HELP_AUDIT_VERIFY = N_("vérifier qu’aucune trace et aucune note ne manque")
    HELP_SETTINGS = N_("montrer et changer les réglages du bureau")
    HELP_KEEP = N_("garder un acte fini tant de jours (1 à 366)")
    HELP_ZONE = N_("de quelle horloge sont les heures des rendez-vous : Paris, Guadeloupe, Reunion, Mayotte…")
    HELP_PLACE = N_("un lieu de rendez-vous ; redites-les tous, dans leur ordre")
    HELP_FIGURES = N_("les chiffres d’un mois, sans personne dedans")
    HELP_MONTH = N_("le mois, comme 2026-11")
    HELP_CSV = N_("en CSV, pour un tableur")
    HELP_JSON = N_("pour un programme")
    HELP_WEEK = N_("les rendez-vous et les rappels des sept jours, sans mot de santé")
    HELP_PRINT = N_("imprimer les rendez-vous : rouleau, a4, ou cle pour un PDF sur une clé USB")
    WHICH_DRIVE = N_("Quelle clé USB ? Son numéro : ")
    HELP_BACKUP = N_("copier le bureau dans un fichier chiffré")
    HELP_RESTORE = N_("remettre le bureau à partir d’une copie")
    HELP_COPY = N_("le fichier de la copie")
    HELP_PAPER = N_("avec la clé de secours sur papier")
    HELP_SEAT = N_("les ordinateurs de ce bureau")
    HELP_SEAT_ADD = N_("donner un code à un autre ordinateur, pour un jour")
    HELP_SEAT_JOIN = N_("faire de ce dossier un ordinateur d’un bureau qui existe, avec son code")
    HELP_SEAT_LIST = N_("montrer les ordinateurs du bureau, et admettre celui qui attend")
    HELP_SEAT_REVOKE = N_("retirer un ordinateur perdu, et changer toutes les clés")
    HELP_SEAT_LABEL = N_("le nom de l’ordinateur")
    ASK_SEAT_HERE = N_("Comment s’appelle cet ordinateur-ci ? ")
    LABEL_UNFIT = N_("Ce nom ne va pas : vide, trop long, ou déjà pris. Rien n’a été changé.")
    SEAT_CODE = N_(
        "Code pour l’ordinateur « {label} ». Il vaut un jour et une fois. "
        "Tapez-le là-bas, dans « kiosk office seat join ». Puis lancez ici « kiosk office seat list »."
    )
    ASK_WHO = N_("Votre pseudonyme : ")
    ASK_SEAT_CODE = N_("Code donné par l’autre ordinateur du bureau : ")
    SEAT_WAITS = N_(
        "« {label} » attend d’être admis. Sur l’autre ordinateur, lancez maintenant « kiosk office seat list ». "
        "Laissez cette commande ouverte."
    )
    SEAT_NOT_YET = N_("Cet ordinateur n’a pas été admis. Rien n’est gardé ici. Recommencez avec un nouveau code.")
    SEAT_JOINED = N_(
        "{name}, cet ordinateur est du bureau « {office} ». Sa phrase de passe n’ouvre que lui. "
        "Les autres personnes : « kiosk office people add »."
    )
    SEAT_ONE = N_("Ce bureau n’a qu’un ordinateur. Pour un autre : « kiosk office seat add ».")
    SEAT_HERE = N_("{label} (celui-ci)")
    SEAT_GONE = N_("{label} : retiré le {day}")
    SEAT_UNKNOWN = N_("Le bureau n’a pas d’ordinateur « {label} ». « kiosk office seat list » les montre.")
    SEAT_OWN = N_("C’est l’ordinateur où vous êtes. Lancez cette commande sur un autre.")
    SEAT_REVOKED = N_(
        "« {label} » n’est plus du bureau. Toutes les clés sont changées. "
        "Les autres ordinateurs les reçoivent à leur prochain échange."
    )
    NAMED = N_("Vous êtes {name}. Vous gérez les clés. Ajoutez maintenant les autres : « kiosk office people add ».")
    NAME_FIRST = N_("Prenez d’abord votre pseudonyme : « kiosk office people name ». Rien n’a été changé.")
    RIGHTS = N_("Ce rôle n’existe pas. Rôles possibles : {rights}.")
    ADDED = N_("{name} : {right}.")
    REMOVED = N_("{name} n’ouvre plus ce bureau. Ses actes restent les siens : reprenez-les à l’écran (e).")
    ASK_REKEY = N_("Le départ s’est mal passé ? Tapez « {yes} » pour changer aussi toutes les clés : ")
    REKEYED = N_("Toutes les clés sont changées. Une ancienne copie du dossier n’ouvre rien de nouveau.")
    BROKEN = N_("{reference} : une note de travail manque, ou a été changée.")
    KEEPS = N_("Un acte fini est gardé {days} jours, puis son contenu et ses notes s’effacent.")
    ZONE = N_("Heure des rendez-vous : celle de {zone}")
    PLACE = N_("Lieu {number} : {place}")
    FEW = N_("moins de {most}")
    TO_CALL = N_("rappeler")
    WEEK_EMPTY = N_("Rien n’est prévu dans les sept jours.")
    BACKED_UP = N_("Copie écrite et relue : {file}. Gardez-la loin de cette machine.")
    RESTORED = N_("Le bureau est remis dans {folder}. Avec un relais, lancez « kiosk office sync » avant de répondre.")
    RESTORED_KEPT = N_("Ce qui était là est gardé dans {folder}.")
