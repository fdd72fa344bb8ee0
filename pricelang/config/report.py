"""What a configuration says, part by part, and where each part is from."""

from __future__ import annotations

from typing import Any

from pricelang.config import Config, shown
from pricelang.rules import found, load, names, plain

DEFAULT = "default"


def report(config: Config) -> list[tuple[str, Any, str]]:
    """Each setting by its key: the value as JSON has it, and the file or option that it is from."""
    file = DEFAULT if config.path is None else shown(config.path)

    def origin(key: str) -> str:
        return config.origins.get(key) or (file if key in config.stated else DEFAULT)

    entries: list[tuple[str, Any, str]] = [
        ("select", list(config.select), origin("select")),
        ("ignore", list(config.ignore), origin("ignore")),
        ("include", list(config.include), origin("include")),
        ("exclude", list(config.exclude), origin("exclude")),
        ("fail-on", config.fail_on, origin("fail-on")),
        ("required-version", config.required_version, origin("required-version")),
        ("baseline", config.baseline, origin("baseline")),
    ]
    for pattern, ignored in config.per_file_ignores:
        entries.append((f"per-file-ignores.{_key(pattern)}", list(ignored), origin("per-file-ignores")))
    for output in config.build.outputs if config.build is not None else ():
        said = {"target": output.target, "source": output.source, "allow-loss": list(output.allow_loss)}
        entries.append((f"build.outputs.{_key(output.path)}", said | dict(output.options), origin("build")))
    if config.build is not None and config.build.pages is not None:
        entries.append(("build.pages", list(config.build.pages.patterns), origin("build")))
    candidates = set(config.candidates(found()))
    for name in names():
        rule = load(name)
        runs = name in candidates and config.selects(rule)
        set_to = config.severity.get(name)
        severity = (set_to or rule.severity).word if runs else "off"
        chosen = "ignore" if name not in candidates else "select"
        entries.append(
            (
                f"severity.{name}",
                severity,
                file if name in config.severity else _chosen(config, chosen, runs, rule.default),
            )
        )
        for option, value in config.options(rule).items() if runs else ():
            stated = option in config.rules.get(name, {})
            entries.append((f"rules.{name}.{option}", plain(value), file if stated else DEFAULT))
    return entries


def _chosen(config: Config, key: str, runs: bool, default: bool) -> str:
    """Where it is decided whether a rule runs."""
    if runs == default and not (key in config.stated or key in config.origins):
        return DEFAULT
    file = DEFAULT if config.path is None else shown(config.path)
    return config.origins.get(key) or (file if key in config.stated else DEFAULT)


def _key(pattern: str) -> str:
    return '"' + pattern.replace("\\", "\\\\").replace('"', '\\"') + '"'
