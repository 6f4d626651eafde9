"""A code of the wrong kind is called that: nobody is told that a good code is a forgery."""

from __future__ import annotations

from pathlib import Path

import pytest

from kiosk.core.code_errors import CodeForDesk, CodeForSeat
from kiosk.core.errors import NotGenuine
from kiosk.crypto import enrol
from kiosk.office import desks, joining, passing
from kiosk.uplink.enrol import HubRegistrar, check_offer
from kiosk.words.errors import error_sentence
from tests.office.several import Several


@pytest.fixture
def office(tmp_path: Path) -> Several:
    """An office of one seat that may have more."""
    return Several(tmp_path, 1)


def test_a_desks_code_makes_no_machine_of_the_office_and_still_makes_a_desk(office: Several) -> None:
    """It says which code it is, and the code is not used up by that."""
    with office.open(0) as house, office.line(house, 0) as client:
        code = desks.expect(house, client, "Bus")
    with pytest.raises(CodeForDesk) as caught:
        joining.take_place(office.road.wire(), code)  # type: ignore[arg-type]
    assert "seat add" in error_sentence(caught.value)
    assert HubRegistrar(lambda: office.road.wire(), code).seat().label == "Bus"  # type: ignore[arg-type, return-value]


def test_the_code_of_a_machine_of_the_office_makes_no_desk_nor_a_partner(office: Several) -> None:
    """The other way round, at a desk and at another office."""
    with office.open(0) as house, office.line(house, 0) as client:
        code = joining.expect_seat(house, client, "Maison")
        registrar = HubRegistrar(lambda: office.road.wire(), code)  # type: ignore[arg-type, return-value]
        with pytest.raises(CodeForSeat) as caught:
            registrar.seat()
        assert "desk add" in error_sentence(caught.value)
        with pytest.raises(CodeForSeat):
            passing.add_partner(house, registrar, "http://127.0.0.1")
    assert joining.take_place(office.road.wire(), code).label == "Maison"  # type: ignore[arg-type]


def test_what_nobody_of_the_office_said_is_neither() -> None:
    """Who does not know the code cannot make it look like one of the other kind."""
    code = enrol.derive(enrol.new_secret())
    for given in (bytes(32), enrol.tag(enrol.derive(enrol.new_secret()), enrol.TO_SEAT, b"x")):
        with pytest.raises(NotGenuine) as caught:
            check_offer(code, given, enrol.TO_DESK, b"x")
        assert type(caught.value) is NotGenuine
