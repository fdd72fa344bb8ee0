"""Rating: catalog + usage -> bill. Exact, pure, no I/O; it knows the catalog and never the syntax.

    from pricelang.rating import Subscription, bill, use

    invoice = bill(catalog, Subscription("pro", "monthly", seats=1), [use("draft", 460), use("image", 15)])
    invoice.total                                   # Money(Decimal("24.00"), "USD"), rounded once, half up
    [(line.kind, line.label, line.amount) for line in invoice.lines]

The verbs
- `bill(catalog, subscription, usage=()) -> Bill`: one billing interval. `usage` is an iterable of `Use` (catalog) or
  `DatedUse`, or a `PeriodUsage(uses, buys)`.
- `bill_periods(catalog, subscription, periods) -> list[Bill]`: consecutive intervals of one subscription, one usage
  each, so that rollover, expiry, packs, yearly commitments and discounts that last are real. One-off fees are on the
  first bill, `buys` of a later interval on its own.
- `bill_example(catalog, example) -> Bill`: what an `example` block states; compare `bill.total` with `example.total`.
- `Rater(catalog)` with the same methods `bill`, `bill_periods`, `bill_example`: compiled tiers are kept. The functions
  above share raters by identity of the catalog; memory does not grow with the number of customers.
- `use(metric, quantity, at=None, **attributes)`: a `Use`, or a `DatedUse` where `at` (date or datetime) is given.

What goes in: `Subscription(tier, interval, currency, seats, packages, discounts, cohort, region, existing_customer, on,
size, quantities, overage, budget, commitment, trial)`; see its docstring. Words `monthly`,
`yearly` ... stand for periods.

What goes wrong is one exception, `RatingError(message, help, span)`: unknown tier, metric, attribute, value, package,
discount, cohort or region (with the nearest name); an interval, currency, size or number of seats that is not sold;
negative, fractional or absurd quantities; a custom price; discounts that do not hold or do not stack.

What comes out:
`Bill(tier, label, interval, currency, lines, exact, total, wallets, uses, notices, upgrade, starts, ends)`
- `Line(kind, label, amount, quantity, unit, per, percent, blocks, base, bound, band, of, attributes, grant, next, at,
  span)`: numbers are exact (`Decimal`, or `Fraction` where there is no decimal; `Fraction(x)` takes both),
  `span` is the place in the source; `line.steps` is the arithmetic as data (`Step(operation, operands, result)`),
  `line.next` the next threshold (`Threshold(beyond, action, unit, per, percent)`: at `beyond` + 1 ...). Kinds in
  order: fee, seats, one_off, included, credits, usage, overage, minimum, maximum, discount, beyond_commitment, true_up.
- `WalletStatement(of, label, grants, draws, burned, over, borrowed)`, one for each credit and each metric with an
  allowance: `GrantStatement`s (brought + granted = burned + expired + rolled_over + left + repaid) and `Draw`s in
  order.
- `Served(metric, attributes, quantity, parts)`: `Part(how, quantity, target)`; `.unserved` was blocked or met
  otherwise.
- `explain(bill) -> tuple[str, ...]`: the bill in plain sentences, for a terminal.
- `pricelang.rating.document.document(bills)`: bills as a JSON document, every number an exact string;
  `pricelang.rating.figures`: numbers and amounts as people read them.

How it is read, where the language leaves room
- *Without dates* the uses of an interval are taken as spread evenly: a grant per day is as many grants as the interval
  has days (30 a month, 365 a year, or the true number where `on` is given), and rolling limits hold on average. Dates
  count when every use of the interval has one (and `on` is given): then grants come and go on their days, and
  rolling and first-use windows are exact. The order of uses without dates never matters.
- *Yearly price, grants monthly*: usage is metered by the month. Twelve months of allowances, bands, ceilings and
  bounds; without dates each month has a twelfth of the use, with dates each has its own lines (`line.at`). *Up front*:
  one grant of twelve months' quantity, bands count the year, ceilings `per month` hold twelve times.
- *Which price*: of lines with the same shape (recurring or once, per what, when) the one holds whose cohort, region or
  existing-customer terms fit best, then the latest start; separate shapes add up. Without `on`, prices of the
  product's effective date hold.
- *Metric with several ways*: its own allowance; then that allowance's phases, unless they only `slow` or `ask`; then
  credits, where a wallet of the tier has a row for it, and the wallet's phases; then its usage price. An allowance
  without phases and without a price stops the use, and a notice says so.
- *Not offered*: where packages offer a metric and the tier has none of them (nor a price, allowance or limit of the
  metric), its use is not served (`Part.how` is `not_offered`).
- *Draw order* by soonest expiry: a grant that rolls over up to a balance may be lost when its window ends, so it
  counts as expiring then; ties go to what is included, then to what is older.
- *Stops*: `up to $200, then block` admits the largest whole quantity before the charge exceeds $200; `then free` bills
  $200 at most. A `budget` of the subscription is shared by all overage of a bill, in the order of use.
- *Flat amounts* of a first band are billed at zero usage for a usage price; after an allowance only when it is
  exceeded.
- *Per-seat grants that are not pooled* are taken as used evenly.
- *Credits are divisible*: the last use may be met in part (`Part.quantity` is exact).
- *Metrics measured as a maximum or last value* count their largest or last use, for every month of the interval.
- *Percent discounts* apply one after the other to what is left, then fixed ones; never below zero. `free 1 month` takes
  recurring fees off.
- *Commitments* for longer than the interval are trued up on the bill that ends them.
"""

from __future__ import annotations

from collections.abc import Iterable

from pricelang.catalog.catalog import Catalog, Example
from pricelang.rating.bill import (
    BandSlice,
    Bill,
    Draw,
    GrantStatement,
    Line,
    Part,
    Served,
    Step,
    Threshold,
    WalletStatement,
)
from pricelang.rating.errors import RatingError
from pricelang.rating.exact import Number
from pricelang.rating.explanation import explain
from pricelang.rating.rater import Rater
from pricelang.rating.subscription import DatedUse, PeriodUsage, Subscription, Usage, of_example, use

__all__ = [
    "BandSlice",
    "Bill",
    "DatedUse",
    "Draw",
    "GrantStatement",
    "Line",
    "Number",
    "Part",
    "PeriodUsage",
    "Rater",
    "RatingError",
    "Served",
    "Step",
    "Subscription",
    "Threshold",
    "Usage",
    "WalletStatement",
    "bill",
    "bill_example",
    "bill_periods",
    "explain",
    "of_example",
    "use",
]

_RATERS: dict[int, Rater] = {}
_MOST = 8


def bill(catalog: Catalog, subscription: Subscription, usage: Usage = ()) -> Bill:
    """The bill of one billing interval, the subscription's first.

    Raises:
        RatingError: it cannot be written, and why.
    """
    return _rater(catalog).bill(subscription, usage)


def bill_periods(catalog: Catalog, subscription: Subscription, periods: Iterable[Usage]) -> list[Bill]:
    """The bills of consecutive billing intervals, one usage each.

    Raises:
        RatingError: one cannot be written, and why.
    """
    return _rater(catalog).bill_periods(subscription, periods)


def bill_example(catalog: Catalog, example: Example) -> Bill:
    """The bill of what an example states.

    Raises:
        RatingError: it cannot be written, and why.
    """
    return _rater(catalog).bill_example(example)


def _rater(catalog: Catalog) -> Rater:
    """The rater of a catalog, by identity: it holds the catalog, so that no other one can have its id."""
    rater = _RATERS.get(id(catalog))
    if rater is None:
        if len(_RATERS) >= _MOST:
            _RATERS.pop(next(iter(_RATERS)))
        rater = _RATERS[id(catalog)] = Rater(catalog)
    return rater
