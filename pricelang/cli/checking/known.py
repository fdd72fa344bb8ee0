"""The baselines of a check: read, held against what was found, and written again."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Sequence

from pricelang import baseline
from pricelang.baseline import BadBaseline, Entry, Key
from pricelang.cli.reporting import CannotRun, note
from pricelang.cli.sources import Sources, identity
from pricelang.config import Config, Settings
from pricelang.diagnostics import Diagnostic
from pricelang.project import SUFFIX, Project
from pricelang.record import Record
from pricelang.render.display import clean
from pricelang.render.paths import portable
from pricelang.source import Source

_SHOWN = 10  # entries that a message lists


class Known(Record):
    """The identities of the findings that baselines hold."""

    identities: frozenset[object]

    def new(self, found: Iterable[Diagnostic]) -> list[Diagnostic]:
        """The findings that no baseline holds."""
        return [one for one in found if identity(one) not in self.identities]


def target(word: str, paths: tuple[str, ...]) -> tuple[str | None, tuple[str, ...]]:
    """The file that `--write-baseline WORD` means, None where it names none, and the paths to check. A word that is a
    folder, a price file or `-` can be no baseline: it was meant as a path."""
    if word == "-" or word.endswith(SUFFIX) or os.path.isdir(word):
        return None, (word, *paths)
    return word or None, paths


def known(sources: Sources, settings: Settings, named: str | None, *, written: bool = False) -> Known:
    """What the baselines hold of what was found: the one that is `named`, else each project's own as configured, else
    the one where one is that was just `written`. What no longer fits a baseline is said on stderr.

    Raises:
        CannotRun: a baseline does not exist or cannot be used.
    """
    identities: set[object] = set()
    for path, projects in _by_baseline(sources, settings, named, baseline.NAME if written else None).items():
        held = _read(path, None if named else settings.of(projects[0].root.path).path)
        judged = _judge(path, projects, sources.others, settings)
        compared = baseline.compare(held, _findings(projects), path, judged)
        identities |= {identity(one) for one in compared.known}
        _say_exceeded(path, [each for each in compared.exceeded if judged(each[0].key)])
        _say_stale(path, compared.stale)
    return Known(frozenset(identities))


def require(sources: Sources, settings: Settings, named: str | None, *, written: bool) -> None:
    """See that each baseline which is going to be used, or `written`, can be, before anything else is changed.

    Raises:
        CannotRun: one does not exist or cannot be used.
    """
    for path, projects in _by_baseline(sources, settings, named, baseline.NAME if written else None).items():
        if written:
            _held(path)
        else:
            _read(path, None if named else settings.of(projects[0].root.path).path)


def write(sources: Sources, settings: Settings, named: str | None) -> bool:
    """Write the baseline that is `named`, else those that are configured, else one where one is. Returns whether that
    was done: it is not, where there are errors that no baseline can hold.

    Raises:
        CannotRun: a file was not read, standard input has no name, or a baseline cannot be used or written.
    """
    from pricelang.writing import CannotWrite, write_files

    if sources.problems:
        raise CannotRun(*sources.problems)
    every = [*sources.diagnostics, *(sources.diagnostics_elsewhere if sources.blocked else ())]
    lasting = [one for one in every if not _is_finding(one) and one.severity.word == "error"]
    if lasting:
        _tell(
            f"no baseline was written: mend {_count(len(lasting), 'error')} of the language first, which none can hold"
        )
        return False
    files: dict[str, str] = {}
    said = []
    for path, projects in _by_baseline(sources, settings, named, baseline.NAME).items():
        if any(project.root.path == "<stdin>" for project in projects):
            raise CannotRun("standard input has no place in a baseline: name its file with `--stdin-filename`")
        held = _held(path)
        asked = [one for one in _findings(projects) if one.span.source not in sources.others]
        judged = _judge(path, projects, sources.others, settings)
        made = baseline.merged(held, baseline.entries(asked, path), judged)
        files[path] = baseline.text(made)
        shown = portable(path)
        said.append(f"wrote {shown}: {_count(sum(entry.count for entry in made.values()), 'finding')}")
        if named is None and settings.of(projects[0].root.path).baseline is None:
            said.append(f'to use it: `baseline = "{shown}"` in `[tool.pricelang]`, or `--baseline {shown}`')
    try:
        write_files(files)
    except CannotWrite as cannot:
        raise CannotRun(str(cannot)) from None
    for line in said:
        _tell(line)
    return True


def _by_baseline(
    sources: Sources, settings: Settings, named: str | None, otherwise: str | None
) -> dict[str, list[Project]]:
    grouped: dict[str, list[Project]] = {}
    for project in (*sources.projects, *sources.elsewhere):
        path = named or settings.of(project.root.path).baseline or otherwise
        if path is not None:
            grouped.setdefault(path, []).append(project)
    return grouped


def _read(path: str, config: str | None) -> dict[Key, Entry]:
    try:
        return baseline.read(path)
    except FileNotFoundError:
        who = f", which `baseline` in {portable(config)} names," if config else ""
        raise CannotRun(
            f"the baseline `{portable(path)}`{who} does not exist: `--write-baseline={portable(path)}` writes it"
        ) from None
    except BadBaseline as bad:
        raise CannotRun(str(bad)) from None


def _held(path: str) -> dict[Key, Entry]:
    """What a baseline that is written again holds; nothing where there is none yet."""
    if not os.path.exists(path):
        return {}
    if not os.path.isfile(path) and not os.path.isdir(path):
        raise CannotRun(f"`{portable(path)}` is no file, and a baseline is one that is kept: name another")
    return _read(path, None)


def _findings(projects: Sequence[Project]) -> list[Diagnostic]:
    """What a baseline may hold: what rules of the linter say, each finding once."""
    found: dict[object, Diagnostic] = {}
    for project in projects:
        for one in project.diagnostics:
            if _is_finding(one):
                found.setdefault(identity(one), one)
    return list(found.values())


def _is_finding(one: Diagnostic) -> bool:
    from pricelang.rules import found

    return one.rule in found()


def _judge(
    path: str, projects: Sequence[Project], others: frozenset[Source], settings: Settings
) -> Callable[[Key], bool]:
    """Whether a finding of a key would have been found: its file was checked by its rule, or is no more, or there is
    no such rule."""
    from pricelang.rules import found, load

    checked: dict[str, list[Config]] = {}
    for project in projects:
        if project.stopped:
            continue  # the rules have not run
        for file in project.files:
            if file.source in others:
                continue
            configs = checked.setdefault(os.path.realpath(file.source.path), [])
            configs.append(settings.of(project.root.path))

    def judged(key: Key) -> bool:
        file = baseline.place(path, key)
        if key.rule not in found() or not os.path.exists(file):
            return True
        rule = load(key.rule)
        return any(
            config.selects(rule) and not config.ignores(rule, file) and not config.excludes(file, named=True)
            for config in checked.get(os.path.realpath(file), ())
        )

    return judged


def _say_stale(path: str, stale: Sequence[Entry]) -> None:
    if not stale:
        return
    hold = "entry {} holds" if len(stale) == 1 else "entries {} hold"
    what = hold.format(f"of the baseline `{portable(path)}`")
    _tell(f"warning: {len(stale)} {what} more than there is: `--write-baseline` mends it")
    for entry in stale[:_SHOWN]:
        _tell(f"  {_shown(entry)}")
    if len(stale) > _SHOWN:
        _tell(f"  and {len(stale) - _SHOWN} more")


def _say_exceeded(path: str, exceeded: Sequence[tuple[Entry, int]]) -> None:
    for entry, count in exceeded:
        _tell(
            f"warning: {_shown(entry)}: the baseline `{portable(path)}` holds {entry.count}, and there are {count}: "
            "all are shown"
        )


def _shown(entry: Entry) -> str:
    about = f" ({entry.key.symbol})" if entry.key.symbol else ""
    return f"{entry.key.path}: {entry.key.rule}{about}"


def _tell(line: str) -> None:
    note(clean(line))


def _count(number: int, word: str) -> str:
    return f"{number} {word}{'s' * (number != 1)}"
