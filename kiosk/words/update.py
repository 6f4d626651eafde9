"""Every sentence about an update, in French: read by a volunteer at the machine, and by the office.

`Unchanged` has one sentence for each `kiosk.core.release.UpdateFault`, under the same name.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from kiosk.core.left import TAKING
from kiosk.core.release import UpdateFault
from kiosk.words.mark import N_, Sentence

if TYPE_CHECKING:
    from kiosk.core.left import Left


class Unchanged(Sentence):
    """Why nothing was changed, and what to do."""

    NOTHING = N_("Il n’y a pas de mise à jour ici. Donnez le dossier de la clé USB.")
    CUT = N_("Il manque un fichier à cette mise à jour, ou il est coupé. Copiez-la de nouveau sur la clé.")
    MIXED = N_(
        "Les fichiers de cette mise à jour ne vont pas ensemble, ou l’un d’eux a été changé. "
        "Videz la clé, puis copiez-la de nouveau en entier."
    )
    WRONG_KEYS = N_(
        "Cette mise à jour n’est pas signée par le projet. Ne l’utilisez pas. Demandez-en une à l’association."
    )
    REVOKED_KEYS = N_(
        "Cette mise à jour est signée par une clé que le projet a remplacée. Demandez la dernière à l’association."
    )
    FROZEN = N_("Cette mise à jour est périmée. Demandez la dernière à l’association.")
    OLDER = N_("Cette mise à jour est plus ancienne que ce que ce poste connaît. Demandez la dernière à l’association.")
    SAME = N_("Ce poste a déjà cette version.")
    NO_ASSENT = N_(
        "Le bureau n’a pas donné son accord à cette mise à jour. Au bureau, avec la même clé : « kiosk office agree »."
    )
    OTHER_ASSENT = N_(
        "L’accord qui est sur la clé n’est pas celui du bureau de ce poste, ou il est abîmé. "
        "Au bureau, avec la même clé : « kiosk office agree »."
    )
    ASSENT_TIME = N_(
        "L’accord du bureau a une date impossible : l’heure de sa machine est fausse. "
        "Réglez-la, puis redonnez l’accord : « kiosk office agree »."
    )
    CANNOT_READ = N_(
        "Cette version ne sait pas lire les actes de ce poste, qui attendent encore. "
        "Envoyez-les au bureau, puis demandez une autre version à l’association."
    )
    NEEDS_PROGRAM = N_(
        "Ces consignes demandent un autre programme que celui-ci. Demandez à l’association les deux sur la même clé."
    )
    BROKEN = N_("Cette version ne marche pas sur cette machine. Dites-le à l’association.")
    NO_ROOT = N_(
        "Ce programme a été fait sans les clés du projet : il ne peut pas être mis à jour ainsi. "
        "Installez un autre paquet kiosk-desk."
    )
    IN_USE = N_("La borne tourne encore avec cette version. Redémarrez la machine, puis recommencez.")
    NOT_PACKAGED = N_("Ici, le programme ne vient pas du paquet kiosk-desk. Mettez-le à jour comme il a été installé.")
    NO_BACK = N_("Il n’y a pas de version d’avant. On ne revient qu’une fois en arrière.")


class UpdateUi(Sentence):
    """The rest of what is said of an update."""

    HELP = N_("mettre à jour le programme et les consignes, à partir d’une clé USB")
    HELP_FOLDER = N_("le dossier de la clé USB ; sans rien : dire quelle version est là")
    HELP_BACK = N_("revenir une fois à la version d’avant")
    HELP_AGREE = N_("donner l’accord du bureau à une mise à jour, qui est sur une clé USB")
    HELP_RELEASE = N_("le dossier de la clé USB")
    NOW = N_("Programme {version} (numéro {number}), consignes numéro {guidance}.")
    CAN_GO_BACK = N_("La version d’avant est encore là : sudo kiosk update --back")
    DONE = N_(
        "C’est fait. Au prochain démarrage de la borne : programme {version} (numéro {number}), "
        "consignes numéro {guidance}. Les actes et les réglages n’ont pas changé."
    )
    UNCHANGED = N_("Rien n’a changé.")
    NOT_ADMIN = N_("Seul un administrateur peut le faire. Lancez : sudo kiosk update")
    ONE = N_("Donnez un dossier, ou --back, pas les deux.")
    SOFTWARE = N_("programme {version}, numéro {number}")
    GUIDANCE = N_("consignes numéro {number}")
    ASK_AGREE = N_("Vos postes peuvent-ils la prendre ? Tapez « {yes} » : ")
    NOT_AGREED = N_("Aucun accord n’a été écrit.")
    AGREED = N_("L’accord du bureau est écrit sur la clé. Branchez-la à chaque poste.")
    HELP_WORD = N_("écrire aussi dans ce fichier, en un mot, ce qu’il en est")
    TAKING = N_("Une mise à jour est sur la clé USB. Laissez la clé.")
    READY = N_("La mise à jour est faite : {version}. Retirez la clé, éteignez la machine, puis rallumez-la.")
    NOT_TAKEN = N_("La mise à jour de la clé USB n’est pas faite. {why}")


def left_words(left: Left, say: Callable[..., str]) -> str:
    """Say at the desk what a key with an update left; nothing where it left nothing.

    Args:
        left: what the machine knows.
        say: words a code.
    """
    if left.word == TAKING:
        return say(UpdateUi.TAKING)
    if left.version:
        return say(UpdateUi.READY, version=left.version)
    if left.word.upper() in Unchanged.__members__:
        why = say(why_unchanged(left.word))
        return why if left.word == UpdateFault.SAME else say(UpdateUi.NOT_TAKEN, why=why)
    return ""


def why_unchanged(fault: str) -> Unchanged:
    """Give the sentence of an `UpdateFault`."""
    return Unchanged[fault.upper()]
