"""Reads a configuration file. Every key is known, every name exists and every value fits, or the place is said.

Imported only where there is a file to read.
"""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Callable
from decimal import Decimal
from typing import Any

from pricelang.config import ALL, DEFAULT, FAIL_ON, SEVERITIES, Config, ConfigError
from pricelang.rules import groups, load, names
from pricelang.rules.frame import Option, severity_of
from pricelang.spelling import nearest

KEYS = {
    "select": "rules and groups that run, `default`, `all`",
    "ignore": "rules and groups that do not run",
    "severity": "how much the findings of a rule matter: error, warning, info or off, by rule",
    "rules": "options of rules: `rules.too-many-tiers.most = 5`",
    "per-file-ignores": "rules and groups that do not run on files of a pattern, by pattern",
    "include": "patterns of the files that a folder stands for",
    "exclude": "patterns of files that are never checked, not even where they are named",
    "required-version": "versions of pricelang that may read this project: `>=0.1, <1`",
    "fail-on": "the least severity that makes the exit status 1: error, warning, info or never",
    "build": "what `pricelang build` writes",
    "baseline": "the file of findings that are known already, from the folder of this file",
}
_NAMED = {Decimal: "a number", int: "a whole number", bool: "true or false", str: "a string"}
_VERSION = re.compile(r"(==|!=|>=|<=|>|<)?\s*(\d+(?:\.\d+)*)")


def read(path: str, data: bytes, *, needed: bool) -> Config | None:
    """The configuration in a file; None where the file is there for others and says nothing of pricelang.

    Raises:
        ConfigError: the file is not sound.
    """
    try:
        text = data.decode("utf-8-sig").replace("\r\n", "\n")
        found: Any = tomllib.loads(text, parse_float=Decimal)
    except UnicodeDecodeError:
        raise ConfigError("this file is not UTF-8 text", path) from None
    except (tomllib.TOMLDecodeError, RecursionError) as problem:
        raise _not_toml(path, problem) from None
    reader = Reader(path, text)
    if os.path.basename(path) == "pyproject.toml":
        section = found.get("tool", {})
        if not isinstance(section, dict) or "pricelang" not in section:
            if needed:
                raise ConfigError("there is no `[tool.pricelang]` in this file", path)
            return None
        found = section["pricelang"]
    return reader.config(found)


def known(word: str, where: str, path: str | None, line: int | None) -> str:
    """A name of a rule or group as it is; `where` is what holds it.

    Raises:
        ConfigError: nothing has this name.
    """
    every = [*names(), *groups(), DEFAULT, ALL]
    if word not in every:
        raise ConfigError(f"`{where}` names `{word}`, which is no rule and no group{_instead(word, every)}", path, line)
    return word


class Reader:
    """Takes a table apart; what is wrong with it is said at the line of its key."""

    def __init__(self, path: str, text: str) -> None:
        self.path = path
        self.text = text

    def config(self, found: Any) -> Config:
        if not isinstance(found, dict):
            raise self.error("`tool.pricelang` is a table", "pricelang")
        if "required-version" in found:  # before all else: another version may know other keys
            self.version(found["required-version"])
        for key in found:
            if key not in KEYS:
                raise self.unknown("", key, KEYS)
        fields: dict[str, Any] = {"path": self.path, "folder": os.path.dirname(self.path) or "."}
        readers: dict[str, Callable[[str, Any], Any]] = {
            "select": self.rules,
            "ignore": self.rules,
            "severity": self.severity,
            "rules": self.options,
            "per-file-ignores": self.per_file,
            "include": self.strings,
            "exclude": self.strings,
            "required-version": lambda _, value: value,
            "fail-on": self.fail_on,
            "build": self.build,
            "baseline": self.baseline,
        }
        for key, value in found.items():
            fields[key.replace("-", "_")] = readers[key](key, value)
        return Config(**fields, stated=frozenset(found))

    def error(self, message: str, *keys: str) -> ConfigError:
        return ConfigError(message, self.path, self.line(*keys))

    def unknown(self, table: str, key: str, known: Any) -> ConfigError:
        """A key that a table does not have."""
        place = f" in `{table}`" if table else ""
        return self.error(f"unknown key `{key}`{place}{_instead(key, known)}", *filter(None, (table, key)))

    def line(self, *keys: str) -> int | None:
        """The line of the last of some keys, each searched after the one before; None where a key is not found."""
        at = 0
        for key in keys:
            found = re.compile(rf"(?<![\w-]){re.escape(key)}(?![\w-])").search(self.text, at)
            if found is None:
                return None
            at = found.start()
        return self.text.count("\n", 0, at) + 1

    def strings(self, key: str, value: Any) -> tuple[str, ...]:
        if not isinstance(value, list) or not all(isinstance(each, str) for each in value):
            raise self.error(f"`{key}` is a list of strings, not {_shown(value)}", key)
        return tuple(value)

    def rules(self, key: str, value: Any) -> tuple[str, ...]:
        return tuple(known(word, key, self.path, self.line(key, word)) for word in self.strings(key, value))

    def table(self, key: str, value: Any, *place: str) -> dict[str, Any]:
        if not isinstance(value, dict):
            raise self.error(f"`{key}` is a table, not {_shown(value)}", *(place or key.split(".")))
        return value

    def build(self, key: str, value: Any) -> Any:
        from pricelang.config.build import read as read_build

        return read_build(self, value)

    def rule(self, key: str, name: str) -> str:
        if name not in names():
            hint = "; a severity is given to each rule by itself" if name in groups() else _instead(name, names())
            raise self.error(f"`{key}` names `{name}`, which is no rule{hint}", key, name)
        return name

    def severity(self, key: str, value: Any) -> dict[str, Any]:
        made = {}
        for name, word in self.table(key, value).items():
            self.rule(key, name)
            if word not in SEVERITIES:
                raise self.error(
                    f"the severity of `{name}` is error, warning, info or off, not {_shown(word)}", key, name
                )
            made[name] = severity_of(word)
        return made

    def options(self, key: str, value: Any) -> dict[str, dict[str, Any]]:
        made: dict[str, dict[str, Any]] = {}
        for name, settings in self.table(key, value).items():
            self.rule(key, name)
            options = load(name).options
            made[name] = {}
            for option, set_to in self.table(f"{key}.{name}", settings).items():
                if option not in options:
                    rest = _instead(option, options) if options else "; it has no options"
                    raise self.error(f"rule `{name}` has no option `{option}`{rest}", name, option)
                made[name][option] = self.value(name, option, options[option], set_to)
        return made

    def value(self, rule: str, option: str, wanted: Option, value: Any) -> Any:
        if wanted.type is Decimal and type(value) is int:
            value = Decimal(value)
        sound = type(value) is wanted.type
        if sound and isinstance(value, Decimal):
            sound = value.is_finite()
        if not sound:
            raise self.error(
                f"option `{option}` of `{rule}` is {_NAMED[wanted.type]}, not {_shown(value)}", rule, option
            )
        return value

    def per_file(self, key: str, value: Any) -> tuple[tuple[str, tuple[str, ...]], ...]:
        return tuple(
            (pattern, tuple(known(word, f"{key}.{pattern}", self.path, self.line(key, word)) for word in words))
            for pattern, words in (
                (pattern, self.strings(key, words)) for pattern, words in self.table(key, value).items()
            )
        )

    def fail_on(self, key: str, value: Any) -> str:
        if not isinstance(value, str) or value not in FAIL_ON:
            raise self.error(f"`{key}` is error, warning, info or never, not {_shown(value)}", key)
        return value

    def baseline(self, key: str, value: Any) -> str:
        if not isinstance(value, str) or not value:
            raise self.error(f"`{key}` is the path of a file, not {_shown(value)}", key)
        return os.path.join(os.path.dirname(self.path), value)

    def version(self, value: Any) -> None:
        """Raises where this version may not read the project."""
        key = "required-version"
        from pricelang import __version__

        if not isinstance(value, str):
            raise self.error(f"`{key}` is a string like `>=0.1, <1`, not {_shown(value)}", key)
        for part in value.split(","):
            match = _VERSION.fullmatch(part.strip())
            if match is None:
                raise self.error(f"`{key}` is versions like `>=0.1, <1`, not {_shown(value)}", key)
            order = _compare(__version__, match[2])
            holds = {
                "==": order == 0,
                "!=": order != 0,
                ">=": order >= 0,
                "<=": order <= 0,
                ">": order > 0,
                "<": order < 0,
            }
            if not holds[match[1] or "=="]:
                this = f"this is {__version__}: install one that it names"
                raise self.error(f"this project wants pricelang {value}, and {this}", key)


def _compare(left: str, right: str) -> int:
    """Sign of the order of two versions; what follows their numbers is left out."""
    a, b = ([int(part) for part in re.findall(r"\d+", version.partition("+")[0])[:4]] for version in (left, right))
    length = max(len(a), len(b))
    a, b = a + [0] * (length - len(a)), b + [0] * (length - len(b))
    return (a > b) - (a < b)


def _not_toml(path: str, problem: Exception) -> ConfigError:
    match = re.search(r"^(.*) \(at line (\d+), column \d+\)$", str(problem))
    if match is None:
        return ConfigError(f"this file is not TOML: {str(problem).lower()}", path)
    return ConfigError(f"this file is not TOML: {match[1][0].lower()}{match[1][1:]}", path, int(match[2]))


def _instead(word: str, every: Any) -> str:
    close = (
        nearest(word, every)
        or nearest(word.replace("_", "-").lower(), every)
        or [each for each in every if each == word.replace("_", "-").lower()]
    )
    return f"; did you mean `{close[0]}`?" if close else ""


def _shown(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return f'"{value}"' if len(value) <= 40 else f'"{value[:38]}…"'
    if isinstance(value, list):
        return "a list"
    if isinstance(value, dict):
        return "a table"
    return str(value)
