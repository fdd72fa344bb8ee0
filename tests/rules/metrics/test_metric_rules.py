"""Metrics: where the rules without amounts speak, and where they must not."""

from __future__ import annotations

import pytest
from rules.linting import only

WHOLE = {
    "counts": 'counts when "it is solved"',
    "within": "within 24 hours",
    "excludes": 'excludes "spam"',
    "reverses": 'reverses when "it is opened again"',
    "once": "once per case",
}


def outcome(without: str = "", tier: str = "price $1 per solved", by: str = "outcome") -> str:
    parts = "; ".join(text for name, text in WHOLE.items() if name != without)
    return f"metric solved {{ charged by {by}; {parts} }}\ntier pro {{ {tier} }}"


@pytest.mark.parametrize("part", WHOLE)
def test_outcome_undefined(part: str) -> None:
    assert not only("outcome-undefined", outcome())
    (found,) = only("outcome-undefined", outcome(without=part))
    assert found.label.message == "one part of its definition is missing"
    assert not only("outcome-undefined", outcome(part, by="task"))
    assert not only("outcome-undefined", outcome(part, tier="price free; includes unlimited solved per month"))
    assert only("outcome-undefined", outcome(part, tier="price free; includes 9 solved per month, then $1 each"))


def test_too_many_metrics() -> None:
    metrics = "".join(f"metric m{place}\n" for place in range(4))
    three = "; ".join(f"price $1 per m{place}" for place in range(3))
    assert not only("too-many-metrics", f"{metrics}tier pro {{ {three} }}")
    assert only("too-many-metrics", f"{metrics}tier pro {{ {three}; price $9 per seat per month }}")
    assert only("too-many-metrics", f"{metrics}tier pro {{ {three}; price $1 per m3 }}")
    assert not only("too-many-metrics", f"{metrics}tier pro {{ {three}; includes 9 m3 per month, then block }}")
    assert not only("too-many-metrics", f"{metrics}tier pro {{ {three}; price $1 per m0 when size is big }}")


@pytest.mark.parametrize(
    ("audience", "metric", "statement", "findings"),
    [
        ("b2b", 'metric m { unit "token" }', "price $1 per 1M m", 1),
        ("prosumer", 'metric m "Output tokens"', "price $1 per 1M m", 1),
        ("b2b", "metric output_tokens", "limit 9 output_tokens per day, then block", 1),
        ("b2b, developer", 'metric m { unit "token" }', "price $1 per 1M m", 0),
        ("consumer", 'metric m { unit "token" }', "price $1 per 1M m", 0),
        ("b2b", 'metric m "Tokenisations"', "price $1 per 1M m", 0),
        ("b2b", 'metric m { unit "token" }\ncredit c { burns 1 per 1k m }', "includes 9 c per month, then block", 0),
    ],
)
def test_tokens_for_business_buyer(audience: str, metric: str, statement: str, findings: int) -> None:
    text = f"product p {{ currency USD; audience {audience} }}\n{metric}\ntier pro {{ price free; {statement} }}"
    assert len(only("tokens-for-business-buyer", text.replace("price free; price", "price"))) == findings


def test_metric_not_valued() -> None:
    assert only("metric-not-valued", "metric m\ntier pro { price $1 per m }")
    assert not only("metric-not-valued", "metric m { worth $2 }\ntier pro { price $1 per m }")
    assert not only("metric-not-valued", "metric m { unit USD }\ntier pro { price 2% of m }")
    assert not only("metric-not-valued", "metric m\ntier pro { price free; includes 9 m per month, then block }")
    paid = "metric m\ncredit c { burns RATE per m }\ntier pro { price free; includes 9 c per month, then block }"
    assert only("metric-not-valued", paid.replace("RATE", "1"))
    assert not only("metric-not-valued", paid.replace("RATE", "0"))
