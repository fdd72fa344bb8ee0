"""The Containerfile: without an engine it is not built here, but what it copies is there, is enough, and installs."""

from __future__ import annotations

import re
import shlex
import shutil
import sys
from pathlib import Path

from automation.checkouts import ROOT, need_packages, ran, succeeded

TEXT = (ROOT / "Containerfile").read_text("utf-8")
LINES = [line.split(None, 1) for line in TEXT.splitlines() if line and not line.startswith("#")]
STAGES = [index for index, (word, _) in enumerate(LINES) if word == "FROM"]
BUILD, FINAL = LINES[: STAGES[1]], LINES[STAGES[1] :]


def said(stage: list[list[str]], word: str) -> list[str]:
    return [rest for each, rest in stage if each == word]


def copied() -> list[tuple[str, str]]:
    """What the first stage copies, and where to."""
    found = []
    for rest in said(BUILD, "COPY"):
        *sources, target = shlex.split(rest)
        found += [(source, target) for source in sources]
    return found


def test_instructions() -> None:
    known = {"FROM", "WORKDIR", "COPY", "RUN", "USER", "ENV", "ENTRYPOINT", "CMD"}
    assert {word for word, _ in LINES} <= known
    assert len(STAGES) == 2
    for base in said(LINES, "FROM"):
        assert re.fullmatch(r"docker\.io/library/python:3\.\d+-slim( AS \w+)?", base)
    # the environment stands where it was made, or its scripts would not start
    (made,) = re.findall(r"python -m venv (\S+)", TEXT)
    assert f"--from=build {made} {made}" in said(FINAL, "COPY")
    assert said(FINAL, "ENTRYPOINT") == ['["pricelang"]']
    assert f"PATH={made}/bin:$PATH" in said(FINAL, "ENV")


def test_it_does_not_run_as_the_superuser() -> None:
    (user,) = said(FINAL, "USER")
    assert int(user) > 0
    assert f"--uid {user} " in "".join(said(FINAL, "RUN"))
    words = [word for word, _ in FINAL]
    assert words.index("USER") > max(index for index, word in enumerate(words) if word == "RUN")


def test_what_is_copied_is_there_and_not_ignored() -> None:
    lines = (ROOT / ".dockerignore").read_text("utf-8").splitlines()
    rules = [line for line in lines if line and not line.startswith("#")]
    assert rules[0] == "*"
    for source, _ in copied():
        assert (ROOT / source).exists(), source
        assert f"!{source.removeprefix('./')}" in rules, source
    assert {rule[1:] for rule in rules if rule.startswith("!")} == {source for source, _ in copied()}


def test_what_is_copied_is_enough(tmp_path: Path) -> None:
    need_packages(tmp_path)
    context = tmp_path / "context"
    context.mkdir()
    for source, target in copied():
        place = context / target
        if (ROOT / source).is_dir():
            shutil.copytree(ROOT / source, place, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            place.mkdir(exist_ok=True)
            shutil.copy(ROOT / source, place)
    (made,) = re.findall(r"python -m venv (\S+)", TEXT)
    venv = tmp_path / "venv"
    (command,) = said(BUILD, "RUN")
    command = command.replace("python -m venv", f"{shlex.quote(sys.executable)} -m venv").replace(made, str(venv))
    succeeded("sh", "-ec", command, cwd=context)
    work = tmp_path / "work"
    work.mkdir()
    (entry,) = re.findall(r'\["(.*)"\]', said(FINAL, "ENTRYPOINT")[0])
    succeeded(venv / "bin" / entry, "init", "first.price", cwd=work)
    assert succeeded(venv / "bin" / entry, "check", cwd=work).endswith("no findings\n")
    page = succeeded(venv / "bin" / entry, "build", "first.price", "--target", "markdown", "--locale", "de", cwd=work)
    assert page.startswith("# Inkwell")
    assert ran(venv / "bin" / entry, "costs", cwd=work).returncode in (0, 1)
