"""How long a bill takes, and whether memory grows with customers.

    python benchmarks/rating.py [bills]

Measures the sample's tier (a fee per seat, a wallet with two metrics, overage) in one process, best of five runs. The
ratios are taken within the run, so that they can be compared between machines; the unit is one multiplication and
addition of exact decimals in Python.
"""

from __future__ import annotations

import sys
import tracemalloc
from decimal import Decimal
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING

import pricelang
from pricelang.rating import Rater, Subscription, bill, bill_periods, use

if TYPE_CHECKING:
    from collections.abc import Callable

    from pricelang.catalog.catalog import Catalog

SPEC = Path(__file__).parent.parent / "specs" / "scribe.price"
BUDGET = 100.0
"""Microseconds that one bill may take."""


def best(work: Callable[[], object], times: int) -> float:
    """Microseconds of one call, best of five runs."""
    found = float("inf")
    for _ in range(5):
        began = perf_counter()
        for _ in range(times):
            work()
        found = min(found, (perf_counter() - began) / times)
    return found * 1e6


def grown(catalog: Catalog, customers: int) -> float:
    """Mebibytes that stay after the bills of so many different customers, beyond those of the first thousand."""

    def run(first: int, last: int) -> None:
        for number in range(first, last):
            seats = 1 + number % 97
            subscription = Subscription("pro", "yearly" if number % 5 == 0 else "monthly", seats=seats)
            bill(catalog, subscription, [use("draft", number), use("image", number % 1013)])

    run(0, 1000)
    tracemalloc.start()
    before, _ = tracemalloc.get_traced_memory()
    run(1000, customers)
    after, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return (after - before) / 2**20


def main() -> None:
    customers = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    catalog = pricelang.load(SPEC)
    subscription = Subscription("pro", "monthly", seats=1)
    usage = [use("draft", 460), use("image", 15)]
    rater = Rater(catalog)
    rater.bill(subscription, usage)
    one, other = Decimal("0.045"), Decimal("12.5")

    unit = best(lambda: one * other + other, 20_000)
    warm = best(lambda: rater.bill(subscription, usage), 1000)
    inexact = Rater(catalog)
    inexact._inexact = {key[:10] for key in rater._tariffs}
    slow = best(lambda: inexact.bill(subscription, usage), 500)
    cold = best(lambda: Rater(catalog).bill(subscription, usage), 50)
    year = [usage] * 12
    months = best(lambda: bill_periods(catalog, subscription, year), 50) / 12
    rows = [
        ("a bill", warm),
        ("a bill in a sequence of twelve", months),
        ("a bill in fractions", slow),
        ("a bill, with the tier compiled", cold),
    ]
    lines = [f"{'one decimal operation':36}{unit:9.2f} us"]
    for label, time in rows:
        lines.append(f"{label:36}{time:9.1f} us{time / warm:8.2f} x a bill{time / unit:9.0f} x the unit")
    lines.append(f"{customers:,} customers{'':20}{grown(catalog, customers):9.2f} MiB more at the end")
    sys.stdout.write("\n".join(lines) + "\n")
    if warm > BUDGET:
        sys.exit(f"a bill takes {warm:.0f} us, more than {BUDGET:.0f}")


if __name__ == "__main__":
    main()
