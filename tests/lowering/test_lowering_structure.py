"""Structure: tiers, features, packages.

Each text has one fault, and what is said of it is all that is said.
"""

from __future__ import annotations

import pytest
from lowering.lowered_text import report, unindented

CASES = {
    "cycle": (
        """
        product p { currency USD }
        tier a extends c
        tier b extends a
        tier c extends b
        tier d extends a
        """,
        """
        error[tier-cycle] 2:16 `c` `a` extends itself by way of `c`, `b`
          4:16 `b` `c` extends `b`
          3:16 `a` `b` extends `a`
          help: let one of them start afresh, without `extends`
        """,
    ),
    "self cycle": (
        """
        product p { currency USD }
        tier a extends a
        """,
        """
        error[tier-cycle] 2:16 `a` `a` extends itself
          help: let one of them start afresh, without `extends`
        """,
    ),
    "two ladders": (
        """
        product p { currency USD }
        tier a
        ladder x a
        ladder y a
        """,
        """
        error[tier-in-two-ladders] 4:10 `a` `a` is in the ladder `x` already
          3:10 `a` in `x` here
          help: a tier is in one ladder: leave it out of the other
        """,
    ),
    "ladder twice": (
        """
        product p { currency USD }
        tier a
        ladder x a, a
        """,
        """
        error[duplicate-item] 3:13 `a` `a` is listed twice
          3:10 `a` listed here already
          help: leave one of them out
        """,
    ),
    "becomes itself": (
        """
        product p { currency USD }
        tier a { retired 2027-01-01, becomes a }
        """,
        """
        error[wrong-value] 2:38 `a` `a` cannot become itself
        """,
    ),
    "multiple of nothing": (
        """
        product p { currency USD }
        metric m
        tier a
        tier b { limit 5x a m per day }
        """,
        """
        error[unknown-name] 4:16 `5x a` `a` has no limit of `m` to multiply
          3:6 `a` declared here
          help: write the number, or give `a` a limit of it
        """,
    ),
    "multiple of itself": (
        """
        product p { currency USD }
        metric m
        tier a { limit 5x b m per day }
        tier b { limit 2x a m per day }
        """,
        """
        error[tier-cycle] 3:16 `5x b` this limit of `m` is a multiple of itself, by way of `b`, `a`
          help: write a number in one of them
        """,
    ),
    "flag value": (
        """
        product p { currency USD }
        feature f
        tier a { includes f 5 }
        """,
        """
        error[wrong-value] 3:21 `5` `f` is either there or not
          2:9 `f` declared here
          help: leave the value out, or declare `feature f text` or `number`
        """,
    ),
    "number text": (
        """
        product p { currency USD }
        feature f number
        tier a { includes f "five" }
        """,
        """
        error[wrong-value] 3:21 `"five"` `f` is a number, declared as `number`
          2:9 `f` declared here
          help: write one: `includes f 5`, `includes f 15 minutes` or `includes f unlimited`
        """,
    ),
    "number none": (
        """
        product p { currency USD }
        feature f number
        tier a { includes f }
        """,
        """
        error[wrong-value] 3:19 `f` `f` is a number, declared as `number`, and has no value here
          2:9 `f` declared here
          help: write one: `includes f 5`, `includes f 15 minutes` or `includes f unlimited`
        """,
    ),
    "text number": (
        """
        product p { currency USD }
        feature f text
        tier a { includes f 5 }
        """,
        """
        error[wrong-value] 3:21 `5` `f` is said in words, declared as `text`
          2:9 `f` declared here
          help: write them in quotes: `includes f "90 days"`
        """,
    ),
    "package value": (
        """
        product p { currency USD }
        package k core
        tier a { includes k 5 }
        """,
        """
        error[wrong-value] 3:21 `5` `k` is a package, and a package has no value
          2:9 `k` declared here
          help: leave the value out
        """,
    ),
    "feature twice": (
        """
        product p { currency USD }
        feature f
        tier a { includes f; includes f }
        """,
        """
        error[duplicate-item] 3:31 `f` `f` is included twice
          3:19 `f` included here already
          help: leave one of them out
        """,
    ),
    "unused feature": (
        """
        product p { currency USD }
        feature f
        tier a { price free }
        """,
        """
        error[unused-feature] 2:9 `f` nobody gets `f`: no tier and no package gives it
          help: write `includes f` in a tier or a package, or take the feature out
        """,
    ),
    "zero number": (
        """
        product p { currency USD }
        feature f number
        tier a { includes f 0 }
        """,
        """
        error[zero-limit] 3:19 `f` `f` is included with nothing of it
          help: leave the feature out, or say how much there is
        """,
    ),
    "zero limit": (
        """
        product p { currency USD }
        metric m
        package k core { offers m }
        tier a { includes k; limit 0 m per day }
        """,
        """
        error[zero-limit] 4:28 `0` `a` grants `m` and limits it to nothing
          4:19 `k` `k` offers it
          help: take the limit or the grant out, or say how much may be used
        """,
    ),
    "needs circle": (
        """
        product p { currency USD }
        tier t
        package a addon { needs b }
        package b addon { needs c }
        package c addon { needs a }
        """,
        """
        error[circular-needs] 3:25 `b` `a` needs itself by way of `b`, `c`
          4:25 `c` `b` needs `c`
          5:25 `a` `c` needs `a`
          help: nobody can buy any of them: take one `needs` out
        """,
    ),
    "needs self": (
        """
        product p { currency USD }
        tier t
        package a addon { needs a }
        """,
        """
        error[circular-needs] 3:25 `a` `a` needs itself
          help: nobody can buy any of them: take one `needs` out
        """,
    ),
    "excluded need": (
        """
        product p { currency USD }
        tier t
        package a addon { needs b; not with b }
        package b addon
        """,
        """
        error[excluded-need] 3:25 `b` `a` needs `b`, and the two cannot be bought together
          3:37 `b` `a` is not sold with `b`
          help: take out the `needs` or the `not with`
        """,
    ),
    "excluded by need": (
        """
        product p { currency USD }
        tier t
        package a addon { needs b }
        package b addon { needs c }
        package c addon { not with a }
        """,
        """
        error[circular-needs] 3:25 `b` `a` needs `c` by way of `b`, and `c` is not sold with `a`
          4:25 `c` `b` needs `c`
          5:28 `a` `c` is not sold with `a`
          help: nobody can buy `a`: take one `needs` or the `not with` out
        """,
    ),
    "excluded by what it needs itself": (
        """
        product p { currency USD }
        tier t
        package a addon { needs b }
        package b addon { not with a }
        """,
        """
        error[excluded-need] 3:25 `b` `a` needs `b`, and the two cannot be bought together
          4:28 `a` `b` is not sold with `a`
          help: take out the `needs` or the `not with`
        """,
    ),
    "excluding itself": (
        """
        product p { currency USD }
        tier t
        package a addon { not with a }
        """,
        """
        error[excluded-need] 3:28 `a` `a` is not sold with itself
          help: take it out of `not with`: nobody could buy it
        """,
    ),
    "needs both": (
        """
        product p { currency USD }
        tier t
        package a addon { needs b, c }
        package b addon { not with c }
        package c addon
        """,
        """
        error[excluded-need] 3:25 `b` `a` needs both `b` and `c`, which cannot be bought together
          4:28 `c` `b` is not sold with `c`
          help: take out the `needs` or the `not with`
        """,
    ),
    "addon nowhere": (
        """
        product p { currency USD }
        tier t
        tier u
        package a addon { available on t; needs b }
        package b addon { available on u }
        """,
        """
        error[addon-nowhere] 4:41 `b` no tier allows `a`: it needs `b`, which is not to be had on `t`
          5:9 `b` declared here
          help: include `b` in a tier on which `a` is available, or sell it there
        """,
    ),
    "addon nowhere excluded": (
        """
        product p { currency USD }
        tier t { includes b }
        package a addon { available on t; not with b }
        package b core
        """,
        """
        error[addon-nowhere] 3:44 `b` no tier allows `a`: each includes what it is not sold with, such as `b`
          2:19 `b` included here
          help: make it available on another tier, or take out the `not with`
        """,
    ),
    "package in package": (
        """
        product p { currency USD }
        package a core
        package b addon { includes a }
        tier t { includes a }
        """,
        """
        error[wrong-dimension] 3:28 `a` a package cannot include another package
          help: write `needs` if it is sold beside the other, or include its features
        """,
    ),
    "not available": (
        """
        product p { currency USD }
        tier t { price free }
        tier u { price free }
        package a addon { available on u; price $5 once }
        example "e" { tier t monthly; buys 1 a; total $5 }
        """,
        """
        error[not-available] 5:9 `"e"` `a` is not available on `t`
          4:9 `a` available on `u`
          help: bill another tier, or write `available on t` in the package
        """,
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_structure(name: str) -> None:
    text, expected = (unindented(part) for part in CASES[name])
    assert report(text) == expected
