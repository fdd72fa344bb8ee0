"""The checksum by which an edit by hand is known."""

from __future__ import annotations

import hashlib
import re

_LINE_END = re.compile(r"\r\n|\n|\r")
_DIGITS = 16


def checksum(content: str, indent: str) -> str:
    """The checksum of what stands between two markers, in 16 hexadecimal digits.

    It is the same for every kind of line ending, so that a checkout with others is no edit, and for every `indent`,
    where each line has that of the block.
    """
    first, *rest = _LINE_END.split(content)
    digest = hashlib.sha256(first.encode("utf-8", "surrogatepass"))
    for place, line in enumerate(rest, 1):
        # what follows the last line ending is not a line of the block yet
        normal = _normal(line, indent) if place < len(rest) else line
        digest.update(b"\n" + normal.encode("utf-8", "surrogatepass"))
    return digest.hexdigest()[:_DIGITS]


def _normal(line: str, indent: str) -> str:
    """The line without its indentation, such that no two lines that differ otherwise become the same."""
    if line == indent.rstrip():
        return ""
    return ">" + line[len(indent) :] if line.startswith(indent) else "!" + line
