"""A strict stand-in for Stripe's API, on this machine only: it takes what the published schema takes and what refers
to something that was made before; everything else is a 400 in Stripe's form."""

from __future__ import annotations

import itertools
import json
import re
import threading
import urllib.parse
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from targets.vendors import validator

ROUTES = {
    r"/v1/products": ("ProductCreateParams", "prod"),
    r"/v1/prices": ("PriceCreateParams", "price"),
    r"/v1/billing/meters": ("MeterCreateParams", "mtr"),
    r"/v1/entitlements/features": ("FeatureCreateParams", "feat"),
    r"/v1/products/([^/]+)/features": ("ProductFeatureCreateParams", "prodft"),
    r"/v1/coupons": ("CouponCreateParams", "cpn"),
    r"/v1/promotion_codes": ("PromotionCodeCreateParams", "promo"),
}
# where a body names what an earlier call made
REFERENCES = (("product",), ("recurring", "meter"), ("entitlement_feature",), ("promotion", "coupon"))


def nested(body: str) -> Any:
    """Stripe's form encoding, `a[b][0]=c`, as dicts and lists of texts."""
    root: dict[str, Any] = {}
    for key, value in urllib.parse.parse_qsl(body, keep_blank_values=True, strict_parsing=bool(body)):
        parts = [key.split("[")[0], *re.findall(r"\[([^\]]*)\]", key)]
        inner = root
        for part in parts[:-1]:
            inner = inner.setdefault(part or str(len(inner)), {})
        inner[parts[-1] or str(len(inner))] = value

    def lists(value: Any) -> Any:
        if not isinstance(value, dict):
            return value
        if value and all(key.isdigit() for key in value):
            return [lists(value[key]) for key in sorted(value, key=int)]
        return {key: lists(one) for key, one in value.items()}

    return lists(root)


def typed(schema: dict[str, Any], definitions: dict[str, Any], value: Any) -> Any:
    """Texts of a form as what the schema wants there, as the server does."""
    while "$ref" in schema:
        schema = definitions[schema["$ref"].rsplit("/", 1)[1]]
    if isinstance(value, dict):
        rest = schema.get("additionalProperties")
        other = rest if isinstance(rest, dict) else {}
        known = schema.get("properties", {})
        return {key: typed(known.get(key, other), definitions, one) for key, one in value.items()}
    if isinstance(value, list):
        return [typed(schema.get("items", {}), definitions, one) for one in value]
    for kind in schema.get("anyOf", [schema]):
        if kind.get("type") == "integer" and re.fullmatch(r"-?\d+", value):
            return int(value)
        if kind.get("type") == "number" and re.fullmatch(r"-?\d+(\.\d+)?", value):
            return float(value)
        if kind.get("type") == "boolean" and value in ("true", "false"):
            return value == "true"
    return value


class Stripe:
    """What was made, by id, and all calls in their order."""

    def __init__(self) -> None:
        self.objects: dict[str, dict[str, Any]] = {}
        self.calls: list[tuple[str, Any]] = []
        self.numbers = itertools.count(1)

    def post(self, path: str, raw: str) -> tuple[int, dict[str, Any]]:
        for pattern, (definition, prefix) in ROUTES.items():
            found = re.fullmatch(pattern, path)
            if not found:
                continue
            check = validator("stripe", definition)
            schema: dict[str, Any] = check.schema  # type: ignore[assignment]
            body = typed(schema, schema["$defs"], nested(raw))
            self.calls.append((path, body))
            wrong = [f"{one.json_path}: {one.message[:200]}" for one in check.iter_errors(body)]
            wrong += [f"No such {name}" for name in self._missing(body, found.groups())]
            key = body.get("id") or f"{prefix}_{next(self.numbers):06d}"
            if key in self.objects:
                wrong.append(f"{key} already exists")
            if wrong:
                return 400, {"error": {"type": "invalid_request_error", "message": "; ".join(wrong)}}
            self.objects[key] = body | {"id": key, "object": prefix}
            return 200, self.objects[key]
        return 404, {"error": {"type": "invalid_request_error", "message": f"Unrecognized request URL (POST: {path})"}}

    def _missing(self, body: dict[str, Any], named: tuple[str, ...]) -> Iterator[str]:
        yield from (urllib.parse.unquote(one) for one in named if urllib.parse.unquote(one) not in self.objects)
        for path in REFERENCES:
            inner: Any = body
            for part in path:
                inner = inner.get(part) if isinstance(inner, dict) else None
            if inner is not None and inner not in self.objects:
                yield str(inner)


@contextmanager
def serving() -> Iterator[tuple[Stripe, str]]:
    """A server for as long as the block lasts, and its address."""
    state = Stripe()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def log_message(self, *_: Any) -> None:
            pass

        def do_GET(self) -> None:
            self._answer(404, {"error": {"message": "nothing is read here"}})

        def do_POST(self) -> None:
            raw = self.rfile.read(int(self.headers.get("Content-Length") or 0)).decode()
            self._answer(*state.post(urllib.parse.urlparse(self.path).path, raw))

        def _answer(self, status: int, body: dict[str, Any]) -> None:
            data = json.dumps(body).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(data)))
            self.send_header("Request-Id", "req_1")
            self.end_headers()
            self.wfile.write(data)

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield state, f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
