"""What a document says of a rule: something, for each."""

from __future__ import annotations

import pytest

from pricelang import explanations
from pricelang.cli.checking.about import about


@pytest.mark.parametrize("name", explanations.names())
def test_every_rule_has_a_sentence_a_paragraph_and_a_page(name: str) -> None:
    found = about(name)
    assert found is not None
    assert found.summary
    assert found.description not in ("", found.summary)
    assert "\n" not in found.description
    assert found.summary in found.page
