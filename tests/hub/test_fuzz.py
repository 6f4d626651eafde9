"""The OpenAPI document is the truth: whatever it allows is answered as it says, whatever it forbids is refused."""

from __future__ import annotations

import pytest
from schemathesis import GenerationMode

from kiosk.hub.routes import ROUTES, Route
from kiosk.hub.who import Role
from kiosk.wire.protocol import JSON, MSGPACK
from tests.hub.conftest import World
from tests.hub.fuzzed import DOCUMENT, MODES, ask_at_random


def test_the_document_names_every_path_in_both_forms() -> None:
    """Each path of the table is described, with its token, in msgpack and in JSON, for the answer and for refusals."""
    assert set(DOCUMENT["paths"]) == {"/hub", *(route.path for route in ROUTES)}
    for route in ROUTES:
        operation = DOCUMENT["paths"][route.path]["post"]
        assert set(operation["requestBody"]["content"]) == {JSON, MSGPACK}
        assert all(set(each["content"]) == {JSON, MSGPACK} for each in operation["responses"].values())
        assert ("security" in operation) == (route.who in (Role.DESK, Role.OFFICE))


def test_the_hub_shows_the_document(small_world: World) -> None:
    """Anybody may read it."""
    response = small_world.client.get("/openapi.json")
    assert (response.status_code, response.headers["content-type"], response.json()) == (200, JSON, DOCUMENT)


@pytest.mark.slow
@pytest.mark.parametrize("mode", MODES, ids=["allowed", "forbidden"])
@pytest.mark.parametrize("route", ROUTES, ids=lambda route: route.path)
def test_nothing_breaks_the_hub_and_it_answers_as_described(
    small_world: World, route: Route, mode: GenerationMode
) -> None:
    """Generated requests with the right token: no defect, a described status, type and body; wrong ones are refused."""
    assert ask_at_random(small_world, route, mode, 6) >= 3
