"""Names: unknown, twice declared, reserved.

Each text has one fault, and what is said of it is all that is said.
"""

from __future__ import annotations

import pytest
from lowering.lowered_text import report, unindented

CASES = {
    "unknown close": (
        """
        product p { currency USD }
        metric draft
        tier a { limit 5 drats per day }
        """,
        """
        error[unknown-name] 3:18 `drats` there is no metric, credit or seat kind `drats`
          help: did you mean `drafts`?
        """,
    ),
    "unknown declare": (
        """
        product p { currency USD }
        tier a { limit 5 widgets per day }
        """,
        """
        error[unknown-name] 2:18 `widgets` there is no metric, credit or seat kind `widgets`
          help: declare it: `metric widgets "..." { ... }`
        """,
    ),
    "unknown elsewhere": (
        """
        product p { currency USD }
        tier studio { price free }
        tier b { for studio }
        """,
        """
        error[unknown-name] 3:14 `studio` there is no persona `studio`
          here: `studio` is a tier, not a persona
          2:6 `studio` declared here
          help: declare it: `persona studio "..." { ... }`
        """,
    ),
    "unknown repeated": (
        """
        product p { currency USD }
        tier a { limit 5 xs per day; limit 6 xs per week; alert xs at 80%; includes 4 xs; includes 9 xs per day }
        """,
        """
        error[unknown-name] 2:18 `xs` there is no metric, credit or seat kind `xs`
          2:38 `xs` here too
          2:57 `xs` here too
          2:79 `xs` here too
          note: and in 1 more place of this file
          help: declare it: `metric xs "..." { ... }`
        """,
    ),
    "unknown tier": (
        """
        product p { currency USD }
        tier a extends prp
        tier pro
        """,
        """
        error[unknown-name] 2:16 `prp` there is no tier `prp`
          help: did you mean `pro`?
        """,
    ),
    "unknown cohort": (
        """
        product p { currency USD }
        tier a { price $5 per month, for friends }
        """,
        """
        error[unknown-name] 2:34 `friends` there is no cohort `friends`
          help: declare it: `cohort friends "..."`
        """,
    ),
    "unknown region": (
        """
        product p { currency USD }
        region eu
        tier a { price $5 per month, in eux }
        """,
        """
        error[unknown-name] 3:33 `eux` there is no region `eux`
          help: did you mean `eu`?
        """,
    ),
    "unknown discount": (
        """
        product p { currency USD }
        tier a { price free }
        example "e" { tier a monthly; with launch; total $0 }
        """,
        """
        error[unknown-name] 3:36 `launch` there is no discount `launch`
          help: declare it: `discount launch "..." { ... }`
        """,
    ),
    "unknown cost": (
        """
        product p { currency USD }
        metric m { costs 1 gpt.input }
        """,
        """
        error[unknown-name] 2:20 `gpt` there is no cost `gpt`
          help: declare it: `cost gpt "..." { rate ... }`
        """,
    ),
    "unknown unit": (
        """
        product p { currency USD }
        cost gpt { rate $1 per input; rate $2 per output }
        metric m { costs 1 gpt.inputt }
        """,
        """
        error[unknown-name] 3:24 `inputt` the cost `gpt` has no unit `inputt`
          2:6 `gpt` declared here
          help: did you mean `gpt.input`?
        """,
    ),
    "unknown pool": (
        """
        product p { currency USD }
        credit ai { draws flax, included }
        tier a { includes 5 ai, as flex }
        """,
        """
        error[unknown-name] 2:19 `flax` no allowance of `ai` is the pool `flax`
          help: did you mean `flex`?
        """,
    ),
    "duplicate": (
        """
        product p { currency USD }
        metric a
        feature a
        tier a { includes a }
        """,
        """
        error[duplicate-name] 3:9 `a` `a` is taken, as a metric
          2:8 `a` declared here first
          help: give one of them another name
        """,
    ),
    "duplicate same": (
        """
        product p { currency USD }
        tier a { price free }
        tier a { price $5 per month }
        """,
        """
        error[duplicate-name] 3:6 `a` `a` is declared twice
          2:6 `a` declared here first
          help: leave one of them out, or give it another name
        """,
    ),
    "second product": (
        """
        product p { currency USD }
        product q { currency EUR }
        """,
        """
        error[duplicate-name] 2:9 `q` a project has one product, and this is a second one
          1:9 `p` the first one
          help: leave one of them out; several families of tiers are `ladder`s of one product
        """,
    ),
    "reserved": (
        """
        product p { currency USD }
        metric month
        """,
        """
        error[reserved-name] 2:8 `month` `month` is a word of the language, and no metric can have it as its name
          help: take another name, such as `month_metric`; what people read is its label
        """,
    ),
    "reserved seat": (
        """
        product p { currency USD }
        metric seats
        """,
        """
        error[reserved-name] 2:8 `seats` `seats` is a word of the language, and no metric can have it as its name
          help: take another name, such as `seats_metric`; what people read is its label
        """,
    ),
    "reserved pool": (
        """
        product p { currency USD }
        credit c
        tier a { includes 5 c, as included }
        """,
        """
        error[reserved-name] 3:27 `included` `included` is a word of `draws`, and no pool can have it as its name
          help: take another name
        """,
    ),
    "was taken": (
        """
        product p { currency USD }
        tier a
        tier b was a
        """,
        """
        error[duplicate-name] 3:6 `b` `b` was `a`, and `a` is still declared
          2:6 `a` declared here
          help: a name is forever: leave `was` out, or take the other declaration out
        """,
    ),
    "was twice": (
        """
        product p { currency USD }
        tier b was old
        tier c was old
        """,
        """
        error[duplicate-name] 3:6 `c` `c` was `old`, and `b` was `old` too
          2:6 `b` declared here
          help: a name is forever: leave `was` out, or take the other declaration out
        """,
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_names(name: str) -> None:
    text, expected = (unindented(part) for part in CASES[name])
    assert report(text) == expected
