"""The office's plain lines under test: a bureau in memory, and a person who types words."""

from __future__ import annotations

from dataclasses import dataclass, field

from kiosk.core.errors import WrongPassphrase
from kiosk.core.idle import OFFICE_IDLE
from kiosk.office.lines.face import OfficeLines
from kiosk.words.catalogues import Catalogues
from tests.office.console.bureau import PASSPHRASES, FakeBureau
from tests.plain.line import FakeLine, Script

PASSPHRASE = "quatre mots au hasard"
OTHER = "cinq autres mots ici"
WORDS = Catalogues()


@dataclass
class OfficeTalk:
    """An office of plain lines, and who sits at it.

    Args:
        bureau: what it opens.
    """

    bureau: FakeBureau
    line: FakeLine = field(default_factory=FakeLine)
    time: float = 0.0
    """Seconds that the clock shows which nobody sets."""
    language: str = "fr"

    def __post_init__(self) -> None:
        """Make the face, not yet begun."""
        self.face = OfficeLines(self.line, self._open, WORDS, self.language, lambda: self.time, idle=OFFICE_IDLE)

    def _open(self, passphrase: str) -> FakeBureau:
        if passphrase not in PASSPHRASES:
            raise WrongPassphrase
        self.bureau.who = PASSPHRASES[passphrase]
        return self.bureau

    def run(self, script: Script, *, opened: bool = True) -> None:
        """Run it with a person until she has nothing more to say, or it ends."""

        def person() -> Script:
            if opened:
                yield PASSPHRASE
            yield from script

        self.line.person = person()
        self.face.run()
