"""Fixes made in price files, or shown: what `check --fix` and `check --diff` do."""

from __future__ import annotations

import os
from collections.abc import Sequence

from pricelang.cli.reporting import COULD_NOT_RUN, CannotRun, note, problem, write_data
from pricelang.cli.sources import STDIN, Sources, as_parts, gather, stdin
from pricelang.config import Settings
from pricelang.diagnostics import Diagnostic, Safety
from pricelang.fixing import Fixed, fix
from pricelang.project import Project
from pricelang.record import Record, replace
from pricelang.render.display import clean
from pricelang.source import Source

_MARK = b"\xef\xbb\xbf"


class Mended(Record):
    """What fixing came to: the sources as they are now, and what was done. `data` are the bytes of standard input, None
    where files were named."""

    sources: Sources
    fixed: Fixed
    data: bytes | None


def mend(paths: Sequence[str], filename: str | None, settings: Settings, *, unsafe: bool) -> Mended:
    """Make the fixes of files, of folders, or of standard input alone. Nothing is written yet.

    Only what is named is changed, itself or below a folder: a file that is only imported may serve others, too.

    Raises:
        CannotRun: a path cannot be read, or standard input is one of several.
        pricelang.config.ConfigError: a configuration cannot be used.
    """
    from pricelang.project import CannotRead, files, identity

    if STDIN in paths:
        if list(paths) != [STDIN]:
            raise CannotRun("`-` is fixed to standard output, and files in their places: give one or the other")
        name, data = stdin(filename)
        found = as_parts([], (name, data), settings, [])
        return _fixed(found, settings, {identity(name)}, unsafe, data, whole=False)
    sources = gather(paths, filename, settings)
    try:
        named = {identity(path) for path in files(paths or ["."], settings)}
    except CannotRead as missing:
        raise CannotRun(*missing.args) from None
    return _fixed(sources, settings, named, unsafe, None, whole=not paths or any(map(os.path.isdir, paths)))


def _fixed(
    sources: Sources, settings: Settings, named: set[str], unsafe: bool, data: bytes | None, *, whole: bool
) -> Mended:
    """The sources with the fixes of named files made; what was found elsewhere is apart as before. What an import that
    was mended leads to is elsewhere, too, but where a `whole` folder was named."""
    from pricelang.project import identity

    def writable(source: Source) -> bool:
        return identity(source.path) in named

    # a project is proven whole, with what is found in files that were not named
    beside = sources.elsewhere or (None,) * len(sources.projects)
    before = [
        each if other is None else replace(each, diagnostics=(*each.diagnostics, *other.diagnostics))
        for each, other in zip(sources.projects, beside, strict=True)
    ]
    fixed = fix(before, settings, writable, unsafe=unsafe)
    known = {identity(file.source.path) for each in before for file in each.files}
    hidden = {identity(source.path) for source in sources.others}

    def is_other(path: str) -> bool:
        return path in hidden or not (whole or path in known or path in named)

    others = {file.source for each in fixed.projects for file in each.files if is_other(identity(file.source.path))}

    def told(project: Project, *, other: bool) -> Project:
        found = (one for one in project.diagnostics if (one.span.source in others) is other)
        return replace(project, diagnostics=tuple(found))

    shown = replace(
        sources,
        projects=tuple(told(each, other=False) for each in fixed.projects),
        elsewhere=tuple(told(each, other=True) for each in fixed.projects) if sources.elsewhere else (),
        others=frozenset(others),
    )
    return Mended(shown, fixed, data)


def write(mended: Mended) -> None:
    """Write the fixed files in their places, all of them or none; standard input to standard output, also where nothing
    of it was fixed.

    Raises:
        CannotRun: a file cannot be written, or has changed since it was read.
    """
    if mended.data is not None:
        text = next(iter(mended.fixed.texts.values()), None)
        mark = "\ufeff" if mended.data.startswith(_MARK) else ""
        write_data(mended.data if text is None else mark + text)
    elif mended.fixed.texts:
        from pricelang.cli.rewriting.places import rewrite

        rewrite(mended.fixed.texts)


def diff(mended: Mended, *, unsafe: bool, quiet: bool) -> int:
    """Show what would be written; the exit status, 1 where that is anything."""
    from pricelang.cli.difference import difference

    for source, text in sorted(mended.fixed.texts.items(), key=lambda each: each[0].path):
        write_data(difference(source.path, source.text, text))
    problem(*mended.sources.problems)
    if not quiet:
        note(done(mended, unsafe=unsafe, would=True))
    return COULD_NOT_RUN if mended.sources.problems else int(bool(mended.fixed.texts))


def say_left(mended: Mended) -> None:
    """The fixes that failed their proof, each with the reason, on stderr."""
    for each in mended.fixed.left:
        span = each.diagnostic.span
        line, column = span.position
        note(clean(f"not fixed: {span.source.path}:{line}:{column}: {each.diagnostic.rule}: {each.reason}"))


def done(mended: Mended, *, unsafe: bool, would: bool = False) -> str:
    """What was fixed, and what else could be, for the end of a summary: `fixed 4, 2 more fixable with ...`."""
    made, texts = len(mended.fixed.made), len(mended.fixed.texts)
    verb = "would fix" if would else "fixed"
    parts = [f"{verb} {made}" + (f" in {texts} file{'s' * (texts != 1)}" if texts else "")]
    left = {id(each.diagnostic) for each in mended.fixed.left}
    rest = [each for each in mended.sources.diagnostics if each.fix is not None and id(each) not in left]
    more = [each for each in rest if _is(each, Safety.UNSAFE)] if not unsafe else []
    elsewhere = [each for each in rest if _is(each, Safety.SAFE) or (unsafe and _is(each, Safety.UNSAFE))]
    if more:
        parts.append(f"{len(more)} more fixable with --unsafe-fixes")
    if elsewhere:
        parts.append(f"{len(elsewhere)} more in files that were not named")
    return ", ".join(parts)


def _is(each: Diagnostic, safety: Safety) -> bool:
    return each.fix is not None and each.fix.safety is safety
