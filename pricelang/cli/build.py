"""`pricelang build`: the output of a target from price files."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click
from click.shell_completion import CompletionItem

from pricelang.cli import options

if TYPE_CHECKING:
    from pricelang.cli.sources import Sources
    from pricelang.diagnostics import Diagnostic
    from pricelang.project import Project
    from pricelang.targets import Target
    from pricelang.targets._losses import Emitted


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
@click.option("--target", "-t", required=True, metavar="TARGET", shell_complete=_complete, help="What to build.")
@click.option(
    "--out",
    "-o",
    type=click.Path(readable=False),
    metavar="FILE_OR_DIR",
    help="Where to write it; a folder when there are several root files. Without it: stdout.",
)
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
@options.color
def command(
    paths: tuple[str, ...],
    target: str,
    out: str | None,
    locale: str | None,
    currency: str | None,
    extra: tuple[str, ...],
    allow_loss: tuple[str, ...],
    stdin_filename: str | None,
    color: options.Color,
) -> int:
    """Build a target from price files.

    PATHS are files, folders, or `-` for standard input; without any, the folder where you are. A file that another one
    imports is a part of that one. Nothing is built where there are errors. Files are written whole or not at all.
    """
    from pricelang.cli.reporting import note, show, write_data
    from pricelang.cli.sources import gather
    from pricelang.diagnostics import Severity
    from pricelang.targets import UnknownTarget, load

    chosen = _options(extra, locale, currency)
    try:
        module = load(target)
    except UnknownTarget as unknown:
        raise _cannot(unknown) from None
    sources = gather(paths, stdin_filename)
    if sources.problems:
        raise _cannot(*sources.problems)
    errors = [one for one in sources.diagnostics if one.severity is Severity.ERROR]
    if errors:
        show(errors, color=color, err=True)
        note(f"nothing was built: {len(errors)} error{'s' * (len(errors) != 1)}")
        return 1
    outputs = [_emit(project, target, module, chosen, allow_loss) for project in sources.projects]
    said = [one for output in outputs for one in output.diagnostics]
    if said:
        show(said, color=color, err=True)
    if any(output.refused for output in outputs):
        lost = sum(one.severity is Severity.ERROR for one in said)
        note(f"nothing was built: `{target}` has no words for {lost} thing{'s' * (lost != 1)} that the files say")
        flags = _flags(target, said, allow_loss)
        if flags:
            note(f"approximated, it would be built: {flags}")
        return 1
    texts = [output.text for output in outputs]
    if out is None or out == "-":
        if len(texts) > 1:
            roots = ", ".join(f"`{project.root.path}`" for project in sources.projects[:6])
            raise _cannot(f"there are {len(texts)} root files ({roots}…): name a folder with `--out`, or one file")
        write_data(texts[0])
        return 0
    _write(sources, texts, out, module.SUFFIX)
    return 0


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


def _emit(
    project: Project, target: str, module: Target, chosen: dict[str, str], allow_loss: tuple[str, ...]
) -> Emitted:
    from pricelang.targets import UnknownOption, emit_with_report
    from pricelang.targets._losses import UnknownLoss

    catalog = project.catalog
    assert catalog is not None, "a project without errors has a catalog"
    if catalog.product is None:
        raise _cannot(f'`{project.root.path}` declares no product, so there is nothing to build: `product name "..."`')
    # what a target says of its options is its own exception, if it has one
    refusals = (UnknownOption, UnknownLoss, getattr(module, "OptionError", UnknownOption))
    try:
        return emit_with_report(catalog, target, allow_loss=allow_loss, **chosen)
    except refusals as refused:
        raise _cannot(refused) from None


def _flags(target: str, said: list[Diagnostic], allowed: tuple[str, ...]) -> str:
    """The options with which everything would be approximated; nothing where something cannot be."""
    from pricelang.diagnostics import Severity
    from pricelang.targets import billing

    module = billing(target)
    names = {one.rule.partition("/")[2] for one in said if one.severity is Severity.ERROR}
    if module is None or any(module.LOSSES[name].instead is None for name in names):
        return ""
    return " ".join(f"--allow-loss {name}" for name in sorted({*names, *allowed}))


def _write(sources: Sources, texts: list[str], out: str, suffix: str) -> None:
    """Write to a file, or below a folder as `<stem><suffix>`."""
    import os

    from pricelang.cli.reporting import note
    from pricelang.writing import CannotWrite, write_files

    roots = [project.root.path for project in sources.projects]
    files: dict[str, str] = {}
    if len(roots) > 1 or os.path.isdir(out) or out.endswith(("/", os.sep)):
        first: dict[str, str] = {}
        for root, text in zip(roots, texts, strict=True):
            stem = "stdin" if root == "<stdin>" else os.path.splitext(os.path.basename(root))[0]
            if stem.casefold() in first:
                raise _cannot(
                    f"`{first[stem.casefold()]}` and `{root}` would both be written to "
                    f"`{os.path.join(out, stem + suffix)}`: build them one by one, or rename one"
                )
            first[stem.casefold()] = root
            files[os.path.join(out, stem + suffix)] = text
        if os.path.exists(out) and not os.path.isdir(out):
            raise _cannot(f"`{out}` is a file, and {len(roots)} outputs need a folder")
    else:
        files[out] = texts[0]
    read = {os.path.realpath(file.source.path) for project in sources.projects for file in project.files}
    for path in files:
        if os.path.realpath(path) in read:
            raise _cannot(f"`{path}` is a price file that is read here: write the output elsewhere")
    try:
        if len(files) > 1 or out not in files:
            os.makedirs(out, exist_ok=True)
        write_files(files)
    except OSError as fault:
        raise _cannot(f"the folder `{out}` cannot be made: {(fault.strerror or str(fault)).lower()}") from None
    except CannotWrite as cannot:
        raise _cannot(cannot) from None
    for path in files:
        note(f"wrote {path}")
