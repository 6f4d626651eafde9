"""Every sentence for people that is not guidance: one table, in French, worded when shown.

`Ui` holds the words of the screens and of the commands: a member's value is its French sentence, which is also
the key of its translations. `ERRORS` has those of what can go wrong: each says what happened and what to do. The
words of the codes that come up from the rules are in `kiosk.wording_codes`.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum

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
    CAP_F4 = N_("F4")
    CAP_F6 = N_("F6")
    CAP_F7 = N_("F7")
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
    ELSEWHERE_TITLE = N_("Cet acte a été fait à un autre poste")
    ELSEWHERE_HINT = N_("Voici ce que le relais sait. Cette borne n’en garde rien.")
    ELSEWHERE_WITHDRAW = N_("Retirer l’accord, avec la clé du reçu")
    ELSEWHERE_STOP_ASKED = N_("L’accord a été retiré. L’association le voit en premier.")
    ELSEWHERE_UNKNOWN = N_(
        "Ni cette borne ni le relais ne connaissent {reference}. L’acte n’est peut-être pas encore parti de son poste."
    )
    STATUS_ROAD_BUSY = N_("Relais : échange…")
    STATUS_ROAD_OK = N_("Relais : vu à {time}")
    STATUS_ROAD_NEVER = N_("Relais : pas encore vu")
    STATUS_ROAD_FAILS = N_("Relais : non joint ({time})")
    STATUS_ROAD_REFUSED = N_("Relais : poste refusé")
    STATUS_ROAD_FORGED = N_("Relais : réponse à vérifier")
    STATUS_ROAD_SETTINGS = N_("Relais : réglages à voir")
    STATUS_ROAD_DEFECT = N_("Relais : envoi en panne")
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
    HOME_MORE = N_("↓ encore {n}")
    HOME_TRIAGE = N_("Par où commencer ?")
    HOME_TRIAGE_SUMMARY = N_("Cinq questions au plus. On peut toujours dire « je ne sais pas ».")
    HOME_URGENT = N_("Un acte a bientôt son dernier jour : {date}. F6 : la file, le plus urgent d’abord.")
    HOME_UNKNOWN_REFERENCE = N_("Cette borne ne connaît pas la référence {reference}. Vérifiez-la sur le reçu.")

    # -- visit
    COLUMN_FOR = N_("Raisons pour")
    COLUMN_AGAINST = N_("Raisons contre")
    CHOOSE_HINT = N_("Un chiffre ou les flèches pour choisir, puis Entrée.")
    NOTHING_CHOSEN = N_("Choisissez d’abord une réponse.")
    ANSWER_UNKNOWN = N_("Je ne sais pas")
    FIELD_EMPTY_MEANS_NONE = N_("Laissez vide s’il n’y a rien à écrire.")
    FIELD_DASH_MEANS_NONE = N_("Laissez vide si la personne ne sait pas. Tapez un tiret (-) pour « pas de réponse ».")
    FIELD_MAY_UNKNOWN = N_("Laissez vide si la personne ne sait pas ou ne veut pas répondre.")
    DOCUMENT_DAY = N_("Date du document (31/12/2025), ou rien")
    DOCUMENT_AUTHOR = N_("Auteur : médecin, laboratoire, hôpital ; ou rien")
    DOCUMENT_TITLE = N_("Titre, si la personne veut ; ou rien")
    DOCUMENTS_SO_FAR = N_("Documents notés : {n}")
    DOCUMENTS_DONE = N_("C’est tout")
    DOCUMENTS_ON_PAPER = N_("Que peut montrer le reçu de ces documents ? C’est la personne qui choisit.")
    WINDOW_LAST_DAY = N_("Dernier jour pour agir : {date}.")
    WINDOW_OFFICE_LATE = N_("Le bureau peut recevoir la demande après le dernier jour.")
    WINDOW_OFFICE_LATE_ON = N_("Le bureau peut recevoir la demande après le dernier jour : {date}.")
    WINDOW_LAST_CLOSED = N_("Ce jour-là, le 3422 est fermé.")
    WINDOW_LAST_HOLIDAY = N_("Ce jour-là est férié : le 3422 est peut-être fermé.")
    WINDOW_LAST_CALL = N_("Dernier jour d’ouverture du 3422 avant : {date}.")
    WINDOW_NO_CALL = N_("Le 3422 n’ouvre plus d’ici là.")
    TRIAGE_TITLE = N_("Proposé : {title}")
    TRIAGE_BEGIN = N_("Commencer cette démarche")
    TRIAGE_HOME = N_("Choisir une autre démarche")
    KEY_WORDS = N_("Mots")
    CAP_F3 = N_("F3")
    WORDS_TITLE = N_("Les mots de Mon espace santé")
    WORDS_HINT = N_("Les mots de cet écran sont en premier. Échap : revenir.")
    CHECK_ALONE = N_("Quelqu’un l’accompagne ? Proposez à la personne une minute seule avec vous.")
    CHECK_INTRO = N_("Relisez ensemble. Échap pour corriger.")
    CHECK_ROW = N_("{question} – {answer}")
    CHECK_NOTHING_KEPT = N_("Rien de ceci n’est encore enregistré.")
    CONSENT_UNDERSTOOD = N_("Comment la personne a-t-elle compris ?")
    CONSENT_DECIDES = N_("C’est la personne qui répond.")
    CONSENT_NO_RELATIVE = N_("Effacer est définitif : ici, un proche ne suffit pas pour traduire.")
    CONSENT_ALONE = N_("Un proche aide : proposez-lui d’abord une minute seule avec vous.")
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
    KEY_SEND = N_("Envoyer")
    KEY_ROAD = N_("Liaison")
    KEY_SHEET = N_("Info")
    CAP_F5 = N_("F5")
    RECEIPT_WHICH = N_("Quel reçu ?")
    RECEIPT_NORMAL = N_("Imprimer le reçu")
    RECEIPT_DISCREET = N_("Reçu discret : rien sur la santé")
    RECEIPT_LARGE = N_("Reçu en gros caractères")
    RECEIPT_ON_SCREEN = N_("Sans papier : recopier la référence à l’écran")
    RECEIPT_LARGE_DISCREET = N_("Reçu discret en gros caractères")
    RECEIPT_FRENCH = N_("Imprimer en français seulement")
    RECEIPT_PRINTING = N_("Impression… Échap : arrêter.")
    RECEIPT_CLEARING = N_("L’imprimante doit oublier ce reçu. Attendez un instant.")
    RECEIPT_SWITCH_OFF = N_(
        "Éteignez l’imprimante, puis rallumez-la : sinon ce reçu peut sortir devant une autre personne."
    )
    RECEIPT_IN_HAND = N_("Le papier est dans la main de la personne")
    RECEIPT_HINT_HAND = N_("Le code pour retirer l’accord s’efface ici quand vous confirmez.")
    RECEIPT_KEY = N_("Le code QR permet de retirer l’accord. Il disparaît quand vous continuez.")
    RECEIPT_NO_QR = N_("Cet écran ne peut pas montrer le code QR.\nLa référence suffit pour revenir.")
    AFTER_TITLE = N_("Et maintenant ?")
    AFTER_ANOTHER = N_("Une autre démarche pour la même personne")
    AFTER_CHILD = N_("La même démarche pour un autre enfant")
    AFTER_LEADS = N_("Voici ce qui reste possible.")
    CALL_TITLE = N_("Comment s’est terminé l’appel ?")
    CALL_TEXT = N_("Compté sans nom. La preuve reste à demander, et à garder.")
    CALL_DONE = N_("C’est fait")
    CALL_NOT_DONE = N_("Ce n’est pas fait")
    CALL_AGAIN = N_("Il faut rappeler")
    CALL_REFUSED = N_("Le 3422 a refusé")
    AFTER_END = N_("Terminer la visite et tout effacer")
    END_TITLE = N_("La visite est terminée.")
    END_TEXT = N_("Tout est effacé de cet écran.")
    END_NEXT = N_("Entrée : personne suivante")
    HIDDEN = N_("Pause")
    HIDDEN_BACK = N_("F8 : revenir")

    # -- queue and status
    ROAD_TITLE = N_("Liaison avec l’association")
    ROAD_NONE = N_(
        "Ce poste n’est relié à aucun relais. Les actes attendent ici, fermés à clé.\n"
        "Ils partent par clé USB, ou par le réseau quand le poste est relié."
    )
    ROAD_BUSY = N_("Échange avec le relais… Vous pouvez continuer à travailler.")
    ROAD_NEVER = N_("Le relais n’a pas encore répondu.")
    ROAD_WORKS = N_("Le relais répond.")
    ROAD_SINCE = N_("Depuis {when}.")
    ROAD_LAST = N_("Dernier échange : {when}.")
    ROAD_NEXT = N_("Prochain essai : {when}. F5 essaie tout de suite.")
    ROAD_NOTHING_NEW = N_("Rien de nouveau.")
    ROAD_AT = N_("le {date} à {time}")
    ROAD_NOW = N_("Essayer maintenant")
    ROAD_EXPORT = N_("Écrire les actes sur une clé USB")
    ROAD_IMPORT = N_("Lire les réponses de l’association sur une clé USB")
    ROAD_JOIN = N_("Relier ce poste au relais, avec un code de l’association")
    ROAD_NO_DRIVE = N_("Aucune clé USB. Branchez-la, attendez un peu, puis recommencez.")
    ROAD_WHICH_DRIVE = N_("Quelle clé USB ?")
    ROAD_DRIVE_SAFE = N_("Les actes y sont illisibles, sauf pour l’association. Une clé perdue ne dit rien.")
    ROAD_EXPORTED = N_("Retirez la clé et portez-la à l’association.")
    ROAD_IMPORTED = N_("Les réponses sont lues.")
    ROAD_NO_ANSWERS = N_("Il n’y a pas de réponse de l’association sur cette clé.")
    ROAD_JOIN_TITLE = N_("Relier ce poste au relais")
    ROAD_JOIN_HINT = N_("L’association donne l’adresse et le code. Le code vaut un jour.")
    ROAD_JOIN_ADDRESS = N_("Adresse du relais")
    ROAD_JOIN_CODE = N_("Code, 24 signes")
    ROAD_JOIN_NO = N_("Non, ce n’est pas la bonne association")
    ROAD_JOIN_YES = N_("Oui, relier ce poste")
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
    OFFICE_UNTIL = N_("dernier jour utile : {date}")
    OFFICE_NO_PROCEDURE = N_("Cette version de la démarche n’est pas ici : les questions gardent leur nom court.")
    OFFICE_CONTACT = N_("Contact sûr : à lire avant d’appeler")
    OFFICE_ANSWERS = N_("Réponses")
    OFFICE_CONSENT_ACT = N_("Accord pour l’acte")
    OFFICE_CONSENT_HANDOVER = N_("Accord pour confier l’acte au bureau")
    OFFICE_CONSENT_AT = N_("Donné le {date} à {time} UTC, à l’horloge du poste.")
    OFFICE_CONSENT_HOW = N_("{how}. Langue : {tongue}. Les mots exacts :")
    OFFICE_SCREEN_KEEPS = N_("Ces noms restent sur cet écran. Fermez cette fenêtre quand vous avez fini.")
    OFFICE_HELP_HUB = N_("Relier le bureau à son relais, avec le code que montre le relais.")
    OFFICE_HELP_CA = N_("l’autorité qui signe le certificat du relais, si ce n’est pas une autorité publique")
    OFFICE_HELP_PROXY = N_("passer par ce serveur mandataire : http://hôte:port")
    OFFICE_HELP_INSECURE = N_("permettre http sans chiffrement hors de cette machine, si ce réseau est sûr")
    OFFICE_HELP_DESK = N_("Les postes de l’association.")
    OFFICE_HELP_DESK_ADD = N_("Donner un code à un nouveau poste.")
    OFFICE_HELP_DESK_LIST = N_("Montrer les postes, et reconnaître ceux qui viennent d’arriver.")
    OFFICE_HELP_DESK_REVOKE = N_("Ne plus faire confiance à un poste.")
    OFFICE_HELP_DESK_WHICH = N_("nom ou numéro du poste")
    OFFICE_HELP_DESK_NOW = N_("tout de suite, même si le relais ne répond pas ou si des actes attendent")
    OFFICE_HELP_SYNC = N_("Remettre d’accord le bureau et un relais qui a oublié, ou l’inverse.")
    OFFICE_HELP_KEYS = N_("Les clés du bureau.")
    OFFICE_HELP_KEYS_LIST = N_("Montrer le numéro des clés de lecture.")
    OFFICE_HELP_KEYS_ROTATE = N_("Changer la clé de lecture. Les anciens actes s’ouvrent encore.")
    OFFICE_HELP_SIGNING = N_("changer aussi la clé de signature")
    OFFICE_HELP_KEYS_RECOVER = N_("Phrase de passe oubliée : en choisir une autre, avec la clé de secours sur papier.")
    OFFICE_HELP_PASSPHRASE = N_("Changer la phrase de passe du bureau.")
    OFFICE_HELP_INBOX = N_("Prendre et montrer ce qui attend au relais.")
    OFFICE_HELP_LIST = N_("montrer seulement la liste des actes pris, sans leur contenu")
    OFFICE_HELP_LIST_JSON = N_("la liste, pour un programme")
    OFFICE_HELP_SHOW = N_("Montrer encore un acte qui est pris.")
    OFFICE_HELP_SHOW_BUNDLE = N_("un fichier écrit par « kiosk export » ; sans lui, le relais redonne l’acte")
    OFFICE_HELP_REFERENCE = N_("la référence, comme K7Q-4M2-9XD")
    OFFICE_HELP_ANSWER = N_("Dire où en est un acte. Le poste, puis la personne, le sauront.")
    OFFICE_HELP_IMPORT = N_("Prendre et montrer les actes apportés par clé USB.")
    OFFICE_HELP_EXPORT = N_("Écrire les réponses du bureau sur une clé USB, pour les postes.")
    OFFICE_ASK_HUB_CODE = N_("Code montré par le relais : ")
    OFFICE_HUB_JOINED = N_("Le bureau est relié. Donnez un code à chaque poste : « kiosk office desk add ».")
    OFFICE_NO_HUB = N_("Ce bureau n’a pas de relais. Lancez « kiosk office hub », ou prenez une clé USB.")
    OFFICE_WRONG_HUB = N_(
        "Ce n’est pas le relais de ce bureau. Rien ne lui est donné. S’il a été refait, lancez « kiosk office hub »."
    )
    OFFICE_NOT_KNOWN = N_("Le relais ne reconnaît pas ce bureau. Lancez « kiosk office hub » avec un nouveau code.")
    OFFICE_CERTIFICATE = N_(
        "Ce bureau ne peut pas être sûr du relais. Vérifiez d’abord la date et l’heure de cette machine."
    )
    OFFICE_OTHER_VERSION = N_("Le relais et ce bureau n’ont pas la même version. Mettez le plus ancien à jour.")
    OFFICE_DESK_CODE = N_("Code pour le poste « {label} ». Il vaut un jour et une fois :")
    OFFICE_DESK_FORGED = N_(
        "« {label} » : son code n’est pas le bon, ou il est trop vieux. Ce poste n’est pas reconnu. Refaites un code."
    )
    OFFICE_DESK_UNKNOWN = N_(
        "« {label} » : aucun poste n’a ce nom, ou plusieurs l’ont. « kiosk office desk list --json » donne les numéros."
    )
    OFFICE_DESK_WAITING = N_(
        "Des actes de « {label} » attendent. Prenez-les d’abord : « kiosk office inbox ».\n"
        "Si le poste est volé, ajoutez --now : ce que le relais a déjà sera encore pris, et rien d’autre."
    )
    OFFICE_DESK_LATE = N_("« {label} » : un acte attend au relais depuis {days} jours.")
    OFFICE_DESK_AWAY = N_("« {label} » : ce poste ne s’est pas relié depuis {days} jours.")
    OFFICE_DESK_STAYS = N_(
        "Rien n’a été changé : « {label} » est encore reconnu. Réessayez quand le relais répond.\n"
        "Si le poste est volé, ajoutez --now."
    )
    OFFICE_DESK_GONE = N_("« {label} » n’est plus reconnu. Ce qui était déjà pris reste.")
    OFFICE_KEY_NOW = N_("clé de lecture d’aujourd’hui")
    OFFICE_KEY_OLD = N_("ancienne clé : elle ouvre encore les anciens actes")
    OFFICE_KEY_PAPER = N_("clé de secours, sur papier")
    OFFICE_ROTATED = N_("La clé est changée. Les postes l’apprennent par le relais, ou avec le fichier {file}.")
    OFFICE_PASSPHRASE_CHANGED = N_("La phrase de passe est changée. L’ancienne n’ouvre plus ce bureau.")
    OFFICE_STOP_TAKEN = N_(
        "{reference} : accord retiré avec le reçu, après la prise de l’acte. Arrêtez tout.\n"
        "    Répondez « stopped », ou « proof_seen too_late » si c’était déjà fait."
    )
    OFFICE_STOP_AFTER = N_("{reference} : arrêt demandé, mais l’acte est déjà fini.")
    OFFICE_STOP_MARK = N_("ARRÊT DEMANDÉ")
    OFFICE_UNSEEN_MARK = N_("jamais montré")
    OFFICE_UNSEEN = N_("Pris mais jamais montrés : {references}. Lancez « kiosk office show » pour chacun.")
    OFFICE_SHOW_STOPPED = N_("{reference} : l’accord est retiré. Cet acte n’est plus montré.")
    OFFICE_SHOW_NONE = N_("{reference} : le relais ne l’a plus. Donnez le fichier de la clé USB qui l’a apporté.")
    OFFICE_ANSWERED = N_("{reference} : {state}. C’est noté.")
    OFFICE_ANSWER_BY_KEY = N_("Portez la réponse au poste : « kiosk office export ».")
    OFFICE_ANSWER_LATER = N_("C’est noté ici. Le relais le saura la prochaine fois.")
    OFFICE_ANSWER_REFUSED = N_("Le relais n’a pas pris cette réponse. Lancez « kiosk office sync », puis « inbox ».")
    OFFICE_ANSWER_KNEW = N_(
        "Ce bureau avait déjà répondu, avant une restauration : {state}. C’est cette réponse qui reste."
    )
    OFFICE_ANSWER_FINAL = N_("Cet acte est fini : sa réponse ne change plus.")
    OFFICE_ANSWER_NOT_TAKEN = N_("Cet acte n’est pas encore arrivé ici.")
    OFFICE_ANSWER_STOP = N_("Rien n’est noté. Lisez d’abord la demande d’arrêt, puis répondez.")
    OFFICE_ANSWER_WHY = N_("Cette réponse ne va pas ainsi. Raisons possibles : {reasons}.")
    OFFICE_EXPORTED = N_("Fichier écrit : {file}. Portez-le au poste, qui le lit avec « kiosk import ».")
    FILE_MISSING = N_("il n’est pas là")
    FILE_UNREADABLE = N_("il ne se lit pas")
    FILE_DAMAGED = N_("il est abîmé")
    FILE_NO_FOLDER = N_("son dossier n’existe pas, ou la clé USB n’est plus là")
    FILE_NOT_AN_ADDRESS = N_("ce n’est pas une adresse. Elle ressemble à relais.exemple.org")
    FILE_NOT_SECURE = N_("cette adresse n’est pas protégée. Elle doit commencer par https")
    FILE_NOT_AN_AUTHORITY = N_("ce n’est pas le fichier d’une autorité de certification")
    FILE_UNPLUGGED = N_("la clé USB ou le disque ne répond plus")
    # -- the hub
    HUB_HELP = N_("Le relais : il garde les actes fermés entre les postes et le bureau.")
    HUB_HELP_SERVE = N_("Faire tourner le relais.")
    HUB_HELP_STATUS = N_("Montrer les postes, ce qui attend, ce qui tarde, la place sur le disque.")
    HUB_HELP_CODE = N_("Donner un code à usage unique pour relier le bureau.")
    HUB_HELP_BACKUP = N_("Écrire une copie de secours, sans arrêter le relais.")
    HUB_HELP_BACKUP_FILE = N_("le fichier à écrire")
    HUB_HELP_DATA = N_("le dossier du relais")
    HUB_HELP_DATABASE = N_("postgresql://… ; sinon un fichier dans le dossier du relais")
    HUB_HELP_HOST = N_("l’adresse où écouter (127.0.0.1)")
    HUB_HELP_PORT = N_("le port (8765)")
    HUB_HELP_CERTIFICATE = N_("le certificat, si le relais fait lui-même le https")
    HUB_HELP_KEY = N_("la clé de ce certificat")
    HUB_HELP_WORKERS = N_("le nombre de processus")
    HUB_HELP_JSON = N_("pour un programme, sans phrases")
    HUB_NOT_INSTALLED = N_("Le relais n’est pas installé ici. Lancez : pip install '.[hub]'")
    HUB_EXPOSED = N_(
        "Sans certificat, le relais n’écoute que cette machine. "
        "Donnez --certificate et --key, ou placez-le derrière un serveur https.\n"
        "Si ce réseau est sûr, écrivez insecure_http = true dans hub.toml."
    )
    HUB_SERVES = N_("Le relais tourne : {address}")
    HUB_CODE = N_("Pour relier le bureau, tapez ce code chez lui. Il vaut un jour et une fois :")
    HUB_BACKED_UP = N_("La copie est écrite : {file}. Gardez-la aussi bien que le relais : sa clé est dedans.")
    HUB_STATUS_NO_OFFICE = N_("! Aucun bureau n’est relié. « kiosk hub code » donne un code.")
    HUB_STATUS_OFFICE = N_("- Bureau : vu {seen}")
    HUB_STATUS_DESK = N_("- {label} : {state}, vu {seen}, {waiting} en attente")
    HUB_STATUS_REFUSED = N_("  ! {number} envois refusés, le dernier {when}")
    HUB_STATUS_ACTS = N_("- Actes : {acts} connus, {sealed} gardés fermés, {waiting} en attente du bureau")
    HUB_STATUS_OLDEST = N_("- Le plus ancien attend depuis {when}")
    HUB_STATUS_LATE = N_("! {number} attendent depuis plus de {days} jours : prévenez le bureau.")
    HUB_STATUS_STOPS = N_("- Retraits que le bureau n’a pas encore vus : {number}")
    HUB_STATUS_DISK = N_("- Disque : {used} Mo pris, {free} Mo libres")
    HUB_STATUS_FULL = N_("! Le disque est presque plein : faites de la place.")
    HUB_DESK_CLAIMED = N_("attend l’accord du bureau")
    HUB_DESK_VOUCHED = N_("reconnu")
    HUB_DESK_REVOKED = N_("retiré")
    HUB_NEVER = N_("jamais")
    FILE_EXISTS = N_("il existe déjà")
    FILE_NOT_A_DATABASE = N_("ce n’est ni sqlite ni postgresql")
    FILE_NEWER = N_("elle vient d’une version plus récente du relais. Mettez-le à jour")

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
    CLI_HELP_REPORT = N_("toutes les phrases, les moins sûres et les plus anciennes d’abord")
    CLI_HELP_REPORT_LANGUAGE = N_("langue des phrases (fr, en…)")
    CLI_HELP_REPORT_CSV = N_("en CSV, pour un tableur")
    CLI_NO_ENGLISH = N_("{file} : pas encore en anglais : « {text} »")
    CLI_OVERRIDES = N_("  Elle remplace la démarche « {id} » de la borne. Ce qui change :")
    CLI_OVERRIDE_STEP = N_("étape « {step} » : {what}")
    CLI_OVERRIDE_UNMARKED = N_(
        '  Pour savoir quand celle de la borne change, écrivez en haut du fichier : made_from = "{mark}"'
    )
    CLI_OVERRIDE_MOVED_ON = N_(
        '  ATTENTION : celle de la borne a changé depuis. Relisez-la. Ensuite, écrivez : made_from = "{mark}"'
    )
    DOCTOR_MOVED_ON = N_(
        "Votre démarche {file} remplace celle de la borne, qui a changé depuis. Lancez « kiosk procedures check »."
    )
    CLI_HELP_EXPORT = N_("mettre les actes sur une clé USB pour l’association")
    CLI_HELP_EXPORT_FOLDER = N_("dossier de la clé USB")
    CLI_HELP_MANDATE = N_("faire des feuilles de mandat, vides et numérotées, à imprimer d’avance")
    CLI_HELP_MANDATE_FOLDER = N_("dossier où mettre le fichier PDF")
    CLI_HELP_MANDATE_COUNT = N_("combien de feuilles (10 si rien n’est dit)")
    CLI_HELP_MANDATE_FROM = N_("premier numéro ; sans rien, celui qui suit le dernier")
    CLI_MANDATES_OFF = N_("Les mandats sont désactivés dans les réglages ([desk], mandates).")
    CLI_MANDATES_DONE = N_(
        "{file} : feuilles {first} à {last}, chacune en deux exemplaires.\n"
        "Imprimez des deux côtés. Seul le numéro se tape dans la borne."
    )
    CLI_MANDATE_NUMBERS = N_("Entre 1 et {most} feuilles à la fois, numérotées de 1 à {last}.")
    CLI_MANDATES_AGAIN = N_("Attention : certains de ces numéros ont déjà été donnés. Détruisez les autres feuilles.")
    CLI_HELP_PRINTER = N_("l’imprimante de reçus")
    CLI_HELP_DETECT = N_("chercher les imprimantes branchées")
    CLI_HELP_PRINTER_TEST = N_("imprimer un papier d’essai")
    PRINTER_NONE_FOUND = N_(
        "Aucune imprimante trouvée. Branchez-la et allumez-la. En réseau, écrivez son adresse dans {file}."
    )
    PRINTER_COPY_TABLE = N_("Copiez une de ces tables dans {file}, puis lancez « kiosk printer test ».")
    PRINTER_NOT_ALLOWED = N_("  La borne n’a pas le droit de l’utiliser : ajoutez ce compte aux groupes lp et dialout.")
    PRINTER_NOT_THERE = N_(
        "Rien ne répond à l’adresse {address}. Vérifiez l’adresse, le câble, et que l’imprimante est allumée."
    )
    PRINTER_MUTE = N_("  Elle ne dit pas son état : la borne dira toujours « peut-être imprimé ».")
    PRINTER_NO_SIGN = N_(
        "Cette machine ne sait pas imprimer un des signes de ce reçu. Regardez les textes des réglages."
    )
    CLI_HELP_DETECT_ADDRESS = N_("l’adresse d’une imprimante en réseau")
    CLI_CONFIG_MISSING = N_("Réglages {file} : il manque {key} ({detail}).")
    DOCTOR_PLAIN_FILE = N_(
        "Les reçus vont dans le fichier {file}. Le dernier y reste, avec le code pour retirer l’accord : effacez-le."
    )
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
    CLI_HELP_COUNTS = N_("les nombres d’un mois fini, sans aucun nom")
    CLI_HELP_COUNTS_MONTH = N_("un mois fini, écrit comme 2026-11")
    CLI_HELP_COUNTS_CSV = N_("écrire en CSV, pour un tableur")
    CLI_HELP_COUNTS_JSON = N_("écrire en JSON, pour un programme")
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
    CLI_REPORT_LATER = N_("Après l’accord (appels, retraits ; résultats comptés quand l’acte s’efface du poste)")
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
    # -- lock, discreet, leave fast
    CAP_F12 = N_("F12")
    KEY_DISCREET = N_("Discret")
    KEY_VANISH = N_("Partir")
    VANISH_RECORDED = N_("Ce qui était déjà enregistré le reste.")
    DISCREET_ON = N_("Mode discret")
    DISCREET_ACT = N_("Démarche {number}")
    DISCREET_STEP = N_("Étape {number}")
    DISCREET_HELP = N_("Mode discret : les titres et le reçu ne disent rien. F4 : revenir aux titres.")
    DISCREET_SHEET = N_("Cette feuille parle de santé. La personne choisit si elle la veut.")
    DISCREET_HOME = N_("Mode discret : les noms sont cachés. F4 : les montrer.")
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
    STAFF_OLD_RECOVERY = N_(
        "L’ancienne clé de secours reste valable. Quand vous avez de quoi écrire, lancez « kiosk staff rekey »."
    )
    DESK_PAPER = N_(
        "Voici la clé de secours du poste. Elle ne sera plus jamais montrée.\n"
        "Recopiez-la sur papier. Rangez le papier loin de cette machine.\n"
        "Si une phrase de passe est oubliée, seul ce papier en donne une nouvelle."
    )
    DESK_PAPER_TITLE = N_("Clé de secours du poste")
    DESK_PAPER_KEEP = N_("À ranger loin de la machine.")
    BACKUP_DONE = N_("La copie est dans {folder}. Elle a été relue. Elle s’ouvre avec les mêmes phrases de passe.")
    RESTORE_THERE = N_("Il y a déjà un poste dans {folder}. La copie prendra sa place s’il n’a plus rien à envoyer.")
    RESTORE_CURRENT = N_("Phrase de passe du poste actuel (Entrée si personne ne la connaît plus) : ")
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
    CLI_HELP_STAFF_REKEY = N_("changer la clé des données et la clé de secours")
    STAFF_ASK_WHOSE = N_("Pseudonyme de la personne (pas son vrai nom) : ")
    STAFF_NAMELESS = N_("sans nom (ajout coupé : « kiosk staff remove {number} » le retire)")
    STAFF_REKEY_AGAIN = N_("Le changement de clé n’est pas fini. Relancez « kiosk staff rekey ».")
    RESTORE_MENDED = N_("Une remise avait été coupée. Le poste est de nouveau en place dans {folder}.")
    RESTORE_UNKNOWN = N_(
        "Le poste de {folder} ne peut pas dire si des actes attendent encore : il est abîmé, ou sa phrase de "
        "passe est oubliée."
    )
    RESTORE_ASK = N_(
        "La copie peut prendre sa place. L’ancien dossier sera gardé sous un autre nom. Tapez « {yes} » pour "
        "continuer : "
    )
    RESTORE_NOT = N_("Rien n’a été changé.")
    RESTORE_MEMBERS = N_("Ces personnes ouvrent le poste, comme le jour de la copie :")
    RESTORE_GONE = N_(
        "Si l’une est partie depuis, retirez-la encore (« kiosk staff remove »). La clé de secours est celle "
        "du jour de la copie ; « kiosk staff rekey » en donne une autre."
    )
    RESTORE_KEPT = N_("L’ancien poste est gardé dans {folder}. « kiosk erase » le détruit avec le nouveau.")
    BACKUP_DAMAGED = N_(
        "Le poste est abîmé. Ses fichiers sont copiés tels quels dans {folder}. Pour reprendre le travail, "
        "remettez une copie plus ancienne (« kiosk restore »). Elle garde l’ancien dossier à côté."
    )
    ERASE_DAMAGED = N_("Le poste est abîmé : il ne peut pas dire si des actes attendent encore.")
    ERASE_REMAINS = N_("Dans {folder}, il reste des fichiers d’un poste qu’aucune phrase de passe n’ouvre plus.")
    ERASE_ALSO = N_("Ce dossier sera détruit aussi : {folder}")
    CLI_INIT_ASIDE = N_(
        "D’anciennes données sans clé étaient dans {folder}. Elles sont gardées à côté, sous un nom qui "
        "commence par « store.kept »."
    )
    FILE_OWN_FOLDER = N_(
        "c’est un dossier de ce poste, pas une copie. Donnez le dossier d’une copie (« kiosk backup »)"
    )
    FILE_KEYS_REMAIN = N_("ce sont les clés d’un autre poste. Lancez d’abord « kiosk erase »")
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
    CLI_HELP_ENROL = N_("relie ce poste au relais de l’association, avec un code")
    CLI_HELP_HUB = N_("adresse du relais, comme relais.exemple.org")
    CLI_ENROL_CODE = N_("Code donné par l’association : ")
    CLI_ENROL_PLACE = N_("L’association : {office}. Ce poste : {label}.")
    ENROL_NEW_KEY = N_(
        "La clé de l’association a changé depuis le dernier échange de ce poste. "
        "Ne continuez que si le code vient bien d’elle."
    )
    ENROL_NEW_KEY_ASK = N_("Le code vient de cette association ? Tapez « {yes} » pour continuer : ")
    CLI_ENROLLED = N_("C’est fait : ce poste est relié à {office}. Les actes partiront par le réseau.")
    ENROL_MISTYPED = N_("Ce code n’est pas juste. Il a 24 signes. Recopiez-le, puis recommencez.")
    CLI_HELP_SYNC = N_("parle une fois avec le relais, sans ouvrir la borne")
    CLI_HELP_IMPORT = N_("lit les réponses de l’association, portées sur une clé USB")
    CLI_HELP_IMPORT_FILES = N_("un fichier de réponses (.ksa)")
    CLI_NO_HUB = N_("Ce poste n’est relié à aucun relais. Lancez « kiosk enrol », ou prenez une clé USB.")
    CLI_SYNCED = N_("Le relais a répondu. Actes partis : {sent}. Actes avec des nouvelles : {news}.")
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
    CLI_ADDRESS_FAULT = N_("L’adresse du relais ne va pas : {reason}.")
    FILE_FOR_OFFICE = N_(
        "il vient d’un poste, et il est pour l’association. Au bureau : « kiosk office import ». "
        "Ici, il faut un fichier de réponses (.ksa)"
    )
    CLI_INTERRUPTED = N_("Interrompu. Rien de plus n’a été fait.")


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
        "Les données de la borne sont abîmées. Elles sont mises de côté, pas effacées. "
        "Un responsable peut remettre une copie (« kiosk restore »)."
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
    errors.Unsent: N_(
        "L’association doit d’abord dire qu’elle les a ouverts : « kiosk sync », "
        "ou « kiosk export » puis « kiosk import » de sa réponse. Rien n’a été changé."
    ),
    errors.NotGenuine: N_(
        "Ce contenu n’est pas authentique : il est abîmé, ou quelqu’un l’a changé. Ne l’utilisez pas."
    ),
    errors.NotForUs: N_("Ce contenu est fermé pour une autre clé."),
    errors.TooNew: N_("Ce fichier vient d’une version plus récente. Mettez ce programme à jour."),
    errors.TooLarge: N_("C’est trop long pour être enregistré. Raccourcissez les réponses."),
    errors.DeskGone: N_("Ce poste a été retiré par l’association. Rien de ce qu’il apporte depuis n’est pris."),
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
    errors.AddressFault: N_("L’adresse du relais ne va pas. Elle ressemble à https://relais.exemple.org"),
    errors.CodeUsed: N_("Ce code a déjà servi sur une autre machine. Demandez-en un autre à l’association."),
    errors.CodeRanOut: N_("Ce code ne sert plus : il valait un jour. Demandez-en un autre à l’association."),
    errors.LinkFault: N_("Le relais n’a pas répondu. Rien n’est perdu. Réessayez plus tard."),
}
"""What can go wrong, each with its remedy. The nearest class up the tree speaks for a missing one."""


def sentence(code: Enum) -> str:
    """Give the French sentence of a code. Raises KeyError for a code that has none: a test forbids it."""
    if isinstance(code, Ui):
        return str(code.value)
    # The rules are imported when one of their codes is worded first: the first screen needs none of them.
    from kiosk.wording_codes import sentences

    return sentences()[type(code)][code]


def error_sentence(error: errors.KioskError) -> str:
    """Give the French sentence of an error, or of the nearest class above it."""
    for kind in type(error).__mro__:
        if kind in ERRORS:
            return ERRORS[kind]
    return ERRORS[errors.KioskError]
