from __future__ import annotations

import json
import os
import pickle
import subprocess
import sys
from decimal import Decimal

from hypothesis import HealthCheck, given, settings
from strategies.catalogs import catalogs

from pricelang.catalog.catalog import Catalog, Product, Tier
from pricelang.catalog.charges import Fee, FeePrice, FreePrice
from pricelang.catalog.document import from_document
from pricelang.catalog.money import Money
from pricelang.catalog.period import MONTH
from pricelang.catalog.quantity import Ref
from pricelang.targets.json import emit

CATALOG = Catalog(
    product=Product("scribe", "Scribe – für Büros", currencies=("EUR",)),
    tiers=(
        Tier("free", "Free", prices=(FreePrice(),)),
        Tier(
            "pro",
            "Pro",
            recommended=True,
            prices=(FeePrice((Fee(Money(Decimal("20.00"), "EUR"), MONTH, per=Ref("seat", "seat")),)),),
        ),
    ),
)

TEXT = """\
{
  "$schema": "urn:pricelang:catalog:1",
  "schema_version": "1.0",
  "product": {
    "name": "scribe",
    "label": "Scribe – für Büros",
    "currencies": [
      "EUR"
    ]
  },
  "tiers": [
    {
      "name": "free",
      "label": "Free",
      "prices": [
        {
          "type": "free_price"
        }
      ]
    },
    {
      "name": "pro",
      "label": "Pro",
      "recommended": true,
      "prices": [
        {
          "type": "fee_price",
          "alternatives": [
            {
              "type": "fee",
              "amount": {
                "amount": "20.00",
                "currency": "EUR"
              },
              "period": {
                "count": 1,
                "unit": "month"
              },
              "per": {
                "kind": "seat",
                "name": "seat"
              },
              "block": "1"
            }
          ]
        }
      ]
    }
  ]
}
"""


def test_the_text_of_a_catalog() -> None:
    assert emit(CATALOG) == TEXT


def test_the_text_is_the_same_in_every_process() -> None:
    program = (
        "import pickle, sys; from pricelang.targets.json import emit;"
        "sys.stdout.buffer.write(emit(pickle.load(sys.stdin.buffer)).encode())"
    )
    for seed in ("1", "2"):
        run = subprocess.run(
            [sys.executable, "-c", program],
            check=True,
            capture_output=True,
            input=pickle.dumps(CATALOG),
            env=os.environ | {"PYTHONHASHSEED": seed},
        )
        assert run.stdout == TEXT.encode()


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(catalogs())
def test_a_catalog_comes_back_from_its_text(catalog: Catalog) -> None:
    text = emit(catalog)
    assert from_document(json.loads(text)) == catalog
    assert text.encode().endswith(b"}\n")


def test_emitting_does_not_import_the_heavy_libraries() -> None:
    program = (
        "import sys; from pricelang.catalog.catalog import Catalog; from pricelang import targets;"
        "targets.emit(Catalog(), 'json');"
        "print(sorted({'pydantic', 'jsonschema', 'dataclasses', 'asyncio', 'lark'} & sys.modules.keys()))"
    )
    run = subprocess.run([sys.executable, "-c", program], check=True, capture_output=True, text=True)
    assert run.stdout.strip() == "[]"
