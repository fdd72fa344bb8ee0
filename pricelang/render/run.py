"""What a document for programs is told beside the findings."""

from __future__ import annotations

from collections.abc import Callable

from pricelang.diagnostics import Diagnostic, Severity
from pricelang.record import Record


class About(Record):
    """What the name of a rule means: one sentence, one paragraph, its page in Markdown, its group, and how much it
    matters; None where that is different from place to place."""

    summary: str
    description: str
    page: str
    group: str
    severity: Severity | None = None


def _always(_diagnostic: Diagnostic) -> bool:
    return True


def _unknown(_rule: str) -> About | None:
    return None


class Run(Record):
    """`files` are the paths of all that was read, `problems` say why something could not be done: with any, what the
    document says is not the whole. `fails` is whether a finding fails the run, `about` what a rule's name means.
    `statistics` asks for the counts by rule too.
    """

    files: tuple[str, ...] = ()
    problems: tuple[str, ...] = ()
    fails: Callable[[Diagnostic], bool] = _always
    about: Callable[[str], About | None] = _unknown
    statistics: bool = False
