"""How easy French guidance is (FALC): a verb, a subject, one idea, the active voice, one word for one thing.

By endings and by lists of words, not by a grammar: a verb that is missing from the list makes a sentence look as if it
had none, a noun that looks like a verb hides one that is wrong. So what is found here is looked at by somebody.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from kiosk.core.paths import labels_of, says_of
from kiosk.core.procedure import Channel, Procedure, SheetBlock
from kiosk.words.commands import Cli

_VERBS = """
est sont a ont ai peut peuvent doit doivent fait font dit disent va vont vient viennent suis sera seront sait
voit voient veut veulent met prend prennent tient lisent lit dépend reste restent garde gardent change
changent faut refuse demande décide ouvre existe aide permet permettent montre montrent reçoit arrive arrivent
cache choisis dis sais signale permets donne répond agissent agit sert confie laisse fallait déposent efface
reviennent pourront pourrai empêche crée dirai bloque devra soignent prévoit éteint concerne continuent retire
avertit envoie suppose appelle interdit contient gère cite dira pose accepte entendu arrête écrit dites ferme
corriger vérifiez-la détruit marche suffit cherchez-la souhaite oppose êtes
"""
VERBS = frozenset(_VERBS.split())
_ENDING = re.compile(r"..(ez|ons)$|-(t-)?(il|elle|ils|elles|vous|je|les?|nous|lui)$")
_SUBJECTS = """
je j vous nous il elle ils elles cela c ce qui personne rien tout un une le la les l des du votre vos mon ma mes
son sa ses leur leurs cette cet ces aucun aucune chaque plusieurs toute toutes certains quelqu autre celui celle
lequel 3422
"""
SUBJECTS = frozenset(_SUBJECTS.split())
_INFINITIVE = re.compile(r"..(er|ir|re)$")
_TURNED = re.compile(r"-(t-)?(il|elle|ils|elles|vous|je|nous|ce)$")
_ORDER = re.compile(r"(..ez|faites|dites)(-\w+)*$")
_CLAUSE_WORDS = "que qu si s qui quand lorsque parce puisque comment dont où car mais"
_CLAUSES = frozenset(_CLAUSE_WORDS.split())
MOST_CLAUSES = 2
"""After the first."""
_ASIDE = re.compile(r"\((?!numéros? à vérifier\)|heure de Paris\)|articles? [LR]\d|CNAM\))")
_BE = r"(?:est|sont|soit|soient|sera|seront|était|étaient|être|été|êtes)"
_PASSIVE = re.compile(
    rf"\b{_BE} (?:(?:pas|plus|déjà|encore|aussi|donc|ensuite) )?"
    r"(\w+(?:[éiu]|ée|és|ées|ie|ue|it|ite|its|ert|uit)s?)\b",
    re.IGNORECASE,
)
_STATES = """
au vous plus commencé possible fait passé passée ouvert fermé activé refusé relié reliée masqué bloqué
définitif responsable gratuit fermée finie fini parti
"""
STATES = frozenset(_STATES.split())
"""How something is, not what is done to it."""
_GENDERED = re.compile(
    r"\b(prévenue?|informée?|averti|êtes (?:seule?|entrée?|venue?)|obligée?|accompagnée?) ?(?=[.,?!]|par|de\b)"
)
_NOBODY = re.compile(r"\bon\b|\bl’on\b", re.IGNORECASE)
TWINS = {
    r"\bprofils?\b|\bcompte (santé|ameli)\b": "l’espace",
    r"\benlev\w+": "supprimer (un document), effacer (une archive)",
    r"\bréouvert\w+": "rouvrir",
    r"\bclôtur\w+": "fermer",
    r"\bsuppression\b": "supprimer",
    r"\bprofessionnels? de santé\b|\bpraticiens?\b|\bdocteurs?\b": "un soignant",
    r"\brécépissés?\b|\btickets?\b": "un reçu",
    r"\brequêtes?\b|\bformalités?\b": "une démarche",
    r"\bcourriels?\b|(?<!e-)\bmails?\b": "un e-mail",
    r"\btextos?\b": "un SMS",
    r"\bmobiles?\b": "un portable",
    r"\bCPAM\b|\bMSA\b": "la caisse",
    r"\bappli\b": "l’application",
    r"\bjustificatifs?\b": "une preuve",
}
"""Other words for a thing, and its own. What the law, the site and 3422 call it is said on paper, in quotation marks or
in a letter: so only what is heard on a screen is looked at for them."""
_SENTENCE = re.compile(r"(?<=[.!?…])[\s»]+(?=\S)")


COURTESY = re.compile(r"Madame, Monsieur,$|Merci de ")
"""Of a letter: what has no subject, by custom."""
AS_REVIEWED = frozenset(
    """Vous non plus.
Après une fermeture, les données sont gardées 10 ans.
Les documents sont gardés 10 ans, puis détruits.
Après la fermeture, les documents sont gardés 10 ans, puis détruits.
Je sais que les documents sont gardés 10 ans.
Tout est détruit en 3 mois au plus.
Je sais que tout sera détruit.
Si vous rouvrez l’espace avant, la demande peut être annulée.
Un soignant n’est pas responsable de ce qui lui était caché, dit la loi.
Les deux premiers boutons sont allumés, le troisième éteint.
L’écran ou le 3422 dit que c’est arrêté.
L’écran ou le 3422 dit que le soignant est débloqué.
L’écran ou le 3422 dit que l’accès est retiré.
Vous avez reçu l’information que tout est détruit.""".splitlines()
)
"""Sentences that were asked for in these words, that say the law's own, or how it is when an act is done."""
LISTS = frozenset({"À avoir en main", "À préparer"})
"""Headings that make a sentence with each thing under them, as do those of what is to be brought."""
_ADDRESS = re.compile(r":\s\S+\.fr\S*$")
_NUMBER = re.compile(r"^\d+\.\s")


def hard_in(procedure: Procedure) -> Iterator[tuple[Cli, str, str]]:
    """Give what is hard in a procedure: why, which sentence, and the word that would be better where it is a word."""
    for _, sentence in on_screens(procedure):
        yield from ((why, sentence, "") for why in hard(sentence))
    for text in all_heard(procedure):
        yield from ((Cli.HARD_WORD, text, own) for own in own_words(text))
    for _, sentence in on_papers(procedure):
        yield from ((why, sentence, "") for why in hard(sentence))
    for _, sentence in in_letters(procedure):
        yield from ((why, sentence, "") for why in hard_to_sign(sentence))


def on_screens(procedure: Procedure) -> Iterator[tuple[str, str]]:
    """Give every sentence that is read on a screen, and where."""
    for where, says in says_of(procedure):
        if not where.startswith("sheet_"):
            yield from ((f"{procedure.id}.{where}", each) for each in sentences_of(says.text) if each != "»")


def all_heard(procedure: Procedure) -> Iterator[str]:
    """Give every text that is heard on a screen, questions and answers too."""
    yield from (says.text for where, says in says_of(procedure) if not where.startswith("sheet_"))
    yield from (label.text for where, label in labels_of(procedure) if not where.startswith("sheet_"))


def on_papers(procedure: Procedure) -> Iterator[tuple[str, str]]:
    """Give every sentence that a sheet says to the person, and where.

    Not what she says to somebody else, which has 3422's and the law's words, nor an address, nor the things of a list.
    """
    for block, is_letter in _blocks(procedure):
        if is_letter or block.bring or block.title.text in LISTS:
            continue
        for says in block.says:
            if not (says.text.startswith("«") and says.text.endswith("»")):
                for each in sentences_of(_NUMBER.sub("", says.text)):
                    if each != "»" and not _ADDRESS.search(each):
                        yield f"{procedure.id}: {block.title.text}", each


def in_letters(procedure: Procedure) -> Iterator[tuple[str, str]]:
    """Give every sentence of the letters that she signs, and where."""
    for block, is_letter in _blocks(procedure):
        if is_letter:
            for says in block.says:
                yield from ((f"{procedure.id}: {block.title.text}", each) for each in sentences_of(says.text))


def _blocks(procedure: Procedure) -> Iterator[tuple[SheetBlock, bool]]:
    """Give every block of every sheet, and whether it is part of a letter that somebody else reads."""
    for sheet in procedure.sheets:
        cut = False
        for block in sheet.blocks:
            cut = cut or block.cut
            yield block, cut and sheet.channel is Channel.LETTER


def sentences_of(text: str) -> list[str]:
    """Cut a text into its sentences."""
    return [each for each in _SENTENCE.split(text) if each]


def hard(sentence: str) -> Iterator[Cli]:
    """Give what makes a sentence hard that is said to the person."""
    if sentence in AS_REVIEWED:
        return
    if not has_verb(sentence):
        yield Cli.HARD_NO_VERB
    elif not has_subject(sentence):
        yield Cli.HARD_NO_SUBJECT
    if not has_one_idea(sentence):
        yield Cli.HARD_MANY_IDEAS
    if is_passive(sentence):
        yield Cli.HARD_PASSIVE
    if _GENDERED.search(sentence):
        yield Cli.HARD_GENDERED
    if _NOBODY.search(sentence):
        yield Cli.HARD_NOBODY


def hard_to_sign(sentence: str) -> Iterator[Cli]:
    """Give what makes a sentence of a letter hard: it may be passive, and polite without a subject."""
    if not (has_subject(sentence) or COURTESY.match(sentence)):
        yield Cli.HARD_NO_SUBJECT
    if not has_one_idea(sentence):
        yield Cli.HARD_MANY_IDEAS


def own_words(text: str) -> Iterator[str]:
    """Give the words that a text should have in the place of others that it has."""
    return (own for twin, own in TWINS.items() if re.search(twin, text, re.IGNORECASE))


def has_verb(sentence: str) -> bool:
    """Tell whether a sentence has a form of a verb that is known here."""
    words = (
        re.sub(r"^(?:[a-zç]{1,2}|qu|lorsqu|puisqu)’", "", word) for word in re.findall(r"[\w’-]+", sentence.lower())
    )
    return any(word in VERBS or _ENDING.search(word) or word == "faites" for word in words)


def has_subject(sentence: str) -> bool:
    """Tell whether somebody or something does what a sentence says, or whether it is an order."""
    words = _parts(sentence)
    for at, word in enumerate(words):
        if word in VERBS or _ENDING.search(word) or _ORDER.search(word):
            if _ORDER.search(word) or _TURNED.search(word):
                return True
            if any(each in SUBJECTS or _INFINITIVE.search(each) for each in words[:at]):
                return True
    return False


def has_one_idea(sentence: str) -> bool:
    """Tell whether a sentence has no more clauses than can be followed, and nothing set aside."""
    clauses = sum(word in _CLAUSES for word in _parts(sentence))
    return clauses <= MOST_CLAUSES and not _ASIDE.search(sentence) and ";" not in sentence


def is_passive(sentence: str) -> bool:
    """Tell whether something is done by nobody who is named."""
    return any(match[1].lower() not in STATES for match in _PASSIVE.finditer(sentence))


def _parts(sentence: str) -> list[str]:
    """Give the words of a sentence, with what is left of an apostrophe apart."""
    found: list[str] = []
    for word in re.findall(r"[\w’-]+", re.sub(r"^\d+\.\s", "", sentence.lower())):
        before, apostrophe, after = word.partition("’")
        found += [before, after] if apostrophe else [word]
    return found
