"""The command line. A command is a module of this folder that holds `command`; it imports its work when it is called.

Exit status: 0 clean, 1 findings at or above `--fail-on`, 2 could not run. Nothing else.
"""

from __future__ import annotations

import gc
from collections.abc import Sequence

# A command makes many small values and hardly a cycle: looking for some every 700 of them is a tenth of its start.
_VALUES_BETWEEN_COLLECTIONS = 200_000


def main(args: Sequence[str] | None = None) -> None:
    """Run the command line with some arguments, else with those of the process, and exit."""
    gc.set_threshold(_VALUES_BETWEEN_COLLECTIONS)
    try:
        from pricelang.cli.program import program

        program.main(args, prog_name="pricelang")
    except KeyboardInterrupt:  # before there was a guard, or after it
        raise SystemExit(2) from None
