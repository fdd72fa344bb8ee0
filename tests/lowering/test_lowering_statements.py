"""Statements and clauses: bands, repetition, clauses out of place.

Each text has one fault, and what is said of it is all that is said.
"""

from __future__ import annotations

import pytest
from lowering.lowered_text import report, unindented

CASES = {
    "band no rest": (
        """
        product p { currency USD }
        metric m
        tier a { price per m graduated { first 10 free; next 10 at $1 } }
        """,
        """
        error[band-gap] 3:49 `next 10 at $1` what is above 20 has no price
          help: end with `rest at ...`
        """,
    ),
    "band no first": (
        """
        product p { currency USD }
        metric m
        tier a { price per m graduated { next 10 free; rest at $1 } }
        """,
        """
        error[band-gap] 3:34 `next 10 free` the bands must start with `first`
          help: write `first ...`: each width counts from the end of the band before it
        """,
    ),
    "band two first": (
        """
        product p { currency USD }
        metric m
        tier a { price per m graduated { first 10 free; first 10 at $2; rest at $1 } }
        """,
        """
        error[band-gap] 3:49 `first 10 at $2` only the first band is a `first`
          help: write `next ...`: each width counts from the end of the band before it
        """,
    ),
    "band rest middle": (
        """
        product p { currency USD }
        metric m
        tier a { price per m graduated { first 10 free; rest at $2; next 5 at $1 } }
        """,
        """
        error[band-gap] 3:49 `rest at $2` `rest` must be the last band: nothing is left after it
          help: move it to the end
        """,
    ),
    "volume falling": (
        """
        product p { currency USD }
        metric m
        tier a { price per m volume { up to 10 at $3; up to 5 at $2; above at $1 } }
        """,
        """
        error[band-gap] 3:47 `up to 5 at $2` this band ends at 5, and the one before it at 10
          3:31 `up to 10 at $3` the band before it
          help: let the ends rise
        """,
    ),
    "volume no above": (
        """
        product p { currency USD }
        metric m
        tier a { price per m volume { up to 10 at $3 } }
        """,
        """
        error[band-gap] 3:31 `up to 10 at $3` what is above 10 has no price
          help: end with `above at ...`
        """,
    ),
    "band empty": (
        """
        product p { currency USD }
        metric m
        tier a { price per m graduated { } }
        """,
        """
        error[band-gap] 3:22 `graduated { }` what is above 0 has no price
          help: end with `rest at ...`
        """,
    ),
    "statement twice": (
        """
        product p { currency USD; stage beta; stage growth }
        """,
        """
        error[duplicate-statement] 1:39 `stage growth` `stage` is said twice
          here: said again
          1:27 `stage beta` said here already
          help: leave one of them out
        """,
    ),
    "seats twice": (
        """
        product p { currency USD }
        tier a { price $5 per month; seats at least 2; seats up to 9 }
        """,
        """
        error[duplicate-statement] 2:48 `seats up to 9` `seats` is said twice for `seat`
          here: said again
          2:30 `seats at least 2` said here already
          help: leave one of them out
        """,
    ),
    "alert twice": (
        """
        product p { currency USD }
        metric m
        tier a { includes 5 m, then block; alert m at 80%; alert m at 90% }
        """,
        """
        error[duplicate-statement] 3:58 `m` there are two alerts of `m` here
          here: the second
          3:42 `m` the first
          help: write all of them in one: `alert m at 80%, 100%`
        """,
    ),
    "pooled limit": (
        """
        product p { currency USD }
        metric m
        tier a { limit 5 m per seat per day, pooled }
        """,
        """
        error[misplaced-clause] 3:38 `pooled` `pooled` means nothing on a limit
          help: a limit for all seats together is one without `per seat`
        """,
    ),
    "grants on usage": (
        """
        product p { currency USD }
        metric m
        tier a { price $1 per m, grants up front }
        """,
        """
        error[misplaced-clause] 3:26 `grants up front` `grants up front` means nothing on a usage price
          help: a fee hands out grants, so write it there: `$192 per year, grants up front`
        """,
    ),
    "saves on allowance": (
        """
        product p { currency USD }
        metric m
        tier a { includes 5 m, saves 20% }
        """,
        """
        error[misplaced-clause] 3:24 `saves 20%` `saves 20%` means nothing on an allowance
          help: it says what one fee saves against another: write it after them, as in `..., saves 20%`
        """,
    ),
    "per twice": (
        """
        product p { currency USD }
        metric m
        tier a { includes 5 m per seat per day per month }
        """,
        """
        error[duplicate-clause] 3:40 `per month` this is said twice in one statement
          here: said again
          3:32 `per day` said here already
          help: leave one of them out
        """,
    ),
    "then unreachable": (
        """
        product p { currency USD }
        metric m
        tier a { includes 5 m, then $1 each, then block }
        """,
        """
        error[unreachable-phase] 3:43 `block` this never happens: the phase before it has no end
          3:29 `$1 each` goes on for good
          help: give the phase before it a ceiling (`up to $200 per month`), or leave this one out
        """,
    ),
    "expires never": (
        """
        product p { currency USD }
        credit c
        tier a { includes 5 c, expires 3 months after purchase, never expires }
        """,
        """
        error[duplicate-clause] 3:57 `never expires` this allowance expires and never expires
          3:24 `expires 3 months after purchase` expires here
          help: leave one of them out
        """,
    ),
    "clause twice": (
        """
        product p { currency USD }
        tier a { price $5 per month, from 2027-01-01, from 2027-02-01 }
        """,
        """
        error[duplicate-clause] 2:47 `from 2027-02-01` this is said twice in one statement
          here: said again
          2:30 `from 2027-01-01` said here already
          help: leave one of them out
        """,
    ),
    "concurrent window": (
        """
        product p { currency USD }
        metric m
        tier a { limit 5 concurrent m per day }
        """,
        """
        error[misplaced-clause] 3:31 `per day` `per day` means nothing on a limit on what runs at the same time
          help: what runs at the same time has no window: leave the period out, or `concurrent`
        """,
    ),
    "ceiling factor": (
        """
        product p { currency USD }
        metric m
        tier a { includes 5 m, then $1 each up to 1x included, then block }
        """,
        """
        error[wrong-value] 3:43 `1x included` this ceiling leaves nothing: it counts what is included too
          help: write more than 1x: `3x included` stops at three times the allowance
        """,
    ),
    "terms on features": (
        """
        product p { currency USD }
        feature f
        tier a { includes f, from 2027-01-01 }
        """,
        """
        error[misplaced-clause] 3:22 `from 2027-01-01` `from 2027-01-01` means nothing on a list of features
          help: features have no terms of their own: date the price of a package, or say it in a `note`
        """,
    ),
    "terms on trial": (
        """
        product p { currency USD }
        tier a { trial 14 days, in eu }
        """,
        """
        error[misplaced-clause] 2:25 `in eu` `in eu` means nothing on a trial
          help: leave it out, or say it in a `note`
        """,
    ),
    "allowance twice": (
        """
        product p { currency USD }
        metric m
        tier a { includes 5 m per month; includes 6 m per month }
        """,
        """
        error[duplicate-allowance] 3:43 `6` there are two allowances of `m` here
          here: the second
          3:19 `5` the first
          help: leave one out; or tell them apart by `as NAME`, `only for ...`, a period, dates, a cohort, a region
        """,
    ),
    "limit twice": (
        """
        product p { currency USD }
        metric m
        tier a { limit 5 m per day; limit 6 m per day }
        """,
        """
        error[duplicate-limit] 3:35 `6` there are two limits of `m` here
          here: the second
          3:16 `5` the first
          help: leave one out; or tell them apart by a period, dates, a cohort, a region
        """,
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_statements(name: str) -> None:
    text, expected = (unindented(part) for part in CASES[name])
    assert report(text) == expected
