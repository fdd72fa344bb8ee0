"""Margins as rows of text: what the table for a terminal and the one in Markdown have in common."""

from __future__ import annotations

from pricelang.cli.margins.text import share, unconverted
from pricelang.cli.supposing.outcome import Figures, Line, Outcome, Sold
from pricelang.diagnostics import Diagnostic
from pricelang.render.display import clean
from pricelang.rules.wording import money, percent

HEAD = ("Brings in", "Costs", "Leaves", "Margin")
ARROW = " -> "


def title(sold: Sold) -> str:
    """`Pro monthly, 1 seat`."""
    seats = f", {sold.seats:,} seat{'s' * (sold.seats != 1)}" if sold.seated else ""
    currency = f", {sold.currency}" if sold.several else ""
    return f"{sold.label} {sold.interval}".rstrip() + currency + seats


def cells(line: Line, currency: str) -> tuple[str, str, str, str]:
    """What a tier brings in, costs and leaves: each figure once where it stays, else before and after."""
    found = [_figures(one, currency) for one in (line.before, line.after)]
    brings, costs, leaves, margin = (
        old if old == new else f"{old}{ARROW}{new}" for old, new in zip(*found, strict=True)
    )
    return brings, costs, leaves, margin


def _figures(one: Figures, currency: str) -> tuple[str, str, str, str]:
    known = "unknown" if one.cost is None else money(one.cost, currency)
    known = known if one.bounded else "no bound"
    leaves = "-" if one.leaves is None or not one.bounded else money(one.leaves, currency)
    return money(one.revenue, currency), known, leaves, share(one.margin if one.bounded else None)


def unknown(found: Outcome) -> list[str]:
    """The tiers whose costs are in a currency that the file does not convert, and what to do."""
    return [f"{title(sold)}: {unconverted(sold.foreign, sold.currency)}" for sold in found.sold if sold.foreign]


def unmoved(found: Outcome) -> str | None:
    """The tiers of which no figure is another."""
    names = dict.fromkeys(sold.label for sold in found.sold if not sold.moves and not sold.foreign)
    moving = {sold.label for sold in found.sold if sold.moves}
    still = [name for name in names if name not in moving]
    return f"As before: {', '.join(still)}." if still else None


def finding(one: Diagnostic) -> str:
    """`error[loss-at-cap] ... (specs/scribe.price:131)`."""
    place = f"{one.span.source.path}:{one.span.position[0]}"
    return clean(f"{one.severity.word}[{one.rule}] {one.message} ({place})")


def conclusion(found: Outcome) -> str:
    """How many findings come, go and stay."""
    if not found.appear and not found.disappear:
        return f"No finding comes or goes; {found.stay} stay{'s' * (found.stay == 1)}."
    return f"Findings: {len(found.appear)} new, {len(found.disappear)} gone, {found.stay} as before."


def below(found: Outcome) -> str | None:
    """Which tiers leave less at full use than the product asks for, then."""
    if found.target is None:
        return None
    under = []
    for sold in found.sold:
        margin = sold.lines[0].after.margin
        if margin is not None and margin < found.target:
            under.append(title(sold))
    listed = "; ".join(under[:6]) + (f" and {len(under) - 6} more" if len(under) > 6 else "")
    nowhere = "nowhere that is known" if any(sold.foreign for sold in found.sold) else "nowhere"
    return f"Full use leaves less than {percent(found.target)} then: {listed or nowhere}."
