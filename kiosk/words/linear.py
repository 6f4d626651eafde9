"""What the face of plain lines says of its own, in French: the words that can be typed, and how it is answered."""

from __future__ import annotations

from kiosk.words.mark import N_, Sentence


class LinearUi(Sentence):
    """Words of the face of plain lines."""

    # -- words that can be typed: one word, small letters
    WORD_HELP = N_("aide")
    WORD_WHERE = N_("où")
    WORD_AGAIN = N_("répéter")
    WORD_GO_ON = N_("suite")
    WORD_BACK = N_("retour")
    WORD_HIDE = N_("cacher")
    WORD_LOCK = N_("verrouiller")
    WORD_VANISH = N_("partir")
    WORD_LANGUAGE = N_("langue")
    WORD_TERMS = N_("mots")
    WORD_BESIDE = N_("traduire")
    WORD_SHEET = N_("feuille")
    WORD_DISCREET = N_("discret")
    WORD_STOP = N_("arrêter")
    WORD_QUEUE = N_("file")
    WORD_ROAD = N_("liaison")
    WORD_SEND = N_("envoyer")
    WORD_DAY = N_("bilan")
    WORD_MANDATE = N_("mandat")
    WORD_CASES = N_("exercices")
    WORD_FORM = N_("papier")
    WORD_CODE = N_("code")
    WORD_EMPTY = N_("vide")
    WORD_LISTEN = N_("écouter")
    WORD_HUSH = N_("silence")
    # -- what they do, in the help
    TELLS_HELP = N_("Dire les mots qu’on peut taper")
    TELLS_WHERE = N_("Dire où on en est")
    TELLS_AGAIN = N_("Redire la question")
    TELLS_GO_ON = N_("Aller à la suite, comme Entrée")
    TELLS_BACK = N_("Revenir à l’étape d’avant")
    TELLS_STOP = N_("Arrêter, après une question")
    TELLS_CASES = N_("Choisir un exercice")
    TELLS_EMPTY = N_("Ne rien répondre ici")
    TELLS_LISTEN = N_("Lire ceci à voix haute, dans la langue de la personne")
    TELLS_HUSH = N_("Arrêter la voix")
    # -- how it is answered
    BEGINS = N_("Mode linéaire : une ligne à la fois. « aide » : les mots à taper. « où » : où vous en êtes.")
    PROMPT_NUMBER = N_("Numéro :")
    PROMPT_TEXT = N_("Réponse :")
    PROMPT_SHORT = N_("{question} :")
    PROMPT_ENTER = N_("Entrée : suite.")
    PROMPT_HOME = N_("Numéro, référence ou mot :")
    PROMPT_PASSPHRASE = N_("Phrase de passe (rien ne s’affiche) :")
    ROW = N_("{number}. {words}")
    STEP = N_("{place}. {title}")
    AT_STEP = N_("{place}.")
    SIDE = N_("{side} : {text}")
    KEEPS = N_("Déjà répondu : {what}. Entrée : garder.")
    HELP_WORDS = N_("Ces mots peuvent être tapés ici, puis Entrée :")
    HELP_KEYS = N_(
        "Le nom d’une touche peut être tapé aussi, là où un texte la nomme : F6, Échap. "
        "F8 cache, F9 verrouille, F12 efface, sans Entrée."
    )
    HELP_QUOTES = N_("Pour écrire un de ces mots comme réponse, mettez des guillemets.")
    HELP_WORD = N_("{word} : {tells}")
    NOT_KNOWN = N_(
        "Ce n’est ni un numéro de {first} à {last}, ni un mot connu ici. "
        "« répéter » redit la liste, « aide » donne les mots."
    )
    NOT_FOUND = N_(
        "Ce n’est ni un numéro de la liste, ni une référence, ni un mot connu ici. "
        "« répéter » redit la liste, « aide » donne les mots."
    )
    NOT_ENTER = N_("Ici, on ne choisit rien. Entrée : la suite. « aide » donne les mots.")
    NOT_HERE = N_("Ce mot ne sert pas ici. « aide » donne les mots.")
    NOT_AT_OFFICE = N_("Ce mot sert pendant une visite, au poste. Au bureau, personne n’est en visite.")
    IN_HELP = N_("Vous êtes dans l’aide.")
    HIDDEN_BACK = N_("Entrée : revenir.")
    AT_HOME = N_("Accueil")
    AT_END = N_("La fin de la démarche")
    NO_VISIT = N_("Personne n’est en visite.")
    IN_VISIT = N_("La visite continue.")
    REFERENCE_SPELT = N_("Signe par signe : {signs}.")
    JOB_WAITS = N_("Attendez : la suite vient toute seule. « cacher », « verrouiller » et « partir » servent ici.")
    NOT_STOPPING = N_("« retour », puis Entrée : ne pas arrêter la borne.")
    HELP_PASSPHRASE_OPEN = N_(
        "Tapez la phrase de passe, puis Entrée : rien ne s’affiche. "
        "« retour », « cacher », « verrouiller », « partir » servent ici."
    )
    HELP_HIDDEN = N_("L’écran est caché. « verrouiller » et « partir » servent ici.")
    SAME_LANGUAGE = N_("Tout est déjà dit dans votre langue.")
    TERMS_HINT = N_("{n} mots expliqués. Ceux de la question (*) sont en premier. « aide » : les mots à taper.")
    HELP_PASSPHRASE = N_("Tapez la phrase de passe, puis Entrée : rien ne s’affiche. Les autres mots servent après.")
    JOB_STOP = N_("Pour arrêter : tapez « arrêter », puis Entrée.")
    DISCREET_OFF = N_("Mode discret : fini. Les noms sont dits de nouveau.")


class LockUi(Sentence):
    """What is said before a lock falls by itself, on both faces."""

    SOON = N_("Appuyez sur une touche : sinon, l’écran se verrouille dans une demi-minute.")
    SOON_HIDDEN = N_("Appuyez sur une touche : sinon, l’écran se cache dans une demi-minute.")
