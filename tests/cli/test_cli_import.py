"""`pricelang import`: the price file on stdout, the report on stderr, the status 0, 1 or 2."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

_SOUND = """\
saasName: Kiln
currency: USD
features:
  gas: {valueType: BOOLEAN, defaultValue: true, type: DOMAIN, expression: "true"}
usageLimits:
  firings: {valueType: NUMERIC, defaultValue: 1000000000, type: NON_RENEWABLE}
plans:
  BASIC: {price: 9.5}
"""
_FAULTY = _SOUND + "addOns:\n  pack: {price: 1, dependsOn: [nothing]}\n"


def run(*args: str, given: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "pricelang", "import", *args], input=given, capture_output=True, check=False, timeout=60
    )


@pytest.fixture
def kiln(tmp_path: Path) -> Path:
    file = tmp_path / "kiln.yml"
    file.write_text(_SOUND, encoding="utf-8")
    return file


def test_the_price_file_goes_to_stdout_and_the_report_to_stderr(kiln: Path) -> None:
    done = run("pricing2yaml", str(kiln))
    assert done.returncode == 0
    assert b"  price     $9.50 per month\n" in done.stdout
    told = done.stderr.decode()
    assert "not carried over: 1\n  features.gas.expression: `true` -> nothing\n" in told
    assert "read as unlimited: 1\n  usageLimits.firings.defaultValue: `1000000000` -> unlimited\n" in told
    assert told.endswith("2 values of the document not carried over as written\n")
    assert b"Kiln" not in done.stderr


def test_it_is_written_to_a_file(kiln: Path, tmp_path: Path) -> None:
    out = tmp_path / "kiln.price"
    done = run("pricing2yaml", str(kiln), "--out", str(out))
    assert (done.returncode, done.stdout) == (0, b"")
    assert out.read_bytes() == run("pricing2yaml", str(kiln)).stdout
    assert f"wrote {out}" in done.stderr.decode()


def test_standard_input_is_read(kiln: Path) -> None:
    done = run("pricing2yaml", "-", given=_SOUND.encode())
    assert done.returncode == 0
    assert done.stdout == run("pricing2yaml", str(kiln)).stdout.replace(b"kiln.yml", b"<stdin>")


def test_a_document_with_a_fault_is_written_all_the_same() -> None:
    done = run("pricing2yaml", "-", given=_FAULTY.encode())
    assert done.returncode == 1
    assert b"needs  nothing" in done.stdout
    assert b"the price file has 1 error; `pricelang check` shows them" in done.stderr


def test_the_report_can_be_brief() -> None:
    features = "\n".join(f"  f{n}: {{defaultValue: true, render: HIDDEN}}" for n in range(20))
    document = f"saasName: Kiln\ncurrency: USD\nfeatures:\n{features}\nplans: {{P: {{price: 1}}}}\n"
    done = run("pricing2yaml", "-", "--brief", given=document.encode())
    assert b"not carried over: 20\n" in done.stderr
    assert b"  and 12 more\n" in done.stderr
    assert done.stderr.count(b"HIDDEN") == 8
    assert run("pricing2yaml", "-", given=document.encode()).stderr.count(b"HIDDEN") == 20


@pytest.mark.parametrize(
    ("document", "says"),
    [
        (b"a: [1\n", "this is no YAML"),
        (b"a: &x 1\nb: *x\n", "aliases"),
        (b"a: 1\n", "no Pricing2Yaml document"),
        (b"a: \xff\n", "not UTF-8 text: byte 0xff at 3"),
        (b"[" * 100_000, "nested more than 40 levels deep"),
        (b"plans: {P: {price: {}}}\ncurrency: USD\n", "`plans.P.price` should be one value"),
        (b"\x1b[31m: \x1b\n", "this is no YAML"),
    ],
)
def test_what_cannot_be_read_ends_with_2_and_a_message(document: bytes, says: str) -> None:
    done = run("pricing2yaml", "-", given=document)
    assert (done.returncode, done.stdout) == (2, b"")
    assert done.stderr.decode().startswith("error: ")
    assert says in done.stderr.decode()
    assert b"Traceback" not in done.stderr
    assert b"\x1b" not in done.stderr


def test_what_cannot_run_ends_with_2(kiln: Path, tmp_path: Path) -> None:
    for args, says in (
        (("pricing2yml", str(kiln)), "did you mean `pricing2yaml`?"),
        (("pricing2yaml", str(tmp_path / "kilm.yml")), "does not exist"),
        (("pricing2yaml", str(tmp_path)), "is a folder"),
        (("pricing2yaml", str(kiln), "--out", str(kiln)), "is the document that is read"),
        (("pricing2yaml", str(kiln), "--out", str(tmp_path / "no" / "where.price")), "where.price"),
        (("pricing2yaml",), "Missing argument"),
    ):
        done = run(*args)
        assert done.returncode == 2, args
        assert says in done.stderr.decode()
        assert b"Traceback" not in done.stderr
    assert kiln.read_text(encoding="utf-8") == _SOUND


def test_help_lists_the_formats() -> None:
    done = run("--help")
    assert done.returncode == 0
    assert b"pricing2yaml  Pricing2Yaml price lists" in done.stdout
