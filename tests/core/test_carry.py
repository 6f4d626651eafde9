"""What was said once is not asked twice, and nothing that names somebody is handed on."""

from __future__ import annotations

import pytest

from kiosk.core.carry import Person, carried, is_settled
from kiosk.core.procedure import Answer, Unsaid
from kiosk.guidance.files import SHIPPED
from kiosk.guidance.shelf import read_procedure
from tests.fakes import sample


@pytest.mark.parametrize(
    ("answers", "kept"),
    [
        ({"letter_date": "2026-11-01"}, {"letter_date"}),
        ({"letter_date": Unsaid.UNKNOWN}, {"letter_date"}),
        ({"letter_date": ("a", "b")}, set()),
        ({"window": "open", "channel": "self", "stray": "x"}, set()),
    ],
)
def test_a_date_that_a_delay_begins_with_is_carried(answers: dict[str, Answer], kept: set[str]) -> None:
    """Such a date passes, known or not; what follows from it is found anew, and the channel is asked each time."""
    assert set(carried(sample("ok_deadline"), answers)) == kept


@pytest.mark.parametrize(("value", "passes"), [("child", True), ("self", True), ("cat", False)])
def test_a_choice_is_carried_if_it_is_offered(value: str, passes: bool) -> None:
    """An answer that the next procedure does not offer is asked there."""
    assert bool(carried(sample("ok_use_common"), {"whom": value})) is passes


def test_nothing_that_names_somebody_is_carried() -> None:
    """Names, telephone numbers, birth dates and documents stay where they were typed."""
    typed: dict[str, Answer] = {
        "name": "Rosa", "birth_date": "1980-01-01", "phone": "0612345678", "spoken": "peul", "which": ("results",),
    }  # fmt: skip
    assert carried(sample("ok_field_types"), typed) == {}


def test_only_what_was_carried_is_passed_over() -> None:
    """A question answered here a moment ago is shown again; one answered before this act is not."""
    procedure = sample("ok_deadline")
    step = procedure.steps[0]
    answers: dict[str, Answer] = {"letter_date": "2026-11-01"}
    assert is_settled(procedure, step, answers, answers)
    assert not is_settled(procedure, step, answers, {})
    assert not is_settled(procedure, procedure.steps[2], answers, answers)


SHE: dict[str, Answer] = {
    "whom": "self", "name": "Rosa", "birth_date": "1958", "phone": "0612345678", "means": Unsaid.UNKNOWN,
    "slots": "any", "contact": "call", "mandate_number": "M-12", "letter_date": "2026-11-01",
    "child_name": "Ada", "activated": "yes",
}  # fmt: skip


def test_what_she_said_of_herself_goes_on_with_her() -> None:
    """Her name, dates, numbers and choices pass to her next act; the act, the child and the space are asked anew."""
    she = Person()
    she.agreed(SHE)
    asked = she.in_act(read_procedure(SHIPPED / "close.toml"))
    assert asked["name"] == "Rosa"
    assert asked["means"] is Unsaid.UNKNOWN
    assert asked["slots"] == "any"
    assert not {"whom", "letter_date", "child_name", "activated"} & set(she.said)
    assert not she.is_another({"whom": "child"})
    assert not she.is_another({})


def test_what_a_procedure_does_not_offer_is_asked_there() -> None:
    """Only answers that the next act takes are taken over."""
    she = Person()
    she.agreed({"contact": "pigeon", "name": Unsaid.UNKNOWN, "phone": ("0612345678",)})
    assert she.in_act(read_procedure(SHIPPED / "close.toml")) == {}


def test_a_protected_adult_is_another_person() -> None:
    """In an act for a protected adult "you" is that adult: nothing of the one before goes there, nor comes back."""
    she = Person()
    she.agreed(SHE)
    assert she.is_another({"whom": "protected"})
    she.agreed({"whom": "protected", "name": "Paul"})
    assert she.said == {"name": "Paul"}
    assert she.is_another({"whom": "self"})
