"""Who may do what at the office."""

from __future__ import annotations

import pytest

from kiosk.core.colleague import (
    SHARED,
    Colleague,
    OfficeRight,
    find_colleague,
    leaves_no_keeper,
    new_colleague,
    who_opened,
)
from kiosk.core.errors import NoRight, NotAName

ANA, BO = Colleague(1, "Ana", OfficeRight.KEYS), Colleague(2, "Bo")


@pytest.mark.parametrize("held", OfficeRight)
@pytest.mark.parametrize("wanted", OfficeRight)
def test_rights_are_a_ladder(held: OfficeRight, wanted: OfficeRight) -> None:
    """Who manages keys coordinates, who coordinates answers, and not the other way round."""
    ladder = list(OfficeRight)
    person = Colleague(1, "Ana", held)
    if ladder.index(wanted) <= ladder.index(held):
        person.need(wanted)
    else:
        with pytest.raises(NoRight):
            person.need(wanted)


def test_an_office_without_names_works_as_before() -> None:
    """One shared passphrase may do everything, until the first person has a name; the paper always may."""
    assert who_opened(1, []) == Colleague(1, SHARED, OfficeRight.KEYS)
    assert who_opened(2, [ANA, BO]) == BO
    assert who_opened(0, [ANA]).right is OfficeRight.KEYS
    assert who_opened(7, [ANA]).right is OfficeRight.ANSWERS


def test_a_pseudonym_is_somebodys_alone() -> None:
    """Nobody is added under a name that is there, in whatever letters."""
    with pytest.raises(NotAName):
        new_colleague("ana ", OfficeRight.ANSWERS, 3, [ANA])
    assert new_colleague("Cy", OfficeRight.ANSWERS, 3, [ANA]).slot == 3
    assert find_colleague("BO", [ANA, BO]) == BO
    assert find_colleague("Cy", [ANA, BO]) is None


def test_somebody_keeps_the_keys() -> None:
    """The last who may manage keys is known."""
    for right in (None, OfficeRight.COORDINATES):
        assert leaves_no_keeper(ANA, right, [ANA, BO])
        assert not leaves_no_keeper(BO, right, [ANA, BO])
    assert not leaves_no_keeper(ANA, OfficeRight.KEYS, [ANA, BO])
