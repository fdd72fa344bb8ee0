"""What is said of markers that cannot be used: the place, the cause, and what to do."""

from __future__ import annotations

import pytest
from embedding.documents import block, filled, rules
from syrupy.assertion import SnapshotAssertion
from syrupy.extensions.single_file import SingleFileSnapshotExtension, WriteMode

from pricelang.render import render

END = "<!-- pricelang:end -->\n"
DOCUMENT = (
    block("tabel")
    + block("features tiers=pro,studoi,free")
    + block("features tier=pro")
    + block("table tiers=pro tiers=free")
    + block('table tiers="pro')
    + block("table tiers")
    + block("table tiers=")
    + block("tiers=pro")
    + block("")
    + block("discounts")
    + block("price tier=pro")
    + "see " + block("table", "")
    + block("table source=/etc/prices.price")
    + block("table source=prices.json")
    + block("table source=gone.price")
    + block("table format=htm")
    + block("table locale=germn")
    + block("addons", "\nby hand\n")
    + END
    + "<!-- pricelang:begni table -->\n" + END
    + "<!-- pricelang:update table -->\n"
    + "<!-- pricelang:begin table -->\n<!-- pricelang:end md5=0 -->\n"
    + "<!-- pricelang:begin table -->\n" + block("table") + END
    + "<!-- pricelang:begin table\n" + END
    + "<!-- pricelang:begin table -->\n"
)  # fmt: skip


class TextSnapshot(SingleFileSnapshotExtension):
    """A snapshot that reads as a terminal shows it."""

    _write_mode = WriteMode.TEXT
    file_extension = "txt"


def test_everything_that_is_said(snapshot: SnapshotAssertion) -> None:
    found = filled(DOCUMENT)
    assert render(found.diagnostics, "full", width=100, color=False) == snapshot(extension_class=TextSnapshot)


@pytest.mark.parametrize(
    ("document", "said"),
    [
        (block("table") + "<!-- pricelang:begin table -->", ["unclosed"]),
        ("<!-- pricelang:begin table -->\n" + block("table"), ["unclosed"]),
        ("<!-- pricelang:begin table -->\n" * 3 + END * 3, ["nested", "nested"]),
        (END + block("table"), ["unopened"]),
        (block("table") + END, ["unopened"]),
        ("<!-- pricelang:begin table", ["unclosed"]),
        ("<!-- pricelang:begin table\n" + END, ["unclosed"]),
        (block("table").replace(" -->\n", "\n", 1), ["unclosed"]),
        ("<!-- Pricelang:begin table -->\n" + END, []),
        ("<!-- pricelang:Begin table -->\n" + END, ["unknown-marker"]),
        ("<!-- pricelang:end\n", ["unclosed"]),
        ("<!-- pricelang -->\n<!-- pricelanguage:begin x -->", []),
    ],
)
def test_one_report_for_one_fault(document: str, said: list[str]) -> None:
    assert rules(filled(document)) == said


def test_blocks_beside_a_fault_are_filled() -> None:
    found = filled(block("tabel") + block("prices tiers=pro"))
    assert rules(found) == ["unknown-fragment"]
    assert "| $20 per seat" in found.text
    assert found.text.startswith(block("tabel"))
