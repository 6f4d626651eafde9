"""Every sentence about the link with the association, in French: the worker reads it, and no person must."""

from __future__ import annotations

from kiosk.words.mark import N_, Sentence


class RoadUi(Sentence):
    """Words of the screen that sends, fetches, and joins this desk to a hub."""

    TITLE = N_("Liaison avec l’association")
    NONE = N_(
        "Ce poste n’est relié à aucun relais. Les actes attendent ici, fermés à clé.\n"
        "Ils partent par clé USB, ou par le réseau quand le poste est relié."
    )
    BUSY = N_("Échange avec le relais… Vous pouvez continuer à travailler.")
    NEVER = N_("Le relais n’a pas encore répondu.")
    WORKS = N_("Le relais répond.")
    SINCE = N_("Depuis {when}.")
    LAST = N_("Dernier échange : {when}.")
    NEXT = N_("Prochain essai : {when}. F5 essaie tout de suite.")
    NOTHING_NEW = N_("Rien de nouveau.")
    AT = N_("le {date} à {time}")
    NOW = N_("Essayer maintenant")
    EXPORT = N_("Écrire les actes sur une clé USB")
    IMPORT = N_("Lire les réponses sur une clé USB")
    JOIN = N_("Relier ce poste au relais, avec un code")
    NO_DRIVE = N_("Aucune clé USB. Branchez-la, attendez un peu, puis recommencez.")
    WHICH_DRIVE = N_("Quelle clé USB ?")
    DRIVE_PART = N_("{drive} (partie {part} de la clé)")
    ON_THIS_DRIVE = N_("Sur cette clé : {drive}")
    DRIVE_READ_ONLY = N_("{drive} (lecture seule)")
    DRIVE_FULL = N_("{drive} (pleine)")
    KEY_FOUND = N_("Clé USB trouvée : {drive}")
    KEY_UNREADABLE = N_("Une clé USB est branchée, mais elle ne peut pas être lue ici. Prenez-en une autre.")
    KEY_GONE = N_("La clé USB est retirée.")
    REFUSED = N_("{file} : pas lu. {why}")
    REFUSED_TITLE = N_("Fichiers pas lus")
    REFUSED_HINT = N_("Chacun a sa raison. Les autres fichiers de la clé ont été lus.")
    NONE_READ = N_("Aucune réponse n’a pu être lue sur cette clé.")
    DRIVE_SAFE = N_("Les actes y sont illisibles, sauf pour l’association. Une clé perdue ne dit rien.")
    WRITING = N_("Écriture sur la clé USB… Ne la retirez pas. Vous pouvez continuer à travailler.")
    READING = N_("Lecture de la clé USB… Ne la retirez pas. Vous pouvez continuer à travailler.")
    REFUSED_MORE = N_("Des fichiers n’ont pas été lus. F7 dit lesquels, et pourquoi.")
    EXPORTED = N_("Retirez la clé et portez-la à l’association.")
    IMPORTED = N_("Les réponses sont lues.")
    NO_ANSWERS = N_("Il n’y a pas de réponse de l’association sur cette clé.")
    FOLDER = N_("Taper le dossier d’une clé USB")
    FOLDER_HINT = N_("Par exemple /mnt/cle. La clé doit y être montée (commande mount).")
    FOLDER_TAKEN = N_("Clé trouvée : {folder}. Choisissez maintenant d’écrire ou de lire.")
    JOIN_TITLE = N_("Relier ce poste au relais")
    JOIN_HINT = N_("L’association donne l’adresse et le code. Le code vaut un jour.")
    JOIN_ADDRESS = N_("Adresse du relais")
    JOIN_CODE = N_("Code, 24 signes")
    JOIN_NO = N_("Non, ce n’est pas la bonne association")
    JOIN_YES = N_("Oui, relier ce poste")
    JOIN_PLACE = N_("L’association : {office}. Ce poste : {label}.")
    EXPORT_NONE = N_("Aucun acte n’attend : rien à exporter.")
    EXPORT_TOLD = N_("Aucun acte n’attend. L’état du poste est écrit, pour le bureau.")
