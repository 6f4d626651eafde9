"""Every sentence for people that is not guidance is in a table of this room, in French, by who reads it.

A member's value is its French sentence, which is also the key of its translations; it is worded when shown. This table
has the screens' own; `kiosk.words.road` the link with the association, `start` what every start says, `commands`,
`office` and `hub` what commands print, `errors` what can go wrong, `codes` the codes that come up from the rules.
"""

from __future__ import annotations

from enum import Enum

from kiosk.words.mark import N_, Sentence


class Ui(Sentence):
    """Words of the screens."""

    # -- everywhere
    APP = N_("Borne d’aide")
    TRAINING = N_("FORMATION")
    TRAINING_NOTICE = N_("Formation : n’écrivez ici aucun vrai nom. Rien ne part, tout s’efface au prochain départ.")
    STARTING = N_("La borne démarre…")
    TOO_SMALL = N_("La fenêtre est trop petite ({width} sur {height}).\nIl faut au moins 40 sur 15.\nRien n’est perdu.")
    CRASHED = N_(
        "La borne s’est arrêtée à cause d’une erreur ({error}). Aucun acte enregistré n’est perdu. Relancez-la."
    )
    PAGE_OF = N_("Page {at} sur {all}")
    FILE_FAULT = N_("Le fichier {file} ne va pas : {reason}.")
    ADDRESS_FAULT = N_("L’adresse du relais ne va pas : {reason}.")

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
    KEY_QUEUE = N_("File")
    KEY_HIDE = N_("Cacher")
    KEY_LOCK = N_("Verrou")
    KEY_LEAVE = N_("Fin")
    KEY_STOP = N_("Arrêter")
    KEY_CHOOSE = N_("Choisir")
    KEY_PAGE = N_("Page")
    TELLS_LEAVE = N_("Arrêter cette démarche")
    TELLS_VANISH = N_("Tout effacer d’un coup")
    TELLS_SHEET = N_("Feuille à lire avant")
    TELLS_DISCREET = N_("Cacher les titres")
    TELLS_HIDE = N_("Cacher l’écran")
    TELLS_LOCK = N_("Verrouiller l’écran")
    TELLS_WORDS = N_("Expliquer les mots")
    TELLS_BESIDE = N_("Sa langue ou la vôtre")
    TELLS_LANGUAGE = N_("Langue de la personne")
    TELLS_QUEUE = N_("Actes qui attendent")
    TELLS_ROAD = N_("Lien avec l’association")
    TELLS_SEND = N_("Envoyer maintenant")
    TELLS_QR = N_("Code QR en grand")
    TELLS_PAGE = N_("Tourner les pages")
    TELLS_DAY = N_("Imprimer le bilan du jour")
    TELLS_MANDATE = N_("Imprimer une feuille de mandat, vide et numérotée")
    KEY_QR = N_("Code QR")
    KEY_FORM = N_("Papier")
    TELLS_FORM = N_("Rouleau, feuille A4, ou PDF sur une clé USB")
    FORM_SCREEN = N_("À recopier à la main.")
    FORM_ROLL = N_("Sur le rouleau.")
    FORM_A4 = N_("Sur une feuille A4.")
    FORM_DRIVE = N_("En PDF, sur une clé USB.")

    # -- status line
    STATUS_NETWORK = N_("Réseau : clé USB")
    STATUS_NETWORK_TRAINING = N_("Réseau : formation")
    ELSEWHERE_TITLE = N_("Cet acte a été fait à un autre poste")
    ELSEWHERE_HINT = N_("Voici ce que le relais sait. Si l’accord est retiré ici, cette borne garde le retrait.")
    ELSEWHERE_KEPT = N_("L’accord est retiré. Cette borne garde le retrait jusqu’à la réponse de l’association.")
    ELSEWHERE_NOT_KEPT = N_(
        "Le relais a reçu le retrait. Cette borne n’a pas pu le garder : dites-le aussi à l’association."
    )
    ELSEWHERE_WITHDRAW = N_("Retirer l’accord, avec la clé du reçu")
    ELSEWHERE_CONFIRM = N_(
        "Une demande d’arrêt de l’acte {reference} ira à l’association. Elle lui demande de ne pas faire cet acte."
    )
    ELSEWHERE_STOP_ASKED = N_("Selon le relais, l’accord est déjà retiré.")
    ELSEWHERE_HUB_SAYS = N_("Selon le relais")
    ELSEWHERE_NOT_PROVED = N_(
        "Ce n’est pas prouvé ici : le relais peut se tromper d’acte. "
        "Pour en être sûr : le poste où l’acte a été fait, ou l’association."
    )
    ELSEWHERE_UNKNOWN = N_(
        "Ni cette borne ni le relais ne connaissent {reference}. L’acte n’est peut-être pas encore parti de son poste."
    )
    STATUS_KEY_BUSY = N_("Clé USB : en cours…")
    STATUS_KEY_DONE = N_("Clé USB : fini, voir F7")
    STATUS_KEY_FAILED = N_("Clé USB : échec, voir F7")
    STATUS_ROAD_BUSY = N_("Relais : échange…")
    STATUS_ROAD_OK = N_("Relais : vu à {time}")
    STATUS_ROAD_NEVER = N_("Relais : pas encore vu")
    STATUS_ROAD_FAILS = N_("Relais : non joint ({time})")
    STATUS_ROAD_REFUSED = N_("Relais : poste refusé")
    STATUS_ROAD_CLOSED = N_("Relais : fermé pour nous")
    STATUS_ROAD_FORGED = N_("Relais : réponse à vérifier")
    STATUS_ROAD_SETTINGS = N_("Relais : réglages à voir")
    STATUS_ROAD_DEFECT = N_("Relais : envoi en panne")
    STATUS_QUEUE_EMPTY = N_("File : vide")
    STATUS_NEWS = N_("Réponses à dire : {n}")
    STATUS_PRINTER_SCREEN = N_("Reçu : écran")
    STATUS_PRINTER_PAPER = N_("Reçu : papier")
    STATUS_CLOCK_OK = N_("Heure : {time}")
    STATUS_CLOCK_DOUBT = N_("Heure : à vérifier")
    CLOCK_DOUBT = N_(
        "L’horloge de cette machine semble fausse ({date}). Vérifiez la date. Les actes restent possibles."
    )

    CLOCK_ASK = N_("Est-ce la date d’aujourd’hui ?")
    CLOCK_ASK_TEXT = N_(
        "Cette machine croit être le {date}, à {time}. Regardez un calendrier. Tant que la date n’est pas sûre, aucune "
        "date n’est imprimée. Les actes restent possibles."
    )
    CLOCK_NO = N_("Non, ou je ne sais pas")
    CLOCK_YES = N_("Oui, la date et l’heure sont justes")

    # -- home
    STEP_OF = N_("Étape {at} sur environ {of}")
    STEP_LAST = N_("Étape {at} sur {of}")
    HOME_TITLE = N_("Que veut faire la personne ?")
    HOME_TYPE = N_("Un numéro, ou la référence d’un reçu (tapée ou scannée)")
    HOME_NOT_UNDERSTOOD = N_("Ce n’est ni un numéro de la liste, ni une référence. Vérifiez et recommencez.")
    HOME_NO_PROCEDURE = N_("Aucune démarche n’est disponible. Lancez « kiosk procedures check ».")
    HOME_FAULTS = N_("Une démarche est refusée : {file}. Lancez « kiosk procedures check ».")
    HOME_MORE = N_("Encore {n} plus bas")
    HOME_TRIAGE = N_("Je ne sais pas. Par où commencer ?")
    HOME_TRIAGE_SUMMARY = N_("Cinq questions au plus. On peut toujours dire « je ne sais pas ».")
    HOME_URGENT = N_("Un acte a bientôt son dernier jour : {date}. F6 : la file, le plus urgent d’abord.")
    HOME_NEWS = N_("Réponses de l’association à dire : {n}. La personne le saura avec sa référence. F6 : la file.")
    HOME_UNKNOWN_REFERENCE = N_("Cette borne ne connaît pas la référence {reference}. Vérifiez-la sur le reçu.")

    # -- visit
    CHOOSE_HINT = N_("Un chiffre ou les flèches pour choisir, puis Entrée.")
    LISTEN_HINT = N_("Écoutez la personne. Ne lisez les réponses que si elle hésite.")
    NOTHING_CHOSEN = N_("Choisissez d’abord une réponse.")
    FIELD_NEEDED = N_("Il faut une réponse ici.")
    FIELD_EMPTY_MEANS_NONE = N_("Laissez vide s’il n’y a rien à écrire.")
    FIELD_DASH_MEANS_NONE = N_("Laissez vide si la personne ne sait pas. Tapez un tiret (-) pour « pas de réponse ».")
    FIELD_MAY_UNKNOWN = N_("Laissez vide si la personne ne sait pas ou ne veut pas répondre.")
    DOCUMENTS_SO_FAR = N_("Documents notés : {n}")
    DOCUMENT_OUT = N_("Enlevé de la liste : {document}")
    DOCUMENTS_DONE = N_("C’est tout")
    DOCUMENTS_ON_PAPER = N_("Que peut montrer le reçu de ces documents ? C’est la personne qui choisit.")
    DOUBT_ENTER = N_("Entrée : oui. Sinon, corrigez.")
    CARRIED_OVER = N_("Déjà dit, repris ici : {what}. Échap pour revoir et changer.")
    HOME_SAME_PERSON = N_("La même personne continue : ses réponses sont reprises. Quelqu’un d’autre ? F12 les efface.")
    TRIAGE_TITLE = N_("Proposé : {title}")
    TRIAGE_BEGIN = N_("Commencer cette démarche")
    TRIAGE_HOME = N_("Choisir une autre démarche")
    KEY_WORDS = N_("Mots")
    KEY_BESIDE = N_("Traduire")
    KEY_LISTEN = N_("Voix")
    TELLS_LISTEN = N_("Lire à voix haute")
    CAP_F3 = N_("F3")
    WORDS_TITLE = N_("Les mots")
    WORDS_HINT = N_("{n} mots. Ceux de cet écran (*) sont en premier. Flèche bas : la suite. Échap : revenir.")
    CHECK_ALONE = N_("Quelqu’un l’accompagne ? Proposez à la personne une minute seule avec vous.")
    CHECK_WHICH = N_("Que faut-il corriger ?")
    CHECK_INTRO = N_("Relisez ensemble. Échap pour corriger.")
    CHECK_WHOSE = N_("{whose} : {question}")
    CHECK_ASKED = N_("{whose} {question}")
    CHECK_ROW = N_("{question} – {answer}")
    CHECK_NOTHING_KEPT = N_("Rien de ceci n’est encore enregistré.")
    CONSENT_UNDERSTOOD = N_("Comment la personne a-t-elle compris ?")
    CONSENT_DECIDES = N_("C’est la personne qui répond.")
    CONSENT_NO_RELATIVE = N_("Ici, un proche ne suffit pas pour traduire : il faut un interprète professionnel.")
    CONSENT_ALONE = N_("Un proche aide : proposez-lui d’abord une minute seule avec vous.")
    CONSENT_LANGUAGE = N_("Ce texte n’a pas de traduction relue dans cette langue : lisez-le avec un interprète.")
    REFUSED = N_("La personne a dit non. C’est son droit. Rien n’est gardé.")
    REFUSED_HANDOVER = N_("Rien n’est confié à l’association. Rien n’est gardé. D’autres moyens restent possibles.")
    REFERRED = N_("La démarche s’arrête ici. Rien n’est gardé.")
    LEAVE_TITLE = N_("Arrêter cette démarche ?")
    LEAVE_TEXT = N_("Les réponses seront effacées. Rien ne sera gardé.")
    LEAVE_YES = N_("Oui, arrêter et effacer")
    LEAVE_NO = N_("Non, revenir à la démarche")
    RECORDING = N_("Enregistrement…")
    NOT_RECORDED = N_("Rien n’a été enregistré. {why}")

    # -- receipt and after
    RECEIPT_TITLE = N_("Reçu")
    RECEIPT_SCREEN = N_("Sans imprimante : la personne recopie la dernière page.")
    KEY_SEND = N_("Envoyer")
    KEY_ROAD = N_("Liaison")
    KEY_SHEET = N_("Info")
    CAP_F5 = N_("F5")
    RECEIPT_WHICH = N_("Quel reçu ?")
    SHEET_WHICH = N_("Comment imprimer cette feuille ?")
    SHEET_NORMAL = N_("Imprimer la feuille")
    SHEET_LARGE = N_("Feuille en gros caractères")
    SHEET_ON_SCREEN = N_("Sans papier : lire la feuille à l’écran")
    SHEET_TITLE = N_("Feuille")
    SHEET_AGAIN = N_("Pour rappeler : quand, et quoi dire")
    READ_CALL = N_("Pendant l’appel, lisez cette fiche à la personne, ligne par ligne.")
    READ_GUIDE = N_("La personne ne lira pas ce guide : suivez-le avec elle, ou demandez qui l’aidera.")
    READ_LETTER = N_("Avant la signature, lisez la lettre à la personne, ou faites-la traduire.")
    READ_BRING = N_("Avant de finir, lisez à la personne ce qu’elle doit apporter.")
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
    RECEIPT_STICK_IN_HAND = N_("La clé USB est dans la main de la personne")
    RECEIPT_HINT_HAND = N_("Le code pour retirer l’accord s’efface ici quand vous confirmez.")
    RECEIPT_KEY = N_("Le code QR permet de retirer l’accord. La borne demande avant de l’effacer.")
    RECEIPT_PAGES = N_("Page haut, Page bas : revoir une page.")
    RECEIPT_COPIED = N_("La personne a-t-elle recopié sa référence ?")
    RECEIPT_COPIED_TEXT = N_(
        "Après, le code pour retirer l’accord s’efface de cette borne. La personne peut le photographier avant (F4)."
    )
    RECEIPT_COPIED_NO = N_("Non, revenir au reçu")
    RECEIPT_COPIED_YES = N_("Oui, continuer : le code s’efface")
    RECEIPT_SWITCH_OFF_FIRST = N_(
        "Il y a peut-être déjà un reçu dans l’imprimante. "
        "Éteignez-la, rallumez-la, regardez le papier. Puis choisissez de nouveau."
    )
    RECEIPT_NO_QR = N_("Cet écran ne peut pas montrer le code QR.\nLa référence suffit pour revenir.")
    AFTER_TITLE = N_("Et maintenant ?")
    AFTER_ANOTHER = N_("Une autre démarche pour la même personne")
    AFTER_CHILD = N_("La même démarche pour un enfant")
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
    QUEUE_TITLE = N_("File d’attente")
    QUEUE_EMPTY = N_("La file est vide : aucun acte n’attend.")
    QUEUE_COLUMNS = N_("Référence   État               Limite  Nouv. Suite")
    QUEUE_DEADLINE = N_("limite {day}")
    QUEUE_NEWS = N_("nouvelles {day}")
    QUEUE_GUIDANCE = N_("Consignes numéro {number}.")
    QUEUE_HINT = N_("Flèche bas, puis Entrée : ouvrir. La borne ne sait plus quelle démarche c’était.")
    STATUS_TITLE = N_("Où en est cet acte ?")
    STATUS_REFERENCE = N_("Référence")
    STATUS_STATE = N_("État")
    STATUS_SINCE = N_("Su depuis le")
    STATUS_NEWS_BY = N_("Nouvelles avant le")
    STATUS_DEADLINE = N_("Dernier jour utile")
    STATUS_NEXT = N_("Ensuite")
    STATUS_WHY = N_("Pourquoi")
    STATUS_MEETING = N_("Rendez-vous le")
    STATUS_PLACE = N_("Lieu")
    STATUS_BRING = N_("À apporter")
    STATUS_LATE = N_("Le délai promis est passé. Appelez l’association.")
    STATUS_WITH_KEY = N_("Le code du reçu a été lu : la personne peut retirer son accord elle-même.")
    STATUS_WITHDRAW_KEY = N_("Retirer l’accord maintenant")
    STATUS_WITHDRAW_ASK = N_("Demander l’arrêt")
    STATUS_WITHDRAW_ORAL = N_("Noter que la personne retire son accord (sans le code du reçu)")
    STATUS_COPY = N_("Imprimer une copie du reçu")
    STATUS_SLIP = N_("Imprimer le rendez-vous")
    STATUS_BACK = N_("Revenir")
    WITHDRAW_CONFIRM = N_("La personne retire son accord ?")
    WITHDRAW_CONFIRM_KEY = N_("L’acte {reference} ne sera pas fait. C’est définitif pour cet acte.")
    WITHDRAW_CONFIRM_STOP = N_(
        "L’acte {reference} a quitté ce poste, ou est en chemin. Une demande d’arrêt ira à l’association. "
        "Elle lui demande de ne pas faire cet acte."
    )
    WITHDRAW_CONFIRM_ORAL = N_(
        "Avec un oui, la demande pour l’acte {reference} sera notée. L’association vérifiera avec la personne."
    )
    WITHDRAW_YES = N_("Oui, elle retire son accord")
    WITHDRAW_NO = N_("Non, ne rien changer")
    WITHDRAWN = N_("L’accord est retiré. L’acte ne sera pas fait.")
    WITHDRAWAL_NOTED = N_("La demande est notée. Rien d’autre à faire ici.")

    # -- unlock, lock, quit
    UNLOCK_TITLE = N_("Borne verrouillée : tapez la phrase de passe")
    UNLOCK_ASK = N_("Phrase de passe")
    UNLOCK_GO = N_("Ouverture…")
    UNLOCK_CHECK = N_("Vérification…")
    BOX_HINT = N_("Un chiffre, puis Entrée. Échap : fermer.")
    LOCK_TITLE = N_("Écran verrouillé")
    QUIT_TITLE = N_("Arrêter la borne ?")
    QUIT_YES = N_("Oui, arrêter la borne")
    QUIT_NO = N_("Non, revenir")
    QUIT_PASSPHRASE = N_("Pour arrêter la borne, tapez la phrase de passe.")

    # -- language and help
    LANGUAGE_TITLE = N_("Langue de la personne")
    LANGUAGE_UNREVIEWED = N_("* traduction non relue : pas pour l’accord")
    LANGUAGE_PART = N_("** incomplète : pas pour l’accord")
    LANGUAGE_ON_PAPER = N_("° sur papier seul")
    NOT_DRAWN = N_("Cet écran n’écrit pas cette langue ({language}) : imprimez la feuille, ou faites écouter la page.")
    HELP_TEXT = N_(
        "Cette borne guide. Elle ne parle jamais à Mon espace santé.\n"
        "La personne décide. Rien n’est coché d’avance.\n"
        "Ses réponses restent en mémoire. Elles s’effacent à la fin.\n"
        "Un acte confié à l’association est fermé par un code.\n"
        "Cette borne ne peut plus le lire."
    )
    HELP_CLOSE = N_("Échap : fermer l’aide")
    HELP_PAGE = N_("Page {at} sur {all}. Entrée : suite.")
    HELP_PAGE_LAST = N_("Page {at} sur {all}. Page haut : revoir.")

    PRINTER_NO_SIGN = N_(
        "Cette machine ne sait pas imprimer un des signes de ce reçu. Regardez les textes des réglages."
    )

    # -- counts, the slip of the day, papers
    SURVEY_TEXT = N_(
        "Pour compter, sans nom. La personne peut ne pas répondre.\nÉchap : passer la suite des questions."
    )
    SURVEY_NO_ANSWER = N_("Ne veut pas répondre")
    DAY_TITLE = N_("Bilan du jour")
    DAY_WAITING = N_("En attente : {number}")
    DAY_TAKEN = N_("Pris en charge : {number}")
    DAY_LOOK = N_("À regarder : {number}")
    KEY_DAY = N_("Bilan")
    KEY_MANDATE = N_("Mandat")
    KEY_CASES = N_("Exercices")
    CASES_TITLE = N_("Quel exercice ?")
    CASES_TEXT = N_("La formation recommence. Rien de ce qui est ici n’est gardé.")
    CASES_NONE = N_("Aucun : une borne vide")
    CASES_GO = N_("Commencer")
    CASES_HINT = N_("La solution : F5, à l’accueil.")
    CASES_SOLUTION = N_("La solution de cet exercice")
    CASES_SEEN = N_("Revenir à l’accueil")

    # -- staff, copies and traces
    UNLOCK_KEYBOARD = N_("Clavier : {layout}")
    # -- lock, discreet, leave fast
    CAP_F12 = N_("F12")
    CAP_CTRL_L = N_("Ctrl+L")
    KEY_DISCREET = N_("Discret")
    KEY_REPAINT = N_("Redessiner")
    KEY_VANISH = N_("Partir")
    VANISH_RECORDED = N_("Ce qui était déjà enregistré le reste.")
    DISCREET_ON = N_("Mode discret")
    DISCREET_ACT = N_("Démarche {number}")
    DISCREET_HELP = N_(
        "Mode discret : les noms sont cachés, le reçu discret ne dit rien de la santé. F4 : les montrer."
    )
    DISCREET_SHEET = N_("Cette feuille parle de santé. La personne choisit si elle la veut.")
    SHEET_SHOW = N_("Montrer la feuille à l’écran")
    SHEET_LEAVE = N_("Ne pas la montrer")
    DISCREET_HOME = N_("Mode discret : les noms sont cachés. F4 : les montrer.")
    UNLOCK_OTHER = N_("Un autre membre de l’équipe a ouvert l’écran. La visite d’avant est effacée.")
    ENROL_NEW_KEY = N_(
        "La clé de l’association a changé depuis le dernier échange de ce poste. "
        "Ne continuez que si le code vient bien d’elle."
    )
    ENROL_MISTYPED = N_("Ce code n’est pas juste. Il a 24 signes. Recopiez-le, puis recommencez.")


def sentence(code: Enum) -> str:
    """Give the French sentence of a code. Raises KeyError for a code that has none: a test forbids it."""
    if isinstance(code, Sentence):
        return str(code.value)
    # The rules are imported when one of their codes is worded first: the first screen needs none of them.
    from kiosk.words.codes import sentences

    return sentences()[type(code)][code]
