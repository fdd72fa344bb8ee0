"""What each fragment shows: what the pricing page shows of it, and nothing else."""

from __future__ import annotations

import re

import pytest
from embedding.documents import EVERYTHING, SCRIBE, block, filled, inline, rules
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from strategies.catalogs import catalogs
from targets.markdown.markdown_samples import usd

from pricelang.catalog.catalog import Burn, Catalog, Credit, Tier
from pricelang.catalog.charges import Fee, FeePrice, Note, Terms
from pricelang.catalog.period import MONTH
from pricelang.catalog.quantity import Exactly
from pricelang.embedding import FRAGMENTS, OPTIONS, Refused, fill, rendered
from pricelang.targets import markdown
from pricelang.targets.markdown.document import Heading, Paragraph, Strong, Table, plain
from pricelang.targets.markdown.document import markdown as written
from pricelang.targets.markdown.plans import PARTS

PAGE = markdown.emit(SCRIBE)


def shown(words: str, catalog: Catalog = SCRIBE) -> str:
    """A fragment as Markdown."""
    name, *options = re.findall(r'(?:[^\s"]|"[^"]*")+', words)
    pairs = (option.partition("=") for option in options)
    made = rendered(catalog, name, {key: value.strip('"') for key, _, value in pairs})
    return made.phrase if made.phrase is not None else written(made.blocks)


def rows(words: str, catalog: Catalog = SCRIBE) -> list[list[str]]:
    """The rows of the tables of a fragment, with their heads."""
    name, *options = words.split()
    made = rendered(catalog, name, dict(option.split("=") for option in options))
    tables = [each for each in made.blocks if isinstance(each, Table)]
    return [[plain(cell) for cell in row] for table in tables for row in (table.head, *table.rows)]


def test_the_page_is_the_page() -> None:
    assert shown("page") == PAGE
    assert shown("page locale=de") == markdown.emit(SCRIBE, locale="de")
    assert shown("page currency=EUR", EVERYTHING) == markdown.emit(EVERYTHING, currency="EUR")
    assert shown("page level=2").startswith("## Scribe\n")
    assert "\n### Plans\n" in shown("page level=2")
    assert "\n###### Sizes of" in shown("page level=6", EVERYTHING)


@pytest.mark.parametrize("name", ["table", "addons", "examples", "credits"])
def test_a_section_is_that_of_the_page(name: str) -> None:
    section = shown(name).split("\n\n1. Included amounts")[0].strip()
    assert section.startswith("|")
    assert section in PAGE


def test_tiers_stand_in_the_order_in_which_they_are_named() -> None:
    assert rows("table tiers=studio,pro")[0] == ["", "Studio", "Pro (recommended)"]
    assert rows("table tiers=free")[0] == ["", "Free"]
    assert rows("table tiers=pro,pro")[0] == ["", "Pro (recommended)"]
    assert rows("table ladder=plans") == rows("table")


def test_a_named_tier_is_shown_though_it_is_not_listed() -> None:
    unlisted = [tier for tier in EVERYTHING.tiers if tier.unlisted]
    assert unlisted
    for tier in unlisted:
        assert tier.label not in shown("page", EVERYTHING)
        assert rows(f"table tiers={tier.name}", EVERYTHING)[0] == ["", tier.label + "¹" * bool(tier.notes)]


def test_parts_of_the_comparison() -> None:
    whole = rows("table")
    assert [row for part in PARTS for row in rows(f"table rows={part}")[1:]] == whole[1:]
    assert rows("prices") == rows("table rows=price,seats,terms") == rows("table rows=terms,price,seats")
    assert rows("features")[0] == whole[0]
    assert ["SAML single sign-on", "–", "–", "✓", "✓"] in rows("features")
    assert not any("Price" in row[0] for row in rows("features"))
    assert [row[0] for row in rows("usage tiers=pro")] == [
        "", "Included usage", "AI credits", "AI credits: after that", "Storage", "Storage: after that", "Limits",
        "Drafts", "Usage alerts", "AI credits", "Storage",
    ]  # fmt: skip
    assert rows("rates", EVERYTHING)[1][0] == "Usage prices"


def test_examples_of_the_tiers_and_titles_that_are_named() -> None:
    assert len(rows("examples")) == 3
    assert [row[0] for row in rows("examples tiers=studio")] == ["Example", "A studio of three at a launch"]
    one, both = "A writer's busy month", "A studio of three at a launch; A writer's busy month"
    assert shown(f'examples only="{one}"').count("\n") == 3
    assert shown(f'examples only="{both}"') == shown("examples")


def test_only_what_is_named() -> None:
    assert shown("addons only=credit_pack") == shown("addons")
    with pytest.raises(Refused, match="there is no add-on `brand`; there is `credit_pack`"):
        shown("addons only=brand")
    with pytest.raises(Refused, match="there is no credit `aii`; did you mean `ai`"):
        shown("credits only=aii")


def test_each_of_several_credits_is_shown() -> None:
    burns = (Burn("draft", Exactly(SCRIBE.examples[0].uses[0].quantity)),)
    catalog = Catalog(credits=(Credit("ai", "AI", burns=burns), Credit("flex", "Flex", burns=burns)))
    assert [row[1] for row in rows("credits", catalog) if row[0] == "Each use"] == ["AI", "Flex"]
    assert [row[1] for row in rows("credits only=flex", catalog) if row[0] == "Each use"] == ["Flex"]


def test_headings_are_left_to_the_document() -> None:
    made = rendered(EVERYTHING, "table", {})
    assert not any(isinstance(each, Heading) for each in made.blocks)
    # where there are several tables, each has its title
    titles = [
        each.inline.text for each in made.blocks if isinstance(each, Paragraph) and isinstance(each.inline, Strong)
    ]
    assert len(titles) == sum(isinstance(each, Table) for each in made.blocks) > 1
    leveled = [each for each in rendered(EVERYTHING, "table", {"level": "3"}).blocks if isinstance(each, Heading)]
    assert [each.text for each in leveled] == titles
    assert {each.level for each in leveled} == {3, 4}


def test_a_title_with_a_footnote_is_kept() -> None:
    credit = Credit("ai", "AI", burns=(Burn("draft", Exactly(SCRIBE.examples[0].uses[0].quantity)),))
    assert shown("credits", Catalog(credits=(credit,))).startswith("| ")
    noted = Credit("ai", "AI", burns=credit.burns, notes=(Note("Rates may change."),))
    text = shown("credits", Catalog(credits=(noted,)))
    assert text.startswith("**AI¹**\n\n| ")
    assert text.endswith("\n\n1. Rates may change.\n")


def test_footnotes_are_those_of_the_fragment() -> None:
    assert shown("prices tiers=pro").endswith("\n\n1. Included amounts still arrive every month, not all at once.\n")
    assert "1." not in shown("features")


@pytest.mark.parametrize(
    ("words", "phrase"),
    [
        ("price tier=pro interval=month", "$20"),
        ("price tier=pro interval=monthly", "$20"),
        ("price tier=pro interval=year", "$192"),
        ("price tier=pro interval=yearly form=full", "$192 per seat per year"),
        ("price tier=pro interval=year form=monthly", "$16"),
        ("price tier=pro interval=month form=monthly", "$20"),
        ("price tier=pro interval=year form=saving", "20%"),
        ("price tier=pro interval=year form=full locale=de", "192\xa0$ pro Platz pro Jahr"),
        ("price tier=free", "Free"),
        ("price tier=enterprise", "Contact sales"),
        ("price tier=enterprise form=full", "Contact sales (from $20,000 per year)"),
        ("price addon=credit_pack", "$45"),
        ("price addon=credit_pack interval=once form=full", "$45 once"),
        ("allowance tier=pro of=ai", "500"),
        ("allowance tier=pro of=storage", "50\xa0GB"),
        ("allowance tier=pro of=ai form=full", "500 per seat per month, shared by all seats"),
        ("allowance addon=credit_pack of=ai", "1,000"),
        ("limit tier=pro of=draft", "200"),
        ("limit tier=pro of=draft form=full", "200 per seat in any 5 hours; then use slows down"),
        ('bill example="A writer\'s busy month"', "$24.00"),
    ],
)
def test_phrases(words: str, phrase: str) -> None:
    assert inline(words) == phrase


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("price tier=pro", "`pro` has several prices; write `interval=month` or `interval=year`"),
        ("price tier=pro interval=week", "`pro` has no price `week`; write `interval=month` or `interval=year`"),
        ("price tier=pro interval=fortnight", "`fortnight` is no interval; write `month`, `year`, "),
        ("price tier=pro interval=month form=saving", "`pro` has no monthly price to save against"),
        ("price tier=pro interval=month form=ful", "a price has no form `ful`; did you mean `full`?"),
        ("price tier=enterprise form=saving", "`enterprise` has no fixed price"),
        ("price", "`tier` is not said; write `tier=...`"),
        ("price tier=pro addon=credit_pack", "a price is of a tier or of an add-on, not of both"),
        ("price addon=credit_pak", "there is no add-on `credit_pak`; did you mean `credit_pack`?"),
        ("allowance tier=pro of=aii", "`pro` has no allowance of `aii`; did you mean `ai`?"),
        ("allowance tier=pro", "`of` is not said; write `of=...`"),
        ("limit tier=free of=draft", "`free` has no limit of `draft`; there is none at all"),
        ("bill example=x", "there is no example `x`; there are `A writer's busy month`, `A studio"),
        ("table tiers=pro ladder=plans", "tiers are named both by `tiers` and by `ladder`"),
        ("table ladder=plan", "there is no ladder `plan`; did you mean `plans`?"),
        ("table rows=prices", "the comparison has no part `prices`; did you mean `price`?"),
        ("table tiers=,", "no tier is named; these tiers, in this order, separated by commas: `tiers=pro,studio`"),
        ("table level=7", "`level` is a number from 1 to 6, not `7`"),
        ("table currency=EUR", "there are no prices in `EUR`; the catalog has USD"),
        ("table only=pro", "`table` has no option `only`; there are `source`, "),
        ("examples only=x", "there is no example `x`; there are "),
    ],
)  # fmt: skip
def test_what_cannot_be_met_is_refused(words: str, said: str) -> None:
    with pytest.raises(Refused) as caught:
        shown(words)
    assert str(caught.value).startswith(said)


def test_several_prices_of_one_interval_are_quoted_together_or_not_at_all() -> None:
    prices = tuple(FeePrice((Fee(usd(amount), MONTH),)) for amount in ("100", "7"))
    catalog = Catalog(tiers=(Tier("pro", "Pro", prices=prices),))
    with pytest.raises(Refused) as caught:
        shown("price tier=pro", catalog)
    told = "`pro` has 2 such prices: `$100 per month` and `$7 per month`; `form=full` quotes them all"
    assert str(caught.value) == told
    assert shown("price tier=pro form=full", catalog) == "$100 per month + $7 per month"


def test_a_price_for_all_is_quoted_rather_than_one_for_some() -> None:
    for_some = FeePrice((Fee(usd("5"), MONTH),), terms=Terms(existing_customers=True))
    prices = (for_some, FeePrice((Fee(usd("9"), MONTH),)))
    assert shown("price tier=pro", Catalog(tiers=(Tier("pro", "Pro", prices=prices),))) == "$9"
    assert shown("price tier=pro", Catalog(tiers=(Tier("pro", "Pro", prices=(for_some,)),))) == "$5"


def test_every_option_is_of_some_fragment_and_described() -> None:
    used = {option for each in FRAGMENTS.values() for option in each.every_option}
    assert used == set(OPTIONS)


def test_nothing_to_show_is_said() -> None:
    found = filled(block("discounts") + block("rates"))
    assert rules(found) == ["nothing-to-show", "nothing-to-show"]
    assert "| " not in found.text


@settings(max_examples=40, suppress_health_check=list(HealthCheck))
@given(catalogs(), st.sampled_from(sorted(FRAGMENTS)), st.data())
def test_any_catalog_has_fragments_or_a_reason(catalog: Catalog, name: str, data: st.DataObject) -> None:
    options: dict[str, str] = {}
    for option in FRAGMENTS[name].options:
        if data.draw(st.booleans()):
            known = {
                "tiers": [each.name for each in catalog.tiers], "tier": [each.name for each in catalog.tiers],
                "ladder": [each.name for each in catalog.ladders], "addon": [each.name for each in catalog.packages],
                "interval": ["month", "year", "once"], "form": ["amount", "full", "monthly", "saving"],
                "of": ["ai", "draft"], "example": [each.title for each in catalog.examples],
                "rows": list(PARTS), "only": [each.name for each in catalog.packages],
            }[option]  # fmt: skip
            options[option] = data.draw(st.sampled_from([*known, "x"]))
    try:
        made = rendered(catalog, name, options)
    except Refused:
        return
    assert made.phrase is None or FRAGMENTS[name].inline
    for path in ("a.md", "a.html"):
        words = " ".join([name, *(f'{key}="{value}"' for key, value in options.items())])
        if any(character in words for character in "<>\n\r\\`") or words.count('"') > 2 * len(options):
            continue
        text = fill(path, f"x\n<!-- pricelang:begin {words} -->\n<!-- pricelang:end -->\n", lambda _: catalog).text
        again = fill(path, text, lambda _: catalog)
        assert again.text == text
