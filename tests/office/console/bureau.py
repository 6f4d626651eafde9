"""A bureau that holds acts in memory, for the tests of the console's screens: the rules are the real ones."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta

from kiosk.core import work as rules
from kiosk.core.blocks import Receipt
from kiosk.core.consent import Understanding
from kiosk.core.errors import WrongPassphrase
from kiosk.core.health import DeskKnown
from kiosk.core.outbox import FINAL, State
from kiosk.core.paper import Form, PrintReport
from kiosk.core.passing import PassNews
from kiosk.core.ports import Drive
from kiosk.core.reply import Possible
from kiosk.core.status import Reason
from kiosk.core.tray import Item, findable
from kiosk.core.work import Deed, Meeting, Work, WorkNote
from kiosk.office.bureau import Press, ReadAct, Talked

NOW = datetime(2026, 11, 30, 9, 0, tzinfo=UTC)
NAME = "Zoé Lenoir-Diaby"
PASSPHRASES = {"quatre mots au hasard": "Ana", "cinq autres mots ici": "Bo"}


def made(number: int, **how: object) -> Item:
    """Make an act."""
    item = Item(
        act=number.to_bytes(16),
        reference=f"K7Q4M2{number:03}"[:9],
        procedure="Fermer Mon espace santé",
        language="ar" if number % 3 else "",
        came=NOW - timedelta(days=number % 40),
        until=date(2026, 12, 4) if number == 2 else None,
        state=State.TAKEN,
        reason="",
        work=Work(),
        find=findable(f"K7Q4M2{number:03}", "Fermer Mon espace santé", f"Personne {number}", "0612345678"),
    )
    return replace(item, **how)  # type: ignore[arg-type]  # fields of an item


@dataclass
class FakeBureau:
    """An office with some acts."""

    acts: dict[bytes, Item] = field(default_factory=dict)
    who: str = "Ana"
    office: str = "Les Tilleuls"
    has_hub: bool = False
    clock: datetime = NOW
    wheres: tuple[str, ...] = ("Maison des associations", "Bus du jeudi")
    others: tuple[str, ...] = ("Bo", "Cy")
    notes: dict[bytes, list[WorkNote]] = field(default_factory=dict)
    reads: int = 0
    closed: bool = False
    press: Press | None = None
    known: tuple[DeskKnown, ...] = ()
    offices: tuple[tuple[str, str], ...] = (("b1", "Bureau du canal"),)
    heard: list[Understanding] = field(default_factory=list)
    """How people heard the consents to passing an act on."""

    def partners(self) -> Sequence[tuple[str, str]]:
        """Give the other offices."""
        return self.offices

    def pass_words(self, act: bytes, partner: str) -> str:
        """Give what is read to her."""
        rules.judge_deed(
            self.acts[act].work,
            WorkNote(act, 0, Deed.PASS_ON, self.who, self.clock, to="-", text="-"),
            self.clock,
        )
        return f"Le bureau {dict(self.offices)[partner]} vous appellera. Êtes-vous d’accord ?"

    def pass_on(self, act: bytes, partner: str, how: Understanding) -> Item:
        """Pass it on."""
        self.heard.append(how)
        self.do(act, Deed.PASS_ON, to=dict(self.offices)[partner], text="00")
        news = PassNews(dict(self.offices)[partner], State.WAITING)
        self.acts[act] = replace(self.acts[act], passed=news)
        return self.acts[act]

    def fetch_back(self, act: bytes) -> bool:
        """Ask it back."""
        self.do(act, Deed.RETURN)
        self.acts[act] = replace(self.acts[act], passed=None)
        return True

    def desks(self) -> Sequence[DeskKnown]:
        """Give the desks."""
        return self.known

    @classmethod
    def of(cls, *items: Item) -> FakeBureau:
        """Give one with these acts."""
        return cls({item.act: item for item in items})

    def now(self) -> datetime:
        """Read the clock."""
        return self.clock

    def items(self) -> Sequence[Item]:
        """Give every act."""
        return list(self.acts.values())

    def item(self, act: bytes) -> Item:
        """Give one."""
        return self.acts[act]

    def read(self, act: bytes) -> ReadAct:
        """Open one."""
        self.reads += 1
        item = self.acts[act]
        lines = ["Poste : Bus du jeudi", "", "-- Contact sûr", f"Nom : {NAME}", "Téléphone : 06 12 34 56 78"]
        lines += ["", "-- Accord pour l’acte", "  | Je demande la fermeture."]
        notes = tuple(f"{each.deed} {each.text}" for each in reversed(self.notes.get(act, [])))
        return ReadAct(item, tuple(lines), ("-- À dire", "« Je demande la clôture. »"), notes, NAME)

    def do(
        self,
        act: bytes,
        deed: Deed,
        *,
        to: str = "",
        day: date | None = None,
        meeting: Meeting | None = None,
        text: str = "",
    ) -> Item:
        """Do something, by the rules."""
        if before := rules.deed_before(self.acts[act].work, deed, self.who, self.clock):
            self.do(act, before)
        item = self.acts[act]
        note = rules.judge_deed(
            item.work, WorkNote(act, 0, deed, self.who, self.clock, to, day, meeting, text), self.clock
        )
        self.notes.setdefault(act, []).append(note)
        self.acts[act] = replace(item, work=rules.apply(item.work, note))
        return self.acts[act]

    def answers(self, act: bytes) -> Sequence[Possible]:
        """Give what may be said."""
        if self.acts[act].state in FINAL:
            return []
        some = [Possible(State.UNREACHABLE, Reason.NO_ANSWER), Possible(State.UNREACHABLE, Reason.CALL_US)]
        return [*some, Possible(State.PROOF_SEEN), Possible(State.STOPPED)]

    def answer(self, act: bytes, said: Possible) -> Item:
        """Say it."""
        self.do(act, Deed.ANSWER, text=str(said.state))
        self.acts[act] = replace(self.acts[act], state=said.state, stays=said.state in FINAL)
        return self.acts[act]

    def take_back(self, act: bytes) -> Item:
        """Take it back."""
        self.do(act, Deed.TAKE_BACK)
        self.acts[act] = replace(self.acts[act], state=State.TAKEN, stays=False)
        return self.acts[act]

    def take_all_of(self, name: str) -> int:
        """Take over what a colleague has."""
        theirs = [act for act, item in self.acts.items() if item.work.owner == name]
        for act in theirs:
            self.do(act, Deed.TAKE_OVER)
        return len(theirs)

    def colleagues(self) -> Sequence[str]:
        """Name the others."""
        return self.others

    def places(self) -> Sequence[str]:
        """Name the places."""
        return self.wheres

    def print_coming(self, form: Form, drive: Drive | None = None) -> PrintReport | None:
        """Print on what is there."""
        if self.press is None or not any(item.work.meeting for item in self.acts.values()):
            return None
        return self.press.print(Receipt(()), form, drive)

    def fetch(self) -> Talked:
        """Talk to nobody."""
        return Talked(2, 0, 0)

    def verify(self, passphrase: str) -> bool:
        """Tell whose passphrase it is."""
        if passphrase not in PASSPHRASES:
            raise WrongPassphrase
        same, self.who = PASSPHRASES[passphrase] == self.who, PASSPHRASES[passphrase]
        return same

    def close(self) -> None:
        """Let go."""
        self.closed = True
