"""Writes docs/fixes.md from what rules and errors say of their fixes.

`python -m pricelang.fixing.docs` writes it to a checkout. A test holds that it is current.
"""

from __future__ import annotations

import os
import re

from pricelang.diagnostics import Safety
from pricelang.explanations import page as explained
from pricelang.record import Record
from pricelang.rules import found, load, structural

PATH = "docs/fixes.md"

_ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
_FIX = r"^## Fix\n\n(Safe|Unsafe): (.+?)\s*\Z"
_TEXT = """# Fixes

`pricelang check --fix` makes the safe fixes, `--fix --unsafe-fixes` the others, too, and `--diff` shows what either
would do and writes nothing.

- A **safe** fix keeps the compiled output: the catalog's JSON document is the same before and after it, byte by
  byte.
- An **unsafe** fix changes that document, and a price may change with it. Many say what holds by default, so that
  no bill changes; others take the smallest step that ends the finding: a lower allowance, a higher price. Read the
  diff: it is a decision about what customers get.
- What has no fix here has no one right edit. Missing braces and other faults of syntax are never mended.

All fixes of a pass are made at once, over all files; one that touches another waits for the next pass, and passes
go on until nothing is left. What a pass comes to is proven before it is kept: it has no error of syntax, no error
that was not there, every comment in its place, and none of the findings; where the fix is safe, the same compiled
output. A fix that fails its proof is left out, and `check` says why: an unsafe fix that would make an `example`
false, for one.

Only what you name is written, itself or below a folder that you name: a file that is only imported may serve
others, too. Files are written whole or not at all. A comment is never deleted; one that lets a finding stand which
is no more keeps its reason, as a remark. A file in the style of `pricelang fmt` stays in it; in others the rest is
left as it is.

After a fix, `check` reports what it finds in the new text. `pricelang check --fix -` reads standard input, and
writes the new text to standard output and the findings to standard error. What a [baseline](adopting.md) holds is
fixed, too: its entries are stale then. `--diff` shows a difference in place of findings, whatever their format.
"""


class Offer(Record):
    """A rule that offers a fix: how safe it is, and what it does in one phrase. `group` is empty for the errors of the
    language."""

    rule: str
    group: str
    safety: Safety
    does: str


def offers() -> list[Offer]:
    """All of them: errors of the language by name, then the linter's rules by group and name."""
    made = []
    for name in sorted(structural()):
        said = re.search(_FIX, explained(name), re.MULTILINE | re.DOTALL)
        if said is not None:
            made.append(Offer(name, "", Safety(said[1].lower()), " ".join(said[2].split()).removesuffix(".")))
    for name, group in found().items():
        fix = load(name).fix
        if fix is not None:
            made.append(Offer(name, group, *fix))
    return made


def page() -> str:
    """The whole of docs/fixes.md."""
    lines = [_TEXT, "| rule | fix | what it does |", "|---|---|---|"]
    for each in offers():
        name = f"[{each.rule}](rules/{each.rule}.md)" if each.group else f"`{each.rule}`"
        lines.append(f"| {name} | {each.safety.value} | {each.does} |")
    return "\n".join(lines) + "\n"


def main() -> None:
    """Write the page."""
    with open(os.path.join(_ROOT, PATH), "w", encoding="utf-8", newline="\n") as file:
        file.write(page())


if __name__ == "__main__":
    main()
