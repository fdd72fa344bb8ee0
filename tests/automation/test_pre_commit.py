"""The hooks, as pre-commit installs and runs them in a repository of a user."""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path

import yaml
from automation.checkouts import (
    GOOD,
    LOSING,
    ROOT,
    commit,
    environ,
    need_packages,
    ran,
    succeeded,
    this_checkout,
    write,
)

from pricelang.targets import load, names

HOOKS = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))
PRE_COMMIT = [sys.executable, "-m", "pre_commit"]
# `try-repo` makes an environment and throws it away: it is told to keep it where `pre-commit run` finds it again
TRY_REPO = """
import os, sys
from contextlib import nullcontext
from types import SimpleNamespace
from pre_commit.commands import try_repo
try_repo.tempfile = SimpleNamespace(TemporaryDirectory=lambda: nullcontext(os.environ["PRE_COMMIT_HOME"]))
from pre_commit.main import main
sys.exit(main())
"""


def test_the_hooks_that_there_are() -> None:
    assert [hook["id"] for hook in HOOKS] == ["pricelang-fmt", "pricelang-check", "pricelang-build"]
    for hook in HOOKS:
        assert (hook["language"], hook["require_serial"]) == ("python", True)
        assert re.search(hook["files"], "a/b.price")
        assert not re.search(hook["files"], "a.prices")


def test_the_build_is_checked_where_anything_built_has_changed() -> None:
    (hook,) = (hook for hook in HOOKS if hook["id"] == "pricelang-build")
    assert hook["pass_filenames"] is False
    for changed in ["pricelang.toml", "pyproject.toml", *(f"out{load(name).SUFFIX}" for name in names())]:
        assert re.search(hook["files"], changed), changed


def findings(output: str) -> list[str]:
    """What `check --output-format json` says in the output of pre-commit, file by file."""
    found = re.findall(r"^\{.*?^\]\}$|^\{.*\}$", output, re.MULTILINE | re.DOTALL)
    return sorted(json.dumps(one, sort_keys=True) for text in found for one in json.loads(text)["diagnostics"])


def test_in_a_repository_of_a_user(tmp_path: Path) -> None:
    """One test, since making the environment of the hooks takes longer than all that follows."""
    need_packages(tmp_path)
    source = this_checkout(tmp_path / "pricelang")
    user = write(tmp_path / "user", GOOD)
    succeeded("git", "init", "--quiet", cwd=user)
    env = environ(PRE_COMMIT_HOME=str(tmp_path / "store"))

    def tried(*args: str) -> tuple[int, str]:
        done = ran(sys.executable, "-c", TRY_REPO, "try-repo", source, *args, cwd=user, env=env)
        return done.returncode, done.stdout

    def verdicts(output: str) -> dict[str, str]:
        return dict(re.findall(r"^(pricelang [a-z -]+?)\.{3,}(Passed|Failed)$", output, re.MULTILINE))

    # what is to be built is not there yet
    succeeded("git", "add", "--all", cwd=user)
    status, output = tried("--all-files")
    expected = {"pricelang fmt": "Passed", "pricelang check": "Passed", "pricelang build --check": "Failed"}
    assert (status, verdicts(output)) == (1, expected), output
    assert "PRICING.md" in output
    (program,) = (tmp_path / "store").glob("repo*/py_env-*/bin/pricelang")
    succeeded(program, "build", cwd=user)
    succeeded("git", "add", "--all", cwd=user)
    status, output = tried("--all-files")
    assert (status, verdicts(output)) == (0, dict.fromkeys(expected, "Passed")), output

    # from now on with a configuration, at each commit
    hooks = [{"id": hook["id"]} for hook in HOOKS]
    revision = succeeded("git", "rev-parse", "HEAD", cwd=source).strip()
    config = {"repos": [{"repo": "../pricelang", "rev": revision, "hooks": hooks}]}
    write(user, {".pre-commit-config.yaml": yaml.safe_dump(config)})
    ran(*PRE_COMMIT, "install", cwd=user, env=env)
    first = commit(user)

    def committed(name: str, text: str) -> tuple[int, str]:
        write(user, {name: text})
        succeeded("git", "add", name, cwd=user)
        done = ran("git", "commit", "--message", "a change", cwd=user, env=env)
        return done.returncode, done.stdout

    def head() -> str:
        return succeeded("git", "rev-parse", "HEAD", cwd=user).strip()

    # a tier that loses money
    status, output = committed("prices/pricing.price", LOSING)
    assert status == 1, output
    assert "error[loss-at-cap]: `Pro` loses money on a customer who uses what it includes" in output
    assert head() == first
    # one that does not, and the page is not built anew
    better = GOOD["prices/pricing.price"].replace("1_500 drafts", "1_600 drafts")
    status, output = committed("prices/pricing.price", better)
    assert (status, verdicts(output)) == (1, expected), output
    assert "1,600" in output
    assert head() == first
    # the page is built, but the style is another one, which the hook mends
    succeeded(program, "build", cwd=user)
    succeeded("git", "add", "--all", cwd=user)
    status, output = committed("prices/metrics.price", GOOD["prices/metrics.price"].replace("; ", ";"))
    assert (status, verdicts(output)["pricelang fmt"]) == (1, "Failed"), output
    assert (user / "prices/metrics.price").read_text("utf-8") == GOOD["prices/metrics.price"]
    # all is well
    succeeded("git", "add", "--all", cwd=user)
    status, output = committed("prices/pricing.price", better)
    assert (status, verdicts(output)) == (
        0,
        {"pricelang fmt": "Passed", "pricelang check": "Passed", "pricelang build --check": "Passed"},
    ), output
    assert head() != first

    # in parts, as pre-commit hands over a long list, it says what it says at once
    # (what passes is not shown)
    arguments = ["--output-format", "json", "--select", "all", "--fail-on", "info"]
    config["repos"][0]["hooks"] = [{"id": "pricelang-check", "args": arguments}]
    write(
        user,
        {
            ".pre-commit-config.yaml": yaml.safe_dump(config),
            "prices/pricing.price": LOSING,
        },
    )
    succeeded("git", "add", "--all", cwd=user)

    def said(*args: str) -> list[str]:
        return findings(ran(*PRE_COMMIT, "run", *args, cwd=user, env=env).stdout)

    files = ["prices/costs.price", "prices/metrics.price", "prices/pricing.price"]
    whole = said("--all-files")
    assert "loss-at-cap" in {json.loads(one)["rule"] for one in whole}
    assert len({json.loads(one)["path"] for one in whole}) > 1
    for at in (1, 2):
        assert sorted(said("--files", *files[:at]) + said("--files", *files[at:])) == whole
