"""Files: found, read, joined by their imports, and taken to a catalog.

A file that another one imports is checked as a part of it. A folder stands for all `.price` files below it.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from pricelang.catalog.catalog import Catalog
from pricelang.config import SKIPPED
from pricelang.diagnostics import Diagnostic, Edit, Fix, Label, Safety, Severity, error, sort
from pricelang.record import Record
from pricelang.source import Source, Span
from pricelang.spelling import nearest
from pricelang.syntax import File, nodes, parse

if TYPE_CHECKING:
    from datetime import date

    from pricelang.analysis import Undecided
    from pricelang.config import Config, Settings

SUFFIX = ".price"
# Characters of a path that a message repeats; no system knows a longer one.
_LONGEST = 4096
# A file is read whole, so there is an end to what is read: some three million lines.
MOST_BYTES = 100_000_000


class CannotRead(Exception):  # noqa: N818 - said as it is read
    """A file or folder that was asked for cannot be read; the message says which, why and what to do. Several of them
    have a message each in `args`."""

    def __str__(self) -> str:
        return "\n".join(self.args)


class Project(Record):
    """A root file with all that it imports, and what they mean.

    `catalog` is None where a file has syntax errors. Rely on it only where no diagnostic is an error. `undecided` holds
    the questions that the linter's analysis left open. `stopped` says that errors kept the rest from being looked at.
    """

    root: Source
    files: tuple[File, ...]
    catalog: Catalog | None
    diagnostics: tuple[Diagnostic, ...]
    undecided: tuple[Undecided, ...] = ()
    stopped: bool = False

    @property
    def failed(self) -> bool:
        """Whether there is an error."""
        return any(each.severity is Severity.ERROR for each in self.diagnostics)


def distinct(projects: Sequence[Project]) -> list[Diagnostic]:
    """The findings of some projects; what two of them say of a file that they share is there once."""
    found: dict[object, Diagnostic] = {}
    for project in projects:
        for one in project.diagnostics:
            found.setdefault((one.rule, one.message, one.span), one)
    return list(found.values())


class Loader:
    """Reads and parses each file once, however many roots import it.

    With `settings` the linter's rules are run on what is sound in structure, as of `today` (None: the real day).
    """

    def __init__(self, settings: Settings | None = None, today: date | None = None) -> None:
        self.settings = settings
        self._today = today
        self._files: dict[str, File] = {}

    def load(self, path: str, text: str | bytes | None = None) -> Project:
        """The project of a root file; `text` stands for what the file holds, where it is not to be read, as text or as
        the bytes of a file.

        Raises:
            CannotRead: the root file cannot be read.
            pricelang.config.ConfigError: the configuration of its folder cannot be used.
        """
        if text is None:
            root = self.read(path)
        else:
            root = parse(Source(path, text)) if isinstance(text, str) else _parse_bytes(path, text)
            self.hold(path, root)
        files, missing = self._joined(root)
        found = [*missing, *(each for file in files for each in file.diagnostics)]
        if found:
            return Project(root.source, tuple(files), None, tuple(sort(found)), stopped=True)
        from pricelang.lowering import lower

        lowered = lower(files, root=root)
        found = list(lowered.diagnostics)
        if not any(each.severity is Severity.ERROR for each in found) and lowered.catalog.examples:
            from pricelang.rating.examples import verify

            found += verify(lowered.catalog)
        stopped = any(each.severity is Severity.ERROR for each in found)
        undecided: list[Undecided] = []
        if self.settings is not None and not stopped:
            found += self._lint(self.settings.of(path), files, lowered.catalog, undecided)
        return Project(root.source, tuple(files), lowered.catalog, tuple(sort(found)), tuple(undecided), stopped)

    def hold(self, path: str, file: File) -> None:
        """Let a parsed file stand for what is at a path, for all that import it."""
        self._files[identity(path)] = file

    def held(self, path: str) -> File | None:
        """A file that was read already, or that some text stands for."""
        return self._files.get(identity(path))

    def _lint(
        self, config: Config, files: list[File], catalog: Catalog, undecided: list[Undecided]
    ) -> list[Diagnostic]:
        from datetime import date

        from pricelang.rebilling import rebilling
        from pricelang.rules.frame import run

        return run(files, catalog, config, self._today or date.today(), rebilling(catalog), undecided)

    def imports(self, path: str) -> list[str]:
        """The paths that a file imports, as far as they exist; nothing where it cannot be read."""
        try:
            file = self.read(path)
        except CannotRead:
            return []
        return [target for _, target in _imports(file) if os.path.isfile(target)]

    def read(self, path: str) -> File:
        """A file, parsed; each is read once, and called as it was when it was first asked for.

        Raises:
            CannotRead: it cannot be read.
        """
        one = identity(path)
        if one not in self._files:
            self._files[one] = _parse_bytes(path, read(path))
        return self._files[one]

    def _joined(self, root: File) -> tuple[list[File], list[Diagnostic]]:
        """A file and all that it imports, each once, and the imports that lead nowhere."""
        files, missing = [root], []
        seen = {identity(root.source.path)}
        for file in files:
            for statement, target in _imports(file):
                if identity(target) in seen:
                    continue
                seen.add(identity(target))
                try:
                    files.append(self._import(statement, target))
                except CannotRead:
                    missing.append(_no_import(file, statement, target))
        return files, missing

    def _import(self, statement: nodes.Import, target: str) -> File:
        written = statement.path.value
        # a file from a stranger is safe to check: it makes nothing be read but price files beside it
        if os.path.isabs(written) or not written.endswith(SUFFIX) or not _is_price_file(target):
            raise CannotRead(written)
        return self.read(target)


def find(paths: Iterable[str], loader: Loader | None = None) -> list[str]:
    """The root files among some paths: files as they are, folders for all `.price` files below them.

    What another one of them imports is no root, unless both import each other. What the loader's settings exclude is
    not there. What is read to know that stays in the loader.

    Raises:
        CannotRead: paths do not exist, or are folders that hold no `.price` file.
    """
    paths = list(paths)
    loader = loader or Loader()
    found = files(paths, loader.settings)
    return found if len(found) < 2 else roots_among(found, set(paths), loader)


def files(paths: Iterable[str], settings: Settings | None = None) -> list[str]:
    """All files among some paths, roots and imported ones: files as they are, folders for all `.price` files below
    them. What the settings exclude is not there.

    Raises:
        CannotRead: paths do not exist, or are folders that hold no `.price` file.
    """
    found: list[str] = []
    named: set[str] = set()
    problems: list[str] = []
    for path in paths:
        if os.path.isdir(path):
            below = list(walk(path))
            if not os.access(path, os.R_OK | os.X_OK):
                problems.append(f"`{path}` cannot be read: permission denied")
            elif not below:
                problems.append(f"no `{SUFFIX}` file in `{path}`; `pricelang init` writes a first one")
            found += below
        elif os.path.exists(path):
            found.append(path)
            named.add(path)
        else:
            problems.append(_missing(path))
    if problems:
        raise CannotRead(*problems)
    found = list(dict.fromkeys(found))
    if settings is not None:
        found = [path for path in found if not settings.excludes(path, named=path in named)]
    return found


def roots_among(paths: list[str], named: set[str], loader: Loader) -> list[str]:
    """Those of some paths that no other one imports, and those that are named; where files only import each other, the
    first of them."""
    identities = {identity(path): path for path in paths}
    imported: set[str] = set()
    for path in paths:
        reached = {identity(target) for target in loader.imports(path)}
        imported |= reached & identities.keys()
    roots = [path for path in paths if path in named or identity(path) not in imported]
    # files that only import each other: the first one speaks for them
    covered = {each for root in roots for each in _reach(loader, root)}
    for path in paths:
        if identity(path) not in covered:
            roots.append(path)
            covered |= _reach(loader, path)
    chosen = set(roots)
    return [path for path in paths if path in chosen]


def _reach(loader: Loader, path: str) -> set[str]:
    pending, seen = [path], {identity(path)}
    for current in pending:
        for target in loader.imports(current):
            if identity(target) not in seen:
                seen.add(identity(target))
                pending.append(target)
    return seen


def walk(folder: str, most: int | None = None, cut: list[str] | None = None) -> Iterator[str]:
    """All `.price` files below a folder; other people's files and hidden folders are left out. Only its first `most`
    folders are read, and where there are more, `folder` is added to `cut`."""
    for seen, (parent, folders, files) in enumerate(os.walk(folder)):
        if seen == most:
            if cut is not None:
                cut.append(folder)
            return
        folders[:] = sorted(name for name in folders if not name.startswith(".") and name not in SKIPPED)
        for name in sorted(name for name in files if name.endswith(SUFFIX)):
            path = os.path.join(parent, name).removeprefix("./")
            # a pipe or a device would be waited for; a link that leads nowhere is to be reported
            if _is_price_file(path) or not os.path.exists(path):
                yield path


def _is_price_file(path: str) -> bool:
    """Whether a path leads to a file that is named as a price file itself: a link to another one is not followed, so
    that a stranger's checkout shows nothing of the machine that checks it."""
    return os.path.isfile(path) and identity(path).endswith(SUFFIX)


def _imports(file: File) -> list[tuple[nodes.Import, str]]:
    folder = os.path.dirname(file.source.path)
    return [
        (statement, os.path.normpath(os.path.join(folder, statement.path.value.replace("\0", "\ufffd"))))
        for statement in file.declarations
        if isinstance(statement, nodes.Import)
    ]


def _no_import(file: File, statement: nodes.Import, target: str) -> Diagnostic:
    span = Span(file.source, statement.path.start, statement.path.end)
    written = statement.path.value
    if os.path.isabs(written):
        return error("missing-import", "an import is relative to its file", span, "an absolute path")
    if not written.endswith(SUFFIX):
        return error("missing-import", f"an import names a `{SUFFIX}` file", span, f"does not end in `{SUFFIX}`")
    if os.path.isdir(target):
        return error("missing-import", f"`{written}` is a folder", span, "an import names one file")
    close = _neighbours(target)
    meant = os.path.join(os.path.dirname(written), close) if close else None
    plain = meant is not None and not set('\\"\n') & set(meant)  # what a text holds without escapes
    return error(
        "missing-import",
        f"`{written}` does not exist or cannot be read",
        span,
        f"looked for `{target}`",
        helps=(f"did you mean `{meant}`?",) if meant else (),
        fix=Fix(f"import `{meant}`", (Edit(span, f'"{meant}"'),), Safety.UNSAFE) if plain else None,
    )


def _neighbours(path: str) -> str | None:
    """A file name beside `path` that is nearly its own."""
    try:
        names = os.listdir(os.path.dirname(path) or ".")
    except OSError:
        return None
    return next(iter(nearest(os.path.basename(path), [name for name in names if name.endswith(SUFFIX)])), None)


def _missing(path: str) -> str:
    if len(path) > _LONGEST:
        return f"`{path[:_LONGEST]}…` does not exist"
    if os.path.islink(path):
        return f"`{path}` does not exist: it is a link that leads to no file"
    close = _neighbours(path)
    return f"`{path}` does not exist" + (
        f"; did you mean `{os.path.join(os.path.dirname(path), close)}`?" if close else ""
    )


def read(path: str) -> bytes:
    """The bytes of a file.

    Raises:
        CannotRead: it cannot be read, and why.
    """
    if not os.path.exists(path):
        raise CannotRead(_missing(path))
    if os.path.isdir(path):
        raise CannotRead(f"`{path}` is a folder, not a file")
    try:
        with open(path, "rb") as file:
            return bounded(path, file.read(MOST_BYTES + 1))
    except OSError as problem:
        raise CannotRead(f"`{path}` cannot be read: {(problem.strerror or str(problem)).lower()}") from None


def bounded(path: str, data: bytes) -> bytes:
    """The bytes of a file, if they are not more than any price file has.

    Raises:
        CannotRead: they are more.
    """
    if len(data) > MOST_BYTES:
        raise CannotRead(f"`{path}` is larger than {MOST_BYTES // 1_000_000} MB: it is no price file")
    return data


def _parse_bytes(path: str, data: bytes) -> File:
    """Text is UTF-8; where it is not, the place of the first wrong byte is said, and the rest is not read."""
    try:
        return parse(Source(path, data.decode("utf-8-sig")))
    except UnicodeDecodeError as problem:
        source = Source(path, data.decode("utf-8", errors="replace"))
        at = len(data[: problem.start].decode("utf-8"))
        wrong = data[problem.start]
        return File(source, (), (), (_not_text(source, at, wrong, data),))


def _not_text(source: Source, at: int, wrong: int, data: bytes) -> Diagnostic:
    helps: Sequence[str] = ("save the file as UTF-8",)
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        helps = ("this looks like UTF-16: save the file as UTF-8",)
    return Diagnostic(
        "not-utf8",
        Severity.ERROR,
        "this file is not UTF-8 text",
        Label(Span(source, at, at + 1), f"byte 0x{wrong:02x} cannot stand here"),
        helps=tuple(helps),
    )


def text_of(path: str, data: bytes) -> File:
    """The parsed file of some bytes, as from standard input; `path` is what diagnostics show."""
    return _parse_bytes(path, data)


def identity(path: str) -> str:
    """What two paths of one file have in common."""
    folder, name = os.path.split(path)
    if name in ("", ".", "..") or os.path.islink(path):
        return os.path.realpath(path)
    return os.path.join(_real_folder(os.getcwd(), folder), name)


@lru_cache(maxsize=4096)
def _real_folder(current: str, folder: str) -> str:
    """Where a folder is, seen from the current one: asked for each of its files, and slow to find."""
    return os.path.realpath(os.path.join(current, folder))
