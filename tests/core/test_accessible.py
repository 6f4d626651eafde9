"""Plain lines come to whoever asked for them, and to a terminal of which nothing is known."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from kiosk.core.accessible import wants_lines


@pytest.mark.parametrize(
    ("environment", "lines"),
    [
        ({}, True),
        ({"TERM": ""}, True),
        ({"TERM": "dumb"}, True),
        ({"TERM": "unknown"}, True),
        ({"TERM": "linux"}, False),
        ({"TERM": "linux", "ACCESSIBLE": "1"}, True),
        ({"TERM": "linux", "ACCESSIBLE": "0"}, False),
    ],
)
def test_a_terminal_that_nobody_names_has_lines(environment: Mapping[str, str], lines: bool) -> None:
    """The command has the last word, then the settings, then what is known of the terminal."""
    assert wants_lines(None, setting=False, environment=environment) is lines
    assert wants_lines(None, setting=True, environment=environment)
    assert wants_lines(True, setting=False, environment=environment)
    assert not wants_lines(False, setting=True, environment=environment)
