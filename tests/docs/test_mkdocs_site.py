"""A site of MkDocs shows the prices of today, and a strict build fails where its pages do not hold them."""

from __future__ import annotations

from pathlib import Path

import pytest
from docs.sites import PRICES, TABLE, Tables, run

from pricelang.embedding import Catalogs, fill

pytest.importorskip("mkdocs", reason="the extra `docs` is not installed")

CONFIG = """site_name: Inkwell
use_directory_urls: false
plugins:
  - pricelang:
      source: prices/main.price
"""
PAGE = """---
title: Prices
---

<!-- pricelang:begin price tier=pro interval=month --><!-- pricelang:end --> a *month*.

<!-- pricelang:begin table -->
<!-- pricelang:end -->

- in a list

    <!-- pricelang:begin table locale=de tiers=pro -->
    <!-- pricelang:end -->

```html
<!-- pricelang:begin table -->
```
"""


@pytest.fixture
def site(tmp_path: Path) -> Path:
    (tmp_path / "mkdocs.yml").write_text(CONFIG, "utf-8")
    for folder in ("docs", "prices"):
        (tmp_path / folder).mkdir()
    (tmp_path / "prices/main.price").write_text('import "unit.price"\n' + PRICES, "utf-8")
    (tmp_path / "prices/unit.price").write_text("metric image\n", "utf-8")
    (tmp_path / "docs/index.md").write_text(PAGE, "utf-8")
    return tmp_path


def test_the_site_shows_the_tables(site: Path) -> None:
    done = run(site, "mkdocs", "build", "--strict")
    assert done.returncode == 0, done.stderr
    page = (site / "site/index.html").read_text("utf-8")
    english, german = Tables(site / "site/index.html").found[:2]
    assert english == TABLE
    assert german[1] == ["Preis pro Monat", "20\xa0$"]
    assert "<p>$20 a <em>month</em>.</p>" in page
    assert page.index("<li>") < page.index("Preis pro Monat") < page.index("</li>", page.index("Preis pro Monat"))
    assert "&lt;!-- pricelang:begin table --&gt;" in page
    # nothing that an author wrote becomes markup
    assert "<b>" not in page
    assert 'href="https://a.b' not in page


def test_what_a_page_holds_is_not_shown_but_the_prices_of_today(site: Path) -> None:
    page = site / "docs/index.md"
    filled = fill(str(page), PAGE, Catalogs(str(site / "prices/main.price"))).text
    page.write_text(filled, "utf-8")
    assert run(site, "mkdocs", "build", "--strict").returncode == 0
    prices = (site / "prices/main.price").read_text("utf-8")
    (site / "prices/main.price").write_text(prices.replace("$20", "$25"), "utf-8")
    done = run(site, "mkdocs", "build")
    assert done.returncode == 0
    assert done.stderr.count("WARNING") == 3
    assert "docs/index.md:7:1: this `table` is not what would be built now" in done.stderr
    assert Tables(site / "site/index.html").found[0][1] == ["Price per month", "Free", "$25"]
    assert "<p>$25 a <em>month</em>.</p>" in (site / "site/index.html").read_text("utf-8")
    assert page.read_text("utf-8") == filled
    done = run(site, "mkdocs", "build", "--strict")
    assert done.returncode != 0
    assert "Aborted with 3 warnings in strict mode" in done.stdout + done.stderr


def test_what_is_wrong_is_said_at_its_place(site: Path) -> None:
    faults = [
        ("<!-- pricelang:begin tabel -->", "22: there is no fragment `tabel`; did you mean `table`?"),
        ("<!-- pricelang:begin table tiers=prp -->", "34: there is no tier `prp`; did you mean `pro`?"),
        ("<!-- pricelang:begin table -->\nby hand", "1: this `table` was edited by hand"),
        ("<!-- pricelang:begin table source=gone.price -->", "28: `docs/gone.price` does not exist"),
    ]
    text, places = "---\ntitle: Faults\n---\n", []
    for written, said in faults:
        places.append(f"ERROR   -  pricelang: docs/index.md:{text.count(chr(10)) + 2}:{said}")
        text += f"\n{written}\n<!-- pricelang:end -->\n"
    (site / "docs/index.md").write_text(text, "utf-8")
    done = run(site, "mkdocs", "build", "--strict")
    assert done.returncode != 0
    assert "Traceback" not in done.stderr
    assert [place for place in places if place not in done.stderr] == []


def test_errors_of_the_price_file_are_said_at_theirs(site: Path) -> None:
    (site / "prices/main.price").write_text(PRICES.replace("$0.05", "£0.05"), "utf-8")
    done = run(site, "mkdocs", "build", "--strict")
    assert done.returncode != 0
    assert "ERROR   -  pricelang: prices/main.price:4:" in done.stderr
    assert "[currency-mismatch]" in done.stderr


def test_options_of_the_plugin_are_those_of_all_blocks(site: Path) -> None:
    (site / "mkdocs.yml").write_text(CONFIG + "      locale: fr\n", "utf-8")
    assert run(site, "mkdocs", "build", "--strict").returncode == 0
    french, german = Tables(site / "site/index.html").found[:2]
    assert french[1][0] == "Prix par mois"
    assert german[1][0] == "Preis pro Monat"
    (site / "mkdocs.yml").write_text(CONFIG.replace("main.price", "gone.price"), "utf-8")
    done = run(site, "mkdocs", "build")
    assert done.returncode != 0
    assert "'source': The path" in done.stderr


def test_a_served_site_is_built_again_when_a_price_file_changes(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from mkdocs.commands.build import build
    from mkdocs.config import load_config

    from pricelang.docs.mkdocs import PricelangPlugin

    class Server:
        watched: list[str]

        def watch(self, path: str) -> None:
            self.watched.append(Path(path).name)

    monkeypatch.chdir(site)
    (site / "mkdocs.yml").write_text("site_name: Inkwell\n", "utf-8")
    config = load_config("mkdocs.yml")
    plugin = PricelangPlugin()
    assert plugin.load_config({"source": "prices/main.price"}, str(site / "mkdocs.yml")) == ([], [])
    config.plugins["pricelang"] = plugin
    build(config)
    server = Server()
    server.watched = []
    plugin.on_serve(server, config=config, builder=build)  # type: ignore[arg-type]
    assert server.watched == ["main.price", "unit.price"]
