"""`pricelang schema`: the JSON Schema of a document."""

from __future__ import annotations

import click

# The committed files: making the first one anew would cost an import of pydantic, and a test holds that it is the same.
_FILES = {
    "catalog": "catalog/catalog.schema.json",
    "config": "config/config.schema.json",
    "diagnostics": "render/diagnostics.schema.json",
}


@click.command()
@click.argument("document", type=click.Choice(list(_FILES)), default="catalog")
def command(document: str) -> None:
    """Print the JSON Schema of a DOCUMENT.

    `catalog` (where none is named) is the `json` target, `diagnostics` what `check --output-format json` writes,
    `config` a pricelang.toml.
    """
    import os

    import pricelang
    from pricelang.cli.reporting import write_data

    with open(os.path.join(pricelang.__path__[0], *_FILES[document].split("/")), encoding="utf-8") as file:
        write_data(file.read())
