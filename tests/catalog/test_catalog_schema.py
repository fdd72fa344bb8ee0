from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator

from pricelang.catalog import schema as schema_module
from pricelang.catalog.catalog import Catalog
from pricelang.catalog.document import SCHEMA
from pricelang.catalog.fields import fields
from pricelang.catalog.schema import schema

_COMMITTED = Path(schema_module.__file__).with_name("catalog.schema.json")


def _objects(node: Any) -> Iterator[dict[str, Any]]:
    if isinstance(node, dict):
        yield node
    for inner in node.values() if isinstance(node, dict) else node if isinstance(node, list) else ():
        yield from _objects(inner)


def test_the_committed_schema_is_current() -> None:
    fresh = subprocess.run(
        [sys.executable, "-m", "pricelang.catalog.schema"], check=True, capture_output=True, encoding="utf-8"
    ).stdout
    assert _COMMITTED.read_text("utf-8") == fresh, (
        "write it anew, with a current pydantic: "
        "python -m pricelang.catalog.schema > pricelang/catalog/catalog.schema.json"
    )


def test_the_schema_is_one() -> None:
    made = schema()
    Draft202012Validator.check_schema(made)
    assert made["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert made["$id"] == SCHEMA
    assert list(made["properties"]) == ["$schema", "schema_version", *(field.name for field in fields(Catalog))]
    assert made["required"] == ["schema_version"]


def test_every_object_is_closed_and_described() -> None:
    described = [node for node in _objects(schema()) if node.get("type") == "object"]
    assert len(described) > 50
    assert [node for node in described if node.get("additionalProperties") is not False] == []
    assert [node for node in described if not node.get("description")] == []


def test_members_of_a_union_are_told_apart_by_a_constant() -> None:
    made = schema()
    unions = [node["oneOf"] for node in _objects(made) if "oneOf" in node]
    assert len(unions) >= 5
    for members in unions:
        definitions = [made["$defs"][member["$ref"].removeprefix("#/$defs/")] for member in members]
        tags = [definition["properties"]["type"]["const"] for definition in definitions]
        assert len(set(tags)) == len(tags)
        assert all("type" in definition["required"] for definition in definitions)


def test_only_keywords_of_json_schema_are_used() -> None:
    made = schema()
    assert [node for node in _objects(made) if "discriminator" in node] == []
    assert [node["title"] for node in _objects(made) if isinstance(node.get("title"), str)] == ["A pricelang catalog"]


def test_money_is_a_decimal_string_and_not_a_number() -> None:
    definitions = schema()["$defs"]
    assert definitions["Money"]["properties"]["amount"] == {"$ref": "#/$defs/Decimal"}
    validator = Draft202012Validator(definitions["Decimal"])
    assert all(validator.is_valid(text) for text in ["0", "-1.50", "0.0000025", "1000000000000000"])
    assert not any(validator.is_valid(text) for text in [1, 1.5, "", "01", "1.", ".5", "1e3", "+1", "1,000", "NaN"])
