"""Configuration: `[tool.pricelang]` of a pyproject.toml, or a pricelang.toml.

The nearest one upward from a file's folder holds; the search ends at the root of a repository. Where both stand in one
folder, pricelang.toml wins. Nothing is merged: one file holds, so that one look at it is enough.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from pricelang.diagnostics import Severity
from pricelang.record import Record, replace

if TYPE_CHECKING:
    from pricelang.config.build import Build
    from pricelang.rules.frame import Rule

DEFAULT, ALL = "default", "all"
FAIL_ON = ("error", "warning", "info", "never")
SEVERITIES = ("error", "warning", "info", "off")
_NOTHING: Mapping[str, Any] = MappingProxyType({})
FILES = ("pricelang.toml", "pyproject.toml")
SKIPPED = frozenset({"node_modules", "__pycache__", "venv", "site-packages"})
"""Folders that hold other people's files."""


class ConfigError(Exception):
    """A configuration cannot be used: the message says what is wrong and what to write, `path` and `line` where."""

    def __init__(self, message: str, path: str | None = None, line: int | None = None) -> None:
        self.message = message
        self.path = path
        self.line = line
        place = "" if path is None else f"{shown(path)}:{line}: " if line else f"{shown(path)}: "
        super().__init__(place + message)


def shown(path: str) -> str:
    """A path from where one is, as people read it, and the same on every machine."""
    try:
        return os.path.relpath(path)
    except ValueError:  # another drive
        return path


class Config(Record):
    """What holds for the files of a folder.

    `select` and `ignore` are names of rules and groups, `default` or `all`; the more specific name wins, and of equal
    ones `ignore`. `severity` None is `off`. `rules` are options by rule. Patterns are relative to `folder`. `path` is
    the file that all of this is from, None where there is none; `origins` says of each key where it is from, where
    that is not `path`. `baseline` is the path of the findings that are known already, from where one is.
    """

    path: str | None = None
    folder: str = "."
    select: tuple[str, ...] = (DEFAULT,)
    ignore: tuple[str, ...] = ()
    severity: Mapping[str, Severity | None] = _NOTHING
    rules: Mapping[str, Mapping[str, Any]] = _NOTHING
    per_file_ignores: tuple[tuple[str, tuple[str, ...]], ...] = ()
    include: tuple[str, ...] = ("*.price",)
    exclude: tuple[str, ...] = ()
    required_version: str | None = None
    fail_on: str = "error"
    build: Build | None = None
    baseline: str | None = None
    stated: frozenset[str] = frozenset()
    origins: Mapping[str, str] = _NOTHING

    __ignored__ = frozenset()

    def candidates(self, found: Mapping[str, str]) -> list[str]:
        """The names, of all rules with their groups, that are selected: the others need not be imported."""
        from pricelang.rules import by_default

        levels = ((name, group, self._level(name, group)) for name, group in found.items())
        return [name for name, group, level in levels if level or (level is None and by_default(name, group))]

    def selects(self, rule: Rule) -> bool:
        """Whether a rule runs."""
        level = self._level(rule.name, rule.group)
        return rule.default if level is None else level

    def _level(self, name: str, group: str) -> bool | None:
        """Whether a rule is selected; None where that is for the rule's own default to say."""
        if self.severity.get(name, Severity.INFO) is None:
            return False
        wanted = _specific(self.select, name, group)
        if name in self.severity and self.origins.get("select") is None:
            wanted = max(wanted, 3)  # who gives a rule a severity wants to hear of it
        if wanted == 0 or _specific(self.ignore, name, group) >= max(wanted, 1):
            return False
        return None if wanted == 1 and ALL not in self.select else True

    def options(self, rule: Rule) -> dict[str, Any]:
        """All options of a rule, as set or by default."""
        return {name: option.default for name, option in rule.options.items()} | dict(self.rules.get(rule.name, {}))

    def ignores(self, rule: Rule, path: str) -> bool:
        """Whether a rule's findings in a file are not wanted."""
        return any(
            _specific(names, rule.name, rule.group) and self._matches(path, (pattern,))
            for pattern, names in self.per_file_ignores
        )

    def excludes(self, path: str, *, named: bool) -> bool:
        """Whether a file is not to be checked. One that is `named` need not be among those to include."""
        if self.exclude and self._matches(path, self.exclude):
            return True
        return not named and "include" in self.stated and not self._matches(path, self.include)

    def _matches(self, path: str, patterns: tuple[str, ...]) -> bool:
        from pricelang.config.globs import matches

        return matches(path, patterns, self.folder)


def _specific(words: Iterable[str], name: str, group: str) -> int:
    """How closely the words name a rule: 3 by its name, 2 by its group, 1 with all others, 0 not at all."""
    return max(
        (3 if word == name else 2 if word == group else 1 if word in (DEFAULT, ALL) else 0 for word in words), default=0
    )


def threshold(fail_on: str) -> int:
    """The severity from which on a run fails; one that nothing has for `never`."""
    return max(Severity) + 1 if fail_on == "never" else Severity[fail_on.upper()]


def find(folder: str) -> Config:
    """The configuration that holds in a folder; the built-in one where there is no file.

    Raises:
        ConfigError: the file cannot be used.
    """
    start = folder = os.path.realpath(folder)
    while True:
        for name in FILES:
            path = os.path.join(folder, name)
            if os.path.isfile(path):
                config = _read(path, needed=False)
                if config is not None:
                    return config
        above = os.path.dirname(folder)
        if above == folder or os.path.exists(os.path.join(folder, ".git")):
            return Config(folder=start)
        folder = above


def below(folder: str) -> list[Config]:
    """The configurations in the folders below one, in their order; hidden folders and those of other people's files are
    passed by.

    Raises:
        ConfigError: one of the files cannot be used.
    """
    found = []
    for parent, folders, files in os.walk(os.path.realpath(folder)):
        folders[:] = sorted(each for each in folders if not each.startswith(".") and each not in SKIPPED)
        here = (_read(os.path.join(parent, name), needed=False) for name in FILES if name in files)
        found += [config for config in here if config is not None][:1]
    return found


def repository(folder: str) -> str | None:
    """The root of the repository that a folder stands in; None where it stands in none."""
    folder = os.path.realpath(folder)
    while not os.path.exists(os.path.join(folder, ".git")):
        above = os.path.dirname(folder)
        if above == folder:
            return None
        folder = above
    return folder


def load(path: str) -> Config:
    """The configuration in a file that was named.

    Raises:
        ConfigError: the file cannot be read or used.
    """
    if not os.path.isfile(path):
        raise ConfigError("this file does not exist" if not os.path.exists(path) else "this is a folder", path)
    config = _read(path, needed=True)
    assert config is not None
    return config


class Settings:
    """Which configuration holds for which file, as a command was told: the nearest one of each file, or `path` for all;
    `isolated` is none at all.

    `select` replaces what a file selects and ignores, `ignore` adds to what it ignores.

    Raises:
        ConfigError: the file does not exist or cannot be used, or a name is no rule and no group.
    """

    def __init__(
        self,
        path: str | None = None,
        *,
        isolated: bool = False,
        select: Iterable[str] = (),
        ignore: Iterable[str] = (),
    ) -> None:
        self._select, self._ignore = tuple(select), tuple(ignore)
        if self._select or self._ignore:
            from pricelang.config.file import known

            for option, words in (("--select", self._select), ("--ignore", self._ignore)):
                for word in words:
                    known(word, option, None, None)
        self._always: Config | None = None
        if path is not None or isolated:
            self._always = self._with_arguments(load(path) if path is not None else Config())
        self._found: dict[str, Config] = {}

    def of(self, path: str) -> Config:
        """What holds for a file.

        Raises:
            ConfigError: its configuration cannot be used.
        """
        if self._always is not None:
            return self._always
        folder = os.path.dirname(path) or "."
        if folder not in self._found:
            self._found[folder] = self._with_arguments(find(folder))
        return self._found[folder]

    def excludes(self, path: str, *, named: bool) -> bool:
        """Whether a file is not to be checked; see `Config.excludes`.

        Raises:
            ConfigError: its configuration cannot be used.
        """
        return self.of(path).excludes(path, named=named)

    def _with_arguments(self, config: Config) -> Config:
        origins = dict(config.origins)
        select, ignore = config.select, config.ignore
        if self._select:
            select, ignore = self._select, ()
            origins |= {"select": "--select", "ignore": "--select"}
        if self._ignore:
            ignore = (*ignore, *self._ignore)
            origins["ignore"] = "--ignore"
        return replace(config, select=select, ignore=ignore, origins=origins)


def _read(path: str, *, needed: bool) -> Config | None:
    try:
        with open(path, "rb") as file:
            data = file.read()
    except OSError as problem:
        raise ConfigError(f"cannot be read: {(problem.strerror or str(problem)).lower()}", path) from None
    # a table of pricelang is rare in a pyproject.toml, and reading TOML is slow to import
    if os.path.basename(path) == "pyproject.toml" and not needed and not _names_it(data):
        return None
    from pricelang.config.file import read

    return read(path, data, needed=needed)


def _names_it(data: bytes) -> bool:
    """Whether a pyproject.toml may have a table `tool.pricelang`, however that is written."""
    plain = data.replace(b" ", b"").replace(b"\t", b"").replace(b'"', b"").replace(b"'", b"")
    return b"tool.pricelang" in plain or (b"[tool]" in plain and b"pricelang" in plain) or b"tool={" in plain
