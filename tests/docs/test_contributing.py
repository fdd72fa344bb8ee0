"""CONTRIBUTING is true: the target and the rule on its page work when they are followed by the letter."""

from __future__ import annotations

import importlib.util
import re
from pathlib import Path

import pytest
from click.testing import CliRunner
from targets import vendors

import pricelang
import pricelang.targets
from pricelang.cli.program import program

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "CONTRIBUTING.md").read_text("utf-8")


def test_the_target(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (code,) = re.findall(r"^```python\n(\"\"\"Prices as.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
    (tmp_path / "csv.py").write_text(code, "utf-8")
    monkeypatch.setattr(pricelang.targets, "__path__", [*pricelang.targets.__path__, str(tmp_path)])
    (command,) = re.findall(r"`pricelang (build [^`]* --target csv[^`]*)`", PAGE)
    monkeypatch.chdir(ROOT)
    words = [word.strip("'") for word in command.replace("separator=';'", "separator=;").split()]
    done = CliRunner().invoke(program, words, standalone_mode=False)
    assert done.output == "free;Free\npro;Pro\nstudio;Studio\nenterprise;Enterprise\n"


def test_the_billing_target(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (module,) = re.findall(r"^```python\n(\"\"\"Requests to a till.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
    (schema,) = re.findall(r"^```json\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
    (test,) = re.findall(r"^```python\n(from fractions.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
    (tmp_path / "till.py").write_text(module, "utf-8")
    (tmp_path / "till").mkdir()
    (tmp_path / "till" / "till.schema.json").write_text(schema, "utf-8")
    (tmp_path / "test_till.py").write_text(test, "utf-8")
    monkeypatch.setattr(pricelang.targets, "__path__", [*pricelang.targets.__path__, str(tmp_path)])
    monkeypatch.setattr(vendors, "HERE", tmp_path)
    spec = importlib.util.spec_from_file_location("test_till", tmp_path / "test_till.py")
    assert spec is not None
    assert spec.loader is not None
    followed = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(followed)
    tests = followed.TestTill()
    for path in sorted((ROOT / "specs").glob("*.price"))[:5]:
        tests.test_every_spec_is_written_or_refused_at_its_places(path)
    tests.test_an_unknown_key_is_refused_everywhere()
    tests.test_same_bill()
    tests.test_a_rename_says_what_everything_was("tier")
    tests.test_nothing_is_dropped("scribe", monkeypatch)
    vendors.validator.cache_clear()


def test_the_rule(tmp_path: Path) -> None:
    (code,) = re.findall(r"^````python\n(.*?)^````$", PAGE, re.MULTILINE | re.DOTALL)
    (tmp_path / "label_too_long.py").write_text(code, "utf-8")
    spec = importlib.util.spec_from_file_location("label_too_long", tmp_path / "label_too_long.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    bad, good = re.findall(r"^```price\n(.*?)^```$", module.__doc__ or "", re.MULTILINE | re.DOTALL)

    class Pricing:
        def __init__(self, text: str) -> None:
            self.catalog = pricelang.load("x.price", text=text)

    assert [found.message for found in module.check(Pricing(bad))] == ["the label of `pro` has 31 characters"]
    assert list(module.check(Pricing(good))) == []
