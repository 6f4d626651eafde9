"""The OpenAPI document: made from the routes and the schema of `kiosk.wire.protocol`, so that it cannot differ."""

from __future__ import annotations

from functools import cache
from typing import Any

import msgspec

from kiosk.hub.routes import ROUTES, Route
from kiosk.hub.who import Role
from kiosk.wire import protocol
from kiosk.wire.protocol import JSON, MSGPACK, Hello, Refused

_REFUSALS = {
    400: "Not such a message.",
    413: "Too large.",
    415: "Another content type, or encoded.",
    429: "Too often.",
    503: "The database does not answer.",
}
_BY_TOKEN = {401: "No token, or an unknown one.", 403: "Not this token's business, not genuine, or of a closed office."}
_BY_CODE = {
    401: "No such code.",
    403: "Not genuine.",
    409: "Somebody else used the code.",
    410: "The code ran out.",
}
_CLASHING = {"/v1/office/enrolments"}


@cache
def document() -> bytes:
    """Give the document, as JSON."""
    types = [Hello, Refused, *(each for route in ROUTES for each in (route.ask, route.told))]
    _, components = msgspec.json.schema_components(types, ref_template="#/components/schemas/{name}")
    components = _plainly(components)
    paths: dict[str, Any] = {"/hub": {"get": _hello()}}
    for route in ROUTES:
        paths[route.path] = {"post": _operation(route)}
    about = {
        "title": "Hub of the kiosk",
        "version": f"{protocol.MAJOR}.{protocol.MINOR}",
        "description": "Bodies are MessagePack, or the same lists as JSON with bytes in base64. No content encoding.",
    }
    tokens = {"token": {"type": "http", "scheme": "bearer", "description": "32 random bytes, base64url, no padding"}}
    return msgspec.json.encode(
        {
            "openapi": "3.1.0",
            "info": about,
            "paths": paths,
            "components": {"schemas": components, "securitySchemes": tokens},
        }
    )


def _plainly(schema: Any) -> Any:
    """Write patterns as every reader of JSON Schema knows them, and say in one what base64 of so many bytes is."""
    if isinstance(schema, list):
        return [_plainly(each) for each in schema]
    if not isinstance(schema, dict):
        return schema
    plain = {name: _plainly(value) for name, value in schema.items()}
    if isinstance(pattern := plain.get("pattern"), str):
        plain["pattern"] = pattern.replace(r"\A", "^").replace(r"\Z", "$")
    if plain.get("contentEncoding") == "base64":
        length = plain.get("maxLength")
        if length is not None and length == plain.get("minLength") and length in _ENDS:
            plain["pattern"] = f"^({_FOUR}){{{length // 4 - 1}}}{_ENDS[length]}$"
        else:
            plain["pattern"] = f"^({_FOUR})*([A-Za-z0-9+/]{{2}}==|[A-Za-z0-9+/]{{3}}=)?$"
    return plain


_FOUR = "[A-Za-z0-9+/]{4}"
_ENDS = {12: "[A-Za-z0-9+/]{2}[AEIMQUYcgkosw048]=", 24: "[A-Za-z0-9+/][AQgw]==", 88: "[A-Za-z0-9+/][AQgw]=="}
_ENDS[44] = _ENDS[12]
"""How base64 of 8, 16, 32 and 64 bytes ends, by its length."""


def _content(what: type[Any]) -> dict[str, Any]:
    schema = {"$ref": f"#/components/schemas/{what.__name__}"}
    return {JSON: {"schema": schema}, MSGPACK: {"schema": schema}}


def _answer(text: str, what: type[Any]) -> dict[str, Any]:
    return {"description": text, "content": _content(what)}


def _hello() -> dict[str, Any]:
    answers = {"200": _answer("Who this hub is.", Hello), "429": _answer(_REFUSALS[429], Refused)}
    return {"summary": "Who this hub is.", "operationId": "hello", "responses": answers}


def _operation(route: Route) -> dict[str, Any]:
    refusals = _REFUSALS | (_BY_CODE if route.who is Role.CODE else _BY_TOKEN)
    if route.path in _CLASHING:
        refusals |= {409: "Another offer has this slot."}
    operation: dict[str, Any] = {
        "summary": route.what,
        "description": f"Who may ask: {route.who.value}.",
        "operationId": route.path[1:].replace("/", "_"),
        "requestBody": {"required": True, "content": _content(route.ask)},
        "responses": {"200": _answer("Done.", route.told)}
        | {str(status): _answer(text, Refused) for status, text in sorted(refusals.items())},
    }
    if route.who in (Role.DESK, Role.OFFICE):
        operation["security"] = [{"token": []}]
    return operation
