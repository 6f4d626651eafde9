"""The office's daily work is the same on its screens and in plain lines: same deeds, same refusals, same questions."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from kiosk.core.backoff import Failure
from kiosk.core.consent import Understanding
from kiosk.core.errors import LinkFault
from kiosk.core.health import DeskKnown, PaperState
from kiosk.core.outbox import State
from kiosk.core.work import Deed, Meeting, Work
from kiosk.office.bureau import Talked
from tests.core.well import GOOD
from tests.office.console.bureau import NAME, NOW, FakeBureau, made
from tests.office.faces import OFFICE_FACES, OfficeFace

ONE = made(1)


@pytest.fixture(params=OFFICE_FACES)
def face(request: pytest.FixtureRequest) -> OfficeFace:
    """Give each of the two."""
    return OFFICE_FACES[request.param]


async def test_to_read_is_not_to_take(face: OfficeFace) -> None:
    """An act that was opened says whose it is, and is nobody's."""
    bureau = FakeBureau.of(ONE)
    seen = await face.work(bureau, ["open"])
    assert NAME in seen
    assert "Lire n’est pas prendre" in seen
    assert bureau.acts[ONE.act] == ONE


async def test_a_name_goes_with_its_act(face: OfficeFace) -> None:
    """Back in the list, nothing of the person is shown or said."""
    seen = await face.work(FakeBureau.of(ONE), ["open", "back"])
    assert "K7Q-4M2-001" in seen
    assert NAME not in seen


async def test_an_ordinary_act(face: OfficeFace) -> None:
    """Open, take, note and an appointment: three deeds in this order, and when and where she comes."""
    bureau = FakeBureau.of(ONE)
    await face.work(bureau, ["open", "take", "note:appelée, elle sera là", "meet:8/12 14h30", "1", "back"])
    assert [note.deed for note in bureau.notes[ONE.act]] == [Deed.TAKE, Deed.NOTE, Deed.MEET]
    assert bureau.acts[ONE.act].work.meeting == Meeting(date(2026, 12, 8), 870, 1)


async def test_an_appointment_has_its_place_and_things_in_one_line_and_is_cancelled(face: OfficeFace) -> None:
    """The place by its number and what she brings follow the hour; one word takes it back."""
    bureau = FakeBureau.of(ONE)
    await face.work(bureau, ["open", "take", "meet:8/12 14h30 2 vitale courrier", "meet:annuler"])
    noted = [(note.deed, note.meeting) for note in bureau.notes[ONE.act]]
    assert noted[1:] == [(Deed.MEET, Meeting(date(2026, 12, 8), 870, 2, (1, 3))), (Deed.MEET, None)]
    assert bureau.acts[ONE.act].work.meeting is None


async def test_an_end_repeats_the_name_and_is_taken_back(face: OfficeFace) -> None:
    """What ends an act is asked with her name and her reference; yes ends it, and one deed takes it back."""
    bureau = FakeBureau.of(ONE)
    seen = await face.work(bureau, ["open", "take", "answer", "2"])
    assert NAME in seen
    assert "K7Q-4M2-001" in seen
    assert "C’est bien cela" in seen
    assert bureau.acts[ONE.act].state is State.TAKEN
    bureau = FakeBureau.of(ONE)
    seen = await face.work(bureau, ["open", "take", "answer", "2", "1"])
    assert "reprendre pendant 10 minutes" in seen
    assert bureau.acts[ONE.act].state is State.PROOF_SEEN
    bureau = FakeBureau.of(ONE)
    await face.work(bureau, ["open", "take", "answer", "2", "1", "undo"])
    assert bureau.acts[ONE.act].state is State.TAKEN


@pytest.mark.parametrize("last", [["2"], ["back"]])
async def test_an_end_is_never_by_chance(face: OfficeFace, last: list[str]) -> None:
    """No, and going back, leave the act as it was."""
    bureau = FakeBureau.of(ONE)
    await face.work(bureau, ["open", "take", "answer", "2", *last])
    assert bureau.acts[ONE.act].state is State.TAKEN


async def test_an_answer_asks_why_where_it_must(face: OfficeFace) -> None:
    """Where an answer has several reasons, one of them is chosen."""
    bureau = FakeBureau.of(ONE)
    await face.work(bureau, ["open", "take", "answer", "1", "1"])
    assert bureau.acts[ONE.act].state is State.UNREACHABLE


async def test_what_somebody_holds_is_taken_over_by_name_alone(face: OfficeFace) -> None:
    """Who holds it is named and asked about; no leaves it, yes takes it over."""
    held = replace(ONE, work=Work(1, "Bo", NOW))
    bureau = FakeBureau.of(held)
    assert "Pris par Bo" in await face.work(bureau, ["open"])
    assert "Une autre personne" in await face.work(bureau, ["open", "note:x"])
    assert "Bo travaille sur cet acte" in await face.work(bureau, ["open", "take"])
    await face.work(bureau, ["open", "take", "2"])
    assert bureau.acts[ONE.act] == held
    await face.work(bureau, ["open", "take", "1"])
    assert bureau.notes[ONE.act][-1].deed is Deed.TAKE_OVER
    assert bureau.notes[ONE.act][-1].to == "Bo"


@pytest.mark.parametrize(
    ("does", "deed"),
    [("tried", Deed.TRIED), ("release", Deed.LET_GO), ("call:3", Deed.CALL_BACK), ("call:8/12", Deed.CALL_BACK)],
)
async def test_each_is_one_deed(face: OfficeFace, does: str, deed: Deed) -> None:
    """A call in vain, giving back, a day to call again."""
    bureau = FakeBureau.of(ONE)
    await face.work(bureau, ["open", "take", does])
    assert bureau.notes[ONE.act][-1].deed is deed
    if does == "call:3":
        assert bureau.notes[ONE.act][-1].day == date(2026, 12, 3)


async def test_it_is_handed_on_to_somebody(face: OfficeFace) -> None:
    """A colleague is chosen, and has it."""
    bureau = FakeBureau.of(ONE)
    await face.work(bureau, ["open", "take", "hand", "2"])
    assert bureau.acts[ONE.act].work.owner == "Cy"


async def test_it_is_passed_to_another_office_after_her_yes_alone(face: OfficeFace) -> None:
    """The words are shown, her answer and how she heard them are asked, and no answer stands there before."""
    bureau = FakeBureau.of(ONE)
    seen = await face.work(bureau, ["open", "take", "pass", "1"])
    assert "Le bureau Bureau du canal vous appellera" in seen
    assert bureau.heard == []
    bureau = FakeBureau.of(ONE)
    seen = await face.work(bureau, ["open", "take", "pass", "1", "2", "1"])
    assert "L’acte part au prochain échange" in seen
    assert bureau.heard == [Understanding.READ_ALOUD]
    assert bureau.acts[ONE.act].work.passed == "Bureau du canal"
    assert "qui appelle la personne" in seen
    bureau = FakeBureau.of(ONE)
    seen = await face.work(bureau, ["open", "take", "pass", "1", "2", "1", "take", "tried"])
    assert "passé à un autre bureau" in seen


@pytest.mark.parametrize("last", [["1"], ["back"], ["2", "back"]])
async def test_her_no_and_no_answer_pass_nothing_on(face: OfficeFace, last: list[str]) -> None:
    """Nothing is noted, neither that she said no."""
    bureau = FakeBureau.of(ONE)
    await face.work(bureau, ["open", "take", "pass", "1", *last])
    assert [each.deed for each in bureau.notes[ONE.act]] == [Deed.TAKE]
    assert bureau.heard == []


async def test_it_is_asked_back(face: OfficeFace) -> None:
    """The same deed on an act that is at another office asks it back, after a question."""
    bureau = FakeBureau.of(ONE)
    await face.work(bureau, ["open", "take", "pass", "1", "2", "1", "pass", "2"])
    assert bureau.acts[ONE.act].work.passed
    bureau = FakeBureau.of(ONE)
    seen = await face.work(bureau, ["open", "take", "pass", "1", "2", "1", "pass", "1"])
    assert "de nouveau à ce bureau" in seen
    assert bureau.acts[ONE.act].work.passed == ""


async def test_without_a_partner_it_is_said_how_to_have_one(face: OfficeFace) -> None:
    """Nothing is asked of her."""
    bureau = FakeBureau.of(ONE)
    bureau.offices = ()
    assert "kiosk office partner add" in await face.work(bureau, ["open", "take", "pass"])


async def test_it_may_not_be_passed_on_before_anything_is_asked_or_read_to_her(face: OfficeFace) -> None:
    """Who has not taken the act is told so first, before being asked to which office."""
    seen = await face.work(FakeBureau.of(ONE), ["open", "pass"])
    assert "Vous n’avez pas pris cet acte" in seen
    assert "Passer à quel bureau" not in seen


@pytest.mark.parametrize("does", ["call:hier", "meet:8/12", "meet:31/02 10h", "meet:8/12 9h chat", "meet:8/12 9h 9"])
async def test_what_is_no_day_is_said(face: OfficeFace, does: str) -> None:
    """What cannot be read is said with an example, and nothing is noted."""
    bureau = FakeBureau.of(ONE)
    assert "comme 8/12" in await face.work(bureau, ["open", "take", does])
    assert [each.deed for each in bureau.notes[ONE.act]] == [Deed.TAKE]


async def test_what_comes_too_late_is_said(face: OfficeFace) -> None:
    """An appointment after the last useful day is noted, and that it is too late is said."""
    bureau = FakeBureau.of(replace(ONE, until=date(2026, 12, 4)))
    seen = await face.work(bureau, ["open", "take", "meet:8/12 9h", "1"])
    assert "le dernier jour utile est le 4 décembre 2026" in seen


async def test_the_script_of_the_call(face: OfficeFace) -> None:
    """What to say when calling is one deed away."""
    assert "Je demande la clôture" in await face.work(FakeBureau.of(ONE), ["open", "script"])


async def test_a_name_finds_its_act_and_does_not_stay(face: OfficeFace) -> None:
    """What was typed to find somebody opens the only act that has it, and is gone after it."""
    bureau = FakeBureau.of(ONE, made(6, find="k7q4m2006 lenoir 0699887766"))
    assert NAME in await face.work(bureau, ["find:lenoir"])
    assert "lenoir" not in await face.work(bureau, ["find:lenoir", "back"])


async def test_all_of_a_colleague_is_taken_over(face: OfficeFace) -> None:
    """When somebody is ill, all that they have is somebody else's by one question."""
    theirs = made(4, work=Work(1, "Bo", NOW))
    bureau = FakeBureau.of(theirs)
    assert "1 actes sont maintenant à vous" in await face.work(bureau, ["all", "1"])
    assert bureau.acts[theirs.act].work.owner == "Ana"


async def test_the_relay_is_asked(face: OfficeFace) -> None:
    """What came of it is said; an office without a relay says so."""
    bureau = FakeBureau.of(ONE)
    assert "n’a pas de relais" in await face.work(bureau, ["fetch"])
    bureau.has_hub = True
    assert "2 actes nouveaux" in await face.work(bureau, ["fetch"])


@pytest.mark.parametrize(
    ("failure", "said"),
    [
        (Failure.NOT_AUTHORISED, "ne reconnaît pas ce bureau"),
        (Failure.CLOSED, "il y est fermé"),
        (Failure.CERTIFICATE, "la date et l’heure"),
        (Failure.NETWORK, "Réessayez plus tard"),
    ],
)
async def test_a_relay_that_is_not_reached_is_said_by_why(
    face: OfficeFace, failure: Failure, said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """To try again helps only against the network: a seat that was let go, or an office that is closed, hears so."""

    def fetch(_: FakeBureau) -> Talked:
        raise LinkFault(failure)

    monkeypatch.setattr(FakeBureau, "fetch", fetch)
    bureau = FakeBureau.of(ONE)
    bureau.has_hub = True
    assert said in await face.work(bureau, ["fetch"])


async def test_the_desks_are_one_deed_away(face: OfficeFace) -> None:
    """Who needs a visit stands first, with why; a desk that is well, and one never heard, are there, too."""
    bad = replace(GOOD, paper=PaperState.OUT)
    known = (DeskKnown(b"a" * 16, "Bus", NOW.date(), GOOD), DeskKnown(b"b" * 16, "Camion", NOW.date(), bad))
    bureau = FakeBureau.of(ONE)
    bureau.known = (*known, DeskKnown(b"c" * 16, "Accueil"))
    seen = await face.work(bureau, ["desks"])
    assert "plus de papier" in seen
    assert seen.index("Camion") < min(seen.index("Bus"), seen.index("Accueil"))
    assert "K7Q-4M2-001" in await face.work(bureau, ["desks", "back", "1"])


async def test_an_office_without_desks_says_so(face: OfficeFace) -> None:
    """No desk is trusted yet: that is what is said."""
    assert "Aucun poste" in await face.work(FakeBureau.of(ONE), ["desks"])
