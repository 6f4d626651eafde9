"""Whoever means harm: a list of tests of the suite, run as they are, each with what it is about."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

from scripts.proofs.results import ROOT
from scripts.proofs.row import ProofRow, Seen

LIST = {
    "un fichier de réponses : changé, coupé, d’un autre bureau, signé d’une fausse clé": "uplink/test_answers.py",
    "un relais dont l’administrateur ment dans chaque champ de chaque réponse": "office/test_administrator.py",
    "un relais dont l’administrateur écrit ce qu’il veut dans la base": "hub/test_administrator.py",
    "un serveur à la place du relais : faux, muet, sans fin, goutte à goutte, faux certificats": "uplink/test_link.py",
    "un relais remis d’une copie plus ancienne": "office/test_put_back.py",
    "un inconnu devant le relais : jetons inventés, nombres aux limites, codes devinés": "hub/test_strangers.py",
    "un poste qui passe l’acte d’un autre, change des octets, invente des reprises d’accord": "office/test_inbox.py",
    "une clé USB arrachée, pleine, pleine de pièges, ou qui n’est plus la même": "uplink/test_keys.py",
    "des fichiers qui n’en sont pas : tubes, liens, dossiers, terminaux": "machine/test_files.py",
    "une clé de mise à jour : volée, coupée, mêlée, ancienne, d’un autre bureau": "desk/test_update.py",
    "une imprimante muette, sans papier, qui ment, qui raccroche, débranchée, tuée": "printer/test_spool.py",
    "un service d’impression de la machine dérangé": "sheets/test_cups_disturbed.py",
}
"""Who, and the tests."""


def run(folder: Path, seed: int, _count: int) -> Seen:
    """Run the tests of one of the list: the seed is its place, from one."""
    who, file = list(LIST.items())[(seed - 1) % len(LIST)]
    report = folder / "tests.xml"
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", f"--junitxml={report}"]
    command += [f"--basetemp={folder / 'made'}", str(ROOT / "tests" / file)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, env={**os.environ})
    assert done.returncode == 0, f"{file}: {done.stdout[-3000:]}{done.stderr[-1000:]}"
    suite = ElementTree.parse(report).getroot().find("testsuite")  # a file of our own
    assert suite is not None
    total, skipped = int(suite.get("tests", "0")), int(suite.get("skipped", "0"))
    assert total > skipped
    return Seen({who: total - skipped, "essais sautés, faute de droits sur cette machine": skipped})


ROW = ProofRow(
    "mauvaise foi",
    "Qui veut du mal : relais, poste, clé USB, imprimante, mise à jour",
    "adversaires",
    "chaque essai de la liste tient",
    "Ce à quoi personne n’a pensé. Qui est administrateur de la machine du poste, ou a sa phrase de passe.",
    long=len(LIST),
    short=1,
    batch=1,
    run=run,
)
