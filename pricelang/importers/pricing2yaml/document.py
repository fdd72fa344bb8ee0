"""A Pricing2Yaml document as it is read: every value is taken from here, so that none is lost in silence."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import NoReturn

from pricelang.importers import CannotImport, Loss
from pricelang.importers._yaml import UNBOUNDED, Leaf, Map, Node, Sequence, leaves, number, read

# From here up, a round number stands for "no limit": authors of this format write 1000000000 where they mean .inf.
_SENTINEL = Decimal(100_000_000)

MOST_PLANS = 200
MOST_CELLS = 1_000_000


class Document:
    """The root of a document, what has been written down of it, and what could not be."""

    def __init__(self, text: str) -> None:
        duplicates: list[Loss] = []
        self.root = read(text, duplicates)
        self._losses = duplicates
        self._used: set[str] = set()

    def bound(self) -> None:
        """Refuse a document whose plans and features, each with each, are more than a price list can have."""
        plans, sold, given = (
            sum(1 for key in keys for _ in self.maps(self.root, key))
            for keys in (("plans",), ("plans", "addOns"), ("features", "usageLimits"))
        )
        if plans > MOST_PLANS or sold * given > MOST_CELLS:
            raise CannotImport(
                f"{plans:,} plans, {sold - plans:,} add-ons, {given:,} features and limits: no price list"
            )

    # --- values -----------------------------------------------------------

    def map(self, owner: Map, key: str) -> Map | None:
        """The mapping of a key; None where there is none.

        Raises:
            CannotImport: there is something else.
        """
        node = owner.items.get(key)
        if node is None or (isinstance(node, Leaf) and node.absent):
            return None
        return node if isinstance(node, Map) else wrong(node, "a mapping")

    def maps(self, owner: Map, key: str) -> Iterator[tuple[str, Map]]:
        """The named mappings of a key: features, plans. One without content is an empty one."""
        found = self.map(owner, key)
        for name, node in (found.items if found else {}).items():
            if isinstance(node, Map):
                yield name, node
            elif isinstance(node, Leaf) and node.absent:
                yield name, Map(node.path, {}, node.line)
            else:
                wrong(node, "a mapping")

    def leaf(self, owner: Map, key: str) -> Leaf | None:
        """The scalar of a key, as written down from now on; None where there is none or it says nothing."""
        node = owner.items.get(key)
        if node is None or (isinstance(node, Leaf) and node.absent):
            return None
        if not isinstance(node, Leaf):
            wrong(node, "one value")
        self.use(node)
        return node

    def text(self, owner: Map, key: str) -> str:
        """The text of a key, as written down from now on; empty where there is none."""
        leaf = self.leaf(owner, key)
        return leaf.text.strip() if leaf else ""

    def texts(self, owner: Map, key: str) -> list[str] | None:
        """The texts of a list, as written down from now on; None where there is no list. One text is a list of one."""
        node = owner.items.get(key)
        if node is None or (isinstance(node, Leaf) and node.absent):
            return None
        items = node.items if isinstance(node, Sequence) else [node]
        found = []
        for item in items:
            if not isinstance(item, Leaf):
                wrong(item, "a text")
            self.use(item)
            if not item.absent:
                found.append(item.text.strip())
        return found

    def flag(self, owner: Map, key: str) -> bool | None:
        """The yes or no of a key, as written down from now on."""
        leaf = self.leaf(owner, key)
        if leaf is None:
            return None
        return wrong(leaf, "true or false") if leaf.boolean is None else leaf.boolean

    def choice(self, owner: Map, key: str, choices: tuple[str, ...]) -> str:
        """One word of several, as written down from now on; empty where there is none."""
        leaf = self.leaf(owner, key)
        if leaf is None:
            return ""
        word = leaf.text.strip().upper()
        return word if word in choices else wrong(leaf, "one of " + ", ".join(choices))

    def count(self, leaf: Leaf) -> Decimal | None:
        """A number, None for one without bound. A very large round number is one, and reported as read so.

        Raises:
            CannotImport: it is no number.
        """
        value = number(leaf.text)
        if value is None:
            wrong(leaf, "a number")
        if value == UNBOUNDED:
            return None
        if _nines(value) or (value >= _SENTINEL and len(f"{value:f}".rstrip("0").rstrip(".")) <= 1):
            self.lose("read as unlimited", leaf, "unlimited")
            return None
        return value

    # --- accounts ---------------------------------------------------------

    def use(self, node: Node) -> None:
        """These values are written down."""
        self._used.update(leaf.path for leaf in leaves(node))

    def used(self, node: Node) -> bool:
        """Whether all of these values are written down, or said to be lost."""
        return all(leaf.path in self._used for leaf in leaves(node))

    def lose(self, kind: str, node: Node, instead: str) -> None:
        """These values are not written down as they were said."""
        for leaf in leaves(node):
            self._used.add(leaf.path)
            self._losses.append(Loss(kind, leaf.path, leaf.text, instead))

    def report(self) -> tuple[Loss, ...]:
        """All that could not be carried over, in the order of the document."""
        place = {leaf.path: index for index, leaf in enumerate(leaves(self.root))}
        for leaf in leaves(self.root):
            if leaf.path not in self._used and not leaf.absent:
                self._losses.append(Loss("not carried over", leaf.path, leaf.text, "nothing"))
        return tuple(sorted(dict.fromkeys(self._losses), key=lambda loss: place.get(loss.path, -1)))


def _nines(value: Decimal) -> bool:
    digits = f"{value:f}"
    return len(digits) >= 6 and not digits.strip("9")


def wrong(node: Node, expected: str) -> NoReturn:
    """Refuse a value of the wrong type."""
    if isinstance(node, Leaf):
        found = f"`{shortened(node.text)}`" if not node.absent else "nothing"
    else:
        found = "a mapping" if isinstance(node, Map) else "a list"
    raise CannotImport(f"line {node.line}: `{node.path}` should be {expected}, and is {found}")


def shortened(text: str, most: int = 60) -> str:
    """A text that fits into a message."""
    text = " ".join(text.split())
    return text if len(text) <= most else text[: most - 1] + "…"


def value_of(node: Node) -> Node | None:
    """What an override says: under `value`, or (3.1) directly; None where it says nothing."""
    found = node.items.get("value") if isinstance(node, Map) else node
    return None if found is None or (isinstance(found, Leaf) and found.absent) else found


def override(owner: Map | None, key: str) -> Node | None:
    """The value that a plan or add-on gives a feature or limit; None where it gives none."""
    node = owner.items.get(key) if owner else None
    return None if node is None else value_of(node)
