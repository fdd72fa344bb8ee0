"""The official command line of Stripe posts the fixtures file, call by call, to a strict server on this machine."""

from __future__ import annotations

import json
import os
import subprocess
from decimal import Decimal
from pathlib import Path

import pytest
from targets.billing_checks import SPECS, allowable, spec
from targets.calls import answered_calls, floats
from targets.stripe import stripe_server

from pricelang.catalog.catalog import Catalog, Discount, Metric, Product, SeatKind, Tier
from pricelang.catalog.charges import Allowance, Band, Bands, Fee, FeePrice, Phase, UsagePrice
from pricelang.catalog.goods import Feature, FeatureGrant
from pricelang.catalog.money import Money
from pricelang.catalog.period import MONTH, YEAR, Window
from pricelang.catalog.quantity import Exactly, Ref
from pricelang.targets import emit, emit_with_report

MODULES = Path(__file__).parents[1] / "node_modules"


@pytest.fixture(scope="module")
def cli() -> Path:
    found = sorted(MODULES.glob("@stripe/cli-*/bin/stripe"))
    if not found:
        message = "Stripe's command line is not there: `npm install --prefix tests/targets`"
        if os.environ.get("CI"):
            pytest.fail(message)
        pytest.skip(message)
    return found[0]


def usd(amount: str) -> Money:
    return Money(Decimal(amount), "USD")


RICH = Catalog(
    Product("demo", "Demo", currencies=("USD", "EUR")),
    metrics=(Metric("token", "Tokens"), Metric("call", "Calls")),
    seats=(SeatKind("editor", "Editor"),),
    features=(Feature("sso", "Single sign-on & more = [all]"),),
    tiers=(
        Tier(
            "pro",
            'Pro "ultra" ${not:a reference} ${.env:HOME} $(id) `id` 日本',
            prices=(
                FeePrice(
                    (
                        Fee(usd("20"), MONTH, Ref("seat", "editor")),
                        Fee(Money(Decimal("18.50"), "EUR"), MONTH, Ref("seat", "editor")),
                        Fee(usd("192"), YEAR, Ref("seat", "editor")),
                        Fee(Money(Decimal("180"), "EUR"), YEAR, Ref("seat", "editor")),
                    )
                ),
                UsagePrice(
                    "token",
                    tuple(
                        Bands(
                            "graduated",
                            currency,
                            (Band(Decimal(1_000_000), Decimal(0)), Band(None, Decimal("0.0000025"), flat=Decimal(3))),
                        )
                        for currency in ("USD", "EUR")
                    ),
                ),
            ),
            allowances=(
                Allowance(
                    Ref("metric", "call"),
                    Exactly(Decimal(100)),
                    Window("billing", MONTH),
                    phases=(
                        Phase(
                            "charge",
                            tuple(
                                Bands("graduated", currency, (Band(None, Decimal("0.015")),))
                                for currency in ("USD", "EUR")
                            ),
                        ),
                    ),
                ),
            ),
            features=(FeatureGrant("sso"),),
        ),
    ),
    discounts=(Discount("launch", "Launch", percent=Decimal("12.5"), code="LAUNCH"),),
)


def post(cli: Path, text: str, folder: Path) -> tuple[stripe_server.Stripe, subprocess.CompletedProcess[str]]:
    """Run the fixtures; the command line keeps its files in a folder of its own."""
    file = folder / "fixtures.json"
    file.write_text(text, "utf-8")
    env = {
        "HOME": str(folder),
        "PATH": "/usr/bin:/bin",
        "STRIPE_API_KEY": "sk_test_" + "0" * 24,
        "STRIPE_CLI_TELEMETRY_OPTOUT": "1",
    }
    with stripe_server.serving() as (state, address):
        done = subprocess.run(
            [str(cli), "fixtures", "--api-base", address, str(file)],
            env=env,
            cwd=folder,
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )
    return state, done


def same(state: stripe_server.Stripe, text: str) -> None:
    """What arrived is what is written, each reference as the id that the server gave."""
    ids = dict(zip((call["id"] for call in answered_calls(text)), state.objects, strict=True))
    sent = json.dumps([[call["path"], floats(call["body"])] for call in answered_calls(text)], ensure_ascii=False)
    for ours, theirs in ids.items():
        sent = sent.replace(f'"{ours}"', f'"{theirs}"').replace(f"/{ours}/", f"/{theirs}/")
    assert [[path, body] for path, body in state.calls] == json.loads(sent)


def test_a_rich_catalog_is_posted_whole(cli: Path, tmp_path: Path) -> None:
    text = emit(RICH, "stripe")
    state, done = post(cli, text, tmp_path)
    assert done.returncode == 0, done.stdout + done.stderr
    same(state, text)
    assert len(state.objects) == len(json.loads(text)["fixtures"]) > 8


@pytest.mark.parametrize("name", ["scribe", "openai_api", "intercom_fin", "posthog"])
def test_specs_are_posted_whole(name: str, cli: Path, tmp_path: Path) -> None:
    path = next(path for path in SPECS if path.stem == name)
    emitted = emit_with_report(spec(path), "stripe", allow_loss=allowable("stripe"))
    assert not emitted.refused
    state, done = post(cli, emitted.text, tmp_path)
    assert done.returncode == 0, done.stdout + done.stderr
    same(state, emitted.text)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('"lookup_key"', '"look_up"'),
        ('"usage_type": "metered"', '"usage_type": "sometimes"'),
        ("${meter_call:id}", "mtr_nowhere"),
        ('"0.00025"', '"2.5e-4"'),
    ],
)
def test_a_bad_file_fails(before: str, after: str, cli: Path, tmp_path: Path) -> None:
    text = emit(RICH, "stripe")
    assert before in text
    state, done = post(cli, text.replace(before, after), tmp_path)
    assert done.returncode != 0
    assert len(state.objects) < len(json.loads(text)["fixtures"])
