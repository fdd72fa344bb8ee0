"""Targets: a catalog in, the text of one output out.

A target is a module (or package) of this folder; its name is the file's name, with `-` for `_`. A module whose name
starts with an underscore serves targets and is none itself. A target holds `NAME`, `SUFFIX` (of the file it would be
written to), `DESCRIPTION` (a phrase without a full stop), `OPTIONS` (its options by name, each with a phrase) and
`emit(catalog, **options)`. The same catalog and options give the same text on every run.

A *billing target* writes what a billing system takes, ready to post, and refuses what it cannot say. It also holds

- `LOSSES: dict[str, Loss]` (`_losses`): by kebab-case name, what the system has no words for, and the documented
  approximation, or None where nothing would come to the same bill;
- `EXPRESSES: dict[str, str]`: what it can say, by construct, and as what; for listings;
- `compile(catalog, *, allow_loss=frozenset(), **options) -> Emitted`: the text and the diagnostics. While it emits, it
  reports each loss on a `Report(NAME, LOSSES, allow_loss)` at the value's span: an error named `<target>/<loss>`, or,
  where the name is in `allow_loss`, an info, and the approximation is written. With an error left, the text is empty
  (`Report.emitted(text)` does this). Nothing is dropped silently: what is neither written nor a loss is kept as a
  remark (`Report.remark`), and `_requests.about(report)` puts approximations and remarks into the output.
- `emit(catalog, **options) -> str`: the text of `compile`, by `or_raise`.

What helps to write one
- `_offers` reads a catalog for billing: tiers and add-ons as offers, with their fees and usage prices in neutral steps
  (`Fraction`, major units), and reports what is beyond nearly every system (cohorts, windows, credits, ceilings) by
  common loss names. `_common.LOSSES` holds these with their approximations: a target takes them over
  (`LOSSES = common(...) | {...}`) without those that it can say, and tells the reader so.
- `_requests`: an ordered list of calls with references (`${name:id}`), and the JSON document of them.
- `_amounts`: exact amounts as text or as whole minor units, with the places that the system takes.

Money is never a float; amounts are written in plain notation, in the units that the system's API takes.
"""

from __future__ import annotations

import importlib
import sys
from typing import TYPE_CHECKING, Protocol, cast

from pricelang.spelling import instead

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pricelang.catalog.catalog import Catalog
    from pricelang.targets._losses import Emitted, Loss


class Target(Protocol):
    """What the module of a target holds."""

    NAME: str
    SUFFIX: str
    DESCRIPTION: str
    OPTIONS: dict[str, str]

    @property
    def emit(self) -> Emit: ...


class Emit(Protocol):
    """A target's own `emit`: its options are keywords, and each has a default."""

    def __call__(self, catalog: Catalog, /) -> str: ...


class BillingTarget(Target, Protocol):
    """What the module of a billing target holds beside."""

    LOSSES: dict[str, Loss]
    EXPRESSES: dict[str, str]

    @property
    def compile(self) -> Compile: ...


class Compile(Protocol):
    """A billing target's `compile`: the losses that may be approximated, and its own options."""

    def __call__(self, catalog: Catalog, /, *, allow_loss: frozenset[str] = ...) -> Emitted: ...


class UnknownTarget(ValueError):  # noqa: N818 - said as it is read
    """No target has this name; the message says which was perhaps meant, and which there are."""

    def __init__(self, name: str, known: list[str]) -> None:
        self.name = name
        self.known = known
        super().__init__(f"there is no target `{name}`{instead(name, known)}")


class UnknownOption(ValueError):  # noqa: N818 - said as it is read
    """A target has no option of this name; the message says which was perhaps meant, and which it has."""

    def __init__(self, target: str, option: str, known: list[str]) -> None:
        self.target = target
        self.option = option
        self.known = known
        rest = instead(option, known) if known else "; it has no options"
        super().__init__(f"target `{target}` has no option `{option}`{rest}")


def names() -> list[str]:
    """The names of all targets, sorted; nothing is imported for it."""
    import pkgutil

    found = (module.name for module in pkgutil.iter_modules(__path__))
    return sorted(name.replace("_", "-") for name in found if not name.startswith("_"))


def load(name: str) -> Target:
    """The module of a target.

    Raises:
        UnknownTarget: there is no target of this name.
    """
    module = f"{__name__}.{name.replace('-', '_')}"
    if "_" in name or "." in name or module not in sys.modules:
        known = names()
        if name not in known:
            raise UnknownTarget(name, known)
    return cast("Target", importlib.import_module(module))


def billing(name: str) -> BillingTarget | None:
    """The module of a billing target; None for a target that loses nothing.

    Raises:
        UnknownTarget: there is no target of this name.
    """
    module = load(name)
    return cast("BillingTarget", module) if hasattr(module, "LOSSES") else None


def emit(catalog: Catalog, target: str, **options: object) -> str:
    """The catalog as a target writes it.

    Raises:
        UnknownTarget: there is no target of this name.
        UnknownOption: the target does not have one of the options.
        CannotExpress: the target has no words for something; the exception holds the diagnostics.
    """
    return _known(target, options).emit(catalog, **options)


def emit_with_report(catalog: Catalog, target: str, *, allow_loss: Iterable[str] = (), **options: object) -> Emitted:
    """The catalog as a target writes it, and what there is to say about it; a refusal is no exception here.

    `allow_loss` names the losses that may be approximated.

    Raises:
        UnknownTarget: there is no target of this name.
        UnknownOption: the target does not have one of the options.
        UnknownLoss: a name in `allow_loss` is no loss of the target, or has no approximation.
    """
    from pricelang.targets._losses import Emitted, Report

    module = _known(target, options)
    allowed = frozenset(allow_loss)
    if not hasattr(module, "LOSSES"):
        Report(target, {}, allowed)
        return Emitted(module.emit(catalog, **options))
    return cast("BillingTarget", module).compile(catalog, allow_loss=allowed, **options)


def _known(target: str, options: Iterable[str]) -> Target:
    module = load(target)
    for option in options:
        if option not in module.OPTIONS:
            raise UnknownOption(target, option, list(module.OPTIONS))
    return module
