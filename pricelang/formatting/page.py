"""The parts of a file as they are laid out: blocks of statements, statements of pieces, and the comments between."""

from __future__ import annotations

from unicodedata import east_asian_width

from pricelang.syntax.nodes import Node


class Block:
    """What stands between two braces, or the whole file.

    `lines` says whether it takes more than one line; `opened` is the comment behind its brace, `tail` what stands below
    its last statement: comments, and "" for an empty line.
    """

    __slots__ = ("lines", "opened", "statements", "tail")

    def __init__(self) -> None:
        self.statements: list[Statement] = []
        self.opened: str | None = None
        self.tail: list[str] = []
        self.lines = False

    @property
    def flat(self) -> str:
        """The block on one line."""
        return "{ " + "; ".join(each.flat for each in self.statements) + " }" if self.statements else "{}"


class Piece:
    """What stands up to a comma of a statement, with it. `words` are tokens as they were written, and blocks.

    `comment` and `notes` stand behind the comma and on the lines below it, where the author went on in a new line
    (`ends`).
    """

    __slots__ = ("comma", "comment", "ends", "notes", "words")

    def __init__(self) -> None:
        self.words: list[str | Block] = []
        self.comma = False
        self.ends = False
        self.comment: str | None = None
        self.notes: list[str] = []

    @property
    def flat(self) -> str:
        """The piece on one line."""
        return joined(self.words) + "," if self.comma else joined(self.words)


class Statement:
    """A statement or a declaration. `lead` stands above it, `behind` is the comment on its last line.

    `keyed` says whether its first word is a keyword (and not a quantity), `broken` whether the author went on in a new
    line behind one of its commas, `blocks` are those in it, first to last.
    """

    __slots__ = ("_flat", "behind", "blocks", "broken", "keyed", "lead", "node", "pieces")

    def __init__(self, lead: list[str], keyed: bool) -> None:
        self.lead = lead
        self.behind: str | None = None
        self.node: Node | None = None
        self.pieces: list[Piece] = [Piece()]
        self.blocks: list[Block] = []
        self.broken = False
        self.keyed = keyed
        self._flat: str | None = None

    @property
    def keyword(self) -> str:
        word = self.pieces[0].words[0]
        return word if isinstance(word, str) else ""

    @property
    def tall(self) -> bool:
        """Whether one of its blocks takes more than one line."""
        return bool(self.blocks) and any(block.lines for block in self.blocks)

    @property
    def flat(self) -> str:
        """The statement on one line, with single spaces."""
        if self._flat is None:
            pieces = self.pieces
            self._flat = pieces[0].flat if len(pieces) == 1 else " ".join([piece.flat for piece in pieces])
        return self._flat


def joined(words: list[str | Block]) -> str:
    """Words on one line, with single spaces."""
    return " ".join([word if isinstance(word, str) else word.flat for word in words])


def width(text: str) -> int:
    """How many columns a text takes: letters of East Asian scripts take two."""
    return len(text) if text.isascii() else len(text) + sum(east_asian_width(letter) in "WF" for letter in text)
