"""A bill in sentences, for a terminal. What they say is data on the bill; nothing is calculated here."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from pricelang.rating.bill import NOT_SERVED, Bill, Line, Served, Step, WalletStatement
from pricelang.rating.figures import conditions, money, number, threshold

_HOW = {
    "slow": "served slowly",
    "ask": "served after asking",
    "free": "served free of charge",
    "borrow": "taken from the next grant",
    "unpriced": "served without a price",
    "upgrade": "not served (the customer is moved to `{}`)",
    "fallback": "met by `{}` in its place",
    "block": "not served (nothing more is included)",
    "pause": "not served (the use is paused)",
    "limit": "not served (a limit is reached)",
    "not_offered": "not served (the tier does not offer it)",
}


def explain(bill: Bill) -> tuple[str, ...]:
    """How each line came about, in the order of the bill; then the wallets with their draws in order, what was not
    served as asked, and notices. Indented sentences belong to the one before them."""
    return (*_lines(bill), *_total(bill), *_wallets(bill), *served_otherwise(bill), *_notices(bill))


def served_otherwise(bill: Bill) -> tuple[str, ...]:
    """What was asked for and not served, or served in another way than at its price."""
    return tuple(text for served in bill.uses for text in _served(served))


def unserved(bill: Bill) -> tuple[str, ...]:
    """What was asked for and not served as asked, and why; empty where the tier serves it all."""
    return tuple(text for served in bill.uses for text in _served(served, only=NOT_SERVED))


def _lines(bill: Bill) -> Iterator[str]:
    for line in bill.lines:
        yield sentence(line, bill.currency)
        if line.next is not None:
            yield f"    {threshold(line.next, line.label, bill.currency)}"
            same = _in_uses(line, bill)
            if same is not None:
                yield f"    {same}"


def _in_uses(line: Line, bill: Bill) -> str | None:
    """A threshold of credits as a quantity of the only metric that asked for any."""
    if line.kind not in ("credits", "overage") or line.next is None or line.of is None or line.of.kind != "credit":
        return None
    of_their_own = {wallet.of.name for wallet in bill.wallets if wallet.of.kind == "metric"}
    asking = [
        served
        for served in bill.uses
        if served.metric not in of_their_own and served.quantity and any(part.how != "priced" for part in served.parts)
    ]
    wallet = next((wallet for wallet in bill.wallets if wallet.of == line.of), None)
    rates = {draw.rate for draw in wallet.draws} if wallet is not None else set()
    if len(asking) != 1 or len(rates) != 1:
        return None
    (served,), (each,) = asking, rates
    if not each:
        return None
    quantity = int(Fraction(line.next.beyond) / Fraction(each)) + 1
    return f"that is, at {quantity:,} `{served.metric}`{conditions(served.attributes)}, where nothing else burns them"


def sentence(line: Line, currency: str) -> str:
    """What a line is about and how its amount came about: `AI credits, overage: 80 x $0.05 = $4.00`."""
    name = f"{line.label}{conditions(line.attributes)}"
    when = f" from {line.at}" if line.at is not None else ""
    if line.kind in ("included", "credits"):
        verb = "included" if line.kind == "included" else "burned"
        return f"{name}{when}: {number(line.quantity or line.amount)} {verb} from {line.grant}"
    what = "" if line.kind in ("fee", "seats", "usage") else f", {line.kind.replace('_', ' ')}"
    return f"{name}{when}{what}: {arithmetic(line, currency)}"


def arithmetic(line: Line, currency: str) -> str:
    """How a line's amount came about: `80 x $0.05 = $4.00`."""
    amount = money(line.amount, currency)
    if line.kind == "discount" and line.bound is not None and line.base is not None:
        return f"{money(line.bound, currency)} off, of {money(line.base, currency)} at most = {amount}"
    if line.bound is not None and line.base is not None:
        way = "lowered to" if line.kind == "maximum" else "raised to"
        return f"{money(line.base, currency)} {way} {money(line.bound, currency)} = {amount}"
    if line.percent is not None and line.base is not None:
        return f"{number(line.percent)}% of {money(line.base, currency)} = {amount}"
    if line.percent is not None:
        plus = f" plus {number(line.quantity or 0)} x {money(line.unit, currency)}" if line.unit else ""  # type: ignore[arg-type]
        return f"{number(line.percent)}% of {number(line.quantity or 0)}{plus} = {amount}"  # type: ignore[arg-type]
    return "; ".join(_step(step, currency) for step in line.steps)


def _step(step: Step, currency: str) -> str:
    operands = [number(operand) for operand in step.operands]
    if step.operation == "times":
        return f"{operands[0]} x {money(step.operands[1], currency)} = {money(step.result, currency)}"
    if step.operation == "divided_by":
        return f"{operands[0]} / {operands[1]} = {number(step.result)}"
    if step.operation == "blocks":
        return f"{operands[0]} in started blocks of {operands[1]} = {number(step.result)}"
    return f"flat {money(step.result, currency)}"


def _total(bill: Bill) -> Iterator[str]:
    billed = money(bill.total.amount, bill.currency)
    exact = money(bill.exact, bill.currency)
    yield f"total: {billed}" if exact == billed else f"total: {exact}, billed as {billed}"


def _wallets(bill: Bill) -> Iterator[str]:
    for wallet in bill.wallets:
        yield from _wallet(wallet)


def _wallet(wallet: WalletStatement) -> Iterator[str]:
    if wallet.draws:
        yield f"{wallet.label}, drawn in this order"
    for place, draw in enumerate(wallet.draws, 1):
        use = f"{draw.metric}{conditions(draw.attributes)}, {number(draw.quantity)} at {number(draw.rate)}"
        at = f" from {draw.at}" if draw.at is not None else ""
        yield f"    {place}. {use} = {number(draw.credits)} from {draw.grant}{at}"
    for grant in wallet.grants:
        if grant.granted is None:
            yield f"{wallet.label}, {grant.name}: unlimited, {number(grant.burned)} used"
            continue
        held = [
            f"{number(value)} {word}"
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
        yield f"{wallet.label}: {number(wallet.over)} beyond what is granted"


def _served(served: Served, only: frozenset[str] | None = None) -> Iterator[str]:
    for part in served.parts:
        if part.how in ("included", "credits", "priced", "overage") or (only is not None and part.how not in only):
            continue
        share = number(part.quantity)
        if part.quantity != served.quantity:
            share += f" of {number(served.quantity)}"
        how = _HOW[part.how].format(part.target)
        yield f"{served.metric}{conditions(served.attributes)}: {share} {how}"


def _notices(bill: Bill) -> Iterator[str]:
    if bill.upgrade is not None:
        yield f"the customer is moved to `{bill.upgrade}`"
    for notice in bill.notices:
        yield f"note: {notice}"
