"""Every rule that offers a fix: it is offered on the rule's own Bad example, and it is what it is called."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from fixing.mended import comments, load, mend, text_of

from pricelang import explanations
from pricelang.catalog.catalog import Catalog
from pricelang.diagnostics import Safety, Severity
from pricelang.fixing import docs
from pricelang.fixing.docs import Offer, offers
from pricelang.rating import RatingError, Subscription, bill, use
from pricelang.rules import names, structural
from pricelang.targets import emit

ROOT = Path(__file__).parents[2]
OFFERS = offers()
BY_RULE = {each.rule: each for each in OFFERS}
# What holds by default is written: the document says more, and every bill is as it was.
SAME_BILLS = [each.rule for each in OFFERS if each.does.endswith("no bill changes")]


def bad(rule: str) -> list[str]:
    page = explanations.page(rule)
    section = re.search(r"^## Bad\n(.*?)^## ", page, re.MULTILINE | re.DOTALL)
    assert section is not None
    return re.findall(r"^```price\n(.*?)^```$", section[1], re.MULTILINE | re.DOTALL)


def sprinkled(text: str) -> str:
    """A text with a comment behind each line of it."""
    return "".join(f"{line}  # remark {number}\n" for number, line in enumerate(text.splitlines()))


def beside(offer: Offer, folder: Path) -> str:
    """Where the example stands; what it nearly imports stands there too."""
    (folder / "cost.price").write_text("cost model { rate $0.25 per 1M input }\n", "utf-8")
    return str(folder / "root.price")


def test_at_least_twelve_rules_offer_one() -> None:
    assert len(OFFERS) >= 12
    assert set(BY_RULE) <= set(names()) | structural()
    assert {each.safety for each in OFFERS} == {Safety.SAFE, Safety.UNSAFE}


@pytest.mark.parametrize("offer", OFFERS, ids=lambda offer: offer.rule)
def test_the_bad_example_is_mended(offer: Offer, tmp_path: Path) -> None:
    path = beside(offer, tmp_path)
    # alone, so that no other fix mends it first; what is said of suppressions depends on the other rules
    select = (offer.rule,) if offer.group not in ("", "suppression") else ("all",)
    found = 0
    for text in bad(offer.rule):
        before = load(text, path, select)
        fixable = [each for each in before.diagnostics if each.rule == offer.rule and each.fix is not None]
        found += len(fixable)
        assert all(each.fix is not None and each.fix.safety is offer.safety for each in fixable)
        fixed = mend(text, path=path, select=select)
        done = [each for each in fixed.made if each.rule == offer.rule]
        assert len(done) >= len(fixable)
        after = load(text_of(fixed), path, select=select)
        assert not [each for each in after.diagnostics if each.rule == offer.rule and each.fix is not None]
        errors = [each for each in after.diagnostics if each.severity is Severity.ERROR and each.rule in structural()]
        assert {each.rule for each in errors} <= {offer.rule}
    assert found, "no Bad example shows the fix"


@pytest.mark.parametrize("offer", OFFERS, ids=lambda offer: offer.rule)
def test_comments_are_kept(offer: Offer, tmp_path: Path) -> None:
    path = beside(offer, tmp_path)
    for text in map(sprinkled, bad(offer.rule)):
        if offer.group == "suppression":
            continue  # their fixes are in comments: tests/rules/test_suppression.py
        fixed = mend(text, path=path)
        assert any(each.rule == offer.rule for each in fixed.made)
        assert comments(text_of(fixed)) == comments(text)


@pytest.mark.parametrize("offer", OFFERS, ids=lambda offer: offer.rule)
def test_a_safe_fix_keeps_the_compiled_output_and_an_unsafe_one_does_not(offer: Offer, tmp_path: Path) -> None:
    path = beside(offer, tmp_path)
    for text in bad(offer.rule):
        before = load(text, path)
        fixed = mend(text, path=path, unsafe=offer.safety is Safety.UNSAFE)
        if before.catalog is None:
            continue
        after = fixed.projects[0].catalog
        assert after is not None
        assert (emit(after, "json") == emit(before.catalog, "json")) == (offer.safety is Safety.SAFE)


@pytest.mark.parametrize("rule", SAME_BILLS)
def test_what_holds_by_default_bills_the_same(rule: str) -> None:
    for text in bad(rule):
        before = load(text).catalog
        after = mend(text, select=(rule,)).projects[0].catalog
        assert before is not None
        assert after is not None
        amounts = totals(before)
        assert amounts
        assert totals(after) == amounts


def totals(catalog: Catalog) -> list[object]:
    """Bills of every tier and interval, with and without each add-on, at many usages."""
    found: list[object] = []
    bought: list[dict[str, int]] = [{}, *({package.name: 2} for package in catalog.packages if package.kind == "addon")]
    for tier in catalog.tiers:
        for interval in ("monthly", "yearly"):
            for addons in bought:
                for quantity in (0, 1, 99, 100, 101, 400, 501, 1_700, 6_000):
                    uses = [use(metric.name, quantity) for metric in catalog.metrics]
                    try:
                        asked = Subscription(tier.name, interval, packages=addons)
                        found.append(bill(catalog, asked, uses).total)
                    except RatingError as refused:
                        found.append(refused.message)
    return found


def test_pages_say_which_fix_is_offered() -> None:
    for each in OFFERS:
        said = explanations.page(each.rule).rpartition("## Fix\n\n")[2]
        assert " ".join(said.split()) == f"{each.safety.value.capitalize()}: {each.does}."


def test_no_other_rule_offers_one(tmp_path: Path) -> None:
    for rule in sorted({*names(), *structural()} - set(BY_RULE) - {"not-utf8"}):
        for text in bad(rule):
            found = load(text, str(tmp_path / "root.price")).diagnostics
            assert not [each for each in found if each.rule == rule and each.fix is not None], rule


def test_the_page_of_fixes_is_current() -> None:
    assert (ROOT / docs.PATH).read_text("utf-8") == docs.page(), "run `python -m pricelang.fixing.docs`"
