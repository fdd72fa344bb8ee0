"""What is to be built: as the command line asks for it, or as configurations list it."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from pricelang.cli.reporting import CannotRun
from pricelang.config import shown
from pricelang.record import Record

if TYPE_CHECKING:
    from pricelang.config import Config
    from pricelang.config.build import Output
    from pricelang.project import Loader, Project


class Work(Record):
    """One output. `path` is where it goes, None for standard output; `origin` is the place that asks for it, in front
    of what is said about it, nothing for the command line."""

    project: Project
    target: str
    options: dict[str, str]
    allow_loss: tuple[str, ...]
    path: str | None
    origin: str = ""

    def cannot(self, *messages: object) -> CannotRun:
        """Why it cannot be built."""
        return CannotRun(*(f"{self.origin}{message}" for message in messages))


def configured(paths: Sequence[str], config_path: str | None) -> list[Work]:
    """All outputs of the configuration that was named, else of those that hold in the folders of the paths and of those
    below them; for a path that is a price file, only the outputs that are built from it. Without paths, the folder
    where one is. None where none is listed.

    Raises:
        CannotRun: a source is missing.
        pricelang.config.ConfigError: a configuration cannot be used.
    """
    from pricelang.project import Loader

    loader, made = Loader(), []
    taken: dict[str, str] = {}
    for config, only in listing(paths, config_path):
        assert config.build is not None
        assert config.path is not None
        for output in config.build.outputs:
            work = _work(config, output, loader)
            if only is not None and not any(os.path.realpath(each.source.path) in only for each in work.project.files):
                continue
            real = os.path.realpath(work.path or "")
            if real in taken:
                raise work.cannot(f"`{work.path}` is built by {taken[real]} too")
            taken[real] = f"`{shown(config.path)}`"
            made.append(work)
    return made


def listing(paths: Sequence[str], config_path: str | None) -> Iterable[tuple[Config, set[str] | None]]:
    """Configurations that list what is built, each once, and the files that it is to be built from, None for any.

    Raises:
        CannotRun: a path does not exist.
        pricelang.config.ConfigError: a configuration cannot be used.
    """
    from pricelang.config import below, find, load

    if config_path is not None and paths:
        raise CannotRun("`--config` names what lists the outputs, and so do paths: give one or the other")
    wanted: dict[str, tuple[Config, set[str] | None]] = {}
    for path in paths or ["."] if config_path is None else [config_path]:
        if not os.path.exists(path):
            raise CannotRun(f"`{path}` does not exist")
        folder = os.path.isdir(path)
        if config_path is not None:
            configs = [load(path)]
        elif folder:
            configs = [find(path), *below(path)]
        else:
            configs = [find(os.path.dirname(path) or ".")]
        for config in configs:
            if config.build is None or config.path is None:
                continue
            before = wanted.get(config.path)
            only = None if folder or config_path is not None else {os.path.realpath(path)}
            if before is not None:
                only = None if only is None or before[1] is None else only | before[1]
            wanted[config.path] = config, only
    return wanted.values()


def _work(config: Config, output: Output, loader: Loader) -> Work:
    from pricelang.project import CannotRead

    assert config.path is not None
    origin = f"{shown(config.path)}:{f'{output.line}:' if output.line else ''} "
    try:
        source = output.source or only_root(config)
        project = loader.load(place(config, source))
    except CannotRead as missing:
        raise CannotRun(*(f"{origin}{message}" for message in missing.args)) from None
    path = place(config, output.path)
    work = Work(project, output.target, dict(output.options), output.allow_loss, path, origin)
    folder = os.path.realpath(config.folder)
    if os.path.commonpath([folder, os.path.realpath(path)]) != folder:
        raise work.cannot(f"`{output.path}` leads out of the folder of this configuration, by a link")
    return work


def place(config: Config, path: str) -> str:
    """A path of a configuration, from where one is."""
    return shown(os.path.join(config.folder, path))


def only_root(config: Config) -> str:
    """The one root file of a configuration's folder, relative to it.

    Raises:
        CannotRead: there is none, or there are several.
    """
    from pricelang.project import CannotRead, Loader, find

    loader = Loader()
    roots = [path for path in find([config.folder], loader) if not config.excludes(path, named=False)]
    if len(roots) == 1:
        return os.path.relpath(roots[0], config.folder)
    found = ", ".join(f"`{os.path.relpath(path, config.folder)}`" for path in roots[:6]) + "…" * (len(roots) > 6)
    raise CannotRead(f"there are {len(roots)} root files ({found}): say which with `source`")
