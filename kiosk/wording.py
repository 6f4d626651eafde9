"""Every sentence for people that is not guidance: one table, in French, worded when shown.

`Ui` holds the words of the screens and of the commands: a member's value is its French sentence, which is also
the key of its translations. `sentences` gives the words of the codes that come up from the rules, `ERRORS` those
of what can go wrong: each says what happened and what to do.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from functools import cache
from typing import Any

from kiosk.core import errors


def N_(message: str) -> str:
    """Mark a sentence for extraction; it is translated when it is shown."""
    return message


class Ui(Enum):
    """Words of the screens and of the commands."""

    # -- everywhere
    APP = N_("Borne d’aide")
    TRAINING = N_("FORMATION")
    TRAINING_NOTICE = N_("Formation : n’écrivez ici aucun vrai nom. Rien ne part, tout s’efface au prochain départ.")
    STARTING = N_("La borne démarre…")
    TOO_SMALL = N_("La fenêtre est trop petite ({width} sur {height}).\nIl faut au moins 80 sur 24.\nRien n’est perdu.")
    CRASHED = N_(
        "La borne s’est arrêtée à cause d’une erreur ({error}). Aucun acte enregistré n’est perdu. Relancez-la."
    )
    PAGE_OF = N_("Page {at} sur {all}")
    ACCORDING_TO = N_("{text} (selon {names}).")
    TO_BE_CHECKED = N_("{text} (à vérifier auprès du 3422).")
    CHECKED_LONG_AGO = N_("{text} (vérifié le {date} : peut avoir changé).")
    AND = N_("{first} et {last}")

    # -- keys, in footer and help
    CAP_ENTER = N_("Entrée")
    CAP_ESCAPE = N_("Échap")
    CAP_PAGES = N_("Pages")
    CAP_F1 = N_("F1")
    CAP_F2 = N_("F2")
    CAP_F3 = N_("F3")
    CAP_F4 = N_("F4")
    CAP_F6 = N_("F6")
    CAP_F8 = N_("F8")
    CAP_F9 = N_("F9")
    CAP_F10 = N_("F10")
    KEY_GO_ON = N_("Suite")
    KEY_BACK = N_("Retour")
    KEY_HELP = N_("Aide")
    KEY_LANGUAGE = N_("Langue")
    KEY_PRINT = N_("Copie")
    KEY_QUEUE = N_("File")
    KEY_HIDE = N_("Cacher")
    KEY_LOCK = N_("Verrou")
    KEY_LEAVE = N_("Fin")
    KEY_STOP = N_("Arrêter")
    KEY_CHOOSE = N_("Choisir")
    KEY_PAGE = N_("Page")
    KEY_QR = N_("Code QR")

    # -- status line
    STATUS_NETWORK = N_("Réseau : clé USB")
    STATUS_NETWORK_TRAINING = N_("Réseau : formation")
    STATUS_QUEUE_EMPTY = N_("File : vide")
    STATUS_PRINTER_SCREEN = N_("Reçu : écran")
    STATUS_PRINTER_PAPER = N_("Reçu : papier")
    STATUS_CLOCK_OK = N_("Heure : {time}")
    STATUS_CLOCK_DOUBT = N_("Heure : à vérifier")
    CLOCK_DOUBT = N_(
        "L’horloge de cette machine semble fausse ({date}). Vérifiez la date. Les actes restent possibles."
    )

    # -- home
    HOME_TITLE = N_("Que veut faire la personne ?")
    HOME_TYPE = N_("Un numéro, ou la référence d’un reçu (tapée ou scannée)")
    HOME_NOT_UNDERSTOOD = N_("Ce n’est ni un numéro de la liste, ni une référence. Vérifiez et recommencez.")
    HOME_NO_PROCEDURE = N_("Aucune démarche n’est disponible. Lancez « kiosk procedures check ».")
    HOME_FAULTS = N_("Une démarche est refusée : {file}. Lancez « kiosk procedures check ».")
    HOME_UNKNOWN_REFERENCE = N_("Cette borne ne connaît pas la référence {reference}. Vérifiez-la sur le reçu.")

    # -- visit
    COLUMN_FOR = N_("Raisons pour")
    COLUMN_AGAINST = N_("Raisons contre")
    CHOOSE_HINT = N_("Un chiffre ou les flèches pour choisir, puis Entrée.")
    NOTHING_CHOSEN = N_("Choisissez d’abord une réponse.")
    ANSWER_UNKNOWN = N_("Je ne sais pas")
    FIELD_EMPTY_MEANS_NONE = N_("Laissez vide s’il n’y en a pas.")
    FIELD_MAY_UNKNOWN = N_("Laissez vide si la personne ne sait pas ou ne veut pas répondre.")
    FIELD_DOCUMENTS = N_("Un document par ligne : type, date, auteur.")
    CHECK_INTRO = N_("Relisez ensemble. Échap pour corriger.")
    CHECK_ROW = N_("{question} – {answer}")
    CHECK_NOTHING_KEPT = N_("Rien de ceci n’est encore enregistré.")
    CONSENT_UNDERSTOOD = N_("Comment la personne a-t-elle compris ?")
    CONSENT_DECIDES = N_("C’est la personne qui répond.")
    CONSENT_LANGUAGE = N_("Ce texte n’a pas de traduction relue dans cette langue : lisez-le avec un interprète.")
    REFUSED = N_("La personne a dit non. C’est son droit. Rien n’est gardé.")
    REFUSED_HANDOVER = N_("Rien n’est confié à l’association. Rien n’est gardé. D’autres moyens restent possibles.")
    REFERRED = N_("La démarche s’arrête ici. Rien n’est gardé.")
    LEAVE_TITLE = N_("Arrêter cette démarche ?")
    LEAVE_TEXT = N_("Les réponses seront effacées. Rien ne sera gardé.")
    LEAVE_YES = N_("Oui, arrêter et effacer")
    LEAVE_NO = N_("Non, revenir à la démarche")
    THANKS = N_("Merci d’être venu. Au revoir.")
    RECORDING = N_("Enregistrement…")
    NOT_RECORDED = N_("Rien n’a été enregistré. {why}")

    # -- receipt and after
    RECEIPT_TITLE = N_("Reçu")
    RECEIPT_SCREEN = N_("Sans imprimante : recopiez la référence pour la personne.")
    KEY_SHEET = N_("Info")
    CAP_F5 = N_("F5")
    RECEIPT_WHICH = N_("Quel reçu ?")
    RECEIPT_NORMAL = N_("Imprimer le reçu")
    RECEIPT_DISCREET = N_("Reçu discret : rien sur la santé")
    RECEIPT_LARGE = N_("Reçu en gros caractères")
    RECEIPT_ON_SCREEN = N_("Sans papier : recopier la référence à l’écran")
    RECEIPT_PRINTING = N_("Impression…")
    RECEIPT_IN_HAND = N_("Le papier est dans la main de la personne")
    RECEIPT_HINT_HAND = N_("Le code pour retirer l’accord s’efface ici quand vous confirmez.")
    RECEIPT_KEY = N_("Le code QR permet de retirer l’accord. Il disparaît quand vous continuez.")
    RECEIPT_NO_QR = N_("Cet écran ne peut pas montrer le code QR.\nLa référence suffit pour revenir.")
    AFTER_TITLE = N_("Et maintenant ?")
    AFTER_ANOTHER = N_("Une autre démarche pour la même personne")
    AFTER_END = N_("Terminer la visite et tout effacer")
    END_TITLE = N_("La visite est terminée.")
    END_TEXT = N_("Tout est effacé de cet écran.")
    END_NEXT = N_("Entrée : personne suivante")
    HIDDEN = N_("Pause")
    HIDDEN_BACK = N_("F8 : revenir")

    # -- queue and status
    QUEUE_TITLE = N_("File d’attente")
    QUEUE_EMPTY = N_("La file est vide : aucun acte n’attend.")
    QUEUE_COLUMNS = N_("Référence   État              Âge  Échéance    Suite")
    QUEUE_HINT = N_("Entrée : ouvrir. La borne ne sait plus quelle démarche c’était.")
    STATUS_TITLE = N_("Où en est cet acte ?")
    STATUS_REFERENCE = N_("Référence")
    STATUS_STATE = N_("État")
    STATUS_SINCE = N_("Su depuis le")
    STATUS_NEWS_BY = N_("Nouvelles avant le")
    STATUS_DEADLINE = N_("Dernier jour utile")
    STATUS_NEXT = N_("Ensuite")
    STATUS_WHY = N_("Pourquoi")
    STATUS_LATE = N_("Le délai promis est passé. Appelez l’association.")
    STATUS_WITH_KEY = N_("Le code du reçu a été lu : la personne peut retirer son accord elle-même.")
    STATUS_WITHDRAW_KEY = N_("Retirer l’accord maintenant")
    STATUS_WITHDRAW_ASK = N_("Demander l’arrêt")
    STATUS_WITHDRAW_ORAL = N_("Noter que la personne retire son accord (sans le code du reçu)")
    STATUS_COPY = N_("Imprimer une copie du reçu")
    STATUS_BACK = N_("Revenir")
    WITHDRAW_CONFIRM = N_("La personne retire son accord ?")
    WITHDRAW_CONFIRM_KEY = N_("L’acte {reference} ne sera pas fait. C’est définitif pour cet acte.")
    WITHDRAW_CONFIRM_STOP = N_(
        "L’acte {reference} est peut-être déjà parti. La demande d’arrêt partira au prochain envoi."
    )
    WITHDRAW_CONFIRM_ORAL = N_(
        "La demande est notée pour l’acte {reference}. L’association vérifiera avec la personne."
    )
    WITHDRAW_YES = N_("Oui, elle retire son accord")
    WITHDRAW_NO = N_("Non, ne rien changer")
    WITHDRAWN = N_("L’accord est retiré. L’acte ne sera pas fait.")
    WITHDRAWAL_NOTED = N_("La demande est notée. Rien d’autre à faire ici.")
    KEY_DOES_NOT_FIT = N_("Le code de ce reçu ne va pas avec cet acte. Sans lui, la demande peut être notée.")

    # -- unlock, lock, quit
    UNLOCK_TITLE = N_("Cette borne est fermée")
    UNLOCK_ASK = N_("Phrase de passe")
    UNLOCK_GO = N_("Ouverture…")
    LOCK_TITLE = N_("Écran verrouillé")
    QUIT_TITLE = N_("Arrêter la borne ?")
    QUIT_YES = N_("Oui, arrêter la borne")
    QUIT_NO = N_("Non, revenir")
    QUIT_PASSPHRASE = N_("Pour arrêter la borne, tapez la phrase de passe.")

    # -- language and help
    LANGUAGE_TITLE = N_("Langue de la personne")
    LANGUAGE_UNREVIEWED = N_("* traduction non relue : pas pour l’accord")
    HELP_TEXT = N_(
        "Cette borne guide. Elle ne parle jamais à Mon espace santé.\n"
        "La personne décide. Rien n’est coché d’avance.\n"
        "Ses réponses restent en mémoire. Elles s’effacent à la fin.\n"
        "Un acte confié à l’association est fermé par un code.\n"
        "Cette borne ne peut plus le lire."
    )
    HELP_CLOSE = N_("Échap : fermer l’aide")

    # -- office
    OFFICE_HELP = N_("Le bureau de l’association : ses clés, ses postes, les actes reçus.")
    OFFICE_HELP_INIT = N_("Créer les clés du bureau et le fichier à donner aux postes.")
    OFFICE_HELP_TRUST = N_("Faire confiance à un poste, avec son fichier.")
    OFFICE_HELP_OPEN = N_("Ouvrir et montrer les actes apportés par clé USB.")
    OFFICE_HELP_FOLDER = N_("le dossier du bureau")
    OFFICE_HELP_NAME = N_("le nom de l’association")
    OFFICE_HELP_PHONE = N_("son téléphone")
    OFFICE_HELP_DESK_FILE = N_("le fichier du poste")
    OFFICE_HELP_BUNDLE = N_("un fichier écrit par « kiosk export »")
    OFFICE_HELP_RECOVERY = N_("ouvrir avec la clé de secours sur papier")
    OFFICE_HELP_PROCEDURES = N_("le dossier des démarches de l’association")
    OFFICE_NONE = N_("Il n’y a pas de bureau dans {folder}. Lancez « kiosk office init ».")
    OFFICE_EXISTS = N_("Il y a déjà un bureau dans {folder}. Rien n’a été changé.")
    OFFICE_ASK_NAME = N_("Nom de l’association : ")
    OFFICE_ASK_PHONE = N_("Téléphone de l’association : ")
    OFFICE_BAD_NAME = N_("Il faut un nom et un téléphone, chacun sur une ligne de moins de 200 signes.")
    OFFICE_PAPER = N_(
        "Voici la clé de secours. Elle ne sera plus jamais montrée.\n"
        "Recopiez-la sur papier. Rangez le papier loin de cette machine.\n"
        "Si la phrase de passe est oubliée, seul ce papier ouvre les actes."
    )
    OFFICE_PAPER_COPIED = N_("Entrée quand c’est recopié. L’écran sera effacé. ")
    OFFICE_PAPER_GROUP = N_("Lisez votre papier. Tapez le groupe numéro {number} : ")
    OFFICE_NOT_COPIED = N_("Ce n’est pas ce qui était écrit. Rien n’a été créé : recommencez.")
    OFFICE_DONE = N_("Le bureau est prêt dans {folder}. Donnez le fichier {file} à chaque poste.")
    OFFICE_TRUST_DESK = N_(
        "Poste : {label}\nEmpreinte : {fingerprint}\nComparez avec l’empreinte montrée par le poste lui-même."
    )
    OFFICE_TRUST_ASK = N_("Les deux sont les mêmes ? Tapez « {yes} » pour faire confiance : ")
    OFFICE_YES = N_("oui")
    OFFICE_TRUSTED = N_("Le bureau fait maintenant confiance à ce poste : {label}.")
    OFFICE_NOT_TRUSTED = N_("Rien n’a été changé : ce poste n’est pas reconnu.")
    OFFICE_ASK_PAPER = N_("Clé de secours, les huit groupes (ils ne s’affichent pas) : ")
    OFFICE_REFUSED = N_("{name} : refusé. {why}")
    OFFICE_STOPS = N_("À LIRE D’ABORD : des personnes retirent leur accord.")
    OFFICE_STOP_ALONE = N_(
        "{reference} : accord retiré. L’acte n’est pas dans ces fichiers. S’il arrive, vérifiez d’abord."
    )
    OFFICE_STOP_KEY = N_("{reference} : accord retiré avec le reçu. Ne faites rien. Cet acte n’est plus montré.")
    OFFICE_STOP_ORAL = N_("{reference} : arrêt demandé sans le reçu. Vérifiez avec la personne avant tout.")
    OFFICE_FROM = N_("Poste : {desk}")
    OFFICE_NO_PROCEDURE = N_("Cette version de la démarche n’est pas ici : les questions gardent leur nom court.")
    OFFICE_CONTACT = N_("Contact sûr : à lire avant d’appeler")
    OFFICE_ANSWERS = N_("Réponses")
    OFFICE_CONSENT_ACT = N_("Accord pour l’acte")
    OFFICE_CONSENT_HANDOVER = N_("Accord pour confier l’acte au bureau")
    OFFICE_CONSENT_AT = N_("Donné le {date} à {time} UTC, à l’horloge du poste.")
    OFFICE_CONSENT_HOW = N_("{how}. Langue : {tongue}. Les mots exacts :")
    OFFICE_SCREEN_KEEPS = N_("Ces noms restent sur cet écran. Fermez cette fenêtre quand vous avez fini.")
    FILE_MISSING = N_("il n’est pas là")
    FILE_UNREADABLE = N_("il ne se lit pas")
    FILE_DAMAGED = N_("il est abîmé")
    FILE_NO_FOLDER = N_("son dossier n’existe pas, ou la clé USB n’est plus là")
    FILE_UNPLUGGED = N_("la clé USB ou le disque ne répond plus")

    # -- command line
    CLI_EXIT_CODES = N_(
        "Codes de sortie :\n"
        "0   tout va bien\n"
        "1   une erreur, dite en clair\n"
        "2   commande mal écrite\n"
        "3   refusé : phrase de passe, signature ou confiance\n"
        "4   la borne tourne déjà\n"
        "5   pas de poste ni de bureau dans ce dossier\n"
        "70  défaut de la borne"
    )
    CLI_HELP_RUN = N_("ouvrir la borne")
    CLI_HELP_TRAINING = N_("formation : données à part, rien ne part")
    CLI_HELP_DATA = N_("dossier des données du poste")
    CLI_HELP_INIT = N_("préparer un vrai poste")
    CLI_HELP_OFFICE_FILE = N_("fichier public de l’association (office.public)")
    CLI_HELP_LABEL = N_("nom du poste, pour l’association")
    CLI_HELP_PROCEDURES = N_("les démarches")
    CLI_HELP_CHECK = N_("vérifier les démarches : fichier, étape, raison")
    CLI_HELP_CHECK_PATHS = N_("fichiers ou dossiers ; sans rien, ceux de la borne")
    CLI_HELP_EXPORT = N_("mettre les actes sur une clé USB pour l’association")
    CLI_HELP_EXPORT_FOLDER = N_("dossier de la clé USB")
    CLI_HELP_PRINTER = N_("l’imprimante de reçus")
    CLI_HELP_DETECT = N_("chercher les imprimantes branchées")
    CLI_HELP_PRINTER_TEST = N_("imprimer un papier d’essai")
    PRINTER_NONE_FOUND = N_(
        "Aucune imprimante trouvée. Branchez-la et allumez-la. En réseau, écrivez son adresse dans {file}."
    )
    PRINTER_COPY_TABLE = N_("Copiez une de ces tables dans {file}, puis lancez « kiosk printer test ».")
    PRINTER_NOT_ALLOWED = N_("  La borne n’a pas le droit de l’utiliser : ajoutez ce compte aux groupes lp et dialout.")
    DOCTOR_PRINTS = N_("Langues que cette machine imprime : {names}.")
    DOCTOR_NO_FONT = N_("Pour imprimer en {name}, installez : {package}.")
    CLI_HELP_PASSPHRASE = N_("changer sa phrase de passe")
    CLI_HELP_RECOVERY = N_("avec la clé de secours, si la phrase de passe est oubliée")
    CLI_RECOVERY_TYPE = N_("Clé de secours (elle ne s’affiche pas) : ")
    CLI_PASSPHRASE_CHANGED = N_("La phrase de passe est changée. L’ancienne n’ouvre plus ce poste.")

    # -- counts, the slip of the day, papers
    SURVEY_TEXT = N_(
        "Pour compter, sans nom. La personne peut ne pas répondre.\nÉchap : passer la suite des questions."
    )
    SURVEY_NO_ANSWER = N_("Ne veut pas répondre")
    CLI_HELP_REPORT = N_("les nombres d’un mois fini, sans aucun nom")
    CLI_HELP_REPORT_MONTH = N_("un mois fini, écrit comme 2026-11")
    CLI_HELP_REPORT_CSV = N_("écrire en CSV, pour un tableur")
    CLI_HELP_REPORT_JSON = N_("écrire en JSON, pour un programme")
    CLI_HELP_LEGAL = N_("écrire les papiers sur les données : registre, notice, durées, analyse d’impact")
    CLI_HELP_LEGAL_FOLDER = N_("dossier où les écrire")
    CLI_LEGAL_DONE = N_("Écrit : {file}")
    CLI_LEGAL_COMPLETE = N_("Complétez chaque « À COMPLÉTER », puis faites relire.")
    LEGAL_BLANK = N_("À COMPLÉTER")
    LEGAL_DISCREET = N_("un nom discret est réglé pour ce poste")
    LEGAL_NO_DISCREET = N_("aucun nom discret n’est réglé : ce reçu n’en porte pas")
    CLI_LEGAL_THERE = N_("{file} existe déjà : il n’a pas été changé.")
    CLI_REPORT_TITLE = N_("Bilan de {month} – thématique : Santé")
    CLI_REPORT_VISITS = N_("Accompagnements individuels (personnes reçues)")
    CLI_REPORT_ACTS = N_("Démarches menées au poste")
    CLI_REPORT_LATER = N_("Après la visite (retraits ; résultats comptés quand l’acte s’efface du poste)")
    CLI_REPORT_SMALL = N_("moins de {limit}")
    CLI_REPORT_SPAN = N_("{least} à {most}")
    CLI_REPORT_WITHHELD = N_("non montré : d’autres nombres en diraient trop")
    CLI_REPORT_OTHERS = N_("Autres")
    CLI_REPORT_UNSAID = N_("Non communiqué")
    CLI_REPORT_NO_CHANNEL = N_("Arrêtée avant ce choix")
    CLI_REPORT_NOTE = N_("Les nombres sont donnés par tranches de {width}, pour que personne ne se reconnaisse.")
    DAY_TITLE = N_("Bilan du jour")
    DAY_WAITING = N_("En attente : {number}")
    DAY_TAKEN = N_("Pris en charge : {number}")
    DAY_LOOK = N_("À regarder : {number}")
    KEY_DAY = N_("Bilan")
    KEY_CASES = N_("Exercices")
    CASES_TITLE = N_("Quel exercice ?")
    CASES_TEXT = N_("La formation recommence. Rien de ce qui est ici n’est gardé.")
    CASES_NONE = N_("Aucun : une borne vide")
    CASES_GO = N_("Commencer")
    CLI_HELP_CASE = N_("avec --training : commencer par un exercice")
    CLI_CASE_IS_TRAINING = N_("Un exercice se fait en formation : ajoutez --training.")

    # -- staff, copies and traces
    CLI_HELP_STAFF = N_("les personnes qui ouvrent la borne")
    CLI_HELP_STAFF_LIST = N_("dire qui peut ouvrir la borne")
    CLI_HELP_STAFF_ADD = N_("ajouter une personne, avec sa propre phrase de passe")
    CLI_HELP_STAFF_REMOVE = N_("retirer une personne")
    CLI_HELP_STAFF_NAME = N_("un pseudonyme, pas le vrai nom")
    CLI_HELP_STAFF_FORGOT = N_("avec --recovery : qui a oublié sa phrase de passe")
    CLI_HELP_REKEY = N_("changer aussi la clé des données : après un départ difficile")
    CLI_HELP_BACKUP = N_("copier le poste, chiffré, dans un dossier")
    CLI_HELP_RESTORE = N_("remettre un poste à partir d’une copie")
    CLI_HELP_COPY_FOLDER = N_("le dossier de la copie")
    CLI_HELP_ERASE = N_("détruire les clés du poste, pour toujours")
    CLI_HELP_AUDIT = N_("les traces : qui a fait quoi, quand")
    CLI_HELP_AUDIT_SHOW = N_("montrer les traces")
    CLI_HELP_AUDIT_VERIFY = N_("vérifier que rien ne manque")
    CLI_PASSPHRASE_HELP = N_(
        "Au moins {least} signes. Quatre mots pris au hasard vont bien. Espaces et accents comptent."
    )
    CLI_KEYBOARD = N_("Clavier réglé sur cette machine : {layout}.")
    UNLOCK_KEYBOARD = N_("Clavier : {layout}")
    UNLOCK_OTHER = N_("Un autre membre de l’équipe a ouvert l’écran. La visite d’avant est effacée.")
    STAFF_ASK_NAME = N_("Votre pseudonyme dans l’équipe (pas votre vrai nom) : ")
    STAFF_OWN_PASSPHRASE = N_("Votre phrase de passe : ")
    STAFF_YOU = N_("(vous)")
    STAFF_NOT_YOURS = N_("Ce pseudonyme n’est pas le vôtre. Avec la clé de secours, ajoutez --recovery.")
    STAFF_THEIR_TURN = N_("{name} choisit maintenant sa phrase de passe. Laissez-lui le clavier.")
    STAFF_ADDED = N_("{name} peut maintenant ouvrir la borne.")
    STAFF_REMOVED = N_("{name} n’ouvre plus la borne. Une ancienne copie du poste s’ouvre encore.")
    STAFF_ASK_REKEY = N_(
        "Si le départ est difficile, changez aussi la clé des données. Tapez « {yes} » pour le faire, ou Entrée : "
    )
    STAFF_REKEYED = N_("La clé des données est changée. Les autres phrases de passe restent les mêmes.")
    STAFF_NEW_RECOVERY = N_("L’ancienne clé de secours n’ouvre plus rien. Détruisez l’ancien papier.")
    STAFF_OLD_RECOVERY = N_("L’ancienne clé de secours reste valable. Recommencez quand vous avez de quoi écrire.")
    DESK_PAPER = N_(
        "Voici la clé de secours du poste. Elle ne sera plus jamais montrée.\n"
        "Recopiez-la sur papier. Rangez le papier loin de cette machine.\n"
        "Si une phrase de passe est oubliée, seul ce papier en donne une nouvelle."
    )
    DESK_PAPER_TITLE = N_("Clé de secours du poste")
    DESK_PAPER_KEEP = N_("À ranger loin de la machine.")
    BACKUP_DONE = N_("La copie est dans {folder}. Elle a été relue. Elle s’ouvre avec les mêmes phrases de passe.")
    RESTORE_THERE = N_("Il y a déjà un poste dans {folder}. La copie prendra sa place s’il n’a plus rien à envoyer.")
    RESTORE_CURRENT = N_("Phrase de passe du poste actuel : ")
    RESTORE_PASSPHRASE = N_("Phrase de passe de la copie : ")
    RESTORE_DONE = N_("Le poste est remis dans {folder}. Il dira d’abord à l’association ce qu’il contient.")
    ERASE_PASSPHRASE = N_("Phrase de passe (Entrée si personne ne la connaît plus) : ")
    ERASE_UNKNOWN = N_("Sans phrase de passe, la borne ne peut pas dire si des actes attendent encore.")
    ERASE_WORD = N_("effacer")
    ERASE_FIRST = N_(
        "Les clés du poste {folder} seront détruites. Ce qui n’est pas parti sera perdu. "
        "Tapez « {word} » pour continuer : "
    )
    ERASE_SECOND = N_("Personne ne pourra revenir en arrière. Tapez encore « {word} » : ")
    ERASE_KEPT = N_("Rien n’a été effacé.")
    ERASE_DONE = N_("Les clés sont détruites. Les copies faites avant, s’il y en a, sont à détruire aussi.")
    AUDIT_GAP = N_("La trace numéro {number} manque.")
    AUDIT_SET_ASIDE = N_("Un fichier a été mis de côté : {file}.")
    AUDIT_WHOLE = N_("Chaque trace est à sa place, et rien n’a été changé sans phrase de passe.")
    DOCTOR_SWAP = N_(
        "La mémoire de cette machine peut être écrite sur le disque (swap) sans chiffrement. "
        "Chiffrez le swap ou coupez-le."
    )
    CLI_HELP_DOCTOR = N_("dire ce qui manque et comment le réparer")
    CLI_NOT_THERE = N_("il n’existe pas")
    CLI_ABOUT = N_("Borne d’aide hors ligne pour ouvrir, fermer ou masquer Mon espace santé, avec la personne.")
    CLI_PASSPHRASE_NEW = N_("Nouvelle phrase de passe (elle ne s’affiche pas) : ")
    CLI_PASSPHRASE_AGAIN = N_("Encore une fois : ")
    CLI_PASSPHRASE = N_("Phrase de passe : ")
    CLI_PASSPHRASES_DIFFER = N_("Les deux phrases ne sont pas les mêmes. Rien n’a été fait.")
    CLI_NO_TERMINAL = N_("Il faut un vrai terminal pour taper une phrase de passe.")
    CLI_INIT_DONE = N_("Le poste est prêt dans {folder}. Portez le fichier {file} à l’association, en main propre.")
    CLI_FINGERPRINT = N_("Empreinte du poste. L’association la comparera avec vous, à voix haute :")
    CLI_INIT_EXISTS = N_("Il y a déjà un poste dans {folder}. Rien n’a été changé.")
    CLI_NO_DESK = N_(
        "Il n’y a pas de poste dans {folder}. Lancez « kiosk init », ou « kiosk run --training » pour essayer."
    )
    CLI_EXPORTED = N_("Fichier écrit : {file}. Portez-le à l’association.")
    CLI_EXPORT_NONE = N_("Aucun acte n’attend : rien à exporter.")
    CLI_PROCEDURES_OK = N_("{file} : juste.")
    CLI_PROCEDURE_FAULT = N_("{file}, étape « {step} » : {reason}")
    CLI_PROCEDURE_FAULT_FILE = N_("{file} : {reason}")
    DOCTOR_DESK = N_("Poste : {folder}.")
    DOCTOR_OFFICE = N_("Association : {name}. Son fichier est authentique.")
    DOCTOR_NO_OFFICE = N_("Le fichier de l’association manque ou est abîmé. Redemandez-le, puis refaites le poste.")
    DOCTOR_NO_STRUCTURE = N_(
        "Le reçu n’a pas le nom de l’association. Écrivez-le dans {file}, table [desk], structure."
    )
    DOCTOR_NOT_UTF8 = N_("Le terminal n’est pas en UTF-8 ({encoding}). Mettez PYTHONUTF8=1 ou une langue UTF-8.")
    DOCTOR_SMALL = N_("Le terminal est trop petit : {width} sur {height}. Il faut 80 sur 24.")
    DOCTOR_NOT_WRITABLE = N_(
        "Le dossier {folder} ne peut pas être écrit. Changez ses droits ou choisissez-en un autre."
    )
    DOCTOR_LITTLE_SPACE = N_("Il reste {free} Mo sur le disque. Libérez de la place.")
    DOCTOR_OPEN_FOLDER = N_("D’autres comptes peuvent lire {folder}. Lancez : chmod 700.")
    DOCTOR_NO_FOLDER = N_("Le dossier de démarches {folder} n’existe pas. Créez-le ou corrigez les réglages.")
    DOCTOR_PROCEDURES = N_("Démarches : {titles}.")
    DOCTOR_LANGUAGES = N_("Langues : {names}.")
    DOCTOR_CATALOGUE = N_("La traduction {name} manque ou est abîmée : le français la remplace. Réinstallez la borne.")
    DOCTOR_SCREEN_ONLY = N_("Les reçus s’affichent à l’écran : aucune imprimante n’est réglée.")
    CLI_DOCTOR_OK = N_("Tout est en ordre.")
    CLI_CONFIG_FAULT = N_("Réglages {file} : {key} n’est pas juste ({detail}).")
    CLI_CONFIG_NEAREST = N_("Vouliez-vous dire « {nearest} » ?")
    CLI_FILE_FAULT = N_("Le fichier {file} ne va pas : {reason}.")
    CLI_INTERRUPTED = N_("Interrompu. Rien de plus n’a été fait.")


@cache
def sentences() -> Mapping[type[Enum], Mapping[Any, str]]:
    """Give the words of the codes that come up from the rules, by their class: two codes may share a string."""
    # The rules are imported when one of their codes is worded first: the first screen needs none of them.
    from kiosk.core.answer import Problem
    from kiosk.core.check import Fault
    from kiosk.core.consent import Choice, Understanding
    from kiosk.core.exercise import Case, Story
    from kiosk.core.outbox import State, Withdrawal
    from kiosk.core.paper import Cause, Outcome
    from kiosk.core.ports import Notice
    from kiosk.core.procedure import Channel, Unsaid
    from kiosk.core.receipt import Line
    from kiosk.core.staff import Weakness
    from kiosk.core.status import Next
    from kiosk.core.tally import Age, Duration, Orientation, Place, Return, Topic, Whom
    from kiosk.core.tally import Outcome as Ended
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
        Next: {
            Next.WILL_BE_SENT: N_("partira au prochain envoi"),
            Next.WAIT_FOR_ANSWER: N_("parti, sans réponse pour l’instant"),
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
        Choice: {
            Choice.YES: N_("Oui, je suis d’accord"),
            Choice.NO: N_("Non, je ne veux pas"),
        },
        Weakness: {
            Weakness.SHORT: N_("Trop court : il faut au moins {least} signes. Quatre mots pris au hasard vont bien."),
            Weakness.COMMON: N_("Trop facile à deviner. Quatre mots pris au hasard vont bien."),
        },
        Event: {
            Event.INSTALLED: N_("poste créé"),
            Event.OPENED: N_("borne ouverte"),
            Event.TAKEN_OVER: N_("écran repris par une autre personne de l’équipe"),
            Event.RECORDED: N_("acte enregistré"),
            Event.WITHDRAWN_BY_KEY: N_("accord retiré avec le reçu"),
            Event.WITHDRAWN_ORAL: N_("accord retiré de vive voix"),
            Event.EXPORTED: N_("actes mis sur clé USB"),
            Event.STAFF_ADDED: N_("personne ajoutée"),
            Event.STAFF_REMOVED: N_("personne retirée"),
            Event.PASSPHRASE_CHANGED: N_("phrase de passe changée"),
            Event.REKEYED: N_("clé des données changée"),
            Event.BACKED_UP: N_("copie du poste"),
            Event.RESTORED: N_("poste remis à partir d’une copie"),
            Event.PURGED: N_("données anciennes effacées"),
            Event.AUDITED: N_("traces lues"),
        },
        Case: {
            Case.REFUSAL: N_("La personne dit non"),
            Case.DEADLINE: N_("Un dernier jour utile demain"),
            Case.PARENTS: N_("L’enfant de parents séparés"),
            Case.PAPER: N_("Plus de papier dans l’imprimante"),
            Case.HUB: N_("Un acte refusé par le relais"),
        },
        Story: {
            Story.REFUSAL: N_(
                "Tout a été expliqué. Au moment de répondre, la personne dit non.\n"
                "Notez sa réponse. Voyez ce qui est gardé : rien."
            ),
            Story.DEADLINE: N_(
                "Des actes attendent. L’un d’eux n’est utile que jusqu’à demain.\n"
                "Trouvez-le dans la file. Dites qui doit être prévenu."
            ),
            Story.PARENTS: N_(
                "Un père vient pour son enfant. La mère vit ailleurs. Il ne sait pas si elle est d’accord.\n"
                "Essayez chaque réponse. Voyez quand la borne s’arrête."
            ),
            Story.PAPER: N_(
                "La personne dit oui aux deux accords. Imprimez son reçu.\n"
                "Le papier manque. L’acte existe quand même : faites ce que l’écran propose."
            ),
            Story.HUB: N_(
                "Un acte est parti. Le relais l’a refusé.\n"
                "Trouvez-le dans la file. Lisez ce qui doit être fait, et par qui."
            ),
        },
        Topic: {
            Topic.OUTCOME: N_("Suite donnée"),
            Topic.PROCEDURE: N_("Démarche"),
            Topic.CHANNEL: N_("Moyen choisi"),
            Topic.LANGUAGE: N_("Langue"),
            Topic.WHOM: N_("Pour qui"),
            Topic.VISIT: N_("Accompagnements"),
            Topic.AGE: N_("Tranche d’âge"),
            Topic.RETURN: N_("Première visite ou retour"),
            Topic.ORIENTATION: N_("Orientation vers une autre structure"),
            Topic.DURATION: N_("Durée"),
            Topic.PLACE: N_("Lieu"),
        },
        Ended: {
            Ended.CONSENTED: N_("Accord donné"),
            Ended.REFUSED_ACT: N_("Refus de l’acte"),
            Ended.REFUSED_HANDOVER: N_("Refus de confier l’acte"),
            Ended.REFERRED: N_("Orientation, sans acte"),
            Ended.LEFT: N_("Arrêt en cours"),
            Ended.WITHDRAWN: N_("Accord retiré"),
            Ended.DONE: N_("Fait, preuve officielle vue"),
            Ended.DECLINED: N_("Acte refusé par le service"),
            Ended.STOPPED: N_("Arrêté à la demande de la personne"),
        },
        Channel: {
            Channel.CALL_NOW: N_("Appel au 3422 sur place"),
            Channel.LETTER: N_("Lettre signée"),
            Channel.SELF: N_("Guide à emporter"),
            Channel.OFFICE: N_("Confié à l’association"),
        },
        Whom: {
            Whom.SELF: N_("Pour elle-même"),
            Whom.CHILD: N_("Pour un enfant"),
            Whom.PROTECTED_ADULT: N_("Pour un majeur protégé"),
        },
        Age: {
            Age.UNDER_12: N_("Moins de 12 ans"),
            Age.FROM_12: N_("12 – 17 ans"),
            Age.FROM_18: N_("18 – 24 ans"),
            Age.FROM_25: N_("25 – 39 ans"),
            Age.FROM_40: N_("40 – 59 ans"),
            Age.FROM_60: N_("60 – 69 ans"),
            Age.FROM_70: N_("70 ans et plus"),
        },
        Return: {
            Return.FIRST: N_("Première visite"),
            Return.AGAIN: N_("Déjà accompagné(e) ici"),
        },
        Orientation: {
            Orientation.NOWHERE: N_("Pas d’orientation"),
            Orientation.OPERATOR: N_("Organisme en charge de la démarche"),
            Orientation.HELP: N_("Aide aux démarches (France services…)"),
            Orientation.ADMINISTRATION: N_("Administration"),
            Orientation.DIGITAL: N_("Médiation numérique"),
            Orientation.ELSEWHERE: N_("Autre structure"),
        },
        Duration: {
            Duration.UNDER_30: N_("Moins de 30 min"),
            Duration.UNDER_60: N_("30 min à 1 h"),
            Duration.UNDER_90: N_("1 h à 1 h 30"),
            Duration.LONGER: N_("1 h 30 et plus"),
        },
        Place: {
            Place.PREMISES: N_("Lieu d’activité"),
            Place.HOME: N_("Au domicile de la personne"),
            Place.ELSEWHERE: N_("Autre lieu"),
        },
        Problem: {
            Problem.NEEDED: N_("Il faut une réponse ici pour continuer."),
            Problem.SCANNED: N_("Un code a été scanné ici. Il n’a pas été gardé."),
            Problem.TOO_LONG: N_("C’est trop long. Raccourcissez."),
            Problem.NOT_A_DATE: N_("Écrivez une date comme 31/12/1980."),
            Problem.DATE_TOO_FAR: N_("Cette date n’est pas possible. Vérifiez l’année."),
            Problem.NOT_A_PHONE: N_("Écrivez un numéro comme 06 12 34 56 78, ou avec + et le pays."),
            Problem.NOT_A_NAME: N_("Un nom s’écrit avec des lettres. Enlevez les autres signes."),
            Problem.SECRET_NUMBER: N_("N’écrivez pas de numéro de sécurité sociale, de carte ou de code."),
        },
        Unsaid: {
            Unsaid.UNKNOWN: N_("je ne sais pas"),
            Unsaid.NONE: N_("pas de réponse"),
        },
        Notice: {
            Notice.TORN_TAIL: N_(
                "Une coupure a interrompu la dernière écriture. Elle est mise de côté. Rien de confirmé n’est perdu."
            ),
            Notice.NOT_COMPACTED: N_("Le disque est presque plein. Rien n’est perdu. Libérez de la place."),
        },
        Outcome: {
            Outcome.PRINTED: N_("Imprimé."),
            Outcome.UNCERTAIN: N_("Peut-être imprimé : regardez le papier."),
            Outcome.NOT_PRINTED: N_("Pas imprimé."),
        },
        Cause: {
            Cause.PAPER_OUT: N_("Il n’y a plus de papier. Mettez un rouleau, puis réessayez."),
            Cause.PAPER_LOW: N_("Le papier est presque fini. Préparez un rouleau."),
            Cause.COVER_OPEN: N_("Le capot est ouvert. Fermez-le, puis réessayez."),
            Cause.OFFLINE: N_("L’imprimante est hors ligne. Regardez ses voyants, puis réessayez."),
            Cause.UNPLUGGED: N_("L’imprimante n’est plus branchée. Rebranchez-la, puis réessayez."),
            Cause.NO_ANSWER: N_("L’imprimante ne répond pas."),
            Cause.BUSY: N_("Une autre impression est en cours. Attendez, puis réessayez."),
            Cause.PRINTER_FAULT: N_("L’imprimante signale une panne. Éteignez-la, rallumez-la, puis réessayez."),
            Cause.MISSING_GLYPH: N_("Cette machine n’a pas les lettres de cette langue. Lancez « kiosk doctor »."),
            Cause.NOT_ALLOWED: N_("La borne n’a pas le droit d’utiliser l’imprimante. Prévenez un responsable."),
            Cause.NO_SUCH_PRINTER: N_("L’imprimante des réglages n’existe pas. Lancez « kiosk printer detect »."),
        },
        Line: {
            Line.TRAINING: N_("FORMATION – SANS VALEUR"),
            Line.DUPLICATE: N_("DUPLICATA"),
            Line.NOTHING_DONE_YET: N_("RIEN N’EST ENCORE FAIT"),
            Line.NOT_OFFICIAL: N_("Ce reçu n’est pas un document officiel."),
            Line.NO_CONTACT_WITH_SERVICE: N_("La borne ne communique pas avec Mon espace santé."),
            Line.REFERENCE: N_("Votre référence :"),
            Line.KEEP_THIS_PAPER: N_("Gardez ce papier. Son code QR sert à retirer votre accord."),
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
            Line.FOR: N_("Raisons pour"),
            Line.AGAINST: N_("Raisons contre"),
            Line.INFORMATION: N_("Pour lire avant de choisir"),
            Line.YOUR_RIGHTS: N_("Vous pouvez demander à voir, corriger ou effacer vos données."),
        },
        Fault: {
            Fault.UNREADABLE: N_("le fichier ne se lit pas ({detail})"),
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
        },
    }


ERRORS: Mapping[type[errors.KioskError], str] = {
    errors.KioskError: N_("Une erreur est survenue. Réessayez ; si elle revient, appelez un responsable."),
    errors.Transient: N_("Cela n’a pas marché. Réessayez dans un moment."),
    errors.Final: N_("Cela ne peut pas marcher ainsi. Appelez un responsable."),
    errors.StoreFull: N_("Le disque est plein. Libérez de la place, puis recommencez."),
    errors.StoreReadOnly: N_("Le dossier de la borne est en lecture seule. Prévenez un responsable."),
    errors.StoreBusy: N_("La borne tourne déjà sur cette machine. Utilisez son écran, ou arrêtez-la d’abord."),
    errors.StoreFailed: N_("Le disque n’a pas répondu. Réessayez ; si cela revient, changez de machine."),
    errors.StoreMissing: N_("Il n’y a pas encore de données ici. Lancez « kiosk init »."),
    errors.StoreDamaged: N_(
        "Les données de la borne sont abîmées. Elles sont mises de côté, pas effacées. Appelez un responsable."
    ),
    errors.StoreTooNew: N_("Ces données viennent d’une version plus récente. Mettez la borne à jour."),
    errors.AlreadyRecorded: N_("Cet acte est déjà enregistré."),
    errors.NotRecorded: N_("Cet acte n’est pas enregistré ici."),
    errors.WrongPassphrase: N_("Ce n’est pas la bonne phrase de passe. Vérifiez les majuscules et le clavier."),
    errors.TooSoon: N_("Trop d’essais. Attendez un peu."),
    errors.SlotTaken: N_("Cette phrase de passe ne convient pas ici. Choisissez-en une autre."),
    errors.LastSlot: N_("C’est la dernière personne qui ouvre la borne. Ajoutez-en une autre d’abord."),
    errors.NoSuchStaff: N_("Personne n’a ce pseudonyme. Lancez « kiosk staff list »."),
    errors.NotAName: N_("Ce pseudonyme ne va pas : vide, trop long, ou déjà pris. Choisissez-en un autre."),
    errors.Unsent: N_("Exportez-les d’abord (« kiosk export »). Rien n’a été changé."),
    errors.NotGenuine: N_(
        "Ce contenu n’est pas authentique : il est abîmé, ou quelqu’un l’a changé. Ne l’utilisez pas."
    ),
    errors.NotForUs: N_("Ce contenu est fermé pour une autre clé."),
    errors.TooNew: N_("Ce fichier vient d’une version plus récente. Mettez ce programme à jour."),
    errors.TooLarge: N_("C’est trop long pour être enregistré. Raccourcissez les réponses."),
    errors.NotVouched: N_("Ce poste n’est pas connu de l’association. Lancez « kiosk office trust » avec son fichier."),
    errors.TrainingOnly: N_("C’est un exercice de formation : ce n’est pas un acte."),
    errors.IllegalMove: N_("Ce n’est plus possible pour cet acte."),
    errors.ConsentMissing: N_("Il manque une étape avant l’accord. Revenez en arrière et relisez ensemble."),
    errors.NotAMonth: N_("Ce n’est pas un mois. Écrivez-le comme 2026-11."),
    errors.MonthNotOver: N_("Ce mois n’est pas fini. Demandez son bilan le mois prochain."),
    errors.NotTraining: N_(
        "Ce dossier est celui d’un vrai poste. La formation ne l’ouvre pas : donnez-lui un autre dossier."
    ),
    errors.NotAReference: N_("Ce n’est pas une référence. Elle a neuf signes, comme K7Q-4M2-9XD."),
    errors.ProcedureFault: N_(
        "Cette démarche ne peut pas s’ouvrir : son fichier est à corriger (« kiosk procedures check »)."
    ),
    errors.ConfigFault: N_("Les réglages sont à corriger (« kiosk doctor »)."),
    errors.FileFault: N_("Le fichier ne va pas."),
}
"""What can go wrong, each with its remedy. The nearest class up the tree speaks for a missing one."""


PLURALS: Mapping[str, tuple[str, str]] = {
    "queue_waiting": (N_("File : {n} en attente"), N_("File : {n} en attente")),
    "age_days": (N_("{n} j"), N_("{n} j")),
    "cli_opened": (N_("{n} acte ouvert."), N_("{n} actes ouverts.")),
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


def sentence(code: Enum) -> str:
    """Give the French sentence of a code. Raises KeyError for a code that has none: a test forbids it."""
    return str(code.value) if isinstance(code, Ui) else sentences()[type(code)][code]


def error_sentence(error: errors.KioskError) -> str:
    """Give the French sentence of an error, or of the nearest class above it."""
    for kind in type(error).__mro__:
        if kind in ERRORS:
            return ERRORS[kind]
    return ERRORS[errors.KioskError]
