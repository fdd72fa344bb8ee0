from __future__ import annotations

import pytest
from render.render_samples import everything, loss_at_cap
from syrupy.assertion import SnapshotAssertion
from syrupy.extensions.single_file import SingleFileSnapshotExtension, WriteMode

from pricelang.render import render


class TextExtension(SingleFileSnapshotExtension):
    _write_mode = WriteMode.TEXT
    file_extension = "txt"


@pytest.mark.parametrize("width", [40, 120])
def test_concise_does_not_depend_on_the_width(width: int, snapshot: SnapshotAssertion) -> None:
    shown = render(everything(), "concise", width=width, color=False)
    assert shown == snapshot(extension_class=TextExtension, name="everything")


def test_concise_color() -> None:
    shown = render([loss_at_cap()], "concise", width=100, color=True)
    assert shown.startswith("\x1b[1mspecs/scribe.price\x1b[0m:103:13: \x1b[1;31merror[loss-at-cap]\x1b[0m `Pro`")
