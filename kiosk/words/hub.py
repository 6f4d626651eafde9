"""Every sentence of the hub's commands, in French. See `kiosk.words.ui`."""

from __future__ import annotations

from kiosk.words.mark import N_, Sentence


class HubCli(Sentence):
    """Words of the hub, read by who runs it."""

    HELP = N_("le relais : il garde les actes fermés entre les postes et le bureau")
    HELP_SERVE = N_("faire tourner le relais")
    HELP_STATUS = N_("montrer les postes, ce qui attend, ce qui tarde, la place sur le disque")
    HELP_CODE = N_("donner un code à usage unique pour relier le bureau")
    HELP_WHICH = N_("le nom ou le numéro du bureau")
    HELP_OFFICE = N_("les bureaux de ce relais : chacun ne voit que le sien")
    HELP_OFFICE_ADD = N_("ajouter un bureau, et donner le code pour le relier")
    HELP_OFFICE_NAME = N_("comment vous l’appelez")
    HELP_OFFICE_LIST = N_("montrer les bureaux et leurs limites")
    HELP_OFFICE_CHANGE = N_("changer les limites d’un bureau")
    HELP_OFFICE_CLOSE = N_("fermer un bureau : plus rien n’est pris ni donné")
    HELP_OFFICE_REOPEN = N_("rouvrir un bureau fermé")
    HELP_ACTS = N_("combien d’actes fermés il peut avoir ici au plus (0 : sans limite)")
    HELP_MEGABYTES = N_("combien de Mo d’actes fermés au plus (0 : sans limite)")
    HELP_DESKS = N_("combien de postes au plus (0 : sans limite)")
    HELP_KEEP_DAYS = N_("combien de jours un acte fermé reste après la fin (0 : comme dans hub.toml)")
    HELP_FIGURES = N_("les chiffres d’un mois, tous les bureaux ensemble, par classes, sans personne")
    HELP_MONTH = N_("un mois qui est fini, comme 2026-11")
    HELP_BACKUP = N_("écrire une copie de secours, sans arrêter le relais")
    HELP_BACKUP_FILE = N_("le fichier à écrire")
    HELP_DATA = N_("le dossier du relais")
    HELP_DATABASE = N_("postgresql://… ; sinon un fichier dans le dossier du relais")
    HELP_HOST = N_("l’adresse où écouter (127.0.0.1)")
    HELP_PORT = N_("le port (8765)")
    HELP_CERTIFICATE = N_("le certificat, si le relais fait lui-même le https")
    HELP_KEY = N_("la clé de ce certificat")
    HELP_WORKERS = N_("le nombre de processus")
    HELP_JSON = N_("pour un programme, sans phrases")
    NOT_INSTALLED = N_("Le relais n’est pas installé ici. Lancez : pip install '.[hub]'")
    EXPOSED = N_(
        "Sans certificat, le relais n’écoute que cette machine. "
        "Donnez --certificate et --key, ou placez-le derrière un serveur https.\n"
        "Si ce réseau est sûr, écrivez insecure_http = true dans hub.toml."
    )
    SERVES = N_("Le relais tourne : {address}")
    OFFICE_ADDED = N_("Bureau {number} ajouté : {name}.")
    OFFICE_CLOSED = N_(
        "Bureau {name} fermé. Ses postes gardent leurs actes, et les portent par clé USB. "
        "Ce qui est ici est effacé dans {days} jours. Pour revenir en arrière : « kiosk hub office reopen »."
    )
    OFFICE_REOPENED = N_("Bureau {name} rouvert. Ses postes et ses codes servent de nouveau.")
    NOTHING_GIVEN = N_("Dites ce qui change : --acts, --megabytes, --desks ou --keep-days.")
    LIMIT_ACTS = N_("- Limite d’actes fermés : {used} sur {most}")
    LIMIT_BYTES = N_("- Limite de place : {used} Mo sur {most} Mo")
    LIMIT_DESKS = N_("- Limite de postes : {used} sur {most}")
    LIMIT_REACHED = N_(
        "! Limite atteinte : les nouveaux actes restent aux postes. "
        "Donnez plus de place, ou gardez moins longtemps ce qui est fini (« kiosk hub office change »)."
    )
    KEEPS = N_("- Un acte fermé reste {days} jours après la fin")
    FEW = N_("moins de {most}")
    CODE = N_("Pour relier le bureau, tapez ce code chez lui. Il vaut un jour et une fois :")
    CODE_CLOSED = N_("Ce bureau est fermé : son code ne servirait à rien. D’abord : « kiosk hub office reopen ».")
    BACKED_UP = N_("La copie est écrite : {file}. Gardez-la aussi bien que le relais : sa clé est dedans.")
    STATUS_NO_OFFICE = N_("! Aucun bureau n’est relié. « kiosk hub code » donne un code.")
    STATUS_WHICH = N_("Bureau {number} : {name}")
    UNNAMED = N_("sans nom")
    STATUS_CLOSED = N_("- Fermé le {when}")
    STATUS_OFFICE = N_("- Bureau : vu {seen}")
    STATUS_DESK = N_("- {label} : {state}, vu {seen}, {waiting} en attente")
    STATUS_REFUSED = N_("  ! {number} envois refusés, le dernier {when}")
    STATUS_ACTS = N_("- Actes : {acts} connus, {sealed} gardés fermés, {waiting} en attente du bureau")
    STATUS_OLDEST = N_("- Le plus ancien attend depuis {when}")
    STATUS_LATE = N_("! {number} attendent depuis plus de {days} jours : prévenez le bureau.")
    STATUS_STOPS = N_("- Retraits que le bureau n’a pas encore vus : {number}")
    STATUS_DISK = N_("- Disque : {used} Mo pris, {free} Mo libres")
    STATUS_CERTIFICATE = N_("- Certificat : jours restants : {days}")
    STATUS_CERTIFICATE_SOON = N_("! Certificat : jours restants : {days}. Renouvelez-le.")
    STATUS_CERTIFICATE_OVER = N_("! Le certificat ne sert plus. Les postes ne joignent plus le relais. Renouvelez-le.")
    STATUS_FULL = N_("! Le disque est presque plein : faites de la place.")
    DESK_CLAIMED = N_("attend l’accord du bureau")
    DESK_VOUCHED = N_("reconnu")
    DESK_REVOKED = N_("retiré")
    NEVER = N_("jamais")
