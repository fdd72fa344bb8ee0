"""A plugin of MkDocs: the blocks of a site's pages show the prices of today, whatever the pages hold.

    plugins:
      - pricelang:
          source: pricing.price

A block whose content is not what would be built now, or was edited by hand, is a warning; one without content yet is
not, so that pages may leave it to the site. With `mkdocs build --strict` a warning fails the build.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from mkdocs.config import config_options
from mkdocs.config.base import Config
from mkdocs.plugins import BasePlugin, get_plugin_logger

from pricelang.diagnostics import Severity
from pricelang.embedding import Block, Catalogs, State, fill

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.livereload import LiveReloadServer
    from mkdocs.structure.files import Files
    from mkdocs.structure.pages import Page

    from pricelang.diagnostics import Diagnostic

_log = get_plugin_logger(__name__)

# The reader of Markdown that MkDocs uses knows no escape of these characters: it would show the backslash, and take
# what follows as HTML.
_UNESCAPED = {"<": "&lt;", "&": "&amp;", "~": "&#126;", ":": "&#58;"}
_ESCAPE = re.compile(r"\\(.)")


class Options(Config):
    """What `mkdocs.yml` may say: the price file of blocks that name none, relative to it, and options of all blocks."""

    source = config_options.Optional(config_options.File(exists=True))
    locale = config_options.Optional(config_options.Type(str))
    currency = config_options.Optional(config_options.Type(str))


class PricelangPlugin(BasePlugin[Options]):
    """Fills the blocks of each page as it is read."""

    def __init__(self) -> None:
        super().__init__()
        self._catalogs = Catalogs()

    def on_pre_build(self, *, config: MkDocsConfig) -> None:
        """Reads price files anew: while the site is served, they change."""
        source = self.config.source
        self._catalogs = Catalogs(os.path.relpath(source) if source else None)

    def on_page_markdown(self, markdown: str, /, *, page: Page, config: MkDocsConfig, files: Files) -> str:
        """The page with its blocks filled; the markers of those within a line are taken out, since a reader of Markdown
        may trip over one that opens a line."""
        path = page.file.abs_src_path
        if path is None or "pricelang" not in markdown:
            return markdown
        given = {"locale": self.config.locale, "currency": self.config.currency}
        defaults = {name: value for name, value in given.items() if value is not None}
        filled = fill(os.path.relpath(path), markdown, self._catalogs, defaults=defaults)
        above = _lines_above(path, markdown)
        for each in filled.diagnostics:
            if each.rule != "embedding/unfilled":
                _say(each, above if each.span.source.text == markdown else 0)
        parts, at = [], 0
        for block in filled.blocks:
            if block.state is not State.BROKEN:
                parts += [markdown[at : block.span.start if block.inline else block.inside.start], _content(block)]
                at = block.span.end if block.inline else block.inside.end
        return "".join([*parts, markdown[at:]])

    def on_serve(
        self, server: LiveReloadServer, /, *, config: MkDocsConfig, builder: Callable[..., Any]
    ) -> LiveReloadServer:
        """Has the site built again when a price file changes, imported ones too."""
        for path in self._catalogs.files:
            server.watch(os.path.abspath(path))
        return server


def _content(block: Block) -> str:
    if block.written == "html":
        return block.content
    return _ESCAPE.sub(lambda match: _UNESCAPED.get(match[1], match[0]), block.content)


def _say(diagnostic: Diagnostic, above: int) -> None:
    path = diagnostic.span.source.path
    line, column = diagnostic.span.position
    text = "; ".join((diagnostic.message, *diagnostic.helps))
    if diagnostic.rule == "embedding/stale":
        text += "; the site shows what would be: `pricelang build` writes it into the page"
    place = f"{path}:{line + above}:{column}"
    say = _log.error if diagnostic.severity is Severity.ERROR else _log.warning
    say("%s: %s [%s]", place, text, diagnostic.rule)


def _lines_above(path: str, markdown: str) -> int:
    """How many lines of the file stand above what MkDocs hands out: its metadata."""
    try:
        with open(path, encoding="utf-8-sig") as file:
            whole = file.read()
    except (OSError, UnicodeDecodeError):  # a page that another plugin made
        return 0
    at = whole.rfind(markdown)
    return whole.count("\n", 0, at) if at != -1 else 0
