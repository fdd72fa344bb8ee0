"""What every billing target is tested for. A target's own test takes `RequestTests` or `BillingTests` over, says what
its vendor's schemas and documents are, and adds what is special about it."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any, ClassVar

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from strategies.catalogs import catalogs
from strategies.selling import selling
from targets import stated
from targets.billing_checks import (
    SPECS,
    Contract,
    allowable,
    harmless,
    nothing_dropped,
    outcome,
    same_bill,
    sound,
    spec,
    texts_replaced,
)
from targets.calls import answered_calls, checked, floats, uuid
from targets.vendors import problems

from pricelang import bill, load
from pricelang.catalog.catalog import Catalog
from pricelang.catalog.period import MONTH
from pricelang.rating import Subscription, use
from pricelang.targets import emit_with_report
from pricelang.targets._losses import Emitted

SLOW = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much]
NO_SHRINK = [Phase.explicit, Phase.reuse, Phase.generate]  # a whole catalog takes minutes to shrink
BUILT = 200  # so many random catalogs have to be written, not refused

FLAT = """
product demo { currency USD }
metric token
tier pro {
  includes 5 tokens per month
  price per token graduated { first 10 at $0.01 plus $3 flat; rest at $0.02 }
}
"""
NAMED = """
product demo "Demo" {{ currency USD }}
metric {metric} "Drafts" {{ event sum "draft.done" of "words" }}
metric image "Images"
seat {seat} "Editor"
credit {credit} "Credits" {{ burns 1 per image; unused expires }}
feature {feature} "Single sign-on"
package {package} "Boost" addon {{ available on {tier}; price $5 per month }}
tier free "Free" {{ price free; includes {feature}; includes 5 {metric} per month, then block }}
tier {tier} "Pro" {{
  price $20 per month or $200 per year
  price $8 per {seat} per month or $80 per {seat} per year
  price $99 once
  price $0.10 per {metric}
  includes {feature}
  includes 100 {credit} per month, then block
}}
"""
NOW = {"metric": "draft", "seat": "editor", "credit": "ai", "feature": "sso", "package": "boost", "tier": "pro"}
BEFORE = {"metric": "page", "seat": "writer", "credit": "ink", "feature": "saml", "package": "extra", "tier": "plus"}

# Texts that some reader of an output could take for something else.
_TRAPS = ["${x:id}", "${.env:HOME}", "$${a:b}", "$(id)", "`id`", "-->", "--", "]]>", "<b>&amp;", "'); DROP", '"', "\\"]
hostile = st.one_of(
    st.sampled_from(_TRAPS),
    st.text(st.characters(exclude_categories=("C", "Z")), min_size=1, max_size=20),
    st.text(st.sampled_from("${}:.|`()<>&-'\"\\ax1 "), min_size=1, max_size=300),
)


class BillingTests:
    """Tests of one target, for its test class to take over."""

    target: ClassVar[str]
    contract: ClassVar[type[Contract]]
    """Reads one way to buy an offer back from an output."""
    silent: ClassVar[tuple[str, ...]] = ()
    """What the target leaves out besides what all do, as patterns of places."""
    bills: ClassVar[int] = 50
    """So many bills have to be compared, at least."""

    def check(self, text: str) -> None:
        """An output is one that the vendor takes: by its schema, and by the rules that its server has beside."""
        raise NotImplementedError

    def amounts(self, text: str) -> set[tuple[str, Fraction]]:
        """All amounts of an output, as exact money: the currency, and major units."""
        raise NotImplementedError

    def altered(self, text: str) -> Iterator[tuple[str, Callable[[], bool]]]:
        """The places of an output that take no unknown key, and for each whether one is refused there."""
        raise NotImplementedError

    def renames(self, text: str) -> dict[str, str]:
        """What an output says that was called otherwise before: by its name now, the name then."""
        raise NotImplementedError

    def names(self, text: str) -> list[str]:
        """The names of everything that an output makes."""
        raise NotImplementedError

    def commands(self, text: str) -> list[str]:
        """What a reader of an output would put something else for."""
        return re.findall(r"\$\{[^}]*\}", text)

    # --- what is emitted --------------------------------------------------

    @pytest.mark.parametrize("path", SPECS, ids=lambda path: path.stem)
    def test_every_spec_is_written_or_refused_at_its_places(self, path: Path) -> None:
        outcome(self.target, spec(path), self.check)

    def test_sensible_catalogs(self) -> None:
        built = 0

        @settings(max_examples=2 * BUILT, deadline=None, suppress_health_check=SLOW, phases=NO_SHRINK)
        @given(selling())
        def each(catalog: Catalog) -> None:
            nonlocal built
            if built < BUILT:
                built += not outcome(self.target, catalog, self.check).refused

        each()
        assert built == BUILT, "most catalogs were refused: this test says little"

    def test_any_catalog_at_all(self) -> None:
        @settings(max_examples=25, deadline=None, suppress_health_check=SLOW, phases=NO_SHRINK)
        @given(catalogs())
        def each(catalog: Catalog) -> None:
            outcome(self.target, sound(catalog), self.check)

        each()

    def test_an_unknown_key_is_refused_everywhere(self) -> None:
        seen: set[str] = set()
        for path in SPECS:
            text = emit_with_report(spec(path), self.target, allow_loss=allowable(self.target)).text
            for place, refuses in self.altered(text) if text else ():
                if place not in seen:
                    seen.add(place)
                    assert refuses(), f"an unknown key is taken at {place}"
        assert seen

    @pytest.mark.parametrize("name", ["constructs", "scribe"])
    def test_nothing_is_dropped(self, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
        path = next(path for path in SPECS if path.stem == name)
        nothing_dropped(self.target, spec(path), monkeypatch, self.silent)

    # --- amounts ----------------------------------------------------------

    def test_amounts_are_read_back_as_exact_money(self) -> None:
        compared = 0
        allowed = harmless(self.target) | (allowable(self.target) & {"missing-currency"})

        @settings(max_examples=120, deadline=None, suppress_health_check=SLOW, phases=NO_SHRINK)
        @given(selling())
        def each(catalog: Catalog) -> None:
            nonlocal compared
            catalog = stated.distinct(catalog)
            emitted = emit_with_report(catalog, self.target, allow_loss=allowed)
            if emitted.refused:
                return
            compared += 1
            lost = {one.rule.partition("/")[2] for one in emitted.diagnostics}
            ours, off = stated.amounts(catalog), stated.discounts(catalog)
            theirs = {one for one in self.amounts(emitted.text) if one[1]}
            assert theirs - off == ours, (ours - theirs, theirs - ours)
            assert "discount" in lost or off <= theirs, off - theirs

        each()
        assert compared > 20, "most catalogs were refused: this test says little"

    def test_same_bill(self) -> None:
        compared = 0

        @settings(max_examples=150, deadline=None, suppress_health_check=SLOW, phases=NO_SHRINK)
        @given(selling(), st.lists(st.integers(0, 400), min_size=6, max_size=6), st.integers(1, 40))
        def each(catalog: Catalog, quantities: list[int], seats: int) -> None:
            nonlocal compared
            compared += same_bill(self.target, catalog, self.contract, quantities, seats)

        each()
        assert compared > self.bills, "most catalogs were refused: this test says little"

    @pytest.mark.parametrize(("used", "due"), [(0, "3"), (5, "3"), (6, "3.01"), (15, "3.10"), (16, "3.12")])
    def test_a_flat_amount_that_is_due_at_zero_is_due_while_units_are_free(self, used: int, due: str) -> None:
        catalog = load("x.price", text=FLAT)
        emitted = emit_with_report(catalog, self.target, allow_loss=harmless(self.target))
        if emitted.refused:
            assert self.target not in ("lago", "openmeter", "stripe"), "it has flat amounts"
            return
        contract = self.contract(emitted.text, catalog, "pro", MONTH, "USD")
        ours = bill(catalog, Subscription("pro", "monthly"), [use("token", used)])
        assert contract.total(1, {("token", None): Decimal(used)}) == Fraction(due) == Fraction(ours.exact)

    # --- names ------------------------------------------------------------

    def emitted(self, text: str) -> str:
        found = emit_with_report(load("x.price", text=text), self.target, allow_loss=allowable(self.target))
        assert not found.refused, found.diagnostics
        return found.text

    def test_a_second_run_changes_nothing(self) -> None:
        for path in SPECS:
            first, second = (
                emit_with_report(load(path), self.target, allow_loss=allowable(self.target)) for _ in range(2)
            )
            assert first.text == second.text

    def test_labels_and_amounts_may_change_and_names_stay(self) -> None:
        first = NAMED.format(**NOW)
        second = re.sub(r'"(\w)', r'"New \1', first).replace(
            '"New draft.done" of "New words"', '"draft.done" of "words"'
        )
        second = second.replace("$8 ", "$9 ").replace("$0.10", "$0.25")
        assert self.names(self.emitted(second)) == self.names(self.emitted(first))
        assert self.emitted(second) != self.emitted(first)

    @pytest.mark.parametrize("kind", [*NOW, "all"])
    def test_a_rename_says_what_everything_was(self, kind: str) -> None:
        kinds = list(NOW) if kind == "all" else [kind]
        now = NOW | {one: f"{NOW[one]} was {BEFORE[one]}" for one in kinds}
        text = NAMED.format(**NOW)
        for one in kinds:
            declared = rf"^({one}) {NOW[one]} "
            text, count = re.subn(declared, rf"\1 {now[one]} ", text, flags=re.MULTILINE)
            assert count == 1
        then = self.names(self.emitted(NAMED.format(**(NOW | {one: BEFORE[one] for one in kinds}))))
        emitted = self.emitted(text)
        was = self.renames(emitted)
        assert set(was) <= set(self.names(emitted))
        assert sorted(was.get(name, name) for name in self.names(emitted)) == sorted(then)
        assert all(BEFORE[one] in emitted for one in kinds)

    # --- texts ------------------------------------------------------------

    def test_no_text_breaks_the_output_or_is_read_as_a_command(self) -> None:
        rich = next(path for path in SPECS if path.stem == "scribe")
        built = 0

        @settings(max_examples=60, deadline=None, suppress_health_check=SLOW, phases=NO_SHRINK)
        @given(st.one_of(st.just(spec(rich)), selling()), st.lists(hostile, min_size=1, max_size=6), st.booleans())
        def each(catalog: Catalog, texts: list[str], shown_only: bool) -> None:
            def rules(emitted: Emitted) -> set[str]:
                return {one.rule for one in emitted.diagnostics}

            nonlocal built
            before = emit_with_report(catalog, self.target, allow_loss=allowable(self.target))
            changed = texts_replaced(catalog, texts, shown_only=shown_only)
            after = outcome(self.target, changed, self.check)
            if shown_only:
                assert rules(after) == rules(before), "a text that is only shown refuses nothing"
            built += not after.refused
            if after.text and before.text:
                known = set(self.names(after.text))
                assert all(re.fullmatch(r"\$\{(\w+):[\w.]+\}", one)[1] in known for one in self.commands(after.text))  # type: ignore[index]

        each()
        assert built >= 5, "most texts were refused: this test says little"


class RequestTests(BillingTests):
    """Tests of a target that writes requests as JSON."""

    bodies: ClassVar[Mapping[str, str]]
    """The name of the vendor's schema for a body, by the form of the path."""
    ids: ClassVar[staticmethod[[int], str]] = staticmethod(uuid)
    maps: ClassVar[str] = "metadata"
    """The places, as a pattern of their end, where any key may stand."""

    def calls(self, text: str) -> list[dict[str, Any]]:
        """The requests in order, references in place; those for each customer last."""
        return answered_calls(text, self.ids)

    def rules(self, calls: list[dict[str, Any]]) -> None:
        """What the server refuses, and the schema does not say."""

    def money(self, calls: list[dict[str, Any]]) -> Iterator[tuple[str, Any]]:
        """The currency and the amount, in major units, of everything that has one."""
        raise NotImplementedError

    def check(self, text: str) -> None:
        calls = self.calls(text)
        for call in calls:
            checked(self.target, self.bodies, call)
        assert len({call["name"] for call in calls}) == len(calls)
        self.rules(calls)

    def amounts(self, text: str) -> set[tuple[str, Fraction]]:
        return {(code.upper(), exact(amount)) for code, amount in self.money(self.calls(text))}

    def names(self, text: str) -> list[str]:
        return [call["name"] for call in self.calls(text)]

    def renames(self, text: str) -> dict[str, str]:
        return {call["name"]: call["was"] for call in self.calls(text) if "was" in call}

    def commands(self, text: str) -> list[str]:
        read = json.loads(text)
        return super().commands(json.dumps([one for key in ("requests", "fixtures") for one in read.get(key, ())]))

    def altered(self, text: str) -> Iterator[tuple[str, Callable[[], bool]]]:
        for call in self.calls(text):
            body = floats(call["body"])
            definition = next(name for form, name in self.bodies.items() if re.fullmatch(form, call["path"]))
            for place, holder in _objects(body, definition, self.maps):
                yield place, _refuses(self.target, definition, body, holder)


def exact(amount: Any) -> Fraction:
    """An amount, as a number or a text."""
    return amount if isinstance(amount, Fraction) else Fraction(Decimal(amount))


def _objects(value: Any, place: str, maps: str) -> Iterator[tuple[str, dict[str, Any]]]:
    if isinstance(value, dict):
        if not re.search(rf"\.({maps})$", place):
            yield place, value
        for key, one in value.items():
            yield from _objects(one, f"{place}.{key}", maps)
    elif isinstance(value, list):
        for one in value:
            yield from _objects(one, place, maps)


def _refuses(system: str, definition: str, body: Any, holder: dict[str, Any]) -> Callable[[], bool]:
    def refuses() -> bool:
        holder["a_key_that_nobody_knows"] = "x"
        found = problems(system, definition, body)
        del holder["a_key_that_nobody_knows"]
        return bool(found)

    return refuses
