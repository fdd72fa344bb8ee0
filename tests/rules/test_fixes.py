"""The fixes of single rules: what they write where the Bad example of their page does not tell."""

from __future__ import annotations

import pytest
from fixing.mended import load, mend, text_of

from pricelang.diagnostics import Safety
from pricelang.rules import load as load_rule
from pricelang.rules import names

HEAD = 'product p "P" { currency USD; audience consumer; reviewed 2026-11-01 }\n'
SOLD = HEAD + 'metric draft "Drafts" { charged by task }\nmetric image "Images" { charged by task }\n'
COSTED = HEAD + (
    "cost model { rate $0.005 per draft; as_of 2026-11-01 }\n"
    'metric draft "Drafts" { charged by task; costs 1 model.draft }\n'
)


def fixed(text: str, *rules: str) -> str | None:
    """What is written in place of a text; None where nothing is fixed."""
    done = mend(text, select=rules or ("all",))
    return text_of(done) if done.made else None


def changed(text: str, old: str, new: str, *rules: str) -> None:
    """A fix of these rules writes `new` for `old`, and nothing else."""
    assert text.count(old) == 1
    assert fixed(text, *rules) == text.replace(old, new)


def tier(*statements: str) -> str:
    return "tier pro {\n" + "".join(f"  {each}\n" for each in statements) + "}\n"


# --- suppressions -----------------------------------------------------------

CLAIM = "tier pro { price $20 per month or $200 per year, saves 20% }"
RULES = ("annual-discount-claim", "metric-not-valued", "no-entry", "suppression")


def comment(text: str, *rules: str) -> str | None:
    """The comment behind a tier whose claim is wrong, after safe fixes."""
    done = mend(f"{HEAD}{CLAIM}  {text}\n", unsafe=False, select=rules or RULES)
    return text_of(done).partition(f"{CLAIM}  ")[2].removesuffix("\n") if done.made else None


@pytest.mark.parametrize(
    ("written", "new"),
    [
        ("# price: allow metric-not-valued -- asked for", "# asked for"),
        ("# price: allow metric-not-valued -- asked for until 2027-01-01", "# asked for until 2027-01-01"),
        ("## price:allow metric-not-valued, metric-not-valued -- asked for", "## asked for"),
        ("# price: allow metric-not-valued, annual-discount-claim -- a", "# price: allow annual-discount-claim -- a"),
        ("# price: allow annual-discount-claim, metric-not-valued -- a", "# price: allow annual-discount-claim -- a"),
        ("# price: allow annual-discount-claim , metric-not-valued", "# price: allow annual-discount-claim"),
        ("# price: allow metric-not-valued", None),  # nothing would be left of the comment
        ("# price: allow metric-not-valued -- until 2027-01-01", None),
        ("# price: allow metric-not-valued -- price: allow no-entry", None),
        ("# price: allow annual-discount-claim -- agreed", None),
    ],
)
def test_what_lets_nothing_stand(written: str, new: str | None) -> None:
    assert comment(written) == new


@pytest.mark.parametrize(
    ("written", "new"),
    [
        ("# price: allow annual-discount-claims -- a", "# price: allow annual-discount-claim -- a"),
        ("# price: allow annual_discount_claim -- a", "# price: allow annual-discount-claim -- a"),
        ("# price: Annual", None),
        ("# price: ignore annual-discount-claim -- a", "# price: allow annual-discount-claim -- a"),
        ("# price: noqa annual-discount-claim", "# price: allow annual-discount-claim"),
        ("# price: allow nothing-like-it -- a", None),
        ("# price: allow unknown-name -- a", None),  # an error of the language
        ("# price: allow tiers -- a", None),  # a group
        ("# price: allow suppression-unuse -- a", None),  # a rule that no comment can allow
    ],
)
def test_what_names_no_rule(written: str, new: str | None) -> None:
    assert comment(written) == new


def test_a_comment_above_stays_in_its_place() -> None:
    text = HEAD + "tier pro {\n  # price: allow metric-not-valued -- asked for\n  price $20 per month\n}\n"
    new = HEAD + "tier pro {\n  # asked for\n  price $20 per month\n}\n"
    assert fixed(text, "metric-not-valued", "suppression") == new


# --- statements and clauses -------------------------------------------------


def test_an_alert_that_comes_too_late_tells_earlier() -> None:
    text = SOLD + tier(
        "price $20 per month",
        "includes 9 drafts per month, then $1 each up to $9 per month if enabled, then block",
        "alert drafts at 120%",
    )
    changed(text, "at 120%", "at 80%, 100%, 120%", "overage-without-alert")


def test_an_alert_stands_where_the_allowance_is_written() -> None:
    charge = "includes 9 drafts per month, then $1 each up to $9 per month if enabled, then block"
    text = (
        SOLD
        + f"tier base {{ price $10 per month; unlisted; {charge} }}\ntier pro extends base {{ price $20 per month }}\n"
    )
    changed(text, "then block }", "then block; alert draft at 80%, 100% }", "overage-without-alert")


def test_what_is_used_up_behind_a_comment() -> None:
    text = SOLD + tier("price $20 per month", "includes 9 drafts per month,  # a few", "  may change  # for now")
    changed(text, "may change  #", "may change, then block  #", "exhaustion-undefined")


def test_a_grant_that_comes_with_the_price_can_be_meant_either_way() -> None:
    year = "price $20 per month or $192 per year"
    text = SOLD + tier(year, "includes 9 drafts, then block")
    assert fixed(text, "annual-grant-unstated") is None
    changed(
        SOLD + tier(year, "includes 9 drafts per month, then block"),
        year,
        f"{year}, grants monthly",
        "annual-grant-unstated",
    )


def test_all_yearly_prices_say_it() -> None:
    text = SOLD + tier("price $20 per year", "price $9 per year  # support", "includes 9 drafts per month, then block")
    new = text.replace("$20 per year", "$20 per year, grants monthly").replace(
        "$9 per year", "$9 per year, grants monthly"
    )
    assert fixed(text, "annual-grant-unstated") == new


def test_of_two_limits_the_idle_one_goes() -> None:
    text = SOLD + tier("price $20 per month", "limit 20 drafts per day, then block", "limit 10 drafts per month")
    changed(text, "  limit 20 drafts per day, then block\n", "", "idle-limit")


def test_a_limit_goes_and_its_comment_stays() -> None:
    text = SOLD + tier(
        "price $20 per month", "includes 9 drafts per month, then block", "limit 50 drafts per day  # many"
    )
    changed(text, "  limit 50 drafts per day  # many\n", "  # many\n", "idle-limit")


@pytest.mark.parametrize("personas", [1, 2])
def test_a_tier_is_for_the_only_persona(personas: int) -> None:
    declared = "".join(f"persona buyer{number} {{ pays up to $25 per month }}\n" for number in range(personas))
    text = HEAD + declared + tier("price $20 per month")
    new = text.replace("month\n}", "month\n  for   buyer0\n}") if personas == 1 else None
    assert fixed(text, "tier-without-persona") == new


def test_an_add_on_that_is_sold_on_one_tier_keeps_it() -> None:
    sso = "feature sso\n"
    sold = "package login addon {{ offers sso; price $9 per month; available on {} }}\n"
    text = HEAD + sso + sold.format("pro") + tier("price $20 per month", "includes sso")
    assert fixed(text, "addon-already-included") is None
    other = "tier max { price $40 per month }\n"
    text = HEAD + sso + sold.format("max, pro") + other + tier("price $20 per month", "includes sso")
    changed(text, "on max, pro", "on max", "addon-already-included")


# --- numbers ----------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "new"),
    [("5_000", "4_000"), ("5000", "4000"), ("5k", "4_000"), ("4_001", "4_000")],
)
def test_an_allowance_is_lowered_to_what_the_fee_covers(written: str, new: str) -> None:
    text = COSTED + tier("price $20 per month", f"includes {written} drafts per month, then block  # all")
    changed(text, f"includes {written} ", f"includes {new} ", "loss-at-cap")


@pytest.mark.parametrize("per", ["day", "year", "month"])
def test_an_allowance_of_another_window_is_lowered_in_it(per: str) -> None:
    text = COSTED + tier("price $20 per month", f"includes 90_000 drafts per {per}, then block")
    new = fixed(text, "loss-at-cap")
    assert new is not None
    lower = int(new.partition("includes ")[2].partition(" ")[0].replace("_", ""))
    assert lower == {"day": 131, "year": 48_000, "month": 4_000}[per]


def test_an_allowance_of_several_grants_is_for_its_author() -> None:
    text = COSTED + tier(
        "price $20 per month",
        "includes 3_000 drafts per month, as base, then block",
        "includes 3_000 drafts per month, as more",
    )
    assert fixed(text, "loss-at-cap") is None


@pytest.mark.parametrize(
    ("price", "new"),
    [
        ("$0.003", "$0.005"),
        ("$0.0049", "$0.005"),
        ("$3 per 1_000", "$5 per 1_000"),
        ("USD 0.001", "USD 0.005"),
    ],
)
def test_a_price_is_raised_to_what_it_costs(price: str, new: str) -> None:
    each = "" if "per" in price else " each"
    text = COSTED + tier(
        "price $20 per month", f"includes 9 drafts per month, then {price}{each} up to $9 per month, then block"
    )
    changed(text, f"then {price}", f"then {new}", "price-below-cost")


def test_all_bands_that_are_too_low_are_raised() -> None:
    text = COSTED + tier(
        "price $20 per month", "price per draft graduated { first 9 at $0.01; next 9 at $0.004; rest at $0.002 }"
    )
    new = text.replace("$0.004", "$0.005").replace("$0.002", "$0.005")
    assert fixed(text, "price-below-cost") == new


def test_a_claim_holds_in_every_currency() -> None:
    both = HEAD.replace("currency USD", "currency USD, EUR")
    text = both + "tier pro { price $20 per month or €20 per month or $192 per year or €200 per year, saves 30% }\n"
    assert fixed(text, "annual-discount-claim") is None  # 20% in one, 16% in the other: no claim is right for both
    text = both + "tier pro { price $20 per month or €20 per month or $192 per year or €193 per year, saves 30% }\n"
    changed(text, "saves 30%", "saves 19%", "annual-discount-claim")


def test_what_saves_nothing_is_not_claimed() -> None:
    assert (
        fixed(HEAD + "tier pro { price $20 per month or $240 per year, saves 20% }\n", "annual-discount-claim") is None
    )


def test_safeties_are_those_of_the_rules() -> None:
    text = COSTED + tier("price $20 per month or $192 per year", "includes 5_000 drafts per month")
    fixes = {each.rule: each.fix for each in load(text).diagnostics if each.fix is not None}
    assert {"annual-grant-unstated", "exhaustion-undefined", "loss-at-cap"} <= set(fixes)
    for name, fix in fixes.items():
        rule = load_rule(name)
        assert rule.fix is not None
        assert fix.safety is rule.fix[0]
    assert all(rule.fix is None or rule.fix[0] in (Safety.SAFE, Safety.UNSAFE) for rule in map(load_rule, names()))
