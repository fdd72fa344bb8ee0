"""The whole source of a document: its head, what is counted, features, add-ons and tiers."""

from __future__ import annotations

import os
import re
from decimal import Decimal

from pricelang.catalog.currencies import MINOR_UNITS
from pricelang.importers import CannotImport, Imported
from pricelang.importers._writing import (
    WIDTH,
    Names,
    Row,
    Statement,
    block,
    comment,
    heading,
    listed,
    page,
    plain,
    rows,
    string,
)
from pricelang.importers._writing import label as label_of
from pricelang.importers._yaml import Leaf, Map, number
from pricelang.importers.pricing2yaml.document import Document, shortened, wrong
from pricelang.importers.pricing2yaml.features import Features
from pricelang.importers.pricing2yaml.folding import folded
from pricelang.importers.pricing2yaml.ladders import ladders
from pricelang.importers.pricing2yaml.limits import Limits
from pricelang.importers.pricing2yaml.offers import Offers
from pricelang.importers.pricing2yaml.prices import Prices
from pricelang.importers.pricing2yaml.seating import Seating
from pricelang.importers.pricing2yaml.units import unit

_SYNTAXES = ("1.0", "1.1", "2.0", "2.1", "3.0", "3.1")
_CODES = {"$": "USD", "€": "EUR", "£": "GBP", "¥": "JPY", "₹": "INR", "₩": "KRW"}
# Never given to what a document declares: the language gives them a meaning of their own where a name may stand.
_KEPT = ("seat", "seats", "included", "purchased")
_DATE = re.compile(r"\d{4}-\d\d-\d\d")


def sheet(text: str, path: str) -> Imported:
    """Convert a document.

    Raises:
        CannotImport: it is no document of this format, or a value has the wrong type.
    """
    document = Document(text)
    root = document.root
    if not any(key in root.items for key in ("features", "plans", "addOns")):
        raise CannotImport("this is no Pricing2Yaml document: it has no `features`, `plans` or `addOns`")
    document.bound()
    return Imported(_Sheet(document, path).text(), document.report())


class _Sheet:
    def __init__(self, document: Document, path: str) -> None:
        from pricelang.syntax import reserved

        self._document = document
        self._path = path
        self._kept = frozenset((*reserved(), *_KEPT))
        self._sold = Names(self._kept)
        self._per: dict[str, str] = {}
        self._seats: list[Row] = []
        self._used: list[Row] = []

    def text(self) -> str:
        document = self._document
        head = self._head()
        prices = Prices(document, self._currency())
        one = folded(document)
        features = Features(document, self._sold, one.values())
        self._units()
        seating = Seating(document, apart=bool(self._seats))
        limits = Limits(document, self._sold, features, self._per, one, seating.keys)
        tiers, packages = Names(self._kept), {}
        tier_names = {key: tiers.take(key, "tier") for key, _ in document.maps(document.root, "plans")}
        for key, _ in document.maps(document.root, "addOns"):
            packages[key] = self._sold.take(key, "addon")
        offers = Offers(document, prices, features, limits, one.values(), tier_names, packages, self._per, seating)
        plans = offers.tiers()
        families = ladders(plans)
        sections = [head]
        counted = self._counted(limits)
        if counted:
            sections.append([heading("what is counted"), "", *counted])
        declared = features.section()
        if declared:
            sections.append([heading("features"), "", *declared])
        sold = list(offers.packages())
        if sold:
            sections.append([heading("add-ons"), "", *_joined(sold)])
        if plans:
            lines = self._ladders([(name, label, [tier.name for tier in family]) for name, label, family in families])
            written = [offers.tier_lines(family, at) for _, _, family in families for at in range(len(family))]
            sections.append([heading("tiers"), "", *seating.remarks(), *lines, "", *_joined(written)])
        return page(_joined(sections))

    def _ladders(self, families: list[tuple[str, str, list[str]]]) -> list[str]:
        """The declarations of ladders, in columns where all of them fit on a line."""
        run = [Row(("ladder", name, string(label), ", ".join(tiers))) for name, label, tiers in families]
        if all(len(" ".join(row.columns)) <= WIDTH for row in run):
            return rows(run)
        return [line for name, label, tiers in families for line in listed(f"ladder {name} {string(label)}", tiers)]

    # --- head -------------------------------------------------------------

    def _head(self) -> list[str]:
        document, root = self._document, self._document.root
        name = document.text(root, "saasName") or os.path.basename(self._path).partition(".")[0] or "product"
        syntax, version = self._versions()
        about = ", ".join(part for part in (f"syntax {syntax}" if syntax else "", version) if part)
        file = plain(os.path.basename(self._path))
        lines = comment(f"{name}: imported from the Pricing2Yaml file {file}{f' ({about})' if about else ''}.")
        url = document.text(root, "url")
        if url:
            lines += comment(url, first="Source: ")
        made = document.text(root, "createdAt") or self._day()
        if made:
            lines += comment(made, first="As of:  ")
        yearly = document.flag(root, "hasAnnualPayment")
        if yearly is not None:
            lines += comment("yes" if yearly else "no", first="Billed yearly: ")
        tags = document.texts(root, "tags")
        if tags:
            lines += comment(", ".join(tags), first="Groups: ")
        statements = [Statement("currency", self._currency())]
        starts = document.text(root, "starts")
        if _DATE.match(starts):
            statements.append(Statement("effective", starts[:10]))
            if starts[10:].strip(" T0:.Zz"):
                document.lose("time of day", root.items["starts"], f"effective {starts[:10]}")
        elif starts:
            wrong(root.items["starts"], "a date such as 2025-01-31")
        ends = document.text(root, "ends")
        if ends:
            statements.append(Statement("note", string(f"until {ends}")))
        product = f"product {self._product(name)} {string(name)}"
        return [*lines, "", *block(product, statements)]

    def _product(self, name: str) -> str:
        return Names(self._kept).take(name, "product")

    def _versions(self) -> tuple[str, str]:
        """The version of the syntax, and that of the prices; up to 2.0 one key said the first."""
        document, root = self._document, self._document.root
        syntax, version = document.text(root, "syntaxVersion"), document.text(root, "version")
        if not syntax and version in _SYNTAXES:
            syntax, version = version, ""
        if syntax and syntax not in _SYNTAXES:
            document.lose("unknown syntax version", root.items["syntaxVersion"], "read as 3.1")
        return plain(shortened(syntax)), f"version {plain(shortened(version))}" if version else ""

    def _day(self) -> str:
        """The date of syntax 1.0: three keys."""
        document, root = self._document, self._document.root
        parts = [document.text(root, key) for key in ("year", "month", "day")]
        return "-".join(part.rjust(2, "0") for part in parts if part)

    def _currency(self) -> str:
        document, root = self._document, self._document.root
        leaf = document.leaf(root, "currency")
        if leaf is None:
            raise CannotImport("the document states no `currency`")
        code = _CODES.get(leaf.text.strip(), leaf.text.strip().upper())
        return code if code in MINOR_UNITS else wrong(leaf, "the ISO 4217 code of a currency, such as USD")

    # --- what is counted --------------------------------------------------

    def _units(self) -> None:
        """Declare what plans and add-ons are sold by: kinds of seats, and metrics for what is used up."""
        document = self._document
        kinds: dict[str, str] = {}
        for key in ("plans", "addOns"):
            for _, node in document.maps(document.root, key):
                said = node.items.get("unit")
                if not isinstance(said, Leaf) or said.absent or not _priced(node):
                    continue
                each = unit(said.text)
                word = each.word.lower()
                if not word or word in self._per:
                    continue
                if each.seat:
                    self._per[word] = "per seat"
                    continue
                known = _singular(word) in kinds
                name = kinds[_singular(word)] if known else self._sold.take(_singular(each.word), "unit")
                kinds[_singular(word)] = name
                self._per[word] = f"per {name}"
                shown = string(label_of(_singular(each.word)))
                if known:
                    continue
                if each.used_up:
                    self._used.append(Row(("metric", name, shown, "{ charged by usage }")))
                else:
                    self._seats.append(Row(("seat", name, shown)))
        if self._seats and "per seat" in self._per.values():
            self._seats.insert(0, Row(("seat", "seat", '"Seat"')))

    def _counted(self, limits: Limits) -> list[str]:
        metrics = rows([*self._used, *limits.rows()])
        seats = rows(self._seats)
        return [*metrics, *([""] if metrics and seats else []), *seats]


def _priced(node: Map) -> bool:
    """Whether a plan or add-on has a price in money."""
    for key in ("price", "monthlyPrice", "annualPrice"):
        leaf = node.items.get(key)
        if isinstance(leaf, Leaf) and (("#" in leaf.text) or (number(leaf.text) or Decimal(0)) != 0):
            return True
    return False


def _singular(word: str) -> str:
    return word[:-1] if word.lower().endswith("s") and not word.lower().endswith("ss") and len(word) > 2 else word


def _joined(parts: list[list[str]]) -> list[str]:
    """Several pieces with an empty line between them."""
    lines: list[str] = []
    for part in parts:
        if lines:
            lines.append("")
        lines += part
    return lines
