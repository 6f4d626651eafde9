"""The vault opens with each of its passphrases and with nothing else, and says nothing about who works here."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.core.errors import (
    KioskError,
    LastSlot,
    NotGenuine,
    SlotTaken,
    StoreDamaged,
    StoreTooNew,
    WrongPassphrase,
)
from kiosk.crypto import box, vault
from kiosk.crypto.vault import Cost, SlotKind, Unlocked

CHEAP = Cost(1, 8)


def made() -> tuple[vault.Vault, Unlocked]:
    """Make a vault with two slots."""
    first, opened = vault.found_vault("correct horse", CHEAP)
    return vault.add_slot(first, opened, "battery staple", CHEAP), opened


@settings(max_examples=30, deadline=None)
@given(st.lists(st.text(st.characters(exclude_categories=["Cs"]), max_size=30), min_size=1, max_size=3), st.text())
def test_each_passphrase_opens(passphrases: list[str], wrong: str) -> None:
    """Every slot gives the same key and its own number, whatever letters it has; another passphrase gives nothing."""
    passphrases = list({vault._bytes(each): each for each in passphrases}.values())
    made, opened = vault.found_vault(passphrases[0], CHEAP)
    for passphrase in passphrases[1:]:
        made = vault.add_slot(made, opened, passphrase, CHEAP)
    data = vault.dump(made)
    for number, passphrase in enumerate(passphrases, start=1):
        assert vault.open_slot(data, passphrase) == replace(opened, slot=number)
    same = {vault._bytes(each) for each in passphrases}
    if any("\ud800" <= sign <= "\udfff" for sign in wrong) or vault._bytes(wrong) in same:
        return
    with pytest.raises(WrongPassphrase):
        vault.open_slot(data, wrong)


def test_accents_open_however_they_are_typed() -> None:
    """A passphrase opens whether the keyboard composed its accents or not."""
    made, key = vault.create("été à Nîmes", CHEAP)
    for form in ("NFC", "NFD"):
        typed = unicodedata.normalize(form, "été à Nîmes")
        assert vault.open_slot(vault.dump(made), typed).key == key


def test_a_space_is_a_space() -> None:
    """A passphrase opens whichever blank a layout typed in it, and an old slot with a plain space still does."""
    made, _ = vault.create("quatre mots au hasard", CHEAP)
    for blank in "\u00a0\u202f\u2009\u3000":
        vault.open_slot(vault.dump(made), "quatre mots au hasard".replace(" ", blank))
    with pytest.raises(WrongPassphrase):
        vault.open_slot(vault.dump(made), "quatremotsauhasard")


def test_the_file_comes_back_equal() -> None:
    """Reading gives what was written, and the file holds neither the key nor a passphrase."""
    made_vault, opened = made()
    data = vault.dump(made_vault)
    assert vault.load(data) == made_vault
    for secret in (opened.key, opened.own, b"horse", b"staple"):
        assert secret not in data


def test_every_flipped_bit_is_damage_and_no_wrong_passphrase() -> None:
    """An altered or cut file is told from a wrong passphrase."""
    data = vault.dump(made()[0])
    for bit in range(len(data) * 8):
        flipped = bytearray(data)
        flipped[bit // 8] ^= 1 << bit % 8
        with pytest.raises((StoreDamaged, StoreTooNew)):
            vault.open_slot(bytes(flipped), "wrong")
    for length in range(len(data)):
        with pytest.raises((StoreDamaged, StoreTooNew)):
            vault.load(data[:length])
    with pytest.raises(StoreDamaged):
        vault.load(data + b"\0")


def test_a_newer_vault_is_named_as_such() -> None:
    """A file of a newer version is too new, not damaged."""
    data = vault.dump(made()[0])
    with pytest.raises(StoreTooNew):
        vault.load(data[:8] + b"\0\3" + data[10:])


@pytest.mark.parametrize("cost", [Cost(1, 1 << 20), Cost(1000, 8), Cost(0, 8), Cost(1, 7)])
def test_no_file_can_ask_for_more_than_a_cheap_machine_has(cost: Cost) -> None:
    """A slot whose cost is beyond the bounds is neither made nor read, though its checksum is right."""
    made_vault, _ = made()
    with pytest.raises(ValueError):
        vault.found_vault("x", cost)
    forged = replace(made_vault, slots=(replace(made_vault.slots[0], cost=cost),))
    with pytest.raises(StoreDamaged):
        vault.load(vault.dump(forged))


def test_a_slot_of_another_vault_or_place_does_not_open() -> None:
    """A slot counts only in its own vault, under its own number, with its own keys."""
    made_vault, _ = made()
    other, _ = vault.found_vault("intruder", CHEAP)
    slot = made_vault.slots[0]
    for forged, passphrase in (
        (replace(made_vault, slots=other.slots), "intruder"),
        (replace(made_vault, slots=(replace(slot, public=other.slots[0].public),)), "correct horse"),
        (replace(made_vault, slots=(replace(slot, number=9),)), "correct horse"),
        (replace(made_vault, id=bytes(16)), "correct horse"),
        (replace(made_vault, slots=(replace(slot, salt=bytes(16)),)), "correct horse"),
    ):
        with pytest.raises(WrongPassphrase):
            vault.open_slot(vault.dump(forged), passphrase)


def test_a_removed_slot_no_longer_opens() -> None:
    """Removing takes one slot away, and the others still open."""
    made_vault, opened = made()
    left = vault.dump(vault.remove_slot(made_vault, opened, 1))
    with pytest.raises(WrongPassphrase):
        vault.open_slot(left, "correct horse")
    assert vault.open_slot(left, "battery staple").key == opened.key
    with pytest.raises(KeyError):
        vault.remove_slot(vault.load(left), opened, 1)


def test_the_last_passphrase_stays() -> None:
    """What nobody could open any more is not made, though the recovery key would still open it."""
    made_vault, opened = vault.found_vault("correct horse", CHEAP)
    made_vault = vault.add_recovery(made_vault, opened, bytes(16))
    with pytest.raises(LastSlot):
        vault.remove_slot(made_vault, opened, 1)


def test_two_people_never_share_a_passphrase() -> None:
    """Who cannot be told from a colleague is refused, when added and when changing; one's own may be chosen again."""
    made_vault, opened = made()
    with pytest.raises(SlotTaken):
        vault.add_slot(made_vault, opened, "correct horse")
    with pytest.raises(SlotTaken):
        vault.change_slot(made_vault, opened, 2, "correct horse")
    same = vault.change_slot(made_vault, opened, 1, "correct horse")
    assert vault.open_slot(vault.dump(same), "correct horse") == opened


def test_a_changed_passphrase_keeps_its_number() -> None:
    """The same person is known by the same number; the old passphrase opens nothing, the others go on."""
    made_vault, opened = made()
    data = vault.dump(vault.change_slot(made_vault, opened, 1, "another one"))
    assert vault.open_slot(data, "another one").slot == 1
    assert vault.open_slot(data, "battery staple").slot == 2
    with pytest.raises(WrongPassphrase):
        vault.open_slot(data, "correct horse")
    with pytest.raises(KeyError):
        vault.change_slot(made_vault, opened, 9, "x")


def test_one_guess_costs_the_same_for_all() -> None:
    """All passphrases share a salt and a cost, so that unlocking does not slow down with the number of staff."""
    made_vault, opened = made()
    made_vault = vault.add_slot(made_vault, opened, "a third", Cost(2, 16))
    assert len({(slot.salt, slot.cost) for slot in made_vault.slots}) == 1


def test_a_new_data_key_reaches_everybody() -> None:
    """After a re-key each passphrase and the recovery key give the new key, without being asked; the old is gone."""
    made_vault, opened = made()
    made_vault = vault.add_recovery(made_vault, opened, bytes(16))
    left, fresh = vault.rekey(vault.remove_slot(made_vault, opened, 2), opened)
    data = vault.dump(left)
    assert fresh.key != opened.key
    assert vault.open_slot(data, "correct horse") == fresh
    assert vault.open_recovery(data, vault.spell_recovery(bytes(16))).key == fresh.key
    with pytest.raises(WrongPassphrase):
        vault.open_slot(data, "battery staple")
    with pytest.raises(NotGenuine):
        vault.rekey(left, opened)


def test_nobody_slips_a_key_of_his_own_in() -> None:
    """Without a passphrase nobody gives the staff another data key, nor brings a removed slot back."""
    made_vault, opened = made()
    stranger = box.new_key()
    slipped = tuple(replace(slot, sealed=vault._seal(slot.public, stranger)) for slot in made_vault.slots)
    removed = vault.remove_slot(made_vault, opened, 2)
    for forged in (
        replace(made_vault, slots=slipped, key_id=box.key_id(stranger)),
        replace(removed, slots=made_vault.slots),
    ):
        with pytest.raises(NotGenuine):
            vault.open_slot(vault.dump(forged), "correct horse")


def test_the_cost_is_fitted_to_the_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    """A fast machine pays more passes, a slow one less memory, and neither leaves the bounds."""
    monkeypatch.setattr("kiosk.crypto.vault.argon2id.kdf", lambda *_, **__: bytes(32))

    def machine(seconds: float) -> Iterator[float]:
        now = 0.0
        while True:
            yield now
            now += seconds

    fast, usual, slow = (vault.fit(machine(each).__next__) for each in (0.001, 0.3, 30.0))
    assert fast == Cost(vault.MOST_PASSES, vault.MOST_MEMORY)
    assert usual == Cost(5, vault.MOST_MEMORY)
    assert slow == Cost(vault.LEAST_PASSES, 8 * 1024)


def test_only_who_has_the_key_adds_a_slot() -> None:
    """Another key is refused, so that no slot can lead to a wrong one."""
    made_vault, opened = made()
    stranger = replace(opened, key=box.new_key())
    with pytest.raises(NotGenuine):
        vault.add_slot(made_vault, stranger, "x", CHEAP)
    with pytest.raises(NotGenuine):
        vault.add_recovery(made_vault, stranger, bytes(16))


def test_slots_say_nothing_of_people() -> None:
    """Two vaults with the same passphrase share no bytes of a slot but its number, kind and cost."""
    one, two = (vault.create("same", CHEAP)[0].slots[0] for _ in range(2))
    assert (one.number, one.kind, one.cost) == (two.number, two.kind, two.cost)
    assert one.salt != two.salt
    ones, twos = (each.public + each.locked + each.sealed for each in (one, two))
    assert not {ones[at : at + 8] for at in range(200)} & {twos[at : at + 8] for at in range(200)}


@given(st.binary(min_size=16, max_size=16))
@settings(max_examples=50, deadline=None)
def test_the_printed_recovery_opens_as_a_tired_person_types_it(secret: bytes) -> None:
    """Case, separators, O for 0 and I or L for 1 are forgiven; the paper shows groups of four."""
    made_vault, opened = made()
    data = vault.dump(vault.add_recovery(made_vault, opened, secret))
    paper = vault.spell_recovery(secret)
    assert [len(group) for group in paper.split("-")] == [4] * 8
    for typed in (paper, paper.lower().replace("-", " "), paper.replace("0", "o").replace("1", "L") + "\n"):
        assert vault.open_recovery(data, typed) == replace(opened, slot=3, kind=SlotKind.RECOVERY)


def test_a_mistyped_recovery_is_refused() -> None:
    """Any one wrong symbol, a missing one, one too many, or a passphrase in its place, opens nothing."""
    made_vault, opened = made()
    secret = bytes(range(16))
    data = vault.dump(vault.add_recovery(made_vault, opened, secret))
    paper = vault.spell_recovery(secret)
    wrong = [paper[:-1], paper + "0", "", "correct horse", "é", vault.spell_recovery(bytes(16))]
    for at, symbol in enumerate(paper):
        wrong += [paper[:at] + other + paper[at + 1 :] for other in "0AZ" if symbol not in (other, "-")]
    for typed in wrong:
        with pytest.raises(WrongPassphrase):
            vault.open_recovery(data, typed)
    with pytest.raises(WrongPassphrase):
        vault.open_slot(data, paper)


def test_a_new_recovery_replaces_the_old_one() -> None:
    """There is one recovery paper at a time, and passphrases go on working."""
    made_vault, opened = made()
    first = vault.add_recovery(made_vault, opened, bytes(16))
    data = vault.dump(vault.add_recovery(first, opened, bytes([1]) * 16))
    with pytest.raises(WrongPassphrase):
        vault.open_recovery(data, vault.spell_recovery(bytes(16)))
    assert vault.open_recovery(data, vault.spell_recovery(bytes([1]) * 16)).key == opened.key
    assert vault.open_slot(data, "battery staple").key == opened.key
    with pytest.raises(ValueError):
        vault.add_recovery(first, opened, b"short")


def test_the_usual_cost_is_dear_and_within_a_cheap_machine() -> None:
    """Without a cost a slot takes 64 MiB and at least three passes, and opens."""
    made_vault, key = vault.create("x")
    assert made_vault.slots[0].cost == Cost(3, 64 * 1024)
    assert vault.open_slot(vault.dump(made_vault), "x").key == key


def test_errors_hold_no_passphrase() -> None:
    """The text of an error never repeats what was typed."""
    data = vault.dump(made()[0])
    for attempt in (vault.open_slot, vault.open_recovery):
        with pytest.raises(KioskError) as caught:
            attempt(data, "hunter2")
        assert "hunter2" not in repr(caught.value)
