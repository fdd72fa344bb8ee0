"""The last resort: whatever happens, the exit status is 0, 1 or 2, and what a person reads is a message."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from contextlib import suppress
from types import FrameType

import click

from pricelang.cli.reporting import COULD_NOT_RUN, CannotRun, finish, note, problem


def guarded(run: Callable[[], object]) -> int:
    """Run a program, say what went wrong, and give its exit status.

    `PRICELANG_TRACEBACK=1` in the environment shows where an unexpected fault happened.
    """
    restore = _prepare()
    try:
        status = run()
        finish()
        return status if isinstance(status, int) else 0
    except click.UsageError as wrong:
        if wrong.ctx is not None:
            note(wrong.ctx.get_usage())
            note(f"Try '{wrong.ctx.command_path} --help' for help.\n")
        problem(*reasons(wrong))
    except (click.Abort, KeyboardInterrupt) as stop:
        note(*reasons(stop))
    except SystemExit as wanted:
        # click leaves this way after a completion; and when nobody reads its help any more, with stdout wrapped
        if not wanted.code or type(sys.stdout).__name__.endswith("PacifyFlushWrapper"):
            return 0
    except Exception as fault:
        _confess(fault)
    finally:
        restore()
    return COULD_NOT_RUN


def _prepare() -> Callable[[], object]:
    """Nothing that is written can fail for want of a letter, and a polite request to stop is an interruption. Returns
    how to leave that as it was."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="backslashreplace")
    with suppress(ImportError, ValueError):  # no signals here, or not the main thread
        import signal

        before = signal.signal(signal.SIGTERM, _stop)
        return lambda: signal.signal(signal.SIGTERM, before)
    return lambda: None


def _stop(_number: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt


def reasons(fault: BaseException) -> tuple[str, ...]:
    """Why a program ended with this, as a person reads it: a message for each reason."""
    if isinstance(fault, CannotRun):
        return fault.messages
    if isinstance(fault, click.ClickException):
        return (fault.format_message(),)
    if isinstance(fault, (click.Abort, KeyboardInterrupt)):
        return ("interrupted",)
    if _is_cannot_read(fault):
        return tuple(map(str, fault.args))
    what = f"{type(fault).__name__}: {fault}" if str(fault) else type(fault).__name__
    return (f"pricelang failed, and the fault is its own: {what if len(what) <= 300 else what[:299] + '…'}",)


def _is_cannot_read(fault: BaseException) -> bool:
    # the work that raises it was imported; asking for it here would import it for every command
    project = sys.modules.get("pricelang.project")
    return project is not None and isinstance(fault, project.CannotRead)


def _confess(fault: Exception) -> None:
    own = not isinstance(fault, (CannotRun, click.ClickException)) and not _is_cannot_read(fault)
    if own and os.environ.get("PRICELANG_TRACEBACK") == "1":
        from traceback import format_exc

        note(format_exc().rstrip())
    problem(*reasons(fault))
    if own:
        note("please report it, with the command and the file; PRICELANG_TRACEBACK=1 shows where it happened")
