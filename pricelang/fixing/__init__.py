"""Fixes made: all of a pass at once, proven on the files before anything is kept, and again until nothing is left.

A pass takes the fixes of one safety that do not touch one another. What it comes to is parsed, lowered and linted
again; it is kept only if no comment is lost, no error is new, the findings are gone and, for safe fixes, the compiled
output is the same. Where all of them together are not sound, they are tried in halves until those that are at fault
are alone; these are left out, and said.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from pricelang.config import Settings
from pricelang.diagnostics import Diagnostic, Safety
from pricelang.editing import applied
from pricelang.fixing.choosing import choose, edits_of
from pricelang.fixing.proof import comments_are_kept, fault
from pricelang.formatting import Unproven, format_file
from pricelang.project import Loader, Project, distinct
from pricelang.record import Record
from pricelang.source import Source
from pricelang.syntax import File, parse

__all__ = ["Fixed", "Left", "fix"]

# A bound for fixes that would undo each other: no file needs as many.
_PASSES = 50


class Left(Record):
    """A finding whose fix is not made, and why."""

    diagnostic: Diagnostic
    reason: str


class Fixed(Record):
    """What fixing came to: the projects as they are now, the new texts by the sources that they replace, the findings
    that are gone, and those whose fix failed its proof."""

    projects: tuple[Project, ...]
    texts: dict[Source, str]
    made: tuple[Diagnostic, ...]
    left: tuple[Left, ...]


def fix(
    projects: Sequence[Project],
    settings: Settings | None,
    writable: Callable[[Source], bool],
    *,
    unsafe: bool = False,
    today: date | None = None,
) -> Fixed:
    """Make the safe fixes of some projects, and the unsafe ones where these are asked for. Nothing is written.

    `settings` and `today` are what the projects were loaded with. Only files whose source is `writable` are changed,
    and of these none with an error of syntax.
    """
    bench = _Bench(projects, settings, writable, today)
    for _ in range(_PASSES):
        if not bench.run(Safety.SAFE) and not (unsafe and bench.run(Safety.UNSAFE)):
            break
    left = [*bench.left[Safety.SAFE], *(bench.left[Safety.UNSAFE] if unsafe else ())]
    texts = {first: source.text for first, source in bench.changed()}
    return Fixed(tuple(bench.projects), texts, tuple(bench.made), tuple(left))


class _Trial(Record):
    """Some fixes made: the projects then, and what stands for each source that they changed."""

    projects: tuple[Project, ...]
    files: dict[Source, File]


class _Bench:
    """The projects as they stand after the passes so far."""

    def __init__(
        self,
        projects: Sequence[Project],
        settings: Settings | None,
        writable: Callable[[Source], bool],
        today: date | None,
    ) -> None:
        self.projects: Sequence[Project] = projects
        self.made: list[Diagnostic] = []
        self.left: dict[Safety, list[Left]] = {Safety.SAFE: [], Safety.UNSAFE: []}
        self._settings = settings
        self._today = today
        # what each file was at first, by what stands for it now
        self._first = {file.source: file.source for project in projects for file in project.files}
        faulty = {file.source for project in projects for file in project.files if file.diagnostics}
        self._writable = {source for source in self._first if source not in faulty and writable(source)}
        self._styled: dict[Source, bool] = {}

    def changed(self) -> list[tuple[Source, Source]]:
        """The files that are others now: what each was at first, and what it is."""
        return [(first, now) for now, first in self._first.items() if now is not first and now.text != first.text]

    def run(self, safety: Safety) -> bool:
        """Make one pass; whether a fix was made."""
        chosen = choose(distinct(self.projects), safety, self._writable.__contains__)
        self.left[safety] = []
        kept: list[Diagnostic] = []
        trial: _Trial | None = None
        pending = [chosen] if chosen else []
        while pending:
            group = pending.pop()
            outcome = self._tried([*kept, *group], safety)
            if isinstance(outcome, _Trial):
                kept, trial = [*kept, *group], outcome
            elif len(group) == 1:
                self.left[safety].append(Left(group[0], outcome))
            else:
                middle = len(group) // 2
                pending += [group[middle:], group[:middle]]
        if trial is not None:
            self._accept(kept, trial)
        return trial is not None

    def _accept(self, fixed: Sequence[Diagnostic], trial: _Trial) -> None:
        for before, after in trial.files.items():
            self._first[after.source] = self._first.pop(before)
            self._writable.remove(before)
            self._writable.add(after.source)
        self.projects = _roots(trial.projects)
        self.made += fixed

    def _tried(self, fixed: Sequence[Diagnostic], safety: Safety) -> _Trial | str:
        """What comes of making these fixes together, or why that may not be."""
        edits = edits_of(fixed)
        files = {file.source: file for project in self.projects for file in project.files}
        new: dict[Source, File] = {}
        for source, made in edits.items():
            file = parse(Source(source.path, applied(source.text, made)))
            if file.diagnostics:
                return "it would make an error of syntax"
            if not comments_are_kept(files[source], file, made):
                return "a comment would be lost"
            new[source] = self._in_style(files[source], file)
        projects = []
        for project in self.projects:
            if not any(file.source in new for file in project.files):
                projects.append(project)
                continue
            after = self._again(project, files, new)
            wrong = fault(project, after, fixed, safety)
            if wrong is not None:
                return wrong
            projects.append(after)
        return _Trial(tuple(projects), new)

    def _again(self, project: Project, files: dict[Source, File], new: dict[Source, File]) -> Project:
        loader = Loader(self._settings, self._today)
        for source, file in files.items():
            loader.hold(source.path, new.get(source, file))
        return loader.load(project.root.path)

    def _in_style(self, before: File, after: File) -> File:
        """The new file in the one style, where the file before was."""
        if before.source not in self._styled:
            self._styled[before.source] = _styled(before) == before.source.text
        if not self._styled[before.source]:
            return after
        text = _styled(after)
        if text is None or text == after.source.text:
            return after
        return parse(Source(after.source.path, text))


def _roots(projects: Sequence[Project]) -> Sequence[Project]:
    """The projects that are no part of another one: an import that was mended makes a root a part of what imports it.
    Of those that only import each other the first one stays."""
    reached = [{file.source for file in project.files} for project in projects]
    return [
        project
        for place, project in enumerate(projects)
        if not any(
            project.root in files and (other < place or projects[other].root not in reached[place])
            for other, files in enumerate(reached)
            if other != place
        )
    ]


def _styled(file: File) -> str | None:
    try:
        return format_file(file)
    except Unproven:  # a fault of the formatter: the file stays as its author wrote it
        return None
