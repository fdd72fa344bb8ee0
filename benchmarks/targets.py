"""How long billing targets take, against the canonical JSON of the same catalogs.

    python benchmarks/targets.py [--runs 9]

Ten price files of `specs/`, each written for every billing target with all that can be approximated, and as canonical
JSON as often, in turn; processor time, so that what else a machine does counts little. Promised: under three times the
time of the JSON.
"""

from __future__ import annotations

import argparse
import statistics
import sys
from pathlib import Path
from time import process_time

import pricelang
from pricelang import targets
from pricelang.catalog.catalog import Catalog
from pricelang.targets import emit, emit_with_report

SPECS = Path(__file__).parents[1] / "specs"
PROMISED = 3
FILES = 10


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=9)
    options = parser.parse_args()
    catalogs = [pricelang.load(path) for path in sorted(SPECS.glob("*.price"))]
    catalogs = [catalog for catalog in catalogs if catalog.product is not None][:FILES]
    billing = {name: module for name in targets.names() if (module := targets.billing(name)) is not None}
    ratios: dict[str, list[float]] = {name: [] for name in billing}
    whole: list[float] = []
    for _ in range(options.runs + 1):  # the first one warms up
        spent, json = 0.0, 0.0
        for name, module in billing.items():
            allowed = [loss for loss, kind in module.LOSSES.items() if kind.instead is not None]
            mine, other = _seconds(catalogs, name, allowed), _json(catalogs)
            ratios[name].append(mine / other)
            spent, json = spent + mine, json + other
        whole.append(spent / json)
    for name, found in ratios.items():
        sys.stdout.write(f"{name:<12} {statistics.median(found[1:]):5.2f} x the JSON\n")
    median = statistics.median(whole[1:])
    sys.stdout.write(f"{len(catalogs)} files to {len(billing)} targets: {median:.2f}; promised under {PROMISED}\n")
    if median >= PROMISED:
        sys.exit(f"emitting takes {median:.2f} times the JSON")


def _seconds(catalogs: list[Catalog], target: str, allowed: list[str]) -> float:
    begin = process_time()
    for catalog in catalogs:
        emit_with_report(catalog, target, allow_loss=allowed)
    return process_time() - begin


def _json(catalogs: list[Catalog]) -> float:
    begin = process_time()
    for catalog in catalogs:
        emit(catalog, "json")
    return process_time() - begin


if __name__ == "__main__":
    main()
