"""The action for GitHub: its steps are run in bash, with inputs as its runner hands them over."""

from __future__ import annotations

import re
from pathlib import Path

from automation.actions import ACTION, Ran, run
from automation.checkouts import GOOD, LOSING, need_packages, succeeded, this_checkout, write

STEPS = ACTION["runs"]["steps"]
SCRIPTS = [step for step in STEPS if "run" in step]


def test_nothing_that_a_caller_says_becomes_a_part_of_a_script() -> None:
    for step in SCRIPTS:
        assert "${{" not in step["run"], step["name"]
        assert step["shell"] == "bash"


def test_inputs_are_described_and_used() -> None:
    text = str(ACTION["runs"])
    for name, said in ACTION["inputs"].items():
        assert said["description"].endswith("."), name
        assert f"inputs.{name} " in text, f"`{name}` is not used"
        assert isinstance(said["default"], str), f"`{name}`: an input is a string"
    assert set(re.findall(r"inputs\.([\w-]+)", text)) == set(ACTION["inputs"])


def test_in_a_repository_of_a_user(tmp_path: Path) -> None:
    """One test, since the installation takes longer than all that follows."""
    need_packages(tmp_path)
    source = this_checkout(tmp_path / "pricelang")
    folder = write(tmp_path / "user", GOOD)
    # sound prices, and the page is not built yet
    done = run(folder, source, tmp_path, fmt="true", build="true")
    assert done.steps == {"Install pricelang": 0, "Check": 0, "Format": 0, "Build": 1}, done.out
    assert "no findings" in done.summary
    succeeded(tmp_path / "pricelang-venv/bin/pricelang", "build", cwd=folder)

    def again(**inputs: str) -> Ran:
        return run(folder, source, tmp_path, skip=("Install pricelang",), **inputs)

    assert again(fmt="true", build="true").steps == {"Check": 0, "Format": 0, "Build": 0}
    # a tier that loses money: a line of the log that is shown at its place, and the story in the summary
    write(folder, {"prices/pricing.price": LOSING})
    done = again(fmt="true", build="true")
    assert done.steps == {"Check": 1, "Format": 0, "Build": 1}
    (annotation,) = [line for line in done.out.splitlines() if line.startswith("::error ")]
    assert "file=prices/pricing.price" in annotation
    assert "line=10" in annotation
    assert "`Pro` loses money on a customer who uses what it includes" in annotation
    assert "`Pro` loses money on a customer who uses what it includes" in done.summary
    assert again(fail_on="never").steps == {"Check": 0}
    assert again(args="--select tiers").steps == {"Check": 0}
    assert again(paths="prices/costs.price\nprices/metrics.price\n").steps == {"Check": 0}
    assert again(working_directory="prices").steps == {"Check": 1}
    assert again(summary="false").summary == ""
    concise = again(output_format="concise")
    assert "prices/pricing.price:10:48: error[loss-at-cap]" in concise.out
    # what stands in a file or in an input is never run, never a command to the runner, and never markup
    evil = 'feature x "$(touch owned)`touch owned`</pre><b>"\n::error::x\n'
    write(folder, {"a; touch owned.price": evil, "::warning::.price": "tier  t  {  price free }\n"})
    asked = again(fmt="true", args="--select $(touch${IFS}owned)", paths="$(touch owned)\n; touch owned\n-x")
    assert asked.steps["Check"] == 2
    done = again(fmt="true")
    assert done.steps == {"Check": 1, "Format": 1}
    assert not list(tmp_path.rglob("owned"))
    assert "</pre>" not in done.summary
    assert all(line.startswith("::error file=") for line in done.out.splitlines() if line.startswith("::error "))
    silenced = re.search(r"^::stop-commands::([0-9a-f]{32})$.*^::\1::$", done.out, re.MULTILINE | re.DOTALL)
    assert silenced is not None
    assert "::warning::.price" in silenced[0]
    # a version that nobody has released
    (tmp_path / "other").mkdir()
    failed = run(folder, source, tmp_path / "other", version="0.0.0.dev0")
    assert failed.steps == {"Install pricelang": 1}
    assert "pricelang==0.0.0.dev0" in failed.out
