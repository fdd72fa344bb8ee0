"""Fixes made on projects: passes, proofs, shared files, and what is left as it is."""

from __future__ import annotations

from pathlib import Path

import pytest
from fixing.mended import ALL, load, mend, mended, offered, text_of, write
from rules.linting import TODAY

import pricelang.fixing
from pricelang.config import Settings
from pricelang.diagnostics import Diagnostic, Edit, Fix, Safety
from pricelang.fixing import Fixed, fix
from pricelang.fixing.choosing import choose
from pricelang.fixing.proof import comments_are_kept
from pricelang.project import Loader, Project
from pricelang.record import replace
from pricelang.source import Source, Span
from pricelang.syntax import parse

HEAD = 'product p "P" { currency USD; audience consumer; reviewed 2026-11-01 }\n'
SOLD = HEAD + "metric draft\nmetric image\n"


def test_fixes_that_touch_are_made_in_passes() -> None:
    text = SOLD + (
        "tier pro {\n"
        "  price     $20 per month\n"
        "  includes  100 drafts per month, then $0.05 each up to $9 per month if enabled, then block\n"
        "  includes  10 images per month, then $0.50 each up to $9 per month if enabled, then block\n"
        "}\n"
    )
    new = mended(text, select=("overage-without-alert",))
    assert new == text.removesuffix("}\n") + ("  alert     draft at 80%, 100%\n  alert     image at 80%, 100%\n}\n")


def test_a_fix_makes_another_one_possible() -> None:
    """The safe fix of a comment comes of the unsafe one of an allowance."""
    text = SOLD + (
        "# price: allow overage-without-alert -- only while in beta\n"
        "tier pro {\n"
        "  price     $20 per month\n"
        "  includes  100 drafts per month, then $0.05 each\n"
        "}\n"
    )
    select = ("exhaustion-undefined", "overage-on-by-default", "overage-without-alert", "suppression")
    fixed = mend(text, select=select)
    assert [each.rule for each in fixed.made] == ["suppression-unused", "overage-on-by-default"]
    assert "# only while in beta\n" in text_of(fixed)


def test_an_unsafe_fix_is_made_only_where_it_is_asked_for() -> None:
    text = (
        SOLD + "tier pro { price $20 per month; recommended; recommended; includes 100 drfts per month, then block }\n"
    )
    assert "recommended; includes 100 drfts" in mended(text, unsafe=False)
    assert "recommended; includes 100 drafts" in mended(text)


def test_what_an_example_says_is_held() -> None:
    text = HEAD + (
        "cost model { rate $0.005 per draft; as_of 2026-11-01 }\n"
        "metric draft { charged by task; costs 1 model.draft }\n"
        "tier pro {\n"
        "  price $20 per month\n"
        "  includes 5_000 drafts per month, then $0.05 each up to $10 per month, then block\n"
        "}\n"
        'example "all of it" { tier pro monthly; use 5_000 drafts; total $20 }\n'
    )
    fixed = mend(text, select=("loss-at-cap",))
    assert fixed.texts == {}
    assert [(each.diagnostic.rule, each.reason) for each in fixed.left] == [
        ("loss-at-cap", "it would make an error: the example `all of it` bills $30.00, not $20.00")
    ]


def test_a_fix_at_fault_is_left_out_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of many fixes in one pass those that fail their proof are found, whichever they are."""
    tiers = "".join(f"tier t{number} {{ price $20 per month; recommended; recommended }}\n" for number in range(9))
    text = HEAD + tiers
    for wrong in ({0}, {8}, {2, 3}, {0, 4, 8}, set(range(9))):
        monkeypatch.setattr(pricelang.fixing, "choose", spoiled(wrong))
        fixed = mend(text, unsafe=False)
        new = text_of(fixed)
        assert len(fixed.made) == 9 - len(wrong)
        assert {each.reason for each in fixed.left} == {"it would make an error of syntax"}
        for number in range(9):
            again = f"tier t{number} {{ price $20 per month; recommended; recommended }}"
            assert (again in new) == (number in wrong)
        monkeypatch.undo()


def spoiled(wrong: set[int]) -> object:
    """Chooses as ever, with edits that break the text in the fixes of some tiers."""

    def chosen(*args: object) -> list[Diagnostic]:
        return [spoil(each) if int(each.symbol.split("/")[0][-2]) in wrong else each for each in choose(*args)]  # type: ignore[arg-type]

    return chosen


def spoil(each: Diagnostic) -> Diagnostic:
    assert each.fix is not None
    (edit,) = each.fix.edits
    return replace(each, fix=replace(each.fix, edits=(Edit(edit.span, " } {"),)))


@pytest.mark.parametrize(
    ("edit", "safety", "reason"),
    [
        ("2_000", Safety.SAFE, "the compiled output would be another one"),
        ("1000", Safety.UNSAFE, "the finding would still be there"),
        ("-5", Safety.UNSAFE, "it would make an error: "),
        ("} {", Safety.UNSAFE, "it would make an error of syntax"),
    ],
)
def test_a_fix_that_is_not_what_it_says(
    edit: str, safety: Safety, reason: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = SOLD + "tier pro { price $20 per month; limit 1_000 drafts per day }\n"
    project = load(text)
    at = text.index("1_000")
    made = Fix("mend it", (Edit(Span(project.root, at, at + 5), edit),), safety)
    finding = Diagnostic("exhaustion-undefined", project.diagnostics[0].severity, "wrong", project.diagnostics[0].label)
    found = replace(finding, label=replace(finding.label, span=Span(project.root, at, at + 5)), fix=made, symbol="x")
    spoiled_project = replace(project, diagnostics=(found,))
    monkeypatch.setattr(Loader, "load", lingering(found))
    fixed = fix([spoiled_project], Settings(isolated=True, select=ALL), lambda source: True, unsafe=True, today=TODAY)
    assert fixed.texts == {}
    assert len(fixed.left) == 1
    assert fixed.left[0].reason.startswith(reason)


def lingering(found: Diagnostic) -> object:
    """Loads as ever; the finding stays as long as the text means the same."""
    load_project = Loader.load

    def again(self: Loader, path: str, text: str | None = None) -> Project:
        project = load_project(self, path, text)
        if "1000 drafts" in project.root.text:
            moved = replace(found, label=replace(found.label, span=Span(project.root, 0, 1)))
            return replace(project, diagnostics=(*project.diagnostics, moved))
        return project

    return again


def test_comments_are_held_against_the_edits() -> None:
    text = "tier pro { # one\n  recommended # price: allow x -- why\n}\n"
    before = parse(Source("a.price", text))

    def kept(start: int, end: int, new: str) -> bool:
        edit = Edit(Span(before.source, start, end), new)
        after = parse(Source("a.price", text[:start] + new + text[end:]))
        return comments_are_kept(before, after, [edit])

    one, allow, why = text.index("# one"), text.index("allow x"), text.index("why")
    assert kept(text.index("recommended"), text.index("recommended") + 11, "unlisted")
    assert kept(allow, allow + 7, "allow y")
    assert kept(text.index("price:"), why, "")
    assert not kept(allow, why + 1, "")  # a part of the reason
    assert not kept(one, one + 5, "")
    assert not kept(one - 1, one + 6, "\n")
    assert not kept(one + 5, one + 5, "\n# two")


def test_a_file_with_an_error_of_syntax_is_left_alone() -> None:
    text = SOLD + "tier pro { price $20 per month; recommended; recommended; includes 100 drfts per }\n"
    assert mend(text).texts == {}


def test_no_missing_brace_is_put_in() -> None:
    text = HEAD + "tier pro { price $20 per month; recommended; recommended\n"
    fixed = mend(text)
    assert fixed.texts == {}
    assert offered(fixed.projects[0]) == []


# --- several files ----------------------------------------------------------

COSTS = "cost model { rate $0.005 per draft; rate $0.005 per draft; as_of 2026-11-01 }\n"
ROOT = 'import "costs.price"\n' + HEAD + "metric draft { charged by task; costs 1 model.draft }\n"


def projects_of(*paths: Path) -> list[Project]:
    loader = Loader(Settings(isolated=True, select=ALL), TODAY)
    return [loader.load(str(path)) for path in paths]


def fixed_in(projects: list[Project], *writable: Path) -> Fixed:
    names = {str(path) for path in writable}
    settings = Settings(isolated=True, select=ALL)
    return fix(projects, settings, lambda source: source.path in names, unsafe=True, today=TODAY)


def test_a_shared_file_is_fixed_once(tmp_path: Path) -> None:
    paths = write(tmp_path, costs=COSTS, a=ROOT, b=ROOT)
    fixed = fixed_in(projects_of(paths["a"], paths["b"]), *paths.values())
    assert [each.rule for each in fixed.made if each.rule == "duplicate-row"] == ["duplicate-row"]
    texts = {source.path: text for source, text in fixed.texts.items()}
    assert texts[str(paths["costs"])] == "cost model { rate $0.005 per draft; as_of 2026-11-01 }\n"
    assert all(each.catalog is not None and not each.failed for each in fixed.projects)


def test_a_file_that_is_not_writable_stays(tmp_path: Path) -> None:
    paths = write(tmp_path, costs=COSTS, a=ROOT)
    fixed = fixed_in(projects_of(paths["a"]), paths["a"])
    assert fixed.texts == {}
    assert "duplicate-row" in [each.rule for each in fixed.projects[0].diagnostics]


def test_what_is_right_for_one_and_wrong_for_another_is_left(tmp_path: Path) -> None:
    """A name of the shared file that two projects complete in their own ways."""
    shared = "metric draft\ncredit ai { burns 1 per drft; unused expires }\n"
    root = 'import "shared.price"\n' + HEAD
    clash = root + "credit other { burns 1 per draft; unused expires }\n" + "metric drft\n"
    paths = write(tmp_path, shared=shared, a=root, b=clash)
    fixed = fixed_in(projects_of(paths["a"], paths["b"]), *paths.values())
    assert [each.rule for each in fixed.made if each.rule == "unknown-name"] == ["unknown-name"]
    for project in fixed.projects:
        assert not project.failed


def test_a_misspelt_import_is_mended_and_what_it_brings_is_read(tmp_path: Path) -> None:
    paths = write(tmp_path, costs=COSTS, a=ROOT.replace("costs.price", "cost.price"))
    fixed = fixed_in(projects_of(paths["a"]), paths["a"])
    texts = {source.path: text for source, text in fixed.texts.items()}
    assert 'import "costs.price"' in texts[str(paths["a"])]
    assert str(paths["costs"]) not in texts
