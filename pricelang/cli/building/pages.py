"""Documents with blocks: as the command line names them, or as configurations list them."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from pricelang.cli.building.works import Work, listing, only_root, place
from pricelang.cli.reporting import CannotRun, note, show
from pricelang.config import shown
from pricelang.diagnostics import Severity, sort
from pricelang.record import Record

if TYPE_CHECKING:
    from pricelang.catalog.catalog import Catalog
    from pricelang.cli.options import Color
    from pricelang.config import Config
    from pricelang.diagnostics import Diagnostic
    from pricelang.embedding import Catalogs
    from pricelang.project import Project


class Page(Record):
    """A document with blocks. Those that name no price file are filled from that of `config`, else from the only one of
    `projects`, else from the only one of the folder where one is. `only` are the real paths of price files of which one
    has to be among those that it is filled from, None for any."""

    path: str
    text: str
    config: Config | None = None
    projects: tuple[Project, ...] = ()
    only: frozenset[str] | None = None


def named(pages: Sequence[str], paths: Sequence[str], stdin_filename: str | None) -> list[Page]:
    """Documents as the command line names them, to be filled from the price files that it names.

    Raises:
        CannotRun: one cannot be read, or has no block.
    """
    from pricelang.cli.sources import gather
    from pricelang.embedding.pages import BLOCKS, read
    from pricelang.project import CannotRead

    projects: tuple[Project, ...] = ()
    if paths or stdin_filename is not None:
        sources = gather(paths, stdin_filename)
        if sources.problems:
            raise CannotRun(*sources.problems)
        projects = sources.projects
    found = []
    for path in dict.fromkeys(pages):
        try:
            text = read(path)
        except CannotRead as cannot:
            raise CannotRun(*cannot.args) from None
        if not BLOCKS.search(text):
            markers = "`<!-- pricelang:begin table -->` and `<!-- pricelang:end -->`"
            raise CannotRun(f"`{path}` has no block: write {markers}")
        found.append(Page(path, text, projects=projects))
    return found


def listed(paths: Sequence[str], config_path: str | None, works: Iterable[Work]) -> list[Page]:
    """All documents with blocks of the configurations that hold, see `works.configured`. An output of a work is none,
    and is rather built.

    Raises:
        CannotRun: a pattern fits no file, or a file cannot be read.
        pricelang.config.ConfigError: a configuration cannot be used.
    """
    taken = {os.path.realpath(work.path) for work in works if work.path is not None}
    pages: list[Page] = []
    for config, only in listing(paths, config_path):
        for page in _listed(config, None if only is None else frozenset(only)):
            real = os.path.realpath(page.path)
            if real not in taken:
                taken.add(real)
                pages.append(page)
    return pages


def _listed(config: Config, only: frozenset[str] | None) -> Iterator[Page]:
    from pricelang.embedding.pages import BLOCKS, find, read
    from pricelang.project import CannotRead

    assert config.build is not None
    assert config.path is not None
    pages = config.build.pages
    if pages is None:
        return
    origin = f"{shown(config.path)}:{f'{pages.line}:' if pages.line else ''} "
    found: dict[str, None] = {}
    for pattern in pages.patterns:
        fitting = find((pattern,), config.folder)
        if not fitting:
            raise CannotRun(f"{origin}no file fits the pattern `{pattern}` of `build.pages`")
        found |= dict.fromkeys(fitting)
    for path in sorted(found):
        try:
            text = read(path)
        except CannotRead as cannot:
            raise CannotRun(*(f"{origin}{message}" for message in cannot.args)) from None
        if BLOCKS.search(text):
            yield Page(shown(path), text, config, only=only)


def fill_all(
    pages: Iterable[Page], works: Iterable[Work], defaults: Mapping[str, str], color: Color, *, overwrite_edits: bool
) -> dict[str, str] | None:
    """The texts of documents by path, with their blocks filled; None where one cannot be, which has been said then.
    `defaults` are options of blocks that do not say otherwise."""
    from pricelang.embedding import Catalogs, fill

    known = [work.project for work in works]
    texts: dict[str, str] = {}
    said: dict[Diagnostic, None] = {}
    for page in pages:
        catalogs = Catalogs(projects=[*known, *page.projects])
        source = _Source(page, catalogs)
        filled = fill(page.path, page.text, source, defaults=defaults, overwrite_edits=overwrite_edits)
        if page.only is not None and page.only.isdisjoint(map(os.path.realpath, catalogs.files)):
            continue
        texts[page.path] = filled.text
        # what is stale or empty is written, or shown as a difference
        said |= {one: None for one in filled.diagnostics if one.rule not in ("embedding/stale", "embedding/unfilled")}
    if said:
        show(sort(list(said)), color=color, err=True)
    errors = sum(one.severity is Severity.ERROR for one in said)
    if errors:
        note(f"nothing was built: {errors} error{'s' * (errors != 1)}")
        return None
    return texts


class _Source:
    """The catalogs of a page, whose own price file is looked for only where a block needs it."""

    def __init__(self, page: Page, catalogs: Catalogs) -> None:
        self.page = page
        self.catalogs = catalogs

    def __call__(self, path: str | None) -> Catalog:
        return self.catalogs(path if path is not None else self._own())

    def _own(self) -> str:
        from pricelang.embedding import NoCatalog
        from pricelang.project import CannotRead, find

        config, projects = self.page.config, self.page.projects
        try:
            if config is not None and config.build is not None and config.build.pages is not None:
                return place(config, config.build.pages.source or only_root(config))
            roots = [project.root.path for project in projects] or find(["."])
        except CannotRead as cannot:
            raise NoCatalog(str(cannot)) from None
        if len(roots) == 1:
            return roots[0]
        found = ", ".join(f"`{root}`" for root in roots[:6]) + "…" * (len(roots) > 6)
        raise NoCatalog(f"there are {len(roots)} root files ({found})", ("say which with `source=...`",))
