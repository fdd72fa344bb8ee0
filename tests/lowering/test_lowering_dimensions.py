"""Dimensions: currencies, kinds, numbers and dates.

Each text has one fault, and what is said of it is all that is said.
"""

from __future__ import annotations

import pytest
from lowering.lowered_text import report, unindented

CASES = {
    "currency": (
        """
        product p { currency USD }
        tier a { price €5 per month or €50 per year }
        tier b { price £5 per month }
        """,
        """
        error[currency-mismatch] 2:16 `€5` this is in EUR, and the product is priced in USD
          here: in EUR
          1:13 `currency USD` the product is priced in USD
          2:32 `€50` here too
          help: write it in USD, or add EUR to the product's `currency`
        error[currency-mismatch] 3:16 `£5` this is in GBP, and the product is priced in USD
          here: in GBP
          1:13 `currency USD` the product is priced in USD
          help: write it in USD, or add GBP to the product's `currency`
        """,
    ),
    "unknown currency": (
        """
        product p { currency USD }
        tier a { price USX 5 per month }
        """,
        """
        error[unknown-currency] 2:16 `USX 5` there is no currency `USX`
          help: did you mean `USD`?
        """,
    ),
    "unknown currency line": (
        """
        product p { currency USD, EUX }
        """,
        """
        error[unknown-currency] 1:27 `EUX` there is no currency `EUX`
          help: did you mean `EUR`?
        """,
    ),
    "cost currency": (
        """
        product p { currency USD }
        cost c { rate €1 per call }
        """,
        """
        error[currency-mismatch] 2:15 `€1` this is in EUR, and the product is priced in USD
          here: in EUR
          1:13 `currency USD` the product is priced in USD
          help: write it in USD, add EUR to the product's `currency`, or state a rate: `exchange EUR 1 at USD ...`
        """,
    ),
    "seat price": (
        """
        product p { currency USD }
        tier a { price $20 per seat }
        """,
        """
        error[wrong-dimension] 2:24 `seat` `seat` is a seat kind, and a metric belongs here
          help: a price per seat has a period: `price $20 per seat per month`
        """,
    ),
    "credit price": (
        """
        product p { currency USD }
        credit ai
        tier a { price $0.05 per ai }
        """,
        """
        error[wrong-dimension] 3:26 `ai` `ai` is a credit, and a metric belongs here
          2:8 `ai` a credit: declared here
          help: credits are sold in a package, or after an allowance: `includes 500 ai, then $0.05 each`
        """,
    ),
    "fee per credit": (
        """
        product p { currency USD }
        credit ai
        tier a { price $5 per ai per month }
        """,
        """
        error[wrong-dimension] 3:23 `ai` `ai` is a credit, and a seat kind or metric belongs here
          2:8 `ai` a credit: declared here
          help: credits are granted, not rented: `includes 500 ai per month`
        """,
    ),
    "allowance feature": (
        """
        product p { currency USD }
        feature sso
        tier a { includes 5 sso }
        tier b { includes sso }
        """,
        """
        error[wrong-dimension] 3:21 `sso` `sso` is a feature, and a metric or credit belongs here
          2:9 `sso` a feature: declared here
          help: a feature is included by its name, and its value after it: `includes sso "90 days"`
        """,
    ),
    "allowance seats": (
        """
        product p { currency USD }
        tier a { includes 5 seats }
        """,
        """
        error[wrong-dimension] 2:21 `seats` `seat` is a seat kind, and a metric or credit belongs here
          help: say `seats at least 5`; or `price per seat per month graduated { first 5 free; rest at $9 }`
        """,
    ),
    "include metric": (
        """
        product p { currency USD }
        metric m
        tier a { includes m }
        """,
        """
        error[wrong-dimension] 3:19 `m` `m` is a metric, and a feature or package belongs here
          2:8 `m` a metric: declared here
          help: say how much of it: `includes 100 m per month, then block`, or `includes unlimited m`
        """,
    ),
    "percent of count": (
        """
        product p { currency USD }
        metric m { unit "call" }
        tier a { price 2% of m }
        """,
        """
        error[wrong-dimension] 3:16 `2%` a percentage is a share of money, and `m` does not count money
          2:8 `m` declared here
          help: give it a currency as its unit (`unit USD`), or write a price: `$0.05 per m`
        """,
    ),
    "percent of quoted": (
        """
        product p { currency USD }
        metric m { unit "USD" }
        tier a { includes 5 m, then 2% }
        """,
        """
        error[wrong-dimension] 3:29 `2%` a percentage is a share of money, and `m` does not count money
          2:8 `m` declared here
          help: write its unit without quotes if it is a currency: `unit USD`
        """,
    ),
    "money of count": (
        """
        product p { currency USD }
        metric m
        tier a { includes $20 of m }
        """,
        """
        error[wrong-dimension] 3:19 `$20` `m` does not count money
          2:8 `m` declared here
          help: give its metric a currency as its unit (`unit USD`), or write a quantity
        """,
    ),
    "money of credit": (
        """
        product p { currency USD }
        credit ai
        tier a { includes $20 of ai }
        """,
        """
        error[wrong-dimension] 3:19 `$20` `ai` has no worth in money
          2:8 `ai` declared here
          help: say what one is worth in its credit (`worth $...`), or write a quantity
        """,
    ),
    "cost row twice": (
        """
        product p { currency USD }
        cost c { rate $1 per call; rate $2 per call; rate $3 per call when mode is batch }
        """,
        """
        error[duplicate-row] 2:40 `call` there are two rates for `call`
          2:22 `call` the first
          help: leave one of them out, or say when it holds: `above 200k input`, `when mode is batch`
        """,
    ),
    "cost threshold unit": (
        """
        product p { currency USD }
        cost c { rate $1 per input; rate $2 per input above 200k tokens }
        """,
        """
        error[unknown-name] 2:58 `tokens` the cost `c` has no unit `tokens`
          2:6 `c` declared here
          help: it is sold by `input`; declare another one in the cost: `rate $0.01 per tokens`
        """,
    ),
    "uses twice": (
        """
        product p { currency USD }
        metric m
        persona a { uses 5 m typical; uses 6 m typical }
        """,
        """
        error[duplicate-statement] 3:36 `6` the use of `m` is said twice
          here: said again
          3:18 `5` said here already
          help: leave one of them out
        """,
    ),
    "money inexact": (
        """
        product p { currency USD }
        credit ai { worth $0.03 }
        tier a { includes $20 of ai }
        """,
        """
        error[wrong-value] 3:19 `$20` $20 is no exact number of `ai`, one being worth 0.03
          help: write the quantity: `includes 666 ai`
        """,
    ),
    "or other metric": (
        """
        product p { currency USD }
        metric m
        metric n
        tier a { price $1 per m or $2 per n }
        """,
        """
        error[wrong-dimension] 4:35 `n` `or` joins alternatives of one price: this one is per `n`, the first per `m`
          4:23 `m` the first
          help: to charge both, write two `price` lines
        """,
    ),
    "or twice": (
        """
        product p { currency USD }
        tier a { price $1 per month or $2 per month }
        """,
        """
        error[duplicate-alternative] 2:32 `$2 per month` `or` joins alternatives, and there are two in USD a month
          2:16 `$1 per month` the first
          help: to charge both, write them in two `price` lines; else leave one of them out
        """,
    ),
    "or twice rate": (
        """
        product p { currency USD }
        metric m
        tier a { price $1 per m or $2 per m }
        """,
        """
        error[duplicate-alternative] 3:28 `$2 per m` `or` joins one price per currency, and there is a second one in USD
          3:16 `$1 per m` the first
          help: leave one of them out
        """,
    ),
    "band currency": (
        """
        product p { currency USD, EUR }
        metric m
        tier a { price per m graduated { first 5 at $1 or €1; rest at $2 } }
        """,
        """
        error[currency-mismatch] 3:55 `rest at $2` this band has no price in EUR
          3:34 `first 5 at $1 or €1` this one is priced in EUR
          help: write every band in every currency: `at $0.05 or €0.04`
        """,
    ),
    "ceiling currency": (
        """
        product p { currency USD, EUR }
        metric m
        tier a { includes 5 m, then $1 each up to €50 per month, then block }
        """,
        """
        error[currency-mismatch] 3:43 `€50 per month` this ceiling is in EUR, and the price in USD
          here: in EUR
          3:29 `$1 each` in USD
          help: write it in USD
        """,
    ),
    "negative fee": (
        """
        product p { currency USD }
        tier a { price -$5 per month }
        """,
        """
        error[not-positive] 2:16 `-$5` a fee must be above zero
          help: a fee of nothing is written `price free`
        """,
    ),
    "zero fee": (
        """
        product p { currency USD }
        tier a { price $0 per month }
        """,
        """
        error[not-positive] 2:16 `$0` a fee must be above zero
          help: a fee of nothing is written `price free`
        """,
    ),
    "negative limit": (
        """
        product p { currency USD }
        metric m
        tier a { limit -5 m }
        """,
        """
        error[not-positive] 3:16 `-5` a limit cannot be below zero
        """,
    ),
    "margin over": (
        """
        product p { margin at least 120% }
        """,
        """
        error[wrong-value] 1:29 `120%` a margin cannot be above 100%
        """,
    ),
    "fraction seats": (
        """
        product p { currency USD }
        tier a { seats at least 2.5 }
        """,
        """
        error[not-whole] 2:25 `2.5` a number of seats must be whole
          help: write 2 or 3
        """,
    ),
    "fraction duration": (
        """
        product p { currency USD }
        tier a { trial 1.5 months }
        """,
        """
        error[not-whole] 2:16 `1.5` a number of months must be whole
          help: write 1 or 2
        """,
    ),
    "seats order": (
        """
        product p { currency USD }
        tier a { seats 5 to 3 }
        """,
        """
        error[wrong-value] 2:16 `5 to 3` no number of seats is from 5 to 3
          help: write the smaller one first: `seats 3 to 5`
        """,
    ),
    "range order": (
        """
        product p { currency USD }
        metric m
        tier a { limit 5 to 3 m per day }
        """,
        """
        error[wrong-value] 3:16 `5 to 3` the upper end of a range must be above the lower end
        """,
    ),
    "bad date": (
        """
        product p { effective 2027-02-30 }
        """,
        """
        error[bad-date] 1:23 `2027-02-30` there is no day `2027-02-30`
          help: the last day of that month is 2027-02-28
        """,
    ),
    "bad month": (
        """
        product p { effective 2027-13-01 }
        """,
        """
        error[bad-date] 1:23 `2027-13-01` there is no day `2027-13-01`
          help: write year, month and day: 2026-12-01
        """,
    ),
    "dates order": (
        """
        product p { currency USD }
        tier a { price $5 per month, from 2027-01-01, until 2026-01-01 }
        """,
        """
        error[dates-out-of-order] 2:53 `2026-01-01` this ends before it starts
          here: ends here
          2:35 `2027-01-01` starts here
        """,
    ),
    "dates equal": (
        """
        product p { currency USD }
        tier a { price free }
        discount d { 5% off; from 2027-01-01; until 2027-01-01 }
        """,
        """
        error[dates-out-of-order] 3:45 `2027-01-01` this ends on the day on which it starts
          here: ends here
          3:27 `2027-01-01` starts here
          note: `until` names the first day on which it no longer holds
        """,
    ),
    "shares": (
        """
        product p { currency USD }
        persona a { share 70% }
        persona b { share 40% }
        """,
        """
        error[wrong-value] 3:9 `b` the shares of all personas come to 110%
          2:9 `a` 70%
          help: together they are all customers: at most 100%
        """,
    ),
    "heavy below": (
        """
        product p { currency USD }
        metric m
        persona a { uses 5 m typical, 4 heavy }
        """,
        """
        error[wrong-value] 3:31 `4` a heavy use is below the typical one
          3:18 `5` typical
        """,
    ),
    "bounds order": (
        """
        product p { currency USD }
        metric m { unit USD }
        tier a { price 2% of m at least $5 up to $1 }
        """,
        """
        error[wrong-value] 3:42 `$1` the most that is charged is less than the least
        """,
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_dimensions(name: str) -> None:
    text, expected = (unindented(part) for part in CASES[name])
    assert report(text) == expected
