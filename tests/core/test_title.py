"""The numbers of the home screen: one or two digits lead to each act, and to no other."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from kiosk.core.title import MOST_IN_GROUP, Cover, Group, Label, by_group, number, too_full
from tests.fakes import shipped

WORDS = Label("Essai", "essai")


@given(st.lists(st.sampled_from(Group), max_size=40))
def test_each_act_stands_once_and_has_a_number_of_its_own(groups: list[Group]) -> None:
    """However many acts there are in whatever groups, no two share a number, and none is left out."""
    titles = [Cover(f"act{n}", n, WORDS, WORDS, group) for n, group in enumerate(groups)]
    shelved = by_group(titles)
    assert sorted(title.order for each in shelved for title in each.titles) == list(range(len(titles)))
    assert [each.group for each in shelved] == sorted(set(groups), key=list(Group).index)
    numbers = [number(titles, title.id) for title in titles]
    assert len(set(numbers)) == len(titles)
    assert all(numbers)
    assert number(titles, "another") == ""
    if not too_full(titles):
        assert all(len(each) <= 2 for each in numbers)
    assert [each.group for each in too_full(titles)] == [
        group for group in Group if groups.count(group) > MOST_IN_GROUP
    ]


def test_two_digits_lead_to_any_act_that_comes_with_the_kiosk() -> None:
    """Each group has a digit, each act in it another; a group of one act needs none."""
    titles = shipped().titles()
    assert number(titles, "state") == "11"
    assert number(titles, "close") == "22"
    assert number(titles, "pharmacy") == "6"
    assert all(len(number(titles, title.id)) <= 2 for title in titles)
