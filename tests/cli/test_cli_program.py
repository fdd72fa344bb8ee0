"""The program around the commands: usage, status, streams that break, faults of its own."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import click
import pytest
from cli.cli_runs import CLEAN, FAULTY, process, run, write
from click.testing import CliRunner

import pricelang
from pricelang.cli import program as program_module
from pricelang.cli.program import program


def test_the_version() -> None:
    done = run("--version")
    assert (done.exit_code, done.stdout) == (0, f"pricelang {pricelang.__version__}\n")


def test_help_lists_the_commands_of_the_folder() -> None:
    done = run("--help")
    assert done.exit_code == 0
    for name in ("build", "check", "completion", "explain", "init", "schema"):
        assert f"\n  {name} " in done.stdout
    for name in ("options", "reporting", "guard", "program", "sources"):
        assert f"\n  {name} " not in done.stdout


def test_no_command_is_bad_usage() -> None:
    done = run()
    assert (done.exit_code, done.stdout) == (2, "")
    assert "Commands:" in done.stderr


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (["chek"], "error: there is no command `chek`; did you mean `check`?"),
        (["options"], "error: there is no command `options`; there are "),
        (["x" * 10_000], "x…`; there are"),
        (["check", "--output-format", "xml"], "error: Invalid value for '--output-format'"),
        (["check", "--nope"], "--nope"),
        (["explain", "a", "b"], "error: Got unexpected extra argument"),
        (["import"], "error: Missing argument 'FORMAT'"),
    ],
)
def test_bad_usage(args: list[str], said: str) -> None:
    done = run(*args)
    assert (done.exit_code, done.stdout) == (2, "")
    assert done.stderr.startswith("Usage: ")
    assert said in done.stderr


def test_completion_scripts_and_what_they_ask() -> None:
    for shell in ("bash", "zsh", "fish"):
        done = run("completion", shell)
        assert done.exit_code == 0
        assert "_PRICELANG_COMPLETE" in done.stdout
    assert run("completion", "tcsh").exit_code == 2

    def asked(line: str) -> list[str]:
        words = line.split(" ")
        done = process(_PRICELANG_COMPLETE="bash_complete", COMP_WORDS=line, COMP_CWORD=str(len(words) - 1))
        assert done.returncode == 0
        return str(done.stdout, "utf-8").split()

    assert asked("pricelang che") == ["plain,check"]
    assert asked("pricelang check pri") == ["file,pri"]
    assert "plain,markdown" in asked("pricelang build --target ma")
    assert asked("pricelang explain band") == ["plain,band-gap"]
    assert process(_PRICELANG_COMPLETE="nonsense").returncode == 2


# --- streams --------------------------------------------------------------


@pytest.mark.skipif(os.name == "nt", reason="needs a shell with pipes")
@pytest.mark.parametrize("command", ["check", "--help", "explain", "schema"])
def test_a_reader_that_leaves_early_is_no_fault(command: str, tmp_path: Path) -> None:
    faults = "product p { currency USD }\n" + "".join(f"tier t{at} {{ seats 5 to 3 }}\n" for at in range(3_000))
    write(tmp_path, a=faults)
    read, written = os.pipe()
    os.close(read)  # nobody reads at all
    done = subprocess.run(
        [sys.executable, "-m", "pricelang", command],
        stdout=written,
        stderr=subprocess.PIPE,
        cwd=tmp_path,
        check=False,
        timeout=60,
    )
    os.close(written)
    assert done.returncode == (1 if command == "check" else 0)
    assert done.stderr.decode() == ("1 file checked: 3000 errors in 1 file\n" if command == "check" else "")


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="this system has no full device")
def test_a_full_disk_is_said(tmp_path: Path) -> None:
    write(tmp_path, a=FAULTY)
    with open("/dev/full", "wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "pricelang", "check"],
            stdout=full,
            stderr=subprocess.PIPE,
            cwd=tmp_path,
            check=False,
            timeout=60,
        )
    assert done.returncode == 2
    assert done.stderr == b"error: standard output cannot be written: no space left on device\n"


@pytest.mark.skipif(os.name == "nt", reason="needs a shell")
def test_closed_streams(tmp_path: Path) -> None:
    write(tmp_path, a=FAULTY)
    base = f'"{sys.executable}" -m pricelang check'
    for redirect, status in [("a.price >&- 2>&-", 1), ("- <&-", 2)]:
        done = subprocess.run(["sh", "-c", f"{base} {redirect}"], capture_output=True, cwd=tmp_path, check=False)
        assert done.returncode == status
        assert b"Traceback" not in done.stderr


def test_letters_that_the_output_lacks_are_escaped(tmp_path: Path) -> None:
    write(tmp_path, a=FAULTY)
    done = process("check", tmp_path, PYTHONIOENCODING="ascii", PYTHONUTF8="0")
    assert done.returncode == 1
    assert b"\\u20ac20" in done.stdout


# --- faults ---------------------------------------------------------------


def broken(monkeypatch: pytest.MonkeyPatch, fault: BaseException) -> None:
    @click.command()
    def command() -> None:
        raise fault

    monkeypatch.setattr(program_module.Program, "get_command", lambda self, ctx, name: command)


def test_a_fault_of_its_own_is_a_short_message(monkeypatch: pytest.MonkeyPatch) -> None:
    broken(monkeypatch, ZeroDivisionError("division by zero"))
    done = run("check")
    assert done.exit_code == 2
    assert "the fault is its own: ZeroDivisionError: division by zero" in done.stderr
    assert "please report it" in done.stderr
    assert "Traceback" not in done.stderr
    assert "Traceback" in run("check", PRICELANG_TRACEBACK="1").stderr


def test_an_interruption_is_quiet(monkeypatch: pytest.MonkeyPatch) -> None:
    broken(monkeypatch, KeyboardInterrupt())
    done = run("check")
    assert done.exit_code == 2
    assert done.stderr.split() == ["interrupted"]


@pytest.mark.skipif(os.name == "nt", reason="signals are different there")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_signals(number: signal.Signals) -> None:
    running = subprocess.Popen(
        [sys.executable, "-m", "pricelang", "check", "-"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    try:
        assert running.stdin is not None
        running.stdin.write(CLEAN.encode())
        running.stdin.flush()
        with pytest.raises(subprocess.TimeoutExpired):
            running.wait(1.0)
        running.send_signal(number)
        _, stderr = running.communicate(timeout=20)
    finally:
        running.kill()
    assert running.returncode == 2
    assert stderr.decode().split() == ["interrupted"]


def test_the_handler_of_signals_does_not_outlive_a_run() -> None:
    before = signal.getsignal(signal.SIGTERM)
    CliRunner().invoke(program, ["--version"])
    assert signal.getsignal(signal.SIGTERM) is before
