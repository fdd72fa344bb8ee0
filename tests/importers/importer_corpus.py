"""The real price lists beside the checkout, where they are."""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path

import pytest

CORPUS = Path(__file__).parents[3] / "shared" / "corpus"


def folder(name: str) -> Path:
    """A folder of the corpus; skips the test where it is missing, and fails it on a build machine."""
    found = CORPUS / name
    if not found.is_dir():
        if os.environ.get("CI"):
            pytest.fail(f"the corpus folder {name} is missing")
        pytest.skip(f"the corpus folder {name} is not beside the checkout")
    return found


def documents() -> dict[str, str]:
    """The real price lists by product and year: `zapier/2025`."""
    return _read(folder("pricing2yaml"), "*/*.yml")


def defects() -> dict[str, str]:
    """The price lists with one planted defect each, by the defect."""
    return {name.split("/")[1]: text for name, text in _read(folder("pricing2yaml-defects"), "*/*/bad.yml").items()}


@cache
def _read(at: Path, pattern: str) -> dict[str, str]:
    files = sorted(at.glob(pattern))
    assert files
    return {str(file.relative_to(at).with_suffix("")): file.read_text(encoding="utf-8") for file in files}
