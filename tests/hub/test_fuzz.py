"""The OpenAPI document is the truth: whatever it allows is answered as it says, whatever it forbids is refused."""

from __future__ import annotations

import json
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from jsonschema_rs import Draft202012Validator
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.core import NotSet
from schemathesis.specs.openapi.checks import content_type_conformance, status_code_conformance

from kiosk.hub import openapi
from kiosk.hub.routes import ROUTES, Route
from kiosk.hub.who import Role
from kiosk.wire.protocol import JSON, MSGPACK
from tests.hub.conftest import World
from tests.hub.made import bearer

DOCUMENT = json.loads(openapi.document())
CHECKS = [not_a_server_error, status_code_conformance, content_type_conformance]


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


def _json_alone(document: dict[str, Any]) -> dict[str, Any]:
    """Leave out the msgpack forms, which a fuzzer that writes JSON cannot make."""
    copy: dict[str, Any] = json.loads(json.dumps(document))
    for path in copy["paths"].values():
        for operation in path.values():
            for holder in (operation.get("requestBody"), *operation["responses"].values()):
                if holder:
                    holder["content"].pop(MSGPACK, None)
    return copy


@pytest.mark.slow
@pytest.mark.parametrize("mode", [GenerationMode.POSITIVE, GenerationMode.NEGATIVE], ids=["allowed", "forbidden"])
@pytest.mark.parametrize("route", ROUTES, ids=lambda route: route.path)
def test_nothing_breaks_the_hub_and_it_answers_as_described(
    small_world: World, route: Route, mode: GenerationMode
) -> None:
    """Generated requests with the right token: no defect, a described status, type and body; wrong ones are refused."""
    operation = schemathesis.openapi.from_dict(_json_alone(DOCUMENT))[route.path]["POST"]
    token = {Role.DESK: small_world.one.token, Role.OFFICE: small_world.hub.office.token}.get(route.who, b"")
    headers = {"Accept": JSON, "Content-Type": JSON} | ({"Authorization": bearer(token)} if token else {})
    asked = 0

    @settings(
        max_examples=6,
        database=None,
        derandomize=True,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=operation.as_strategy(generation_mode=mode))
    def ask(case: schemathesis.Case[Any]) -> None:
        nonlocal asked
        body = b"" if isinstance(case.body, NotSet) else json.dumps(case.body, default=repr).encode()
        response = small_world.client.post(route.path, content=body, headers=headers)
        case.validate_response(response, checks=CHECKS)
        told = DOCUMENT["paths"][route.path]["post"]["responses"][str(response.status_code)]["content"][JSON]["schema"]
        # Not by schemathesis: it reads a list of known members (prefixItems) by the rules of an older JSON Schema.
        assert Draft202012Validator({**told, "components": DOCUMENT["components"]}).is_valid(response.json())
        asked += 1

    ask()
    assert asked >= 3
