"""Judges a new passphrase as an attacker would: how many guesses come before it. No rule of composition.

The lists of known passwords, names and words are zxcvbn's; the French ones that it lacks are here.
"""

from __future__ import annotations

from collections.abc import Iterable
from unicodedata import category

from kiosk.core.staff import LONGEST_PASSPHRASE, SHORTEST_PASSPHRASE, Weakness

ENOUGH = 10.0
"""Decimal digits of guesses before it: at the price of one Argon2id each, years of a machine."""

_LONGEST_JUDGED = 72
"""Characters that zxcvbn takes. What comes after can only add."""

_FRENCH = """
azerty azertyuiop qsdfgh qsdfghjklm wxcvbn aqwzsx motdepasse mdp phrasedepasse phrase passe secret code ouvre ouvretoi
bonjour bonsoir coucou salut bienvenue merci aurevoir soleil chouchou doudou loulou chaton minou princesse
jetaime amour bisous mamour cheri cherie famille maman papa bebe mamie papi france paris marseille lyon toulouse
nice nantes bordeaux lille rennes strasbourg montpellier bretagne liberte egalite fraternite republique
nicolas camille thomas julien marie pierre jean sophie isabelle nathalie philippe michel sylvie catherine martine
chocolat fromage baguette vacances voiture maison jardin football rugby olympique administrateur utilisateur
association accueil permanence borne kiosque kiosk bureau poste aide social sociale mediatheque numerique
sante monespacesante espacesante ameli assurance maladie securite vitale cartevitale caf franceservices
janvier fevrier mars avril mai juin juillet aout septembre octobre novembre decembre
lundi mardi mercredi jeudi vendredi samedi dimanche printemps ete automne hiver
"""
"""Among the first tries in French, above all at such a desk."""


def weakness_of(passphrase: str, known: Iterable[str] = ()) -> Weakness | None:
    """Say why a passphrase is not good enough, or None.

    Args:
        passphrase: what was typed.
        known: words that anybody here would try: the association's name, the desk's, the pseudonym.
    """
    if len(passphrase) < SHORTEST_PASSPHRASE:
        return Weakness.SHORT
    if len(passphrase) > LONGEST_PASSPHRASE:
        return Weakness.LONG
    # Blanks of every width count as a space (`kiosk.crypto.vault`).
    passphrase = "".join(" " if category(sign) == "Zs" else sign for sign in passphrase)
    if not passphrase.isprintable():
        return Weakness.SIGN
    from zxcvbn import zxcvbn  # its lists take a while to load, and few commands need them

    words = [word for each in known for word in (each, *each.split()) if word]
    found = zxcvbn(passphrase[:_LONGEST_JUDGED], user_inputs=[*words, *_FRENCH.split()])
    return Weakness.COMMON if float(found["guesses_log10"]) < ENOUGH else None
