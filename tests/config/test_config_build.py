"""The table `build`: what it may list, and what is said of one that cannot be used."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path

import jsonschema
import pytest

from pricelang.config import ConfigError, below, find
from pricelang.config.build import Build, Output
from pricelang.config.report import report

SCHEMA = json.loads((Path(__file__).parents[2] / "pricelang/config/config.schema.json").read_text("utf-8"))
LISTED = """
[build]
source = "prices/main.price"
[build.outputs]
"docs/pricing.md" = "markdown"
"docs/pricing.de.md" = { target = "markdown", locale = "de" }
"billing/other.json" = { target = "stripe", source = "other.price", allow-loss = ["hard-cap"], price-ids = "x" }
"""


def test_outputs_are_read(tmp_path: Path) -> None:
    (tmp_path / "pricelang.toml").write_text(LISTED, "utf-8")
    config = find(str(tmp_path))
    assert config.build == Build(
        (
            Output("docs/pricing.md", "markdown", "prices/main.price", line=5),
            Output("docs/pricing.de.md", "markdown", "prices/main.price", (), (("locale", "de"),), 6),
            Output("billing/other.json", "stripe", "other.price", ("hard-cap",), (("price_ids", "x"),), 7),
        )
    )
    jsonschema.validate(tomllib.loads(LISTED), SCHEMA)
    said = {key: value for key, value, _ in report(config)}
    assert said['build.outputs."docs/pricing.de.md"'] == {
        "target": "markdown", "source": "prices/main.price", "allow-loss": [], "locale": "de",
    }  # fmt: skip


SAID = [
    ("build = 1", 1, "`build` is a table, not 1"),
    ("[build]\noutput = {}", 2, "unknown key `output` in `build`; did you mean `outputs`?"),
    ("[build]\nsource = 1", 2, "`build.source` is a path"),
    ("[build]\noutputs = []", 2, "`build.outputs` is a table, not a list"),
    ('[build.outputs]\n"a.md" = 1', 2, '`build.outputs."a.md"` is a table, not 1'),
    ('[build.outputs]\n"a.md" = { locale = "de" }', 2, '`build.outputs."a.md"` does not say its `target`'),
    ('[build.outputs]\n"a.md" = { target = 1 }', 2, '`target` of `build.outputs."a.md"` is a string'),
    ('[build.outputs]\n"a.md" = { target = "x", locale = 1 }', 2, '`locale` of `build.outputs."a.md"` is a string'),
    (
        '[build.outputs]\n"a.md" = { target = "x", allow-loss = "all" }',
        2,
        '`allow-loss` of `build.outputs."a.md"` is a list of names',
    ),
]
PLACES = [
    ('[build.outputs]\n"a.md" = "x"\n"./a.md" = "y"', 3, "`a.md` and `./a.md` are the same file"),
    (
        '[build.outputs]\n"../a.md" = "x"',
        2,
        '`build.outputs."../a.md"` is outside of the folder of this configuration: `../a.md`',
    ),
    (
        '[build.outputs]\n"/a.md" = "x"',
        2,
        '`build.outputs."/a.md"` is outside of the folder of this configuration: `/a.md`',
    ),
    ('[build.outputs]\n"." = "x"', 2, '`build.outputs."."` names no file'),
    (
        '[build]\nsource = "a/../../b.price"',
        2,
        "`build.source` is outside of the folder of this configuration: `a/../../b.price`",
    ),
]


@pytest.mark.parametrize(("text", "line", "said"), SAID + PLACES, ids=[text for text, _, _ in SAID + PLACES])
def test_says_what_cannot_be_used(tmp_path: Path, text: str, line: int, said: str) -> None:
    (tmp_path / "pricelang.toml").write_text(text, "utf-8")
    with pytest.raises(ConfigError) as caught:
        find(str(tmp_path))
    assert (caught.value.message, caught.value.line) == (said, line)


@pytest.mark.parametrize("text", [text for text, _, _ in SAID])
def test_the_schema_refuses_the_same(text: str) -> None:
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(tomllib.loads(text), SCHEMA)


def test_those_below_a_folder(tmp_path: Path) -> None:
    for folder in ("b", "a/deep", ".hidden", "node_modules/x"):
        (tmp_path / folder).mkdir(parents=True)
        (tmp_path / folder / "pricelang.toml").write_text('fail-on = "info"', "utf-8")
    (tmp_path / "b/pyproject.toml").write_text("[tool.pricelang]\n", "utf-8")
    (tmp_path / "a/pyproject.toml").write_text("[project]\n", "utf-8")
    found = [Path(config.folder).relative_to(tmp_path.resolve()).as_posix() for config in below(str(tmp_path))]
    assert found == ["a/deep", "b"]
