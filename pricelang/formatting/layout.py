"""The one style: parts of a file into lines."""

from __future__ import annotations

from pricelang.formatting import columns
from pricelang.formatting.page import Block, Piece, Statement, width
from pricelang.syntax import nodes

_INDENT = 2
# Trailing comments: the column at which they stand, at least so far behind the code; how far they stand behind longer
# code, and how long code may be that moves those of its neighbours.
_COMMENT = 43
_LEAST = 2
_BEHIND = 3
_LONGEST = 57


def lay(block: Block, limit: int) -> str:
    """The text of a whole file, with line ends of one character. Marks blocks that have to take several lines."""
    layout = _Layout(limit)
    layout.declarations(block)
    return "".join(f"{line}\n" for line in _commented(layout.lines))


class _Layout:
    """One run: `lines` are code and the comment behind it, `line` is the code under way, `indent` where it began."""

    def __init__(self, limit: int) -> None:
        self.limit = limit
        self.lines: list[tuple[str, str | None]] = []
        self.line = ""
        self.indent = 0

    # ------------------------------------------------------------ blocks

    def declarations(self, block: Block) -> None:
        for statement in block.statements:
            if not statement.tall and not statement.broken and width(statement.flat) > self.limit:
                _unfold(statement, statement.blocks)
        placed: dict[Statement, str] = {}
        for run in columns.runs(block.statements, self._is_flat):
            if len(run) > 1:
                for kind in _by_keyword(run):
                    placed |= columns.declarations(kind, self.limit)
        before: Statement | None = None
        for statement in block.statements:
            # a declaration of several lines stands apart from those of another kind
            apart = before is not None and before.keyword != statement.keyword and (before.tall or statement.tall)
            if apart and "" not in statement.lead:
                self.lines.append(("", None))
            self._lead(statement.lead, 0)
            if statement in placed:
                self.lines.append((placed[statement], statement.behind))
            else:
                self._statement(statement, 0, _names_at(statement, self.limit))
            before = statement
        self._lead(block.tail, 0)

    def _is_flat(self, statement: Statement) -> bool:
        return not statement.tall and not statement.broken and width(statement.flat) <= self.limit

    def _block(self, block: Block, parent: Statement, indent: int) -> None:
        """The lines between two braces."""
        if block.statements:
            if isinstance(parent.node, (nodes.PriceTable, nodes.BurnsTable)):
                self._rows(block, indent)
            elif block.statements[0].node is None:
                self._bands(block, indent)
            else:
                self._body(block, indent)
        self._lead(block.tail, indent)

    def _body(self, block: Block, indent: int) -> None:
        gaps: dict[Statement, int] = {}
        again = True
        while again:  # a block that unfolds ends a run, which may make columns narrower
            again = False
            gaps.clear()
            for run in columns.runs(block.statements, lambda each: not each.tall):
                gaps |= columns.gaps(run)
            for statement, gap in gaps.items():
                first = statement.pieces[0]
                if statement.blocks and indent + width(first.flat) + gap - 1 > self.limit:
                    again = _unfold(statement, [word for word in first.words if isinstance(word, Block)]) or again
        for statement in block.statements:
            self._lead(statement.lead, indent)
            gap = gaps.get(statement, 1)
            value = indent + width(statement.keyword) + gap if statement.keyed else indent + _INDENT
            self._statement(statement, indent, value, gap)

    def _rows(self, block: Block, indent: int) -> None:
        placed: dict[Statement, str] = {}
        for run in columns.runs(block.statements, lambda each: not each.broken):
            placed |= columns.rows(run, self.limit - indent)
        for statement in block.statements:
            self._lead(statement.lead, indent)
            text = placed.get(statement)
            if text is not None and indent + width(text) <= self.limit:
                self.lines.append((" " * indent + text, statement.behind))
            else:
                self._statement(statement, indent, indent + _INDENT)

    def _bands(self, block: Block, indent: int) -> None:
        for statement in block.statements:
            self._lead(statement.lead, indent)
            self._statement(statement, indent, indent + _INDENT)

    def _lead(self, lead: list[str], indent: int) -> None:
        for text in lead:
            self.lines.append((" " * indent + text if text else "", None))

    # ------------------------------------------------------------ statements

    def _statement(self, statement: Statement, indent: int, value: int, gap: int = 1) -> None:
        """The lines of one statement; those behind a comma begin at `value`."""
        flat = "" if statement.broken or statement.tall else statement.flat
        if flat and indent + width(flat) + gap - 1 <= self.limit:
            if gap > 1:
                keyword = statement.keyword
                flat = keyword + " " * gap + flat[len(keyword) + 1 :]
            self.lines.append((" " * indent + flat, statement.behind))
            return
        self._begin(indent)
        stretch: list[Piece] = []
        gaps = [gap - 1]  # further spaces behind the first word
        for piece in statement.pieces:
            stretch.append(piece)
            if piece.ends:
                self._stretch(stretch, statement, value, gaps)
                self._end(piece.comment)
                self._lead(piece.notes, value)
                self._begin(value)
                stretch = []
        self._stretch(stretch, statement, value, gaps)
        self._end(statement.behind)

    def _begin(self, indent: int) -> None:
        self.line = " " * indent
        self.indent = indent

    def _end(self, comment: str | None = None) -> None:
        self.lines.append((self.line, comment))

    def _stretch(self, pieces: list[Piece], statement: Statement, value: int, gaps: list[int]) -> None:
        """What the author has on one line; where it does not fit, lines end before each `then`, and behind commas."""
        fits = self._fits(pieces, gaps[0] if gaps else 0)
        for place, piece in enumerate(pieces):
            if place:
                if not fits and (piece.words[0] == "then" or width(self.line) + 1 + _reach(piece) > self.limit):
                    self._end()
                    self._begin(value)
                else:
                    self.line += " "
            self._piece(piece, statement, gaps)

    def _fits(self, pieces: list[Piece], gap: int) -> bool:
        length = width(self.line) + gap - 1
        for piece in pieces:
            for word in piece.words:
                if isinstance(word, str):
                    length += 1 + width(word)
                elif word.lines:
                    if length + 2 > self.limit:
                        return False
                    length = self.indent + 1
                else:
                    length += 1 + width(word.flat)
            length += piece.comma
        return length <= self.limit

    def _piece(self, piece: Piece, statement: Statement, gaps: list[int]) -> None:
        for place, word in enumerate(piece.words):
            if place:
                self.line += " " * (1 + (gaps.pop() if gaps else 0))
            if isinstance(word, str):
                self.line += word
            elif not word.lines:
                self.line += word.flat
            else:
                self.line += "{"
                indent = self.indent
                self._end(word.opened)
                self._block(word, statement, indent + _INDENT)
                self._begin(indent)
                self.line += "}"
        if piece.comma:
            self.line += ","


def _unfold(statement: Statement, blocks: list[Block]) -> bool:
    """Let blocks take several lines; whether one of them had not. A comment behind them goes behind the first's brace,
    where it is still about the whole."""
    folded = [block for block in blocks if not block.lines and block.statements]
    for block in folded:
        block.lines = True
    if folded and statement.behind is not None and not statement.broken:
        folded[0].opened, statement.behind = statement.behind, None
    return bool(folded)


def _reach(piece: Piece) -> int:
    """How far a piece goes on its first line."""
    length = -1
    for word in piece.words:
        if isinstance(word, str):
            length += 1 + width(word)
        elif word.lines:
            return length + 2
        else:
            length += 1 + width(word.flat)
    return length + piece.comma


def _by_keyword(run: list[Statement]) -> list[list[Statement]]:
    found: list[list[Statement]] = []
    for statement in run:
        if found and found[-1][0].keyword == statement.keyword:
            found[-1].append(statement)
        else:
            found.append([statement])
    return found


def _names_at(statement: Statement, limit: int) -> int:
    """Where the list of a declaration begins, when it has one and its head leaves room for it."""
    if len(statement.pieces) < 2:
        return _INDENT
    named, label, *_ = columns.cells(statement)
    column = width(named) + 1 + (width(label) + 1 if label else 0)
    return column if column <= limit // 2 else _INDENT


def _commented(lines: list[tuple[str, str | None]]) -> list[str]:
    """Lines with their comments behind them: in one column, and where code is longer, farther right with those of
    the lines around it."""
    found: list[str] = []
    place = 0
    while place < len(lines):
        code, comment = lines[place]
        if comment is None:
            found.append(code)
            place += 1
            continue
        end = place
        while end < len(lines) and lines[end][1] is not None:
            end += 1
        group = lines[place:end]
        longer = [size for code, _ in group if _COMMENT - _LEAST < (size := width(code)) <= _LONGEST]
        column = max(longer) + _BEHIND if longer else _COMMENT
        for code, comment in group:
            space = column - width(code)
            found.append(code + " " * (space if space >= _LEAST else _BEHIND) + (comment or ""))
        place = end
    return found
