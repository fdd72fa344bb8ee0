"""Two versions of a text as a unified diff that is safe to write to a terminal."""

from __future__ import annotations


def difference(path: str, before: str, after: str) -> str:
    """What changes, in a form that can be applied: tabs and line ends stay as they are."""
    from difflib import unified_diff

    lines = unified_diff(_lines(before), _lines(after), path.replace("\n", " "), path.replace("\n", " "))
    return "".join(
        _shown(line) if line.endswith("\n") else f"{_shown(line)}\n\\ No newline at end of file\n" for line in lines
    )


def _shown(line: str) -> str:
    from pricelang.render.display import clean

    text = line.rstrip("\r\n")
    return "\t".join(clean(part) for part in text.split("\t")) + line[len(text) :]


def _lines(text: str) -> list[str]:
    """Lines with their ends; a text may hold characters that Python takes for line ends, and the language does not."""
    lines = [f"{line}\n" for line in text.split("\n")]
    last = lines.pop()[:-1]
    return [*lines, last] if last else lines
