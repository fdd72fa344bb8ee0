"""A file into blocks, statements and pieces: every token once, every comment once, in their order."""

from __future__ import annotations

from pricelang.formatting.page import Block, Piece, Statement
from pricelang.syntax import File, nodes
from pricelang.syntax.tables import COMMA, COMMENT, END, MARK, NAME, SEP, tables

_BLANKS = " \t\r\ufeff"


def read(file: File) -> Block:
    """The parts of a file without syntax errors."""
    reader = _Reader()
    reader.run(file.source.text)
    _name(reader.block, file.declarations)
    return reader.block


class _Reader:
    def __init__(self) -> None:
        self.block = Block()
        self.statement: Statement | None = None
        self.around: list[tuple[Block, Statement]] = []
        self.lead: list[str] = []
        # what a comment on this line is behind, where no statement is under way
        self.last: Statement | Block | None = None
        self.empty = True  # this line, so far
        self.glue = False  # a dot takes no space

    def run(self, text: str) -> None:
        for match in tables().scanner.finditer(text):
            group = match.lastindex or END
            word = match[group]
            if group == SEP:
                self._separator(word)
            elif group == COMMA:
                self._comma(word)
            elif group == COMMENT:
                self._comment(word.rstrip(_BLANKS))
            elif group == MARK and word != "+":
                if word == "{":
                    self._open()
                elif word == "}":
                    self._close()
                else:
                    self._word(".", True)
                    self.glue = True
            elif group == END:
                break
            else:
                self._word(word, group == NAME)
        self._finish()

    def _word(self, word: str, name: bool) -> None:
        statement = self.statement
        if statement is None:
            statement = self.statement = Statement(self.lead, name)
            self.block.statements.append(statement)
            self.lead = []
        words = statement.pieces[-1].words
        last = words[-1] if words else None
        if (self.glue or word == ".") and isinstance(last, str):
            words[-1] = last + word
        else:
            words.append(word)
        self.glue = False
        self.empty = False

    def _separator(self, word: str) -> None:
        if self.statement is not None:
            self.last = self.statement
            self.statement = None
        if word == ";":
            self.empty = False
            return
        if self.empty and (not self.lead or self.lead[-1]):
            self.lead.append("")
        self.block.lines = True
        self.last = None
        self.empty = True

    def _comma(self, word: str) -> None:
        assert self.statement is not None
        pieces = self.statement.pieces
        piece = pieces[-1]
        piece.comma = True
        if len(word) > 1:
            behind, *below = word[1:].split("\n")
            piece.ends = self.statement.broken = True
            piece.comment = behind.strip(_BLANKS) or None
            piece.notes = [line.strip(_BLANKS) for line in below if line.strip(_BLANKS)]
            self.block.lines = True
        pieces.append(Piece())

    def _comment(self, text: str) -> None:
        if self.statement is not None:
            self.statement.behind = text
        elif isinstance(self.last, Statement):
            self.last.behind = text
        elif self.last is not None:
            self.last.opened = text
        else:
            self.lead.append(text)
        self.empty = False

    def _open(self) -> None:
        assert self.statement is not None
        block = Block()
        self.statement.pieces[-1].words.append(block)
        self.statement.blocks.append(block)
        self.around.append((self.block, self.statement))
        self.block, self.statement, self.last = block, None, block
        self.empty = False

    def _close(self) -> None:
        block = self.block
        self._finish()
        self.block, self.statement = self.around.pop()
        block.lines = block.lines and bool(block.statements or block.tail or block.opened)
        self.block.lines = self.block.lines or block.lines
        self.empty = False

    def _finish(self) -> None:
        """A block is over: no empty lines at its edges."""
        block = self.block
        block.tail = self.lead
        self.lead = []
        self.statement = self.last = None
        if block.statements and block.statements[0].lead[:1] == [""]:
            del block.statements[0].lead[0]
        if block.tail[-1:] == [""]:
            del block.tail[-1]
        if not block.statements and block.tail[:1] == [""]:
            del block.tail[0]


def _name(block: Block, declarations: tuple[nodes.Node, ...]) -> None:
    """Give declarations, the statements in them and the rows of their tables their nodes."""
    for statement, node in zip(block.statements, declarations, strict=True):
        statement.node = node
        for inner in statement.blocks:
            for part, child in zip(inner.statements, getattr(node, "body", ()) or (), strict=True):
                part.node = child
                if isinstance(child, (nodes.PriceTable, nodes.BurnsTable)):
                    (table,) = part.blocks
                    for row, named in zip(table.statements, child.rows, strict=True):
                        row.node = named
