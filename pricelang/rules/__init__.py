"""Rules: what the linter holds a pricing to.

A rule is one module of a group's folder: `margin/loss_at_cap.py` is the rule `loss-at-cap` of the group `margin`. It is
found by walking the folders, registered nowhere. `pricelang.rules.frame` says what a module holds.
"""

from __future__ import annotations

import os
from decimal import Decimal
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pricelang.rules.frame import Rule

# A group whose rules speak of suppressions, and so run when all others have spoken.
SUPPRESSION = "suppression"

# What the type of an option is called in JSON.
TYPES: dict[type, str] = {Decimal: "number", int: "integer", bool: "boolean", str: "string"}

_found: dict[str, str] = {}


class UnknownRule(ValueError):  # noqa: N818 - said as it is read
    """No rule has this name; the message says which was perhaps meant."""

    def __init__(self, name: str) -> None:
        self.name = name
        from pricelang.spelling import nearest

        close = nearest(name, names())
        super().__init__(f"there is no rule `{name}`" + (f"; did you mean `{close[0]}`?" if close else ""))


def found() -> dict[str, str]:
    """Every rule's name with its group, by group and name; nothing is imported for it."""
    if not _found:
        here = os.path.dirname(__file__)
        for group in sorted(os.listdir(here)):
            folder = os.path.join(here, group)
            if group.startswith((".", "_")) or not os.path.isdir(folder):
                continue
            for file in sorted(os.listdir(folder)):
                if file.endswith(".py") and not file.startswith("_"):
                    _found[file[:-3].replace("_", "-")] = group.replace("_", "-")
    return _found


def names() -> list[str]:
    """The names of all rules, by group and name."""
    return list(found())


def groups() -> dict[str, list[str]]:
    """The names of the rules of each group."""
    grouped: dict[str, list[str]] = {}
    for name, group in found().items():
        grouped.setdefault(group, []).append(name)
    return grouped


def structural() -> frozenset[str]:
    """The names of the errors of structure, which are no rules and which nothing suppresses.

    They are those that have a page among the explanations.
    """
    folder = os.path.join(os.path.dirname(os.path.dirname(__file__)), "explanations")
    return frozenset(file[:-3] for file in os.listdir(folder) if file.endswith(".md"))


def load(name: str) -> Rule:
    """A rule; only its own module is imported.

    Raises:
        UnknownRule: there is no rule of this name.
    """
    from pricelang.rules.frame import read

    group = found().get(name)
    if group is None:
        raise UnknownRule(name)
    return read(name, group)


def by_default(name: str, group: str) -> bool:
    """Whether a rule runs where nobody asked for it, as its `DEFAULT` says.

    That is read from its text, since importing all rules to leave a third of them out would take longer.
    """
    path = os.path.join(os.path.dirname(__file__), group, f"{name}.py".replace("-", "_"))
    try:
        with open(path, "rb") as file:
            return b"\nDEFAULT = False" not in file.read()
    except OSError:  # installed without its source
        return load(name).default


def page(name: str) -> str | None:
    """A rule's page in Markdown; None where there is no such rule."""
    return load(name).whole_page if name in found() else None


def plain(value: object) -> object:
    """An option's value as JSON has it: a decimal as the text of its number."""
    return str(value) if isinstance(value, Decimal) else value
