"""Text as a terminal shows it: harmless characters, display columns, line breaks, colour."""

from __future__ import annotations

from collections.abc import Callable, Sequence

TAB = 4  # columns between tab stops

Paint = Callable[[str, str], str]
"""Text and the style to show it in (parameters of an ANSI escape) -> text to write."""

BOLD = "1"
RED = "1;31"
GREEN = "1;32"
YELLOW = "1;33"
CYAN = "1;36"
BLUE = "1;94"
SEVERITY = {"error": RED, "warning": YELLOW, "info": CYAN}


def painter(color: bool) -> Paint:
    """How to apply a style: with escapes, or not at all."""
    return _colored if color else _plain


def _plain(text: str, style: str) -> str:
    return text


def _colored(text: str, style: str) -> str:
    return f"\x1b[{style}m{text}\x1b[0m" if text else ""


_REORDERS = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


class _Cells(dict[str, tuple[str, int]]):
    """A character -> what to show for it and how many columns that takes; filled as characters turn up."""

    def __missing__(self, char: str) -> tuple[str, int]:
        cell = self[char] = _cell(char)
        return cell


def _cell(char: str) -> tuple[str, int]:
    code = ord(char)
    if code < 0x20:
        return chr(0x2400 + code), 1  # the Unicode pictures of control characters
    if code == 0x7F:
        return "\u2421", 1
    if code < 0x7F:
        return char, 1
    import unicodedata

    category = unicodedata.category(char)
    if category in ("Cc", "Cs", "Zl", "Zp") or char in _REORDERS:
        # Terminals obey some of these, streams refuse lone surrogates, and marks of direction make text lie.
        escape = f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}"
        return escape, len(escape)
    if category in ("Mn", "Me") or (category == "Cf" and code != 0xAD) or 0x1160 <= code <= 0x11FF:
        return char, 0
    return char, 2 if unicodedata.east_asian_width(char) in "WF" else 1


_CELLS = _Cells()


def _is_plain(text: str) -> bool:
    return text.isascii() and text.isprintable()


def cells(text: str) -> tuple[Sequence[str], Sequence[int]]:
    """What to show for each character of a source line, and the column where each starts; last, where the text ends."""
    if _is_plain(text):
        return text, range(len(text) + 1)
    shown, starts, column = [], [0], 0
    for char in text:
        if char == "\t":
            width = TAB - column % TAB
            piece = " " * width
        else:
            piece, width = _CELLS[char]
        column += width
        shown.append(piece)
        starts.append(column)
    return shown, starts


def clean(text: str) -> str:
    """A message on one line, safe to write to a terminal."""
    if _is_plain(text):
        return text
    return "".join([" " if char in "\t\n" else _CELLS[char][0] for char in text.replace("\r\n", "\n")])


def columns(text: str) -> int:
    """Display columns of clean text."""
    return len(text) if text.isascii() else sum([_CELLS[char][1] for char in text])


def wrap(text: str, room: int, rest: int | None = None, breaks: str = " ") -> list[str]:
    """Break clean text into lines of at most `room` columns, those after the first of at most `rest`.

    Lines break at `breaks`: at a space, which goes, or after any other character, which stays. A piece that fits on no
    line is cut; `room` and `rest` must be at least as wide as the widest character, two.
    """
    text = text.rstrip()
    if columns(text) <= room:
        return [text]
    rest = room if rest is None else rest
    gap = " " if breaks == " " else ""
    words = text.split(" ") if gap else [part + breaks for part in text.split(breaks)]
    if not gap:
        words[-1] = words[-1].removesuffix(breaks)
    lines: list[str] = []
    parts: list[str] = []
    used = 0
    for word in words:
        size = columns(word)
        if parts and used + len(gap) + size <= room:
            parts.append(word)
            used += len(gap) + size
            continue
        if parts:
            lines.append(gap.join(parts).rstrip())
            parts, used, room = [], 0, rest
        if not word:
            continue  # spaces around a break go with it
        if size > room:
            *full, word = _chop(word, room, rest)
            lines += full
            room = rest if full else room
            size = columns(word)
        parts, used = [word], size
    lines.append(gap.join(parts))
    return lines


def _chop(word: str, room: int, rest: int) -> list[str]:
    """Cut a word into pieces of at most `room` columns, then `rest`."""
    pieces, start, used = [], 0, 0
    for at, char in enumerate(word):
        size = _CELLS[char][1]
        if used + size > room:
            pieces.append(word[start:at])
            start, used, room = at, 0, rest
        used += size
    pieces.append(word[start:])
    return pieces
