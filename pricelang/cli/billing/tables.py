"""Tables for a terminal: aligned columns that fit its width, by words of the first column going onto further lines."""

from __future__ import annotations

from collections.abc import Sequence

from pricelang.render.display import clean, columns, wrap

_GAP = "  "
_NARROWEST = 16
"""The least that the first column is squeezed to."""


def fits(rows: Sequence[Sequence[str]], width: int) -> bool:
    """Whether a table can be written in so many columns."""
    sizes = _sizes(rows)
    return sum(sizes[1:]) + len(_GAP) * (len(sizes) - 1) + min(sizes[0], _NARROWEST) <= width


def table(rows: Sequence[Sequence[str]], width: int, right: Sequence[int] = ()) -> list[str]:
    """Rows of cells, the head first, as lines with a rule below the head; the columns in `right` are aligned at
    their ends. What follows a row's cells, beyond those of the head, are lines of their own below it."""
    wide = len(rows[0])
    cleaned = [[clean(cell) for cell in row] for row in rows]
    sizes = _sizes([row[:wide] for row in cleaned])
    others = sum(sizes[1:]) + len(_GAP) * (wide - 1)
    sizes[0] = max(min(sizes[0], width - others), min(sizes[0], _NARROWEST))
    lines: list[str] = []
    for place, row in enumerate(cleaned):
        first, *more = wrap(row[0], max(sizes[0], 2), max(sizes[0] - 2, 2))
        cells = [_fill(cell, sizes[at], at in right) for at, cell in enumerate([first, *row[1:wide]])]
        lines.append(_GAP.join(cells).rstrip())
        lines += [f"  {part}" for part in more]
        for below in row[wide:]:
            lines += [f"  {part}" for part in wrap(below, max(width - 2, 2), max(width - 2, 2))]
        if place == 0:
            lines.append(_GAP.join("-" * size for size in sizes))
    return lines


def paragraph(text: str, width: int, indent: str = "") -> list[str]:
    """A sentence in lines of at most `width` columns; those after the first stand two columns further in."""
    lead = indent + " " * (len(text) - len(text.lstrip(" ")))
    room = max(width - len(lead), 20)
    first, *more = wrap(clean(text.strip()), room, room - 2)
    return [lead + first, *(f"{lead}  {part}" for part in more)]


def _sizes(rows: Sequence[Sequence[str]]) -> list[int]:
    return [max(columns(clean(cell)) for cell in column) for column in zip(*rows, strict=True)]


def _fill(cell: str, size: int, right: bool) -> str:
    space = " " * (size - columns(cell))
    return space + cell if right else cell + space
