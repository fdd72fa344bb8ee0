"""How long a check takes to start, against importing what any such tool imports.

    python benchmarks/startup.py [--runs 15]

Runs `python -c "import click, lark"` and `pricelang check specs/scribe.price` in turn, and prints the medians of each
and of their ratio, pair by pair: the ratio holds when the machine's speed drifts. Promised: at most 1.6. Run it with an
installed package (`pip install .`), whose modules are compiled; an editable one may compile them at every start.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).parents[1]
SPEC = ROOT / "specs" / "scribe.price"


def seconds(command: list[str]) -> float:
    """The wall time of a whole process."""
    begin = time.perf_counter()
    subprocess.run(command, check=True, capture_output=True, cwd=os.sep)
    return time.perf_counter() - begin


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=15)
    runs = parser.parse_args().runs
    imports = [sys.executable, "-c", "import click, lark"]
    check = [str(Path(sys.executable).parent / "pricelang"), "check", str(SPEC)]
    nothing = [sys.executable, "-c", "pass"]
    for command in (nothing, imports, check):
        seconds(command)
    rows = [(seconds(nothing), seconds(imports), seconds(check)) for _ in range(runs)]
    for name, column in (("python", 0), ("import click, lark", 1), ("pricelang check", 2)):
        values = sorted(row[column] for row in rows)
        print(f"{name:<20} median {statistics.median(values) * 1000:7.1f} ms   fastest {values[0] * 1000:7.1f} ms")
    ratio = statistics.median(row[2] / row[1] for row in rows)
    print(f"{'check / imports':<20} median {ratio:7.2f}      promised at most 1.60")


if __name__ == "__main__":
    main()
