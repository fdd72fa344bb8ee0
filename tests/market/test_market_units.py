"""Units of a rate and of the list."""

from __future__ import annotations

import pytest
from genai_prices.data_units import unit_data

from pricelang.market.units import SYNONYMS, names, shortest

NAMES = names(unit_data)


@pytest.mark.parametrize(
    ("unit", "expected"),
    [
        ("input", ("input_tokens", 1)),
        ("output", ("output_tokens", 1)),
        ("cache_read", ("cache_read_tokens", 1)),
        ("cache_write", ("cache_write_tokens", 1)),
        ("cache_write_1h", ("cache_write_1h_tokens", 1)),
        ("output_reasoning", ("output_reasoning_tokens", 1)),
        ("input_tokens", ("input_tokens", 1)),
        ("input_token", ("input_tokens", 1)),
        ("request", ("requests", 1)),
        ("requests", ("requests", 1)),
        ("web_search", ("web_searches", 1)),
        ("audio_second", ("audio_seconds", 1)),
        ("audio_minute", ("audio_seconds", 60)),
        ("input_audio_hours", ("input_audio_seconds", 3_600)),
        ("cached_input", ("cache_read_tokens", 1)),
        ("pages", ("input_document_pages", 1)),
    ],
)
def test_the_mapping(unit: str, expected: tuple[str, int]) -> None:
    assert NAMES[unit] == expected


def test_every_unit_of_the_list_has_a_name_that_leads_back_to_it() -> None:
    for unit in unit_data:
        assert NAMES[shortest(unit)] == (unit, 1)


def test_every_synonym_names_a_unit_and_hides_none() -> None:
    for word, unit in SYNONYMS.items():
        assert unit in unit_data
        assert NAMES[word] == (unit, 1)


def test_what_is_not_there_has_no_name() -> None:
    assert "image" not in NAMES
    assert "prompt" not in names(["requests"])
