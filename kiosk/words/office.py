"""Every sentence of the office's commands, in French. See `kiosk.words.ui`."""

from __future__ import annotations

from kiosk.words.mark import N_, Sentence


class OfficeCli(Sentence):
    """Words of the office, read by the people of the association who do the acts."""

    HELP = N_("le bureau de l’association : ses clés, ses postes, les actes reçus")
    HELP_INIT = N_("créer les clés du bureau et le fichier à donner aux postes")
    HELP_TRUST = N_("faire confiance à un poste, avec son fichier")
    HELP_FOLDER = N_("le dossier du bureau")
    HELP_NAME = N_("le nom de l’association")
    HELP_PHONE = N_("son téléphone")
    HELP_DESK_FILE = N_("le fichier du poste")
    HELP_BUNDLE = N_("un fichier écrit par « kiosk export »")
    HELP_RECOVERY = N_("ouvrir avec la clé de secours sur papier")
    HELP_PROCEDURES = N_("le dossier des démarches de l’association")
    NONE = N_("Il n’y a pas de bureau dans {folder}. Lancez « kiosk office init ».")
    EXISTS = N_("Il y a déjà un bureau dans {folder}. Rien n’a été changé.")
    ASK_NAME = N_("Nom de l’association : ")
    ASK_PHONE = N_("Téléphone de l’association : ")
    BAD_NAME = N_("Il faut un nom et un téléphone, chacun sur une ligne de moins de 200 signes.")
    PAPER = N_(
        "Voici la clé de secours. Elle ne sera plus jamais montrée.\n"
        "Recopiez-la sur papier. Rangez le papier loin de cette machine.\n"
        "Si la phrase de passe est oubliée, seul ce papier ouvre les actes."
    )
    DONE = N_("Le bureau est prêt dans {folder}. Donnez le fichier {file} à chaque poste.")
    TRUST_DESK = N_(
        "Poste : {label}\nEmpreinte : {fingerprint}\nComparez avec l’empreinte montrée par le poste lui-même."
    )
    TRUST_ASK = N_("Les deux sont les mêmes ? Tapez « {yes} » pour faire confiance : ")
    TRUSTED = N_("Le bureau fait maintenant confiance à ce poste : {label}.")
    NOT_TRUSTED = N_("Rien n’a été changé : ce poste n’est pas reconnu.")
    ASK_PAPER = N_("Clé de secours, les huit groupes (ils ne s’affichent pas) : ")
    REFUSED = N_("{name} : refusé. {why}")
    STOPS = N_("À LIRE D’ABORD : des personnes retirent leur accord.")
    STOP_ALONE = N_("{reference} : accord retiré. L’acte n’est pas dans ces fichiers. S’il arrive, vérifiez d’abord.")
    STOP_KEY = N_("{reference} : accord retiré avec le reçu. Ne faites rien. Cet acte n’est plus montré.")
    STOP_ORAL = N_("{reference} : arrêt demandé sans le reçu. Vérifiez avec la personne avant tout.")
    FROM = N_("Poste : {desk}")
    DOUBTFUL = N_(
        "! Acte douteux : ce poste n’est plus reconnu, et rien ne prouve que l’acte est venu avant. "
        "Vérifiez avec la personne avant tout."
    )
    UNTIL = N_("dernier jour utile : {date}")
    LANGUAGE = N_("Langue choisie à la borne : {language}")
    NO_PROCEDURE = N_("Cette version de la démarche n’est pas ici : les questions gardent leur nom court.")
    CONTACT = N_("Contact sûr : à lire avant d’appeler")
    ANSWERS = N_("Réponses")
    TO_BRING = N_("À apporter : dites-le-lui si vous l’appelez")
    CONSENT_ACT = N_("Accord pour l’acte")
    CONSENT_HANDOVER = N_("Accord pour confier l’acte au bureau")
    CONSENT_AT = N_("Donné le {date} à {time}, à l’horloge du poste. Heure de cette machine.")
    CONSENT_HOW = N_("{how}. Langue : {tongue}. Les mots exacts :")
    SCREEN_KEEPS = N_("Ces noms restent sur cet écran. Fermez cette fenêtre quand vous avez fini.")
    HELP_HUB = N_("relier le bureau à son relais, avec le code que montre le relais")
    HELP_CA = N_("l’autorité qui signe le certificat du relais, si ce n’est pas une autorité publique")
    HELP_PROXY = N_("passer par ce serveur mandataire : http://hôte:port")
    HELP_INSECURE = N_("permettre http sans chiffrement hors de cette machine, si ce réseau est sûr")
    HELP_DESK = N_("les postes de l’association")
    HELP_DESK_ADD = N_("donner un code à un nouveau poste")
    HELP_DESK_LIST = N_("montrer les postes, d’abord ceux à visiter, et reconnaître ceux qui viennent d’arriver")
    HELP_DESK_REVOKE = N_("ne plus faire confiance à un poste")
    HELP_DESK_WHICH = N_("nom ou numéro du poste")
    HELP_DESK_NOW = N_("tout de suite, même si le relais ne répond pas ou si des actes attendent")
    HELP_SYNC = N_("remettre d’accord le bureau et un relais qui a oublié, ou l’inverse")
    HELP_KEYS = N_("les clés du bureau")
    HELP_KEYS_LIST = N_("montrer le numéro des clés de lecture")
    HELP_KEYS_ROTATE = N_("changer la clé de lecture ; les anciens actes s’ouvrent encore")
    HELP_SIGNING = N_("changer aussi la clé de signature")
    HELP_KEYS_RECOVER = N_("phrase de passe oubliée : en choisir une autre, avec la clé de secours sur papier")
    HELP_PASSPHRASE = N_("changer la phrase de passe du bureau")
    HELP_INBOX = N_("prendre et montrer ce qui attend au relais")
    HELP_LIST = N_("montrer seulement la liste des actes pris, sans leur contenu")
    HELP_LIST_JSON = N_("la liste, pour un programme")
    HELP_SHOW = N_("montrer encore un acte qui est pris")
    HELP_SHOW_BUNDLE = N_("un fichier écrit par « kiosk export » ; sans lui, le relais redonne l’acte")
    HELP_REFERENCE = N_("la référence, comme K7Q-4M2-9X5")
    HELP_ANSWER = N_("dire où en est un acte ; le poste, puis la personne, le sauront")
    HELP_IMPORT = N_("prendre et montrer les actes apportés par clé USB")
    HELP_EXPORT = N_("écrire les réponses du bureau sur une clé USB, pour les postes")
    ASK_HUB_CODE = N_("Code montré par le relais : ")
    HUB_JOINED = N_("Le bureau est relié. Donnez un code à chaque poste : « kiosk office desk add ».")
    NO_HUB = N_("Ce bureau n’a pas de relais. Lancez « kiosk office hub », ou prenez une clé USB.")
    WRONG_HUB = N_(
        "Ce n’est pas le relais de ce bureau. Rien ne lui est donné. S’il a été refait, lancez « kiosk office hub »."
    )
    NOT_KNOWN = N_("Le relais ne reconnaît pas ce bureau. Lancez « kiosk office hub » avec un nouveau code.")
    HUB_CLOSED = N_(
        "Le relais ne sert plus ce bureau : il y est fermé. Rien n’est perdu ici. Appelez qui tient le relais."
    )
    HUB_FULL = N_(
        "Le relais n’a plus de place pour les actes de ce bureau : les nouveaux restent aux postes, rien n’est perdu. "
        "Demandez plus de place à qui tient le relais, ou faites porter les actes par clé USB."
    )
    NO_SEAT = N_(
        "Le relais ne prend pas plus de postes pour ce bureau. "
        "Retirez un poste qui ne sert plus, ou demandez plus de place à qui tient le relais."
    )
    CERTIFICATE = N_("Ce bureau ne peut pas être sûr du relais. Vérifiez d’abord la date et l’heure de cette machine.")
    OTHER_VERSION = N_("Le relais et ce bureau n’ont pas la même version. Mettez le plus ancien à jour.")
    DESK_CODE = N_("Code pour le poste « {label} ». Il vaut un jour et une fois :")
    DESK_FORGED = N_(
        "« {label} » : son code n’est pas le bon, ou il est trop vieux. Ce poste n’est pas reconnu. Refaites un code."
    )
    DESK_UNKNOWN = N_(
        "« {label} » : aucun poste n’a ce nom, ou plusieurs l’ont. « kiosk office desk list --json » donne les numéros."
    )
    DESK_WAITING = N_(
        "Des actes de « {label} » attendent. Prenez-les d’abord : « kiosk office inbox ».\n"
        "Si le poste est volé, ajoutez --now : ce que le relais a déjà sera encore pris, et rien d’autre."
    )
    DESK_LATE = N_("« {label} » : un acte attend au relais depuis {days} jours.")
    DESK_AWAY = N_("« {label} » : ce poste ne s’est pas relié depuis {days} jours.")
    DESK_STAYS = N_(
        "Rien n’a été changé : « {label} » est encore reconnu. Réessayez quand le relais répond.\n"
        "Si le poste est volé, ajoutez --now."
    )
    DESK_GONE = N_("« {label} » n’est plus reconnu. Ce qui était déjà pris reste.")
    KEY_NOW = N_("clé de lecture d’aujourd’hui")
    KEY_OLD = N_("ancienne clé : elle ouvre encore les anciens actes")
    KEY_PAPER = N_("clé de secours, sur papier")
    ROTATED = N_("La clé est changée. Les postes l’apprennent par le relais, ou avec le fichier {file}.")
    PASSPHRASE_CHANGED = N_("La phrase de passe est changée. L’ancienne n’ouvre plus ce bureau.")
    STOP_TAKEN = N_(
        "{reference} : accord retiré avec le reçu, après la prise de l’acte. Arrêtez tout.\n"
        "    Répondez « stopped », ou « proof_seen too_late » si c’était déjà fait."
    )
    STOP_AFTER = N_("{reference} : arrêt demandé, mais l’acte est déjà fini.")
    STOP_MARK = N_("ARRÊT DEMANDÉ")
    UNSEEN_MARK = N_("jamais montré")
    UNSEEN = N_("Pris mais jamais montrés : {references}. Lancez « kiosk office show » pour chacun.")
    SHOW_STOPPED = N_("{reference} : l’accord est retiré. Cet acte n’est plus montré.")
    SHOW_NONE = N_("{reference} : le relais ne l’a plus. Donnez le fichier de la clé USB qui l’a apporté.")
    ANSWERED = N_("{reference} : {state}. C’est noté.")
    ANSWER_BY_KEY = N_("Portez la réponse au poste : « kiosk office export ».")
    ANSWER_LATER = N_("C’est noté ici. Le relais le saura la prochaine fois.")
    ANSWER_REFUSED = N_("Le relais n’a pas pris cette réponse. Lancez « kiosk office sync », puis « inbox ».")
    ANSWER_KNEW = N_("Ce bureau avait déjà répondu, avant une restauration : {state}. C’est cette réponse qui reste.")
    ALREADY = N_("Déjà pris ici : {references}. Pour en revoir un : « kiosk office show ».")
    HELP_UNDO = N_("reprendre une réponse finale qui n’est pas encore partie")
    HELP_HEAL = N_("refaire le registre abîmé, coupé ou perdu, avec le relais")
    SAME = N_("{number} actes ont la référence {reference}. Lequel ?")
    SAME_ASK = N_("Son numéro dans cette liste : ")
    NOTHING = N_("Rien n’a été changé.")
    HELD = N_(
        "{reference} : cette réponse reste ici 10 minutes, puis part avec la commande suivante. "
        "Pour la reprendre : « kiosk office reprendre »."
    )
    DOUBT = N_(
        "{reference} : À VÉRIFIER. Le registre a été refait : cet acte a peut-être déjà été traité. "
        "Demandez avant de commencer."
    )
    DOUBT_MARK = N_("À VÉRIFIER")
    ASK_NO_NAME = N_("(le nom n’est pas ici)")
    ASK_FINAL = N_("Réponse : {state}. Elle finit cet acte.")
    ASK_LATE = N_("La personne viendrait le {day}. Le dernier jour utile est le {until}.")
    ASK_SURE = N_("C’est bien cela ? Tapez « {yes} » pour noter la réponse : ")
    ANSWER_STATES = N_("Cette réponse n’existe pas. Réponses possibles : {states}.")
    ANSWER_ONE = N_("Il faut une seule raison, de cette liste : {reasons}.")
    ANSWER_UNDO = N_(
        "Cet acte est fini, mais sa réponse n’est pas encore partie. Reprenez-la : « kiosk office reprendre »."
    )
    UNDO_GONE = N_("Il n’y a rien à reprendre : aucune réponse finale de cet acte n’attend ici.")
    UNDONE = N_("{reference} : la réponse est reprise. L’acte est de nouveau : {state}.")
    DESK_NONE = N_(
        "Aucun poste n’est reconnu. « kiosk office desk add » donne un code. « kiosk office trust » prend un fichier."
    )
    DESK_BY_FILE = N_("- {label} : reconnu. Ses actes viennent par clé USB.")
    HEAL_WHOLE = N_("Le registre est entier. Le relais dit ce qui manque.")
    HEAL_NOTHING = N_("Le registre est entier : il n’y a rien à refaire.")
    HEAL_ASK = N_("Refaire le registre avec ce qui se lit encore ? Tapez « {yes} » : ")
    HEALED = N_(
        "Le registre est refait. L’ancien est gardé à côté. "
        "Un acte plus ancien que le registre ne connaît plus sera marqué « À VÉRIFIER »."
    )
    HEAL_ALONE = N_(
        "Le registre vient seulement de ce qui se lit encore dans l’ancien et dans sa copie à côté. "
        "Les actes en cours sont marqués « À VÉRIFIER »."
    )
    HEAL_KEYS = N_("Sans relais, relisez les clés USB (« kiosk office import ») avant de répondre.")
    OLDER_COPY = N_(
        "Ce bureau est plus ancien que ce qu’il a dit au relais : une copie a été remise. "
        "Le relais a redonné ce qu’il sait. Lancez « kiosk office sync » avant de répondre."
    )
    HEAL_LATER = N_(
        "Le relais n’a rien pu redonner. Reliez le bureau (« kiosk office hub »), puis lancez « kiosk office sync »."
    )
    ANSWER_FINAL = N_("Cet acte est fini : sa réponse ne change plus.")
    ANSWER_NOT_TAKEN = N_("Cet acte n’est pas encore arrivé ici.")
    ANSWER_STOP = N_("Rien n’est noté. Lisez d’abord la demande d’arrêt, puis répondez.")
    ANSWER_WHY = N_("Cette réponse ne va pas ainsi. Raisons possibles : {reasons}.")
    EXPORTED = N_("Fichier écrit : {file}. Portez-le au poste, qui le lit avec « kiosk import ».")
