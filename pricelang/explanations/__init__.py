"""What the rule of a diagnostic means: one Markdown page a rule, found by its name.

Rules of the language (names, dimensions, structure) have a page in this folder, `<rule>.md`; the linter's rules carry
theirs in their own modules.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Any, cast

_HERE = os.path.dirname(os.path.abspath(__file__))
_SUFFIX = ".md"


class UnknownRule(ValueError):  # noqa: N818 - said as it is read
    """No rule has this name; the message says which was perhaps meant."""


def names() -> list[str]:
    """The names of all rules that have a page, sorted."""
    own = {file.removesuffix(_SUFFIX) for file in os.listdir(_HERE) if file.endswith(_SUFFIX)}
    return sorted(own | set(_linter("names", list)()))


def page(name: str) -> str:
    """The page of a rule, as Markdown.

    Raises:
        UnknownRule: there is no rule of this name.
    """
    known = names()
    if name not in known:
        from pricelang.spelling import nearest

        close = nearest(name, known)
        shown = name if len(name) <= 60 else name[:59] + "…"
        rest = f"did you mean `{close[0]}`?" if close else "`pricelang explain` lists all"
        raise UnknownRule(f"there is no rule `{shown}`; {rest}")
    path = os.path.join(_HERE, name + _SUFFIX)
    if not os.path.isfile(path):
        return cast(str, _linter("page", str)(name)).rstrip() + "\n"
    with open(path, encoding="utf-8") as file:
        return file.read()


def summary(name: str) -> str:
    """The first sentence of a rule's page.

    Raises:
        UnknownRule: there is no rule of this name.
    """
    for line in page(name).splitlines():
        if line and not line.startswith("#"):
            return line
    return ""


def _linter(verb: str, otherwise: Callable[..., Any]) -> Callable[..., Any]:
    """A verb of the linter, where there is one."""
    try:
        from pricelang import rules
    except ImportError:
        return otherwise
    return cast(Callable[..., Any], getattr(rules, verb, otherwise))
