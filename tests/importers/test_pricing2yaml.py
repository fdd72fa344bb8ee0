"""What each part of a Pricing2Yaml document becomes."""

from __future__ import annotations

import pytest
from importers.pricing2yaml_samples import ALL, V10, V11, V20, V21, V30, V31

import pricelang
from pricelang.formatting import format_file
from pricelang.importers import Imported, load
from pricelang.project import Loader


def convert(text: str) -> Imported:
    return load("pricing2yaml").convert(text, path="lists/kiln.yml")


def lines(text: str) -> list[str]:
    return [" ".join(line.split()) for line in convert(text).text.splitlines()]


def kinds(text: str) -> set[tuple[str, str]]:
    return {(loss.kind, loss.path) for loss in convert(text).report}


@pytest.mark.parametrize("version", ALL)
def test_every_version_checks_clean_and_reaches_the_outputs(version: str) -> None:
    made = convert(ALL[version])
    assert Loader().load("kiln.price", made.text).diagnostics == ()
    catalog = pricelang.load("kiln.price", text=made.text)
    assert '"Kiln"' in pricelang.emit(catalog, "json")
    assert "Kiln" in pricelang.emit(catalog, "markdown")


@pytest.mark.parametrize("version", ALL)
def test_the_same_document_gives_the_same_source(version: str) -> None:
    assert convert(ALL[version]) == convert(ALL[version])


@pytest.mark.parametrize("version", ALL)
def test_the_formatter_has_nothing_to_change(version: str) -> None:
    made = convert(ALL[version]).text
    assert format_file(pricelang.parse(made)) == made


def test_prices_by_month_and_year_are_two_alternatives_before_2_0() -> None:
    assert "price €12.50 per seat per month or €121.20 per seat per year, grants monthly" in lines(V10)
    assert "price free # user/month" in lines(V10)


def test_the_date_of_1_0_is_three_keys() -> None:
    assert "# As of: 2023-03-05" in lines(V10)
    assert "# Billed yearly: yes" in lines(V10)


def test_expressions_are_reported() -> None:
    assert ("not carried over", "features.glazing.expression") in kinds(V10)
    assert ("not carried over", "features.glazing.serverExpression") in kinds(V10)


def test_what_a_plan_says_of_itself_is_a_note() -> None:
    assert 'note "For the shed"' in lines(V10)
    assert "# Glaze what you fire" in lines(V10)


def test_dates_and_addons_of_1_1() -> None:
    made = lines(V11)
    assert "effective 2024-02-01" in made
    assert 'note "until 2025-02-01"' in made
    assert "price £9 per month" in made
    assert 'package single_sign_on "Single sign on" addon {' in made
    assert "available on solo" in made
    assert "needs single_sign_on" in made
    assert 'feature sso "SSO" # identity provider' in made
    assert "# see https://ledger.example/pricing" in made


def test_a_billing_factor_is_of_the_monthly_price() -> None:
    # 29.26 x 0.67 x 12, to the last digit
    assert "price $29.26 per month or $235.2504 per year" in lines(V20)
    assert ("billing interval", "billing.semester") in kinds(V20)


def test_an_expression_is_calculated_exactly() -> None:
    # 15.00 x 1.3 a month, and x 0.67 x 12 a year
    assert "price $19.50 per seat per month or $156.78 per seat per year" in lines(V20)
    assert {("calculated price", "plans.PRO.price"), ("variable", "variables.base")} <= kinds(V20)


def test_features_are_grouped_by_tag() -> None:
    made = lines(V20)
    assert made.index("# Firing") < made.index('feature kilns "Kilns" number') < made.index("# Office")
    assert "# see https://kiln.example/backups" in made
    assert 'includes payment "CARD, INVOICE", kilns 3, history_days unlimited' in made


def test_a_huge_round_limit_is_none() -> None:
    assert "limit unlimited kiln_storage" in lines(V20)
    assert ("read as unlimited", "plans.PRO.usageLimits.kilnStorage.value") in kinds(V20)


def test_a_limit_in_days_is_a_number_of_days() -> None:
    assert 'includes payment "CARD", kilns 1, history_days 30 days' in lines(V20)


def test_an_extension_is_for_each_unit_bought() -> None:
    made = lines(V20)
    assert "price $2 per gb per month or $16.08 per gb per year, grants up front" in made
    assert 'includes 1 kiln_storage per gb, then block, note "on top of the limit of the plan"' in made
    assert "not with another_kiln" in made


def test_what_is_used_up_has_a_usage_price() -> None:
    made = lines(V20)
    assert 'metric active_hour "Active hour" { charged by usage }' in made
    assert "price $0.18 per active_hour" in made


def test_a_feature_that_is_nothing_but_a_limit_is_that_limit() -> None:
    made = lines(V21)
    assert "includes 100 tasks per month, then block" in made
    assert "includes 2_500 tasks per month, then block" in made
    assert "includes unlimited tasks" in made
    assert not any(line.startswith("feature tasks") for line in made)


def test_a_feature_that_a_plan_lacks_keeps_its_limit_apart() -> None:
    apart = V21.replace("      sync:\n        value: true\n", "      sync:\n        value: true\n      tasks: false\n")
    made = lines(apart)
    assert 'feature tasks "Tasks"' in made
    assert "includes 100 tasks_limit per month, then block" in made


def test_a_number_that_falls_from_plan_to_plan_and_should_is_lower_is_better() -> None:
    made = lines(V21)
    assert 'feature polling_time "Polling time" number, lower is better # limits tasks, sync' in made
    assert "includes polling_time 15 minutes" in made
    assert "includes polling_time 1 minute" in made


def test_a_limit_that_only_restricts_is_said_where_it_holds_and_where_not() -> None:
    document = _plans("  A: {price: 0}", "  B: {price: 5, usageLimits: {onlyForPublic: {value: false}}}")
    limit = "usageLimits: {onlyForPublic: {valueType: BOOLEAN, defaultValue: true, type: NON_RENEWABLE}}"
    made = lines(document.replace("plans:", f"{limit}\nplans:"))
    assert 'feature only_for_public "Only for public" text' in made
    assert 'includes only_for_public "yes"' in made
    assert 'includes only_for_public "no"' in made


def test_a_window_of_one_minute() -> None:
    assert "includes 60 calls per 1 minute, then block" in lines(V21)


def test_plans_are_sold_by_their_units() -> None:
    made = lines(V21)
    assert 'seat editor "Editor"' in made
    # 0.1 x 0.8 x 12
    assert "price $0.10 per editor per month or $0.96 per editor per year, grants monthly" in made
    assert 'price custom, note "Contact us" # /month' in made


def test_the_period_of_3_0() -> None:
    made = lines(V30)
    assert "includes 5 firing per 2 days, then block" in made
    assert "includes 10 firing per pack per 2 days, then block" in made
    assert "# A firing is one load of the kiln." in made
    assert 'metric firing "Firing" { unit "firing" } # domain; tracked' in made


def test_a_private_plan_is_unlisted() -> None:
    made = lines(V30)
    assert "unlisted" in made
    assert "price ¥1_200 per seat per month" in made
    assert 'note "not shown to the public"' in made
    assert ("not carried over", "addOns.extraFirings.subscriptionConstraints.maxQuantity") in kinds(V30)


def test_the_short_values_of_3_1() -> None:
    made = lines(V31)
    assert "includes shelves 4" in made
    assert "price €108 per year" in made
    assert ("not carried over", "custom.renderer.title") in kinds(V31)
    assert ("default that no plan takes", "features.shelves.defaultValue") in kinds(V31)


def test_an_expression_without_variables_is_words() -> None:
    assert 'price custom, uncertain "4 * (2 + 3)"' in lines(V31)


def test_a_dearer_plan_with_all_of_a_cheaper_one_extends_it() -> None:
    document = _plans(
        "  ONE: {price: 1, features: {a: true, b: true, c: true, d: true}}",
        "  TWO: {price: 2, features: {a: true, b: true, c: true, d: true, e: true}}",
        "  THREE: {price: 3, features: {a: true, b: true}}",
        features="abcde",
    )
    made = lines(document)
    assert 'tier two "Two" extends one {' in made
    assert made[made.index('tier two "Two" extends one {') + 2] == "includes e"
    assert 'tier three "Three" {' in made


def test_plans_stand_in_the_order_of_their_prices() -> None:
    document = _plans("  TALK: {price: Contact Sales}", "  BIG: {price: 30}", "  SMALL: {price: 5}")
    assert 'ladder plans "Plans" small, big, talk' in lines(document)


@pytest.mark.parametrize(
    ("plans", "ladders"),
    [
        (
            ["SITE_BASIC", "SITE_PRO", "TEAM_SMALL", "TEAM_LARGE"],
            ['ladder site "Site" site_basic, site_pro', 'ladder team "Team" team_small, team_large'],
        ),
        (
            ["PRO", "MAX", "DEV_MODE_PRO", "DEV_MODE_MAX"],
            ['ladder plans "Plans" pro, max', 'ladder dev_mode "Dev Mode" dev_mode_pro, dev_mode_max'],
        ),
        (
            ["SITE_ONE", "SITE_TWO", "TEAM_X", "TEAM_IN_A", "TEAM_IN_B", "TEAM_IN_C"],
            [
                'ladder site "Site" site_one, site_two',
                'ladder team "Team" team_x',
                'ladder team_in "Team In" team_in_a, team_in_b, team_in_c',
            ],
        ),
        (
            ["BUSINESS", "BUSINESS_PLUS", "TEAM", "TEAM_PLUS"],
            ['ladder plans "Plans" business, business_plus, team, team_plus'],
        ),
    ],
)
def test_ladders_are_apart_only_where_the_names_leave_no_doubt(plans: list[str], ladders: list[str]) -> None:
    document = _plans(*(f"  {plan}: {{price: {at}}}" for at, plan in enumerate(plans)))
    assert [" ".join(line.split()) for line in lines(document) if line.startswith("ladder")] == ladders


def test_plans_sold_for_the_account_and_by_the_seat_are_two_ladders() -> None:
    flat = ["  PLUS: {price: 10, unit: /month}", "  FAMILY: {price: 17, unit: /month}"]
    seated = ["  TEAM: {price: 12, unit: user/month}", "  COMPANY: {price: 20, unit: user/month}"]
    made = [line for line in lines(_plans(*flat, *seated)) if line.startswith("ladder")]
    assert made == ['ladder per_account "Per Account" plus, family', 'ladder per_user "Per User" team, company']
    one = [line for line in lines(_plans(*flat[:1], *seated)) if line.startswith("ladder")]
    assert one == ['ladder plans "Plans" plus, team, company']


def test_names_are_the_languages_and_each_is_one() -> None:
    document = """\
saasName: "7 Kilns \\"inc\\""
currency: USD
features:
  month: {valueType: BOOLEAN, defaultValue: true, type: DOMAIN}
  24x7Support: {valueType: BOOLEAN, defaultValue: true, type: SUPPORT}
  sso: {valueType: BOOLEAN, defaultValue: true, type: DOMAIN}
  SSO: {valueType: BOOLEAN, defaultValue: true, type: DOMAIN}
  "été": {valueType: BOOLEAN, defaultValue: true, type: DOMAIN}
  "日本": {valueType: BOOLEAN, defaultValue: true, type: DOMAIN}
plans:
  unlimited: {price: 1}
addOns:
  sso: {price: 2, features: {sso: true}}
"""
    made = convert(document)
    assert Loader().load("x.price", made.text).diagnostics == ()
    for name in ("month_feature", "feature_24x7_support", "sso_feature", "ete", "feature", "sso_addon"):
        assert f" {name} " in made.text
    assert 'tier unlimited_tier "Unlimited"' in made.text
    assert 'product product_7_kilns_inc "7 Kilns \\"inc\\""' in made.text


def test_a_description_cannot_suppress_a_finding() -> None:
    document = _plans("  A: {price: 1}").replace(
        "features: {}", "features: {x: {description: 'price: allow all -- x', defaultValue: true}}"
    )
    assert "# “price: allow all -- x”" in convert(document).text


def test_keys_that_come_twice_are_reported_and_the_last_one_stands() -> None:
    document = _plans("  A: {price: 1, price: 2}")
    assert "price $2 per month" in lines(document)
    assert [(loss.kind, loss.said) for loss in convert(document).report] == [("key twice", "1")]


def test_a_fault_is_written_down() -> None:
    document = """\
saasName: Kiln
currency: USD
features:
  gas: {valueType: BOOLEAN, defaultValue: false, type: DOMAIN}
usageLimits:
  gasUse: {valueType: NUMERIC, defaultValue: 0, type: NON_RENEWABLE, linkedFeatures: [gas]}
plans:
  A: {price: -5, features: {gas: true, wood: true}}
addOns:
  one: {price: 1, dependsOn: [two], availableFor: [B]}
  two: {price: 1, dependsOn: [one]}
"""
    found = {each.rule for each in Loader().load("x.price", convert(document).text).diagnostics}
    assert {"zero-limit", "unknown-name", "not-positive", "circular-needs"} <= found


def _plans(*plans: str, features: str = "") -> str:
    declared = ", ".join(f"{name}: {{valueType: BOOLEAN, defaultValue: false, type: DOMAIN}}" for name in features)
    return "\n".join(["saasName: Kiln", "currency: USD", f"features: {{{declared}}}", "plans:", *plans, ""])
