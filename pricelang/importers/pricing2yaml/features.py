"""Features: declared by their kind, given with their value; grouped by tag, or else by type."""

from __future__ import annotations

from collections.abc import Collection

from pricelang.importers._writing import Names, Row, comment, label, plain, quantity, rows, string
from pricelang.importers._yaml import Leaf, Map, Node, Sequence
from pricelang.importers.pricing2yaml.document import Document, value_of, wrong

_KINDS = {"BOOLEAN": "", "TEXT": "text", "NUMERIC": "number"}
_NOTHING = frozenset({"none", "no", "n/a", "-", "not available", "not included"})
_SUBTYPES = ("integrationType", "automationType")
_LINKS = ("docUrl", "pricingUrls")
_TYPES = "Behind a feature stands its type; where nothing does, it is of the product's own domain."


class Feature:
    """A feature, or a usage limit that is one to people: its name, and its kind as the language writes it. `spell`
    stands behind a number (` days`); `restricts` says that it is better not to have it: yes and no are both said."""

    __slots__ = ("default", "key", "kind", "name", "node", "restricts", "row", "spell")

    def __init__(self, key: str, node: Map, kind: str, name: str, default: Node | None) -> None:
        self.key = key
        self.node = node
        self.kind = kind
        self.name = name
        self.default = default
        self.row: Row | None = None
        self.spell = ""
        self.restricts = False


class Features:
    """The features of a document, in its order; `limits` are the usage limits that read better as features."""

    def __init__(self, document: Document, names: Names, folded: Collection[str]) -> None:
        """`folded` are the features that are declared as limits."""
        self._document = document
        self.by_key: dict[str, Feature] = {}
        self.limits: dict[str, Feature] = {}
        for key, node in document.maps(document.root, "features"):
            if key in folded:
                continue
            kind = self._kind(node)
            default = node.items.get("defaultValue")
            self.by_key[key] = Feature(key, node, kind, names.take(key, "feature"), default and value_of(default))

    def _kind(self, node: Map) -> str:
        if "valueType" not in node.items:
            default = node.items.get("defaultValue")
            if not isinstance(default, Leaf) or default.kind == "bool":
                return ""
            return "number" if default.kind in ("int", "float") else "text"
        return _KINDS[self._document.choice(node, "valueType", tuple(_KINDS)) or "BOOLEAN"]

    def value(self, feature: Feature, node: Node | None) -> str | None:
        """What stands behind the name where it is given ("" for a plain yes); None where it is not.

        Raises:
            CannotImport: the value is not of the feature's kind.
        """
        if node is None:
            return None
        document = self._document
        if isinstance(node, Map):
            wrong(node, "a value")
        if feature.restricts:
            said = node.boolean if isinstance(node, Leaf) else None
            document.use(node)
            return wrong(node, "true or false") if said is None else '"yes"' if said else '"no"'
        if feature.kind == "text":
            return self._text(node)
        if not isinstance(node, Leaf):
            wrong(node, "one value")
        document.use(node)
        if feature.kind == "":
            if node.boolean is None:
                wrong(node, "true or false")
            return "" if node.boolean else None
        if node.boolean is not None:
            document.lose("number that is true or false", node, "unlimited" if node.boolean else "nothing")
            return "unlimited" if node.boolean else None
        value = document.count(node)
        if value is None:
            return "unlimited"
        if not value and (feature.spell or not feature.kind.endswith("better")):
            return None
        return (quantity(value) + feature.spell).strip() if value != 1 else f"1{feature.spell.removesuffix('s')}"

    def _text(self, node: Leaf | Sequence) -> str | None:
        document = self._document
        if isinstance(node, Sequence):
            parts = []
            for item in node.items:
                if not isinstance(item, Leaf):
                    wrong(item, "a text")
                parts.append(plain(item.text))
            document.use(node)
            return string(", ".join(parts)) if parts else None
        document.use(node)
        if node.kind == "bool":
            document.lose("text that is true or false", node, '"yes"' if node.boolean else "nothing")
            return '"yes"' if node.boolean else None
        if node.text.strip().lower() in _NOTHING:
            document.lose("read as not included", node, "nothing")
            return None
        return string(node.text)

    # --- declarations -----------------------------------------------------

    def section(self) -> list[str]:
        """The declarations, in groups with a heading each where there are several."""
        groups: dict[str, list[Row]] = {}
        for feature in (*self.by_key.values(), *self.limits.values()):
            group, row = self._declaration(feature)
            groups.setdefault(group, []).append(row)
        if len(groups) == 1:
            only, run = next(iter(groups.items()))
            return [*comment(only), *rows(run)] if only else rows(run)
        lines = comment(_TYPES) if any("tag" in feature.node.items for feature in self.by_key.values()) else []
        for group, run in groups.items():
            if lines:
                lines.append("")
            lines += comment(group or "Others")
            lines += rows(run)
        return lines

    def _declaration(self, feature: Feature) -> tuple[str, Row]:
        if feature.row is not None:
            return "Other limits", feature.row
        document, node = self._document, feature.node
        what = document.text(node, "type").lower()
        details = [document.text(node, key).replace("_", " ").lower() for key in _SUBTYPES]
        tag = document.text(node, "tag")
        said = [text for text in ([what, *details] if tag and what != "domain" else details) if text]
        above = self.remarks(node)
        behind = ": ".join(said)
        columns = tuple(filter(None, ("feature", feature.name, string(label(feature.key)), feature.kind)))
        return plain(tag or what.capitalize()), Row(columns, behind, tuple(above))

    def about(self, node: Map) -> str:
        """The group and the type of a feature, in words."""
        parts = [self._document.text(node, key) for key in ("tag", "type", *_SUBTYPES)]
        said = [parts[0], *(part.replace("_", " ").lower() for part in parts[1:])]
        return ": ".join(part for part in said if part)

    def remarks(self, node: Map) -> list[str]:
        """The description and links of a feature, as comment lines."""
        document = self._document
        lines = []
        text = document.text(node, "description")
        if text:
            lines += comment(text)
        for key in _LINKS:
            links = document.texts(node, key)
            if links:
                lines += comment(", ".join(links), first="see ")
        return lines
