"""What the linter's rules add to a check, and how their time grows with tiers and metrics.

    python benchmarks/rules.py [--runs 9] [--tiers 250 500 1000]

First `pricelang check specs/scribe.price` with all default rules against none, in turn, as the median of the ratios
pair by pair: promised, at most 1.3. Then the default rules, in one process, on a generated ladder of tiers with 200
metrics.
"""

from __future__ import annotations

import argparse
import statistics
import subprocess
import sys
import time
from datetime import date
from pathlib import Path

from pricelang.config import Settings
from pricelang.project import Loader

ROOT = Path(__file__).parents[1]
SPEC = ROOT / "specs" / "scribe.price"
METRICS = 200


def seconds(command: list[str]) -> float:
    """The wall time of a whole process."""
    begin = time.perf_counter()
    subprocess.run(command, check=True, capture_output=True)
    return time.perf_counter() - begin


def ladder(tiers: int) -> str:
    """A product with many tiers, each a little larger and dearer than the last, and many metrics."""
    metrics = "".join(
        f'metric m{number} "Metric {number}" {{ charged by task; costs {number % 7 + 1} model.token }}\n'
        for number in range(METRICS)
    )
    burns = "".join(f"  burns {number % 9 + 1} per m{number}\n" for number in range(METRICS))
    plans = "".join(
        f'tier t{number} "T{number}" {{\n'
        f"  price ${20 + number} per month\n"
        f"  includes {100 + number} ai per month, then $0.05 each up to $50 per month if enabled, then block\n"
        f"  limit {50 + number} m{number % METRICS} per day, then slow\n"
        f"  alert ai at 80%\n}}\n"
        for number in range(tiers)
    )
    head = 'product big "Big" {\n  currency USD\n  reviewed 2026-11-01\n  margin at least 50%\n}\n'
    cost = 'cost model "Model" { rate $0.0001 per token; as_of 2026-11-01 }\n'
    return f"{head}{cost}{metrics}credit ai {{\n{burns}  unused expires\n}}\n{plans}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=9)
    parser.add_argument("--tiers", type=int, nargs="+", default=[250, 500, 1000])
    options = parser.parse_args()
    check = [str(Path(sys.executable).parent / "pricelang"), "check", str(SPEC)]
    bare = [*check, "--ignore", "all"]
    for command in (check, bare):
        seconds(command)
    ratios = [seconds(check) / seconds(bare) for _ in range(options.runs)]
    print(f"all rules / none: median {statistics.median(ratios):.2f}, promised at most 1.30")

    for tiers in options.tiers:
        text = ladder(tiers)
        begin = time.perf_counter()
        Loader().load("big.price", text)
        plain = time.perf_counter()
        found = Loader(Settings(isolated=True), date(2026, 11, 22)).load("big.price", text)
        end = time.perf_counter()
        took = end - plain - (plain - begin)
        print(
            f"{tiers:>6} tiers x {METRICS} metrics: rules {took:6.2f} s, {took / tiers * 1000:6.2f} ms a tier, "
            f"{len(found.diagnostics)} findings"
        )


if __name__ == "__main__":
    main()
