"""What every part of the page needs: the catalog by name, the words, the currency, and the footnotes."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from pricelang.catalog.catalog import Catalog, Tier
from pricelang.catalog.charges import BandedFee, Bands, Fee, Note, Rate
from pricelang.catalog.money import Money
from pricelang.catalog.quantity import Conditions, Ref
from pricelang.targets.markdown.voice import Voice

_SUPERSCRIPT = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


class Context:
    """One page in the making; `shown` are its tiers: the named ones in their order, or else all that are listed.

    Every name in `tiers` is one of the catalog's. What is not `footnoted` has no place for notes, and leaves them out.
    """

    def __init__(
        self,
        catalog: Catalog,
        voice: Voice,
        currency: str | None,
        tiers: Sequence[str] | None = None,
        *,
        footnoted: bool = True,
    ) -> None:
        self.catalog = catalog
        self.voice = voice
        self.currency = currency
        self.footnotes: list[str] = []
        self._footnoted = footnoted
        self.tiers = {tier.name: tier for tier in catalog.tiers}
        self.shown = listed(catalog) if tiers is None else [self.tiers[name] for name in tiers]
        self.metrics = {metric.name: metric for metric in catalog.metrics}
        self.packages = {package.name: package for package in catalog.packages}
        self.features = {feature.name: feature for feature in catalog.features}
        self.seats = {seat.name: seat for seat in catalog.seats}
        self.credits = {credit.name: credit for credit in catalog.credits}

    def shows(self, tier: str) -> bool:
        """Whether what is said of a tier belongs on the page."""
        return tier not in self.tiers or any(shown.name == tier for shown in self.shown)

    # names

    def label(self, ref: Ref) -> str:
        """What the author calls it."""
        kinds: dict[str, dict[str, object]] = {
            "metric": dict(self.metrics),
            "credit": dict(self.credits),
            "feature": dict(self.features),
            "package": dict(self.packages),
            "seat": dict(self.seats),
        }
        found = kinds[ref.kind].get(ref.name)
        if found is None and ref.kind == "seat":
            return self.voice.say("seats")
        return _named(found, ref.name)

    def singular(self, ref: Ref) -> str:
        """One of it: its unit, its name where the label is the name's plural, else its label."""
        metric = self.metrics.get(ref.name) if ref.kind == "metric" else None
        if metric is not None and metric.unit:
            return metric.unit
        name, label = ref.name.replace("_", " "), self.label(ref)
        return name if label.casefold() in (name, f"{name}s", f"{name}es") else label

    def tier_label(self, name: str) -> str:
        """The tier's label."""
        return _named(self.tiers.get(name), name)

    def tier_list(self, names: tuple[str, ...]) -> str:
        """Several tiers by label."""
        return self.voice.formats.all_of([self.tier_label(name) for name in names])

    def any_label(self, name: str) -> str:
        """The label of a tier or of anything sold: where a statement may name either."""
        for kind in (self.tiers, self.packages, self.features, self.metrics, self.credits, self.seats):
            found = kind.get(name)
            if found is not None:
                return _named(found, name)
        return name

    def group(self, name: str) -> str:
        """The label of a cohort or persona."""
        for kind in (self.catalog.cohorts, self.catalog.personas):
            for item in kind:
                if item.name == name:
                    return item.label or name
        return name

    def region(self, name: str) -> str:
        """The label of a region."""
        return next((region.label for region in self.catalog.regions if region.name == name and region.label), name)

    def what(self, ref: Ref, when: Conditions = ()) -> str:
        """A thing, and the attributes that it is spoken of with: `Images (quality: high)`."""
        return self.voice.bracketed(self.label(ref), *self.conditions(when))

    def conditions(self, when: Conditions) -> list[str]:
        """Each condition as `quality: high or best`."""
        say, one_of = self.voice.say, self.voice.formats.one_of
        return [
            say("labelled", label=condition.attribute.replace("_", " "), text=one_of(list(condition.values)))
            for condition in when
        ]

    def per_seat(self, ref: Ref) -> str:
        """`per seat`; where there are several kinds of seat, `per` and the kind."""
        if ref.kind == "seat" and len(self.seats) < 2:
            return self.voice.say("per_seat")
        return self.voice.say("each_of", label=self.singular(ref))

    # money

    def money(self, money: Money, *, whole: bool = True) -> str:
        """An amount, exact."""
        return self.voice.formats.money(money.amount, money.currency, whole=whole)

    def number(self, value: Decimal) -> str:
        """A number, exact."""
        return self.voice.formats.number(value)

    def number_of(self, value: int) -> str:
        """A count."""
        return self.number(Decimal(value))

    def in_currency(self, fees: tuple[Fee | BandedFee, ...]) -> list[Fee | BandedFee]:
        """The alternatives in the page's currency; all of them where there are none."""
        return [fee for fee in fees if currency_of(fee) == self.currency] or list(fees)

    def rates_in_currency(self, rates: tuple[Rate, ...]) -> list[Rate]:
        """The rates in the page's currency, or in none; all of them where there are none."""
        chosen = [rate for rate in rates if not isinstance(rate, Bands) or rate.currency == self.currency]
        return chosen or list(rates)

    # footnotes

    def mark(self, text: str, *notes: str) -> str:
        """The text with the numbers of its footnotes; the same words make one footnote."""
        numbers: list[int] = []
        for note in notes if self._footnoted else ():
            if note not in self.footnotes:
                self.footnotes.append(note)
            number = self.footnotes.index(note) + 1
            if number not in numbers:
                numbers.append(number)
        if not numbers:
            return text
        marks = " ".join(str(number).translate(_SUPERSCRIPT) for number in numbers)
        # beside a digit a raised one would read as a power
        return f"{text} {marks}" if not text or text[-1].isdigit() else f"{text}{marks}"

    def noted(self, text: str, notes: tuple[Note, ...]) -> str:
        """The text with the author's notes as footnotes."""
        return self.mark(text, *self.note_texts(notes))

    def note_texts(self, notes: tuple[Note, ...]) -> list[str]:
        """The author's notes; what is uncertain says so."""
        say = self.voice.say
        texts = []
        for note in notes:
            if note.uncertain:
                texts.append(say("uncertain_note", text=note.text) if note.text else say("uncertain"))
            elif note.text:
                texts.append(note.text)
        return texts


def currency_of(fee: Fee | BandedFee) -> str:
    """The currency of a fee."""
    return fee.amount.currency if isinstance(fee, Fee) else fee.rate.currency


def _named(found: object, name: str) -> str:
    label = getattr(found, "label", None)
    return label if isinstance(label, str) and label.strip() else name


def listed(catalog: Catalog) -> list[Tier]:
    """The tiers that are not kept off the page."""
    return [tier for tier in catalog.tiers if not tier.unlisted]
