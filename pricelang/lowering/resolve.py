"""From a name in the text to what it names, or a report that says what to do."""

from __future__ import annotations

from collections.abc import Sequence

from pricelang.catalog.quantity import Ref
from pricelang.lowering.names import DECLARE, SOLD, Symbol
from pricelang.lowering.scope import Scope
from pricelang.lowering.spelling import suggestion
from pricelang.syntax import nodes

_GUESSES = 200  # findings of a file, after which names are no longer guessed at


class Wanted:
    """What a place in the language takes: a namespace, kinds within it, and how to say so."""

    __slots__ = ("kinds", "phrase", "space")

    def __init__(self, space: str, *kinds: str) -> None:
        self.space = space
        self.kinds = kinds or (space,)
        words = ["seat kind" if kind == "seat" else kind for kind in self.kinds]
        self.phrase = ", ".join(words[:-1]) + " or " + words[-1] if len(words) > 1 else words[0]


PERSONA = Wanted("persona")
TIER = Wanted("tier")
COST = Wanted("cost")
COHORT = Wanted("cohort")
REGION = Wanted("region")
DISCOUNT = Wanted("discount")
METRIC = Wanted(SOLD, "metric")
CREDIT = Wanted(SOLD, "credit")
PACKAGE = Wanted(SOLD, "package")
SEAT = Wanted(SOLD, "seat")
FEATURE_OR_PACKAGE = Wanted(SOLD, "feature", "package")
COUNTED = Wanted(SOLD, "metric", "credit")
COUNTED_OR_SEAT = Wanted(SOLD, "metric", "credit", "seat")
SEAT_OR_METRIC = Wanted(SOLD, "seat", "metric")
OFFERED = Wanted(SOLD, "metric", "feature", "credit")
CHARGED = Wanted(SOLD, "metric", "credit", "package", "seat")


def symbol(scope: Scope, name: nodes.Name, wanted: Wanted, helps: dict[str, str] | None = None) -> Symbol | None:
    """What a name names; None, and a report, if that is nothing of the wanted kind. `helps` says by kind what to write
    where a name of that kind stands instead."""
    found = scope.names.find(wanted.space, name.text)
    if found is None:
        scope.error_once((wanted.space, name.text), name, lambda: _unknown(scope, name, wanted))
        return None
    if found.kind not in wanted.kinds:
        if not any(kind in wanted.kinds for kind in found.contested):
            _wrong_kind(scope, name, found, wanted, helps or {})
        return None
    return found


def text(scope: Scope, name: nodes.Name, wanted: Wanted, helps: dict[str, str] | None = None) -> str | None:
    """The declared form of a name."""
    found = symbol(scope, name, wanted, helps)
    return found.name if found else None


def ref(scope: Scope, name: nodes.Name, wanted: Wanted, helps: dict[str, str] | None = None) -> Ref | None:
    """A name of something sold, with its kind."""
    found = symbol(scope, name, wanted, helps)
    return found.ref if found else None


def listed(scope: Scope, names: Sequence[nodes.Name], wanted: Wanted) -> list[tuple[Symbol, nodes.Name]]:
    """What the names of a list name; one that comes twice is reported and kept once."""
    kept: dict[str, tuple[Symbol, nodes.Name]] = {}
    for name in names:
        found = symbol(scope, name, wanted)
        if found is None:
            continue
        if found.name in kept:
            from pricelang.lowering.fixes import one_item

            first = kept[found.name][1]
            scope.error(
                "duplicate-item",
                f"`{found.name}` is listed twice",
                name,
                related=(scope.label(first, "listed here already"),),
                helps=("leave one of them out",),
                about=found.name,
                fix=one_item(scope, names, name),
            )
        else:
            kept[found.name] = (found, name)
    return list(kept.values())


def _unknown(scope: Scope, name: nodes.Name, wanted: Wanted) -> None:
    from pricelang.lowering.fixes import instead

    written = name.text
    other = scope.names.elsewhere(wanted.space, written)
    declare = f"declare it: `{DECLARE[wanted.kinds[0]].format(written)}`"
    # whoever has this many mistakes is not helped by guesses, and each guess looks at many names
    guess = other is None and len(scope.diagnostics) < _GUESSES
    close = None if not guess else suggestion(written, scope.names.similar(wanted.space, wanted.kinds, len(written)))
    scope.error(
        "unknown-name",
        f"there is no {wanted.phrase} `{written}`",
        name,
        f"`{written}` is {other.a_kind}, not a {wanted.phrase}" if other else "",
        related=other.labels("declared here") if other else (),
        helps=(f"did you mean `{close}`?" if close else declare,),
        about=written,
        fix=instead(scope.span(name), close) if close else None,
    )


def _wrong_kind(scope: Scope, name: nodes.Name, found: Symbol, wanted: Wanted, helps: dict[str, str]) -> None:
    advice = helps.get(found.kind)
    scope.error(
        "wrong-dimension",
        f"`{found.name}` is {found.a_kind}, and a {wanted.phrase} belongs here",
        name,
        related=found.labels(f"{found.a_kind}: declared here"),
        helps=(advice.format(found.name),) if advice else (),
        about=found.name,
    )
