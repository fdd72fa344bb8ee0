"""Which fixes are made in one pass."""

from __future__ import annotations

import pytest

from pricelang.diagnostics import Diagnostic, Edit, Fix, Label, Safety, Severity
from pricelang.fixing.choosing import choose, edits_of
from pricelang.source import Source, Span

A = Source("a.price", "0123456789" * 10)
B = Source("b.price", "0123456789" * 10)


def finding(*edits: Edit, at: Span | None = None, safety: Safety = Safety.SAFE, why: Span | None = None) -> Diagnostic:
    related = () if why is None else (Label(why, "why"),)
    fix = Fix("mend it", edits, safety) if edits else None
    return Diagnostic("rule", Severity.ERROR, "wrong", Label(at or Span(A, 99, 100)), related, fix=fix)


def edit(start: int, end: int, text: str = "", source: Source = A) -> Edit:
    return Edit(Span(source, start, end), text)


def chosen(*found: Diagnostic, safety: Safety = Safety.SAFE) -> list[int]:
    picked = choose(found, safety, lambda source: True)
    return [place for place, each in enumerate(found) if any(each is one for one in picked)]


def test_the_order_is_that_of_the_files() -> None:
    late, early = finding(edit(3, 5), at=Span(A, 90, 91)), finding(edit(4, 6), at=Span(A, 80, 81))
    assert chosen(late, early) == [1]


@pytest.mark.parametrize(
    ("one", "other", "together"),
    [
        ((0, 3), (5, 8), True),
        ((0, 3), (4, 8), True),
        ((0, 3), (2, 8), False),
        ((0, 8), (2, 3), False),
        ((0, 3), (3, 8), False),  # they meet
        ((3, 3), (3, 8), False),
        ((3, 3), (4, 4), True),
    ],
)
def test_fixes_that_touch_are_not_made_together(one: tuple[int, int], other: tuple[int, int], together: bool) -> None:
    assert chosen(finding(edit(*one)), finding(edit(*other))) == ([0, 1] if together else [0])
    assert chosen(finding(edit(*one, source=A)), finding(edit(*other, source=B))) == [0, 1]


def test_two_different_words_for_one_place_are_not_made_together() -> None:
    assert chosen(finding(edit(3, 3, "a")), finding(edit(3, 3, "b"))) == [0]


def test_the_same_edit_is_made_once() -> None:
    first, second = finding(edit(3, 3, "a")), finding(edit(3, 3, "a"), edit(7, 8))
    assert chosen(first, second) == [0, 1]
    assert edits_of([first, second]) == {A: [edit(3, 3, "a"), edit(7, 8)]}


def test_a_fix_is_made_whole_or_not_at_all() -> None:
    assert chosen(finding(edit(3, 5)), finding(edit(10, 12), edit(4, 6)), finding(edit(10, 12, "x"))) == [0, 2]


def test_a_fix_that_touches_itself_is_none() -> None:
    assert chosen(finding(edit(3, 5), edit(4, 6))) == []


def test_a_fix_waits_for_one_that_changes_its_reason() -> None:
    """Two limits that each say that the other one stops first must not both go."""
    one, other = Span(A, 10, 20), Span(A, 30, 40)
    found = [finding(edit(10, 20), at=one, why=other), finding(edit(30, 40), at=other, why=one)]
    assert chosen(*found) == [0]
    assert chosen(*reversed(found)) == [1]


def test_a_word_at_the_edge_of_a_reason_does_not_change_it() -> None:
    assert chosen(finding(edit(50, 51), at=Span(A, 10, 20)), finding(edit(20, 20, ", x"))) == [0, 1]
    assert chosen(finding(edit(50, 51), at=Span(A, 10, 20)), finding(edit(15, 15, ", x"))) == [0]


def test_only_what_is_wanted_and_writable() -> None:
    safe, unsafe, shown = (finding(edit(3, 5), safety=safety) for safety in Safety)
    assert chosen(safe, unsafe, shown, finding()) == [0]
    assert chosen(safe, unsafe, shown, finding(), safety=Safety.UNSAFE) == [1]
    elsewhere = finding(edit(3, 5), edit(3, 5, source=B))
    assert choose([elsewhere, safe], Safety.SAFE, lambda source: source is A) == [safe]
