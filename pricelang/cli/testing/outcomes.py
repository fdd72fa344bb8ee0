"""The examples of some files, billed."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from time import perf_counter
from typing import Literal

from pricelang.catalog.catalog import Example
from pricelang.diagnostics import Diagnostic, Severity
from pricelang.project import Project
from pricelang.rating import Bill, Rater
from pricelang.rating.examples import RULE, verdict
from pricelang.record import Record
from pricelang.source import Source

Word = Literal["passed", "failed", "skipped", "error"]


class Outcome(Record):
    """One example, or one file that has errors (then `example` is None): how it went, what is wrong, and how many
    seconds it took. An example that states no total is skipped: it proves nothing."""

    path: str
    line: int
    title: str
    word: Word
    seconds: float = 0
    example: Example | None = None
    bill: Bill | None = None
    diagnostics: tuple[Diagnostic, ...] = ()

    @property
    def name(self) -> str:
        """`specs/scribe.price::A writer's busy month`."""
        return f"{self.path}::{self.title}" if self.example is not None else self.path


class Run(Record):
    """All outcomes, in the order of the files and of the examples in them; `deselected` examples were not billed."""

    outcomes: tuple[Outcome, ...]
    files: int
    deselected: int
    seconds: float

    def count(self, word: Word) -> int:
        """How many went so."""
        return sum(outcome.word == word for outcome in self.outcomes)

    @property
    def failed(self) -> bool:
        """Whether an example does not hold, or a file has errors."""
        return any(outcome.word in ("failed", "error") for outcome in self.outcomes)


def run(projects: Iterable[Project], chosen: str | None, tell: Callable[[Outcome], None]) -> Run:
    """Bill the examples whose titles hold `chosen`, whatever its case; `tell` is called after each."""
    began = perf_counter()
    outcomes: list[Outcome] = []
    seen: set[tuple[Source, int]] = set()
    files: set[int] = set()
    deselected = 0
    for project in projects:
        files |= {id(file.source) for file in project.files}
        errors = tuple(one for one in project.diagnostics if one.severity is Severity.ERROR and one.rule != RULE)
        if errors or project.catalog is None:
            outcomes.append(Outcome(project.root.path, 1, project.root.path, "error", diagnostics=errors))
            tell(outcomes[-1])
            continue
        rater = Rater(project.catalog)
        for example in project.catalog.examples:
            assert example.span is not None, "an example of a file has a place"
            place = example.span.source, example.span.start
            if place in seen:  # of a file that another project imports too
                continue
            seen.add(place)
            if chosen is not None and chosen.casefold() not in example.title.casefold():
                deselected += 1
                continue
            outcomes.append(_outcome(rater, example))
            tell(outcomes[-1])
    return Run(tuple(outcomes), len(files), deselected, perf_counter() - began)


def _outcome(rater: Rater, example: Example) -> Outcome:
    assert example.span is not None
    began = perf_counter()
    found = verdict(rater, example)
    word: Word = "failed" if found.diagnostic is not None else "skipped" if example.total is None else "passed"
    return Outcome(
        example.span.source.path,
        example.span.position[0],
        example.title,
        word,
        perf_counter() - began,
        example,
        found.bill,
        () if found.diagnostic is None else (found.diagnostic,),
    )
