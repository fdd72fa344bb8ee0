"""`pricelang build`: the output of a target from price files."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click
from click.shell_completion import CompletionItem

from pricelang.cli import options

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pricelang.cli.building.pages import Page
    from pricelang.cli.building.works import Work


def _complete(_ctx: click.Context, _param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    from pricelang.targets import names

    return [CompletionItem(name) for name in names() if name.startswith(incomplete)]


class _Build(click.Command):
    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        from pricelang.targets import load, names

        with formatter.section("Targets"):
            formatter.write_dl([(name, load(name).DESCRIPTION) for name in names()])


@click.command(cls=_Build)
@options.paths
@click.option(
    "--target", "-t", metavar="TARGET", shell_complete=_complete, help="What to build; without it, what is configured."
)
@click.option(
    "--out",
    "-o",
    type=click.Path(readable=False),
    metavar="FILE_OR_DIR",
    help="Where to write it; a folder when there are several root files. Without it: stdout.",
)
@click.option(
    "--page",
    "pages",
    multiple=True,
    type=click.Path(readable=False),
    metavar="FILE",
    help="Fill the blocks of this document, from the price file in PATHS; repeatable.",
)
@click.option("--overwrite-edits", is_flag=True, help="Fill blocks that were edited by hand as well.")
@click.option("--check", is_flag=True, help="Write nothing; show what would change, and fail if anything would.")
@click.option("--locale", metavar="LOCALE", help="Language and country of the output, such as de or fr_CA.")
@click.option("--currency", metavar="CODE", help="The currency to show prices in, such as EUR.")
@click.option("--option", "extra", multiple=True, metavar="NAME=VALUE", help="An option of the target; repeatable.")
@click.option(
    "--allow-loss",
    "allow_loss",
    multiple=True,
    metavar="NAME",
    help="Write the documented approximation of what the target has no words for; repeatable.",
)
@options.stdin_filename
@options.config
@options.color
@click.pass_context
def command(
    ctx: click.Context,
    paths: tuple[str, ...],
    target: str | None,
    out: str | None,
    pages: tuple[str, ...],
    overwrite_edits: bool,
    check: bool,
    locale: str | None,
    currency: str | None,
    extra: tuple[str, ...],
    allow_loss: tuple[str, ...],
    stdin_filename: str | None,
    config_path: str | None,
    color: options.Color,
) -> int:
    """Build from price files.

    Without --target, everything is built that `[tool.pricelang.build]` lists, outputs and the blocks of pages: in the
    configuration that holds where you are and in those of the folders below, or in those of PATHS.

    With it, PATHS are files, folders, or `-` for standard input; without any, the folder where you are. A file that
    another one imports is a part of that one.

    Nothing is built where there are errors, or where a block was edited by hand. Files are written whole or not at
    all, and all of them or none.

    Exit status: 0 done, 1 errors, or something stale under --check, 2 could not run.
    """
    from pricelang.cli.building.emitting import emitted
    from pricelang.cli.building.files import compare, refuse_sources, write
    from pricelang.cli.building.pages import fill_all, named
    from pricelang.cli.reporting import write_data

    works: list[Work] = []
    documents: list[Page] = []
    if pages:
        _refuse(ctx, "goes without `--page`", "target", "out", "extra", "allow_loss")
        _refuse_beside(ctx, "config_path")
        documents = named(pages, paths, stdin_filename)
    elif target is None:
        _refuse_alone(ctx, "out", "locale", "currency", "extra", "allow_loss", "stdin_filename")
        works, documents = _listed(paths, config_path)
    else:
        _refuse_beside(ctx, "config_path")
        _refuse(ctx, "is for pages, and not for a `--target`", "overwrite_edits")
        chosen = _options(extra, locale, currency)
        works = _asked(paths, stdin_filename, target, out, chosen, allow_loss)
        if check and works[0].path is None:
            raise _cannot("`--check` holds a file against what would be built: name it with `--out`")
    if _faulty(works, color):
        return 1
    refuse_sources(works)
    texts = emitted(works, color, "unsaid" if check else "counted" if target is None else "shown")
    defaults = _options((), locale, currency) if pages else {}
    filled = fill_all(documents, works, defaults, color, overwrite_edits=overwrite_edits)
    if texts is None or filled is None:
        return 1
    files = {work.path: text for work, text in zip(works, texts, strict=True) if work.path is not None}
    files |= filled
    if not files and works:
        write_data(texts[0])
        return 0
    if check:
        return compare(files, _again(ctx))
    write(files, folders=files.keys() != {out}, quiet_if_current=target is None)
    return 0


def _listed(paths: tuple[str, ...], config_path: str | None) -> tuple[list[Work], list[Page]]:
    """What configurations list."""
    from pricelang.cli.building.pages import listed
    from pricelang.cli.building.works import configured
    from pricelang.config import ConfigError

    try:
        works = configured(paths, config_path)
        documents = listed(paths, config_path, works)
    except ConfigError as wrong:
        raise _cannot(wrong) from None
    if not works and not documents:
        raise _cannot(
            "nothing is listed to be built: name a `--target` or a `--page`, or list outputs or pages in "
            "`[tool.pricelang.build]`"
        )
    return works, documents


def _cannot(*messages: object) -> Exception:
    from pricelang.cli.reporting import CannotRun

    return CannotRun(*map(str, messages))


def _options(extra: tuple[str, ...], locale: str | None, currency: str | None) -> dict[str, str]:
    chosen: dict[str, str] = {}
    pairs = [("locale", locale), ("currency", currency)]
    for one in extra:
        name, equals, value = one.partition("=")
        if not equals or not name:
            raise _cannot(f"`--option {one}` is no option: write `--option NAME=VALUE`")
        pairs.append((name.replace("-", "_"), value))
    for name, given in pairs:
        if given is None:
            continue
        if name in chosen:
            raise _cannot(f"the option `{name}` is given twice")
        chosen[name] = given
    return chosen


def _refuse(ctx: click.Context, why: str, *names: str) -> None:
    for option in _given(ctx, names):
        raise _cannot(f"`{option}` {why}")


def _refuse_alone(ctx: click.Context, *names: str) -> None:
    _refuse(ctx, "goes with `--target`; without one, the configuration says what is built", *names)


def _refuse_beside(ctx: click.Context, *names: str) -> None:
    _refuse(ctx, "names a configuration, which lists what is built without `--target`", *names)


def _given(ctx: click.Context, names: tuple[str, ...]) -> list[str]:
    return [
        parameter.opts[0] for parameter in ctx.command.params if parameter.name in names and ctx.params[parameter.name]
    ]


def _again(ctx: click.Context) -> str:
    """The command that was given, as it writes."""
    import shlex

    words = ["pricelang", "build"]
    for parameter in ctx.command.params:
        value = ctx.params.get(parameter.name or "")
        if parameter.name in ("check", "color") or not value:
            continue
        if value is True:
            words.append(parameter.opts[0])
            continue
        for one in value if isinstance(value, tuple) else (value,):
            words += [one] if isinstance(parameter, click.Argument) else [parameter.opts[0], one]
    return shlex.join(words)


def _faulty(works: list[Work], color: options.Color) -> bool:
    """Whether a price file has errors, which are shown then."""
    from pricelang.cli.reporting import note, show
    from pricelang.diagnostics import Severity, sort

    found = {one: None for work in works for one in work.project.diagnostics if one.severity is Severity.ERROR}
    if found:
        show(sort(list(found)), color=color, err=True)
        note(f"nothing was built: {len(found)} error{'s' * (len(found) != 1)}")
    return bool(found)


def _asked(
    paths: tuple[str, ...],
    stdin_filename: str | None,
    target: str,
    out: str | None,
    chosen: dict[str, str],
    allow_loss: tuple[str, ...],
) -> list[Work]:
    """What the command line asks for."""
    from pricelang.cli.building.works import Work
    from pricelang.cli.sources import gather
    from pricelang.targets import UnknownTarget, load

    try:
        suffix = load(target).SUFFIX
    except UnknownTarget as unknown:
        raise _cannot(unknown) from None
    sources = gather(paths, stdin_filename)
    if sources.problems:
        raise _cannot(*sources.problems)
    roots = [project.root.path for project in sources.projects]
    places: list[str | None] = [None] * len(roots)
    if out is not None and out != "-":
        places = list(_places(roots, out, suffix))
    elif len(roots) > 1 and not any(project.failed for project in sources.projects):
        found = ", ".join(f"`{root}`" for root in roots[:6]) + "…" * (len(roots) > 6)
        raise _cannot(f"there are {len(roots)} root files ({found}): name a folder with `--out`, or one file")
    return [
        Work(project, target, chosen, allow_loss, place)
        for project, place in zip(sources.projects, places, strict=True)
    ]


def _places(roots: list[str], out: str, suffix: str) -> Iterator[str]:
    """Where the outputs of some roots go: the file, or below the folder as `<stem><suffix>`."""
    import os

    if len(roots) == 1 and not os.path.isdir(out) and not out.endswith(("/", os.sep)):
        yield out
        return
    if os.path.exists(out) and not os.path.isdir(out):
        raise _cannot(f"`{out}` is a file, and {len(roots)} outputs need a folder")
    first: dict[str, str] = {}
    for root in roots:
        stem = "stdin" if root == "<stdin>" else os.path.splitext(os.path.basename(root))[0]
        if stem.casefold() in first:
            raise _cannot(
                f"`{first[stem.casefold()]}` and `{root}` would both be written to "
                f"`{os.path.join(out, stem + suffix)}`: build them one by one, or rename one"
            )
        first[stem.casefold()] = root
        yield os.path.join(out, stem + suffix)
