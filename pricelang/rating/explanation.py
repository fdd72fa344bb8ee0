"""A bill in sentences, for a terminal. What they say is data on the bill; nothing is calculated here."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from pricelang.catalog.quantity import Conditions
from pricelang.rating.bill import Bill, Line, Served, Step, Threshold, WalletStatement
from pricelang.rating.exact import Number

_MARKS = {"times": " x ", "divided_by": " / "}


def explain(bill: Bill) -> tuple[str, ...]:
    """How each line came about, in the order of the bill; then the wallets, what was not served, and notices."""
    return tuple(_sentences(bill))


def shown(number: Number) -> str:
    """A number as it is read: digits in groups of three; a fraction as `1/3`."""
    if isinstance(number, Fraction):
        return f"{number.numerator:,}/{number.denominator:,}"
    text = f"{number:,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _sentences(bill: Bill) -> Iterator[str]:
    for line in bill.lines:
        yield _line(line, bill.currency)
        if line.next is not None:
            yield f"    beyond {shown(line.next.beyond)}: {_threshold(line.next, bill.currency)}"
    yield f"total: {shown(bill.exact)} {bill.currency}, billed as {bill.total.amount:,f} {bill.currency}"
    for wallet in bill.wallets:
        yield from _wallet(wallet)
    for served in bill.uses:
        yield from _served(served)
    if bill.upgrade is not None:
        yield f"the customer is moved to `{bill.upgrade}`"
    for notice in bill.notices:
        yield f"note: {notice}"


def _line(line: Line, currency: str) -> str:
    name = f"{line.label}{_attributes(line.attributes)}"
    when = f" from {line.at}" if line.at is not None else ""
    amount = f"{shown(line.amount)} {currency}"
    if line.kind in ("included", "credits"):
        verb = "included" if line.kind == "included" else "burned"
        return f"{name}{when}: {shown(line.quantity or 0)} {verb} from {line.grant}"  # type: ignore[arg-type]
    steps = "; ".join(_step(step) for step in line.steps)
    return f"{name}{when}, {line.kind.replace('_', ' ')}: {steps}{'' if not steps else ' -> '}{amount}"


def _step(step: Step) -> str:
    operands = [shown(operand) for operand in step.operands]
    result = shown(step.result)
    if step.operation in _MARKS:
        return f"{_MARKS[step.operation].join(operands)} = {result}"
    if step.operation == "blocks":
        return f"{operands[0]} in whole blocks of {operands[1]} = {result}"
    if step.operation == "percent_of":
        return f"{operands[0]}% of {operands[1]}"
    if step.operation == "flat":
        return f"flat {operands[0]}"
    return f"{operands[0]} brought to at {'least' if step.operation == 'at_least' else 'most'} {operands[1]}"


def _threshold(threshold: Threshold, currency: str) -> str:
    if threshold.unit is None and threshold.percent is None:
        return threshold.action
    if threshold.percent is not None:
        return f"{shown(threshold.percent)}%"
    per = "each" if threshold.per == 1 else f"per {shown(threshold.per)}"
    return f"{shown(threshold.unit or 0)} {currency} {per}"  # type: ignore[arg-type]


def _wallet(wallet: WalletStatement) -> Iterator[str]:
    for draw in wallet.draws:
        use = f"{shown(draw.quantity)} {draw.metric}{_attributes(draw.attributes)} at {shown(draw.rate)}"
        yield f"{wallet.label}: {use} = {shown(draw.credits)} from {draw.grant}"
    for grant in wallet.grants:
        if grant.granted is None:
            yield f"{wallet.label}, {grant.name}: unlimited, {shown(grant.burned)} used"
            continue
        held = [
            f"{shown(value)} {word}"
            for value, word in (
                (grant.brought, "brought"),
                (grant.granted, "granted"),
                (grant.burned, "burned"),
                (grant.expired, "expired"),
                (grant.rolled_over, "rolled over"),
                (grant.left, "left"),
                (grant.repaid, "repaid"),
            )
            if value
        ]
        yield f"{wallet.label}, {grant.name}: {', '.join(held) or 'nothing'}"
    if wallet.over:
        yield f"{wallet.label}: {shown(wallet.over)} beyond what is granted"


def _served(served: Served) -> Iterator[str]:
    for part in served.parts:
        if part.how in ("included", "credits", "priced", "overage"):
            continue
        target = f" ({part.target})" if part.target is not None else ""
        yield f"{served.metric}{_attributes(served.attributes)}: {shown(part.quantity)} {part.how}{target}"


def _attributes(attributes: Conditions) -> str:
    if not attributes:
        return ""
    return " when " + " and ".join(f"{item.attribute} is {' or '.join(item.values)}" for item in attributes)
