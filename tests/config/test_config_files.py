"""Configuration files: which one holds, what they may say, and what is said of those that cannot be used."""

from __future__ import annotations

import json
import tomllib
from decimal import Decimal
from pathlib import Path

import jsonschema
import pytest

from pricelang.config import Config, ConfigError, Settings, find, load
from pricelang.diagnostics import Severity

SCHEMA = json.loads((Path(__file__).parents[2] / "pricelang/config/config.schema.json").read_text("utf-8"))


def write(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
    return path


def refused(folder: Path, text: str) -> ConfigError:
    write(folder / "pricelang.toml", text)
    with pytest.raises(ConfigError) as caught:
        find(str(folder))
    return caught.value


def test_nearest_holds(tmp_path: Path) -> None:
    write(tmp_path / "pricelang.toml", 'fail-on = "info"')
    write(tmp_path / "a/pyproject.toml", '[tool.pricelang]\nfail-on = "warning"')
    (tmp_path / "a/b").mkdir()
    assert find(str(tmp_path)).fail_on == "info"
    assert find(str(tmp_path / "a/b")).fail_on == "warning"
    assert find(str(tmp_path / "a/b")).folder == str(tmp_path / "a")


def test_a_pyproject_of_others_is_passed_by(tmp_path: Path) -> None:
    write(tmp_path / "pricelang.toml", 'fail-on = "info"')
    write(tmp_path / "a/pyproject.toml", '[project]\nname = "shop"\ndependencies = ["pricelang"]')
    write(tmp_path / "b/pyproject.toml", "[tool]\nother = 1\n# pricelang")
    write(tmp_path / "c/pyproject.toml", "this is broken, and says nothing of us")
    for folder in "abc":
        assert find(str(tmp_path / folder)).fail_on == "info"


@pytest.mark.parametrize(
    "text",
    [
        '[tool."pricelang"]\nfail-on = "info"',
        '[ tool . pricelang ]\nfail-on = "info"',
        '[tool]\npricelang = { fail-on = "info" }',
        'tool = { pricelang = { fail-on = "info" } }',
        'tool.pricelang.fail-on = "info"',
    ],
)
def test_a_table_is_found_however_it_is_written(tmp_path: Path, text: str) -> None:
    write(tmp_path / "pyproject.toml", text)
    assert find(str(tmp_path)).fail_on == "info"


def test_its_own_file_wins_beside_a_pyproject(tmp_path: Path) -> None:
    write(tmp_path / "pyproject.toml", '[tool.pricelang]\nfail-on = "warning"')
    write(tmp_path / "pricelang.toml", "")
    assert find(str(tmp_path)).fail_on == "error"
    assert find(str(tmp_path)).path == str(tmp_path / "pricelang.toml")


def test_the_search_ends_at_a_repository(tmp_path: Path) -> None:
    write(tmp_path / "pricelang.toml", 'fail-on = "info"')
    (tmp_path / "repository/.git").mkdir(parents=True)
    (tmp_path / "repository/prices").mkdir()
    assert find(str(tmp_path / "repository/prices")).path is None


def test_everything_can_be_said(tmp_path: Path) -> None:
    text = """
select = ["default", "tiers", "metric-not-valued"]
ignore = ["price-step"]
include = ["prices/*.price"]
exclude = ["vendor"]
required-version = ">=0.1, <99"
fail-on = "warning"
[severity]
no-entry = "warning"
review-overdue = "off"
[rules.price-step]
most = 4.5
least = 2
[rules.too-many-tiers]
most = 5
[per-file-ignores]
"drafts/**" = ["review"]
"""
    write(tmp_path / "pricelang.toml", text)
    config = find(str(tmp_path))
    assert config.select == ("default", "tiers", "metric-not-valued")
    assert config.severity == {"no-entry": Severity.WARNING, "review-overdue": None}
    assert config.rules == {
        "price-step": {"most": Decimal("4.5"), "least": Decimal(2)},
        "too-many-tiers": {"most": 5},
    }
    assert config.per_file_ignores == (("drafts/**", ("review",)),)
    jsonschema.validate(tomllib.loads(text), SCHEMA)


SAID = [
    ('selct = ["all"]', 1, "unknown key `selct`; did you mean `select`?"),
    ('\nfail_on = "info"', 2, "unknown key `fail_on`; did you mean `fail-on`?"),
    ('select = ["margn"]', 1, "`select` names `margn`, which is no rule and no group; did you mean `margin`?"),
    ('ignore = ["no-entri"]', 1, "`ignore` names `no-entri`, which is no rule and no group; did you mean `no-entry`?"),
    ('select = "all"', 1, '`select` is a list of strings, not "all"'),
    ("exclude = [1]", 1, "`exclude` is a list of strings, not a list"),
    ('[severity]\nno-entry = "fatal"', 2, 'the severity of `no-entry` is error, warning, info or off, not "fatal"'),
    (
        '[severity]\nmargin = "off"',
        2,
        "`severity` names `margin`, which is no rule; a severity is given to each rule by itself",
    ),
    ("[severity]\nno-entry = []", 2, "the severity of `no-entry` is error, warning, info or off, not a list"),
    ("severity = 1", 1, "`severity` is a table, not 1"),
    ("[rules.no-entri]", 1, "`rules` names `no-entri`, which is no rule; did you mean `no-entry`?"),
    ("[rules.price-step]\nmots = 1", 2, "rule `price-step` has no option `mots`; did you mean `most`?"),
    ("[rules.no-entry]\nmost = 1", 2, "rule `no-entry` has no option `most`; it has no options"),
    ('[rules.price-step]\nmost = "5"', 2, 'option `most` of `price-step` is a number, not "5"'),
    ("[rules.price-step]\nmost = inf", 2, "option `most` of `price-step` is a number, not Infinity"),
    ("[rules.price-step]\nmost = true", 2, "option `most` of `price-step` is a number, not true"),
    ("[rules.too-many-tiers]\nmost = 4.5", 2, "option `most` of `too-many-tiers` is a whole number, not 4.5"),
    ("[rules]\nprice-step = 5", 2, "`rules.price-step` is a table, not 5"),
    ('[per-file-ignores]\n"*" = ["x"]', 2, "`per-file-ignores.*` names `x`, which is no rule and no group"),
    ('fail-on = "errors"', 1, '`fail-on` is error, warning, info or never, not "errors"'),
    ('required-version = ">=99"', 1, "this project wants pricelang >=99, and this is 0.1.0: install one that it names"),
    ('required-version = "soon"', 1, '`required-version` is versions like `>=0.1, <1`, not "soon"'),
    ("\nselect = 1 2", 2, "this file is not TOML: expected newline or end of document after a statement"),
    ("select = [", None, "this file is not TOML: invalid value (at end of document)"),
]


@pytest.mark.parametrize(("text", "line", "said"), SAID, ids=[text for text, _, _ in SAID])
def test_says_what_cannot_be_used(tmp_path: Path, text: str, line: int | None, said: str) -> None:
    problem = refused(tmp_path, text)
    assert problem.message == said
    assert problem.path == str(tmp_path / "pricelang.toml")
    assert problem.line == line


# What the schema cannot know: versions, and whether TOML is TOML.
BY_SCHEMA = [text for text, _, said in SAID if "version" not in text and "TOML" not in said and "inf" not in text]


@pytest.mark.parametrize("text", BY_SCHEMA)
def test_the_schema_refuses_the_same(text: str) -> None:
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(tomllib.loads(text), SCHEMA)


def test_not_text(tmp_path: Path) -> None:
    (tmp_path / "pricelang.toml").write_bytes(b"\xff\xfes")
    with pytest.raises(ConfigError, match="not UTF-8"):
        find(str(tmp_path))


@pytest.mark.parametrize(
    ("wanted", "holds"),
    [
        ("0.1.0", True),
        ("==0.1", True),
        (">=0.1,<0.2", True),
        ("<=0.1.0", True),
        (">0.1", False),
        ("!=0.1.0", False),
        ("<0.1", False),
    ],
)
def test_versions(tmp_path: Path, wanted: str, holds: bool) -> None:
    write(tmp_path / "pricelang.toml", f'required-version = "{wanted}"')
    if holds:
        assert find(str(tmp_path)).required_version == wanted
    else:
        with pytest.raises(ConfigError, match="wants pricelang"):
            find(str(tmp_path))


def test_a_named_file(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="does not exist"):
        load(str(tmp_path / "none.toml"))
    with pytest.raises(ConfigError, match="is a folder"):
        load(str(tmp_path))
    with pytest.raises(ConfigError, match=r"no `\[tool.pricelang\]`"):
        load(str(write(tmp_path / "pyproject.toml", "")))
    assert load(str(write(tmp_path / "any.toml", 'fail-on = "info"'))).fail_on == "info"


def test_settings(tmp_path: Path) -> None:
    write(tmp_path / "pricelang.toml", 'select = ["all"]\nignore = ["tiers"]\nfail-on = "info"')
    file = str(tmp_path / "a.price")
    assert Settings().of(file).fail_on == "info"
    assert Settings(isolated=True).of(file) == Config()
    selected = Settings(select=["margin"]).of(file)
    assert (selected.select, selected.ignore, selected.fail_on) == (("margin",), (), "info")
    assert Settings(ignore=["margin"]).of(file).ignore == ("tiers", "margin")
    with pytest.raises(ConfigError, match="`--select` names `nothing`"):
        Settings(select=["nothing"])
