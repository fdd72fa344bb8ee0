"""Writes what is made from the rules: their pages, and the JSON Schema of the configuration.

`python -m pricelang.rules.docs` writes `docs/rules/` and `config.schema.json` of a checkout. A test holds that they are
current.
"""

from __future__ import annotations

import json
import os
from typing import Any

from pricelang.config import ALL, DEFAULT, FAIL_ON, SEVERITIES
from pricelang.config.build import KEYS as BUILD_KEYS
from pricelang.config.build import OUTPUT_KEYS
from pricelang.config.file import KEYS
from pricelang.rules import TYPES, groups, load, names, plain
from pricelang.rules.frame import Rule

_ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
_DIALECT = "https://json-schema.org/draft/2020-12/schema"


def files() -> dict[str, str]:
    """All files that are made, by path from the root of a checkout."""
    made = {f"docs/rules/{name}.md": page(load(name)) for name in names()}
    made["docs/rules/index.md"] = index()
    made["pricelang/config/config.schema.json"] = json.dumps(schema(), indent=2, ensure_ascii=False) + "\n"
    return made


def page(rule: Rule) -> str:
    """A rule's page as a document of its own."""
    runs = "runs by default" if rule.default else f"runs where it, `{rule.group}` or `all` is selected"
    lead, _, rest = rule.whole_page.partition("\n\n")
    return f"# {rule.name}\n\n{lead}\n\nGroup `{rule.group}`, {rule.severity.word}; {runs}.\n\n{rest}"


def index() -> str:
    """The list of all rules."""
    lines = [
        "# Rules",
        "",
        "What the linter holds a pricing to. A rule that needs facts the file does not state stays silent, and the",
        "rule `<group>-undeclared` says which fact would let it speak. `pricelang explain RULE` prints a page.",
    ]
    for group, members in groups().items():
        module = __import__(f"pricelang.rules.{group.replace('-', '_')}", fromlist=["x"])
        lines += ["", f"## {group}", "", " ".join((module.__doc__ or "").split()), ""]
        lines += ["| rule | says | severity | by default | fix |", "|---|---|---|---|---|"]
        for name in members:
            rule = load(name)
            says = rule.summary.replace("|", "\\|")
            row = f"[{name}]({name}.md)", says, rule.severity.word, "yes" if rule.default else "no", _fix(rule)
            lines.append(f"| {' | '.join(row)} |")
    return "\n".join(lines) + "\n"


def _fix(rule: Rule) -> str:
    return f"[{rule.fix[0].value}](../fixes.md)" if rule.fix is not None else ""


def schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) of a pricelang.toml, and of `[tool.pricelang]`."""
    every = names()
    strings = {"type": "array", "items": {"type": "string"}}
    return {
        "$schema": _DIALECT,
        "$id": "urn:pricelang:config",
        "title": "Configuration of pricelang",
        "type": "object",
        "additionalProperties": False,
        "properties": {
            "select": _said("select", {"$ref": "#/$defs/names"}),
            "ignore": _said("ignore", {"$ref": "#/$defs/names"}),
            "severity": _said(
                "severity",
                {
                    "type": "object",
                    "additionalProperties": False,
                    "properties": {name: {"enum": list(SEVERITIES)} for name in every},
                },
            ),
            "rules": _said(
                "rules",
                {
                    "type": "object",
                    "additionalProperties": False,
                    "properties": {name: _options(load(name)) for name in every},
                },
            ),
            "per-file-ignores": _said(
                "per-file-ignores", {"type": "object", "additionalProperties": {"$ref": "#/$defs/names"}}
            ),
            "include": _said("include", strings),
            "exclude": _said("exclude", strings),
            "required-version": _said(
                "required-version",
                {
                    "type": "string",
                    "pattern": "^[0-9.<>=!, ]+$",
                },
            ),
            "fail-on": _said("fail-on", {"enum": list(FAIL_ON)}),
            "build": _said("build", _build()),
            "baseline": _said("baseline", {"type": "string", "minLength": 1}),
        },
        "$defs": {
            "names": {
                "type": "array",
                "items": {"enum": [DEFAULT, ALL, *groups(), *every]},
            },
        },
    }


def _said(key: str, form: dict[str, Any]) -> dict[str, Any]:
    return {"description": KEYS[key], **form}


def _build() -> dict[str, Any]:
    text: dict[str, Any] = {"type": "string"}
    special: dict[str, dict[str, Any]] = {
        "target": text,
        "source": text,
        "allow-loss": {"type": "array", "items": text},
    }
    output = {
        "type": "object",
        "required": ["target"],
        "properties": {key: {"description": OUTPUT_KEYS[key], **form} for key, form in special.items()},
        "additionalProperties": text,
    }
    forms: dict[str, dict[str, Any]] = {
        "source": text,
        "outputs": {"type": "object", "additionalProperties": {"anyOf": [text, output]}},
        "pages": {"type": "array", "items": text},
    }
    properties = {key: {"description": BUILD_KEYS[key], **form} for key, form in forms.items()}
    return {"type": "object", "additionalProperties": False, "properties": properties}


def _options(rule: Rule) -> dict[str, Any]:
    properties = {}
    for name, option in rule.options.items():
        default = "not set" if option.default is None else plain(option.default)
        said = f"{option.meaning}; by default {str(default).lower() if option.type is bool else default}"
        properties[name] = {"description": said, "type": TYPES[option.type]}
    return {"type": "object", "additionalProperties": False, "properties": properties, "description": rule.summary}


def main() -> None:
    """Write all files, and remove the pages of rules that are no more."""
    made = files()
    folder = os.path.join(_ROOT, "docs", "rules")
    os.makedirs(folder, exist_ok=True)
    for file in os.listdir(folder):
        if file.endswith(".md") and f"docs/rules/{file}" not in made:
            os.unlink(os.path.join(folder, file))
    for path, text in made.items():
        with open(os.path.join(_ROOT, path), "w", encoding="utf-8", newline="\n") as file_:
            file_.write(text)


if __name__ == "__main__":
    main()
