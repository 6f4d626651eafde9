"""What can be wrong with a file that somebody gives: each reason ends a sentence that names the file."""

from __future__ import annotations

from kiosk.words.mark import N_, Sentence


class File(Sentence):
    """The reasons of a `kiosk.core.errors.FileFault`, in capitals."""

    MISSING = N_("il n’est pas là")
    LINK = N_("c’est un lien vers un autre endroit, pas un fichier. Les liens ne sont pas suivis")
    FOLDER = N_("c’est un dossier, pas un fichier")
    SPECIAL = N_("ce n’est pas un fichier ordinaire")
    UNREADABLE = N_("il ne se lit pas")
    UNWRITABLE = N_("il ne peut pas être écrit ici")
    FULL = N_("il n’y a plus de place pour lui. Libérez de la place, puis recommencez")
    DAMAGED = N_("il est abîmé")
    DESK_PART = N_(
        "il n’est plus là, ou il est abîmé. Un responsable peut remettre une copie du poste : « kiosk restore »"
    )
    OFFICE_PART = N_(
        "il n’est plus là, il est abîmé, ou il n’est pas de ce bureau. "
        "Remettez une copie de secours du bureau : « kiosk office restore »"
    )
    NO_FOLDER = N_("son dossier n’existe pas, ou la clé USB n’est plus là")
    NOT_A_FOLDER = N_("ce dossier n’existe pas, ou la clé USB n’est plus là")
    NOT_AN_ADDRESS = N_("ce n’est pas une adresse. Elle ressemble à relais.exemple.org")
    NOT_SECURE = N_("cette adresse n’est pas protégée. Elle doit commencer par https")
    NOT_AN_AUTHORITY = N_("ce n’est pas le fichier d’une autorité de certification")
    PORT_TAKEN = N_("ce port est déjà pris, peut-être par un relais qui tourne")
    PORT_FORBIDDEN = N_("ce port est réservé au système. Prenez un port à partir de 1024")
    NOT_HERE = N_("cette machine n’a pas cette adresse")
    NOT_A_CERTIFICATE = N_("ce n’est pas un certificat")
    NOT_ITS_KEY = N_("ce n’est pas la clé de ce certificat, ou elle a un mot de passe")
    UNPLUGGED = N_("la clé USB ou le disque ne répond plus")
    EXISTS = N_("il existe déjà")
    NO_HUB_FOLDER = N_(
        "ce dossier ne peut pas être créé, ou rien ne peut y être écrit. "
        "Vérifiez les droits de ce compte, ou donnez un autre dossier avec --data"
    )
    NO_DUMP = N_(
        "ce programme n’est pas là, ou n’a pas pu copier la base. Installez celui de la même version que PostgreSQL"
    )
    NOT_A_DATABASE = N_("ce n’est ni sqlite ni postgresql")
    GONE = N_(
        "la base de ce relais n’est plus là. Remettez une copie de secours ; pour un relais neuf, "
        "prenez un dossier vide"
    )
    OTHER_HUB = N_(
        "c’est la base d’un autre relais. Remettez celle de ce relais ; pour un autre relais, prenez un autre dossier"
    )
    DATABASE_BUSY = N_("un autre programme tient cette base. Arrêtez-le, puis recommencez")
    DATABASE_DAMAGED = N_("cette base est abîmée. Remettez une copie de secours du relais")
    DATABASE_READ_ONLY = N_("cette base ne s’ouvre pas. Vérifiez les droits de ce compte sur elle et sur son dossier")
    DATABASE_AWAY = N_("cette base ne répond pas. Vérifiez qu’elle tourne, et son adresse dans les réglages du relais")
    NEWER = N_("elle vient d’une version plus récente du relais. Mettez-le à jour")
    OWN_FOLDER = N_("c’est un dossier de ce poste, pas une copie. Donnez le dossier d’une copie (« kiosk backup »)")
    KEYS_REMAIN = N_("ce sont les clés d’un autre poste. Lancez d’abord « kiosk erase »")
    FORMATION = N_("il vient d’une formation. Demandez à l’association le fichier de son vrai bureau")
    FOR_THE_OFFICE = N_(
        "il vient d’un poste, et il est pour l’association. Au bureau : « kiosk office import ». "
        "Ici, il faut un fichier de réponses (.ksa)"
    )
    EMPTY = N_("il est vide")
    TOO_LARGE = N_("il est trop gros pour être une réponse ou un envoi de la borne")
    TOO_MANY = N_(
        "il y a trop de fichiers de réponses ici, et les plus anciens n’ont pas été lus. "
        "Effacez ceux qui ont été lus, puis recommencez"
    )
    SHADOW = N_("c’est un fichier qu’un Mac ajoute à côté des autres. Il ne contient rien pour la borne")
    NOT_ANSWERS = N_("ce n’est pas une réponse de l’association")
    NOT_A_SHEET = N_("ce n’est pas une feuille de traduction. Elle a les colonnes « id » et « traduction »")
    NOT_UTF8 = N_("il n’est pas en UTF-8. Dans le tableur, enregistrez-le comme « CSV UTF-8 », puis recommencez")
    SHEET_KIND = N_("une feuille est un fichier .csv pour un tableur, ou .html pour imprimer")
    NO_OWN_FOLDER = N_(
        "il ne dit pas où sont vos démarches, et vos traductions se rangent là. "
        'Écrivez-y, dans la partie « procedures » : folder = "procedures"'
    )
    CUT = N_("il est abîmé ou coupé. Demandez-le de nouveau à l’association")
    CUT_BUNDLE = N_("il est abîmé ou coupé. Demandez-le de nouveau à qui tient le poste")
    FOR_A_DESK = N_("c’est une réponse du bureau (.ksa), pour un poste. Ici, il faut l’envoi d’un poste (.ksb)")
    NOT_A_BUNDLE = N_("ce n’est pas l’envoi d’un poste")


def reason(code: str) -> File | None:
    """Give the words of the code that a door gives as a reason; None for what needs none."""
    return File.__members__.get(code.upper())
