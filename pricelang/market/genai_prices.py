"""The price list of the package `genai-prices`, as it ships it: no other edition is ever fetched.

Imported only when a list is asked for. The package updates itself only where somebody starts its updater, and nobody
does here: the shipped data is read directly.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, time
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from pricelang.market.listing import CannotCompare, ListedPrice, NotListed, Prices, Step
from pricelang.record import replace
from pricelang.spelling import nearest

if TYPE_CHECKING:
    from genai_prices.types import ModelInfo, Provider

PACKAGE = "genai-prices"
INSTALL = "pip install 'pricelang[costs]'"
_SHOWN = 60


def load(today: date) -> GenaiPrices:
    """The list as installed, with the prices of a day.

    Raises:
        CannotCompare: the package is not installed, or not in an edition that can be read.
    """
    try:
        import genai_prices
    except ImportError as missing:
        why = "is not installed" if missing.name == "genai_prices" else f"cannot be imported ({missing})"
        raise CannotCompare(f"the price list is the package `{PACKAGE}`, which {why}: {INSTALL}") from None
    version = str(getattr(genai_prices, "__version__", "of unknown version"))
    try:
        from genai_prices.data import providers
        from genai_prices.data_units import unit_data

        units = {unit: Decimal(each["per"]) for unit, each in unit_data.items()}
        keys = {str(each.get("price_key", unit)): unit for unit, each in unit_data.items()}
        return GenaiPrices(providers, units, keys, version, today)
    except (ImportError, AttributeError, KeyError, TypeError):
        raise CannotCompare(
            f"`{PACKAGE}` {version} is laid out in another way than this version of pricelang reads: {INSTALL}"
        ) from None


class GenaiPrices:
    """A `PriceList`. `units` says how many of a unit a price is for; `keys` names the unit of each kind of price."""

    name = PACKAGE

    def __init__(
        self,
        providers: Sequence[Provider],
        units: Mapping[str, Decimal],
        keys: Mapping[str, str],
        version: str,
        today: date,
    ) -> None:
        self.providers = providers
        self.per = units
        self.keys = keys
        self.version = version
        self.today = today
        models = [model for provider in providers for model in provider.models]
        self.day = max((day for model in models for day in _starts(model) if day <= today), default=today)

    @property
    def units(self) -> Sequence[str]:
        """The list's own names of all units that it knows."""
        return tuple(self.per)

    def offer(self, reference: str) -> GenaiOffer:
        """The model that `provider:model` means: by its name in the list, or by what the list counts as the same model.

        Raises:
            NotListed: there is none.
        """
        provider_name, colon, model_name = reference.partition(":")
        if not (colon and provider_name and model_name):
            raise NotListed(
                f"`{_cut(reference)}` is no model of a price list", "write the provider and the model: `openai:gpt-5`"
            )
        provider = next((each for each in self.providers if each.id == provider_name), None)
        if provider is None:
            raise NotListed(f"the list has no provider `{_cut(provider_name)}`", self._provider(provider_name))
        model = next((each for each in provider.models if each.id == model_name), None) or provider.find_model(
            model_name, all_providers=list(self.providers)
        )
        if model is None:
            raise NotListed(
                f"the list has no model `{_cut(model_name)}` of {provider.name}", _model(provider, model_name)
            )
        return GenaiOffer(self, provider, model)

    def _provider(self, name: str) -> str:
        ids = [each.id for each in self.providers]
        close = nearest(name.lower(), ids)
        if name.lower() in ids:
            close = [name.lower()]
        meant = [each.id for each in self.providers if each.provider_match and each.provider_match.is_match(name)]
        if close or meant:
            return f"did you mean `{(close or meant)[0]}`?"
        return f"it has {', '.join(f'`{each}`' for each in ids[:8])} and {len(ids) - 8} more" if ids else "it is empty"


class GenaiOffer:
    """An `Offer`."""

    def __init__(self, listing: GenaiPrices, provider: Provider, model: ModelInfo) -> None:
        self.listing = listing
        self._provider = provider
        self._model = model
        self.provider = str(provider.id)
        self.model = str(model.id)

    def prices(self, conditions: Mapping[str, str]) -> Prices | None:
        """Prices of the day under some conditions, attribute and value; None where the list does not know them."""
        return self._on(self.listing.today, conditions)

    def coming(self, conditions: Mapping[str, str]) -> Sequence[tuple[date, Prices]]:
        """Prices that the list already announces, by the day on which they begin, the soonest first."""
        days = sorted({day for day in _starts(self._model) if day > self.listing.today})
        found = [(day, self._on(day, conditions)) for day in days]
        return tuple((day, prices) for day, prices in found if prices is not None)

    def siblings(self, unit: str) -> Sequence[Decimal]:
        """What the provider's other models of the same family cost by this unit; free ones are left out."""
        family = _family(self._model.id)
        found = []
        for other in self._provider.models:
            if other is not self._model and _family(other.id) == family:
                price = self._read(other, self.listing.today, {}).get(unit)
                if price is not None and price.amount:
                    found.append(price.amount)
        return tuple(found)

    def _on(self, day: date, conditions: Mapping[str, str]) -> Prices | None:
        if conditions:
            moment = datetime.combine(day, time(0), UTC)
            own = any(each is self._model for each in self._provider.models)
            known = {
                pair
                for variant in (self._model.price_variants or () if own else ())
                if variant.constraint is None or variant.constraint.active(moment)
                for pair in variant.when.items()
            }
            if not set(conditions.items()) <= known:
                return None
        return self._read(self._model, day, conditions)

    def _read(self, model: ModelInfo, day: date, conditions: Mapping[str, str]) -> dict[str, ListedPrice]:
        """Prices on a day; of each unit the dearest that holds at some hour of it."""
        found: dict[str, list[ListedPrice]] = {}
        for hour in sorted({time(0), *_hours(model)}):
            moment = datetime.combine(day, hour, UTC)
            for key, value in model.get_prices(moment, dict(conditions) or None).__dict__.items():
                unit = self.listing.keys.get(key)
                price = None if unit is None else _price(value, self.listing.per[unit])
                if unit is not None and price is not None:
                    found.setdefault(unit, []).append(price)
        return {unit: _dearest(prices) for unit, prices in found.items()}


def _dearest(prices: list[ListedPrice]) -> ListedPrice:
    most = max(prices, key=lambda each: each.amount)
    least = min(each.amount for each in prices)
    return most if least == most.amount else replace(most, least=least)


def _price(value: Any, per: Decimal) -> ListedPrice | None:
    """A price of the package: a decimal, or one with steps; None for anything else."""
    if isinstance(value, Decimal):
        return ListedPrice(value, per)
    base, tiers = getattr(value, "base", None), getattr(value, "tiers", ())
    if not isinstance(base, Decimal):
        return None
    return ListedPrice(base, per, tuple(Step(Decimal(tier.start), tier.price) for tier in tiers))


def _constraints(model: ModelInfo) -> Iterator[Any]:
    if isinstance(model.prices, list):
        yield from (each.constraint for each in model.prices)
    yield from (each.constraint for each in model.price_variants or ())


def _starts(model: ModelInfo) -> Iterator[date]:
    """The days on which some price of a model begins."""
    for constraint in _constraints(model):
        start = getattr(constraint, "start_date", None)
        if isinstance(start, date):
            yield start


def _hours(model: ModelInfo) -> Iterator[time]:
    """The times of day, UTC, at which some price of a model begins or ends."""
    for constraint in _constraints(model):
        for end in (getattr(constraint, "start_time", None), getattr(constraint, "end_time", None)):
            if isinstance(end, time):
                yield end if end.tzinfo is None else datetime.combine(date(2000, 1, 1), end).astimezone(UTC).time()


def _family(model: str) -> str:
    """The word that a family of models has in common: `claude` of `anthropic/claude-haiku-4.5`."""
    name = model.rsplit("/", 1)[-1].lower()
    found = re.match(r"[a-z]+", name)
    return found[0] if found else name


def _model(provider: Provider, name: str) -> str:
    ids = [each.id for each in provider.models]
    close = nearest(name.lower(), ids, 3)
    if close:
        return f"did you mean {' or '.join(f'`{each}`' for each in close)}?"
    akin = [each for each in ids if _family(each) == _family(name)] or ids
    rest = f" and {len(akin) - 6} more" if len(akin) > 6 else ""
    return f"it has {', '.join(f'`{each}`' for each in akin[:6])}{rest}" if akin else "it has none"


def _cut(text: str) -> str:
    return text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…"
