"""The importers are found by their modules."""

from __future__ import annotations

import subprocess
import sys

import pytest

from pricelang.importers import UnknownImporter, load, names


def test_every_importer_says_what_it_is() -> None:
    assert names() == ["pricing2yaml"]
    for name in names():
        module = load(name)
        assert name == module.NAME
        assert module.DESCRIPTION
        assert not module.DESCRIPTION.endswith(".")


def test_an_unknown_one_is_said_with_the_nearest() -> None:
    with pytest.raises(UnknownImporter, match="did you mean `pricing2yaml`"):
        load("pricing2yml")
    with pytest.raises(UnknownImporter, match="there are `pricing2yaml`"):
        load("stripe")


def test_yaml_is_read_only_when_something_is_converted() -> None:
    script = (
        "import sys; from pricelang.importers import load, names; [load(name) for name in names()]; "
        "sys.exit(int('yaml' in sys.modules))"
    )
    assert subprocess.run([sys.executable, "-c", script], check=False).returncode == 0
