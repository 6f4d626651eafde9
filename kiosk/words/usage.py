"""The words of the command line's own library: what it says of a command that is not well written.

`argparse` asks gettext for its sentences by their English; `Usage` has them in French, under that English.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from kiosk.words.mark import N_, Sentence


class Usage(Sentence):
    """Words of `--help` and of its mistakes. What stands as `%s` or `%(name)s` is the library's to fill in."""

    USAGE = N_("Usage : ")
    POSITIONAL = N_("à donner")
    OPTIONS = N_("options")
    HELP = N_("montre cette aide et s’arrête")
    VERSION = N_("montre la version et s’arrête")
    ERROR = N_("%(prog)s : %(message)s\n")
    OF_ARGUMENT = N_("%(argument_name)s : %(message)s")
    REQUIRED = N_("il manque : %s")
    ONE_REQUIRED = N_("il faut l’un de : %s")
    UNKNOWN = N_("en trop, ou inconnu : %s")
    AMBIGUOUS = N_("%(option)s veut dire plusieurs choses : %(matches)s")
    CHOICE = N_("%(value)r n’est pas un choix. Les choix : %(choices)s")
    VALUE = N_("%(value)r ne va pas ici")
    ONE_ARGUMENT = N_("il faut une valeur")
    AT_MOST_ONE = N_("il faut une valeur au plus")
    AT_LEAST_ONE = N_("il faut une valeur au moins")
    NOT_WITH = N_("ne va pas avec %s")
    NO_VALUE = N_("n’a pas de valeur : %r est en trop")


class Given(Sentence):
    """What is to be given with a command, as `--help` names it."""

    ADDRESS = N_("ADRESSE")
    ADDRESS_PORT = N_("ADRESSE[:PORT]")
    ASSOCIATION = N_("ASSOCIATION")
    COMMAND = N_("COMMANDE")
    FOLDER = N_("DOSSIER")
    USB_FOLDER = N_("DOSSIER_USB")
    OFFICE = N_("BUREAU")
    STATE = N_("ETAT")
    FILE = N_("FICHIER")
    PROCEDURE = N_("DEMARCHE")
    LANGUAGE = N_("LANGUE")
    DAYS = N_("JOURS")
    PLACE = N_("LIEU")
    PAPER = N_("PAPIER")
    ROLE = N_("ROLE")
    MONTH = N_("MOIS")
    NAME = N_("NOM")
    PSEUDONYM = N_("PSEUDONYME")
    REASON = N_("RAISON")
    REFERENCE = N_("REFERENCE")
    PHONE = N_("TEL")


HEADINGS = frozenset({Usage.POSITIONAL, Usage.OPTIONS})
"""Behind these the library itself puts a colon."""

BY_ENGLISH: Mapping[str, Usage] = MappingProxyType(
    {
        "usage: ": Usage.USAGE,
        "positional arguments": Usage.POSITIONAL,
        "options": Usage.OPTIONS,
        "show this help message and exit": Usage.HELP,
        "show program's version number and exit": Usage.VERSION,  # from Python 3.13 on
        "%(prog)s: error: %(message)s\n": Usage.ERROR,
        "argument %(argument_name)s: %(message)s": Usage.OF_ARGUMENT,
        "the following arguments are required: %s": Usage.REQUIRED,
        "one of the arguments %s is required": Usage.ONE_REQUIRED,
        "unrecognized arguments: %s": Usage.UNKNOWN,
        "ambiguous option: %(option)s could match %(matches)s": Usage.AMBIGUOUS,
        "invalid choice: %(value)r (choose from %(choices)s)": Usage.CHOICE,
        "invalid %(type)s value: %(value)r": Usage.VALUE,
        "expected one argument": Usage.ONE_ARGUMENT,
        "expected at most one argument": Usage.AT_MOST_ONE,
        "expected at least one argument": Usage.AT_LEAST_ONE,
        "not allowed with argument %s": Usage.NOT_WITH,
        "ignored explicit argument %r": Usage.NO_VALUE,
    }
)
"""What the library asks for, in its own English."""

COMMANDS: Mapping[str, str] = MappingProxyType(
    {
        "add": "ajouter",
        "agree": "accorder",
        "answer": "repondre",
        "audit": "traces",
        "backup": "copier",
        "change": "regler",
        "check": "controler",
        "close": "fermer",
        "console": "ouvrir",
        "desk": "poste",
        "detect": "chercher",
        "doctor": "examiner",
        "enrol": "relier",
        "erase": "detruire",
        "export": "exporter",
        "figures": "chiffres",
        "heal": "refaire",
        "hub": "relais",
        "import": "importer",
        "inbox": "reception",
        "init": "creer",
        "join": "rejoindre",
        "keys": "cles",
        "legal": "papiers",
        "list": "lister",
        "mandate": "mandats",
        "name": "nommer",
        "office": "bureau",
        "partner": "partenaire",
        "pass": "passer",
        "passphrase": "phrase",
        "people": "equipe",
        "poster": "affiche",
        "printer": "imprimante",
        "procedures": "demarches",
        "record": "enregistrer",
        "recover": "secours",
        "rekey": "changer",
        "remove": "enlever",
        "reopen": "rouvrir",
        "report": "rapport",
        "restore": "remettre",
        "revoke": "retirer",
        "right": "role",
        "rotate": "changer",
        "run": "ouvrir",
        "seat": "ordinateur",
        "serve": "servir",
        "settings": "reglages",
        "sheet": "feuille",
        "show": "montrer",
        "staff": "equipe",
        "status": "etat",
        "sync": "echanger",
        "test": "essayer",
        "translations": "traductions",
        "trust": "reconnaitre",
        "undo": "reprendre",
        "update": "actualiser",
        "verify": "verifier",
        "voices": "voix",
        "week": "semaine",
    }
)
"""Commands as they are also typed, by the names that scripts use; `code` is the same word in both."""
