"""`pricelang schema`: the JSON Schema of the catalog document."""

from __future__ import annotations

import click


@click.command()
def command() -> None:
    """Print the JSON Schema of the `json` target."""
    import os

    from pricelang import catalog
    from pricelang.cli.reporting import write_data

    # the committed file: making it anew would cost an import of pydantic, and a test holds that it would be the same
    with open(os.path.join(catalog.__path__[0], "catalog.schema.json"), encoding="utf-8") as file:
        write_data(file.read())
