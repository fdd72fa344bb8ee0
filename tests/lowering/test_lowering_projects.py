"""Names across files and in the plural, and the sheets of the checkout."""

from __future__ import annotations

import re
import sys
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lowering.lowered_text import PRODUCT, catalog_of, report

from pricelang.catalog.catalog import Catalog, SeatKind
from pricelang.catalog.charges import Bands, CustomPrice, Fee, FeePrice, Phase
from pricelang.catalog.document import from_document, to_document
from pricelang.catalog.money import Money
from pricelang.catalog.period import MONTH, ONCE, YEAR, Period, Window
from pricelang.catalog.quantity import Condition, Exactly, Ref
from pricelang.diagnostics import Severity
from pricelang.lowering import lower
from pricelang.source import Source
from pricelang.syntax import File, nodes, parse

SPECS = Path(__file__).parent.parent.parent / "specs"
SHEETS = sorted(SPECS.glob("*.price"))


def files(path: Path) -> list[File]:
    """A sheet and all that it imports."""
    found: dict[Path, File] = {}
    todo = [path]
    while todo:
        path = todo.pop(0)
        if path not in found:
            found[path] = parse(Source(path.name, path.read_text(encoding="utf-8")))
            imports = [one for one in found[path].declarations if isinstance(one, nodes.Import)]
            todo += [path.parent / one.path.value for one in imports]
    return list(found.values())


# --- plurals --------------------------------------------------------------


@pytest.mark.parametrize(("name", "written"), [("draft", "drafts"), ("box", "boxes"), ("query", "queries")])
def test_a_name_answers_to_its_plural(name: str, written: str) -> None:
    made = catalog_of(f"{PRODUCT}metric {name}\ntier t {{ includes 5 {written}; limit 6 {name} per day }}")
    assert made.tiers[0].allowances[0].of == made.tiers[0].limits[0].of == Ref("metric", name)


def test_an_exact_name_comes_before_a_plural() -> None:
    made = catalog_of(f"{PRODUCT}metric draft\nmetric drafts\ntier t {{ includes 5 drafts }}")
    assert made.tiers[0].allowances[0].of.name == "drafts"


def test_namespaces_are_apart() -> None:
    made = catalog_of(
        f'{PRODUCT}persona pro\ncost pro {{ rate $1 per pro }}\nmetric pro {{ costs 1 pro.pro }}\ncohort pro "x"\n'
        "region pro\nladder pro pro\ndiscount pro { 5% off pro; for pro; available on pro }\n"
        "tier pro { for pro; price $5 per month, in pro, for pro; limit 5 pro }"
    )
    assert made.tiers[0].personas == ("pro",)


# --- seats ----------------------------------------------------------------


def test_seat_is_the_first_kind_declared() -> None:
    made = catalog_of(f"{PRODUCT}tier t {{ price $5 per seat per month; seats 3 }}\nseat editor\nseat viewer")
    assert made.tiers[0].seats[0].kind == "editor"
    assert [kind.name for kind in made.seats] == ["editor", "viewer"]


def test_a_file_that_declares_no_kind_of_seat_has_one_where_it_needs_one() -> None:
    assert catalog_of(f"{PRODUCT}tier t {{ price $5 per seat per month }}").seats == (SeatKind("seat", "Seat"),)
    assert catalog_of(f"{PRODUCT}tier t {{ price $5 per month }}").seats == ()


# --- several files --------------------------------------------------------


def test_files_share_their_names_both_ways() -> None:
    made = catalog_of(
        f'import "b.price"\n{PRODUCT}metric m {{ costs 1 gpt.call }}\nnote "first"',
        b='import "a.price"\ncost gpt { rate $1 per call }\npackage k core { offers m }\nnote "second"',
    )
    assert made.metrics[0].costs[0].terms[0].cost == "gpt"
    assert made.packages[0].offers == (Ref("metric", "m"),)
    assert [note.text for note in made.notes] == ["first", "second"]


def test_a_name_of_two_files_is_reported_with_both_places() -> None:
    assert report("metric m", b="metric m").splitlines() == [
        "error[duplicate-name] b.price:1:8 `m` `m` is declared twice",
        "  1:8 `m` declared here first",
        "  help: leave one of them out, or give it another name",
    ]


def test_the_currency_of_another_file_counts() -> None:
    assert report("product p { currency USD }", b="cost c { rate €1 per call }").splitlines()[:3] == [
        "error[currency-mismatch] b.price:1:15 `€1` this is in EUR, and the product is priced in USD",
        "  here: in EUR",
        "  1:13 `currency USD` the product is priced in USD",
    ]


def test_an_unknown_name_is_reported_once_a_file() -> None:
    text = "tier {} {{ limit 5 xs; alert xs at 5% }}"
    assert report(text.format("a"), b=text.format("b")).count("error") == 2


def test_the_root_comes_first() -> None:
    one, two = parse(Source("one", "tier one")), parse(Source("two", "tier two"))
    made = lower([one, two], root=two).catalog
    assert [tier.name for tier in made.tiers] == ["two", "one"]


def test_independent_faults_are_all_reported() -> None:
    assert (
        report(f"{PRODUCT}metric m\ntier t {{ limit 5 xs; price -$5 per month; price €1 per m }}\ntier t").count(
            "error"
        )
        == 4
    )


# --- the sheets of the checkout -------------------------------------------


@pytest.mark.parametrize("path", SHEETS, ids=lambda path: path.stem)
def test_sheets_have_no_errors_and_their_catalogs_survive_json(path: Path) -> None:
    lowered = lower(files(path))
    assert [one.message for one in lowered.diagnostics if one.severity is Severity.ERROR] == []
    assert from_document(to_document(lowered.catalog)) == lowered.catalog


def scribe() -> Catalog:
    lowered = lower(files(SPECS / "scribe.price"))
    assert lowered.diagnostics == ()
    return lowered.catalog


def usd(amount: str) -> Money:
    return Money(Decimal(amount), "USD")


def test_scribe_charges_what_it_says() -> None:
    tiers = {tier.name: tier for tier in scribe().tiers}
    assert list(tiers) == ["free", "pro", "studio", "enterprise"]
    (price,) = tiers["pro"].prices
    assert isinstance(price, FeePrice)
    seat = Ref("seat", "editor")
    assert price.alternatives == (Fee(usd("20"), MONTH, seat), Fee(usd("192"), YEAR, seat))
    assert price.terms.grants == "monthly"
    assert price.span is not None
    assert price.span.text == "$20 per seat per month or $192 per seat per year"
    (custom,) = tiers["enterprise"].prices
    assert isinstance(custom, CustomPrice)
    assert custom.start == Fee(usd("20000"), YEAR)


def test_scribe_grants_what_it_says() -> None:
    tiers = {tier.name: tier for tier in scribe().tiers}
    credits_, storage = tiers["pro"].allowances
    assert credits_.of == Ref("credit", "ai")
    assert credits_.quantity == Exactly(Decimal(500))
    assert (credits_.window, credits_.per, credits_.pooled) == (Window("billing", MONTH), Ref("seat", "editor"), True)
    assert [phase.action for phase in credits_.phases] == ["charge", "block"]
    charge: Phase = credits_.phases[0]
    (bands,) = charge.rates
    assert isinstance(bands, Bands)
    assert [(band.up_to, band.unit) for band in bands.bands] == [
        (Decimal(1000), Decimal("0.05")),
        (None, Decimal("0.045")),
    ]
    assert charge.opt_in
    assert charge.ceiling is not None
    assert (charge.ceiling.money, charge.ceiling.period) == (usd("200"), MONTH)
    assert (storage.window, storage.inherited) == (Window("price"), None)
    assert [(one.quantity, one.inherited) for one in tiers["enterprise"].allowances] == [
        (Exactly(Decimal(1500)), "studio"),
        (Exactly(Decimal(50)), "pro"),
    ]
    limit = tiers["studio"].limits[0]
    assert (limit.window, limit.inherited) == (Window("rolling", Period(5, "hour")), "pro")
    assert [grant.feature for grant in tiers["studio"].features] == ["history", "sso"]
    assert [grant.package for grant in tiers["studio"].packages] == ["assistant", "brand"]


def test_scribe_counts_what_it_says() -> None:
    made = scribe()
    assert made.product is not None
    assert (made.product.margin, made.product.currencies) == (Decimal(70), ("USD",))
    assert [burn.when for burn in made.credits[0].burns] == [(), (), (Condition("quality", ("high",)),)]
    assert made.credits[0].draws == ("soonest_expiring", "included", "purchased")
    assert [one.window for one in made.packages[2].allowances] == [ONCE]
    assert [example.total for example in made.examples] == [usd("24.00"), usd("160.50")]
    (term, *_) = made.metrics[0].costs[0].terms
    assert (term.quantity, term.cost, term.unit) == (Decimal(6000), "gpt5_mini", "input")


def test_places_are_the_words_that_a_report_should_mark() -> None:
    made = scribe()
    pro = made.tiers[1]
    shown = [one.span.text for one in (pro, pro.allowances[0], pro.limits[0], pro.alerts[0]) if one.span]
    assert shown == ["pro", "500", "200", "ai"]
    assert [one.span.text for one in (made.metrics[0], made.examples[0]) if one.span] == [
        "draft",
        '"A writer\'s busy month"',
    ]


# --- never raises ---------------------------------------------------------

TOKEN = re.compile(r'"[^"\n]*"|[\w.$€%-]+|[{},;+\n]')
ODD = ["0", "-1", "0.3", "9" * 40, "2x", "0x", "150%", "$0", "-$3", "GBP 3", "XXX 3", "2027-02-30", "unlimited", ""]
TEXTS = [path.read_text(encoding="utf-8") for path in SHEETS]
WORDS = sorted({word for text in TEXTS for word in re.findall(r"\b[a-z_]+\b", text)})


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_lowering_never_raises(data: st.DataObject) -> None:
    text = data.draw(st.sampled_from(TEXTS))
    for _ in range(data.draw(st.integers(1, 4))):
        tokens = list(TOKEN.finditer(text))
        token = tokens[data.draw(st.integers(0, len(tokens) - 1))]
        other = data.draw(st.sampled_from(ODD if token[0][0] in "$€-0123456789" else [*WORDS, *ODD]))
        text = text[: token.start()] + other + text[token.end() :]
    file = parse(Source("a.price", text))
    for one in lower([file]).diagnostics:
        for label in (one.label, *one.related):
            assert 0 <= label.span.start <= label.span.end <= len(text)
        assert one.message[-1] not in ".\n"


@pytest.mark.parametrize("shape", ["t0", "t{before}"])
def test_ten_times_the_tiers_are_ten_times_the_work(shape: str) -> None:
    def calls(count: int) -> int:
        lines = [f"tier t{i} extends {shape.format(before=i - 1)} {{ limit {i} m per day }}" for i in range(1, count)]
        made = 0

        def counting(frame: object, event: str, argument: object) -> None:
            nonlocal made
            made += event in ("call", "c_call")

        file = parse(Source("a.price", f"{PRODUCT}metric m\ntier t0 {{ price free }}\n" + "\n".join(lines)))
        sys.setprofile(counting)
        try:
            lower([file])
        finally:
            sys.setprofile(None)
        return made

    calls(10)  # what the first run makes for all
    assert calls(1_000) < 11 * calls(100)
