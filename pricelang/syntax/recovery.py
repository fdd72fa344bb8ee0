"""What happens at a fault: it is reported once, and the parser goes on where that causes no second report.

A fault is mended in the smallest way that lets the rest of its statement pass: a keyword that was mistyped, a token
that is missing, wrong or too many. Each candidate is tried on a copy of the states. Where none passes, the statement is
given up: the parser goes back to where it began and on behind its end, at the same depth of braces. A declaration whose
head is beyond repair is given a head of the right form, so that the statements in its block are still read.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from pricelang.diagnostics import error
from pricelang.source import Span
from pricelang.spelling import nearest
from pricelang.syntax import messages, nodes
from pricelang.syntax.lookahead import Token, accepts, readings, tokens_from
from pricelang.syntax.tables import (
    BAD_CHARACTER,
    BAD_NUMBER,
    BAD_WORD,
    COMMA,
    CURRENCY,
    END,
    MARK,
    NAME,
    OPEN_STRING,
    QTY,
    SEP,
    Tables,
)

if TYPE_CHECKING:
    from pricelang.syntax.parser import Fault, Parser

# A file with more faults than this is not a price file.
_MOST = 500

# The shortest head of each declaration that has a block.
_HEADS: dict[str, tuple[str, ...]] = {
    "product": ("NAME",),
    "cost": ("NAME",),
    "persona": ("NAME",),
    "metric": ("NAME",),
    "credit": ("NAME",),
    "package": ("NAME", "CORE"),
    "tier": ("NAME",),
    "discount": ("NAME",),
    "example": ("STRING",),
}
_DECLARATIONS = frozenset(
    [*_HEADS, "import", "cohort", "region", "seat", "feature", "ladder"],
)


def recover(parser: Parser, fault: Fault) -> int | None:
    """Report a fault, repair the parser's stacks, and say at which offset to go on; None to give up."""
    return _Recovery(parser, fault).run()


class _Recovery:
    def __init__(self, parser: Parser, fault: Fault) -> None:
        self.parser = parser
        self.tables: Tables = parser.tables
        self.text = parser.source.text
        self.ahead = list(tokens_from(self.tables, self.text, fault.start))
        self.fault = self.ahead[0]
        self._settle()
        self.expected = self._expected()

    def run(self) -> int | None:
        fault = self.fault
        if len(self.parser.diagnostics) >= _MOST:
            self._report("too many faults: the rest of the file was not read", self.span(fault))
            return None
        tried = self._tried()
        if tried > 2:  # one for the statement, one for the open blocks
            return None if fault.group == END else max(fault.end, fault.start + 1)
        if tried == 2 and fault.group != END:
            return self._skip()
        unclosed = self._unclosed()
        if unclosed is not None:
            return unclosed
        if fault.group == MARK and fault.text == "}" and not self._open():
            self._report("this `}` closes nothing", self.span(fault), "no block is open here")
            return fault.end
        for attempt in (self._dangling, self._mistyped, self._lexical, self._inserted, self._replaced, self._removed):
            position = attempt()
            if position is not None:
                return position
        return self._give_up()

    def _settle(self) -> None:
        """Take in a line's end that the parser has read but not yet reduced, since it waited for what follows."""
        parser, rows = self.parser, self.tables.rows
        if parser.states[-1] not in self.tables.separated:
            return
        separator = self.tables.symbol["_SEP"]
        while not self.tables.statements & rows[parser.states[-1]].keys():
            actions = {action for number, action in rows[parser.states[-1]].items() if number != separator}
            if len(actions) != 1 or max(actions) >= 0:
                return
            parser.reduce(~actions.pop(), self.fault.start)

    def _tried(self) -> int:
        """How many times this very token has been at fault, since a repair may not have helped."""
        start, times = self.parser.repaired
        times = times + 1 if start == self.fault.start else 1
        self.parser.repaired = (self.fault.start, times)
        return times

    # ------------------------------------------------------------ repairs

    def _dangling(self) -> int | None:
        """A comma at the end of a line, which made the next statement a part of this one."""
        line = self.text.rfind("\n", 0, self.fault.start) + 1
        before = self.text[:line].rstrip() if line else ""
        if not before.endswith(","):
            return None
        begin = line + len(self.text[line:]) - len(self.text[line:].lstrip(" \t"))
        height, kind = self._statement()
        word = _first_word(self.text, begin)
        keyword = [(self.tables.words[word],)] if word in self.tables.words else []
        at_brace = begin == self.fault.start and self.fault.text == "}"
        if not at_brace and not (keyword and accepts(self.tables, self.parser.states[: height + 1], keyword)):
            return None
        comma = Span(self.parser.source, len(before) - 1, len(before))
        self._report("nothing follows this comma", comma, "a comma continues the statement in the next line")
        self._cut(height)
        self._push(kind, begin)
        if not at_brace:
            self.parser.feed(self.tables.symbol["_SEP"], None, begin, begin)
        return begin

    def _mistyped(self) -> int | None:
        """A keyword that was misspelled."""
        fault = self.fault
        if fault.group not in (NAME, BAD_WORD):
            return None
        word = fault.text.lower()
        keywords = {self.tables.symbols[number]: number for number in self.expected if number in self._words()}
        by_text = {self._words()[number]: number for number in keywords.values()}
        if fault.group == NAME and word in by_text:
            return None
        name = self.tables.symbol["NAME"]
        if fault.group == BAD_WORD and name in self.expected and self._fits([name, *self._rest()]):
            self._report(
                f"`{fault.text}` is not a name",
                self.span(fault),
                "names are lower case: letters, digits and `_`",
                helps=(f"write `{messages.as_name(fault.text)}`",),
            )
            return self._feed(name, fault, fault.end)
        close = [word] if word in by_text else nearest(word, by_text, most=3)
        for candidate in close:
            number = by_text[candidate]
            if self._fits([number, *self._rest()]):
                self._report(self._unexpected(), self.span(fault), f"did you mean `{candidate}`?")
                return self._feed(number, fault, fault.end)
        if close and self._at_start():
            self._report(self._unexpected(), self.span(fault), f"did you mean `{close[0]}`?")
            return self._skip()
        return None

    def _lexical(self) -> int | None:
        """A text without its closing quote, or characters that belong to no token."""
        fault = self.fault
        if fault.group == OPEN_STRING:
            if "\\" in fault.text and '"' in fault.text[1:]:
                hint = 'only `\\"` and `\\\\` are escapes: write `\\\\` for a backslash'
                self._report("this text holds an escape that is none", self.span(fault), "a backslash", (hint,))
            else:
                self._report("this text is never closed", self.span(fault), 'the closing `"` is missing')
            string = self.tables.symbol["STRING"]
            if string in self.expected and self._fits([string, *self._rest()]):
                return self._feed(string, fault, fault.end)
            return self._skip()
        if fault.group in (BAD_CHARACTER, BAD_NUMBER):
            label, helps = messages.junk(fault.text, self.text, fault.start)
            self._report(f"unexpected {messages.quoted(fault.text)}", self.span(fault), label, helps=helps)
            for number in self._ranked():
                if fault.group == BAD_NUMBER and self._fits([number, *self._rest()]):
                    return self._feed(number, fault, fault.end)
            if self._fits(self._rest()):
                return fault.end
            return self._skip()
        return None

    def _inserted(self) -> int | None:
        """A token that is missing."""
        if self._at_start() or self.fault.group == COMMA:
            return None
        ahead = [readings(self.tables, token) for token in self.ahead]
        fitting = [number for number in self._ranked() if self._fits([number, *ahead])]
        if not fitting:
            return None
        at = self.parser.last_end if self.fault.group in (SEP, END) else self.fault.start
        self._report(self._missing(fitting), self._place(), self._label(fitting), helps=self._hints())
        return self._feed(fitting[0], Token(NAME, "", at, at), self.fault.start)

    def _replaced(self) -> int | None:
        """A token of the wrong kind."""
        if self._at_start() or self.fault.group in (SEP, END, MARK):
            return None
        rest = self._rest()
        fitting = [number for number in self._ranked() if self._fits([number, *rest])]
        if not fitting:
            return None
        self._report(self._missing(fitting), self._place(), self._label(fitting), helps=self._hints())
        return self._feed(fitting[0], self.fault, self.fault.end)

    def _removed(self) -> int | None:
        """A token too many."""
        if self.fault.group in (SEP, END) or (self.fault.group == MARK and self.fault.text != "."):
            return None
        if self._at_start() and self.fault.group in (NAME, BAD_WORD):
            return None
        if self._fits(self._rest()):
            self._report(self._unexpected(), self._place(), self._label([]), helps=self._hints())
            return self.fault.end
        return None

    def _give_up(self) -> int | None:
        self._report(
            "this statement is not complete" if self.fault.group in (SEP, END) else self._unexpected(),
            self._place(),
            self._label([]),
            helps=self._hints(),
        )
        return self._skip()

    # ------------------------------------------------------------ going on

    def _skip(self) -> int | None:
        """Give the statement up, and go on at its end."""
        parser, fault = self.parser, self.fault
        height, statement = self._statement()
        begin = parser.starts[height + 1] if height + 1 < len(parser.starts) else fault.start
        first = _first_word(self.text, begin)
        self._cut(height)
        depth = 0
        for token in tokens_from(self.tables, self.text, fault.start, None):
            if token.group == MARK and token.text == "{":
                if depth == 0 and first in _HEADS and self._head(first, token):
                    return token.end
                depth += 1
            elif token.group == MARK and token.text == "}":
                if depth == 0:
                    break
                depth -= 1
            elif (token.group == SEP and depth == 0) or token.group == END:
                break
        self._push(statement, begin)
        return token.start

    def _head(self, word: str, brace: Token) -> bool:
        """Give a declaration a head of the right form, and step into its block."""
        symbol = self.tables.symbol
        numbers = [self.tables.words[word], *(symbol[part] for part in _HEADS[word]), symbol["LBRACE"]]
        if not accepts(self.tables, self.parser.states, [(number,) for number in numbers]):
            return False
        for number in numbers:
            self._feed(number, Token(NAME, "", brace.start, brace.end), brace.end)
        return True

    def _unclosed(self) -> int | None:
        """A block that is still open where the file ends, or where a declaration begins at the line's start."""
        opened = self._open()
        if not opened:
            return None
        brace = self.parser.starts[opened[-1]]
        if self.fault.group == END:
            if self._at_start() or self.tables.symbol["RBRACE"] in self.expected:
                self._report("this block is never closed", Span(self.parser.source, brace, brace + 1), "opened here")
                return self._close()
            return None
        height, kind = self._statement()
        begin = self.parser.starts[height + 1] if height + 1 < len(self.parser.starts) else self.fault.start
        word = _first_word(self.text, begin)
        if word not in _DECLARATIONS or (begin > 0 and self.text[begin - 1] != "\n"):
            return None
        if _column_one(self.text, brace, begin):
            return None  # the file does not indent: the place says nothing
        self._report(
            "this block is never closed",
            Span(self.parser.source, brace, brace + 1),
            "opened here",
            helps=(f"write `}}` before `{word}` in line {self.parser.source.position(begin)[0]}",),
        )
        self._cut(height)
        self._push(kind, begin)
        self._shut()
        self.parser.feed(self.tables.symbol["_SEP"], None, begin, begin)
        return begin

    def _close(self) -> int:
        """Close every open block at the end of the file."""
        self._shut()
        return len(self.text)

    def _shut(self) -> None:
        """Give up the statement under way, and close all blocks."""
        brace = self.tables.symbol["RBRACE"]
        at = self.parser.last_end
        if not self._at_start():
            height, statement = self._statement()
            self._cut(height)
            self._push(statement, at)
        for _ in self._open():
            if not accepts(self.tables, self.parser.states, [(brace,)]):
                height, statement = self._statement()
                self._cut(height)
                self._push(statement, at)
            self.parser.feed(brace, "}", at, at)

    def _statement(self) -> tuple[int, int]:
        """The height of the stack where the statement under way began, and which kind of statement it is."""
        rows, statements = self.tables.rows, self.tables.statements
        for height in range(len(self.parser.states) - 1, -1, -1):
            row = rows[self.parser.states[height]]
            kind = next((symbol for symbol in statements if symbol in row), None)
            if kind is not None:
                return height, kind
        raise AssertionError("the first state begins a declaration")

    def _cut(self, height: int) -> None:
        parser = self.parser
        del parser.states[height + 1 :], parser.values[height + 1 :], parser.starts[height + 1 :]

    def _push(self, statement: int, start: int) -> None:
        parser = self.parser
        parser.states.append(self.tables.rows[parser.states[-1]][statement])
        parser.values.append(None)
        parser.starts.append(start)

    def _open(self) -> list[int]:
        """Heights of the stack at which a block was opened that is still open."""
        opened: list[int] = []
        for height, state in enumerate(self.parser.states):
            if state in self.tables.opening:
                opened.append(height)
            elif state in self.tables.closing:
                opened.pop()
        return opened

    def _feed(self, number: int, token: Token, position: int) -> int:
        symbol = self.tables.symbols[number]
        value: Any = token.text
        span = (token.start, token.end)
        if symbol == "NAME":
            value = nodes.Name(*span, messages.as_name(token.text))
        elif symbol == "STRING":
            value = nodes.Text(*span, token.text.strip('"'))
        elif symbol in messages.PLACEHOLDERS:
            value = messages.PLACEHOLDERS[symbol](*span)
        elif number in self._words():
            value = self._words()[number]
        self.parser.feed(number, value, *span)
        return position

    # ------------------------------------------------------------ what would pass

    def _words(self) -> dict[int, str]:
        return {number: word for word, number in self.tables.words.items()}

    def _at_start(self) -> bool:
        """Whether the fault is the first token of its statement."""
        return self._statement()[0] == len(self.parser.states) - 1

    def _expected(self) -> list[int]:
        row = self.tables.rows[self.parser.states[-1]]
        states = self.parser.states
        return [
            number for number in row if number < self.tables.terminals and accepts(self.tables, states, [(number,)])
        ]

    def _ranked(self) -> list[int]:
        """What is expected, the likeliest repair first: marks, then words, then values."""
        symbols = self.tables.symbols

        def rank(number: int) -> tuple[int, str]:
            name = symbols[number]
            if name in ("LBRACE", "DOT"):
                return 0, name
            if number in self._words():
                return 1, name
            return 2, name

        unlikely = ("_SEP", "$END", "RBRACE")
        return sorted((number for number in self.expected if symbols[number] not in unlikely), key=rank)

    def _rest(self) -> list[tuple[int, ...]]:
        return [readings(self.tables, token) for token in self.ahead[1:]]

    def _fits(self, tokens: Sequence[int | tuple[int, ...]]) -> bool:
        return accepts(
            self.tables,
            self.parser.states,
            [token if isinstance(token, tuple) else (token,) for token in tokens],
        )

    # ------------------------------------------------------------ words

    def span(self, token: Token) -> Span:
        return Span(self.parser.source, token.start, max(token.end, token.start))

    def _place(self) -> Span:
        """Where a reader looks: behind the last word when a line ends too early."""
        if self.fault.group in (SEP, END):
            end = self.parser.last_end
            return Span(self.parser.source, end, min(end + 1, len(self.text)) if self.fault.group == SEP else end)
        return self.span(self.fault)

    def _unexpected(self) -> str:
        kind = self.tables.symbols[self._statement()[1]]
        found = messages.token(self.fault.group, self.fault.text)
        if self._at_start():
            return messages.no_statement(found, kind)
        return f"unexpected {found}"

    def _missing(self, fitting: list[int]) -> str:
        found = messages.token(self.fault.group, self.fault.text)
        return f"expected {messages.one_of('', [self._named(number) for number in fitting], 4)}, found {found}"

    def _named(self, number: int) -> str:
        return messages.terminal(self.tables.symbols[number], self._words().get(number))

    def _label(self, fitting: list[int]) -> str:
        """What else may stand here, where that is short enough to help."""
        names = [self._named(number) for number in self._ranked() if number not in fitting]
        if not fitting:
            return messages.one_of("expected ", names)
        return messages.one_of("here may also stand ", names) if len(names) + len(fitting) <= 4 else ""

    def _hints(self) -> tuple[str, ...]:
        after = self.ahead[1] if len(self.ahead) > 1 else None
        if self.fault.group == QTY and after is not None and after.group == CURRENCY:
            return (f"an amount is written `{after.text} {self.fault.text}`",)
        return messages.grouping(self.text, self.fault.start)

    def _report(self, message: str, span: Span, label: str = "", helps: tuple[str, ...] = ()) -> None:
        self.parser.diagnostics.append(error("syntax", message, span, label, helps=helps))


def _first_word(text: str, start: int) -> str:
    end = start
    while end < len(text) and (text[end].isalnum() or text[end] == "_"):
        end += 1
    return text[start:end]


def _column_one(text: str, brace: int, begin: int) -> bool:
    """Whether a statement between two places begins a line, so that the file is not indented."""
    line = text.find("\n", brace, begin) + 1
    while 0 < line < begin:
        if text[line] not in " \t\r\n#}":
            return True
        line = text.find("\n", line, begin) + 1
    return False
