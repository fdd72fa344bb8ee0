"""Prices: monthly and yearly fees, free and custom ones, expressions over `variables`."""

from __future__ import annotations

import re
from decimal import Decimal
from fractions import Fraction

from pricelang.importers._writing import Statement, money, quantity, string
from pricelang.importers._yaml import Leaf, Map, number
from pricelang.importers.pricing2yaml.document import Document, wrong
from pricelang.importers.pricing2yaml.units import FEES, PERIOD_OF, Unit, unit

_MONTHS = {"month": 1, "quarter": 3, "year": 12}
_SALES = re.compile(r"(?:contact|talk to|ask)\s+(?:us|sales)|custom(?:\s+pric(?:e|ing))?|on request", re.IGNORECASE)
_FREE = re.compile(r"free|gratis|0", re.I)
_TOKEN = re.compile(r"\s*(?:(\d+(?:\.\d+)?)|#(\w+)|([-+*/()]))")


class Prices:
    """Writes the prices of a document: its currency, billing factors and variables.

    `seats` gives the name of a kind of seat for a unit's word, `metrics` the one of a metric.
    """

    def __init__(self, document: Document, currency: str) -> None:
        self._document = document
        self.currency = currency
        self._variables = dict(self._entries("variables"))
        self._factors: dict[str, tuple[Decimal, Leaf]] = {}
        billing = list(self._entries("billing"))
        for key, leaf in billing:
            factor = number(leaf.text)
            if factor is None or not factor.is_finite():
                wrong(leaf, "a factor such as 0.8")
            period = PERIOD_OF.get(key.lower())
            if period in _MONTHS:
                document.use(leaf)
                self._factors[period] = (factor, leaf)
            else:
                document.lose("billing interval", leaf, "nothing: a fee is per day, week, month, quarter or year")
        self.billed = bool(billing)

    def _entries(self, key: str) -> list[tuple[str, Leaf]]:
        found = self._document.map(self._document.root, key)
        made = []
        for name, node in (found.items if found else {}).items():
            if not isinstance(node, Leaf):
                wrong(node, "a number")
            if not node.absent:
                made.append((name, node))
        return made

    def unit_of(self, owner: Map) -> Unit:
        """The unit that a plan or add-on is sold by."""
        return unit(self._document.text(owner, "unit"))

    def statement(self, owner: Map, per: str, grants: str, *, used: bool = False) -> Statement | None:
        """The price of a plan or add-on; `per` is the clause for its unit (`per seat`), `grants` how a yearly
        one hands out its allowances. None where the document has no price."""
        document = self._document
        found = {key: document.leaf(owner, key) for key in ("price", "monthlyPrice", "annualPrice")}
        given = {key: leaf for key, leaf in found.items() if leaf}
        if not given:
            return None
        said = document.text(owner, "unit")
        each = self.unit_of(owner)
        amounts = {key: self._amount(leaf) for key, leaf in given.items()}
        if any(amount is None for amount in amounts.values()):
            return self._words(given, said)
        exact = {key: amount for key, amount in amounts.items() if amount is not None}
        if not any(exact.values()):
            return Statement("price", "free", comment=f"{said}" if said else "")
        if used:
            amount = exact.get("price") or next(iter(exact.values()))
            return Statement("price", f"{money(amount, self.currency)} {per}")
        fees = self._fees(exact, each, given)
        each_of = f" {per}" if per else ""
        text = " or ".join(f"{money(amount, self.currency)}{each_of} per {period}" for period, amount in fees)
        yearly = any(period in ("year", "quarter") for period, _ in fees)
        return Statement("price", f"{text}, {grants}" if yearly and grants else text)

    def _words(self, given: dict[str, Leaf], said: str) -> Statement:
        """A price that is no number."""
        text = next(leaf.text.strip() for leaf in given.values() if self._amount(leaf) is None)
        for leaf in given.values():
            if leaf.text.strip() != text:
                self._document.lose("price beside a custom one", leaf, "price custom")
        if _SALES.fullmatch(text):
            rest = "custom" if text.lower() == "contact sales" else f"custom, note {string(text)}"
            return Statement("price", rest, comment=said)
        return Statement("price", f"custom, uncertain {string(text)}", comment=said)

    def _fees(self, exact: dict[str, Decimal], each: Unit, given: dict[str, Leaf]) -> list[tuple[str, Decimal]]:
        """The amount of each period, the shortest first."""
        if "price" not in exact:
            made = [("month", exact["monthlyPrice"])] if exact.get("monthlyPrice") else []
            if exact.get("annualPrice"):
                made.append(("year", exact["annualPrice"] * 12))
            return made
        for key in ("monthlyPrice", "annualPrice"):
            if key in exact:
                self._document.lose("second price", given[key], "the `price` beside it")
        price = exact["price"]
        if each.period in FEES and each.period != "month":
            for factor, leaf in self._factors.values():
                if factor != 1:
                    self._document.lose("billing factor", leaf, f"nothing for fees by the {each.period}")
            return [(each.period, price)]
        if not self._factors:
            return [("month", price)]
        ordered = sorted(self._factors.items(), key=lambda item: _MONTHS[item[0]])
        return [(period, price * factor * _MONTHS[period]) for period, (factor, _) in ordered]

    # --- amounts ----------------------------------------------------------

    def _amount(self, leaf: Leaf) -> Decimal | None:
        """A price as a number; None for one in words."""
        text = leaf.text.strip()
        value = number(text)
        if value is not None:
            return value if value.is_finite() else wrong(leaf, "a price")
        if _FREE.fullmatch(text):
            return Decimal(0)
        if "#" not in text or len(text) > 200:
            return None
        result = self._calculated(text)
        if result is None:
            return None
        self._document.lose("calculated price", leaf, quantity(result))
        return result

    def _calculated(self, text: str) -> Decimal | None:
        values: dict[str, Fraction] = {}
        for name, leaf in self._variables.items():
            value = number(leaf.text)
            if value is not None and value.is_finite():
                values[name] = Fraction(value)
        used: set[str] = set()
        result = _Expression(text, values, used).result()
        exact = None if result is None else _decimal(result)
        if exact is not None:
            for name in used:
                self._document.lose("variable", self._variables[name], "its value, in the prices that use it")
        return exact


def _decimal(value: Fraction) -> Decimal | None:
    """The decimal of a fraction, if it has one of at most 20 places."""
    for places in range(21):
        scaled = value * 10**places
        if scaled.denominator == 1:
            return Decimal(scaled.numerator).scaleb(-places) if abs(scaled) < 10**27 else None
    return None


class _Expression:
    """Sums, products and parentheses over numbers and `#variables`, exactly."""

    def __init__(self, text: str, values: dict[str, Fraction], used: set[str]) -> None:
        self._values = values
        self._used = used
        self._tokens: list[tuple[str, str, str]] = []
        at = 0
        self._broken = False
        while at < len(text.rstrip()):
            match = _TOKEN.match(text, at)
            if match is None:
                self._broken = True
                return
            self._tokens.append((match[1] or "", match[2] or "", match[3] or ""))
            at = match.end()
        self._tokens.reverse()

    def result(self) -> Fraction | None:
        if self._broken:
            return None
        try:
            value = self._sum()
        except (ValueError, IndexError, ZeroDivisionError, KeyError):
            return None
        return value if not self._tokens else None

    def _next(self, operators: str) -> str:
        if self._tokens and self._tokens[-1][2] and self._tokens[-1][2] in operators:
            return self._tokens.pop()[2]
        return ""

    def _sum(self) -> Fraction:
        value = self._product()
        while operator := self._next("+-"):
            other = self._product()
            value = value + other if operator == "+" else value - other
        return value

    def _product(self) -> Fraction:
        value = self._term()
        while operator := self._next("*/"):
            other = self._term()
            value = value * other if operator == "*" else value / other
        return value

    def _term(self) -> Fraction:
        digits, name, operator = self._tokens.pop()
        if digits:
            return Fraction(digits)
        if name:
            self._used.add(name)
            return self._values[name]
        if operator == "-":
            return -self._term()
        if operator != "(":
            raise ValueError(operator)
        value = self._sum()
        if self._next(")") != ")":
            raise ValueError(")")
        return value
