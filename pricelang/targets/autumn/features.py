"""Features: what items of plans refer to. Metrics, seats, credit systems, and plain features."""

from __future__ import annotations

from typing import Any

from pricelang.catalog.goods import Credit
from pricelang.catalog.quantity import Exactly
from pricelang.targets._events import Events
from pricelang.targets._model import Selling, UsageLine
from pricelang.targets._numbers import exact_number
from pricelang.targets._reading import Reading
from pricelang.targets._requests import Keys, Requests, text


class Features:
    """Adds the requests for features, and knows their ids."""

    def __init__(self, reading: Reading, requests: Requests) -> None:
        self.reading = reading
        self.requests = requests
        self.events = Events(reading)
        self.keys = Keys(100)
        self.made: set[str] = set()

    def add(self, selling: Selling) -> None:
        """What the offers measure and give."""
        lines = [line for offer in selling.offers for plan in offer.plans for line in plan.usages]
        priced = {line.of.name for line in lines if line.of.kind == "metric"}
        for line in lines:
            if line.of.kind == "metric":
                self._metered(self.of(line), line.label, line)
        for name in dict.fromkeys(line.of.name for line in lines if line.of.kind == "credit"):
            self._credit(next(line for line in lines if line.of.kind == "credit" and line.of.name == name), priced)
        for offer in selling.offers:
            for fee in offer.fees:
                if fee.per is not None:
                    self._add(self.of_seat(fee.per.name), fee.label, {"type": "metered", "consumable": False})
            for grant in offer.features:
                self._add(self.of_plain(grant.feature), self.reading.label(grant.feature), {"type": "boolean"})

    def of(self, line: UsageLine) -> str:
        """The feature of a usage price."""
        return self.keys.of(line.key)

    def of_seat(self, kind: str) -> str:
        """The feature of bought seats."""
        return self.keys.of(f"seats {kind}")

    def of_plain(self, name: str) -> str:
        """The feature of a declared feature."""
        return self.keys.of(name)

    def _metered(self, key: str, label: str, line: UsageLine) -> None:
        found = self.events.of(line)
        if found.aggregation not in ("count", "sum"):
            self.reading.lose("aggregation", found.event, line.about, found.aggregation)
        body: dict[str, Any] = {"type": "metered", "consumable": True}
        if found.event is not None:
            body["event_names"] = [found.name]
            if found.property is not None:
                self.reading.report.remark(line.about, f"each use is tracked with its `{found.property}` as the value")
        self._add(key, label, body)

    def _credit(self, line: UsageLine, priced: set[str]) -> None:
        """A credit system where its burns are plain numbers; a meter of credits otherwise."""
        credit = self.reading.credits.get(line.of.name)
        key = self.of(line)
        schema = self._schema(credit, priced) if credit is not None else None
        if credit is None or schema is None:
            self.reading.lose("credit-rows", credit, line.about)
            self._add(key, line.label, {"type": "metered", "consumable": True})
            return
        self._add(key, line.label, {"type": "credit_system", "credit_schema": schema})

    def _schema(self, credit: Credit, priced: set[str]) -> list[dict[str, Any]] | None:
        rows: list[dict[str, Any]] = []
        for burn in credit.burns:
            cost = None
            if isinstance(burn.quantity, Exactly) and not burn.when and burn.metric not in priced and burn.per:
                cost = exact_number(burn.quantity.value / burn.per)
            if cost is None:
                return None
            rows.append({"metered_feature_id": self.keys.of(burn.metric), "credit_cost": cost})
        if not rows or len({row["metered_feature_id"] for row in rows}) < len(rows):
            return None
        for burn in credit.burns:
            metric = self.reading.metrics.get(burn.metric)
            body: dict[str, Any] = {"type": "metered", "consumable": True}
            event = metric.event if metric is not None else None
            if event is not None:
                if event.aggregation not in ("count", "sum"):
                    self.reading.lose("aggregation", event, f"credit {credit.name}", event.aggregation)
                body["event_names"] = [self.reading.exact(event.name, event, f"metric {burn.metric}")]
                if event.property is not None:
                    words = f"each use is tracked with its `{event.property}` as the value"
                    self.reading.report.remark(f"metric {burn.metric}", words)
            self._add(self.keys.of(burn.metric), self.reading.label(burn.metric), body)
        return rows

    def _add(self, key: str, label: str, body: dict[str, Any]) -> None:
        if key in self.made:
            return
        self.made.add(key)
        whole = {"feature_id": key, "name": text(label, key, 250)} | body
        self.requests.add(f"feature_{key}", "/v1/features.create", whole, of="FeaturesCreate")
