"""Every sentence of the commands, in French: what the screens never show, and the kiosk need not load.

A member's value is its French sentence, as in `kiosk.words.ui`.
"""

from __future__ import annotations

from kiosk.core.errors import ConfigFault
from kiosk.words.mark import N_, Sentence


class Cli(Sentence):
    """Words of the desk's commands, and the few that the office's share."""

    # -- asked by the desk and by the office
    PAPER_COPIED = N_("Entrée quand c’est recopié. L’écran sera effacé. ")
    PAPER_GROUP = N_("Lisez votre papier. Tapez le groupe numéro {number} : ")
    PAPER_NOT_COPIED = N_("Ce n’est pas ce qui était écrit. Rien n’a été créé : recommencez.")
    YES = N_("oui")

    # -- command line
    HELP_INIT = N_("préparer un vrai poste")
    HELP_OFFICE_FILE = N_("fichier public de l’association (office.public)")
    HELP_LABEL = N_("nom du poste, pour l’association")
    HELP_PROCEDURES = N_("les démarches")
    HELP_CHECK = N_("vérifier les démarches : fichier, étape, raison")
    HELP_CHECK_PATHS = N_("fichiers ou dossiers ; sans rien, ceux de la borne")
    HELP_REPORT = N_("toutes les phrases, les moins sûres et les plus anciennes d’abord")
    HELP_REPORT_LANGUAGE = N_("langue des phrases : son code ou son nom")
    HELP_REPORT_CSV = N_("en CSV, pour un tableur")
    HELP_REPORT_ASK = N_("seulement ce qu’il faut demander, à qui : une heure au plus")
    REPORT_CALL = N_(
        "À demander au 3422, du lundi au vendredi, de 8h30 à 17h00. "
        "À dire : « J’aide des personnes sans internet. Puis-je vous poser des questions sur Mon espace santé ? »"
    )
    REPORT_FUND = N_("À demander à une caisse d’assurance maladie.")
    REPORT_CNIL = N_("À demander à la CNIL.")
    REPORT_PHARMACIST = N_("À demander à un pharmacien.")
    REPORT_PROFESSIONAL = N_("À demander à un soignant.")
    REPORT_NOBODY = N_("À chercher vous-même : personne n’y répond au téléphone.")
    REPORT_MINUTES = N_(
        "{points} points à demander, {each} minutes chacun. Joindre {called} interlocuteurs : {reach} minutes chacun. "
        "En tout : {minutes} minutes, sans l’attente au téléphone."
    )
    TOO_LONG = N_("{file} : {number} mots entendus sur un chemin, {most} au plus.")
    HARD = N_("{file} : à relire : « {text} » {why}")
    HARD_NO_VERB = N_("n’a pas de verbe que la borne connaisse.")
    HARD_NO_SUBJECT = N_("ne dit pas qui agit.")
    HARD_MANY_IDEAS = N_("a plus d’une idée.")
    HARD_PASSIVE = N_("ne dit pas par qui c’est fait.")
    HARD_GENDERED = N_("parle à un homme ou à une femme.")
    HARD_NOBODY = N_("a un « on » : qui est-ce ?")
    HARD_WORD = N_("a un autre mot pour : {own}.")
    REPORT_ANSWER = N_("Réponse, nom et jour, à écrire :")
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
    HELP_MANDATE_FOLDER = N_("dossier où mettre un fichier PDF ; sans dossier, les feuilles sont imprimées")
    HELP_MANDATE_ON = N_("imprimer sur : rouleau, a4, ou cle (clé USB) ; sans rien, comme le disent les réglages")
    HELP_MANDATE_COUNT = N_("combien de feuilles (10 si rien n’est dit)")
    HELP_MANDATE_FROM = N_("premier numéro ; sans rien, celui qui suit le dernier")
    MANDATES_OFF = N_("Les mandats sont désactivés dans les réglages ([desk], mandates).")
    MANDATES_DONE = N_(
        "{file} : feuilles {first} à {last}, chacune en deux exemplaires.\n"
        "Imprimez des deux côtés. Seul le numéro se tape dans la borne."
    )
    MANDATES_PRINTED = N_("Chaque feuille est en deux exemplaires. Seul le numéro se tape dans la borne.")
    MANDATES_STOPPED = N_(
        "Regardez le papier. Ce qui manque se refait avec : kiosk mandate --from {first} --count {count}"
    )
    MANDATES_NO_PRINTER = N_(
        "Cette imprimante n’est pas dans les réglages. Lancez « kiosk printer detect », ou choisissez une clé USB : "
        "--on cle."
    )
    MANDATE_NUMBERS = N_("Entre 1 et {most} feuilles à la fois, numérotées de 1 à {last}.")
    MANDATES_AGAIN = N_("Attention : certains de ces numéros ont déjà été donnés. Détruisez les autres feuilles.")
    MANDATES_FIRST = N_(
        "La numérotation commence à 1. Ce poste a déjà donné des feuilles ? Détruisez celles-ci, "
        "et donnez le premier numéro libre avec --from."
    )
    HELP_PRINTER = N_("l’imprimante de reçus")
    HELP_DETECT = N_("chercher les imprimantes branchées")
    HELP_PRINTER_TEST = N_("imprimer un papier d’essai")
    PRINTER_NONE_FOUND = N_(
        "Aucune imprimante trouvée. Branchez-la et allumez-la. En réseau, écrivez son adresse dans {file}."
    )
    PRINTER_PASSING = N_(
        "  CUPS l’a trouvée seul, et peut l’enlever à tout moment. Faites-en une qui reste, "
        "puis relancez « kiosk printer detect » :\n  {command}"
    )
    PRINTER_COPY_TABLE = N_("Copiez une de ces tables dans {file}, puis lancez « kiosk printer test ».")
    HELP_POSTER = N_("l’affiche de la salle d’attente, ou le dépliant (a5)")
    HELP_POSTER_FORMAT = N_("a4 ou a3 : l’affiche ; a5 : le dépliant facile à lire")
    HELP_POSTER_LANGUAGE = N_("la langue : son code ou son nom ; le français est à côté")
    NO_LANGUAGE = N_("Cette langue n’existe pas ici. Les langues : {names}.")
    PRINTER_ACCENTS = N_("Regardez le papier : la ligne « àâäæç éèêë » est-elle juste ? (oui ou non) ")
    PRINTER_ACCENTS_GOOD = N_("Bien. Rien à changer.")
    PRINTER_ACCENTS_BAD = N_(
        'Alors imprimez en image : dans {file}, sous [printer], écrivez mode = "raster", puis recommencez.'
    )
    PRINTER_LETTERS = N_(
        "Avec les lettres de l’imprimante, les reçus sortent plus vite. Imprimer ce papier ainsi ? (oui ou non) "
    )
    PRINTER_USE_LETTERS = N_('Bien. Pour imprimer ainsi, dans {file}, sous [printer], écrivez mode = "text".')
    PRINTER_STAY_DRAWN = N_("Alors ne changez rien : les reçus restent en image.")
    PRINTER_CODE = N_("Y a-t-il un code QR, le carré de points, sur ce dernier papier ? (oui ou non) ")
    PRINTER_DRAW_CODE = N_("Alors, dans {file}, sous [printer], écrivez aussi native_qr = false.")
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
    DOCTOR_NO_FONT = N_("Pour imprimer en {names}, installez : {package}.")
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
    HELP_TRANSLATIONS = N_("les traductions : donner une feuille, la reprendre, dire où elles en sont")
    HELP_SHEET = N_("écrit la feuille de traduction d’une langue : le français et la langue, dans l’ordre de lecture")
    HELP_SHEET_LANGUAGE = N_("la langue : son code, comme ar, ou son nom, comme arabe")
    SHEET_SOURCE = N_("Le français est la langue d’origine : il n’y a rien à traduire.")
    HELP_SHEET_FILE = N_("fichier à écrire : .csv pour un tableur, .html pour imprimer")
    HELP_SHEET_PROCEDURE = N_("une seule démarche, comme fermer ; « frame » pour les papiers et les mots communs")
    HELP_SHEET_IMPORT = N_("reprend une feuille remplie : refuse ce qui ne va pas, note les relectures")
    HELP_SHEET_BACK = N_("la feuille remplie (.csv)")
    HELP_SHEET_STATUS = N_("dit combien de phrases manquent, sont écrites, sont relues")
    SHEET_TITLE = N_("Traduction : {language}")
    SHEET_DONE = N_("Feuille écrite : {file}. Phrases : {number}.")
    SHEET_NO_PROCEDURE = N_("« {name} » n’est pas une démarche. Il y a :")
    SHEET_SEVERAL = N_("« {name} » peut être plusieurs démarches. Tapez l’une de celles-ci :")
    SHEET_ROW = N_("Ligne {number} : {reason}")
    SHEET_UNKNOWN = N_("cette phrase n’est plus dans la borne. Refaites la feuille.")
    SHEET_HALF_REVIEW = N_("une relecture dit qui, comment et quel jour : il en manque.")
    SHEET_HOW = N_("« comment » se remplit ainsi : {names}.")
    SHEET_DAY = N_("« {day} » : une date s’écrit 2026-12-31 ou 31/12/2026.")
    SHEET_AHEAD = N_("« {day} » : ce jour n’est pas encore venu. Mettez le jour de la relecture.")
    SHEET_OWN_WORDS = N_(
        "la phrase est prise, mais elle reste non relue : {who} en a écrit les mots. Une autre personne la relit. "
        "Quelqu’un d’autre les a écrits : mettez son nom dans « écrit par »."
    )
    REVIEWS_AHEAD = N_("{file} : une relecture porte un jour qui n’est pas encore venu, {day}. Corrigez ce jour.")
    SHEET_CUT = N_("cette ligne est coupée, ou un guillemet ne s’y ferme pas.")
    SHEET_TWICE = N_("cette phrase est déjà à la ligne {other}, traduite autrement. Gardez une seule des deux.")
    SHEET_OTHER = N_("cette ligne est dans une autre langue : « {name} ».")
    SHEET_NO_LANGUAGE = N_(
        "Cette feuille ne dit pas sa langue. Faites-en une nouvelle avec « kiosk translations sheet », "
        "et recopiez-y les traductions."
    )
    SHEET_NO_END = N_(
        "La dernière ligne de la feuille, « {end} », n’est pas à la fin : la feuille est coupée, ou elle a été triée. "
        "Reprenez la feuille entière, ou remettez cette ligne à la fin."
    )
    SHEET_REFUSED = N_("Rien n’est pris de {file}.")
    SHEET_TAKEN = N_("Phrases prises : {number}. Relectures notées : {reviewed}. Lignes refusées : {refused}.")
    IN_LANGUAGES = N_("{name} : en entier, non relue : {drafted} ; relue : {reviewed} ; incomplète : {part}")
    IN_NO_LANGUAGE = N_("aucune langue")
    STATUS_LANGUAGE = N_("{name} : {all} phrases, {missing} manquent, {drafted} écrites, {reviewed} relues")
    HELP_DOCTOR = N_("dire ce qui manque et comment le réparer")
    NOT_THERE = N_("il n’existe pas")
    PASSPHRASE_NEW = N_("Nouvelle phrase de passe (elle ne s’affiche pas) : ")
    PASSPHRASE_AGAIN = N_("Encore une fois : ")
    PASSPHRASE = N_("Phrase de passe : ")
    PASSPHRASES_DIFFER = N_("Les deux phrases ne sont pas les mêmes. Rien n’a été fait.")
    NO_TERMINAL = N_("Il faut un vrai terminal pour taper une phrase de passe.")
    HELP_ENROL = N_("relier ce poste au relais de l’association, avec un code")
    HELP_HUB = N_("adresse du relais, comme relais.exemple.org")
    ENROL_CODE = N_("Code donné par l’association : ")
    ENROL_NEW_KEY_ASK = N_("Le code vient de cette association ? Tapez « {yes} » pour continuer : ")
    ENROLLED = N_("C’est fait : ce poste est relié à {office}. Les actes partiront par le réseau.")
    HELP_SYNC = N_("parler une fois avec le relais, sans ouvrir la borne")
    HELP_IMPORT = N_("lire les réponses de l’association, portées sur une clé USB")
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
    DOCTOR_NO_PUBLIC = N_(
        "Le fichier de ce poste, {file}, manque ou est abîmé. "
        "Un responsable peut remettre une copie du poste (« kiosk restore »)."
    )
    DOCTOR_NO_STRUCTURE = N_(
        "Le reçu n’a pas le nom de l’association. Écrivez-le dans {file}, table [desk], structure."
    )
    DOCTOR_NOT_UTF8 = N_("Le terminal n’est pas en UTF-8 ({encoding}). Mettez PYTHONUTF8=1 ou une langue UTF-8.")
    DOCTOR_SMALL = N_("Le terminal est trop petit : {width} sur {height}. Il faut 40 sur 15.")
    DOCTOR_NOT_WRITABLE = N_(
        "Le dossier {folder} ne peut pas être écrit. Changez ses droits ou choisissez-en un autre."
    )
    DOCTOR_LITTLE_SPACE = N_("Il reste {free} Mo sur le disque. Libérez de la place.")
    DOCTOR_OPEN_FOLDER = N_("D’autres comptes peuvent lire {folder}. Lancez : chmod 700.")
    DOCTOR_NO_FOLDER = N_("Le dossier de démarches {folder} n’existe pas. Créez-le ou corrigez les réglages.")
    DOCTOR_PROCEDURES = N_("Démarches : {titles}.")
    DOCTOR_LANGUAGES = N_("Langues : {names}.")
    OWN_DAMAGED = N_(
        "{file} est abîmé. Ce fichier est à votre association : remettez-en une copie. Sans copie, retirez-le, puis "
        "reprenez votre feuille avec « kiosk translations import »."
    )
    OWN_REVIEWS = N_(
        "{file}, ligne {row} : ce n’est pas une relecture. Aucune relecture de ce fichier ne compte. Il est à votre "
        "association : corrigez ou retirez cette ligne, ou remettez une copie du fichier."
    )
    DOCTOR_CATALOGUE = N_("La traduction {name} manque ou est abîmée : le français la remplace. Réinstallez la borne.")
    DOCTOR_SCREEN_ONLY = N_("Les reçus s’affichent à l’écran : aucune imprimante n’est réglée.")
    DOCTOR_OK = N_("Tout ce qui a été regardé est en ordre.")
    DOCTOR_LOCKED = N_("Les actes sont fermés à clé. S’ils sont entiers, la borne le voit quand elle s’ouvre.")
    DOCTOR_BROKEN = N_(
        "Les données de la borne sont abîmées. Un responsable peut remettre une copie : « kiosk restore »."
    )
    CONFIG_FAULT = N_("Réglages {file} : {key} n’est pas juste ({detail}).")
    CONFIG_WANTS = N_("Réglages {file} : {key} n’est pas juste. Il faut : {detail}.")
    CONFIG_BROKEN = N_("Réglages {file} : la ligne {line} ne se lit pas comme du {detail}. Corrigez-la.")
    CONFIG_UNREAD = N_(
        "Réglages {file} : ce fichier ne s’ouvre pas. "
        "Vérifiez que c’est un fichier, et que ce compte a le droit de le lire."
    )
    CONFIG_NEAREST = N_("Vouliez-vous dire « {nearest} » ?")


def of_settings(error: ConfigFault) -> Cli:
    """Give the sentence of what is wrong with settings; it takes the fault's file, key, detail and line."""
    for is_so, code in (
        (error.unread, Cli.CONFIG_UNREAD),
        (error.missing, Cli.CONFIG_MISSING),
        (error.line, Cli.CONFIG_BROKEN),
        (error.wants, Cli.CONFIG_WANTS),
    ):
        if is_so:
            return code
    return Cli.CONFIG_FAULT
