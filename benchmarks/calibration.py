"""How often each rule speaks on real price lists, and how often a reader agrees.

    python benchmarks/calibration.py [--write]

Imports the price lists beside the checkout (`../shared/corpus/pricing2yaml`), lints each with the default rules and
with the others, does the same with `specs/`, and prints the table; `--write` puts it into `docs/calibration.md`. The
verdicts of those who looked at a report are in `verdicts.csv`: `real` (so it is on the list), `slip` (the list says so,
and is probably mistaken itself, as where a feature is missing in one tier between two that have it), `false`.
"""

from __future__ import annotations

import csv
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

from pricelang.config import Config
from pricelang.diagnostics import Diagnostic
from pricelang.importers import load as load_importer
from pricelang.project import Loader, Project, find
from pricelang.record import Record
from pricelang.rules import found
from pricelang.rules import load as load_rule
from pricelang.rules.frame import Rule, run

ROOT = Path(__file__).parents[1]
LISTS = ROOT.parent / "shared" / "corpus" / "pricing2yaml"
PAGE = ROOT / "docs" / "calibration.md"
VERDICTS = Path(__file__).with_name("verdicts.csv")
TODAY = date(2026, 12, 1)
"""The day of the run: ages are counted to it, so that the table stays as it is."""


class Report(Record):
    """A finding on a list or a spec, and what who looked at it says: `real`, `slip`, `false`, or nothing."""

    on: str
    rule: str
    symbol: str
    severity: str
    message: str
    verdict: str = ""
    why: str = ""


class Survey(Record):
    """All reports, by the name of what they are on."""

    lists: int
    specs: int
    on_lists: tuple[Report, ...]
    on_specs: tuple[Report, ...]


def survey() -> Survey:
    """Lint all lists and specs.

    Raises:
        FileNotFoundError: the lists are not beside the checkout.
    """
    if not LISTS.is_dir():
        raise FileNotFoundError(f"the price lists are not at {LISTS}")
    verdicts = {(rule, on, symbol): (verdict, why) for rule, on, symbol, verdict, why in _verdicts()}
    rules = [load_rule(name) for name in found()]
    passes = [[rule.name for rule in rules if rule.default is default] for default in (True, False)]
    lists, specs = list(_lists()), list(_specs())

    def reports(projects: Sequence[tuple[str, Project]]) -> tuple[Report, ...]:
        made = []
        for name, project in projects:
            for each in (*project.diagnostics, *(one for names in passes for one in _linted(project, names))):
                verdict, why = verdicts.get((each.rule, name, each.symbol), ("", ""))
                said = (name, each.rule, each.symbol, each.severity.word, each.message, verdict, why)
                made.append(Report(*said))
        return tuple(made)

    return Survey(len(lists), len(specs), reports(lists), reports(specs))


def _lists() -> Iterator[tuple[str, Project]]:
    importer = load_importer("pricing2yaml")
    for path in sorted(LISTS.glob("*/*.yml")):
        name = path.relative_to(LISTS).with_suffix("").as_posix()
        made = importer.convert(path.read_text("utf-8"), path=path.name)
        yield name, Loader().load(f"{name}.price", made.text)


def _specs() -> Iterator[tuple[str, Project]]:
    loader = Loader()
    for path in find([str(ROOT / "specs")], loader):
        yield Path(path).stem, loader.load(path)


def _linted(project: Project, names: Sequence[str]) -> list[Diagnostic]:
    if project.catalog is None or project.failed:
        return []
    return run(project.files, project.catalog, Config(select=tuple(names)), TODAY)


def _verdicts() -> Iterator[list[str]]:
    with VERDICTS.open(encoding="utf-8", newline="") as file:
        rows = csv.reader(file)
        next(rows)
        yield from rows


def page(of: Survey) -> str:
    """The survey as a page."""
    rules = {name: load_rule(name) for name in found()}
    default = [each for each in of.on_lists if each.rule in rules and rules[each.rule].default]
    loud = [each for each in default if each.severity != "info"]
    lines = [
        "# Calibration",
        "",
        f"How often each rule speaks on {of.lists} real price lists (from 2019 on, read in by the importer",
        f"`pricing2yaml`), and on the {of.specs} files of `specs/`; what is allowed with a reason does not count.",
        "Made by `python benchmarks/calibration.py --write`; the verdicts are in `benchmarks/verdicts.csv`.",
        "",
        "Looked at: `real`, so it is on the list; `slip`, the list says so and is probably mistaken itself, as where a",
        "feature is missing in one tier between two that have it; `false`, a reader would not agree.",
        "",
        f"Errors and warnings of default rules on the lists: {len(loud)}, of which {_share(loud)}.",
        "",
        "`review-overdue` speaks as information here: no list says when it was last reviewed, and that is all it says.",
        "",
        "A rule that is not in a table spoke on none of them: most need costs, credits, personas or overage prices, of",
        "which these lists say nothing.",
    ]
    for title, wanted in (("Default rules", True), ("Rules to ask for", False)):
        lines += ["", f"## {title}", ""]
        lines += _table([rule for rule in rules.values() if rule.default is wanted], of)
    structure = Counter(each.rule for each in of.on_lists if each.rule not in rules)
    lines += ["", "## Structure", "", "Errors of structure on the lists: " + (_counted(structure) or "none") + "."]
    lines += ["", "## What was looked at", "", "| list | rule | says | verdict |", "|---|---|---|---|"]
    for each in of.on_lists:
        if each.verdict and each in loud:
            message = each.message.replace("|", "\\|")
            lines.append(f"| {each.on} | {each.rule} | {message} | {each.verdict}: {each.why} |")
    return "\n".join(lines) + "\n"


def _share(reports: Sequence[Report]) -> str:
    seen = [each for each in reports if each.verdict]
    agreed = sum(each.verdict != "false" for each in seen)
    return f"{len(seen)} were looked at and {agreed} are true"


def _table(rules: Sequence[Rule], of: Survey) -> list[str]:
    lines = [
        "| rule | severity | lists | reports | specs | reports | looked at | real | slip | false |",
        "|---|---|--:|--:|--:|--:|--:|--:|--:|--:|",
    ]
    for rule in rules:
        lists = [each for each in of.on_lists if each.rule == rule.name]
        specs = [each for each in of.on_specs if each.rule == rule.name]
        if not lists and not specs:
            continue
        verdicts = Counter(each.verdict for each in lists)
        counts = [len({each.on for each in lists}), len(lists), len({each.on for each in specs}), len(specs)]
        counts += [len(lists) - verdicts[""], *(verdicts[word] for word in ("real", "slip", "false"))]
        cells = " | ".join(str(count) for count in counts)
        lines.append(f"| [{rule.name}](rules/{rule.name}.md) | {rule.severity.word} | {cells} |")
    return lines


def _counted(counts: Counter[str]) -> str:
    return ", ".join(f"{name} {count}" for name, count in sorted(counts.items()))


def main(arguments: Sequence[str]) -> int:
    try:
        made = page(survey())
    except FileNotFoundError as problem:
        print(f"skipped: {problem}", file=sys.stderr)
        return 0
    if "--write" in arguments:
        PAGE.write_text(made, encoding="utf-8")
    else:
        print(made, end="")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
