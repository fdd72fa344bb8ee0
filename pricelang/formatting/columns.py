"""What stands in columns: only neighbours, called a run here.

An empty line ends a run, and so does a statement whose block takes several lines; a comment does not.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from pricelang.formatting.page import Block, Statement, joined, width
from pricelang.syntax import nodes

# Spaces between a keyword and what it says, a row's keys and its value.
_GAP = 2


def runs(statements: Sequence[Statement], member: Callable[[Statement], bool]) -> Iterator[list[Statement]]:
    """Neighbours that may share a column."""
    run: list[Statement] = []
    for statement in statements:
        if run and ("" in statement.lead or not member(statement)):
            yield run
            run = []
        if member(statement):
            run.append(statement)
    if run:
        yield run


def gaps(run: Sequence[Statement]) -> dict[Statement, int]:
    """Spaces behind the keyword of each statement of a block: what the keywords say stands in one column."""
    column = 0
    for statement in run:
        if _has_value(statement):
            # `available on` is one keyword of two words: it sets no column to its names, but room for itself
            column = max(column, width(statement.keyword) + (1 if _is_available(statement) else _GAP))
    return {
        statement: 1 if _is_available(statement) else column - width(statement.keyword)
        for statement in run
        if _has_value(statement)
    }


def _has_value(statement: Statement) -> bool:
    return statement.keyed and len(statement.pieces[0].words) > 1


def _is_available(statement: Statement) -> bool:
    return isinstance(statement.node, nodes.Available)


def declarations(run: Sequence[Statement], limit: int) -> dict[Statement, str]:
    """One-line declarations of a kind, in columns: names, labels, what follows them, blocks."""
    return _table({statement: cells(statement) for statement in run}, limit, ())


def cells(statement: Statement) -> list[str]:
    """A declaration in four: its keyword and name, its label, what follows, its block. Some are empty."""
    node = statement.node
    first, *others = statement.pieces
    words = first.words
    named = 1 + (hasattr(node, "name") + 2 * (getattr(node, "was", None) is not None))
    label = words[named] if len(words) > named else ""
    if not isinstance(label, str) or not label.startswith('"'):
        label = ""
    rest = words[named + bool(label) :]
    block = ""
    if rest and isinstance(rest[-1], Block):
        block = rest[-1].flat
        del rest[-1]
    kind = " ".join([joined(rest) + ("," if first.comma else ""), *(piece.flat for piece in others)]).strip()
    return [joined(words[:named]), label, kind, block]


def rows(run: Sequence[Statement], limit: int) -> dict[Statement, str]:
    """Rows of a table in columns: their keys, and what holds for these."""
    keys = [row.node.keys for row in run if isinstance(row.node, (nodes.PriceRow, nodes.RateRow))]
    several = {len(key) for each in keys for key in each}
    by_key = all(len(each) == 1 for each in keys) and len(several) == 1
    made: dict[Statement, list[str]] = {}
    for row, names in zip(run, keys, strict=True):
        words = row.pieces[-1].words
        value = joined(words[2 * len(names[-1]) - 1 :])
        key = row.flat[: len(row.flat) - len(value) - 1]
        if by_key:
            found = [joined(words[max(0, 2 * place - 1) : 2 * place + 1]) for place in range(len(names[0]))]
            made[row] = [*found, value]
        else:
            made[row] = [key, value]
    count = max((len(each) for each in made.values()), default=0)
    return _table(made, limit, (count - 2,))


def _table(lines: dict[Statement, list[str]], limit: int, wide: tuple[int, ...]) -> dict[Statement, str]:
    """Lines of cells, in columns; a line that columns would make too long keeps its own places, and sets none."""
    made = {statement: _line(line, [width(cell) for cell in line], wide) for statement, line in lines.items()}
    while lines:
        widths: list[int] = []
        for line in lines.values():
            last = max(place for place, cell in enumerate(line) if cell)
            widths += [0] * (last - len(widths))
            for place, cell in enumerate(line[:last]):  # the last cell of a line sets no column
                widths[place] = max(widths[place], width(cell))
        placed = {statement: _line(line, widths, wide) for statement, line in lines.items()}
        long = [statement for statement, line in placed.items() if width(line) > limit]
        if not long:
            return made | placed
        lines = {statement: line for statement, line in lines.items() if statement not in long}
    return made


def _line(line: list[str], widths: list[int], wide: tuple[int, ...]) -> str:
    text = ""
    for place, cell in enumerate(line):
        if not any(line[place:]):
            break
        if any(line[place + 1 :]):
            if widths[place]:
                space = _GAP if place in wide else 1
                text += cell + " " * (widths[place] - width(cell) + space)
        else:
            text += cell
    return text
