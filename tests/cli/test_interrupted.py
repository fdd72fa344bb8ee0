"""Killed at any moment, every command that writes leaves each file as it was or as it would be, whole.

The command runs in a process of its own, which kills itself before and behind each of its calls to write, one
after the other; and is killed from outside at random moments.
"""

from __future__ import annotations

import os
import random
import shutil
import signal
import sys
import time
from pathlib import Path
from types import FrameType, ModuleType

import pytest
from cli.cli_runs import run
from market.market_lists import listing

import pricelang
import pricelang.market.genai_prices as genai
from pricelang.cli.program import program

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")

HEAD = 'product p "P" { currency USD; audience developer; reviewed 2026-11-01 }\n'
FIXABLE = HEAD + "tier pro { price $20 per month; recommended; recommended }\n" + "# a remark\n" * 400
UNTIDY = HEAD + "tier pro {price   $20 per month;recommended}\n" + "# a remark\n" * 400
STALE = 'cost mini { rate $0.30 per 1M input; source genai_prices "acme:fox-5-mini" }\n'
KILN = """\
saasName: Kiln
currency: USD
features:
  gas: {valueType: BOOLEAN, defaultValue: true, type: DOMAIN}
plans:
  BASIC: {price: 9.5}
"""

# What stands there before, and the command.
CASES = {
    "check --fix": ({"a.price": FIXABLE}, ["check", "a.price", "--fix"]),
    "check --fix of several": (
        dict.fromkeys(("a.price", "b.price"), FIXABLE),
        ["check", ".", "--fix", "--unsafe-fixes"],
    ),
    "fmt": ({"a.price": UNTIDY, "b.price": UNTIDY}, ["fmt", "."]),
    "build": (
        {"a.price": HEAD + "tier pro { price $20 per month }\n", "a.json": "old\n"},
        ["build", "a.price", "--target", "json", "--out", "a.json"],
    ),
    "import": ({"kiln.yml": KILN, "a.price": "# old\n"}, ["import", "pricing2yaml", "kiln.yml", "--out", "a.price"]),
    "init": ({"a.price": "# old\n"}, ["init", "a.price", "--force"]),
    "init of a new file": ({}, ["init", "a.price"]),
    "costs --write": ({"a.price": HEAD + STALE}, ["costs", "a.price", "--write"]),
}

PACKAGE = str(Path(pricelang.__file__).parent)
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT
_CALLS = {"write", "flush", "fsync", "chmod", "link", "rename", "replace", "unlink"}


@pytest.fixture(autouse=True)
def _a_list_that_stands_still(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(genai, "load", lambda _: listing())
    monkeypatch.chdir(tmp_path)


def child(arguments: list[str], dies_at: int | None = None) -> int:
    """Start the command; its process, which kills itself at its call of that number."""
    process = os.fork()
    if process:
        return process
    status = 70
    try:
        nowhere = os.open(os.devnull, os.O_RDWR)
        for stream in (0, 1, 2):
            os.dup2(nowhere, stream)
        if dies_at is not None:
            sys.addaudithook(Killer(dies_at).audit)
        program.main(arguments, standalone_mode=False)
        status = 0
    finally:
        os._exit(status)


class Killer:
    """Counts the calls of the program that change files, each as it begins and as it returns."""

    def __init__(self, dies_at: int) -> None:
        self.left = dies_at

    def count(self) -> None:
        if not self.left:
            os.kill(os.getpid(), signal.SIGKILL)
        self.left -= 1

    def audit(self, event: str, arguments: tuple[object, ...]) -> None:
        """A file is opened to be written; from here on all calls are looked at, which takes its time."""
        if event == "open" and isinstance(arguments[2], int) and arguments[2] & _WRITING:
            self.count()
            sys.setprofile(self.profile)

    def profile(self, frame: FrameType, event: str, function: object) -> None:
        ours = event in ("c_call", "c_return") and frame.f_code.co_filename.startswith(PACKAGE)
        if ours and getattr(function, "__name__", "") in _CALLS and is_of_the_system(function):
            self.count()


def is_of_the_system(function: object) -> bool:
    """Whether this is one of the system's calls, or a method of a file, and not that of a text."""
    owner = getattr(function, "__self__", None)
    home = owner.__name__ if isinstance(owner, ModuleType) else type(owner).__module__
    return home in ("posix", "_io", "io")


def state(folder: Path) -> dict[str, str]:
    """The files that are there, but for those that are not in place yet."""
    return {path.name: path.read_text("utf-8") for path in folder.iterdir() if not path.name.startswith(".")}


def put(folder: Path, files: dict[str, str]) -> None:
    for path in folder.iterdir():
        shutil.rmtree(path) if path.is_dir() else path.unlink()
    for name, text in files.items():
        (folder / name).write_text(text, "utf-8")


def warm(arguments: list[str], folder: Path, before: dict[str, str]) -> None:
    """Run the command here, so that what it imports is there for all runs; and put back what stood there."""
    put(folder, before)
    run(*arguments)
    put(folder, before)


def is_whole(found: dict[str, str], before: dict[str, str], after: dict[str, str]) -> bool:
    """Whether each file is the old or the new one."""
    return all(found.get(name) in (before.get(name), after.get(name)) for name in {*found, *before, *after})


def finished(process: int) -> bool:
    """Wait for a process; whether it came to its end."""
    return not os.WIFSIGNALED(os.waitpid(process, 0)[1])


@pytest.mark.parametrize("case", CASES)
def test_a_kill_leaves_the_old_or_the_new_file(case: str, tmp_path: Path) -> None:
    before, arguments = CASES[case]
    warm(arguments, tmp_path, before)
    begin = time.perf_counter()
    assert finished(child(arguments))
    took = time.perf_counter() - begin
    after = state(tmp_path)
    assert after != before, "the command writes nothing"

    seen: set[str] = set()
    for moment in range(200):
        put(tmp_path, before)
        done = finished(child(arguments, moment))
        found = state(tmp_path)
        assert is_whole(found, before, after), f"at call {moment}"
        seen.add("new" if found == after else "old" if found == before else "some of each")
        if done:
            break
    else:
        pytest.fail("the command never ends")
    assert {"old", "new"} <= seen

    rng = random.Random(case)
    end = time.monotonic() + 0.4
    while time.monotonic() < end:
        put(tmp_path, before)
        process = child(arguments)
        time.sleep(rng.random() * took)
        os.kill(process, signal.SIGKILL)
        os.waitpid(process, 0)
        assert is_whole(state(tmp_path), before, after), "at a random moment"


def test_the_command_can_be_run_again_after_a_kill(tmp_path: Path) -> None:
    before, arguments = CASES["check --fix"]
    warm(arguments, tmp_path, before)
    assert finished(child(arguments))
    after = state(tmp_path)
    put(tmp_path, before)
    moment = 0
    while not finished(child(arguments, moment)):
        moment += 1
    assert state(tmp_path) == after
