"""What libraries remember of a person goes with her, whatever the process keeps out of its collections."""

from __future__ import annotations

import functools
import gc
import subprocess
import sys
import threading
from collections.abc import Iterator
from types import ModuleType

import pytest

from kiosk.glass import forget
from kiosk.glass.forget import forget_screens, keep_out


@pytest.fixture
def frozen(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Let the program keep out what it wants, and give it back to the collections."""
    monkeypatch.setattr(forget, "gc", gc)
    yield
    gc.unfreeze()
    gc.freeze()


@functools.lru_cache
def measured(text: str) -> int:
    return len(text)


@pytest.mark.usefixtures("frozen")
def test_a_cache_that_is_kept_out_of_collections_is_emptied_all_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    """A cache from before and one that a module brings afterwards: both are empty once the person has gone."""
    keep_out()
    assert not any(each is measured for each in gc.get_objects()), "the collections must not find it any more"
    measured("Ardouin")
    forget_screens()
    assert measured.cache_info().currsize == 0
    later = functools.lru_cache(len)
    monkeypatch.setitem(sys.modules, "a_new_one", ModuleType("a_new_one"))
    later("Ardouin")
    measured("Ardouin")
    forget_screens()
    assert later.cache_info().currsize == measured.cache_info().currsize == 0


def test_a_desk_that_has_loaded_forgets_what_rich_measured() -> None:
    """As the program does it: what is loaded behind the first screen is kept out, and emptied after a visit."""
    program = (
        "import gc; gc.disable()\n"
        "from rich.cells import cached_cell_len\n"
        "from kiosk.desk import run; run._load_training()\n"
        "from kiosk.glass.forget import forget_screens\n"
        "cached_cell_len('Ardouin'); import wave; forget_screens()\n"
        "print(gc.get_freeze_count() > 0, cached_cell_len.cache_info().currsize)"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["True", "0"]


def test_looking_for_caches_disturbs_no_other_thread(monkeypatch: pytest.MonkeyPatch) -> None:
    """Threads that load, seal or keep the store make tuples all the while, and go on."""
    ends, failures = threading.Event(), list[str]()

    def make() -> None:
        while not ends.is_set() and not failures:
            try:
                tuple(each for each in range(20_000))
            except SystemError as error:
                failures.append(str(error))

    other = threading.Thread(target=make)
    other.start()
    for number in range(30):
        monkeypatch.setitem(sys.modules, f"a_new_one_{number}", ModuleType("a_new_one"))
        forget_screens()
    ends.set()
    other.join()
    assert failures == []
