"""The words of the page: every language says the same things, with the same places, and nothing is said for nobody."""

from __future__ import annotations

import re
from pathlib import Path
from string import Formatter

import pytest
from babel import Locale

import pricelang.targets.markdown as target
from pricelang.targets.markdown.formats import LANGUAGES
from pricelang.targets.markdown.voice import load_messages

_ENGLISH = load_messages("en")
_PLACES = {language: load_messages(language) for language in LANGUAGES}


def places(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_the_same_keys_in_the_same_order(language: str) -> None:
    assert list(load_messages(language)) == list(_ENGLISH)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_message_has_the_same_places(language: str) -> None:
    for key, message in load_messages(language).items():
        english = _ENGLISH[key]
        assert isinstance(message, str) == isinstance(english, str), key
        wanted = places(english if isinstance(english, str) else english["other"])
        assert places(message if isinstance(message, str) else message["other"]) == wanted, key
        if not isinstance(message, str):
            assert all(places(form) <= wanted for form in message.values()), key


@pytest.mark.parametrize("language", LANGUAGES)
def test_plurals_have_the_forms_of_the_language(language: str) -> None:
    forms = set(Locale.parse(language).plural_form.tags) | {"other"}
    for key, message in load_messages(language).items():
        if not isinstance(message, str):
            # one period has its own word everywhere; `many` of French and Spanish millions reads as `other` here
            allowed = forms | ({"one"} if key.startswith("per_") else set())
            assert set(message) <= allowed, key
            assert forms - {"many"} <= set(message), key


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_message_is_empty_or_left_in_english(language: str) -> None:
    messages = load_messages(language)
    glue = {"glue", "comma", "semicolon", "plus"}
    assert [key for key, message in messages.items() if not message and key not in glue] == []
    if language != "en":
        same = [key for key, message in messages.items() if message == _ENGLISH[key]]
        # words that happen to be the same, punctuation and mere arrangements
        assert len(same) < 25, same


def test_every_message_is_said_somewhere() -> None:
    folder = Path(target.__file__).parent
    source = "\n".join(path.read_text(encoding="utf-8") for path in folder.glob("*.py"))
    said = set(re.findall(r'"(\w+)"', source))
    units = {"day", "week", "month", "quarter", "year", "hour", "minute", "second"}
    built = {f"{start}{unit}" for start in ("", "per_", "billed_", "calendar_") for unit in units}
    assert set(_ENGLISH) - said - built == {"grants_monthly", "grants_up_front"}
