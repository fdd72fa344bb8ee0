"""Packages and add-ons, discounts, and how things are counted."""

from __future__ import annotations

from collections.abc import Collection

from pricelang.catalog.catalog import Discount, Metric, Outcome, Package
from pricelang.catalog.quantity import Ref
from pricelang.targets.markdown.context import Context
from pricelang.targets.markdown.document import Document, Inline, Strong
from pricelang.targets.markdown.features import grant_text
from pricelang.targets.markdown.fees import price_text
from pricelang.targets.markdown.usage import (
    allowance_text,
    limit_label,
    limit_text,
    phases_text,
    unused_text,
)


def write_addons(ctx: Context, document: Document, names: Collection[str] | None = None) -> None:
    """The add-ons; only the named ones, if there are names."""
    addons = [
        package
        for package in ctx.catalog.packages
        if package.kind == "addon" and (names is None or package.name in names)
    ]
    _write_table(ctx, document, "addons", "addon", addons)


def write_packages(ctx: Context, document: Document) -> None:
    """Packages other than add-ons, where they say more than the comparison of the tiers shows."""
    included = {grant.package for tier in ctx.shown for grant in tier.packages}
    others = [
        package
        for package in ctx.catalog.packages
        if package.kind != "addon" and (_says_more(package) or (package.notes and package.name not in included))
    ]
    _write_table(ctx, document, "packages", "package", others)


def _says_more(package: Package) -> bool:
    return bool(
        package.prices
        or package.allowances
        or package.limits
        or package.alerts
        or package.available_on
        or package.needs
        or package.not_with
    )


def _write_table(ctx: Context, document: Document, title: str, first: str, packages: list[Package]) -> None:
    say = ctx.voice.say
    columns = [
        (say(first), [ctx.noted(package.label or package.name, package.notes) for package in packages]),
        (say("price"), [_prices(ctx, package) for package in packages]),
        (say("gives"), [_gives(ctx, package) for package in packages]),
        (say("available_on"), [ctx.tier_list(package.available_on) for package in packages]),
        (say("needs"), [_names(ctx, package.needs) for package in packages]),
        (say("not_with"), [_names(ctx, package.not_with) for package in packages]),
    ]
    used = [(head, cells) for head, cells in columns if any(cells)]
    if packages:
        document.heading(2, say(title))
    head: list[Inline] = [head for head, _ in used]
    rows: list[list[Inline]] = [[cells[index] or say("no") for _, cells in used] for index in range(len(packages))]
    document.table(head, rows)


def _prices(ctx: Context, package: Package) -> str:
    return ctx.voice.say("plus").join(price_text(ctx, price) for price in package.prices)


def _names(ctx: Context, names: tuple[str, ...]) -> str:
    return ctx.voice.formats.all_of([ctx.any_label(name) for name in names])


def _gives(ctx: Context, package: Package) -> str:
    say = ctx.voice.say
    granted = {grant.feature for grant in package.features}
    parts = [ctx.label(ref) for ref in package.offers if ref.name not in granted]
    for grant in package.features:
        label = ctx.label(Ref("feature", grant.feature))
        parts.append(label if grant.value is None else say("labelled", label=label, text=grant_text(ctx, grant)))
    for allowance in package.allowances:
        text = allowance_text(ctx, allowance, named=True)
        if allowance.unused is not None:
            text = ctx.voice.clauses(text, unused_text(ctx, allowance.unused))
        if allowance.phases:
            text = say("then").join([text, phases_text(ctx, allowance.phases, allowance.of)])
        parts.append(text)
    parts += [
        say("limited", label=limit_label(ctx, limit), quantity=limit_text(ctx, limit)) for limit in package.limits
    ]
    for alert in package.alerts:
        shares = ctx.voice.formats.all_of([ctx.voice.formats.percent(at) for at in alert.at])
        text = ctx.voice.clauses(ctx.label(alert.of), say("alert_at", list=shares))
        parts.append(say("labelled", label=say("alerts"), text=text))
    return say("semicolon").join(parts)


def write_discounts(ctx: Context, document: Document, names: Collection[str] | None = None) -> None:
    """A line for each discount, only for the named ones if there are names: what it takes off, of what, for whom, for
    how long."""
    discounts = [discount for discount in ctx.catalog.discounts if names is None or discount.name in names]
    if discounts:
        document.heading(2, ctx.voice.say("discounts"))
    document.bullets([_discount(ctx, discount) for discount in discounts])


def _discount(ctx: Context, discount: Discount) -> Inline:
    say, formats = ctx.voice.say, ctx.voice.formats
    off = []
    if discount.percent is not None:
        off.append(say("percent_off", percent=formats.percent(discount.percent)))
    if discount.amount is not None:
        off.append(say("amount_off", price=ctx.money(discount.amount)))
    if discount.free is not None:
        off.append(say("free_for", length=ctx.voice.length(discount.free)))
    what = ctx.voice.clauses(*off)
    if discount.on:
        what = say("off_what", off=what, list=formats.all_of([ctx.label(ref) for ref in discount.on]))
    text = ctx.voice.clauses(
        what,
        say("on_tiers", list=ctx.tier_list(discount.available_on)) if discount.available_on else "",
        say("lasts", length=ctx.voice.length(discount.lasts)) if discount.lasts else "",
        say("code", code=discount.code) if discount.code else "",
        say("for_group", label=ctx.group(discount.cohort)) if discount.cohort else "",
        say("existing") if discount.existing_customers else "",
        say("at_least_seats", count=discount.seats_at_least) if discount.seats_at_least else "",
        say("from_date", date=formats.day(discount.start)) if discount.start else "",
        say("until_date", date=formats.day(discount.until)) if discount.until else "",
        _stacking(ctx, discount),
    )
    return (Strong(discount.label or discount.name), *_after_label(ctx, ctx.noted(text, discount.notes)))


def _stacking(ctx: Context, discount: Discount) -> str:
    if discount.stacks_with:
        labels = {other.name: other.label or other.name for other in ctx.catalog.discounts}
        names = [labels.get(name, name) for name in discount.stacks_with]
        return ctx.voice.say("stacks_with", list=ctx.voice.formats.all_of(names))
    return ctx.voice.say("stacks") if discount.stacks else ""


def write_counting(ctx: Context, document: Document) -> None:
    """How a metric is counted, where its label does not say it all."""
    metrics = [
        metric for metric in ctx.catalog.metrics if metric.notes or metric.rounding or _outcome(ctx, metric.outcome)
    ]
    if metrics:
        document.heading(2, ctx.voice.say("counting"))
    document.bullets([_counted(ctx, metric) for metric in metrics])


def _counted(ctx: Context, metric: Metric) -> Inline:
    text = ctx.voice.say("semicolon").join([*_outcome(ctx, metric.outcome), *_rounding(ctx, metric)])
    label = metric.label or metric.name
    if not text:
        # a metric of which there is only a note
        return (Strong(ctx.noted(label, metric.notes)),)
    return (Strong(label), *_after_label(ctx, ctx.noted(text, metric.notes)))


def _after_label(ctx: Context, text: str) -> tuple[str]:
    """The text behind a bold label, with the colon of the language."""
    return (ctx.voice.say("labelled", label="", text=text),)


def _outcome(ctx: Context, outcome: Outcome | None) -> list[str]:
    if outcome is None:
        return []
    say, voice = ctx.voice.say, ctx.voice
    parts = []
    within = say("within", length=voice.length(outcome.within)) if outcome.within else ""
    if outcome.counts_when:
        parts.append(voice.clauses(say("counts_when", text=outcome.counts_when), within))
    elif within:
        parts.append(within)
    if outcome.excludes:
        parts.append(say("excludes", list=voice.formats.one_of(list(outcome.excludes))))
    if outcome.reverses_when:
        back = say("within", length=voice.length(outcome.reverses_within)) if outcome.reverses_within else ""
        parts.append(voice.clauses(say("reverses_when", text=outcome.reverses_when), back))
    if outcome.once_per:
        parts.append(say("once_per", label=outcome.once_per.replace("_", " ")))
    return parts


def _rounding(ctx: Context, metric: Metric) -> list[str]:
    rounding = metric.rounding
    if rounding is None:
        return []
    say, voice = ctx.voice.say, ctx.voice
    least = ""
    if rounding.least is not None:
        label = (rounding.per or ctx.singular(Ref("metric", metric.name))).replace("_", " ")
        least = say("rounds_least", length=voice.length(rounding.least), label=label)
    return [voice.clauses(say("rounds", length=voice.length(rounding.step)), least)]
