"""Every sentence about acts that are passed on to another office, in French. See `kiosk.words.ui`."""

from __future__ import annotations

from kiosk.words.mark import N_, Sentence


class PassingUi(Sentence):
    """Words for the people of an office whose acts another office may do."""

    # -- what is read to her, word for word
    CONSENT = N_(
        "Le bureau « {office} » peut faire cette démarche à notre place.\n"
        "Il lira tout ce que vous avez dit.\n"
        "Il vous appellera à notre place.\n"
        "Vous pouvez dire non : alors nous continuons.\n"
        "Après un oui, vous pouvez encore changer d’avis, ici ou avec votre reçu.\n"
        "Êtes-vous d’accord ?"
    )
    ASK_READ = N_("Lisez ces mots à la personne, puis notez sa réponse.")
    ASK_SAID = N_("Qu’a-t-elle répondu ?")
    SAID_YES = N_("Elle a dit oui")
    SAID_NO = N_("Elle a dit non")
    ASK_HOW = N_("Comment a-t-elle entendu ces mots ?")
    ASK_WHERE = N_("Passer à quel bureau ?")
    KEPT_HERE = N_("Elle a dit non. Rien n’a changé : l’acte reste ici.")
    PASSED = N_("Passé à « {office} ». L’acte part au prochain échange.")
    # -- what is shown of it
    AT = N_("passé à {office}")
    AT_SAID = N_("{state} ({office})")
    FROM_OFFICE = N_("Passé par le bureau « {office} », avec son accord. Son reçu porte la référence {reference}.")
    STANDS = N_("Passé à « {office} », qui appelle la personne.")
    ELSEWHERE = N_("Passé à « {office} » depuis un autre ordinateur du bureau. Rien n’est encore revenu de là-bas.")
    WAITS = N_("Pas encore parti : il part au prochain échange.")
    NOT_KEPT = N_("Le relais de « {office} » l’a refusé. Téléphonez à ce bureau.")
    SAYS = N_("« {office} » répond : {state}.")
    SAYS_WHY = N_("« {office} » répond : {state}, {reason}.")
    SAYS_MEET = N_("« {office} » répond : {state}, {meeting}.")
    SAY_ON = N_("Dites-le maintenant au poste de la personne : répondez à l’acte.")
    # -- asked back
    BACK = N_("L’acte est de nouveau à ce bureau.")
    BACK_ASKED = N_("L’acte est redemandé à « {office} ». Refaites ce geste après le prochain échange.")
    ASK_BACK = N_("L’acte est à « {office} ». Le redemander ?")
    # -- commands
    HELP_PARTNER = N_("les bureaux à qui passer un acte")
    HELP_PARTNER_ADD = N_("devenir un poste d’un autre bureau, avec le code qu’il donne (kiosk office desk add)")
    HELP_PARTNER_LIST = N_("montrer les bureaux partenaires")
    HELP_PARTNER_REMOVE = N_("enlever un bureau partenaire, quand tout ce qui lui fut passé est fini")
    HELP_PARTNER_NAME = N_("le nom du bureau partenaire")
    HELP_PASS = N_("passer un acte à un bureau partenaire, avec l’accord de la personne")
    HELP_FETCH_BACK = N_("redemander un acte passé, tant que l’autre bureau ne l’a pas pris")
    ASK_CODE = N_("Code donné par l’autre bureau : ")
    ADDED = N_(
        "« {office} » est un bureau partenaire. Il vous connaît comme « {label} ». "
        "Demandez-lui d’ouvrir ses postes (kiosk office desk list) : il vous reconnaît alors."
    )
    ROW = N_("{office} ({number} en cours)")
    REMOVED = N_("« {office} » n’est plus un bureau partenaire.")
    UNKNOWN_THERE = N_("Il ne vous reconnaît pas, ou plus. Téléphonez-lui.")
    NOT_REACHED = N_("Bureau partenaire « {office} » : {why}")
    FORGED = N_("Bureau partenaire « {office} » : une réponse n’est pas signée par lui. Elle n’est pas crue.")
    NO_PARTNER = N_(
        "Aucun bureau partenaire. Pour en avoir un : « kiosk office partner add ». "
        "Ajouté à un autre ordinateur du bureau, il vient ici avec un échange."
    )
    ASK_NUMBER = N_("Tapez un numéro : ")
    # -- the screen's key, and the word of plain lines
    KEY = N_("Passer")
    WORD = N_("passer")
    TELLS = N_("Passer à un autre bureau, ou redemander l’acte")
