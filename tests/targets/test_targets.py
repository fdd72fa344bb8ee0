from __future__ import annotations

import inspect

import pytest

from pricelang import targets
from pricelang.catalog.catalog import Catalog


def test_a_target_is_found_by_its_file() -> None:
    assert "json" in targets.names()
    assert targets.names() == sorted(targets.names())
    assert targets.load("json").NAME == "json"


@pytest.mark.parametrize("name", targets.names())
def test_every_target_keeps_the_contract(name: str) -> None:
    target = targets.load(name)
    assert name == target.NAME
    assert target.SUFFIX.startswith(".")
    assert target.DESCRIPTION
    assert not target.DESCRIPTION.endswith(".")
    first, *options = inspect.signature(target.emit).parameters.values()
    assert first.name == "catalog"
    assert [option.name for option in options] == list(target.OPTIONS)
    assert all(option.kind is option.KEYWORD_ONLY and option.default is not option.empty for option in options)
    assert targets.emit(Catalog(), name) == targets.emit(Catalog(), name)


def test_an_unknown_target_is_refused_with_what_was_perhaps_meant() -> None:
    with pytest.raises(targets.UnknownTarget, match="there is no target `jsn`; did you mean `json`"):
        targets.load("jsn")
    with pytest.raises(targets.UnknownTarget) as caught:
        targets.emit(Catalog(), "zzzzzz")
    assert str(caught.value).startswith("there is no target `zzzzzz`; there are `")
    assert "`json`" in str(caught.value)


@pytest.mark.parametrize("name", ["", "__init__", "../json", "json.decoder", "JSON"])
def test_only_a_name_of_a_target_is_imported(name: str) -> None:
    with pytest.raises(targets.UnknownTarget):
        targets.load(name)


def test_an_unknown_option_is_refused() -> None:
    with pytest.raises(targets.UnknownOption) as caught:
        targets.emit(Catalog(), "json", indent=4)
    assert str(caught.value) == "target `json` has no option `indent`; it has no options"


def test_an_unknown_option_names_those_there_are(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(targets.load("json"), "OPTIONS", {"locale": "Language of the page.", "tier": "One tier only."})
    with pytest.raises(targets.UnknownOption, match="no option `local`; did you mean `locale`"):
        targets.emit(Catalog(), "json", local="de")
    with pytest.raises(targets.UnknownOption, match="no option `zzz`; there are `locale`, `tier`"):
        targets.emit(Catalog(), "json", zzz=1)
