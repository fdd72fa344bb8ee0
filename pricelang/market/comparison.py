"""What costs declare, rate by rate, against what a price list says."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal, localcontext
from fractions import Fraction
from typing import Literal

from pricelang.catalog.product import Cost, CostRate
from pricelang.market.doubt import doubt
from pricelang.market.listing import CURRENCY, ListedPrice, NotListed, Offer, PriceList, Prices
from pricelang.market.units import names, shortest
from pricelang.record import Record
from pricelang.spelling import nearest

SOURCE = "genai_prices"
"""What a cost calls the list in `source genai_prices "..."`."""

State = Literal["same", "differs", "doubtful", "newer", "unknown"]
"""`same`: as listed. `differs`: the list has another price. `doubtful`: it has one that looks like a mistake. `newer`:
it has another one, and the file is as of a later day than the list. `unknown`: the list does not say."""

_PLACES = 60


class Compared(Record):
    """A rate. `declared` and `listed` are what `per` units cost; `amount` is the listed price for as many units as the
    rate is written for, None where that is no exact decimal. `why` explains a state that is not plain."""

    rate: CostRate
    state: State
    declared: Fraction
    per: Decimal
    listed: Fraction | None = None
    amount: Decimal | None = None
    why: str = ""
    notes: tuple[str, ...] = ()

    @property
    def change(self) -> Fraction | None:
        """By what share of the declared price the listed one is higher; None where there is none to tell."""
        if self.listed is None or not self.declared:
            return None
        return (self.listed - self.declared) / self.declared


class CostReport(Record):
    """A cost. `model` is its name in the list, `provider:model`; where the list has no such model, or is not known,
    `problem` says so and `help` what to do. `as_of` is the day to write, None where the one there may stay."""

    cost: Cost
    model: str | None = None
    rates: tuple[Compared, ...] = ()
    notes: tuple[str, ...] = ()
    as_of: date | None = None
    problem: str | None = None
    help: str = ""

    @property
    def stale(self) -> bool:
        """Whether a price is out of date."""
        return any(rate.state == "differs" for rate in self.rates)


def compare(cost: Cost, listing: PriceList) -> CostReport | None:
    """A cost against a list; None where it names none."""
    if cost.provider is None or cost.model is None:
        return None
    if cost.provider != SOURCE:
        close = nearest(cost.provider, [SOURCE])
        help_ = f"did you mean `{SOURCE}`?" if close else f"the one that can be read is `{SOURCE}`"
        return CostReport(cost, problem=f"`{cost.provider}` is no price list that is known here", help=help_)
    try:
        offer = listing.offer(cost.model)
    except NotListed as none:
        return CostReport(cost, problem=none.message, help=none.help)
    reader = _Reader(cost, listing, offer)
    rates = tuple(reader.compared(rate) for rate in cost.rates)
    model = f"{offer.provider}:{offer.model}"
    notes = [] if model == cost.model else [f"the list counts it as `{model}`"]
    notes += reader.notes(rates)
    return CostReport(cost, model, rates, tuple(notes), _as_of(cost, rates, listing.day))


def _as_of(cost: Cost, rates: tuple[Compared, ...], day: date) -> date | None:
    """The day to write: the list's, where all prices that it has are as it says (or will be, once written)."""
    states = {rate.state for rate in rates}
    if states & {"doubtful", "newer"} or not states & {"same", "differs"} or any(not _writable(rate) for rate in rates):
        return None
    return day if cost.as_of is None or cost.as_of < day else None


def _writable(rate: Compared) -> bool:
    return rate.state != "differs" or rate.amount is not None


class _Reader:
    """Finds the listed prices of a cost's rates."""

    def __init__(self, cost: Cost, listing: PriceList, offer: Offer) -> None:
        self.cost = cost
        self.listing = listing
        self.offer = offer
        self.names = names(listing.units)

    def compared(self, rate: CostRate) -> Compared:
        """A rate, its state, and why."""
        declared = Fraction(rate.amount.amount) / Fraction(rate.per)
        found = self._found(rate)
        if isinstance(found, str):
            return Compared(rate, "unknown", declared * Fraction(rate.per), rate.per, why=found)
        price, amount, count = found
        # prices of tokens are shown per million, as the list and everybody else writes them
        per = price.per if count == 1 else rate.per
        listed = Fraction(amount) / Fraction(price.per) * count
        shown, said = listed * Fraction(per), declared * Fraction(per)
        exact = _decimal(listed * Fraction(rate.per))
        notes = tuple(self._notes(rate, price, amount, count, per))
        if rate.amount.currency != CURRENCY:
            why = f"declared in {rate.amount.currency}, and the list is in {CURRENCY}"
            return Compared(rate, "unknown", said, per, why=why)
        state: State = "same"
        why = ""
        if listed != declared:
            unit = self.names[rate.unit][0]
            doubts = doubt(declared, listed, [Fraction(each) / Fraction(price.per) * count for each in
                                              self.offer.siblings(unit)])  # fmt: skip
            if doubts is not None:
                state, why = "doubtful", doubts
            elif self.cost.as_of is not None and self.cost.as_of > self.listing.day:
                state = "newer"
                why = f"declared as of {self.cost.as_of}; the list is of {self.listing.day} at the earliest"
            else:
                state = "differs"
                why = "" if exact is not None else f"no exact decimal per {rate.unit}: write it by hand"
        return Compared(rate, state, said, per, shown, exact, why, notes)

    def _found(self, rate: CostRate) -> tuple[ListedPrice, Decimal, int] | str:
        """The listed price of a rate, the amount of the step that it is for, and how many units of the list its unit
        is; or why there is none."""
        known = self.names.get(rate.unit)
        if known is None:
            close = nearest(rate.unit, self.names)
            return f"the list has no unit `{rate.unit}`" + (f"; did you mean `{close[0]}`?" if close else "")
        unit, count = known
        prices = self._prices(rate)
        if prices is None:
            said = " and ".join(f"{one.attribute} is {' or '.join(one.values)}" for one in rate.when)
            return f"the list has no price of its own when {said}"
        price = prices.get(unit)
        if price is None:
            return f"the list has no price of this model by `{rate.unit}`"
        if rate.threshold is None:
            return price, price.amount, count
        of = self.names.get(rate.threshold_unit or rate.unit)
        if of is None or of[0] != "input_tokens":
            return "the list has steps by the input of a request only"
        for step in price.steps:
            if step.above == rate.threshold:
                return price, step.amount, count
        steps = ", ".join(f"{step.above:,}" for step in price.steps)
        return f"the list has no step at {rate.threshold:,f}" + (f", it has one at {steps}" if steps else "")

    def _prices(self, rate: CostRate) -> Prices | None:
        """The prices that hold under a rate's conditions; where several values are meant, they have to agree."""
        if len({one.attribute for one in rate.when}) < len(rate.when):
            return None
        choices: list[Mapping[str, str]] = [{}]
        for one in rate.when:
            choices = [{**chosen, one.attribute: value} for chosen in choices for value in one.values]
        found = [self.offer.prices(chosen) for chosen in choices]
        first = found[0]
        unit = self.names[rate.unit][0]
        if first is None or any(each is None or each.get(unit) != first.get(unit) for each in found):
            return None
        return first

    def _notes(self, rate: CostRate, price: ListedPrice, amount: Decimal, count: int, per: Decimal) -> Iterable[str]:
        scale = Fraction(per) * count / Fraction(price.per)
        if price.least is not None and rate.threshold is None:
            yield f"it depends on the hour: from {_money(price.least, scale)}; the dearest hour counts"
        if rate.threshold is None:
            written = {
                other.threshold
                for other in self.cost.rates
                if other.unit == rate.unit and other.threshold is not None and other.when == rate.when
            }
            for step in price.steps:
                if step.above not in written:
                    yield f"above {step.above:,} input it is {_money(step.amount, scale)}, and no rate says so"
        if len(rate.when) > 1 or any(len(one.values) > 1 for one in rate.when):
            return
        conditions = {one.attribute: one.values[0] for one in rate.when}
        for day, prices in self.offer.coming(conditions):
            later = prices.get(self.names[rate.unit][0])
            new = None if later is None else _amount(later, rate.threshold)
            if new is not None and new != amount:
                yield f"from {day} on it will be {_money(new, scale)}"
                return

    def notes(self, rates: tuple[Compared, ...]) -> list[str]:
        """What else the list prices of the model."""
        used = {self.names[rate.rate.unit][0] for rate in rates if rate.rate.unit in self.names}
        more = [shortest(unit) for unit in self.offer.prices({}) or {} if unit not in used]
        return [f"the list also prices {', '.join(f'`{unit}`' for unit in more)}"] if more else []


def _amount(price: ListedPrice, threshold: Decimal | None) -> Decimal | None:
    if threshold is None:
        return price.amount
    return next((step.amount for step in price.steps if step.above == threshold), None)


def _money(listed: Decimal, scale: Fraction) -> str:
    """A listed amount for as many units as the rate is shown for, as a note says it."""
    amount = Fraction(listed) * scale
    exact = _decimal(amount)
    if exact is not None:
        whole, _, part = f"{exact:f}".partition(".")
        return f"${whole}.{part.ljust(2, '0')}"
    return f"${amount.numerator:,}/{amount.denominator:,}"


def _decimal(value: Fraction) -> Decimal | None:
    """A number as an exact decimal without zeros that say nothing; None where it has no end."""
    rest = value.denominator
    for prime in (2, 5):
        while rest % prime == 0:
            rest //= prime
    if rest != 1:
        return None
    with localcontext() as context:
        context.prec = max(_PLACES, len(str(value.numerator)) + len(str(value.denominator)) * 4)
        exact = Decimal(value.numerator) / Decimal(value.denominator)
        return Decimal(f"{exact:f}".rstrip("0").rstrip(".") if exact != exact.to_integral_value() else f"{exact:.0f}")
