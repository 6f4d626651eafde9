"""Every sentence about this machine's points, in French: read by a volunteer, often aloud and over the telephone.

`Fit` and `Unfit` have one sentence for each `kiosk.core.fitness.Point`, under the same name.
"""

from __future__ import annotations

from kiosk.words.mark import N_, Sentence


class Fit(Sentence):
    """What is said of a point that is as it must be."""

    LOGIN = N_("La borne tient la première console, dès le démarrage.")
    ACCOUNT = N_("La borne a son propre compte, qui n’ouvre aucune session.")
    GETTY = N_("Rien d’autre ne demande un nom sur la première console.")
    CONSOLES = N_("Aucune autre console n’est ouverte.")
    SYSRQ = N_("Les touches du système (SysRq) sont coupées.")
    CTRL_ALT_DEL = N_("Ctrl, Alt et Suppr ensemble ne font rien.")
    FONT = N_("La console a nos lettres.")
    KEYBOARD = N_("Le clavier de cette machine est connu.")
    KEYS = N_("Une clé USB est lue dès qu’elle est branchée.")
    USB = N_("Un appareil USB inconnu est refusé.")
    PRINTER = N_("La borne a le droit d’utiliser l’imprimante.")
    DISK = N_("Le disque est chiffré.")
    SWAP = N_("La mémoire n’est écrite sur aucun disque lisible.")
    BOOT = N_("Le démarrage est protégé par un mot de passe.")
    TIME = N_("L’heure est réglée par le réseau, quand il y en a un.")
    SPACE = N_("Il reste de la place sur le disque.")


class Unfit(Sentence):
    """What is said of a point that is not, with its remedy."""

    LOGIN = N_("La borne ne tient pas la première console ({what}). Lancez : sudo kiosk-machine on")
    ACCOUNT = N_(
        "Le compte de la borne peut ouvrir une session, ou n’existe pas ({what}). "
        "Installez encore le paquet kiosk-desk."
    )
    GETTY = N_("Un autre programme attend sur la première console ({what}). Lancez : sudo kiosk-machine on")
    CONSOLES = N_("Une autre console peut s’ouvrir ({what}). Lancez : sudo kiosk-machine on, puis redémarrez.")
    SYSRQ = N_("Les touches du système répondent (SysRq : {what}). Lancez : sudo kiosk-machine on, puis redémarrez.")
    CTRL_ALT_DEL = N_("Ctrl, Alt et Suppr redémarrent la machine ({what}). Lancez : sudo kiosk-machine on")
    FONT = N_("Il manque des lettres à la console ({what}). Lancez : sudo apt install console-setup")
    KEYBOARD = N_("Le clavier n’est pas réglé ({what}). Lancez : sudo dpkg-reconfigure keyboard-configuration")
    KEYS = N_("Une clé USB n’est pas lue toute seule ({what}). Lancez : sudo kiosk-machine on")
    USB = N_("Tout appareil USB est accepté ({what}). Lancez : sudo kiosk-machine usb")
    PRINTER = N_("La borne n’a pas le droit d’utiliser l’imprimante ({what}). Installez encore le paquet kiosk-desk.")
    DISK = N_("Le disque n’est pas chiffré ({what}). Installez Debian encore, avec « LVM chiffré ».")
    SWAP = N_(
        "La mémoire peut être écrite sur un disque lisible ({what}). "
        "Lancez : sudo swapoff -a, puis ôtez sa ligne de /etc/fstab."
    )
    BOOT = N_("Le démarrage peut être changé sans mot de passe ({what}). Lancez : sudo kiosk-machine boot")
    TIME = N_("Rien ne règle l’heure ({what}). Lancez : sudo systemctl enable systemd-timesyncd")
    SPACE = N_("Il reste peu de place sur le disque : {what}. Effacez ce qui ne sert plus.")


class FitnessUi(Sentence):
    """The rest of what is said of this machine."""

    HELP = N_("regarder cette machine, point par point")
    HELP_PAPER = N_("avec --machine : imprimer aussi la liste")
    TITLE = N_("Cette machine, point par point")
    LINE = N_("{number}. {mark} : {sentence}")
    GOOD = N_("BON")
    WRONG = N_("À FAIRE")
    UNSEEN = N_("PAS VU")
    UNSEEN_WHY = N_("« {sentence} » Seul un administrateur peut le voir. Lancez : sudo kiosk doctor --machine")
    ALL_GOOD = N_("Tout est bon sur cette machine.")
    NOT_GOOD = N_("À faire ou à revoir : {numbers}.")
    PAPER_NEEDS = N_("Pour imprimer la liste, ajoutez --machine.")
