"""Autumn's own command line reads and validates what is written for it; it is run without a server."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
from targets.autumn.test_autumn import PACK
from targets.billing_checks import SPECS, allowable, spec
from targets.calls import answered_calls

from pricelang import load
from pricelang.targets import emit_with_report


@pytest.fixture(scope="module")
def client() -> str:
    own = Path(__file__).parents[1] / "node_modules/.bin/atmn"
    found = str(own) if own.exists() else shutil.which("atmn")
    if found is None:
        message = "Autumn's command line is not there (`npm install --prefix tests/targets`)"
        if os.environ.get("CI"):
            pytest.fail(message)
        pytest.skip(message)
    return found


def camel(value: Any) -> Any:
    """A body with keys as the client's configuration spells them."""
    if isinstance(value, dict):
        own = {"plan_id": "id"} | ({"feature_id": "id"} if "type" in value else {})
        return {
            own.get(key, re.sub(r"_([a-z])", lambda found: found[1].upper(), key)): one
            if key == "metadata"
            else camel(one)
            for key, one in value.items()
        }
    if isinstance(value, list):
        return [camel(one) for one in value]
    return value


def configuration(text: str) -> str:
    """The requests as the client's configuration file."""
    lines = ['import { feature, plan } from "atmn";']
    for call in answered_calls(text):
        kind = {"/v1/features.create": "feature", "/v1/plans.create": "plan"}.get(call["path"])
        if kind is not None:
            body = json.dumps(camel(call["body"]), default=lambda number: float(number))
            lines.append(f"export const {call['name']} = {kind}({body});")
    return "\n".join(lines) + "\n"


def run(client: str, folder: Path, config: str) -> str:
    """What the client says of a configuration, up to where it would ask its server, which is not there."""
    package = Path(client).resolve().parents[1]
    (folder / "node_modules").mkdir()
    (folder / "node_modules" / "atmn").symlink_to(package, target_is_directory=True)
    (folder / "autumn.config.ts").write_text(config, "utf-8")
    command = [client, "-c", "autumn.config.ts", "-l", "--headless", "push", "--yes"]
    environment = {"PATH": os.environ["PATH"], "HOME": str(folder), "AUTUMN_SECRET_KEY": "am_sk_test_none"}
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, timeout=60, check=False)
    return done.stdout + done.stderr


@pytest.mark.parametrize("name", ["cursor", "github_copilot", "intercom_fin", "scribe"])
def test_the_client_takes_the_configuration(name: str, client: str, tmp_path: Path) -> None:
    (path,) = (one for one in SPECS if one.stem == name)
    text = emit_with_report(spec(path), "autumn", allow_loss=allowable("autumn")).text
    made = [call["path"] for call in answered_calls(text)]
    said = run(client, tmp_path, configuration(text))
    features, plans = made.count("/v1/features.create"), made.count("/v1/plans.create")
    assert f"Found {features} features, {plans} plans" in said, said
    assert "Config validation failed" not in said, said
    assert "Analyzing changes" in said, said


def test_the_client_refuses_a_feature_that_is_not_there(client: str, tmp_path: Path) -> None:
    plan = 'plan({ id: "pro", name: "Pro", items: [{ featureId: "x" }] })'
    config = f'import {{ plan }} from "atmn";\nexport const pro = {plan};\n'
    assert "Config validation failed" in run(client, tmp_path, config)


def test_the_client_takes_a_pack(client: str, tmp_path: Path) -> None:
    text = emit_with_report(load("x.price", text=PACK), "autumn").text
    said = run(client, tmp_path, configuration(text))
    assert "Found 3 features, 2 plans" in said, said
    assert "Analyzing changes" in said, said
