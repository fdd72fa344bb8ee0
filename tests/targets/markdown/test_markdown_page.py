"""The whole page: as it reads (snapshots), as Markdown readers read it, and what it holds and never holds."""

from __future__ import annotations

import re
from collections.abc import Iterator

import mdformat
import pytest
from hypothesis import HealthCheck, given, settings
from markdown_it import MarkdownIt
from strategies.catalogs import catalogs
from syrupy.assertion import SnapshotAssertion
from syrupy.extensions.single_file import SingleFileSnapshotExtension, WriteMode
from targets.markdown.markdown_samples import D, each, everything, scribe, usd

from pricelang.catalog.catalog import Catalog, Product, Tier
from pricelang.catalog.charges import Fee, FeePrice, Note, UsagePrice
from pricelang.catalog.money import Money
from pricelang.catalog.period import MONTH, YEAR, Period
from pricelang.record import Record
from pricelang.targets.markdown import OptionError, emit

_READER = MarkdownIt("commonmark").enable("table")
_LOCALES = ["en", "de_DE", "es", "fr_CA", "ja", "zh-CN"]
_SAMPLES = {"scribe": scribe, "everything": everything}


class PageSnapshot(SingleFileSnapshotExtension):
    """A snapshot that opens as the page it is."""

    _write_mode = WriteMode.TEXT
    file_extension = "md"


@pytest.fixture
def page(snapshot: SnapshotAssertion) -> SnapshotAssertion:
    return snapshot.use_extension(PageSnapshot)


def tables(text: str) -> Iterator[list[list[str]]]:
    """Every table of the page as a reader sees it: rows of cells of plain text."""
    rows: list[list[str]] = []
    for token in _READER.parse(text):
        if token.type == "table_open":
            rows = []
        elif token.type == "tr_open":
            rows.append([])
        elif token.type == "inline" and rows is not None and token.level >= 4 and token.children is not None:
            if rows:
                rows[-1].append("".join(child.content for child in token.children))
        elif token.type == "table_close":
            yield rows
            rows = []


@pytest.mark.parametrize("locale", _LOCALES)
def test_the_page_reads_well(page: SnapshotAssertion, locale: str) -> None:
    assert emit(scribe(), locale=locale) == page


@pytest.mark.parametrize("currency", [None, "EUR"])
def test_the_page_of_everything_reads_well(page: SnapshotAssertion, currency: str | None) -> None:
    assert emit(everything(), currency=currency) == page


@pytest.mark.parametrize("sample", _SAMPLES)
@pytest.mark.parametrize("locale", _LOCALES)
def test_mdformat_changes_nothing_that_is_shown(sample: str, locale: str) -> None:
    text = emit(_SAMPLES[sample](), locale=locale)
    formatted = mdformat.text(text, extensions={"gfm", "tables"})
    assert _READER.render(formatted) == _READER.render(text)
    # only the numbers of the notes are mdformat's own habit
    unnumbered = re.compile(r"^\d+\. ", re.MULTILINE)
    assert unnumbered.sub("1. ", formatted) == unnumbered.sub("1. ", text)


def test_the_tables_come_back_as_they_were_meant() -> None:
    plans, burns, addons, examples = tables(emit(scribe()))
    assert plans[0] == ["", "Free", "Pro (recommended)", "Studio", "Enterprise"]
    by_label = {row[0]: row[1:] for row in plans}
    assert by_label["Price per month"] == ["Free", "$20 per seat", "$49 per seat", "Contact sales"]
    assert by_label["Price per year"] == [
        "Free",
        "$192 per seat ($16 per month, saves 20%)¹",
        "$468 per seat ($39 per month, saves 20%)¹",
        "Contact sales (from $20,000)",
    ]
    assert by_label["SAML single sign-on"] == ["–", "–", "✓", "✓"]
    assert by_label["Images"] == ["–", "✓", "✓", "✓"]
    assert burns[1:] == [
        ["Drafts", "1", "1,000"],
        ["Images", "8", "125"],
        ["Images (quality: high)", "20", "50"],
    ]
    assert addons[1][0] == "Credit pack"
    assert [row[-1] for row in examples] == ["Bill", "$24.00", "$160.50"]


@pytest.mark.parametrize("sample", _SAMPLES)
@pytest.mark.parametrize("locale", _LOCALES)
def test_every_row_has_the_cells_of_its_head(sample: str, locale: str) -> None:
    text = emit(_SAMPLES[sample](), locale=locale)
    lines = text.splitlines()
    widths = {len(row) for table in tables(text) for row in table[:1]}
    assert widths
    block: list[int] = []
    for line in [*lines, ""]:
        if line.startswith("|"):
            block.append(len(re.findall(r"(?<!\\)\|", line)))
        else:
            assert len(set(block)) <= 1
            block = []


def _notes(value: object) -> Iterator[str]:
    if isinstance(value, Note):
        if value.text:
            yield value.text
    elif isinstance(value, Record):
        for field in value.__fields__:
            yield from _notes(getattr(value, field))
    elif isinstance(value, tuple):
        for item in value:
            yield from _notes(item)


@pytest.mark.parametrize("sample", _SAMPLES)
def test_every_note_is_on_the_page(sample: str) -> None:
    catalog = _SAMPLES[sample]()
    text = emit(catalog)
    notes = [note for note in _notes(catalog) if not note.startswith("SECRET")]
    assert [note for note in notes if note not in text] == []


@pytest.mark.parametrize("sample", _SAMPLES)
@pytest.mark.parametrize("locale", _LOCALES)
def test_the_sellers_side_is_never_on_the_page(sample: str, locale: str) -> None:
    text = emit(_SAMPLES[sample](), locale=locale)
    # costs, willingness to pay, usage of personas, worth of metrics and credits, margin, own exchange rates, success
    # rates, whoever the seller does not mean to keep, and tiers that are not listed
    secrets = [
        "SECRET", "GPT", "25.77", "25,77", "404", "6066", "6,066", "1.27", "1,27", "0.0471", "0,0471", "0.01234",
        "0,01234", "71.7", "71,7", "0.91337", "0,91337", "55%", "55 %", "tourist",
    ]  # fmt: skip
    assert [secret for secret in secrets if secret in text] == []


def test_the_currency_is_chosen() -> None:
    euros = emit(everything(), currency="eur")
    assert "Prices in EUR where not marked otherwise. Also sold in USD." in euros
    assert "€90" in euros
    assert "€899.50 (about €74.96 per month, saves 17%)" in euros
    assert "$100" not in euros
    # what has no price in euros is still shown
    assert "$999" in euros


def test_a_currency_without_prices_is_refused() -> None:
    with pytest.raises(OptionError) as caught:
        emit(everything(), currency="GBP")
    assert str(caught.value) == "there are no prices in `GBP`; the catalog has USD, EUR"


def one_tier(*alternatives: Fee) -> str:
    return emit(Catalog(tiers=(Tier("pro", "Pro", prices=(FeePrice(alternatives),)),)))


@pytest.mark.parametrize(
    ("monthly", "yearly", "shown"),
    [
        ("20", "192", "$192 ($16 per month, saves 20%)"),
        ("10", "119.40", "$119.40 ($9.95 per month, saves 1%)"),  # 0.5 % is rounded up
        ("10", "119.41", "$119.41 (about $9.95 per month)"),  # 0.4917 % is none
        ("10", "120", "$120 ($10 per month)"),
        ("10", "130", "$130 (about $10.83 per month)"),  # dearer: nothing is saved
        ("0", "120", "$120 ($10 per month)"),
        ("3", "17.10", "$17.10 (about $1.43 per month, saves 53%)"),  # 52.5 %; 1.425 a month
    ],
)
def test_savings_are_exact_and_rounded_half_up(monthly: str, yearly: str, shown: str) -> None:
    text = one_tier(Fee(usd(monthly), MONTH), Fee(usd(yearly), YEAR))
    rows = next(tables(text))
    assert rows[2][1] == shown


def test_a_saving_compares_like_with_like() -> None:
    flat = Fee(usd("10"), MONTH)
    assert "saves" not in one_tier(flat, Fee(Money(D(90), "EUR"), YEAR))
    assert "saves" not in one_tier(flat, Fee(usd("90"), YEAR, block=D(10)))
    assert "saves 10%" in one_tier(flat, Fee(usd("27"), Period(1, "quarter")))


@pytest.mark.parametrize(
    ("amount", "per", "shown"),
    [
        ("0.0000025", "1", "$0.0000025 each"),
        ("2.50", "1000000", "$2.50 per 1M"),
        ("2.5E-12", "1", "$0.0000000000025 each"),
        ("1E+3", "1", "$1,000 each"),
        ("12345678901234567890123456789.123456789", "1", "$12,345,678,901,234,567,890,123,456,789.123456789 each"),
    ],
)
def test_unit_prices_are_shown_to_the_last_digit(amount: str, per: str, shown: str) -> None:
    tier = Tier("api", "API", prices=(UsagePrice("token", (each(amount, per=per),)),))
    catalog = Catalog(tiers=(tier,))
    assert shown in emit(catalog)
    assert shown.split()[0] in emit(catalog, locale="en_AU").replace("USD", "$").replace("$\xa0", "$")


def test_an_empty_catalog_has_a_page() -> None:
    assert emit(Catalog()) == "# Pricing\n"
    assert emit(Catalog(Product("x", "X"))) == "# X\n"


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(catalogs())
def test_any_catalog_has_a_page(catalog: Catalog) -> None:
    for locale in ("en", "fr"):
        text = emit(catalog, locale=locale)
        types = {token.type for token in _READER.parse(text)}
        inner = {child.type for token in _READER.parse(text) for child in token.children or ()}
        assert types <= {
            "heading_open", "heading_close", "paragraph_open", "paragraph_close", "inline", "table_open", "table_close",
            "thead_open", "thead_close", "tbody_open", "tbody_close", "tr_open", "tr_close", "th_open", "th_close",
            "td_open", "td_close", "bullet_list_open", "bullet_list_close", "list_item_open", "list_item_close",
            "ordered_list_open", "ordered_list_close",
        }  # fmt: skip
        assert inner <= {"text", "text_special", "strong_open", "strong_close"}
        formatted = mdformat.text(text, extensions={"gfm", "tables"})
        assert _READER.render(formatted) == _READER.render(text)
