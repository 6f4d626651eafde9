"""Requests that are made from the hub's OpenAPI document, allowed ones and forbidden ones, and what they may meet."""

from __future__ import annotations

import json
from collections.abc import Hashable
from typing import Any

import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import seed as seeded
from jsonschema_rs import Draft202012Validator
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.core import NotSet
from schemathesis.specs.openapi.checks import content_type_conformance, status_code_conformance

from kiosk.hub import openapi
from kiosk.hub.routes import Route
from kiosk.hub.who import Role
from kiosk.wire.protocol import JSON, MSGPACK
from tests.hub.conftest import World
from tests.hub.made import bearer

DOCUMENT = json.loads(openapi.document())
MODES = (GenerationMode.POSITIVE, GenerationMode.NEGATIVE)
_CHECKS = [not_a_server_error, status_code_conformance, content_type_conformance]


def _json_alone(document: dict[str, Any]) -> dict[str, Any]:
    """Leave out the msgpack forms, which a fuzzer that writes JSON cannot make."""
    copy: dict[str, Any] = json.loads(json.dumps(document))
    for path in copy["paths"].values():
        for operation in path.values():
            for holder in (operation.get("requestBody"), *operation["responses"].values()):
                if holder:
                    holder["content"].pop(MSGPACK, None)
    return copy


def ask_at_random(world: World, route: Route, mode: GenerationMode, examples: int, seed: Hashable = None) -> int:
    """Ask so many generated requests with the right token, and give how many there were.

    Args:
        world: the hub.
        route: which path.
        mode: whether requests are made that are allowed, or that are not.
        examples: how many, at most.
        seed: what they are drawn from; None for the same each time.

    Raises AssertionError on a defect, or an answer that the document does not describe.
    """
    operation = schemathesis.openapi.from_dict(_json_alone(DOCUMENT))[route.path]["POST"]
    token = {Role.DESK: world.one.token, Role.OFFICE: world.hub.office.token}.get(route.who, b"")
    headers = {"Accept": JSON, "Content-Type": JSON} | ({"Authorization": bearer(token)} if token else {})
    asked = 0

    def ask(case: schemathesis.Case[Any]) -> None:
        nonlocal asked
        body = b"" if isinstance(case.body, NotSet) else json.dumps(case.body, default=repr).encode()
        response = world.client.post(route.path, content=body, headers=headers)
        case.validate_response(response, checks=_CHECKS)
        told = DOCUMENT["paths"][route.path]["post"]["responses"][str(response.status_code)]["content"][JSON]["schema"]
        # Not by schemathesis: it reads a list of known members (prefixItems) by the rules of an older JSON Schema.
        assert Draft202012Validator({**told, "components": DOCUMENT["components"]}).is_valid(response.json())
        asked += 1

    asking = settings(
        max_examples=examples,
        deadline=None,
        database=None,
        derandomize=seed is None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )(given(case=operation.as_strategy(generation_mode=mode))(ask))
    (asking if seed is None else seeded(seed)(asking))()
    return asked
