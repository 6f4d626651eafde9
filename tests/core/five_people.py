"""Five people of one office on one ledger: who works on an act, and what is refused."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from kiosk.core import outbox, work
from kiosk.core.errors import ActHeld, IllegalMove
from kiosk.core.work import Deed, Work, WorkNote

NOW = datetime(2026, 11, 30, 9, 0, tzinfo=UTC)
ACT = bytes(16)
PEOPLE = ("Ana", "Bo", "Cy", "Dia", "Eli")


def note(deed: Deed, who: str = "Ana", at: datetime = NOW, **more: object) -> WorkNote:
    return replace(WorkNote(ACT, 0, deed, who, at), **more)  # type: ignore[arg-type]  # fields of a note


class FivePeople(RuleBasedStateMachine):
    """Five people on one ledger. Each looks first and writes later: what they saw may be old by then."""

    @initialize()
    def begin(self) -> None:
        """Start with one act and a clock."""
        self.now, self.kept = NOW, list[WorkNote]()
        self.seen = dict.fromkeys(PEOPLE, Work())
        self.held_until: tuple[str, datetime] | None = None

    @property
    def stood(self) -> Work:
        return work.fold(self.kept)

    @rule(minutes=st.integers(0, 45))
    def time_passes(self, minutes: int) -> None:
        """The clock goes on."""
        self.now += timedelta(minutes=minutes)

    @rule(minutes=st.integers(1, 600))
    def the_clock_is_set_back(self, minutes: int) -> None:
        """Somebody sets the clock."""
        self.now -= timedelta(minutes=minutes)

    @rule(who=st.sampled_from(PEOPLE))
    def looks(self, who: str) -> None:
        """Somebody looks at the act: that takes nothing."""
        before = self.stood
        self.seen[who] = before
        assert self.stood == before

    @rule(who=st.sampled_from(PEOPLE), deed=st.sampled_from(Deed), to=st.sampled_from(PEOPLE), end=st.booleans())
    def writes(self, who: str, deed: Deed, to: str, end: bool) -> None:
        """Somebody does something, judged by what they saw; the ledger takes the next number alone."""
        text = ("proof_seen" if end else "redo") if deed is Deed.ANSWER else "x"
        wanted = note(deed, who, self.now, to=to, text=text, day=(self.now + timedelta(days=2)).date())
        try:
            written = work.judge_deed(self.seen[who], wanted, self.now)
        except (ActHeld, IllegalMove):
            return
        before = self.stood
        try:
            work.apply(before, written)
        except IllegalMove:
            assert self.seen[who].number != before.number, "only what is old is refused"
            self.seen[who] = before
            return
        holder = work.holder(before, self.now)
        assert holder in ("", who) or deed is Deed.TAKE_OVER, "nobody works on what somebody else holds"
        if deed is Deed.TAKE_OVER:
            assert written.to == before.owner, "taking over names from whom"
        self.kept.append(written)
        self.seen[who] = self.stood

    @rule()
    def everybody_starts_again(self) -> None:
        """The machine is started again: what stands is read from the notes."""
        self.seen = dict.fromkeys(PEOPLE, self.stood)

    @invariant()
    def numbers_have_no_gap(self) -> None:
        """Every note has its number."""
        if hasattr(self, "kept"):
            assert [each.number for each in self.kept] == list(range(1, len(self.kept) + 1))

    @invariant()
    def it_is_answered_once(self) -> None:
        """Between two final answers somebody has taken the first back."""
        open_ = True
        for each in self.kept if hasattr(self, "kept") else ():
            if each.deed is Deed.ANSWER:
                assert open_
                open_ = each.text not in outbox.FINAL
            elif each.deed is Deed.TAKE_BACK:
                open_ = True
