"""What `pricelang build` writes when it is asked for nothing else: the table `build` of a configuration.

    [tool.pricelang.build]
    source = "pricing.price"
    pages = ["README.md", "docs/**/*.md"]

    [tool.pricelang.build.outputs]
    "docs/pricing.md"     = "markdown"
    "docs/pricing.de.md"  = { target = "markdown", locale = "de" }
    "billing/stripe.json" = { target = "stripe", allow-loss = ["hard-cap"] }

Imported only where a configuration has the table. Whether a target is there, and has the options, is for the build to
say: reading a configuration loads no target.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

from pricelang.record import Record

if TYPE_CHECKING:
    from pricelang.config.file import Reader

KEYS = {
    "source": "the price file that outputs are built from; without it, the only one of the folder",
    "outputs": "what is written, by its path: the name of a target, or a table with `target`, `source`, `allow-loss` "
    "and options of the target",
    "pages": "patterns of documents with blocks that are filled",
}
OUTPUT_KEYS = {
    "target": "what is built, by its name",
    "source": "the price file that it is built from",
    "allow-loss": "losses that are approximated, by their names",
}


class Output(Record):
    """A file that is built. `path` and `source` are as written, relative to the folder of the configuration; `line` is
    the one that asks for it."""

    path: str
    target: str
    source: str | None = None
    allow_loss: tuple[str, ...] = ()
    options: tuple[tuple[str, str], ...] = ()
    line: int | None = None


class Pages(Record):
    """Documents with blocks: their patterns, the price file of blocks that name none, the line that lists them."""

    patterns: tuple[str, ...]
    source: str | None = None
    line: int | None = None


class Build(Record):
    """All that is built by one configuration."""

    outputs: tuple[Output, ...] = ()
    pages: Pages | None = None


def read(reader: Reader, value: Any) -> Build:
    """The table as it is written.

    Raises:
        ConfigError: it is not sound.
    """
    table = reader.table("build", value)
    for key in table:
        if key not in KEYS:
            raise reader.unknown("build", key, KEYS)
    source = _file(reader, "build", "source", table["source"]) if "source" in table else None
    outputs: dict[str, Output] = {}
    for path, said in reader.table("build.outputs", table.get("outputs", {})).items():
        output = _output(reader, path, said, source)
        place = os.path.normpath(path)
        if place in outputs:
            raise reader.error(f"`{outputs[place].path}` and `{path}` are the same file", "outputs", path)
        outputs[place] = output
    pages = None
    if "pages" in table:
        patterns = reader.strings("pages", table["pages"])
        for pattern in patterns:
            _inside(reader, "build.pages", pattern, "pages")
        pages = Pages(patterns, source, reader.line("build", "pages"))
    return Build(tuple(outputs.values()), pages)


def _output(reader: Reader, path: str, said: Any, source: str | None) -> Output:
    name = f'build.outputs."{path}"'
    _inside(reader, name, path, path)
    said = {"target": said} if isinstance(said, str) else reader.table(name, said, "outputs", path)
    if "target" not in said:
        raise reader.error(f"`{name}` does not say its `target`", "outputs", path)
    allowed = said.get("allow-loss", [])
    if not isinstance(allowed, list) or not all(isinstance(each, str) for each in allowed):
        raise reader.error(f"`allow-loss` of `{name}` is a list of names", "outputs", path, "allow-loss")
    for key, value in said.items():
        if key != "allow-loss" and not isinstance(value, str):
            raise reader.error(f"`{key}` of `{name}` is a string", "outputs", path, key)
    options = ((key.replace("-", "_"), value) for key, value in said.items() if key not in OUTPUT_KEYS)
    if "source" in said:
        source = _file(reader, name, "source", said["source"])
    line = reader.line("outputs", path)
    return Output(path, said["target"], source, tuple(allowed), tuple(options), line)


def _file(reader: Reader, table: str, key: str, value: Any) -> str:
    if not isinstance(value, str):
        raise reader.error(f"`{table}.{key}` is a path", key)
    _inside(reader, f"{table}.{key}", value, key)
    return value


def _inside(reader: Reader, name: str, path: str, key: str) -> None:
    """What a stranger's configuration reads and writes stands in the stranger's folder."""
    plain = os.path.normpath(path.replace("\\", "/"))
    if not path.strip() or "\0" in path or plain == ".":
        raise reader.error(f"`{name}` names no file", key)
    if os.path.isabs(plain) or plain.split("/")[0] == ".." or ":" in plain.split("/")[0]:
        raise reader.error(f"`{name}` is outside of the folder of this configuration: `{path}`", key)
