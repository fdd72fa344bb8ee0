"""What vendors publish, for tests: their request schemas, and their worked amounts. They stand beside the checkout."""

from __future__ import annotations

import json
import os
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

HERE = Path(__file__).parent
SHARED = Path(__file__).parents[3] / "shared"


def shared(path: str) -> Path:
    """A file beside the checkout; without it a test is skipped here, and fails where every test has to run."""
    found = SHARED / path
    if not found.exists():
        message = f"`../shared/{path}` is not there"
        if os.environ.get("CI"):
            pytest.fail(message)
        pytest.skip(message)
    return found


@cache
def validator(system: str, definition: str) -> Draft202012Validator:
    """The check of one request body; the schemas are closed, so that an unknown key is refused."""
    own = HERE / f"{system}/{system}.schema.json"
    schema = json.loads((own if own.exists() else shared(f"schemas/{system}/{system}.schema.json")).read_text("utf-8"))
    part = {"$schema": schema["$schema"], "$ref": f"#/$defs/{definition}", "$defs": schema["$defs"]}
    return Draft202012Validator(part)


def problems(system: str, definition: str, body: Any) -> list[str]:
    """What the vendor's schema says against a body."""
    return [f"{one.json_path}: {one.message[:200]}" for one in validator(system, definition).iter_errors(body)]


@cache
def worked_examples(source: str, model: str) -> tuple[dict[str, Any], ...]:
    """The amounts that a vendor's own documents or tests work out."""
    every = json.loads(shared("corpus/worked_examples.json").read_text("utf-8"))
    return tuple(one for one in every if one["source"] == source and one["model"] == model)
