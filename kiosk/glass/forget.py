"""Forgets what libraries remember of a person: widths of words that were measured, lines that were painted."""

from __future__ import annotations

import functools
import gc
import sys

_KIND = functools._lru_cache_wrapper
_caches: dict[int, functools._lru_cache_wrapper[object]] = {}
_modules = 0


def keep_out() -> None:
    """Keep what is here now out of every later collection: it stays, and looking at it again costs each key.

    The caches are noted before: what is kept out cannot be found any more, and would never be emptied.
    """
    gc.collect()
    _note()
    gc.freeze()


def forget_screens() -> None:
    """Empty every cache of this process, then let go of the screens that nothing holds any more.

    Textual and Rich keep the texts they measured and painted in caches of functions; which ones changes with each
    of their versions, so all are emptied. They fill again by themselves.
    """
    global _modules
    if _modules != len(sys.modules):
        # Looking through all objects takes a while, and only a new module brings new caches.
        _note()
        _modules = len(sys.modules)
    for cache in _caches.values():
        cache.cache_clear()
    gc.collect()


def _note() -> None:
    """Note the caches that are here; those that were noted before stay so.

    Found by their type: a list of all objects would hold what other threads are just making, and a tuple that is held
    while it grows raises SystemError there.
    """
    found = (each for each in gc.get_referrers(_KIND) if isinstance(each, _KIND))
    _caches.update((id(each), each) for each in found)
