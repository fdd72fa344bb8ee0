"""Runs the `run` steps of a composite action as a runner of GitHub does, as far as this project's action needs it."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

import yaml
from automation.checkouts import ROOT, environ

ACTION: dict[str, Any] = yaml.safe_load((ROOT / "action.yml").read_text("utf-8"))
_EXPRESSION = re.compile(r"\$\{\{\s*(.*?)\s*\}\}")


class Ran(NamedTuple):
    """The exit status of each step that ran, what they wrote, and the summary of the job."""

    steps: dict[str, int]
    out: str
    summary: str

    @property
    def failed(self) -> bool:
        return any(self.steps.values())


def run(folder: Path, source: Path, temp: Path, skip: tuple[str, ...] = (), **inputs: str) -> Ran:
    """Run the action that stands in `source` on a repository; `skip` names steps that another run has done already.

    A name of an input is written with `_` for `-`.
    """
    given = {name: str(said.get("default", "")) for name, said in ACTION["inputs"].items()}
    for name, value in inputs.items():
        assert name.replace("_", "-") in given, f"the action has no input `{name}`"
        given[name.replace("_", "-")] = value
    known = {f"inputs.{name}": value for name, value in given.items()}
    known |= {"github.action_path": str(source), "steps.python.outputs.python-path": sys.executable}
    output, summary = temp / "output", temp / "summary"
    summary.write_text("", "utf-8")
    done: dict[str, int] = {}
    written = ""
    for step in ACTION["runs"]["steps"]:
        if "run" not in step:
            continue  # another action: this Python stands for the one that it sets up
        status = 0
        if step["name"] not in skip:
            if not _wanted(step.get("if"), known, any(done.values())):
                continue
            values = {name: _filled(value, known) for name, value in step.get("env", {}).items()}
            if "id" in step:
                output.write_text("", "utf-8")
            script = temp / "script.sh"
            script.write_text(step["run"], "utf-8")
            files = {"GITHUB_OUTPUT": str(output), "GITHUB_STEP_SUMMARY": str(summary), "RUNNER_TEMP": str(temp)}
            ended = subprocess.run(
                ["bash", "--noprofile", "--norc", "-eo", "pipefail", str(script)],
                cwd=folder / _filled(step.get("working-directory", "."), known),
                env=environ(**files, **values),
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                check=False,
                timeout=300,
            )
            status = done[step["name"]] = ended.returncode
            written += ended.stdout.decode("utf-8")
        if "id" in step:
            known[f"steps.{step['id']}.outcome"] = "failure" if status else "success"
            for line in output.read_text("utf-8").splitlines():
                name, _, value = line.partition("=")
                known[f"steps.{step['id']}.outputs.{name}"] = value
    return Ran(done, written, summary.read_text("utf-8"))


def _filled(text: str, known: Mapping[str, str]) -> str:
    return _EXPRESSION.sub(lambda found: known.get(found[1], ""), text)


def _wanted(condition: str | None, known: Mapping[str, str], failed: bool) -> bool:
    """Whether a step runs: without a condition, where nothing has failed."""
    if condition is None:
        return not failed
    whole = _EXPRESSION.fullmatch(condition)
    assert whole is not None, condition
    holds = True
    for part in whole[1].split(" && "):
        equal = re.fullmatch(r"([\w.-]+) == '(\w+)'", part)
        assert equal is not None or part == "!cancelled()", f"a condition that is not understood here: {part}"
        holds = holds and (equal is None or known.get(equal[1], "") == equal[2])
    return holds
