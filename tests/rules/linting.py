"""Lints texts, on a day that stands still."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from pricelang.catalog.catalog import Catalog
from pricelang.config import Config
from pricelang.diagnostics import Diagnostic, Severity
from pricelang.lowering import lower
from pricelang.rules.frame import run
from pricelang.source import Source
from pricelang.syntax import File, parse

TODAY = date(2026, 12, 1)


def lowered(*texts: str) -> tuple[list[File], Catalog]:
    """The files and the catalog of some texts, which are expected to be sound."""
    files = [parse(Source(f"{'root' if not i else f'import{i}'}.price", text)) for i, text in enumerate(texts)]
    wrong = [each for file in files for each in file.diagnostics]
    assert not wrong, wrong
    result = lower(files)
    errors = [each for each in result.diagnostics if each.severity is Severity.ERROR]
    assert not errors, errors
    return files, result.catalog


def lint(
    *texts: str,
    select: tuple[str, ...] = ("all",),
    today: date = TODAY,
    options: Mapping[str, dict[str, Any]] | None = None,
    **config: Any,
) -> list[Diagnostic]:
    """What the rules say of some texts, of which the first is the root."""
    files, catalog = lowered(*texts)
    return run(files, catalog, Config(select=select, rules=dict(options or {}), **config), today)


def only(rule: str, *texts: str, **settings: Any) -> list[Diagnostic]:
    """What one rule says."""
    return [each for each in lint(*texts, select=(rule,), **settings) if each.rule == rule]
