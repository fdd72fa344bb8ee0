from __future__ import annotations

import io
import os

import pytest

from pricelang.render import terminal


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True

    def fileno(self) -> int:
        return 7


@pytest.mark.parametrize(
    ("choice", "environ", "is_terminal", "expected"),
    [
        ("always", {"NO_COLOR": "1", "TERM": "dumb"}, False, True),
        ("never", {"FORCE_COLOR": "1"}, True, False),
        ("auto", {"NO_COLOR": "1", "FORCE_COLOR": "1"}, True, False),
        ("auto", {"NO_COLOR": "", "FORCE_COLOR": "1"}, False, True),
        ("auto", {"FORCE_COLOR": "1", "TERM": "dumb"}, False, True),
        ("auto", {"FORCE_COLOR": ""}, False, False),
        ("auto", {"TERM": "dumb"}, True, False),
        ("auto", {"TERM": "xterm"}, True, True),
        ("auto", {}, True, True),
        ("auto", {}, False, False),
    ],
)
def test_color(choice: str, environ: dict[str, str], is_terminal: bool, expected: bool) -> None:
    stream = Terminal() if is_terminal else io.StringIO()
    assert terminal.color(choice, stream, environ) is expected  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("columns", "environ", "expected"),
    [
        (80, {}, 80),
        (20, {}, 40),
        (300, {}, 120),
        (0, {}, 100),
        (80, {"COLUMNS": "60"}, 60),
        (80, {"COLUMNS": "9999999999999999"}, 80),
        (80, {"COLUMNS": "wide"}, 80),
        (80, {"COLUMNS": "0"}, 80),
        (80, {"COLUMNS": "1"}, 40),
    ],
)
def test_width_of_a_terminal(
    columns: int, environ: dict[str, str], expected: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "get_terminal_size", lambda number: os.terminal_size((columns, 24)))
    assert terminal.width(Terminal(), environ) == expected


def test_width_elsewhere() -> None:
    assert terminal.width(io.StringIO(), {}) == 100
    assert terminal.width(io.StringIO(), {"COLUMNS": "72"}) == 72


def test_streams_that_are_none_or_closed_or_unknown(monkeypatch: pytest.MonkeyPatch) -> None:
    closed = io.StringIO()
    closed.close()
    for stream in (None, closed):
        assert terminal.width(stream, {}) == 100
        assert not terminal.color("auto", stream, {})

    def refuse(number: int) -> os.terminal_size:
        raise OSError

    monkeypatch.setattr(os, "get_terminal_size", refuse)
    assert terminal.width(Terminal(), {}) == 100
