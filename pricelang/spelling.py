"""The nearest of some words to one that was not found."""

from __future__ import annotations

from collections.abc import Iterable


def nearest(word: str, candidates: Iterable[str], most: int = 1) -> list[str]:
    """Up to `most` candidates close enough to be meant, the closest first.

    Close enough is a distance of 1 for words of up to five letters, 2 for longer ones; swapped neighbours count as one
    step.
    """
    allowed = 1 if len(word) <= 5 else 2
    if len(word) > 60:
        return []
    found = []
    for candidate in candidates:
        if abs(len(candidate) - len(word)) <= allowed and candidate != word:
            steps = _distance(word, candidate, allowed)
            if steps <= allowed:
                found.append((steps, candidate))
    return [candidate for _, candidate in sorted(found)[:most]]


def instead(word: str, known: Iterable[str]) -> str:
    """The end of a message about a word that is not known: what was perhaps meant, else all that there are."""
    every = list(known)
    close = nearest(word, every)
    if close:
        return f"; did you mean `{close[0]}`?"
    return f"; there are {', '.join(f'`{name}`' for name in every)}"


def _distance(left: str, right: str, allowed: int) -> int:
    """Edit distance with transpositions; more than `allowed` where it is larger than that."""
    before: list[int] = []
    row = list(range(len(right) + 1))
    for i, a in enumerate(left, 1):
        older, before, row = before, row, [i]
        for j, b in enumerate(right, 1):
            cost = min(row[-1] + 1, before[j] + 1, before[j - 1] + (a != b))
            if older and j > 1 and a == right[j - 2] and b == left[i - 2]:
                cost = min(cost, older[j - 2] + 1)
            row.append(cost)
        if min(row) > allowed:
            return allowed + 1
    return row[-1]
