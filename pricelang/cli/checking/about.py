"""What the name of a rule means, for documents that explain their rules."""

from __future__ import annotations

from pricelang.render.run import About


def about(name: str) -> About | None:
    """The page of a rule and how much it matters; None where nothing has this name."""
    from pricelang import explanations, rules

    try:
        page, summary = explanations.page(name), explanations.summary(name)
    except explanations.UnknownRule:
        return None
    description = _description(page) or summary
    if name not in rules.found():
        return About(summary, description, page, "language")
    rule = rules.load(name)
    return About(summary, description, page, rule.group, rule.severity)


def _description(page: str) -> str:
    """The first paragraph of what a page says that the rule does, on one line."""
    paragraph = page.partition("## What it does\n")[2].strip().partition("\n\n")[0]
    return " ".join(paragraph.split())
