"""CONTRIBUTING is true: the target and the rule on its page work when they are followed by the letter."""

from __future__ import annotations

import importlib.util
import re
from pathlib import Path

import pytest
from click.testing import CliRunner

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
