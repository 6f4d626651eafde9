"""Makes kiosk/wire/envelope-1.dict from the shipped guidance. Run it before the first release, then never again.

    .venv/bin/python scripts/frozen/dictionary.py          shows what it would write
    .venv/bin/python scripts/frozen/dictionary.py --write  writes it, and its hash into kiosk/wire/packing.py

After that: scripts/frozen/vectors.py. Once an envelope was sealed with a dictionary, other words need another
dictionary (and another version of the envelope); the old one stays readable for ever.

zlib finds a match cheaper the nearer it is, so what nearly every act holds comes last.
"""

from __future__ import annotations

import hashlib
import re
import sys
import tomllib
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
from babel.messages.pofile import read_po

ROOT = Path(__file__).resolve().parents[2]
PROCEDURES = ROOT / "kiosk" / "procedures"
LOCALES = ROOT / "locales"
PSEUDO = "en_XA"
TARGET = ROOT / "kiosk" / "envelope-1.dict"
PACKING = ROOT / "kiosk" / "packing.py"
MOST = 8192

UNDERSTANDINGS = ("sign_language", "relative", "interpreter", "read_aloud", "read")
LANGUAGES = "ps prs fa ur bn ta ka sq uk zh ro ru tr es pt ar en fr"
SPOKEN = (
    "tigrinya pachto dari persan ourdou bengali tamoul albanais ukrainien géorgien chinois roumain russe turc "
    "espagnol portugais anglais arabe français"
)
PEOPLE = "personne une voisine mon frère ma sœur mon fils ma fille mon mari ma femme moi seul moi seule moi"
WHEN = (
    "la semaine prochaine dimanche samedi vendredi jeudi mercredi mardi lundi à la permanence le matin ici à 10h à 14h"
)
USUAL = ("mask", "activate", "close")
"""The commonest acts, the commonest last."""

Data = dict[str, Any]
encode = msgspec.msgpack.Encoder(order="deterministic").encode


def load() -> tuple[Data, list[Data]]:
    """Read the shared steps and the procedures, the commonest last."""
    files = {each.stem: tomllib.loads(each.read_text("utf-8")) for each in sorted(PROCEDURES.glob("*.toml"))}
    common = files.pop("common", {})
    for name in ("sources", "triage", "glossary"):
        files.pop(name, None)  # nothing in them travels in an act
    rank = {name: at for at, name in enumerate(USUAL)}
    return common, sorted(files.values(), key=lambda each: (rank.get(each["id"], -1), each["id"]))


def own_steps(data: Data) -> list[Data]:
    """Give the steps that a file writes itself."""
    return [each for each in data.get("step", ()) if "kind" in each]


def words(step: Data) -> str:
    """Join the statements of a step as a consent shows them."""
    return "\n".join(each["text"] for each in step.get("says", ()))


def consents(data: Data) -> list[Data]:
    """Give the consent steps of a file."""
    return [each for each in own_steps(data) if each["kind"] == "consent"]


def replies(steps: list[Data]) -> Iterator[tuple[str, object]]:
    """Give every answer that can be foreseen, the first options of each question last."""
    for step in steps:
        for option in reversed(step.get("option", ())):
            yield step["id"], option["id"]
        for field in step.get("field", ()):
            yield field["id"], "1980-01-01" if field["type"] == "date" else None


def consent(step: str, text: str) -> Data:
    """Write a French consent as an envelope holds it."""
    at = [1_795_000_000, 12_000, "", None]
    return {"step": step, "language": "fr", "text": text, "understanding": "read_aloud", "at": at}


def translations(common: Data, procedures: list[Data]) -> Iterator[str]:
    """Give the consent texts in the languages they are translated to: English last, and there the shared ones."""
    steps = [step for data in (*procedures, common) for step in consents(data)]
    spoken = (each.name for each in LOCALES.glob("*") if each.name != PSEUDO)
    for language in sorted(spoken, key=lambda name: (name == "en", name)):
        catalogue = LOCALES / language / "LC_MESSAGES" / "person.po"
        if not catalogue.exists():
            continue
        with catalogue.open("rb") as file:
            said = {message.id: message.string for message in read_po(file, locale=language)}
        for text in (each["text"] for step in steps for each in step.get("says", ())):
            if said.get(text):
                yield str(said[text])


def make() -> bytes:
    """Put the dictionary together."""
    common, procedures = load()
    pieces: list[bytes] = []

    def add(piece: bytes) -> None:
        if piece in pieces:
            pieces.remove(piece)
        pieces.append(piece)

    for word in (SPOKEN, PEOPLE, WHEN):
        add(word.encode() + b" ")
    for text in translations(common, procedures):
        add(text.encode() + b"\n")
    for data in procedures:
        for name, value in replies(own_steps(data)):
            add(encode(name) + encode(value))
    for name, value in replies(own_steps(common)):
        add(encode(name) + encode(value))
    for data in procedures:
        for step in consents(data):
            add(words(step).encode() + b"\n")
        add(encode(data["id"]))
    for language in LANGUAGES.split():
        add(encode("language") + encode(language) + encode("step"))
    for how in UNDERSTANDINGS:
        add(encode("understanding") + encode(how))
    add(encode("french"))
    last = procedures[-1] if procedures else {"id": "close", "version": "2026-11-21"}
    asked = [*own_steps(last), *own_steps(common)]
    acts = consents(last) or [{"id": "consent"}]
    handovers = consents(common) or [{"id": "handover"}]
    add(
        encode(
            {
                "v": 1,
                "procedure": last["id"],
                "version": last["version"],
                "reference": "",
                "answers": dict(replies(asked)),
                "act": consent(acts[0]["id"], words(acts[0])),
                "handover": consent(handovers[0]["id"], words(handovers[0])),
            }
        )
    )
    return b"".join(pieces)[-MOST:]


def main() -> None:
    made = make()
    sha = hashlib.sha256(made).hexdigest()
    print(f"{len(made)} bytes, adler32 {zlib.adler32(made):08x}, sha256 {sha}")
    if "--write" in sys.argv[1:]:
        TARGET.write_bytes(made)
        source = PACKING.read_text("utf-8")
        pinned = re.sub(r'^DICTIONARY_SHA256 = "[0-9a-f]*"', f'DICTIONARY_SHA256 = "{sha}"', source, flags=re.M)
        PACKING.write_text(pinned, "utf-8")
        print("written; now run scripts/frozen/vectors.py and read the difference")


if __name__ == "__main__":
    main()
