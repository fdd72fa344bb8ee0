"""The numbers of the design, exactly: Scribe's credits and personas, and real sheets with assumed costs."""

from __future__ import annotations

from fractions import Fraction

import pytest
from analysis.analysed import changed, variant

from pricelang.analysis import Analysis
from pricelang.analysis.bills import month
from pricelang.analysis.cells import Cell
from pricelang.analysis.dominance import dominated, undercut
from pricelang.analysis.margins import PoolCurve, endless
from pricelang.analysis.needs import cheapest, packs, usage_of
from pricelang.analysis.units import unit_prices
from pricelang.analysis.worst import costliest, full_use, loss, margin

F = Fraction


def exactly(*values: Fraction | int | str) -> tuple[Fraction, ...]:
    """Numbers, exact."""
    return tuple(Fraction(value) for value in values)


@pytest.fixture(scope="module")
def scribe() -> Analysis:
    return changed()


def test_unit_costs(scribe: Analysis) -> None:
    costs = scribe.sheet.costs
    assert costs.unit(Cell("draft"), "USD") == F("0.005")
    assert costs.unit(Cell("image"), "USD") == F("0.04")
    assert costs.unit(Cell("storage"), "USD") is None


def test_the_costliest_credit(scribe: Analysis) -> None:
    pro = variant(scribe, "pro")
    dearest = costliest(pro, pro.pools["ai"])
    assert dearest[0].each == F("0.005")
    assert {each.cell.metric for each in dearest} == {"draft", "image"}
    free = scribe.variants("free")[0]
    assert {each.cell for each in costliest(free, free.pools["ai"])} == {Cell("draft")}


@pytest.mark.parametrize(
    ("tier", "word", "fee", "cost", "share", "even", "kept"),
    [
        ("pro", "monthly", 20, "2.50", F(7, 8), 4_000, 1_200),
        ("pro", "yearly", 16, "2.50", F(27, 32), 3_200, 960),
        ("studio", "monthly", 49, "7.50", F(83, 98), 9_800, 2_940),
        ("studio", "yearly", 39, "7.50", F(21, 26), 7_800, 2_340),
    ],
)
def test_full_use_by_the_seat(
    scribe: Analysis, tier: str, word: str, fee: int, cost: str, share: Fraction, even: int, kept: int
) -> None:
    one = margin(variant(scribe, tier, word))
    assert one.per_seat
    assert (one.fee, one.full.cost, one.margin) == exactly(fee, F(cost), share)
    assert one.full.most == one.full.cost
    assert one.most == even
    assert one.fee * (1 - F("0.7")) / one.share.each == kept
    assert loss(variant(scribe, tier, word)) is None
    assert loss(variant(scribe, tier, word), F("0.7")) is None


def test_full_use_of_all_seats(scribe: Analysis) -> None:
    assert full_use(variant(scribe, "studio"), 3).cost == F("22.50")
    assert full_use(scribe.variants("free")[0], 1).cost == F("0.10")


def test_a_grant_beyond_break_even() -> None:
    analysis = changed(("includes  500 ai per seat", "includes  5_000 ai per seat"))
    yearly, monthly = loss(variant(analysis, "pro", "yearly")), loss(variant(analysis, "pro"))
    assert yearly is not None
    assert monthly is not None
    assert (yearly.full.cost, yearly.fee, yearly.most) == exactly(25, 16, 3_200)
    assert (monthly.fee, monthly.most) == exactly(20, 4_000)


def test_unit_prices(scribe: Analysis) -> None:
    prices = list(unit_prices(scribe.sheet, variant(scribe, "pro")))
    ai = [each for each in prices if each.of.name == "ai"]
    assert [(each.kind, each.price, each.cost) for each in ai] == [
        ("band", F("0.05"), F("0.005")),
        ("band", F("0.045"), F("0.005")),
        ("pack", F(45), F(5)),
    ]


def test_stops_are_inverted_through_the_bands(scribe: Analysis) -> None:
    pro, studio = variant(scribe, "pro"), variant(scribe, "studio")
    overage = pro.overage(pro.pools["ai"], 1)
    assert overage.room == 4_333
    assert overage.amount(F(4_333)) == F("199.985")
    assert overage.amount(F(80)) == 4
    assert studio.overage(studio.pools["ai"], 3).room == 11_111


def persona(analysis: Analysis, name: str) -> dict[Cell, Fraction]:
    return usage_of(analysis.sheet.personas[name], "heavy", analysis.sheet.personas[name].seats or 1)


def test_the_writers_month(scribe: Analysis) -> None:
    writer = scribe.sheet.personas["writer"]
    typical = month(variant(scribe, "pro"), 1, usage_of(writer, "typical", 1))
    assert typical is not None
    assert (typical.total, typical.cost, typical.margin / typical.total) == exactly(20, F("0.50"), F("0.975"))
    heavy = month(variant(scribe, "pro"), 1, persona(scribe, "writer"))
    assert heavy is not None
    assert (heavy.total, heavy.cost, heavy.margin) == exactly(23, F("2.80"), F("20.20"))
    assert heavy.margin / heavy.total == F(101, 115)
    yearly = month(variant(scribe, "pro", "yearly"), 1, persona(scribe, "writer"))
    assert yearly is not None
    assert (yearly.total, yearly.margin) == exactly(19, F("16.20"))
    assert month(scribe.variants("free")[0], 1, persona(scribe, "writer")) is None, "Free offers no images"


def test_the_studios_month(scribe: Analysis) -> None:
    need = persona(scribe, "studio")
    pro, studio = month(variant(scribe, "pro"), 3, need), month(variant(scribe, "studio"), 3, need)
    assert pro is not None
    assert studio is not None
    assert (pro.total, studio.total, studio.cost, studio.margin) == exactly(F("186.50"), 147, 21, 126)
    assert studio.margin / studio.total == F(6, 7)
    yearly = month(variant(scribe, "studio", "yearly"), 3, need)
    assert yearly is not None
    assert (yearly.total, yearly.margin) == exactly(117, 96)
    alone = month(variant(scribe, "pro"), 1, usage_of(scribe.sheet.personas["studio"], "heavy", 1))
    assert alone is not None
    assert (alone.total, alone.cost) == exactly(65, 7)
    # with an empty seat the same use is cheaper still
    best = cheapest(variant(scribe, "pro"), 1, usage_of(scribe.sheet.personas["studio"], "heavy", 1))
    assert best is not None
    assert (best.seats, int(best.total)) == (2, 60)
    typical = month(variant(scribe, "pro"), 3, usage_of(scribe.sheet.personas["studio"], "typical", 3))
    assert typical is not None
    assert typical.total == 60


def test_an_empty_seat(scribe: Analysis) -> None:
    pro = variant(scribe, "pro")
    one, two = (PoolCurve(pro, pro.pools["ai"], seats) for seats in (1, 2))
    assert (one.bill(F(1_000)), two.bill(F(1_000))) == exactly(45, 40)
    assert one.bill(F(900)) == 40
    assert one.bill(F(901)) > two.bill(F(901))


@pytest.mark.parametrize("word", ["monthly", "yearly"])
def test_studio_is_the_cheaper_one_at_its_allowance(scribe: Analysis, word: str) -> None:
    pro, studio = variant(scribe, "pro", word), variant(scribe, "studio", word)
    assert undercut(scribe.sheet, pro, studio, "ai").answer == "no"
    assert dominated(scribe.sheet, pro, studio).answer == "no"
    assert dominated(scribe.sheet, studio, pro).answer == "no"
    best = cheapest(pro, 3, {Cell("draft"): F(4_500)}, packs(scribe.sheet, pro))
    assert best is not None
    if word == "monthly":
        assert (int(best.total), best.seats) == (180, 9)


def test_a_charge_cap_in_place_of_a_stop() -> None:
    analysis = changed(("up to $200 per month if enabled,\n            then block", "up to $200 per month, then free"))
    pro = variant(analysis, "pro")
    # drafts have a limit beyond which they are slowed: by the file's word that bounds them
    assert {(one.cell.metric, one.why) for one in endless(pro)} == {("image", "capped")}
    curve = PoolCurve(pro, pro.pools["ai"], 1)
    assert curve.first_loss() == 44_001
    assert (curve.bill(F(44_001)), curve.each * 44_001) == exactly(220, F("220.005"))
    assert PoolCurve(pro, pro.pools["ai"], 1, kept=F("0.3")).first_loss() == 13_201
    studio = variant(analysis, "studio")
    assert undercut(analysis.sheet, pro, studio, "ai").answer == "no", "three to six seats are cheaper on Studio"
    best = [cheapest(pro, seats, {Cell("draft"): F(1_500 * seats)}) for seats in (6, 7)]
    assert [each.total if each else None for each in best] == [320, 340]
    assert [studio.fees.at(seats) for seats in (6, 7)] == [294, 343]


ZAPIER = (
    ("metric task \"Tasks\" { charged by task }",
     "cost server { rate $0.004 per run }\nmetric task \"Tasks\" { charged by task; costs 1 server.run }"),
)  # fmt: skip


def test_zapier() -> None:
    analysis = changed(*ZAPIER, name="zapier")
    professional, team = variant(analysis, "professional"), variant(analysis, "team")
    curve = PoolCurve(professional, professional.pools["task"], 1)
    assert curve.end == 6_000
    assert curve.minimum() == exactly(F("21.26"), 2_000)
    assert curve.first_loss() is None
    assert loss(professional) is None
    assert [each.price for each in unit_prices(analysis.sheet, professional)] == [F("0.0182875")]
    lost = loss(team)
    assert lost is not None
    assert (lost.full.cost, lost.fee - lost.full.cost) == exactly(200, F("-99.01"))
    over = PoolCurve(team, team.pools["task"], 1)
    assert over.first_loss() == 25_248
    assert over.minimum() == exactly(F("-246.535"), 150_000)
    assert [(each.price, each.cost) for each in unit_prices(analysis.sheet, team)] == [(F("0.00252475"), F("0.004"))]
    assert undercut(analysis.sheet, professional, team, "task").answer == "no"
    stop = professional.fees.at(1) + professional.overage(professional.pools["task"], 1).amount(F(4_000))
    assert stop == F("102.41")


MIDJOURNEY = (
    ("metric gpu_hour \"GPU time\"   { charged by usage; unit \"hour\" }",
     "cost gpu { rate $1.10 per hour }\n"
     "metric gpu_hour \"GPU time\" { charged by usage; unit \"hour\"; costs 1 gpu.hour }"),
)  # fmt: skip


def test_midjourney() -> None:
    analysis = changed(*MIDJOURNEY, name="midjourney")
    margins = {
        (tier, word): margin(variant(analysis, tier, word)).margin
        for tier in ("basic", "standard", "pro", "mega")
        for word in ("monthly", "yearly")
    }
    assert margins.pop(("basic", "monthly")) == F("0.637")
    assert margins.pop(("basic", "yearly")) == F("0.54625")
    assert {value for (_, word), value in margins.items() if word == "monthly"} == {F("0.45")}
    assert {value for (_, word), value in margins.items() if word == "yearly"} == {F("0.3125")}
    failing = {tier for tier in ("basic", "standard", "pro", "mega") if loss(variant(analysis, tier), F("0.7"))}
    assert failing == {"basic", "standard", "pro", "mega"}
    at_forty = {key for key in margins if loss(variant(analysis, *key), F("0.4"))}
    assert at_forty == {(tier, "yearly") for tier in ("standard", "pro", "mega")}
    for low, high in (("basic", "standard"), ("standard", "pro"), ("pro", "mega")):
        ours, theirs = variant(analysis, low), variant(analysis, high)
        assert undercut(analysis.sheet, ours, theirs, "fast_hour").answer == "no"
        assert dominated(analysis.sheet, ours, theirs).answer == "no"
        assert not endless(ours)


WINDSURF = (
    ("metric message    \"Messages\"    { charged by task }",
     "cost model { rate $0.012 per plain; rate $0.036 per strong; rate $0.002 per small }\n"
     "metric message \"Messages\" {\n  charged by task\n  costs 1 model.plain\n"
     "  costs 1 model.strong when kind is strong\n  costs 1 model.small when kind is small\n}"),
    ("burns   0 per message when status is failed",
     "burns   2 per message when kind is strong\n  burns 0 per message when kind is small"),
)  # fmt: skip


def test_windsurf() -> None:
    analysis = changed(*WINDSURF, name="windsurf")
    pro, teams = variant(analysis, "pro"), variant(analysis, "teams")
    dearest = costliest(pro, pro.pools["prompt_credit"])
    assert [(each.each, each.cell.attributes) for each in dearest] == [(F("0.018"), (("kind", "strong"),))]
    one = margin(pro)
    assert (one.full.cost, one.fee - one.full.cost, one.margin) == exactly(9, 6, F("0.4"))
    lost = loss(pro, F("0.7"))
    assert lost is not None
    assert lost.most == 250
    assert loss(teams, F("0.7")) is None, "exactly 70% is not below it"
    assert full_use(analysis.variants("free")[0], 1).cost == F("0.45")
    pack = next(each for each in unit_prices(analysis.sheet, pro) if each.kind == "pack")
    assert (pack.each, (pack.price - pack.cost) / pack.price) == exactly(F("0.04"), F("0.55"))
    free_use = [one for one in endless(pro) if one.why == "rate_zero"]
    assert [(one.cell.attributes, one.cost) for one in free_use] == [((("kind", "small"),), F("0.002"))]
    assert (pro.fees.at(1) - one.full.cost) / free_use[0].cost == 3_000
    assert undercut(analysis.sheet, pro, teams, "prompt_credit").answer == "no"
