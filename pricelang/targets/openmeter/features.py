"""Meters and features: what rate cards refer to."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from itertools import combinations
from typing import Any

from pricelang.catalog.goods import Event, FeatureGrant
from pricelang.catalog.period import Period
from pricelang.catalog.quantity import Conditions
from pricelang.targets._model import Selling, UsageLine
from pricelang.targets._reading import Reading
from pricelang.targets._requests import Keys, Requests, number, text
from pricelang.targets._usages import row_key
from pricelang.targets._values import plain_value

_AGGREGATIONS = {"count": "COUNT", "sum": "SUM", "max": "MAX", "last": "LATEST", "unique": "UNIQUE_COUNT"}


class Features:
    """Adds the requests for meters and features, and knows their keys."""

    def __init__(self, reading: Reading, requests: Requests) -> None:
        self.reading = reading
        self.requests = requests
        self.keys = Keys()
        for name in (*reading.metrics, *reading.credits, *reading.features):
            self.keys.of(name)
        self.meters: dict[str, str] = {}
        self.made: set[str] = set()

    def add(self, selling: Selling) -> None:
        """What the offers measure and give."""
        lines = [line for offer in selling.offers for plan in offer.plans for line in plan.usages]
        used = [line for line in lines if line.schedules or (line.stops and line.included)]
        for name in dict.fromkeys(line.of.name for line in used):
            of_it = [line for line in used if line.of.name == name]
            self._meter(of_it)
            self._overlaps(of_it)
            rows = list(dict.fromkeys(line.when for line in of_it))
            for line in of_it:
                self._usage(line, rows)
        for offer in selling.offers:
            for fee in offer.fees:
                if fee.per is not None:
                    self._seat(fee.per.name, fee.label)
        for grant in (one for offer in selling.offers for one in offer.features):
            self._plain(grant)

    # --- keys -------------------------------------------------------------

    def of_line(self, line: UsageLine) -> str:
        """The feature of a usage price."""
        return row_key(self.keys, line.of.name, line.when)

    def of_seat(self, kind: str) -> str:
        """The feature that counts seats."""
        return self.keys.of(f"seats {kind}")

    # --- requests ---------------------------------------------------------

    def _meter(self, lines: list[UsageLine]) -> None:
        line = lines[0]
        metric = self.reading.metrics.get(line.of.name) if line.of.kind == "metric" else None
        event = metric.event if metric is not None else None
        aggregation = _AGGREGATIONS[event.aggregation if event is not None else "sum"]
        slug = self.keys.of(line.of.name)
        body: dict[str, Any] = {
            "slug": slug,
            "name": text(self.reading.label(line.of.name), slug, 256),
            "eventType": self.reading.exact(event.name, event, line.about) if event is not None else slug,
            "aggregation": aggregation,
        }
        if aggregation != "COUNT":
            body["valueProperty"] = f"$.{self._property(event, line.about)}"
        attributes = dict.fromkeys(condition.attribute for one in lines for condition in one.when)
        if attributes:
            body["groupBy"] = {name: f"$.{name}" for name in attributes}
        self.meters[line.of.name] = self.requests.add(f"meter_{slug}", "/api/v1/meters", body, of="MeterCreate")

    def _property(self, event: Event | None, about: str) -> str:
        """The property that holds the quantity, as the steps of a JSONPath."""
        if event is None or not event.property:
            return "value"
        if not re.fullmatch(r"[A-Za-z_]\w*(\.[A-Za-z_]\w*)*", event.property, re.ASCII):
            self.reading.lose("unwritable-text", event, about, event.property)
            return "value"
        return event.property

    def _values(self, line: UsageLine, values: Iterable[str]) -> list[str]:
        return [self.reading.exact(one, line, line.about) for one in values]

    def _overlaps(self, lines: list[UsageLine]) -> None:
        """Each row is a feature of its own, so that a use may fit one row only."""
        rows = {line.when: line for line in lines if line.when}
        for first, second in combinations(rows, 2):
            if not _disjoint(first, second):
                self.reading.lose("overlapping-rows", rows[second], rows[second].about)
        if rows and any(not line.when for line in lines) and any(len(row) > 1 for row in rows):
            line = next(one for one in lines if len(one.when) > 1)
            self.reading.lose("overlapping-rows", line, line.about)

    def _usage(self, line: UsageLine, rows: list[Conditions]) -> None:
        key = self.of_line(line)
        if key in self.made:
            return
        self.made.add(key)
        body: dict[str, Any] = {
            "key": key,
            "name": text(line.label, key, 256),
            "meterSlug": self.keys.of(line.of.name),
        }
        filters = {one.attribute: {"$in": self._values(line, one.values)} for one in line.when}
        if not line.when:
            taken: dict[str, list[str]] = {}
            for row in rows:
                for one in row:
                    taken.setdefault(one.attribute, []).extend(one.values)
            if len(taken) > 1:
                self.reading.lose("overlapping-rows", line, line.about)
            filters = {name: {"$nin": self._values(line, values)} for name, values in taken.items()}
        if filters:
            body["advancedMeterGroupByFilters"] = filters
        self.requests.add(f"feature_{key}", "/api/v1/features", body, of="FeatureCreateInputs")

    def _seat(self, kind: str, label: str) -> None:
        key = self.of_seat(kind)
        if key in self.made:
            return
        self.made.add(key)
        meter = {
            "slug": key,
            "name": text(label, key, 256),
            "eventType": key,
            "aggregation": "LATEST",
            "valueProperty": "$.value",
        }
        self.requests.add(f"meter_{key}", "/api/v1/meters", meter, of="MeterCreate")
        body = {"key": key, "name": text(label, key, 256), "meterSlug": key}
        self.requests.add(f"feature_{key}", "/api/v1/features", body, of="FeatureCreateInputs")

    def _plain(self, grant: FeatureGrant) -> None:
        key = self.keys.of(grant.feature)
        if key in self.made:
            return
        self.made.add(key)
        body = {"key": key, "name": text(self.reading.label(grant.feature), key, 256)}
        self.requests.add(f"feature_{key}", "/api/v1/features", body, of="FeatureCreateInputs")

    # --- rate cards -------------------------------------------------------

    def card(self, grant: FeatureGrant, interval: Period | None) -> dict[str, Any]:
        """The rate card of a feature: a boolean entitlement, or a static one with its value."""
        key = self.keys.of(grant.feature)
        value = plain_value(grant.value)
        template: dict[str, Any] = {"type": "boolean"}
        if value is not None:
            config = json.dumps({"value": value}, ensure_ascii=False).replace("${", "\\u0024{")
            template = {"type": "static", "config": config}
        return {
            "type": "flat_fee",
            "key": key,
            "name": text(self.reading.label(grant.feature), key, 256),
            "featureKey": key,
            "billingCadence": None,
            "price": None,
            "entitlementTemplate": template,
        }

    def limit(self, line: UsageLine) -> dict[str, Any]:
        """A metered entitlement that stops the use at what is included."""
        assert line.included is not None
        template = {"type": "metered", "isSoftLimit": False, "issueAfterReset": number(line.included)}
        return {"entitlementTemplate": template}


def _disjoint(first: Conditions, second: Conditions) -> bool:
    """Whether no use fits both."""
    values = {one.attribute: set(one.values) for one in first}
    return any(not values[one.attribute] & set(one.values) for one in second if one.attribute in values)
