"""The words of what is counted and of the exercises of training. See `kiosk.words.codes`."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from typing import Any

from kiosk.words.mark import N_


def counted() -> Mapping[type[Enum], Mapping[Any, str]]:
    """Give the words of these codes, by their class."""
    from kiosk.core.exercise import Case, Solution, Story
    from kiosk.core.procedure import Channel
    from kiosk.core.tally import Age, Duration, Orientation, Outcome, Return, Site, Topic, Whom

    return {
        Case: {
            Case.REFUSAL: N_("La personne dit non"),
            Case.DEADLINE: N_("Un dernier jour utile demain"),
            Case.PARENTS: N_("L’enfant de parents séparés"),
            Case.PAPER: N_("Plus de papier dans l’imprimante"),
            Case.HUB: N_("Un acte refusé par le relais"),
        },
        Story: {
            Story.REFUSAL: N_(
                "Tout a été expliqué. Au moment de répondre, la personne dit non.\n"
                "Notez sa réponse. Voyez ce qui est gardé : rien."
            ),
            Story.DEADLINE: N_(
                "Des actes attendent. L’un d’eux n’est utile que jusqu’à demain.\n"
                "Trouvez-le dans la file. Dites qui doit être prévenu."
            ),
            Story.PARENTS: N_(
                "Un père vient pour son enfant. La mère vit ailleurs. Il ne sait pas si elle est d’accord.\n"
                "Essayez chaque réponse. Voyez quand la borne s’arrête."
            ),
            Story.PAPER: N_(
                "La personne dit oui aux deux accords. Imprimez son reçu.\n"
                "Le papier manque. L’acte existe quand même : faites ce que l’écran propose."
            ),
            Story.HUB: N_(
                "Un acte est parti. Le relais l’a refusé.\n"
                "Trouvez-le dans la file. Lisez ce qui doit être fait, et par qui."
            ),
        },
        Solution: {
            Solution.REFUSAL: N_(
                "Choisissez non. Aucun acte n’est dans la file. Un refus est compté, sans nom.\n"
                "Personne n’insiste : dire non se fait avec une touche, comme dire oui."
            ),
            Solution.DEADLINE: N_(
                "F6 ouvre la file. L’acte qui presse est le premier : la colonne « Limite » dit son dernier jour.\n"
                "Appelez l’association aujourd’hui, avec sa référence. Un responsable fait partir l’acte : "
                "F7, par le relais ou par clé USB."
            ),
            Solution.PARENTS: N_(
                "Il ne sait pas : choisissez « Je ne sais pas », jamais « Oui » à la place de la mère.\n"
                "Avec « Non », la borne s’arrête et dit qui peut aider."
            ),
            Solution.PAPER: N_(
                "L’acte est enregistré, avec ou sans papier. Remettez du papier, puis imprimez encore.\n"
                "Toujours pas de papier ? Montrez le reçu à l’écran : la personne recopie sa référence."
            ),
            Solution.HUB: N_(
                "F6 ouvre la file. Ouvrez l’acte « à regarder » : la raison y est, avec ce qu’il faut faire.\n"
                "Un responsable appelle l’association avec la référence. La borne réessaie chaque jour. "
                "L’acte peut aussi partir par clé USB (F7)."
            ),
        },
        Topic: {
            Topic.OUTCOME: N_("Suite donnée"),
            Topic.PROCEDURE: N_("Démarche"),
            Topic.CHANNEL: N_("Moyen choisi"),
            Topic.LANGUAGE: N_("Langue"),
            Topic.WHOM: N_("Pour qui"),
            Topic.VISIT: N_("Accompagnements"),
            Topic.AGE: N_("Tranche d’âge"),
            Topic.RETURN: N_("Première visite ou retour"),
            Topic.ORIENTATION: N_("Orientation vers une autre structure"),
            Topic.DURATION: N_("Durée"),
            Topic.SITE: N_("Lieu"),
        },
        Outcome: {
            Outcome.CONSENTED: N_("Accord donné"),
            Outcome.REFUSED_ACT: N_("Refus de l’acte"),
            Outcome.REFUSED_HANDOVER: N_("Refus de confier l’acte"),
            Outcome.REFERRED: N_("Orientation, sans acte"),
            Outcome.LEFT: N_("Arrêt en cours"),
            Outcome.CALL_DONE: N_("Appel au 3422 : c’est fait"),
            Outcome.CALL_NOT_DONE: N_("Appel au 3422 : ce n’est pas fait"),
            Outcome.CALL_AGAIN: N_("Appel au 3422 : il faut rappeler"),
            Outcome.CALL_REFUSED: N_("Appel au 3422 : refusé"),
            Outcome.WITHDRAWN: N_("Accord retiré"),
            Outcome.DONE: N_("Fait, preuve officielle vue"),
            Outcome.DECLINED: N_("Acte refusé par le service"),
            Outcome.STOPPED: N_("Arrêté à la demande de la personne"),
        },
        Channel: {
            Channel.CALL_NOW: N_("Appel au 3422 sur place"),
            Channel.LETTER: N_("Lettre signée"),
            Channel.SELF: N_("Guide à emporter"),
            Channel.OFFICE: N_("Confié à l’association"),
        },
        Whom: {
            Whom.SELF: N_("Pour elle-même"),
            Whom.CHILD: N_("Pour un enfant"),
            Whom.MINOR: N_("Pour une personne mineure venue seule"),
            Whom.PROTECTED_ADULT: N_("Pour un majeur protégé"),
            Whom.OTHER: N_("Pour quelqu’un d’autre"),
        },
        Age: {
            Age.UNDER_12: N_("Moins de 12 ans"),
            Age.FROM_12: N_("12 – 17 ans"),
            Age.FROM_18: N_("18 – 24 ans"),
            Age.FROM_25: N_("25 – 39 ans"),
            Age.FROM_40: N_("40 – 59 ans"),
            Age.FROM_60: N_("60 – 69 ans"),
            Age.FROM_70: N_("70 ans et plus"),
        },
        Return: {
            Return.FIRST: N_("Première visite"),
            Return.AGAIN: N_("Déjà accompagné(e) ici"),
        },
        Orientation: {
            Orientation.NOWHERE: N_("Pas d’orientation"),
            Orientation.OPERATOR: N_("Organisme en charge de la démarche"),
            Orientation.HELP: N_("Aide aux démarches (France services…)"),
            Orientation.ADMINISTRATION: N_("Administration"),
            Orientation.DIGITAL: N_("Médiation numérique"),
            Orientation.ELSEWHERE: N_("Autre structure"),
        },
        Duration: {
            Duration.UNDER_30: N_("Moins de 30 min"),
            Duration.UNDER_60: N_("30 min à 1 h"),
            Duration.UNDER_90: N_("1 h à 1 h 30"),
            Duration.LONGER: N_("1 h 30 et plus"),
        },
        Site: {
            Site.PREMISES: N_("Lieu d’activité"),
            Site.HOME: N_("Au domicile de la personne"),
            Site.ELSEWHERE: N_("Autre lieu"),
        },
    }
