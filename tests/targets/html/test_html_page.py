"""The page as HTML: as it reads, that it is well-formed, says what the Markdown says, and holds no author's markup."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from strategies.catalogs import catalogs, texts
from syrupy.assertion import SnapshotAssertion
from syrupy.extensions.single_file import SingleFileSnapshotExtension, WriteMode
from targets.markdown.markdown_samples import everything, scribe

from pricelang.catalog.catalog import Catalog
from pricelang.targets import html, markdown
from pricelang.targets.html.writing import text
from pricelang.targets.markdown.document import Strong, cleaned


class HtmlSnapshot(SingleFileSnapshotExtension):
    """A snapshot that opens as the page it is."""

    _write_mode = WriteMode.TEXT
    file_extension = "html"


class Reader(HTMLParser):
    """What a browser finds: the tags, which must be closed in order, and the text of each block."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.opened: list[str] = []
        self.tags: set[str] = set()
        self.attributes: set[tuple[str, str | None]] = set()
        self.texts: list[str] = []
        self.feed(page)
        self.close()
        assert self.opened == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.opened.append(tag)
        self.tags.add(tag)
        self.attributes |= set(attrs)
        if tag != "strong":
            self.texts.append("")

    def handle_endtag(self, tag: str) -> None:
        assert self.opened.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.texts:
            self.texts[-1] += data

    def handle_comment(self, data: str) -> None:
        pytest.fail(f"a comment: {data}")

    @property
    def said(self) -> list[str]:
        return [" ".join(each.split()) for each in self.texts if each.strip()]


def said_in_markdown(page: str) -> list[str]:
    tokens = MarkdownIt("commonmark").enable("table").parse(page)
    found = ["".join(child.content for child in token.children or ()) for token in tokens if token.type == "inline"]
    return [" ".join(each.split()) for each in found if each.strip()]


@pytest.mark.parametrize("locale", ["en", "de", "zh-CN"])
def test_the_page_reads_well(snapshot: SnapshotAssertion, locale: str) -> None:
    assert html.emit(scribe(), locale=locale) == snapshot(extension_class=HtmlSnapshot)


@pytest.mark.parametrize("catalog", [scribe(), everything()], ids=["scribe", "everything"])
@pytest.mark.parametrize("locale", ["en", "fr", "ja"])
def test_it_says_what_the_markdown_says(catalog: Catalog, locale: str) -> None:
    assert Reader(html.emit(catalog, locale=locale)).said == said_in_markdown(markdown.emit(catalog, locale=locale))


def test_every_row_spans_its_table() -> None:
    for table in re.findall(r"<table>.*?</table>", html.emit(everything()), re.DOTALL):
        rows = re.findall(r"<tr>(.*?)</tr>", table)
        counts = {
            sum(int(span or 1) for span in re.findall(r'<t[hd](?: colspan="(\d+)")?(?: scope="\w+")?>', row))
            for row in rows
        }
        assert len(rows) > 1
        assert len(counts) == 1


@settings(max_examples=60, suppress_health_check=list(HealthCheck))
@given(catalogs())
def test_any_catalog_has_a_page_without_an_authors_markup(catalog: Catalog) -> None:
    page = html.emit(catalog)
    read = Reader(page)
    assert read.tags <= {
        "section", "h1", "h2", "h3", "p", "ul", "ol", "li", "strong", "table", "thead", "tbody", "tr", "th", "td",
    }  # fmt: skip
    assert {name for name, _ in read.attributes} <= {"class", "lang", "scope", "colspan"}
    assert "\n\n" not in page


@given(st.one_of(texts, st.sampled_from(["<b>", "a & b", "&amp;", "`<!-- x -->`", '"', "--><script>", "\x1b[0m"])))
def test_text_comes_back(raw: str) -> None:
    for phrase in (raw, Strong(raw)):
        written = text(phrase)
        assert "`" not in written
        assert Reader(f"<p>{written}</p>").said == ([" ".join(cleaned(raw).split())] if cleaned(raw).split() else [])


def test_the_language_is_said() -> None:
    assert html.emit(Catalog(), locale="zh-CN").startswith('<section class="pricelang" lang="zh-Hans">\n<h1>')
    with pytest.raises(html.OptionError, match="there is no locale"):
        html.emit(Catalog(), locale="germn")
