"""The list that the package ships: read as it is, exact, and without the network."""

from __future__ import annotations

import builtins
import socket
import sys
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from pricelang.market.genai_prices import load
from pricelang.market.listing import CannotCompare, NotListed

TODAY = date(2026, 11, 20)


def test_the_shipped_list_is_read_without_the_network(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: Any, **__: Any) -> None:
        raise AssertionError("the network was asked")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    for name in [name for name in sys.modules if name.partition(".")[0] == "genai_prices"]:
        monkeypatch.delitem(sys.modules, name)
    found = load(TODAY)
    assert found.offer("openai:gpt-5-mini").prices({})


def test_nothing_updates_the_list(monkeypatch: pytest.MonkeyPatch) -> None:
    from genai_prices import UpdatePrices

    def refuse(*_: Any, **__: Any) -> None:
        raise AssertionError("the updater was started")

    monkeypatch.setattr(UpdatePrices, "start", refuse)
    assert load(TODAY).day <= TODAY


def test_every_price_of_the_list_can_be_read() -> None:
    listing = load(TODAY)
    count = 0
    for provider in listing.providers:
        for model in provider.models:
            prices = listing.offer(f"{provider.id}:{model.id}").prices({})
            assert prices is not None
            for unit, price in prices.items():
                count += 1
                assert unit in listing.units
                for amount in (price.amount, *(step.amount for step in price.steps)):
                    assert type(amount) is Decimal
                    assert amount >= 0
                assert [step.above for step in price.steps] == sorted(step.above for step in price.steps)
    assert count > 1_000


def test_a_known_model() -> None:
    listing = load(TODAY)
    prices = listing.offer("openai:gpt-5-mini").prices({})
    assert prices is not None
    assert prices["input_tokens"].per == 1_000_000
    assert 0 < prices["cache_read_tokens"].amount < prices["input_tokens"].amount < prices["output_tokens"].amount
    assert listing.version
    assert listing.day > date(2025, 1, 1)


def test_unknown_names_are_refused_with_the_nearest() -> None:
    listing = load(TODAY)
    with pytest.raises(NotListed, match="did you mean `gpt-5-mini`"):
        listing.offer("openai:gpt5-mini")
    with pytest.raises(NotListed, match="did you mean `openai`"):
        listing.offer("opnai:gpt-5-mini")
    with pytest.raises(NotListed, match="did you mean `google`"):
        listing.offer("gemini:gemini-2.5-pro")


def _without(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    real = builtins.__import__

    def refuse(module: str, globals_: Mapping[str, object] | None = None, locals_: Mapping[str, object] | None = None,
               fromlist: Any = (), level: int = 0) -> Any:  # fmt: skip
        if level == 0 and module.partition(".")[0] == name.partition(".")[0] and module.startswith(name):
            raise ModuleNotFoundError(f"No module named {module!r}", name=module)
        return real(module, globals_, locals_, fromlist, level)

    monkeypatch.setattr(builtins, "__import__", refuse)


def test_a_missing_package_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    _without("genai_prices", monkeypatch)
    with pytest.raises(CannotCompare) as cannot:
        load(TODAY)
    assert str(cannot.value) == (
        "the price list is the package `genai-prices`, which is not installed: pip install 'pricelang[costs]'"
    )


def test_a_package_of_another_layout_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    _without("genai_prices.data_units", monkeypatch)
    with pytest.raises(CannotCompare, match="laid out in another way"):
        load(TODAY)
