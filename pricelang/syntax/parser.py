"""The parser: runs the tables over a text and builds the tree.

An LALR(1) machine with a scanner that knows no keywords: whether a word is a keyword or a name is decided by what the
parser can take at that place, so that a name may be almost any word. Nothing here knows the language but `tables`. A
fault is handed to `recovery`, which reports it, repairs the stacks and says where to go on.
"""

from __future__ import annotations

import gc
from decimal import Decimal
from typing import Any

from pricelang.diagnostics import Diagnostic, error
from pricelang.source import Source, Span
from pricelang.syntax import nodes
from pricelang.syntax.tables import (
    COMMA,
    COMMENT,
    CURRENCY,
    DATE,
    EMPTY,
    END,
    FACTOR,
    LIST,
    MARK,
    MONEY,
    NAME,
    PASS,
    PERCENT,
    QTY,
    SEP,
    SEVERAL,
    SINGLE,
    STRING,
    tables,
)

# Far beyond any price or quantity, and short enough for all arithmetic.
_LONGEST = 100
_SHORT = {MONEY: "$1", PERCENT: "1%", FACTOR: "1x", QTY: "1"}
_SCALES = {"k": 3, "M": 6, "B": 9}


class Fault(Exception):  # noqa: N818 - the file is at fault, not the program
    """Raised inside the parser only: no action for the token at `start`."""

    def __init__(self, group: int, start: int, end: int) -> None:
        self.group = group
        self.start = start
        self.end = end


class Parser:
    """One run over one text: three stacks of equal height, and what was found on the way."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.tables = tables()
        self.states = [0]
        self.values: list[Any] = [None]
        self.starts = [0]
        self.last_end = 0
        self.comments: list[tuple[int, int]] = []
        self.diagnostics: list[Diagnostic] = []
        self.repaired = (-1, 0)

    def parse(self) -> tuple[nodes.Node, ...]:
        """The declarations of the text; faults are in `diagnostics`."""
        position: int | None = 0
        collecting = gc.isenabled()
        gc.disable()  # a tree has no cycles, and the collector doubles the cost of a large one
        try:
            while position is not None:
                try:
                    self._run(position)
                    position = None
                except Fault as fault:
                    from pricelang.syntax.recovery import recover

                    position = recover(self, fault)
        finally:
            if collecting:
                gc.enable()
        tree = self.values[-1]
        return tree if isinstance(tree, tuple) else self._salvaged()

    def _salvaged(self) -> tuple[nodes.Node, ...]:
        """The whole declarations of a file that was given up."""
        found: list[nodes.Node] = []
        for value in self.values:
            found += [each for each in (value if isinstance(value, list) else [value]) if isinstance(each, nodes.Node)]
        return tuple(each for each in found if hasattr(each, "body") or isinstance(each, nodes.Import))

    def _run(self, position: int) -> None:
        table = self.tables
        rows, rules, words, marks = table.rows, table.rules, table.words, table.marks
        symbol = table.symbol
        name, separator, comma = symbol["NAME"], symbol["_SEP"], symbol["COMMA"]
        valued = {group: symbol[word] for group, word in _VALUED.items()}
        states, values, starts = self.states, self.values, self.starts
        text = self.source.text
        last_end = self.last_end
        new_name = nodes.Name
        # where a statement may begin, another line's end says nothing
        after_separator = not table.statements.isdisjoint(rows[states[-1]])

        for match in table.scanner.finditer(text, position):
            group = match.lastindex or END
            start, end = match.span(group)
            if group == NAME:
                value: Any = match[NAME]
                row = rows[states[-1]]
                terminal = words.get(value, name)
                if terminal not in row or terminal == name:
                    terminal = name
                    value = new_name(start, end, value)
            elif group == SEP:
                if after_separator:
                    continue
                terminal, value = separator, None
                row = rows[states[-1]]
            elif group == MARK:
                value = match[MARK]
                terminal = marks[value]
                row = rows[states[-1]]
            elif group == COMMA:
                if end - start > 1:
                    self._comments_between(start, end)
                    end = start + 1
                terminal, value = comma, None
                row = rows[states[-1]]
            elif group == COMMENT:
                self.comments.append((start, end))
                continue
            elif group == END:
                terminal, value = 0, None
                row = rows[states[-1]]
            elif group in valued:
                terminal = valued[group]
                if end - start > _LONGEST and group != STRING:
                    value = self._shortened(group, start, end)
                else:
                    value = _literal(group, start, end, match[group])
                row = rows[states[-1]]
            else:
                self.last_end = last_end
                raise Fault(group, start, end)

            while True:
                action = row.get(terminal)
                if action is None:
                    if terminal == 0 and states[-1] == table.end_state:
                        return
                    self.last_end = last_end
                    raise Fault(group, start, end)
                if action >= 0:
                    states.append(action)
                    values.append(value)
                    starts.append(start)
                    if terminal != separator:
                        last_end = end
                        after_separator = False
                    else:
                        after_separator = True
                    break

                left, length, how, made, kept = rules[~action]
                if length:
                    children = values[-length:]
                    first = starts[-length]
                    if length == 1:
                        states.pop()
                        values.pop()
                        starts.pop()
                    else:
                        del states[-length:]
                        del values[-length:]
                        del starts[-length:]
                else:
                    children = []
                    first = start
                made_value: Any
                if how == SINGLE:
                    children.append(None)
                    made_value = made(first, last_end, children[kept])
                elif how == SEVERAL:
                    children.append(None)
                    made_value = made(first, last_end, *kept(children))
                elif how == PASS:
                    made_value = children[kept]
                elif how == EMPTY:
                    made_value = made(first, last_end)
                else:
                    made_value = _gather(how, children, kept)
                top = rows[states[-1]]
                states.append(top[left])
                values.append(made_value)
                starts.append(first)
                row = rows[top[left]]

    def feed(self, terminal: int, value: Any, start: int, end: int) -> None:
        """Take one token that recovery made up; it has made sure that the parser can take it."""
        rows = self.tables.rows
        while True:
            action = rows[self.states[-1]][terminal]
            if action >= 0:
                self.states.append(action)
                self.values.append(value)
                self.starts.append(start)
                self.last_end = end
                return
            self.reduce(~action, start)

    def reduce(self, number: int, start: int) -> None:
        """Reduce by a rule, outside the fast loop."""
        left, length, how, made, kept = self.tables.rules[number]
        children = self.values[len(self.values) - length :]
        first = self.starts[-length] if length else start
        height = len(self.states) - length
        del self.states[height:], self.values[height:], self.starts[height:]
        if how == SINGLE:
            value = made(first, self.last_end, [*children, None][kept])
        elif how == SEVERAL:
            value = made(first, self.last_end, *kept([*children, None]))
        elif how == PASS:
            value = children[kept]
        elif how == EMPTY:
            value = made(first, self.last_end)
        else:
            value = _gather(how, children, kept)
        self.states.append(self.tables.rows[self.states[-1]][left])
        self.values.append(value)
        self.starts.append(first)

    def _shortened(self, group: int, start: int, end: int) -> nodes.Node:
        """A number that nobody means; a shorter one stands for it."""
        span = Span(self.source, start, end)
        self.diagnostics.append(
            error("syntax", f"a number of {end - start:,} characters", span, f"at most {_LONGEST} are read")
        )
        return _literal(group, start, end, _SHORT[group])

    def _comments_between(self, start: int, end: int) -> None:
        find = self.source.text.find
        at = find("#", start, end)
        while at != -1:
            stop = find("\n", at, end)
            self.comments.append((at, stop))
            at = find("#", stop, end)


def _gather(how: int, children: list[Any], kept: tuple[int | None, ...]) -> Any:
    """A sequence, or the list under way to one; a list that is a first child is continued, not copied."""
    if kept and kept[0] == -1 and how == LIST:
        gathered = children[0]
        kept = kept[1:]
    else:
        gathered = []
    for place in kept:
        if place is None:
            continue
        if place >= 0:
            gathered.append(children[place])
        else:
            gathered += children[~place]
    if how == LIST:
        return gathered
    # a statement that recovery gave up leaves a None
    return tuple(gathered) if None not in gathered else tuple(child for child in gathered if child is not None)


_VALUED = {
    STRING: "STRING",
    DATE: "DATE",
    MONEY: "MONEY",
    PERCENT: "PERCENT",
    FACTOR: "FACTOR",
    QTY: "QTY",
    CURRENCY: "CURRENCY",
}


def _literal(group: int, start: int, end: int, text: str) -> nodes.Node:
    """The node of a terminal that has a value."""
    if group == STRING:
        inner = text[1:-1]
        if "\\" in inner:
            inner = inner.replace('\\"', '"').replace("\\\\", "\\")
        return nodes.Text(start, end, inner)
    if group == QTY:
        return nodes.Number(start, end, _number(text))
    if group == MONEY:
        negative = text[0] == "-"
        symbol, digits = (
            (text[negative], text[negative + 1 :])
            if text[negative] > "Z" or text[negative] == "$"
            else (
                text[negative : negative + 3],
                text[negative + 4 :],
            )
        )
        amount = Decimal(digits.replace("_", ""))
        return nodes.Money(start, end, -amount if negative else amount, symbol)
    if group == PERCENT:
        return nodes.Percent(start, end, Decimal(text[:-1].replace("_", "")))
    if group == FACTOR:
        return nodes.Factor(start, end, Decimal(text[:-1].replace("_", "")))
    if group == DATE:
        return nodes.Date(start, end, text)
    return nodes.Code3(start, end, text)


def _number(text: str) -> Decimal:
    """A quantity: `_` groups digits; k, M and B move the point, exactly."""
    scale = _SCALES.get(text[-1])
    if scale is None:
        return Decimal(text.replace("_", ""))
    sign, digits, exponent = Decimal(text[:-1].replace("_", "")).as_tuple()
    assert isinstance(exponent, int)
    shifted = Decimal((sign, digits, exponent + scale))
    return Decimal(int(shifted)) if exponent + scale >= 0 else shifted
