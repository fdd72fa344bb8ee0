"""How names are written: plurals, and which known name somebody may have meant."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain, islice

from pricelang.spelling import nearest

_CANDIDATES = 2_000  # enough for any file that a person writes, and a bound for one that nobody does


def singulars(name: str) -> tuple[str, ...]:
    """The names that this one may be the plural of, likeliest first: `drafts`, `boxes`, `queries`."""
    if not name.endswith("s"):
        return ()
    if name.endswith("ies"):
        return name[:-1], name[:-3] + "y"
    if name.endswith("es"):
        return name[:-1], name[:-2]
    return (name[:-1],)


def suggestion(written: str, known: Iterable[str]) -> str | None:
    """The known name that was most likely meant, in the number (singular or plural) of what was written; None if no
    name is close. A word of one or two letters is close to everything, and so to nothing."""
    if len(written) < 3:
        return None
    names: Iterator[str] = islice(known, _CANDIDATES)
    if written.endswith("s"):
        names = chain.from_iterable((name, name + "s") for name in names)
    return next(iter(nearest(written, names)), None)


def title(name: str) -> str:
    """What people read where a declaration gives no label: `brand_voice` is "Brand voice"."""
    words = name.replace("_", " ")
    return words[:1].upper() + words[1:]
