"""What is said of voices, in French: on the screens of the desk, in its plain lines, and by `kiosk voices`."""

from __future__ import annotations

from collections.abc import Mapping

from kiosk.core.aloud import Manner, SpeechEnd
from kiosk.core.sound import Flaw
from kiosk.words.mark import N_, Sentence


class SpeechUi(Sentence):
    """What is said while a page is said, and after it."""

    BY_RECORDING = N_("Lecture : voix enregistrée. F7 : silence.")
    BY_MACHINE = N_("Lecture : voix de machine. F7 : silence.")
    BY_BOTH = N_("Lecture : voix enregistrée, et voix de machine. F7 : silence.")
    LINE_RECORDING = N_("Lecture : voix enregistrée. « silence » l’arrête.")
    LINE_MACHINE = N_("Lecture : voix de machine. « silence » l’arrête.")
    LINE_BOTH = N_("Lecture : voix enregistrée, et voix de machine. « silence » l’arrête.")
    NOTHING = N_("Il n’y a rien à lire à voix haute ici. Ce qui est tapé n’est jamais lu.")
    OFF = N_("La voix est coupée dans les réglages de ce poste. Lisez la page à la personne.")
    PARTLY = N_("Des phrases de cette page n’ont pas de voix dans cette langue. Imprimez la feuille, ou lisez-la.")
    NO_VOICE = N_("Ce poste n’a pas de voix dans cette langue. Imprimez la feuille, ou lisez la page à la personne.")
    NO_PLAYER = N_("Ce poste ne peut pas jouer de son : il manque le paquet alsa-utils. Lisez la page à la personne.")
    NO_SOUND = N_("Ce poste n’a pas de son. Vérifiez le casque ou le haut-parleur, ou lisez la page à la personne.")
    STUCK = N_("Le son ne répond plus : la lecture est arrêtée. Lisez la page à la personne.")


MANNERS: Mapping[Manner, SpeechUi] = {
    Manner.RECORDED: SpeechUi.BY_RECORDING,
    Manner.MACHINE: SpeechUi.BY_MACHINE,
    Manner.BOTH: SpeechUi.BY_BOTH,
}
"""Who speaks."""
LINES_MANNERS: Mapping[Manner, SpeechUi] = {
    Manner.RECORDED: SpeechUi.LINE_RECORDING,
    Manner.MACHINE: SpeechUi.LINE_MACHINE,
    Manner.BOTH: SpeechUi.LINE_BOTH,
}
"""Who speaks, in plain lines."""
ENDS: Mapping[SpeechEnd, SpeechUi] = {
    SpeechEnd.PARTLY: SpeechUi.PARTLY,
    SpeechEnd.NO_VOICE: SpeechUi.NO_VOICE,
    SpeechEnd.NO_PLAYER: SpeechUi.NO_PLAYER,
    SpeechEnd.NO_SOUND: SpeechUi.NO_SOUND,
    SpeechEnd.STUCK: SpeechUi.STUCK,
}
"""What went wrong; nothing is said of a page that was said or hushed."""


class VoicesUi(Sentence):
    """What `kiosk voices` and `kiosk doctor` say."""

    HELP = N_("les voix : enregistrer les phrases d’une langue, et les vérifier")
    HELP_RECORD = N_("enregistrer les phrases d’une langue qui n’ont pas encore de voix")
    HELP_CHECK = N_("dire ce qui est enregistré, ce qui manque, ce qui est à refaire")
    HELP_LANGUAGE = N_("la langue : son code, comme ar, ou son nom, comme arabe")
    HELP_PROCEDURE = N_("une seule démarche : close, fermer…")
    HELP_FOLDER = N_("le dossier des voix ; sans rien, celui du poste")
    NO_RECORDER = N_("Il manque de quoi enregistrer. Sur Debian : apt install alsa-utils")
    NO_MICROPHONE = N_("Rien n’a été enregistré : vérifiez le micro, puis recommencez.")
    NO_PLAY = N_("Le son ne peut pas être joué : vérifiez le casque ou le haut-parleur.")
    BEGINS = N_(
        "{language}. Phrases à enregistrer : {missing}, sur {all}. Lisez chaque phrase comme elle est écrite, "
        "sans rien ajouter. Vous pouvez arrêter quand vous voulez : ce qui est gardé reste."
    )
    NOTHING_LEFT = N_("{language} : toutes les phrases sont enregistrées ({all}).")
    SENTENCE = N_("Phrase {at} sur {of}")
    IN_FRENCH = N_("En français : {text}")
    READY = N_("Entrée : commencer. « p » : passer. « f » : finir. ")
    RECORDS = N_("Parlez. Entrée quand c’est dit. ")
    FLAWED = N_("À refaire, peut-être : {flaws}.")
    KEEP = N_("Entrée : garder. « e » : écouter encore. « r » : refaire. « p » : passer. « f » : finir. ")
    LETTER_PASS = N_("p")
    LETTER_END = N_("f")
    LETTER_HEAR = N_("e")
    LETTER_AGAIN = N_("r")
    KEPT = N_("Phrases gardées : {number}. Il en reste : {left}. Dossier : {folder}")
    CHECK_LINE = N_("{language}. Enregistrées : {recorded}, sur {all}. Manquent : {missing}. À refaire : {flawed}.")
    CHECK_STALE = N_("{language}. Ne servent plus, car la phrase a changé : {stale}.")
    CHECK_FLAW = N_("- {file} : {flaws}. « {text} »")
    CHECK_MACHINE = N_("{language} : les phrases qui manquent ont une voix de machine (espeak-ng).")
    CHECK_NO_MACHINE = N_("{language} : les phrases qui manquent n’ont aucune voix sur cette machine.")
    DOCTOR_VOICE = N_("La borne peut lire les pages à voix haute. Enregistrements : {number}.")
    DOCTOR_OFF = N_("La voix est coupée dans les réglages.")
    DOCTOR_NO_PLAYER = N_(
        "La borne ne peut pas lire les pages à voix haute : il manque de quoi jouer un son. apt install alsa-utils"
    )
    DOCTOR_NO_SOUND = N_("Cette machine n’a pas de son : la borne ne peut pas lire les pages à voix haute.")
    DOCTOR_NO_MACHINE = N_(
        "Il n’y a pas de voix de machine : seules les phrases enregistrées sont lues. apt install espeak-ng"
    )
    FLAW_DAMAGED = N_("ce n’est pas un son de la borne")
    FLAW_SILENT = N_("on n’entend rien")
    FLAW_QUIET = N_("trop faible")
    FLAW_CLIPPED = N_("trop fort, le son est coupé")
    FLAW_LONG = N_("trop long pour la phrase")


FLAWS: Mapping[Flaw, VoicesUi] = {flaw: VoicesUi[f"FLAW_{flaw.name}"] for flaw in Flaw}
"""What is wrong with a recording."""
