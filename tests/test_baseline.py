"""A baseline: what it is keyed by, how it is written, and what it says of the findings of a later run."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pricelang.baseline import BadBaseline, Entry, Key, compare, entries, merged, read, text
from pricelang.diagnostics import Diagnostic, warning
from pricelang.source import Source, Span

KEYS = st.builds(Key, st.text(), st.text(), st.text())
HELD = st.dictionaries(KEYS, st.tuples(st.integers(1, 9), st.text())).map(
    lambda found: {key: Entry(key, count, message) for key, (count, message) in found.items()}
)


def finding(
    rule: str = "r", symbol: str = "tier pro", path: str = "a.price", line: int = 1, says: str = "m"
) -> Diagnostic:
    source = Source(path, "\n" * 50)
    return warning(rule, says, Span(source, line - 1, line - 1), symbol=symbol)


def always(_key: Key) -> bool:
    return True


def test_a_file_is_for_review() -> None:
    found = [
        finding("b", says="says `x` — 20 €"),
        finding("a", line=9),
        finding("b", line=7, says="and again"),
        finding("z", path="A.price", symbol=""),
    ]
    assert text(entries(found, "base.json")) == (
        "{\n"
        '  "version": 1,\n'
        '  "findings": [\n'
        '    {"path": "A.price", "rule": "z", "symbol": "", "message": "m"},\n'
        '    {"path": "a.price", "rule": "a", "symbol": "tier pro", "message": "m"},\n'
        '    {"path": "a.price", "rule": "b", "symbol": "tier pro", "count": 2, "message": "says `x` — 20 €"}\n'
        "  ]\n"
        "}\n"
    )
    assert text({}) == '{\n  "version": 1,\n  "findings": []\n}\n'


def test_lines_and_messages_do_not_matter() -> None:
    held = entries([finding(line=1, says="loses $1")], "base.json")
    known, stale, exceeded = compare(held, [finding(line=30, says="loses $2")], "base.json", always)
    assert (len(known), stale, exceeded) == (1, [], [])


@pytest.mark.parametrize("other", [finding(rule="other"), finding(symbol="tier max"), finding(path="b.price")])
def test_rule_symbol_and_path_do(other: Diagnostic) -> None:
    held = entries([finding()], "base.json")
    known, stale, _ = compare(held, [other], "base.json", always)
    assert known == []
    assert [entry.key for entry in stale] == [Key("a.price", "r", "tier pro")]


def test_paths_are_from_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "prices").mkdir()
    monkeypatch.chdir(tmp_path / "prices")
    relative = entries([finding(path="a.price")], "../base.json")
    assert list(relative) == [Key("prices/a.price", "r", "tier pro")]
    monkeypatch.chdir(tmp_path)
    assert relative == entries([finding(path=str(tmp_path / "prices/a.price"))], str(tmp_path / "base.json"))
    assert list(entries([finding(path="a.price")], "prices/base.json")) == [Key("../a.price", "r", "tier pro")]


def test_more_of_a_key_than_there_were_are_all_shown() -> None:
    held = entries([finding(), finding()], "base.json")
    known, stale, exceeded = compare(held, [finding()] * 3, "base.json", always)
    assert known == stale == []
    assert [(entry.count, count) for entry, count in exceeded] == [(2, 3)]


def test_fewer_of_a_key_are_known_and_the_entry_is_stale() -> None:
    held = entries([finding(), finding()], "base.json")
    known, stale, exceeded = compare(held, [finding()], "base.json", always)
    assert (len(known), len(stale), exceeded) == (1, 1, [])


def test_what_was_not_judged_is_not_stale_and_stays() -> None:
    held = entries([finding(), finding(path="b.price")], "base.json")

    def judged(key: Key) -> bool:
        return key.path == "a.price"

    assert [entry.key.path for entry in compare(held, [], "base.json", judged).stale] == ["a.price"]
    new = entries([finding(rule="new")], "base.json")
    assert [key[:2] for key in sorted(merged(held, new, judged))] == [("a.price", "new"), ("b.price", "r")]


@given(HELD)
def test_what_is_written_is_read(held: dict[Key, Entry]) -> None:
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "base.json")
        Path(path).write_bytes(text(held).encode("utf-8"))
        assert read(path) == held
    assert text(held) == text(dict(reversed(held.items())))


@given(st.lists(st.tuples(st.sampled_from("ab"), st.text(max_size=3), st.sampled_from(["x.price", "y/z.price"]))))
def test_what_was_written_holds_all_that_was_found(found: list[tuple[str, str, str]]) -> None:
    findings = [finding(rule, symbol, path, line) for line, (rule, symbol, path) in enumerate(found[:50], 1)]
    held = entries(findings, "base.json")
    known, stale, exceeded = compare(held, reversed(findings), "base.json", always)
    assert (len(known), stale, exceeded) == (len(findings), [], [])
    assert sum(entry.count for entry in held.values()) == len(findings)


def test_what_would_make_text_lie_is_escaped() -> None:
    assert "\\u202e" in text(entries([finding(says="\u202eegral")], "base.json"))
    assert "é 墨" in text(entries([finding(says="é 墨")], "base.json"))


ENTRY = '{"path": "a", "rule": "r", "symbol": "s", "message": "m"}'


@pytest.mark.parametrize(
    ("written", "said"),
    [
        (b"", "is not JSON: line 1"),
        (b'{"version": 1,\n<<<<<<< ours\n', "is not JSON: line 2"),
        (b"\xff", "is not JSON"),
        (b"[" * 100_000, "is not JSON"),
        (b"[]", "states no `version`"),
        (b'{"version": "1"}', "states no `version`"),
        (b'{"version": true, "findings": []}', "states no `version`"),
        (b'{"version": 2, "findings": []}', "is of version 2, and this pricelang reads 1"),
        (b'{"version": 1}', "has no list of `findings`"),
        (b'{"version": 1, "findings": [1]}', "finding 1 is no"),
        (b'{"version": 1, "findings": [%s]}' % ENTRY.replace('"m"', "3").encode(), "finding 1 is no"),
        (b'{"version": 1, "findings": [%s]}' % ENTRY.replace("}", ', "count": 0}').encode(), "finding 1 is no"),
        (b'{"version": 1, "findings": [%s]}' % ENTRY.replace("}", ', "count": true}').encode(), "finding 1 is no"),
        (b'{"version": 1, "findings": [%s]}' % ENTRY.replace("}", ', "line": 1}').encode(), "finding 1 is no"),
        (f'{{"version": 1, "findings": [{ENTRY}, {ENTRY}]}}'.encode(), "finding 2 stands in it twice"),
    ],
)
def test_what_is_no_baseline_is_said(written: bytes, said: str, tmp_path: Path) -> None:
    path = tmp_path / "base.json"
    path.write_bytes(written)
    with pytest.raises(BadBaseline) as bad:
        read(str(path))
    assert str(bad.value).startswith(f"the baseline `{path}` ")
    assert said in str(bad.value)


def test_a_folder_is_none_and_nothing_is_nothing(tmp_path: Path) -> None:
    with pytest.raises(BadBaseline, match="cannot be read: is a directory"):
        read(str(tmp_path))
    with pytest.raises(FileNotFoundError):
        read(str(tmp_path / "none.json"))


def test_what_an_entry_says_is_enough() -> None:
    row = json.loads(text(entries([finding()], "base.json")))["findings"][0]
    assert "line" not in row
    assert row["message"] == "m"
