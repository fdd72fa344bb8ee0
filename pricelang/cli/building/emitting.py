"""The texts of works, or what there is to say against them."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import TYPE_CHECKING, Literal

from pricelang.cli.building.works import Work
from pricelang.cli.reporting import note, show
from pricelang.diagnostics import Severity

if TYPE_CHECKING:
    from pricelang.cli.options import Color
    from pricelang.diagnostics import Diagnostic
    from pricelang.targets._losses import Emitted


def emitted(
    works: Sequence[Work], color: Color, approximations: Literal["shown", "counted", "unsaid"]
) -> list[str] | None:
    """The texts of all works; None where one is refused, which has been said then. Who lists an output has allowed for
    its approximations, so that these need not be shown one by one.

    Raises:
        CannotRun: an option of a work cannot be met.
    """
    outputs = [_emit(work) for work in works]
    told = approximations == "shown"
    said: dict[Diagnostic, None] = {}
    for output in outputs:
        said |= dict.fromkeys(one for one in output.diagnostics if told or one.severity is Severity.ERROR)
    if said:
        show(list(said), color=color, err=True)
    refused = [(work, output) for work, output in zip(works, outputs, strict=True) if output.refused]
    for work, output in refused:
        lost = sum(one.severity is Severity.ERROR for one in output.diagnostics)
        things = f"{lost} thing{'s' * (lost != 1)} that the files say"
        note(f"{work.origin}nothing was built: `{work.target}` has no words for {things}")
        names = _allowable(work, output.diagnostics)
        if names:
            note(f"approximated, it would be built: {_allowing(names, listed=bool(work.origin))}")
    if refused:
        return None
    if approximations == "counted":
        for work, output in zip(works, outputs, strict=True):
            names = sorted({one.rule.partition("/")[2] for one in output.diagnostics})
            if names:
                count = f"{len(output.diagnostics)} thing{'s' * (len(output.diagnostics) != 1)}"
                note(f"{work.path}: {count} approximated as allowed ({', '.join(names)})")
    return [output.text for output in outputs]


def _emit(work: Work) -> Emitted:
    from pricelang.targets import UnknownOption, UnknownTarget, emit_with_report, load
    from pricelang.targets._losses import UnknownLoss

    catalog = work.project.catalog
    assert catalog is not None, "a project without errors has a catalog"
    if catalog.product is None:
        root = work.project.root.path
        raise work.cannot(f'`{root}` declares no product, so there is nothing to build: `product name "..."`')
    try:
        # what a target says of its options is its own exception, if it has one
        refusals = (UnknownOption, UnknownLoss, getattr(load(work.target), "OptionError", UnknownOption))
    except UnknownTarget as unknown:
        raise work.cannot(unknown) from None
    try:
        return emit_with_report(catalog, work.target, allow_loss=work.allow_loss, **work.options)
    except refusals as refused:
        raise work.cannot(refused) from None


def _allowable(work: Work, said: Sequence[Diagnostic]) -> list[str]:
    """The losses with which everything would be approximated; nothing where something cannot be."""
    from pricelang.targets import billing

    module = billing(work.target)
    names = {one.rule.partition("/")[2] for one in said if one.severity is Severity.ERROR}
    if module is None or any(module.LOSSES[name].instead is None for name in names):
        return []
    return sorted({*names, *work.allow_loss})


def _allowing(names: Sequence[str], *, listed: bool) -> str:
    """How losses are allowed: in a configuration that lists the output, or on the command line."""
    if listed:
        return f"allow-loss = {json.dumps(names)}"
    return " ".join(f"--allow-loss {name}" for name in names)
