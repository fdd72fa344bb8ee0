"""A site of Sphinx shows the same tables with every builder, and warns at the place."""

from __future__ import annotations

from pathlib import Path

import pytest
from docs.sites import PRICES, TABLE, Tables, run

pytest.importorskip("sphinx", reason="the extra `docs` is not installed")

CONFIG = """project = "Inkwell"
extensions = ["pricelang.docs.sphinx"]
pricelang_source = "prices/main.price"
smartquotes = False
"""
PAGE = """Prices
======

Pro is :pricelang:`price tier=pro interval=month` a month.

.. pricelang:: table

.. pricelang:: prices
   :tiers: pro
   :locale: de

.. pricelang:: allowance
   :tier: pro
   :of: draft
"""


@pytest.fixture
def site(tmp_path: Path) -> Path:
    (tmp_path / "prices").mkdir()
    (tmp_path / "conf.py").write_text(CONFIG, "utf-8")
    (tmp_path / "prices/main.price").write_text('import "unit.price"\n' + PRICES, "utf-8")
    (tmp_path / "prices/unit.price").write_text("metric image\n", "utf-8")
    (tmp_path / "index.rst").write_text(PAGE, "utf-8")
    return tmp_path


def built(site: Path, builder: str = "html", *options: str) -> tuple[int, str]:
    done = run(site, "sphinx", "-q", "-b", builder, *options, ".", f"out/{builder}")
    return done.returncode, done.stderr


def test_the_site_shows_the_tables(site: Path) -> None:
    assert built(site, "html", "-W") == (0, "")
    english, german = Tables(site / "out/html/index.html").found
    assert english == TABLE
    assert german[1:] == [
        ["Preis pro Monat", "20\xa0$"],
        ["Preis pro Jahr", "192\xa0$ (16\xa0$ pro Monat, 20\xa0% gespart)"],
    ]
    page = (site / "out/html/index.html").read_text("utf-8")
    assert "<p>Pro is $20 a month.</p>" in page
    assert "<p>500</p>" in page
    assert '<th class="stub"><p>Price per month</p></th>' in page


@pytest.mark.parametrize(("builder", "file"), [("text", "index.txt"), ("latex", "inkwell.tex"), ("man", "inkwell.1")])
def test_other_builders_show_them_too(site: Path, builder: str, file: str) -> None:
    assert built(site, builder, "-W") == (0, "")
    text = (site / "out" / builder / file).read_text("utf-8")
    for said in ("Price per month", "Preis pro Monat", "5 per month", "use stops"):
        assert said in text, said


def test_the_text_builder_draws_the_table(site: Path) -> None:
    built(site, "text")
    text = (site / "out/text/index.txt").read_text("utf-8")
    assert "| Price per month                      | Free        | $20                             |\n" in text


FAULTS = [
    (".. pricelang:: tabel", "there is no fragment `tabel`; did you mean `table`? [pricelang.unknown-fragment]"),
    (
        ".. pricelang:: prices\n   :tiers: prp",
        "there is no tier `prp`; did you mean `pro`? [pricelang.unknown-name]",
    ),
    (".. pricelang:: prices\n   :tier: pro", "`prices` has no option `tier`; did you mean `tiers`? ["),
    (".. pricelang:: prices\n   :tiers:", "`tiers` has no value"),
    (".. pricelang:: prices\n   :locale: germn", "there is no locale `germn`"),
    (".. pricelang:: prices\n   :source: gone.price", "`gone.price` does not exist"),
    (".. pricelang:: prices\n   :source: /etc/x.price", "`source` is a path relative to the document"),
    (".. pricelang:: prices\n   :format: html", "`format` is for the builder to say"),
    (".. pricelang:: discounts", "`discounts` has nothing to show here"),
    ("a :pricelang:`price tier=prp`", "there is no tier `prp`"),
    ("a :pricelang:`table tier=pro`", "`table` has no option `tier`"),
    ("a :pricelang:`table`", "`table` has no place within a line"),
    ("a :pricelang:`price tier='pro`", "`tier='pro` cannot be read"),
]


def test_what_is_wrong_is_said_at_its_place(site: Path) -> None:
    text = "Faults\n======\n"
    places = []
    for written, said in FAULTS:
        places.append(f"index.rst:{text.count(chr(10)) + 2}: WARNING: {said}")
        text += f"\n{written}\n"
    (site / "index.rst").write_text(text, "utf-8")
    status, stderr = built(site)
    assert status == 0
    assert stderr.count("WARNING") == len(FAULTS)
    assert [place for place in places if place not in stderr] == []
    assert built(site, "html", "-E", "-W")[0] != 0


def test_errors_of_the_price_file_are_said_at_theirs(site: Path) -> None:
    (site / "prices/main.price").write_text(PRICES.replace("$0.05", "£0.05"), "utf-8")
    _, stderr = built(site)
    assert "index.rst:6: WARNING: `prices/main.price` has errors" in stderr
    assert "prices/main.price:4: WARNING: " in stderr
    assert "[pricelang.currency-mismatch]" in stderr


def test_a_document_depends_on_its_price_files(site: Path) -> None:
    built(site)
    unit = site / "prices/unit.price"
    unit.write_text("metric image\nmetric draft\n", "utf-8")  # a second one of this name
    assert "WARNING" in built(site)[1]
    unit.write_text("metric image\n", "utf-8")
    main = site / "prices/main.price"
    main.write_text(main.read_text("utf-8").replace("$20", "$25"), "utf-8")
    assert built(site) == (0, "")
    assert Tables(site / "out/html/index.html").found[0][1] == ["Price per month", "Free", "$25"]


def test_a_document_in_a_folder_names_its_price_file_from_there(site: Path) -> None:
    (site / "deep").mkdir()
    (site / "deep/more.rst").write_text(
        ":orphan:\n\n.. pricelang:: page\n   :source: ../prices/main.price\n   :currency: eur\n", "utf-8"
    )
    (site / "conf.py").write_text(CONFIG.replace('pricelang_source = "prices/main.price"\n', ""), "utf-8")
    _, stderr = built(site)
    assert "deep/more.rst" not in stderr
    assert "index.rst:6: WARNING: this block does not say of which price file it is" in stderr
    page = (site / "out/html/deep/more.html").read_text("utf-8")
    assert "Prices in EUR where not marked otherwise." in page
    assert '<h2 class="pricelang rubric">Inkwell</h2>' in page


def test_options_of_all_are_in_the_configuration(site: Path) -> None:
    (site / "conf.py").write_text(CONFIG + 'pricelang_locale = "fr"\n', "utf-8")
    assert built(site, "html", "-W") == (0, "")
    french, german = Tables(site / "out/html/index.html").found
    assert french[1][0] == "Prix par mois"
    assert german[1][0] == "Preis pro Monat"


def test_translations_do_not_take_hold_of_prices(site: Path) -> None:
    assert built(site, "gettext", "-W") == (0, "")
    assert "Price per month" not in (site / "out/gettext/index.pot").read_text("utf-8")
