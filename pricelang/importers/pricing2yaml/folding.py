"""Features that are nothing but a limit: `storage: true` with `storageLimit: 15` is one thing, 15 storage."""

from __future__ import annotations

from collections.abc import Iterator

from pricelang.importers._writing import snake, words
from pricelang.importers._yaml import Leaf, Map, Node, Sequence, number
from pricelang.importers.pricing2yaml.document import Document, override, value_of

_NOISE = frozenset({"limit", "limits", "max", "maximum", "threshold", "quota", "number", "of"})


def short(key: str) -> str:
    """The key without the words that only say that it is a limit: `maxRoutes` and `routesLimit` are `routes`."""
    kept = [word for word in words(key) if word.lower() not in _NOISE]
    return "_".join(kept) if kept else key


def folded(document: Document) -> dict[str, str]:
    """The feature that each of some limits stands for too, by the limit's key.

    It does where the two have one name and the limit is linked to nothing else, every plan that has the feature has
    some of it and no other plan has, and no add-on gives the feature. What the feature says is then written down with
    the limit.
    """
    root = document.root
    features = dict(document.maps(root, "features"))
    links = [(key, node, _linked(node)) for key, node in document.maps(root, "usageLimits")]
    given = {key for _, addon in document.maps(root, "addOns") for key in _items(document.map(addon, "features"))}
    plans = [plan for _, plan in document.maps(root, "plans")]
    found: dict[str, str] = {}
    for key, limit, linked in links:
        if len(linked) != 1 or linked[0] in given or linked[0] not in features:
            continue
        feature = features[linked[0]]
        same = bool(plans) and _stem(key) == _stem(linked[0])
        if same and all(_agree(document, plan, feature, limit, key) for plan in plans):
            _account(document, plans, feature, linked[0])
            found[key] = linked[0]
            given.add(linked[0])
    return found


def _items(node: Map | None) -> Iterator[str]:
    return iter(node.items if node else ())


def _linked(node: Map) -> list[str]:
    links = node.items.get("linkedFeatures")
    if not isinstance(links, Sequence):
        return []
    return [one.text.strip() if isinstance(one, Leaf) else "" for one in links.items]


def _stem(key: str) -> str:
    return snake(short(key), "").removesuffix("s")


def _agree(document: Document, plan: Map, feature: Map, limit: Map, key: str) -> bool:
    """Whether a plan has the feature just where it has some of the limit."""
    link = _linked(limit)[0]
    said = override(document.map(plan, "features"), link) or _default(feature)
    bound = override(document.map(plan, "usageLimits"), key) or _default(limit)
    if not isinstance(said, Leaf) or said.kind != "bool" or not isinstance(bound, Leaf):
        return False
    value = number(bound.text)
    return value is not None and (value != 0) == said.boolean


def _default(node: Map) -> Node | None:
    return value_of(node.items["defaultValue"]) if "defaultValue" in node.items else None


def _account(document: Document, plans: list[Map], feature: Map, key: str) -> None:
    """The values of the feature are written down as those of the limit."""
    document.choice(feature, "valueType", ("BOOLEAN", "TEXT", "NUMERIC"))
    default = _default(feature)
    for plan in plans:
        said = override(document.map(plan, "features"), key) or default
        if said is not None:
            document.use(said)
