"""How fast nobody reads or decides: what comes sooner is a key that is held, or meant for what stood there before."""

STANDS = 0.7
"""Seconds that a page which must be read stands before Enter or Page Down passes it.

A held key is first repeated after 250 ms on a Linux console, 500 to 660 ms on a desktop: none of these first repeats
may turn a page that the press itself has brought. Nobody reads a page in less, so nobody who reads waits. So long the
page that hides stands, too, before the key that brought it takes it away: pressed again sooner, it stays.
"""
HELD = 0.35
"""Seconds between two presses of one deciding key within which the second is a repeat and does not count.

Consoles repeat every 92 ms, desktops every 25 to 40 ms, and as slowly as every 220 ms where a hand trembles. An old
hand presses for 250 to 342 ms, so that a console repeats once. Between two answers is another key: nobody waits.
"""
AGAIN = 0.25
"""Seconds after which a held key has come again: so long a second press is looked at: is it a first repeat?"""
LATE = 2.1
"""Seconds after which no keyboard that is held repeats for the first time, however it is set."""
