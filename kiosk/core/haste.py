"""How fast nobody reads or decides: what comes sooner is a key that is held, or meant for what stood there before."""

STANDS = 0.7
"""Seconds that a page which must be read stands before Enter or Page Down passes it.

A held key is first repeated after 250 ms on a Linux console, 500 to 660 ms on a desktop: none of these first repeats
may turn a page that the press itself has brought. Nobody reads a page in less, so nobody who reads waits.
"""
HELD = 0.2
"""Seconds between two presses of one deciding key within which the second is a repeat and does not count.

Consoles repeat every 92 ms, desktops every 25 to 40 ms; a finger that taps as fast as it can needs some 160 to 200 ms,
and nobody decides as fast. So a held key counts once, until it was let go.
"""
