"""Every sentence of the office's screens, in French. See `kiosk.words.ui`."""

from __future__ import annotations

from kiosk.words.mark import N_, Sentence


class ConsoleUi(Sentence):
    """Words of the console, read by the people of the association who do the acts."""

    UNLOCK = N_("Le bureau est fermé. Tapez votre phrase de passe.")
    LOCKED = N_("Écran fermé. Tapez votre phrase de passe.")
    ASK = N_("Phrase de passe")
    OPENING = N_("Ouverture…")
    HIDDEN = N_("Écran caché.\n\nF8 pour revenir.")
    TITLE = N_("Bureau : {office}")
    HEADER = N_("Référence;Dern. jour;Démarche;Lang.;Qui;Suite")
    FILTER = N_("Chercher : {text}")
    FILTER_ASK = N_("Nom, téléphone, référence, démarche")
    NOTHING = N_("Rien ici.")
    SORTED = N_("Ordre : {order}")
    TRIED = N_("{number} essais")
    CALL_ON = N_("rappeler {day}")
    MEETS_ON = N_("vient {day}")
    STOP = N_("ARRÊT DEMANDÉ")
    DOUBT = N_("À VÉRIFIER")
    NOT_HERE = N_("pas ici : F5")
    STAYS = N_("part dans 10 min, peut être repris")
    HELD_BY = N_("Pris par {who} jusqu’à {time}.")
    HELD_BY_YOU = N_("Pris par vous jusqu’à {time}. Travailler ou écrire prolonge.")
    HOLD_SOON = N_("Appuyez sur une touche : sinon, cet acte n’est plus pris par vous dans une demi-minute.")
    KEPT = N_("Votre texte est gardé : refaites le même geste.")
    HELD_BY_NOBODY = N_("Personne ne l’a pris. Lire n’est pas prendre.")
    YOURS = N_("Il est à vous. Prenez-le avant de travailler.")
    DONE = N_("Cet acte est fini : {state}.")
    GIVE_UP = N_("{number} appels sans réponse : répondez « injoignable », ou changez de moyen.")
    ACT = N_("{reference} – {procedure}")
    SCRIPT = N_("{reference} – Quand vous appelez")
    NO_SCRIPT = N_("Cette démarche n’a pas de fiche d’appel.")
    WORK = N_("Travail du bureau")
    NOT_SHARED = N_("{note} (attend le relais)")
    MEETING = N_("{day} à {time}, {place}")
    BRINGS = N_("{meeting} ; à apporter : {things}")
    VITALE = N_("carte Vitale")
    IDENTITY = N_("pièce d’identité")
    LETTER = N_("courrier reçu")
    PHONE = N_("téléphone")
    PLACE = N_("lieu n° {number}")
    ASK_NOTE = N_("Note. Elle reste au bureau, et s’efface avec l’acte.")
    ASK_DAYS = N_("Rappeler dans combien de jours, ou quel jour ? (3, ou 8/12)")
    ASK_MEETING = N_("Rendez-vous : 8/12 14h30, puis (vitale, identite, courrier, telephone) ; ou : annuler")
    ASK_PLACE = N_("Où ?")
    ASK_WHO = N_("Transmettre à qui ?")
    ASK_ANSWER = N_("Que répondre ?")
    ASK_WHY = N_("Pourquoi ?")
    ASK_SORT = N_("Dans quel ordre ?")
    ASK_FINAL = N_("{name}\n{reference}\nRéponse : {state}. Elle finit cet acte. C’est bien cela ?")
    ASK_TAKE_OVER = N_("{who} travaille sur cet acte. Le reprendre quand même ? Ce sera écrit dans les traces.")
    ASK_ALL = N_("Reprendre tous les actes de qui ?")
    ASK_LEAVE = N_("Fermer le bureau ?")
    LATE = N_("Attention : le dernier jour utile est le {until}.")
    NO_NAME = N_("(pas de nom)")
    YES = N_("Oui")
    NO = N_("Non")
    NOT_A_DAY = N_("Écrivez un nombre de jours, ou un jour comme 8/12.")
    NOT_AN_HOUR = N_("Écrivez un jour et une heure, comme 8/12 14h30, puis ce qu’il faut apporter : vitale.")
    NO_PLACE = N_("Aucun lieu n’est réglé. Lancez « kiosk office reglages ».")
    NOBODY = N_("Il n’y a personne d’autre au bureau.")
    NO_HUB = N_("Ce bureau n’a pas de relais : prenez les actes par clé USB.")
    ANSWERED = N_("Noté : {state}. Vous pouvez le reprendre pendant 10 minutes.")
    ANSWERED_OPEN = N_("Noté : {state}.")
    TAKEN_BACK = N_("La réponse est reprise.")
    NOTED = N_("Noté.")
    FETCHING = N_("Le relais est interrogé…")
    FETCHED = N_("Relais : {came} actes nouveaux, {refused} refusés.")
    TOOK_ALL = N_("{number} actes sont maintenant à vous.")
    OTHER_PERSON = N_("Une autre personne est là : l’acte ouvert a été fermé.")
    HELP = N_(
        "Flèches, Page : choisir. Entrée : ouvrir l’acte.\n"
        "F2 : tous les gestes, par numéro.\n"
        "1 à 6 : les onglets. / : chercher. Échap : tout. o : l’ordre.\n"
        "F5 : le relais. e : tous les actes d’une personne absente.\n"
        "F4 : imprimer les rendez-vous des sept jours. v : les postes.\n"
        "Dans un acte : p prendre, l rendre, t transmettre, n note,\n"
        "i appel sans réponse, r rappeler, d rendez-vous, a répondre,\n"
        "u reprendre la réponse, s la fiche d’appel, b un autre bureau.\n"
        "F8 : cacher. F9 : fermer l’écran. F10 : quitter.\n"
        "F12 : fermer l’acte et l’écran."
    )
    HELP_NO_SIGNS = N_(
        "Flèches, Page : choisir. Entrée : ouvrir l’acte.\n"
        "F2 : tous les gestes, par numéro.\n"
        "Flèches gauche et droite : les onglets. Échap : tout.\n"
        "F5 : le relais. F4 : imprimer les rendez-vous des sept jours.\n"
        "F8 : cacher. F9 : fermer l’écran. F10 : quitter.\n"
        "F12 : fermer l’acte et l’écran."
    )
    ASK_PRINT = N_("Imprimer les rendez-vous des sept jours")
    NOBODY_COMES = N_("Aucun rendez-vous dans les sept jours.")
    NO_PRINTER = N_("Aucune imprimante n’est réglée ici. Lancez « kiosk printer detect --data » avec ce dossier.")
    COMING = N_("Rendez-vous")
    KEY_PRINT = N_("Imprimer")
    KEY_DEEDS = N_("Gestes")
    KEY_OPEN = N_("Ouvrir")
    KEY_FILTER = N_("Chercher")
    KEY_SORT = N_("Ordre")
    KEY_FETCH = N_("Relais")
    KEY_ALL = N_("Tout de…")
    KEY_DESKS = N_("Postes")
    KEY_BACK = N_("Retour")
    KEY_TAKE = N_("Prendre")
    KEY_LET_GO = N_("Rendre")
    KEY_HAND_ON = N_("Transm.")
    KEY_TRIED = N_("Essai")
    KEY_CALL_BACK = N_("Rappel")
    KEY_MEET = N_("RDV")
    KEY_NOTE = N_("Note")
    KEY_ANSWER = N_("Répondre")
    KEY_UNDO = N_("Reprendre")
    KEY_SCRIPT = N_("Script")
    KEY_HIDE = N_("Cacher")
    KEY_LOCK = N_("Fermer")
    KEY_QUIT = N_("Quitter")
    KEY_HELP = N_("Aide")
    KEY_VANISH = N_("Fermer l’acte et verrouiller")


class LinesUi(Sentence):
    """What the office's plain lines say of their own."""

    # -- words that can be typed: one word, small letters
    WORD_FILTER = N_("chercher")
    WORD_SORT = N_("ordre")
    WORD_FETCH = N_("relais")
    WORD_PRINT = N_("imprimer")
    WORD_ALL = N_("absent")
    WORD_DESKS = N_("postes")
    WORD_TAKE = N_("prendre")
    WORD_NOTE = N_("note")
    WORD_TRIED = N_("essai")
    WORD_CALL_BACK = N_("rappel")
    WORD_MEET = N_("rendezvous")
    WORD_ANSWER = N_("répondre")
    WORD_UNDO = N_("reprendre")
    WORD_SCRIPT = N_("fiche")
    WORD_HAND_ON = N_("transmettre")
    WORD_LET_GO = N_("rendre")
    WORD_DEEDS = N_("gestes")
    # -- what they do
    TELLS_FILTER = N_("Chercher un acte")
    TELLS_SORT = N_("Changer l’ordre de la liste")
    TELLS_FETCH = N_("Parler au relais")
    TELLS_PRINT = N_("Imprimer les rendez-vous des sept jours")
    TELLS_ALL = N_("Reprendre tous les actes d’une personne absente")
    TELLS_DESKS = N_("Dire les postes, et ceux à visiter")
    TELLS_TAKE = N_("Prendre cet acte, 30 minutes")
    TELLS_NOTE = N_("Écrire une note")
    TELLS_TRIED = N_("Appelé, pas de réponse")
    TELLS_CALL_BACK = N_("Rappeler un autre jour")
    TELLS_MEET = N_("Noter un rendez-vous")
    TELLS_ANSWER = N_("Répondre à la personne")
    TELLS_UNDO = N_("Reprendre la réponse, pendant 10 minutes")
    TELLS_SCRIPT = N_("Dire la fiche d’appel")
    TELLS_SCRIPT_SHOWN = N_("Voir la fiche d’appel, ou l’acte de nouveau")
    TELLS_HAND_ON = N_("Transmettre à une autre personne")
    TELLS_LET_GO = N_("Rendre cet acte")
    TELLS_DEEDS = N_("Dire les gestes")
    TELLS_VANISH = N_("Vider l’écran, fermer l’acte et verrouiller")
    # -- how it is said
    ABOUT = N_("Le bureau, en lignes simples. Tapez un numéro, une référence ou un mot.")
    HELP_KEYS = N_(
        "La lettre ou le nom de la touche peut être tapé aussi, là où un texte la nomme : p, F5, Échap. "
        "F8 cache, F9 verrouille, F12 ferme l’acte et verrouille, sans Entrée."
    )
    NOT_OPENED = N_("« arrêter », puis Entrée : ne pas ouvrir le bureau.")
    HOME = N_("Bureau : {office}. Vous : {who}.")
    COUNT = N_("{what} : {number}")
    OPEN_LIST = N_("Liste ouverte : {what}")
    MORE = N_("Encore {number}. Entrée : la suite.")
    FOUND = N_("Actes trouvés")
    UNTIL = N_("dernier jour utile {day}")
    SPEAKS = N_("langue {language}")
    HAS = N_("à {who}")
    WORKS = N_("{who} y travaille")
    ASK_DEED = N_("Que faire ?")
    DRAFT = N_("Votre texte est gardé : {text}. Entrée : le donner de nouveau.")
    PRINTING = N_("Impression…")
