"""The analysis takes time in proportion to the file: a thousand tiers with two hundred metrics in seconds."""

from __future__ import annotations

from time import perf_counter

from analysis.analysed import analysed

from pricelang.analysis.margins import endless
from pricelang.analysis.units import unit_prices
from pricelang.analysis.worst import loss


def product(tiers: int, metrics: int) -> str:
    names = [f"m{each}" for each in range(metrics)]
    lines = ['product p "P" { currency USD; audience consumer }', "cost model { rate $0.001 per run }"]
    lines += [
        f"metric {name} {{ charged by task; costs {place % 7 + 1} model.run }}" for place, name in enumerate(names)
    ]
    lines += ["credit ai {", *(f"burns {place % 5 + 1} per {name}" for place, name in enumerate(names)), "}"]
    ai = "includes 9 ai per month, then block"
    lines += [f"package all_of_it core {{ offers {', '.join(names)} }}"]
    lines += [f"tier t{each} {{ price ${9 + each} per month; includes all_of_it; {ai} }}" for each in range(tiers)]
    return "\n".join(lines)


def test_a_thousand_tiers_with_two_hundred_metrics() -> None:
    analysis = analysed(product(1_000, 200))
    start = perf_counter()
    found = 0
    for tier in analysis.tiers:
        for one in analysis.variants(tier.name):
            found += loss(one) is not None
            found += len(endless(one)) + len(list(unit_prices(analysis.sheet, one)))
    assert found == 0
    assert perf_counter() - start < 20, "about a second on one core"
