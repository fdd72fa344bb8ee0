"""Credits, exchanges, discounts and examples.

Each text has one fault, and what is said of it is all that is said.
"""

from __future__ import annotations

import pytest
from lowering.lowered_text import report, unindented

CASES = {
    "burn twice": (
        """
        product p { currency USD }
        metric m
        credit c { burns 1 per m; burns 2 per m }
        """,
        """
        error[duplicate-row] 3:39 `m` there are two rates for `m`
          3:24 `m` the first row
          help: leave one of them out, or say when it holds: `when quality is high`
        """,
    ),
    "burn unlimited": (
        """
        product p { currency USD }
        metric m
        credit c { burns unlimited per m }
        """,
        """
        error[wrong-value] 3:18 `unlimited` a rate is a number of credits
          help: write a number, `at least 1` or `unpublished`
        """,
    ),
    "row width": (
        """
        product p { currency USD }
        metric m
        credit c { burns per m by size and mode { large 5 } }
        """,
        """
        error[wrong-value] 3:43 `large` this row says 1 value, and the table is by size and mode
          help: write one value for each: `... and ...`
        """,
    ),
    "draws twice": (
        """
        product p { currency USD }
        credit c { draws included, included }
        """,
        """
        error[duplicate-item] 2:28 `included` `included` is listed twice
          2:18 `included` listed here already
          help: leave one of them out
        """,
    ),
    "exchange same": (
        """
        product p { currency USD; exchange $1 at $2 }
        """,
        """
        error[wrong-value] 1:36 `$1 at $2` an exchange is between two currencies
        """,
    ),
    "exchange inexact": (
        """
        product p { currency USD; exchange €3 at $1 }
        """,
        """
        error[wrong-value] 1:36 `€3 at $1` this rate is no exact decimal
          help: write what one EUR is worth: `exchange EUR 1 at ...`
        """,
    ),
    "no reduction": (
        """
        product p { currency USD }
        tier t
        discount d { code "X" }
        """,
        """
        error[missing-statement] 3:10 `d` the discount `d` takes nothing off
          help: write `20% off`, `$10 off` or `free 3 months`
        """,
    ),
    "two reductions": (
        """
        product p { currency USD }
        tier t
        discount d { 5% off; $5 off }
        """,
        """
        error[duplicate-statement] 3:22 `$5 off` a discount is a percentage, an amount or a free time: one of them
          3:14 `5% off` the first
          help: make it two discounts, with `stacks` if both may be given
        """,
    ),
    "no tier": (
        """
        product p { currency USD }
        tier t
        example "e" { total $5 }
        """,
        """
        error[missing-statement] 3:9 `"e"` this example does not say which tier it bills
          help: name a tier and how it is paid: `tier pro monthly`
        """,
    ),
    "no total": (
        """
        product p { currency USD }
        tier t
        example "e" { tier t monthly }
        """,
        """
        warning[missing-statement] 3:9 `"e"` this example states no bill, so it proves nothing
          help: add what it comes to: `total $24.00`
        """,
    ),
    "unknown attribute": (
        """
        product p { currency USD }
        metric m
        credit c { burns 2 per m when quality is high }
        tier t { includes 5 c, then block }
        example "e" { tier t monthly; use 5 m when qualty is high; total $0 }
        """,
        """
        error[unknown-attribute] 5:44 `qualty` no rate, cost or price of `m` depends on `qualty`
          help: did you mean `quality`?
        """,
    ),
    "unknown value": (
        """
        product p { currency USD }
        metric m
        credit c { burns 2 per m when quality is high }
        tier t { includes 5 c, then block }
        example "e" { tier t monthly; use 5 m when quality is hihg; total $0 }
        """,
        """
        error[unknown-attribute] 5:55 `hihg` no rate, cost or price of `m` names the quality `hihg`
          help: did you mean `high`?
        """,
    ),
    "use credit": (
        """
        product p { currency USD }
        credit c
        tier t { includes 5 c, then block }
        example "e" { tier t monthly; use 5 c; total $0 }
        """,
        """
        error[wrong-dimension] 4:37 `c` `c` is a credit, and a metric belongs here
          2:8 `c` a credit: declared here
          help: say what is used, and the credits follow from its rates: name a metric
        """,
    ),
    "use two values": (
        """
        product p { currency USD }
        metric m
        credit c { burns 2 per m when quality is high }
        tier t { includes 5 c, then block }
        example "e" { tier t monthly; use 5 m when quality is high or low; total $0 }
        """,
        """
        error[wrong-value] 5:63 `low` a use has one `quality`, and this says 2
          help: write one `use` for each
        """,
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_proof(name: str) -> None:
    text, expected = (unindented(part) for part in CASES[name])
    assert report(text) == expected
