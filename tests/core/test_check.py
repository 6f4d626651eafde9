"""The proof of a procedure: every kind of mistake is produced by a file, and refused by file, step and reason."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.core.check import Fault, all_paths, findings, says_of
from kiosk.core.procedure import Kind, Procedure
from kiosk.guidance.files import SHIPPED, procedure_files
from kiosk.guidance.shelf import Shelf, examine_procedure, read_procedure
from tests.fakes import PROCEDURES, sample

OK = sorted(PROCEDURES.glob("ok_*.toml"))
BAD = sorted(PROCEDURES.glob("bad_*.toml"))
WHERE = {
    "bad_unreadable": "",
    "bad_shape": "",
    "bad_bad_id": "éclair",
    "bad_same_id": "told",
    "bad_no_such_step": "moon",
    "bad_no_such_source": "told",
    "bad_unused_source": "",
    "bad_no_source": "told",
    "bad_bad_date": "",
    "bad_unconfirmed": "told",
    "bad_control_character": "channel",
    "bad_bad_condition": "told",
    "bad_asked_later": "told",
    "bad_no_such_option": "told",
    "bad_few_options": "erase",
    "bad_no_reason": "erase",
    "bad_channel_id": "way",
    "bad_no_such_channel": "channel",
    "bad_no_such_channel_unknown": "",
    "bad_no_such_channel_none": "",
    "bad_no_sheet": "channel",
    "bad_unequal_sides": "sides",
    "bad_unequal_sides_path": "sides",
    "bad_unequal_sides_words": "sides",
    "bad_empty_step": "silence",
    "bad_empty_step_consent": "consent",
    "bad_no_about": "consent",
    "bad_unreachable": "told",
    "bad_no_end": "after",
    "bad_no_sides": "",
    "bad_no_check": "",
    "bad_no_check_late": "",
    "bad_no_consent": "",
    "bad_no_handover": "",
    "bad_asks_too_much": "who",
    "bad_dead_choice": "how",
    "bad_asks_too_much_end": "who",
    "bad_same_id_deadline": "letter",
    "bad_misplaced_leads": "sides",
    "bad_misplaced_no_relative": "sides",
    "bad_misplaced_hushed": "sides",
    "bad_misplaced_documents": "who",
    "bad_misplaced_encloses": "sheet_call_now",
    "bad_misplaced_deadline": "who",
    "bad_no_ask": "",
    "bad_no_ask_sure": "",
    "bad_need_unsaid": "channel",
    "bad_no_way_without": "channel",
}
"""The step that each wrong file is refused for; empty where the whole file or a whole path is wrong."""


OF_THE_TRIAGE = {
    Fault.NO_SUCH_PROCEDURE,
    Fault.NO_UNKNOWN,
    Fault.TOO_MANY_QUESTIONS,
    Fault.LEADS_NOWHERE,
    Fault.NEVER_PROPOSED,
    Fault.GROUP_FULL,
}
"""What `tests/core/test_triage.py` produces: no single procedure can have it."""
OF_WHAT_IS_HEARD = {
    Fault.WAY_UNTOLD,
    Fault.NEED_UNMARKED,
    Fault.SIDES_UNNAMED,
    Fault.EASE_LATE,
    Fault.SAID_TWICE,
    Fault.DOUBT_UNSOURCED,
    Fault.DOUBT_WRITTEN,
    Fault.STRAIGHT,
    Fault.NO_HELP,
}
"""What `tests/core/test_told.py` produces: a procedure that has it opens all the same."""


def fault_of(name: str) -> Fault:
    """Tell from a file's name which fault it has: the longest member that the name begins with."""
    return max((fault for fault in Fault if name.startswith(f"bad_{fault}")), key=len)


@pytest.mark.parametrize("file", BAD, ids=lambda file: file.stem)
def test_a_wrong_file_is_refused_by_file_step_and_reason(file: object) -> None:
    """Each wrong file has exactly its one mistake, named with the file and the step."""
    path = PROCEDURES / str(file)
    _, faults = examine_procedure(path)
    assert [(fault.file, fault.step, fault.fault) for fault in faults] == [
        (path.name, WHERE[path.stem], fault_of(path.stem))
    ]


def test_two_files_of_one_folder_cannot_share_an_id() -> None:
    """The second file that claims an id is refused by name; the first still guides."""
    shelf = Shelf([PROCEDURES / "bad_same_procedure"])
    assert [(fault.file, fault.fault) for fault in shelf.faults] == [("second.toml", Fault.SAME_PROCEDURE)]
    assert shelf.open("bad_same_procedure").title.text == "Essai"


def test_every_kind_of_mistake_has_a_file() -> None:
    """No member of Fault is without a file that produces it, and no wrong file is untested."""
    produced = {fault_of(file.stem) for file in BAD} | {Fault.SAME_PROCEDURE, Fault.UNOPENED} | OF_THE_TRIAGE
    produced |= OF_WHAT_IS_HEARD
    assert produced == set(Fault)
    assert {file.stem for file in BAD} == {*WHERE, "bad_same_procedure"} - {"bad_same_procedure"}


@pytest.mark.parametrize("file", OK, ids=lambda file: file.stem)
def test_each_engine_feature_passes(file: object) -> None:
    """The sample of each feature has no mistake."""
    procedure, faults = examine_procedure(PROCEDURES / str(file))
    assert faults == []
    assert procedure is not None


@pytest.mark.parametrize("name", [file.stem for file in OK])
def test_all_paths_lead_to_a_consent_or_an_end(name: str) -> None:
    """Every enumerated path ends, shows both sides first, and asks only once the office is chosen."""
    for answers, steps in all_paths(sample(name)):
        if steps[-1].ends:
            continue
        kinds = [step.kind for step in steps]
        assert kinds[-1] is Kind.CONSENT
        assert any(step.both_sides for step in steps[: kinds.index(Kind.CHANNEL)])
        assert kinds.index(Kind.CHECK) < kinds.index(Kind.CONSENT)
        asked = [step for step in steps if step.kind is Kind.ASK and not step.asks_delay_alone]
        assert not asked or answers["channel"] == "office"


def test_paths_are_enumerated_from_the_data() -> None:
    """Answers that a condition looks at are varied; others are not."""
    seen = {tuple(step.id for step in steps) for _, steps in all_paths(sample("ok_ends"))}
    assert seen == {("erase", "stop"), ("erase", "sides", "channel", "check", "consent")}
    office = [answers["channel"] for answers, _ in all_paths(sample("ok_office"))]
    assert sorted(map(str, office)) == ["call_now", "office"]


@pytest.mark.parametrize("name", [file.stem for file in OK])
def test_every_statement_has_a_source_and_none_is_unconfirmed(name: str) -> None:
    """No guidance without a source, none of confidence D."""
    for where, each in says_of(sample(name)):
        assert where
        assert each.sources
        assert each.confidence in "ABC"


@cache
def shipped() -> tuple[Procedure, ...]:
    """Read every shipped procedure, once."""
    return tuple(read_procedure(file) for file in procedure_files(SHIPPED))


@settings(max_examples=40)
@given(st.data())
def test_leaving_out_a_step_never_passes_unnoticed(data: st.DataObject) -> None:
    """Without its columns, channel, check or a consent, no shipped procedure that asks for one would be shown."""
    procedure = data.draw(st.sampled_from([each for each in shipped() if each.sheets]))
    vital = [
        step for step in procedure.steps if step.both_sides or step.kind in (Kind.CHANNEL, Kind.CHECK, Kind.CONSENT)
    ]
    gone = data.draw(st.sampled_from(vital))
    assert findings(replace(procedure, steps=tuple(step for step in procedure.steps if step is not gone)))
