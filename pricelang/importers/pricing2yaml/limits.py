"""Usage limits: metrics with a limit, or with an allowance where they renew; one in days or in words is a feature."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Sequence
from decimal import Decimal

from pricelang.importers._writing import Names, Row, comment, label, plain, quantity, string, words
from pricelang.importers._yaml import Leaf, Map, Node, number
from pricelang.importers.pricing2yaml.document import Document, override, value_of, wrong
from pricelang.importers.pricing2yaml.features import Feature, Features
from pricelang.importers.pricing2yaml.folding import short
from pricelang.importers.pricing2yaml.units import Unit, unit, window

_TYPES = ("RENEWABLE", "NON_RENEWABLE", "TIME_DRIVEN", "RESPONSE_DRIVEN")
_PERIODS = {
    "SEC": "second",
    "MIN": "minute",
    "HOUR": "hour",
    "DAY": "day",
    "WEEK": "week",
    "MONTH": "month",
    "YEAR": "year",
}
_RESTRICTS = frozenset({"only", "limited", "restricted", "without", "no", "not"})
_TIMES = re.compile(r"polling|update|refresh|interval|frequency|latency|delay")
_LOWER = re.compile(r"polling|update|refresh|interval|frequency|latency|delay|response|fee|rate|commission|cooldown")


class Metric:
    """A numeric limit: its metric, and the clauses behind it (`per seat per month`)."""

    __slots__ = ("default", "every", "key", "linked", "name", "node", "per", "renews", "unit")

    def __init__(self, key: str, node: Map, name: str) -> None:
        self.key = key
        self.node = node
        self.name = name
        self.default: Node | None = None
        self.unit = ""
        self.per = ""
        self.every = ""
        self.renews = False
        self.linked: list[str] = []

    @property
    def clauses(self) -> str:
        return "".join(f" {part}" for part in (self.per, self.every) if part)


class Limits:
    """The usage limits of a document: `metrics`, and those that became features."""

    def __init__(
        self,
        document: Document,
        names: Names,
        features: Features,
        per: dict[str, str],
        folded: dict[str, str],
        seats: Collection[str] = (),
    ) -> None:
        """`per` gives the clause for the words of a unit that plans are sold by: `user` is `per seat`; `folded` the
        feature that a limit stands for too. `seats` are limits that are the seats of a plan, and none here."""
        self._folded = folded
        self._limit_of = {feature: key for key, feature in folded.items()}
        self._document = document
        self._features = features
        self._per = per
        self.metrics: dict[str, Metric] = {}
        self._pending: list[tuple[Feature, tuple[str, ...], str]] = []
        plans = [plan for _, plan in document.maps(document.root, "plans")]
        extended = {
            key
            for _, addon in document.maps(document.root, "addOns")
            for key in (document.map(addon, "usageLimitsExtensions") or Map("", {}, 0)).items
        }
        self._values = {key: self._all(plans, key) for key, _ in document.maps(document.root, "usageLimits")}
        for key, node in document.maps(document.root, "usageLimits"):
            if key not in seats:
                self._read(key, node, names, key in extended)
        self.counted = Counter(link for metric in self.metrics.values() for link in metric.linked)
        for feature, columns, what in self._pending:
            behind, above = self._remarks(feature.key, feature.node, what)
            feature.row = Row(columns, behind, tuple(above))

    def _all(self, plans: Sequence[Map], key: str) -> list[Decimal | None]:
        """The numbers that the plans give a limit, by price; None in it where one is no number."""
        document = self._document
        limit = (document.map(document.root, "usageLimits") or Map("", {}, 0)).items[key]
        default = (
            value_of(limit.items["defaultValue"]) if isinstance(limit, Map) and "defaultValue" in limit.items else None
        )
        priced = []
        for plan in plans:
            price = plan.items.get("price", plan.items.get("monthlyPrice"))
            amount = number(price.text) if isinstance(price, Leaf) else None
            node = override(document.map(plan, "usageLimits"), key) or default
            value = number(node.text) if isinstance(node, Leaf) else None
            priced.append((amount is None, amount or Decimal(0), value))
        return [value for *_, value in sorted(priced, key=lambda one: one[:2])]

    def _read(self, key: str, node: Map, names: Names, extended: bool) -> None:
        document = self._document
        kind = document.choice(node, "valueType", ("NUMERIC", "BOOLEAN", "TEXT")) or "NUMERIC"
        what = document.choice(node, "type", _TYPES)
        said = document.text(node, "unit")
        default = value_of(node.items["defaultValue"]) if "defaultValue" in node.items else None
        each = unit(said)
        held = what in ("", "NON_RENEWABLE", "TIME_DRIVEN")
        if kind == "BOOLEAN" and _RESTRICTS.intersection(word.lower() for word in words(key)):
            self._feature(key, node, "text", default, names, said, what)
            self._features.limits[key].restricts = True
        elif kind != "NUMERIC":
            self._feature(key, node, "text" if kind == "TEXT" else "", default, names, said, what)
        elif held and not extended and not each.word and each.period and self._whole(key):
            lower = self._lower(key, True)
            self._feature(key, node, lower or "number", default, names, "", what, f" {each.period}s")
        elif held and not extended and (each.period is None or not each.word) and (lower := self._lower(key, False)):
            self._feature(key, node, lower, default, names, said, what)
        else:
            self._metric(key, node, what, said, each, default, names)

    def _whole(self, key: str) -> bool:
        """Whether all of its values are whole numbers, or no bound at all."""
        values = self._values[key]
        return all(value is not None and (not value.is_finite() or value == value // 1) for value in values)

    def _lower(self, key: str, in_time: bool) -> str:
        """How a number is written that falls from plan to plan and is named like one that should; one in time that is
        so named need only not rise."""
        known = [value for value in self._values[key] if value is not None]
        falls = len(known) > 1 and known[0] > known[-1] and sorted(known, reverse=True) == known
        rises = len(known) < 2 or (known[0] < known[-1] and sorted(known) == known)
        said = [word.lower().removesuffix("s") for word in words(key)]
        sure = in_time and not rises and any(_TIMES.fullmatch(word) for word in said)
        return "number, lower is better" if sure or (falls and any(_LOWER.fullmatch(word) for word in said)) else ""

    def _feature(
        self, key: str, node: Map, kind: str, default: Node | None, names: Names, said: str, what: str, spell: str = ""
    ) -> None:
        feature = Feature(key, node, kind, names.take(short(key), "limit", otherwise=key), default)
        feature.spell = spell
        text = label(short(key)) + (f" ({plain(said)})" if said else "")
        columns = tuple(filter(None, ("feature", feature.name, string(text), kind)))
        self._pending.append((feature, columns, what))
        self._features.limits[key] = feature

    def _metric(
        self, key: str, node: Map, what: str, said: str, each: Unit, default: Node | None, names: Names
    ) -> None:
        metric = Metric(key, node, names.take(short(key), "limit", otherwise=key))
        metric.default = default
        metric.linked = self._document.texts(node, "linkedFeatures") or []
        metric.unit = each.word if each.block == 1 else said
        metric.renews = what == "RENEWABLE" or (what in ("TIME_DRIVEN", "RESPONSE_DRIVEN") and each.period is not None)
        counted, _, per = each.word.rpartition(" per ")
        if counted and per.lower() in self._per:
            metric.unit, metric.per = counted, self._per[per.lower()]
        metric.every = self._window(node, each, metric.renews)
        self.metrics[key] = metric

    def _window(self, node: Map, each: Unit, renews: bool) -> str:
        document = self._document
        period = document.map(node, "period")
        if period is None:
            if each.period:
                return window(each.period)
            if renews:
                document.lose("period not stated", node.items["type"], "per month was written")
            return "per month" if renews else ""
        word = document.choice(period, "unit", tuple(_PERIODS)) or "MONTH"
        leaf = document.leaf(period, "value")
        count = number(leaf.text) if leaf else Decimal(1)
        if count is None or not count.is_finite() or count < 1 or count != count.to_integral_value():
            wrong(leaf or period, "a whole number of periods")
        if each.period and (each.period != _PERIODS[word] or count != 1):
            document.lose("period of the unit", node.items["unit"], window(_PERIODS[word], count))
        return window(_PERIODS[word], count)

    # --- declarations -----------------------------------------------------

    def rows(self) -> list[Row]:
        """The declarations of the metrics."""
        return [self._row(metric) for metric in self.metrics.values()]

    def _row(self, metric: Metric) -> Row:
        node = metric.node
        behind, above = self._remarks(metric.key, node, self._document.text(node, "type"))
        columns = ("metric", metric.name, string(label(short(metric.key))))
        if metric.unit:
            columns += (f"{{ unit {string(metric.unit)} }}",)  # type: ignore[assignment]
        return Row(columns, behind, tuple(above))

    def _name(self, link: str) -> str:
        """What a linked feature is called, be it declared as a limit."""
        key = self._limit_of.get(link)
        if key is not None:
            return self.metrics[key].name if key in self.metrics else self._features.limits[key].name
        declared = self._features.by_key.get(link)
        return declared.name if declared else link

    def _remarks(self, key: str, node: Map, what: str) -> tuple[str, list[str]]:
        """What a declaration says behind itself, and what above."""
        document, features = self._document, self._features
        above = features.remarks(node)
        said = []
        if key in self._folded:
            whole = document.map(document.root, "features")
            assert whole is not None  # the feature is there
            folded = whole.items[self._folded[key]]
            assert isinstance(folded, Map)
            above += [line for line in features.remarks(folded) if line not in above]
            said.append(features.about(folded))
        if what in ("TIME_DRIVEN", "RESPONSE_DRIVEN"):
            said.append(what.lower().replace("_", " "))
        tracked = document.flag(node, "trackable")
        if tracked is not None:
            said.append("tracked" if tracked else "not tracked")
        linked = document.texts(node, "linkedFeatures") or []
        names = [self._name(link) for link in linked if link != self._folded.get(key)]
        if names:
            said.append("limits " + ", ".join(names))
        text = "; ".join(one for one in said if one)
        return (text, above) if len(text) <= 60 else ("", [*above, *comment(text)])


def amount(document: Document, node: Leaf) -> str:
    """A numeric limit as a quantity of the language."""
    value = document.count(node)
    return "unlimited" if value is None else quantity(value)
