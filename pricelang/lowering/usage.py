"""The attributes of a use in an example, held against those that the rates and prices speak of."""

from __future__ import annotations

from collections.abc import Iterable

from pricelang.catalog.quantity import Condition
from pricelang.lowering.scope import Scope
from pricelang.lowering.spelling import suggestion
from pricelang.lowering.values import key_text
from pricelang.syntax import nodes


def attributes(scope: Scope, when: nodes.When, metric: str) -> tuple[Condition, ...]:
    """The attributes of a use of a metric. One that no row of the metric speaks of, or a value that none names, is an
    error: it would silently be billed at the default rate."""
    known = _known(scope, metric)
    made: dict[str, Condition] = {}
    for node in when.conditions:
        attribute = node.attribute.text
        if len(node.keys) > 1:
            scope.error(
                "wrong-value",
                f"a use has one `{attribute}`, and this says {len(node.keys)}",
                node.keys[1],
                helps=("write one `use` for each",),
                about=attribute,
            )
            continue
        key = node.keys[0]
        if attribute not in known:
            _unknown(
                scope,
                node.attribute,
                f"no rate, cost or price of `{metric}` depends on `{attribute}`",
                attribute,
                known,
                metric,
            )
        elif key_text(key) not in known[attribute]:
            value = key_text(key)
            _unknown(
                scope,
                key,
                f"no rate, cost or price of `{metric}` names the {attribute} `{value}`",
                value,
                known[attribute],
                metric,
            )
        elif attribute in made:
            scope.error("duplicate-clause", f"`{attribute}` is said twice", node, about=attribute)
        else:
            made[attribute] = Condition(attribute, (key_text(key),))
    return tuple(made.values())


def _known(scope: Scope, metric: str) -> dict[str, set[str]]:
    """The attributes of a metric's own rows and of the costs that it is made of."""
    known = {attribute: set(values) for attribute, values in scope.attributes.get(metric, {}).items()}
    if metric in scope.metrics:
        for formula in scope.metrics[metric].costs:
            for term in formula.terms:
                for attribute, values in scope.attributes.get(f"cost {term.cost}", {}).items():
                    known.setdefault(attribute, set()).update(values)
    return known


def _unknown(scope: Scope, at: nodes.Node, message: str, written: str, known: Iterable[str], metric: str) -> None:
    from pricelang.lowering.fixes import instead

    names = sorted(known)
    close = suggestion(written, names)
    if close:
        advice = f"did you mean `{close}`?"
    elif names:
        advice = f"there is {', '.join(f'`{name}`' for name in names[:6])}; leave `when` out for the rate of all others"
    else:
        advice = f"leave `when` out, or write a rate that depends on it: `burns 2 per {metric} when ...`"
    scope.error_once(
        ("attribute", metric, written),
        at,
        lambda: scope.error(
            "unknown-attribute",
            message,
            at,
            helps=(advice,),
            about=metric,
            fix=instead(scope.span(at), close) if close and isinstance(at, nodes.Name) else None,
        ),
    )
