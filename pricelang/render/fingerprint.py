"""Names of findings that outlive edits elsewhere in the file: for baselines and for services that track findings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from hashlib import sha256

from pricelang.diagnostics import Diagnostic
from pricelang.render.paths import portable

LENGTH = 16  # hexadecimal digits: 64 bits


def fingerprints(diagnostics: Iterable[Diagnostic]) -> Iterator[str]:
    """One fingerprint for each diagnostic, made from rule, path and symbol, never from the line number.

    Findings that share all three are told apart by their place among themselves, in the order given.
    """
    seen: dict[tuple[str, str, str], int] = {}
    for diagnostic in diagnostics:
        key = diagnostic.rule, portable(diagnostic.span.source.path).replace("\\", "/"), diagnostic.symbol
        ordinal = seen[key] = seen.get(key, 0) + 1
        text = ascii((*key, ordinal))  # quoted, so that no two keys read the same, whatever is in them
        yield sha256(text.encode("ascii")).hexdigest()[:LENGTH]
