"""Why a fragment cannot be written."""

from __future__ import annotations

from collections.abc import Iterable

from pricelang.spelling import nearest


class Refused(ValueError):  # noqa: N818 - said as it is read
    """A fragment cannot be written: the message says why, `helps` what to do, `option` at which of its options, None
    where it is the fragment itself, and `word` at which word of that."""

    def __init__(
        self, rule: str, message: str, option: str | None = None, helps: Iterable[str] = (), word: str = ""
    ) -> None:
        self.rule = f"embedding/{rule}"
        self.message = message
        self.option = option
        self.helps = tuple(helps)
        self.word = word
        super().__init__("; ".join((message, *self.helps)))


def known(word: str, every: Iterable[str], lacks: str, option: str | None, *, rule: str = "unknown-name") -> str:
    """A word that is one of the known ones; `lacks` is what to say of it otherwise: `there is no tier`.

    Raises:
        Refused: it is none; the nearest one is named, or else all.
    """
    names = list(dict.fromkeys(every))
    if word in names:
        return word
    low = word.lower().replace("-", "_")
    close = [low] if low in names else nearest(word, names) or nearest(low, names)
    if close:
        helps = (f"did you mean `{close[0]}`?",)
    elif names:
        helps = (f"there {'is' if len(names) == 1 else 'are'} {', '.join(f'`{name}`' for name in names)}",)
    else:
        helps = ("there is none at all",)
    shown = word if len(word) <= 60 else word[:59] + "…"
    raise Refused(rule, f"{lacks} `{shown}`", option, helps, word)
