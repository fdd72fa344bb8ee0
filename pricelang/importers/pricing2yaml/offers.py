"""Plans and add-ons as tiers and packages."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from decimal import Decimal

from pricelang.importers._writing import Statement, block, label, snake, string, title
from pricelang.importers._yaml import Leaf, Map, Node, number
from pricelang.importers.pricing2yaml.document import Document, override, value_of, wrong
from pricelang.importers.pricing2yaml.features import Features
from pricelang.importers.pricing2yaml.limits import Limits, Metric, amount
from pricelang.importers.pricing2yaml.prices import Prices
from pricelang.importers.pricing2yaml.seating import Seating

# A tier takes over the one below where this many lines and features need not be said again.
_WORTH_EXTENDING = 4
_LOOKED_BACK = 5
_ON_TOP = 'note "on top of the limit of the plan"'
_INSTEAD = 'note "in place of what the plan includes"'


class Goods:
    """What a plan or an add-on gives: features by name with their values, allowances and limits by metric."""

    __slots__ = ("allowances", "contradiction", "features", "limits")

    def __init__(self) -> None:
        self.features: dict[str, str] = {}
        self.allowances: dict[str, str] = {}
        self.limits: dict[str, str] = {}
        self.contradiction = False

    def without(self, base: Goods) -> Goods:
        """What is not said by `base` already."""
        rest = Goods()
        rest.features = _new(self.features, base.features)
        rest.allowances = _new(self.allowances, base.allowances)
        rest.limits = _new(self.limits, base.limits)
        return rest

    def extends(self, base: Goods) -> bool:
        """Whether these are those of `base`, other values aside, and enough of them to be worth saying so."""
        if self.contradiction or base.contradiction:
            return False
        pairs = [(self.features, base.features), (self.allowances, base.allowances), (self.limits, base.limits)]
        same = sum(own.get(key) == value for own, theirs in pairs for key, value in theirs.items())
        return same >= _WORTH_EXTENDING and all(theirs.keys() <= own.keys() for own, theirs in pairs)

    def statements(self) -> Iterator[Statement]:
        plain = [name for name, value in self.features.items() if not value]
        valued = [f"{name} {value}" for name, value in self.features.items() if value]
        for items in (plain, valued):
            if items:
                yield Statement("includes", items=tuple(items))
        for rest in self.allowances.values():
            yield Statement("includes", items=tuple(rest.split(", ")))
        for rest in self.limits.values():
            yield Statement("limit", rest)


def _new(own: Mapping[str, str], base: Mapping[str, str]) -> dict[str, str]:
    return {key: value for key, value in own.items() if base.get(key) != value}


class Tier:
    """A plan on its way to be a tier."""

    __slots__ = ("goods", "key", "name", "node", "rank", "seats")

    def __init__(self, key: str, node: Map, name: str, rank: tuple[bool, Decimal]) -> None:
        self.key = key
        self.node = node
        self.name = name
        self.rank = rank
        self.seats = ""
        self.goods = Goods()


class Offers:
    """Writes the plans and add-ons of a document. `folded` are features that are declared as limits; `tiers` and
    `packages` give the names of plans and add-ons, `per` the clause for the word of a unit (`user` is `per seat`)."""

    def __init__(
        self,
        document: Document,
        prices: Prices,
        features: Features,
        limits: Limits,
        folded: Collection[str],
        tiers: Mapping[str, str],
        packages: Mapping[str, str],
        per: Mapping[str, str],
        seating: Seating,
    ) -> None:
        self._document = document
        self._prices = prices
        self._features = features
        self._limits = limits
        self._known = {*features.by_key, *folded}
        self._tiers = tiers
        self._packages = packages
        self._per = per
        self._seating = seating

    # --- tiers ------------------------------------------------------------

    def tiers(self) -> list[Tier]:
        """The tiers, lowest price first, custom ones last."""
        found = []
        for key, node in self._document.maps(self._document.root, "plans"):
            tier = Tier(key, node, self._tiers[key], _rank(node))
            tier.seats = self._seating.of(node)
            tier.goods = self._plan(node)
            found.append(tier)
        self._report_defaults()
        return sorted(found, key=lambda tier: tier.rank)

    def _plan(self, node: Map) -> Goods:
        document, goods = self._document, Goods()
        given = document.map(node, "features")
        for key, feature in self._features.by_key.items():
            value = override(given, key) or feature.default
            text = self._features.value(feature, value)
            if text is not None:
                goods.features[feature.name] = text
        self._strangers(given, goods)
        bounds = document.map(node, "usageLimits")
        for key, feature in self._features.limits.items():
            text = self._features.value(feature, override(bounds, key) or feature.default)
            if text is not None:
                goods.features[feature.name] = text
        given_bounds = {key: override(bounds, key) or metric.default for key, metric in self._limits.metrics.items()}
        nothing = {key for key, value in given_bounds.items() if isinstance(value, Leaf) and number(value.text) == 0}
        for key, metric in self._limits.metrics.items():
            value = given_bounds[key]
            if value is not None:
                self._limit(goods, metric, value, nothing)
        for key, stranger in self._undeclared(bounds):
            goods.limits[snake(key, "limit")] = f"{amount(document, stranger)} {snake(key, 'limit')}"
        return goods

    def _limit(self, goods: Goods, metric: Metric, node: Node, nothing: Collection[str]) -> None:
        document = self._document
        if not isinstance(node, Leaf):
            wrong(node, "a number")
        document.use(node)
        bound = amount(document, node)
        text = f"{bound} {metric.name}{metric.clauses}"
        # what is limited and declared nowhere is given all the same: a check names it
        goods.features.update({snake(link, "feature"): "" for link in metric.linked if link not in self._known})
        if bound == "0" and self._contradicts(goods, metric, nothing):
            # the feature is on and all that there is of it is nothing: say both, for a check to name
            goods.contradiction = True
            goods.allowances[metric.name] = f"unlimited {metric.name}"
            goods.limits[metric.name] = text
        elif metric.renews:
            goods.allowances[metric.name] = _allowance(bound, metric)
        else:
            goods.limits[metric.name] = _limit(bound, metric)

    def _contradicts(self, goods: Goods, metric: Metric, nothing: Collection[str]) -> bool:
        """Whether a feature is given, and all limits of it, which are of nothing else, are `nothing`."""
        if len(metric.linked) != 1:
            return False
        link = metric.linked[0]
        feature = self._features.by_key.get(link)
        same = {key for key, one in self._limits.metrics.items() if one.linked == [link]}
        whole = self._limits.counted[link] == len(same) and same <= set(nothing)
        return feature is not None and whole and feature.name in goods.features

    def _strangers(self, given: Map | None, goods: Goods) -> None:
        """Features that are nowhere declared are given all the same: a check names them."""
        for key, node in (given.items if given else {}).items():
            value = value_of(node)
            if key in self._known or value is None:
                continue
            self._document.use(value)
            if not isinstance(value, Leaf):
                wrong(value, "one value")
            if value.boolean is not False:
                goods.features[snake(key, "feature")] = "" if value.boolean else string(value.text)

    def _undeclared(self, bounds: Map | None) -> Iterator[tuple[str, Leaf]]:
        known = self._limits.metrics.keys() | self._features.limits.keys() | self._seating.keys
        for key, node in (bounds.items if bounds else {}).items():
            value = value_of(node)
            if key not in known and isinstance(value, Leaf):
                self._document.use(value)
                yield key, value

    def _report_defaults(self) -> None:
        """A default that every plan overrides, or that no plan is there to take, is said nowhere."""
        document = self._document
        instead = "the value of each plan" if self._tiers else "nothing: there is no plan"
        defaults = [one.default for one in (*self._features.by_key.values(), *self._features.limits.values())]
        metrics = [metric.default for metric in self._limits.metrics.values()]
        for node in (*defaults, *metrics, *self._seating.defaults()):
            if node is not None and not document.used(node):
                document.lose("default that no plan takes", node, instead)

    def tier_lines(self, ladder: Sequence[Tier], index: int) -> list[str]:
        """The source of a tier; it extends the nearest one below it in its ladder that it has all of."""
        tier = ladder[index]
        near = reversed(ladder[max(index - _LOOKED_BACK, 0) : index])
        base = next((below for below in near if tier.goods.extends(below.goods)), None)
        goods = tier.goods.without(base.goods) if base else tier.goods
        document = self._document
        statements = []
        if document.flag(tier.node, "private"):
            statements.append(Statement("unlisted"))
        statements += self._price(tier.node, _grants(tier.goods))
        if tier.seats:
            statements.append(Statement("seats", tier.seats))
        statements += goods.statements()
        text = document.text(tier.node, "description")
        if text:
            statements.append(Statement("note", string(text)))
        head = f"tier {tier.name} {string(title(tier.key))}" + (f" extends {base.name}" if base else "")
        return block(head, statements)

    def _price(self, node: Map, grants: str) -> Iterator[Statement]:
        each = self._prices.unit_of(node)
        per = self._clause(node)
        made = self._prices.statement(node, per, grants, used=each.used_up)
        if made is None:
            yield Statement("price", 'custom, uncertain "the document has no price"')
        else:
            yield made

    def _clause(self, node: Map) -> str:
        """`per seat`, `per started 500 seats`: what a price is for each of."""
        each = self._prices.unit_of(node)
        clause = self._per.get(each.word.lower(), "")
        if each.block == 1 or not clause:
            return clause
        return f"per started {each.block:f} {clause.removeprefix('per ')}s"

    # --- packages ---------------------------------------------------------

    def packages(self) -> Iterator[list[str]]:
        """The source of each add-on."""
        for key, node in self._document.maps(self._document.root, "addOns"):
            head = f"package {self._packages[key]} {string(label(key))} addon"
            yield block(head, [*self._conditions(node), *self._goods(node)])

    def _conditions(self, node: Map) -> Iterator[Statement]:
        document = self._document
        for key, keyword, word, names, kind in (
            ("availableFor", "available", "on ", self._tiers, "tier"),
            ("dependsOn", "needs", "", self._packages, "addon"),
            ("excludes", "not", "with ", self._packages, "addon"),
        ):
            listed = document.texts(node, key)
            if listed:
                known = list(dict.fromkeys(names.get(one) or snake(one, kind) for one in listed))
                yield Statement(keyword, items=(word + known[0], *known[1:]))

    def _goods(self, node: Map) -> Iterator[Statement]:
        document, features = self._document, self._features
        goods = Goods()
        given = document.map(node, "features")
        for key, feature in features.by_key.items():
            self._give(goods, feature.name, features.value(feature, override(given, key)), override(given, key))
        self._strangers(given, goods)
        bounds, more = document.map(node, "usageLimits"), document.map(node, "usageLimitsExtensions")
        for key, feature in features.limits.items():
            self._give(goods, feature.name, features.value(feature, override(bounds, key)), override(bounds, key))
        per = self._clause(node)
        each = f" {per}" if per and not self._prices.unit_of(node).used_up else ""
        for key, metric in self._limits.metrics.items():
            if (bound := override(bounds, key)) is not None:
                self._replace(goods, metric, bound)
            if (added := override(more, key)) is not None:
                self._extend(goods, metric, added, each)
        for strangers in (bounds, more):
            for key, leaf in self._undeclared(strangers):
                goods.limits[key] = f"{amount(document, leaf)} {snake(key, 'limit')}"
        yield from self._price(node, _grants(goods))
        yield from goods.statements()
        if document.flag(node, "private"):
            yield Statement("note", '"not shown to the public"')
        text = document.text(node, "description")
        if text:
            yield Statement("note", string(text))

    def _give(self, goods: Goods, name: str, text: str | None, node: Node | None) -> None:
        if text is not None:
            goods.features[name] = text
        elif node is not None:
            self._document.lose("feature that an add-on takes away", node, "nothing")

    def _replace(self, goods: Goods, metric: Metric, node: Node) -> None:
        bound = self._bound(node)
        if metric.renews:
            goods.allowances[metric.name] = f"{_allowance(bound, metric)}, {_INSTEAD}"
        else:
            goods.limits[metric.name] = _limit(bound, metric)

    def _extend(self, goods: Goods, metric: Metric, node: Node, per: str) -> None:
        bound = self._bound(node)
        clauses = f"{per or (' ' + metric.per if metric.per else '')}{' ' + metric.every if metric.every else ''}"
        end = "" if bound == "unlimited" else ", then block"
        end += "" if metric.renews else f", {_ON_TOP}"
        goods.allowances[f"{metric.name} more"] = f"{bound} {metric.name}{clauses}{end}"

    def _bound(self, node: Node) -> str:
        if not isinstance(node, Leaf):
            wrong(node, "a number")
        self._document.use(node)
        return amount(self._document, node)


def _grants(goods: Goods) -> str:
    """How a yearly price hands out what it includes: each month, if any of it renews; else at once, if there is any."""
    counted = [rest for rest in goods.allowances.values() if not rest.startswith("unlimited")]
    if any(_ON_TOP not in rest for rest in counted):
        return "grants monthly"
    return "grants up front" if counted else ""


def _limit(bound: str, metric: Metric) -> str:
    """What is there at most; what is there in a time stops at its end."""
    end = ", then block" if metric.every and bound != "unlimited" else ""
    return f"{bound} {metric.name}{metric.clauses}{end}"


def _allowance(bound: str, metric: Metric) -> str:
    """What renews, and that it stops at its end; one without end does not renew."""
    if bound == "unlimited":
        return f"unlimited {metric.name}"
    return f"{bound} {metric.name}{metric.clauses}, then block"


def _rank(node: Map) -> tuple[bool, Decimal]:
    """Where a plan stands among the others: by its price, those without a number last."""
    for key in ("price", "monthlyPrice", "annualPrice"):
        leaf = node.items.get(key)
        value = number(leaf.text) if isinstance(leaf, Leaf) else None
        if value is not None and value.is_finite():
            return False, value
    return True, Decimal(0)
