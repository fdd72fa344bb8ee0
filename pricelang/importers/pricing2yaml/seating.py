"""Limits that are the seats of a plan: `minUsers: 3` with `maxUsers: 25` are no limits of use, but 3 to 25 seats."""

from __future__ import annotations

from decimal import Decimal

from pricelang.importers._writing import comment, quantity, words
from pricelang.importers._yaml import Leaf, Map, Node, number
from pricelang.importers.pricing2yaml.document import Document, override, value_of
from pricelang.importers.pricing2yaml.units import SEATS, unit

_LEAST = frozenset({"min", "minimum"})
_NOISE = frozenset({"limit", "limits", "max", "maximum", "number", "of", "required", "total"})
_MOST_SEATS = Decimal(10_000_000)


class Seating:
    """The seats of the plans of a document; `keys` are the limits that say so: none, the fewest, or both.

    A lower bound says that these are seats; the upper one beside it is one too. They are read so where each plan says
    a whole number, nothing is linked to them, and no add-on changes them.
    """

    def __init__(self, document: Document, *, apart: bool) -> None:
        """`apart`: plans are sold by something else than seats, and nothing here is one."""
        self._document = document
        declared = {} if apart else dict(document.maps(document.root, "usageLimits"))
        self._plans = [plan for _, plan in document.maps(document.root, "plans")]
        for _, addon in document.maps(document.root, "addOns"):
            for part in ("usageLimits", "usageLimitsExtensions"):
                for key in (document.map(addon, part) or Map("", {}, 0)).items:
                    declared.pop(key, None)
        self._limits = {key: node for key, node in declared.items() if self._counts(node)}
        least = [key for key in self._limits if _rest(key, _NOISE | _LEAST) and _LEAST & _lower(key)]
        most = [key for key in self._limits if _rest(key, _NOISE) and key not in least]
        self._least = least[0] if len(least) == 1 and len(most) <= 1 else None
        self._most = most[0] if most and self._least is not None else None
        if not self._plans or not all(self._sound(plan) for plan in self._plans):
            self._least = self._most = None
        self.keys = frozenset(key for key in (self._least, self._most) if key is not None)

    def _counts(self, node: Map) -> bool:
        items = {key: value.text.strip() for key, value in node.items.items() if isinstance(value, Leaf)}
        each = unit(items.get("unit", ""))
        counted = (not each.word or each.seat) and each.period is None and each.block == 1
        kind = items.get("valueType", "NUMERIC").upper() == "NUMERIC" and items.get("type", "").upper() in (
            "",
            "NON_RENEWABLE",
        )
        return kind and counted and not set(node.items) & {"linkedFeatures", "period"}

    def _node(self, plan: Map, key: str) -> Node | None:
        default = self._limits[key].items.get("defaultValue")
        return override(self._document.map(plan, "usageLimits"), key) or (value_of(default) if default else None)

    def _sound(self, plan: Map) -> bool:
        least = self._number(plan, self._least)
        most = self._number(plan, self._most) if self._most is not None else Decimal("Infinity")
        if least is None or most is None or not least.is_finite() or least != least // 1 or least > _MOST_SEATS:
            return False
        return most >= max(least, Decimal(1)) and (not most.is_finite() or most == most // 1)

    def _number(self, plan: Map, key: str | None) -> Decimal | None:
        node = self._node(plan, key) if key is not None else None
        value = number(node.text) if isinstance(node, Leaf) else None
        return value if value is not None and value >= 0 else None

    def of(self, plan: Map) -> str:
        """The seats of a plan as a tier says them; empty where the document says nothing of them."""
        if self._least is None:
            return ""
        least = max(self._count(plan, self._least) or Decimal(1), Decimal(1))
        most = self._count(plan, self._most) if self._most is not None else None
        if most is None:
            return f"at least {quantity(least)}"
        return quantity(least) if least == most else f"{quantity(least)} to {quantity(most)}"

    def _count(self, plan: Map, key: str) -> Decimal | None:
        node = self._node(plan, key)
        assert isinstance(node, Leaf)  # `_sound` has seen to it
        self._document.use(node)
        return self._document.count(node)

    def defaults(self) -> list[Node]:
        """The values of plans that say none of their own."""
        found = (self._limits[key].items.get("defaultValue") for key in sorted(self.keys))
        return [node for node in (value_of(one) for one in found if one is not None) if node is not None]

    def remarks(self) -> list[str]:
        """What the limits say of themselves, as comment lines."""
        lines = []
        for key in (self._least, self._most):
            if key is None:
                continue
            node = self._limits[key]
            for said in ("valueType", "type", "unit"):
                self._document.text(node, said)  # what is not written down here was asked for above
            tracked = self._document.flag(node, "trackable")
            about = self._document.text(node, "description")
            more = "" if tracked is None else ", tracked" if tracked else ", not tracked"
            lines += comment(f"{key}{more}: the seats of each tier" + (f". {about}" if about else ""))
        return lines


def _lower(key: str) -> set[str]:
    return {word.lower() for word in words(key)}


def _rest(key: str, noise: frozenset[str]) -> bool:
    """Whether a key names seats and nothing else but these words."""
    rest = _lower(key) - noise
    return bool(rest) and rest <= SEATS
