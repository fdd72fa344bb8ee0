"""What every billing target keeps: its contract, its report, its page, and the commands that show them."""

from __future__ import annotations

import inspect
import json
from decimal import Decimal
from pathlib import Path
from time import perf_counter

import pytest
from click.testing import CliRunner
from hypothesis import assume, given
from hypothesis import strategies as st
from targets.calls import amounts_under

from pricelang import load, targets
from pricelang.catalog.catalog import Catalog, Product, Tier
from pricelang.catalog.charges import Allowance, Fee, FeePrice, Phase
from pricelang.catalog.money import Money
from pricelang.catalog.period import MONTH, Window
from pricelang.catalog.quantity import Exactly, Ref
from pricelang.cli.program import program
from pricelang.diagnostics import Severity
from pricelang.source import Source, Span
from pricelang.targets._documentation import pages
from pricelang.targets._losses import CannotExpress, Loss, Report, UnknownLoss
from pricelang.targets._matrix import matrix
from pricelang.targets._requests import Keys, Requests, dump, identifier, number, reference, text

ROOT = Path(__file__).parents[2]
BILLING = [name for name in targets.names() if targets.billing(name) is not None]
PRICED = """
product demo { currency USD }
metric draft
tier pro { price $20 per month; includes 5 drafts per month, then block }
"""


def stopped() -> Catalog:
    source = Source("a.price", "then block")
    fee = Fee(Money(Decimal(20), "USD"), MONTH)
    phase = Phase("block", span=Span(source, 5, 10))
    allowance = Allowance(Ref("metric", "draft"), Exactly(Decimal(5)), Window("billing", MONTH), phases=(phase,))
    return Catalog(
        Product("demo", "Demo", currencies=("USD",)),
        tiers=(Tier("pro", "Pro", prices=(FeePrice((fee,)),), allowances=(allowance,)),),
    )


def test_there_are_billing_targets() -> None:
    assert {"killbill", "lago", "openmeter", "stripe"} <= set(BILLING)


@pytest.mark.parametrize("name", BILLING)
def test_a_billing_target_keeps_the_contract(name: str) -> None:
    target = targets.billing(name)
    assert target is not None
    parameters = list(inspect.signature(target.compile).parameters)
    assert parameters == ["catalog", "allow_loss", *target.OPTIONS]
    assert target.EXPRESSES
    for loss, kind in target.LOSSES.items():
        assert identifier(loss).replace("_", "-") == loss
        for phrase in (kind.what, kind.instead or "none"):
            assert phrase
            assert not phrase.endswith(".")
        assert kind.what[0] == kind.what[0].lower() or kind.what.split()[0].isalpha()


@pytest.mark.parametrize("name", BILLING)
def test_every_loss_can_happen(name: str) -> None:
    """A loss that no line of the package reports would be a promise about nothing."""
    package = ROOT / "pricelang/targets"
    own = list((package / name.replace("-", "_")).rglob("*.py")) or [package / f"{name.replace('-', '_')}.py"]
    code = "".join(path.read_text("utf-8") for path in [*package.glob("_*.py"), *own] if path.name != "_common.py")
    target = targets.billing(name)
    assert target is not None
    for loss in target.LOSSES:
        assert code.count(f'"{loss}"') > (loss not in _common()), loss


def _common() -> dict[str, Loss]:
    from pricelang.targets._common import LOSSES

    return LOSSES


def test_a_loss_refuses_at_its_place() -> None:
    with pytest.raises(CannotExpress) as caught:
        targets.emit(stopped(), "stripe")
    (one,) = caught.value.diagnostics
    assert (one.rule, one.severity, one.span.text) == ("stripe/hard-cap", Severity.ERROR, "block")
    assert "--allow-loss hard-cap" in one.helps[0]
    assert "stripe/hard-cap" in str(caught.value)


def test_an_allowed_loss_is_written_into_the_output_and_the_report() -> None:
    emitted = targets.emit_with_report(stopped(), "stripe", allow_loss=["hard-cap"])
    assert not emitted.refused
    (one,) = emitted.diagnostics
    assert one.severity is Severity.INFO
    (said,) = json.loads(emitted.text)["_meta"]["pricelang"]["approximations"]
    assert said["loss"] == "hard-cap"
    assert said["about"] == "tier pro / metric draft"
    assert said["value"]["quantity"] == {"type": "exactly", "value": "5"}


def test_losses_that_are_not_there_cannot_be_allowed() -> None:
    with pytest.raises(UnknownLoss, match="no loss `hard-cup`; did you mean `hard-cap`"):
        targets.emit_with_report(stopped(), "stripe", allow_loss=["hard-cup"])
    with pytest.raises(UnknownLoss, match="cannot approximate `too-fine`"):
        targets.emit_with_report(stopped(), "stripe", allow_loss=["too-fine"])
    with pytest.raises(UnknownLoss, match="`json` loses nothing"):
        targets.emit_with_report(stopped(), "json", allow_loss=["hard-cap"])


def test_a_report_says_once_what_stands_once() -> None:
    place = Span(Source("a.price", "x"), 0, 1)
    report = Report("demo", {"gone": Loss("a thing", "left out")}, ["gone"])
    for tier in ("pro", "studio"):
        report.lose("gone", place, f"tier {tier}")
    assert len(report.diagnostics) == 1
    assert [one.about for one in report.approximations] == ["tier pro", "tier studio"]


def test_requests_refer_backwards_only() -> None:
    requests = Requests()
    first = requests.add("meter draft", "/meters", {})
    assert first == "meter_draft"
    assert requests.add("meter draft", "/meters", {}) == "meter_draft_2"
    requests.add("price", "/prices", {"meter": reference(first)})
    with pytest.raises(ValueError, match="`nobody`, which does not stand before it"):
        requests.add("price", "/prices", {"meter": reference("nobody")})


def test_names_numbers_and_labels() -> None:
    keys = Keys(8)
    assert [keys.of(one) for one in ("pro", "Pro", "pro", "a_very_long_name")] == ["pro", "pro_2", "pro", "a_very_l"]
    assert dump({"n": number(Decimal("12.50")), "t": "12.5"}) == '{\n  "n": 12.50,\n  "t": "12.5"\n}\n'
    assert text("a ${b:c}\n\x7f", "x", 20) == "a $ {b:c}"
    assert text("", "fallback", 20) == "fallback"
    assert text("abcdef", "x", 4) == "abc…"


_DOCUMENTS = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
)


@given(_DOCUMENTS)
def test_documents_are_indented_as_everywhere(document: object) -> None:
    assume("\x7f" not in json.dumps(document, ensure_ascii=False))  # the mark of numbers, which no label holds
    assert dump(document) == json.dumps(document, indent=2, ensure_ascii=False) + "\n"


def read(text: str) -> Catalog:
    return load("sample.price", text=text)


def test_the_pages_are_current() -> None:
    folder = ROOT / "docs/targets"
    made = pages(read)
    assert {path.name for path in folder.glob("*.md")} == set(made)
    for name, page in made.items():
        assert (folder / name).read_text("utf-8") == page, "run `python -m pricelang.targets._documentation`"


def run(*args: str) -> tuple[int, str, str]:
    done = CliRunner().invoke(program, args)
    return done.exit_code, done.stdout, done.stderr


def test_build_refuses_and_writes_nothing(tmp_path: Path) -> None:
    file, out = tmp_path / "a.price", tmp_path / "out.json"
    file.write_text(PRICED, "utf-8")
    status, stdout, stderr = run("build", str(file), "--target", "stripe", "--out", str(out))
    assert (status, stdout) == (1, "")
    assert "error[stripe/hard-cap]" in stderr
    assert "nothing was built: `stripe` has no words for 1 thing that the files say" in stderr
    assert stderr.endswith("approximated, it would be built: --allow-loss hard-cap\n")
    assert not out.exists()


def test_build_approximates_what_is_allowed(tmp_path: Path) -> None:
    file, out = tmp_path / "a.price", tmp_path / "out.json"
    file.write_text(PRICED, "utf-8")
    status, _, stderr = run("build", str(file), "-t", "stripe", "-o", str(out), "--allow-loss", "hard-cap")
    assert status == 0
    assert "info[stripe/hard-cap]" in stderr
    assert "hard-cap" in out.read_text("utf-8")


def test_build_knows_the_losses(tmp_path: Path) -> None:
    file = tmp_path / "a.price"
    file.write_text(PRICED, "utf-8")
    status, stdout, stderr = run("build", str(file), "-t", "stripe", "--allow-loss", "hardcap")
    assert (status, stdout) == (2, "")
    assert "did you mean `hard-cap`?" in stderr


def test_targets_lists_them() -> None:
    status, stdout, _ = run("targets")
    assert status == 0
    assert all(name in stdout for name in targets.names())


def test_targets_says_what_one_loses() -> None:
    status, stdout, _ = run("targets", "lago")
    assert status == 0
    assert "  hard-cap: a stop of use when the allowance is used up\n    your application stops the use" in stdout


def test_targets_as_json() -> None:
    status, stdout, _ = run("targets", "--output-format", "json")
    assert status == 0
    listed = {one["name"]: one for one in json.loads(stdout)}
    assert set(listed) == set(targets.names())
    assert listed["stripe"]["losses"]["too-fine"]["instead"] is None
    assert "losses" not in listed["json"]


def test_targets_refuses_an_unknown_one() -> None:
    status, _, stderr = run("targets", "strip")
    assert status == 2
    assert "did you mean `stripe`?" in stderr


@pytest.mark.parametrize("name", BILLING)
def test_how_a_yearly_price_hands_out_its_grants_is_kept(name: str) -> None:
    """Where a price is monthly too, grants come monthly in any case; where it is not, the words decide."""
    said = []
    for grants in ("", ", grants monthly", ", grants up front"):
        text = f"product demo {{ currency USD }}\nmetric draft\ntier pro {{ price $200 per year{grants}\n"
        text += "includes 10 drafts, then $0.10 each }"
        emitted = targets.emit_with_report(load("x.price", text=text), name)
        assert not emitted.refused
        said.append(emitted.text)
    assert len(set(said[:2])) == 2


# By construct and system. What each system could say by its documents, and is not said here:
# - a commitment or a least amount of the bill: Orb and Metronome (adjustments and commits of mixed cadences, and
#   of fees in advance, are no one sum in their documents), Lago (said, with the premium licence)
# - packs, rollover and credits of each customer's own: all but Autumn, whose plans say them
MATRIX = """
                                   stripe lago openmeter killbill orb autumn polar metronome
fee, monthly or yearly             =      =    =         =        =   =      =     =
fee per seat                       =      =    ~         ~        =   =      =     =
fee paid once beside               =      ~    =         =        =   ~      ~     =
price per unit, far below a cent   =      =    =         =        =   =      =     =
included, then a charge            =      =    =         =        =   =      =     =
graduated                          =      =    =         =        =   =      ✗     =
volume                             =      =    =         =        =   ✗      ✗     ✗
started blocks                     =      =    =         =        =   =      ✗     =
prices by attributes               ~      =    =         ~        ~   ~      ~     ~
hard cap                           ~      ~    =         ~        ~   =      ~     ~
rollover up to a balance           ~      ~    ~         ~        ~   =      ~     ~
prepaid pack                       ~      ~    ~         ~        ~   =      ~     ~
credits that several metrics burn  ~      ~    ~         ~        ~   =      ~     ~
commitment                         ✗      ~    ✗         ✗        ✗   ✗      ✗     ✗
least amount of the bill           ✗      ~    ✗         ✗        ✗   ✗      ✗     ✗
least amount of a metric           ✗      ~    =         ✗        =   ✗      ✗     ✗
greatest amount of a metric        ✗      ✗    =         ✗        =   ✗      =     ✗
trial                              ~      ~    =         =        =   =      =     ~
add-on, monthly                    =      ~    =         =        ~   =      =     ~
add-on, paid once                  =      =    =         =        ~   =      =     ~
add-on of some tiers               ~      ~    =         =        ~   ~      ~     ~
feature                            =      =    =         ~        ~   =      =     ~
feature with a value               ~      =    =         ~        ~   ~      ~     ~
several currencies                 =      =    =         =        =   =      =     ~
discount with a code               =      =    ~         ~        =   =      =     ~
custom price                       ~      ~    ~         ~        ~   ~      ~     ~
"""


def test_who_can_say_what() -> None:
    head, *rows = MATRIX.strip("\n").splitlines()
    wanted = {row[:35].strip(): dict(zip(head.split(), row[35:].split(), strict=True)) for row in rows}
    found = matrix([one for name in BILLING if (one := targets.billing(name)) is not None], read)
    for construct in {*wanted, *found}:
        assert found.get(construct) == wanted.get(construct), construct


ALIKE = """
product demo { currency USD }
metric draft
metric draft_high
metric base
metric fee_base { event sum "base" of "n" }
metric seats_editor
seat editor
feature draft_fast
tier pro {
  price    $20 per month
  price    $5 per editor per month
  price    $1 per draft when quality is high
  price    $2 per draft when speed is high
  price    $4 per draft when speed is fast
  price    $3 per draft_high
  price    $0.50 per base
  price    $0.70 per fee_base
  price    $0.90 per seats_editor
  includes draft_fast
}
"""
# By target: where what counts uses is made, and what has to be its own there.
COUNTERS = {
    "autumn": ("/v1/features.create", "feature_id", 9),
    "metronome": ("/v1/billable-metrics/create", "event_type_filter", 7),
    "orb": ("/v1/metrics", "sql", 7),
    "polar": ("/v1/meters/", "filter", 7),
    "stripe": ("/v1/billing/meters", "event_name", 7),
}


@pytest.mark.parametrize("name", COUNTERS)
def test_no_use_is_counted_for_the_price_of_another(name: str) -> None:
    target = targets.billing(name)
    assert target is not None
    allowed = [loss for loss, kind in target.LOSSES.items() if kind.instead is not None]
    written = json.loads(targets.emit_with_report(read(ALIKE), name, allow_loss=allowed).text)
    calls = written.get("requests", written.get("fixtures"))
    bodies = [one.get("body", one.get("params")) for one in calls]
    path, field, count = COUNTERS[name]
    own = [json.dumps(body[field]) for one, body in zip(calls, bodies, strict=True) if one["path"] == path]
    assert len(own) == len(set(own)) == count
    for key in ("lookup_key", "item_id", "billable_metric_id", "feature_id", "product_id", "meter_id"):
        for body in bodies:
            used = [value for part in ("prices", "items", "rates") for value in amounts_under(body.get(part), key)]
            assert len(used) == len(set(used)), (key, used)
    keys = [body["lookup_key"] for body in bodies if "lookup_key" in body and "product" in body]
    assert len(keys) == len(set(keys))


def test_a_code_of_lago_belongs_to_one_metric() -> None:
    target = targets.billing("lago")
    assert target is not None
    allowed = [loss for loss, kind in target.LOSSES.items() if kind.instead is not None]
    text = ALIKE.replace("price    $2 per draft when speed is high\n", "")
    written = json.loads(targets.emit_with_report(read(text), "lago", allow_loss=allowed).text)
    metrics = [one["body"]["billable_metric"] for one in written["requests"] if "billable_metrics" in one["path"]]
    codes = [one["code"] for one in metrics]
    assert codes == ["draft", "draft_high", "base", "fee_base", "seats_editor"]


SINGLE = """
product demo { currency USD }
metric draft
tier pro { includes 100 drafts per month, then PRICE }
"""


@pytest.mark.parametrize("name", BILLING)
def test_a_single_band_is_the_same_by_either_mode(name: str) -> None:
    wanted, found = (
        targets.emit(read(SINGLE.replace("PRICE", price)), name)
        for price in ("$0.20 each", "volume { above at $0.20 }")
    )
    assert found == wanted


PLACED = """
product demo { currency USD, KWD }
metric draft
tier often {
  unlisted
  price $2 per day
}
tier far {
  unlisted
  price $20 per month or KWD 6 per month
  price $0.05 per draft or KWD 0.01 per draft
  price $2 per 10 draft or KWD 1 per 10 draft
}
tier farther {
  unlisted
  price KWD 2 per month
}
"""


@pytest.mark.parametrize(
    ("name", "loss", "lines"),
    [
        ("lago", "interval", [6]),
        ("openmeter", "interval", [6]),
        ("lago", "currency", [10, 16]),
        ("polar", "currency", [10, 16]),
        ("metronome", "currency", [16]),
        ("metronome", "other-currencies", [10]),
        ("autumn", "account-currency", [16]),
        ("openmeter", "same-conditions", [12]),
    ],
)
def test_a_loss_stands_at_the_line_that_asked_for_it(name: str, loss: str, lines: list[int]) -> None:
    emitted = targets.emit_with_report(read(PLACED), name)
    found = {one.span.position[0] for one in emitted.diagnostics if one.rule == f"{name}/{loss}"}
    assert sorted(found) == lines


def test_a_key_costs_the_same_however_many_there_are() -> None:
    def asked(keys: Keys, what: str) -> float:
        began = perf_counter()
        for place in range(500):
            keys.of(f"{what} {place}")
        return perf_counter() - began

    many = Keys()
    for place in range(20_000):
        many.of(f"price {place}")
    late = min(asked(many, what) for what in ("one", "two", "three"))
    assert late < 20 * max(asked(Keys(), what) for what in ("one", "two", "three"))


ADDED = """
product demo {{ currency USD }}
metric image
metric video
tier pro {{ price $20 per month; includes 1_000 image per month, then $0.01 each }}
tier other {{ price $10 per month; includes 5 video per month, then $1 each }}
package more addon {{ available on {tier}; price $5 per month; includes 100 image per month{after} }}
"""


@pytest.mark.parametrize("name", BILLING)
def test_an_addon_never_bills_the_use_that_its_tier_bills(name: str) -> None:
    """Allowances of a tier and its add-on add up, and one charge follows: two prices of one meter would bill twice."""

    def losses(tier: str, after: str) -> set[str]:
        emitted = targets.emit_with_report(read(ADDED.format(tier=tier, after=after)), name)
        return {one.rule.partition("/")[2] for one in emitted.diagnostics}

    charge = ", then $0.02 each"
    assert "addon-charge" in losses("pro", charge)
    assert ("addon-allowance" in losses("pro", "")) == (name != "autumn")
    assert not {"addon-charge", "addon-allowance"} & (losses("other", charge) | losses("other", ""))


PAIRED = """
product demo {{ currency USD }}
metric video
tier pro {{ price $20 per month }}
tier other {{ price $10 per month }}
package small addon {{ available on pro; price $5 per month; includes 100 video per month, then $1 each }}
package large addon {{ available on {tier}; {rest}price $9 per month; includes 300 video per month, then $1 each }}
"""


@pytest.mark.parametrize("name", BILLING)
def test_two_addons_never_bill_the_same_use(name: str) -> None:
    def refused(tier: str = "pro", rest: str = "") -> bool:
        emitted = targets.emit_with_report(read(PAIRED.format(tier=tier, rest=rest)), name)
        return f"{name}/addon-charge" in {one.rule for one in emitted.diagnostics}

    assert refused()
    assert not refused(tier="other")
    assert not refused(rest="not with small; ")


def test_what_an_addon_includes_is_left_to_the_application() -> None:
    text = ADDED.format(tier="pro", after="")
    emitted = targets.emit_with_report(read(text), "stripe", allow_loss=["addon-allowance", "addon-tiers"])
    prices = [one["params"] for one in json.loads(emitted.text)["fixtures"] if one["path"] == "/v1/prices"]
    metered = [one["lookup_key"] for one in prices if one.get("recurring", {}).get("usage_type") == "metered"]
    assert metered == ["demo_pro_image_monthly", "demo_other_video_monthly"]


@pytest.mark.parametrize("name", ["autumn", "openmeter"])
def test_a_stop_at_what_is_not_written_is_left_to_the_application_in_words(name: str) -> None:
    text = "product demo { currency USD }\nmetric draft\nseat editor\n"
    text += "tier pro { price $20 per month; includes 5 drafts per editor per month, then block }"
    emitted = targets.emit_with_report(read(text), name, allow_loss=["per-seat-allowance"])
    notes = json.loads(emitted.text)["notes"]
    assert {
        "about": "tier pro / metric draft",
        "text": "your application counts what is included, and stops the use there",
    } in notes
