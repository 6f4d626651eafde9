"""Where a sentence of the kiosk's own is met, in words for who translates: a sheet names no code."""

from __future__ import annotations

from kiosk.words.mark import N_, Sentence


class Met(Sentence):
    """Where the codes of a class are met, under the name of the class (`kiosk.words.reading.Spot.screen`)."""

    PersonUi = N_("Écrans : mots de la borne")
    State = N_("Suivi : où en est l’acte")
    Asked = N_("Suivi : ce qui est demandé")
    Sort = N_("Documents : leur sorte")
    OnPaper = N_("Documents : ce que dit le papier")
    Choice = N_("Accord : oui ou non")
    Unsaid = N_("Réponses : quand il n’y en a pas")
    Reason = N_("Suivi : la raison que donne le bureau")
    Heading = N_("Feuille pour tous : ses titres")
    Line = N_("Papiers : reçu et feuilles")
    AskWhom = N_("Doute : à qui demander")


def met(screen: str) -> Met | None:
    """Give where a code is met; None for a screen that has a title of its own."""
    return Met.__members__.get(screen.partition(".")[0])


class SheetRole(Sentence):
    """What a sentence does where it stands, by the names of `kiosk.words.reading.Spot.role`."""

    HOME_TITLE = N_("titre de la démarche")
    HOME_SUMMARY = N_("résumé de la démarche")
    TITLE = N_("titre de l’écran")
    TEXT = N_("texte")
    COLUMN = N_("nom d’une colonne")
    FOR = N_("raison pour")
    AGAINST = N_("raison contre")
    ANSWER = N_("réponse à choisir")
    ABOUT_ANSWER = N_("texte sous une réponse")
    FIELD = N_("nom d’une case à remplir")
    HINT = N_("aide sous une case")
    OTHER_CHILD = N_("dit quand on propose la même chose pour un autre enfant")
    SHEET_TITLE = N_("titre du papier")
    SHEET_HEADING = N_("titre d’une partie du papier")
    SHEET_TEXT = N_("texte du papier")
    SHEET_BLANK = N_("ligne à remplir à la main")
    WHY_THERE = N_("pourquoi commencer par là")
    TERM = N_("mot expliqué")
    MEANING = N_("ce que le mot veut dire")
    SOURCE = N_("nom d’une source (selon …)")


_ROLES = {
    "title, on the home screen": SheetRole.HOME_TITLE,
    "summary, on the home screen": SheetRole.HOME_SUMMARY,
    "title": SheetRole.TITLE,
    "text": SheetRole.TEXT,
    "name of a column": SheetRole.COLUMN,
    "reason for": SheetRole.FOR,
    "reason against": SheetRole.AGAINST,
    "an answer": SheetRole.ANSWER,
    "about the answer before": SheetRole.ABOUT_ANSWER,
    "field": SheetRole.FIELD,
    "hint of": SheetRole.HINT,
    "said with the offer of another child": SheetRole.OTHER_CHILD,
    "sheet: title": SheetRole.SHEET_TITLE,
    "sheet: heading": SheetRole.SHEET_HEADING,
    "sheet: text": SheetRole.SHEET_TEXT,
    "sheet: blank to fill by hand": SheetRole.SHEET_BLANK,
    "why it begins there": SheetRole.WHY_THERE,
    "glossary: the word": SheetRole.TERM,
    "glossary: what it means": SheetRole.MEANING,
    "a source, in: (selon …)": SheetRole.SOURCE,
}
"""The roles as catalogues have them, in the English of their comments; the kind of a screen stands before some."""


def role(said: str) -> SheetRole:
    """Give what a sentence does, in words. Raises KeyError for what is no role of guidance.

    Args:
        said: its role; the kind of the screen, and which field it is, are for translators of files alone.
    """
    if said in _ROLES:
        return _ROLES[said]
    does = said.partition(": ")[2]
    return _ROLES[does] if does in _ROLES else _ROLES[does.rpartition(" ")[0]]


class Column(Sentence):
    """What the columns of a sheet are called, by the names of `kiosk.words.worksheet.SheetRow`, in capitals."""

    ID = N_("id")
    LANGUAGE = N_("langue")
    FRENCH = N_("français")
    TRANSLATION = N_("traduction")
    FIRST = N_("à regarder d’abord")
    STAGE = N_("état")
    WROTE = N_("écrit par")
    WHO = N_("relu par")
    HOW = N_("comment")
    DAY = N_("jour")
    WHERE = N_("où")
    NOTE = N_("rôle")


class Cell(Sentence):
    """What stands in a sheet: a stage, and how somebody reviewed, by the names of `kiosk.core.review`; its last row."""

    MISSING = N_("manque")
    DRAFTED = N_("écrite")
    REVIEWED = N_("relue")
    SPEAKER = N_("parle la langue")
    TRANSLATOR = N_("traduit par métier")
    YES = N_("oui")
    END = N_("fin")
    LEAVE_LAST = N_("Laissez cette ligne à la fin : elle dit que la feuille est entière.")
