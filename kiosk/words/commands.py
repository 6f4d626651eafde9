"""Every sentence of the commands, in French: what the screens never show, and the kiosk need not load.

A member's value is its French sentence, as in `kiosk.words.ui`.
"""

from __future__ import annotations

from kiosk.words.mark import N_, Sentence


class Cli(Sentence):
    """Words of the commands: of the desk, the office and the hub."""

    # -- office
    OFFICE_HELP = N_("Le bureau de l’association : ses clés, ses postes, les actes reçus.")
    OFFICE_HELP_INIT = N_("Créer les clés du bureau et le fichier à donner aux postes.")
    OFFICE_HELP_TRUST = N_("Faire confiance à un poste, avec son fichier.")
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
    OFFICE_DOUBTFUL = N_(
        "! Acte douteux : ce poste n’est plus reconnu, et rien ne prouve que l’acte est venu avant. "
        "Vérifiez avec la personne avant tout."
    )
    OFFICE_UNTIL = N_("dernier jour utile : {date}")
    OFFICE_LANGUAGE = N_("Langue choisie à la borne : {language}")
    OFFICE_NO_PROCEDURE = N_("Cette version de la démarche n’est pas ici : les questions gardent leur nom court.")
    OFFICE_CONTACT = N_("Contact sûr : à lire avant d’appeler")
    OFFICE_ANSWERS = N_("Réponses")
    OFFICE_CONSENT_ACT = N_("Accord pour l’acte")
    OFFICE_CONSENT_HANDOVER = N_("Accord pour confier l’acte au bureau")
    OFFICE_CONSENT_AT = N_("Donné le {date} à {time}, à l’horloge du poste. Heure de cette machine.")
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
    OFFICE_ALREADY = N_("Déjà pris ici : {references}. Pour en revoir un : « kiosk office show ».")
    OFFICE_HELP_UNDO = N_("Reprendre une réponse finale qui n’est pas encore partie.")
    OFFICE_HELP_HEAL = N_("Refaire le registre abîmé, coupé ou perdu, avec le relais.")
    OFFICE_SAME = N_("{number} actes ont la référence {reference}. Lequel ?")
    OFFICE_SAME_ASK = N_("Son numéro dans cette liste : ")
    OFFICE_NOTHING = N_("Rien n’a été changé.")
    OFFICE_HELD = N_(
        "{reference} : cette réponse reste ici 10 minutes, puis part avec la commande suivante. "
        "Pour la reprendre : « kiosk office reprendre »."
    )
    OFFICE_DOUBT = N_(
        "{reference} : À VÉRIFIER. Le registre a été refait : cet acte a peut-être déjà été traité. "
        "Demandez avant de commencer."
    )
    OFFICE_DOUBT_MARK = N_("À VÉRIFIER")
    OFFICE_ASK_NO_NAME = N_("(le nom n’est pas ici)")
    OFFICE_ASK_FINAL = N_("Réponse : {state}. Elle finit cet acte.")
    OFFICE_ASK_LATE = N_("La personne viendrait le {day}. Le dernier jour utile est le {until}.")
    OFFICE_ASK_SURE = N_("C’est bien cela ? Tapez « {yes} » pour noter la réponse : ")
    OFFICE_ANSWER_STATES = N_("Cette réponse n’existe pas. Réponses possibles : {states}.")
    OFFICE_ANSWER_ONE = N_("Il faut une seule raison, de cette liste : {reasons}.")
    OFFICE_ANSWER_UNDO = N_(
        "Cet acte est fini, mais sa réponse n’est pas encore partie. Reprenez-la : « kiosk office reprendre »."
    )
    OFFICE_UNDO_GONE = N_("Il n’y a rien à reprendre : aucune réponse finale de cet acte n’attend ici.")
    OFFICE_UNDONE = N_("{reference} : la réponse est reprise. L’acte est de nouveau : {state}.")
    OFFICE_HEAL_WHOLE = N_("Le registre est entier. Le relais dit ce qui manque.")
    OFFICE_HEAL_ASK = N_("Refaire le registre avec ce qui se lit encore ? Tapez « {yes} » : ")
    OFFICE_HEALED = N_(
        "Le registre est refait. L’ancien est gardé à côté. "
        "Un acte plus ancien que le registre ne connaît plus sera marqué « À VÉRIFIER »."
    )
    OFFICE_HEAL_LATER = N_(
        "Le relais n’a rien pu redonner. Reliez le bureau (« kiosk office hub »), puis lancez « kiosk office sync »."
    )
    OFFICE_ANSWER_FINAL = N_("Cet acte est fini : sa réponse ne change plus.")
    OFFICE_ANSWER_NOT_TAKEN = N_("Cet acte n’est pas encore arrivé ici.")
    OFFICE_ANSWER_STOP = N_("Rien n’est noté. Lisez d’abord la demande d’arrêt, puis répondez.")
    OFFICE_ANSWER_WHY = N_("Cette réponse ne va pas ainsi. Raisons possibles : {reasons}.")
    OFFICE_EXPORTED = N_("Fichier écrit : {file}. Portez-le au poste, qui le lit avec « kiosk import ».")

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
    HUB_STATUS_CERTIFICATE = N_("- Certificat : jours restants : {days}")
    HUB_STATUS_CERTIFICATE_SOON = N_("! Certificat : jours restants : {days}. Renouvelez-le.")
    HUB_STATUS_CERTIFICATE_OVER = N_(
        "! Le certificat ne sert plus. Les postes ne joignent plus le relais. Renouvelez-le."
    )
    HUB_STATUS_FULL = N_("! Le disque est presque plein : faites de la place.")
    HUB_DESK_CLAIMED = N_("attend l’accord du bureau")
    HUB_DESK_VOUCHED = N_("reconnu")
    HUB_DESK_REVOKED = N_("retiré")
    HUB_NEVER = N_("jamais")

    # -- command line
    HELP_INIT = N_("préparer un vrai poste")
    HELP_OFFICE_FILE = N_("fichier public de l’association (office.public)")
    HELP_LABEL = N_("nom du poste, pour l’association")
    HELP_PROCEDURES = N_("les démarches")
    HELP_CHECK = N_("vérifier les démarches : fichier, étape, raison")
    HELP_CHECK_PATHS = N_("fichiers ou dossiers ; sans rien, ceux de la borne")
    HELP_REPORT = N_("toutes les phrases, les moins sûres et les plus anciennes d’abord")
    HELP_REPORT_LANGUAGE = N_("langue des phrases (fr, en…)")
    HELP_REPORT_CSV = N_("en CSV, pour un tableur")
    REPORT_ASK = N_("À demander")
    REPORT_CALL = N_(
        "{text} au 3422, du lundi au vendredi, de 8h30 à 17h00. "
        "À dire : « J’aide des personnes sans internet. Puis-je vous poser des questions sur Mon espace santé ? »"
    )
    REPORT_ANSWER = N_("Réponse, nom et jour : ____________________")
    NO_ENGLISH = N_("{file} : pas encore en anglais : « {text} »")
    OVERRIDES = N_("  Elle remplace la démarche « {id} » de la borne. Ce qui change :")
    OVERRIDE_STEP = N_("étape « {step} » : {what}")
    OVERRIDE_UNMARKED = N_(
        '  Pour savoir quand celle de la borne change, écrivez en haut du fichier : made_from = "{mark}"'
    )
    OVERRIDE_MOVED_ON = N_(
        '  ATTENTION : celle de la borne a changé depuis. Relisez-la. Ensuite, écrivez : made_from = "{mark}"'
    )
    DOCTOR_MOVED_ON = N_(
        "Votre démarche {file} remplace celle de la borne, qui a changé depuis. Lancez « kiosk procedures check »."
    )
    HELP_EXPORT = N_("mettre les actes sur une clé USB pour l’association")
    HELP_EXPORT_FOLDER = N_("dossier de la clé USB")
    HELP_MANDATE = N_("faire des feuilles de mandat, vides et numérotées, à imprimer d’avance")
    HELP_MANDATE_FOLDER = N_("dossier où mettre le fichier PDF")
    HELP_MANDATE_COUNT = N_("combien de feuilles (10 si rien n’est dit)")
    HELP_MANDATE_FROM = N_("premier numéro ; sans rien, celui qui suit le dernier")
    MANDATES_OFF = N_("Les mandats sont désactivés dans les réglages ([desk], mandates).")
    MANDATES_DONE = N_(
        "{file} : feuilles {first} à {last}, chacune en deux exemplaires.\n"
        "Imprimez des deux côtés. Seul le numéro se tape dans la borne."
    )
    MANDATE_NUMBERS = N_("Entre 1 et {most} feuilles à la fois, numérotées de 1 à {last}.")
    MANDATES_AGAIN = N_("Attention : certains de ces numéros ont déjà été donnés. Détruisez les autres feuilles.")
    HELP_PRINTER = N_("l’imprimante de reçus")
    HELP_DETECT = N_("chercher les imprimantes branchées")
    HELP_PRINTER_TEST = N_("imprimer un papier d’essai")
    PRINTER_NONE_FOUND = N_(
        "Aucune imprimante trouvée. Branchez-la et allumez-la. En réseau, écrivez son adresse dans {file}."
    )
    PRINTER_COPY_TABLE = N_("Copiez une de ces tables dans {file}, puis lancez « kiosk printer test ».")
    PRINTER_NOT_ALLOWED = N_("  La borne n’a pas le droit de l’utiliser : ajoutez ce compte aux groupes lp et dialout.")
    PRINTER_NOT_THERE = N_(
        "Rien ne répond à l’adresse {address}. Vérifiez l’adresse, le câble, et que l’imprimante est allumée."
    )
    PRINTER_MUTE = N_("  Elle ne dit pas son état : la borne dira toujours « peut-être imprimé ».")
    HELP_DETECT_ADDRESS = N_("l’adresse d’une imprimante en réseau")
    CONFIG_MISSING = N_("Réglages {file} : il manque {key} ({detail}).")
    DOCTOR_PLAIN_FILE = N_(
        "Les reçus vont dans le fichier {file}. Le dernier y reste, avec le code pour retirer l’accord : effacez-le."
    )
    DOCTOR_PRINTS = N_("Langues que cette machine imprime : {names}.")
    DOCTOR_NO_FONT = N_("Pour imprimer en {name}, installez : {package}.")
    HELP_PASSPHRASE = N_("changer sa phrase de passe")
    HELP_RECOVERY = N_("avec la clé de secours, si la phrase de passe est oubliée")
    RECOVERY_TYPE = N_("Clé de secours (elle ne s’affiche pas) : ")
    PASSPHRASE_CHANGED = N_("La phrase de passe est changée. L’ancienne n’ouvre plus ce poste.")

    # -- counts, the slip of the day, papers
    HELP_COUNTS = N_("les nombres d’un mois fini, sans aucun nom")
    HELP_COUNTS_MONTH = N_("un mois fini, écrit comme 2026-11")
    HELP_COUNTS_CSV = N_("écrire en CSV, pour un tableur")
    HELP_COUNTS_JSON = N_("écrire en JSON, pour un programme")
    HELP_LEGAL = N_("écrire les papiers sur les données : registre, notice, durées, analyse d’impact")
    HELP_LEGAL_FOLDER = N_("dossier où les écrire")
    LEGAL_DONE = N_("Écrit : {file}")
    LEGAL_COMPLETE = N_("Complétez chaque « À COMPLÉTER », puis faites relire.")
    LEGAL_BLANK = N_("À COMPLÉTER")
    LEGAL_DISCREET = N_("un nom discret est réglé pour ce poste")
    LEGAL_NO_DISCREET = N_("aucun nom discret n’est réglé : ce reçu n’en porte pas")
    LEGAL_THERE = N_("{file} existe déjà : il n’a pas été changé.")
    REPORT_TITLE = N_("Bilan de {month} – thématique : Santé")
    REPORT_VISITS = N_("Accompagnements individuels (personnes reçues)")
    REPORT_ACTS = N_("Démarches menées au poste")
    REPORT_LATER = N_("Après l’accord (appels, retraits ; résultats comptés quand l’acte s’efface du poste)")
    REPORT_SMALL = N_("moins de {limit}")
    REPORT_SPAN = N_("{least} à {most}")
    REPORT_WITHHELD = N_("non montré : d’autres nombres en diraient trop")
    REPORT_OTHERS = N_("Autres")
    REPORT_UNSAID = N_("Non communiqué")
    REPORT_NO_CHANNEL = N_("Arrêtée avant ce choix")
    REPORT_NOTE = N_("Les nombres sont donnés par tranches de {width}, pour que personne ne se reconnaisse.")

    # -- staff, copies and traces
    HELP_STAFF = N_("les personnes qui ouvrent la borne")
    HELP_STAFF_LIST = N_("dire qui peut ouvrir la borne")
    HELP_STAFF_ADD = N_("ajouter une personne, avec sa propre phrase de passe")
    HELP_STAFF_REMOVE = N_("retirer une personne")
    HELP_STAFF_NAME = N_("un pseudonyme, pas le vrai nom")
    HELP_STAFF_FORGOT = N_("avec --recovery : qui a oublié sa phrase de passe")
    HELP_REKEY = N_("changer aussi la clé des données : après un départ difficile")
    HELP_BACKUP = N_("copier le poste, chiffré, dans un dossier")
    HELP_RESTORE = N_("remettre un poste à partir d’une copie")
    HELP_COPY_FOLDER = N_("le dossier de la copie")
    HELP_ERASE = N_("détruire les clés du poste, pour toujours")
    HELP_AUDIT = N_("les traces : qui a fait quoi, quand")
    HELP_AUDIT_SHOW = N_("montrer les traces")
    HELP_AUDIT_VERIFY = N_("vérifier que rien ne manque")
    PASSPHRASE_HELP = N_("Au moins {least} signes. Quatre mots pris au hasard vont bien. Espaces et accents comptent.")
    KEYBOARD = N_("Clavier réglé sur cette machine : {layout}.")

    # -- lock, discreet, leave fast
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
    HELP_STAFF_REKEY = N_("changer la clé des données et la clé de secours")
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
    INIT_ASIDE = N_(
        "D’anciennes données sans clé étaient dans {folder}. Elles y restent, "
        "sous un nom qui commence par « store.kept »."
    )
    AUDIT_GAP = N_("La trace numéro {number} manque.")
    AUDIT_SET_ASIDE = N_("Un fichier a été mis de côté : {file}.")
    AUDIT_WHOLE = N_("Chaque trace est à sa place, et rien de ce qui est là n’a été changé sans phrase de passe.")
    AUDIT_END = N_(
        "Cet ordinateur seul ne peut pas voir si un ancien fichier a été remis, "
        "ni si la fin du fichier a été coupée après une coupure de courant."
    )
    DOCTOR_SWAP = N_(
        "La mémoire de cette machine peut être écrite sur le disque (swap) sans chiffrement. "
        "Chiffrez le swap ou coupez-le."
    )
    HELP_DOCTOR = N_("dire ce qui manque et comment le réparer")
    NOT_THERE = N_("il n’existe pas")
    PASSPHRASE_NEW = N_("Nouvelle phrase de passe (elle ne s’affiche pas) : ")
    PASSPHRASE_AGAIN = N_("Encore une fois : ")
    PASSPHRASE = N_("Phrase de passe : ")
    PASSPHRASES_DIFFER = N_("Les deux phrases ne sont pas les mêmes. Rien n’a été fait.")
    NO_TERMINAL = N_("Il faut un vrai terminal pour taper une phrase de passe.")
    HELP_ENROL = N_("relie ce poste au relais de l’association, avec un code")
    HELP_HUB = N_("adresse du relais, comme relais.exemple.org")
    ENROL_CODE = N_("Code donné par l’association : ")
    ENROL_NEW_KEY_ASK = N_("Le code vient de cette association ? Tapez « {yes} » pour continuer : ")
    ENROLLED = N_("C’est fait : ce poste est relié à {office}. Les actes partiront par le réseau.")
    HELP_SYNC = N_("parle une fois avec le relais, sans ouvrir la borne")
    HELP_IMPORT = N_("lit les réponses de l’association, portées sur une clé USB")
    HELP_IMPORT_FILES = N_("un fichier de réponses (.ksa)")
    NO_HUB = N_("Ce poste n’est relié à aucun relais. Lancez « kiosk enrol », ou prenez une clé USB.")
    SYNCED = N_("Le relais a répondu. Actes partis : {sent}. Actes avec des nouvelles : {news}.")
    INIT_DONE = N_("Le poste est prêt dans {folder}. Portez le fichier {file} à l’association, en main propre.")
    FINGERPRINT = N_("Empreinte du poste. L’association la comparera avec vous, à voix haute :")
    INIT_EXISTS = N_("Il y a déjà un poste dans {folder}. Rien n’a été changé.")
    EXPORTED = N_("Fichier écrit : {file}. Portez-le à l’association.")
    PROCEDURES_OK = N_("{file} : juste.")
    PROCEDURE_FAULT = N_("{file}, étape « {step} » : {reason}")
    PROCEDURE_FAULT_FILE = N_("{file} : {reason}")
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
    DOCTOR_OK = N_("Tout est en ordre.")
    CONFIG_FAULT = N_("Réglages {file} : {key} n’est pas juste ({detail}).")
    CONFIG_NEAREST = N_("Vouliez-vous dire « {nearest} » ?")
