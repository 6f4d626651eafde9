"""What the command `kiosk` says before any other word is needed: its help, and why nothing opens."""

from __future__ import annotations

from kiosk.words.mark import N_, Sentence


class Start(Sentence):
    """Words of every start: a table of its own, small, because each start pays for it."""

    INTERRUPTED = N_("Interrompu. Rien de plus n’a été fait.")
    NO_DESK = N_(
        "Il n’y a pas de poste dans {folder}. Lancez « kiosk init », ou « kiosk run --training » pour essayer."
    )
    NO_KEYS = N_(
        "Les clés de ce poste ne sont plus dans {folder} ; ses actes y sont encore. "
        "Remettez une copie de secours : « kiosk restore ». « kiosk init » ferait un autre poste à côté d’eux."
    )
    NO_TERMINAL = N_("La borne a besoin d’un écran et d’un clavier : lancez-la dans un terminal.")
    CASE_IS_TRAINING = N_("Un exercice se fait en formation : ajoutez --training.")
    EXIT_CODES = N_(
        "Codes de sortie :\n"
        "0   tout va bien\n"
        "1   une erreur, dite en clair\n"
        "2   commande mal écrite\n"
        "3   refusé : phrase de passe, signature ou confiance\n"
        "4   la borne tourne déjà\n"
        "5   pas de poste ni de bureau dans ce dossier\n"
        "70  défaut de la borne"
    )
    HELP_RUN = N_("ouvrir la borne")
    HELP_TRAINING = N_("formation : données à part, rien ne part")
    HELP_LINEAR = N_("des lignes simples, pour le braille et la voix ; --no-linear : des écrans")
    HELP_DATA = N_("dossier des données du poste")
    HELP_CASE = N_("avec --training : commencer par un exercice")
    ABOUT = N_("Borne d’aide hors ligne pour ouvrir, fermer ou masquer Mon espace santé, avec la personne.")
