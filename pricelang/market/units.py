"""From the unit of a rate to the unit of the list.

| unit of a rate | unit of the list |
|---|---|
| `input`, `output`, `cache_read`, `cache_write`, `cache_write_1h`, `output_reasoning`, `input_audio` ... | the same with `_tokens` |
| `request`, `web_search`, `input_character`, `audio_second` ... | the same in the plural |
| `audio_minute`, `audio_hour`, `input_audio_minute` ... | 60 or 3,600 of the `_seconds` |
| `prompt`, `completion`, `cached_input`, `reasoning`, `citation`, `character`, `page` | as in `SYNONYMS` |
| the list's own name, `input_tokens`, or its plural or singular | itself |
"""  # noqa: E501 - a table

from __future__ import annotations

from collections.abc import Iterable

TOKENS = "_tokens"
SECONDS = "_seconds"

SYNONYMS = {
    "cached_input": "cache_read_tokens",
    "character": "input_characters",
    "citation": "output_citation_tokens",
    "completion": "output_tokens",
    "page": "input_document_pages",
    "prompt": "input_tokens",
    "reasoning": "output_reasoning_tokens",
}
"""Words that people use for a unit of the list whose name does not say it."""


def names(units: Iterable[str]) -> dict[str, tuple[str, int]]:
    """Every name that a rate may call a unit of the list by: the unit, and how many of it one is."""
    found: dict[str, tuple[str, int]] = {}
    known = list(units)
    for unit in known:
        found[unit] = (unit, 1)
        found.setdefault(_singular(unit), (unit, 1))
        if unit.endswith(TOKENS):
            found.setdefault(unit.removesuffix(TOKENS), (unit, 1))
        if unit.endswith(SECONDS):
            stem = unit.removesuffix(SECONDS)
            for word, seconds in (("minute", 60), ("hour", 3_600)):
                found.setdefault(f"{stem}_{word}", (unit, seconds))
                found.setdefault(f"{stem}_{word}s", (unit, seconds))
    for word, unit in SYNONYMS.items():
        if unit in known:
            found.setdefault(word, (unit, 1))
            found.setdefault(f"{word}s", (unit, 1))
    return found


def shortest(unit: str) -> str:
    """The name by which a rate would call a unit of the list."""
    return unit.removesuffix(TOKENS) if unit.endswith(TOKENS) else _singular(unit)


def _singular(unit: str) -> str:
    return unit[:-2] if unit.endswith("ches") else unit.removesuffix("s")
