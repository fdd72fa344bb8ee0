"""The pages of `docs/targets`, from what the billing targets say of themselves.

`python -m pricelang.targets._documentation` writes them into `docs/targets` below the folder where it runs.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pricelang.targets import BillingTarget


def pages() -> dict[str, str]:
    """The text of each page by its file name."""
    from pricelang.targets import billing, names

    found = {name: target for name in names() if (target := billing(name)) is not None}
    return {f"{name}.md": "\n".join(_page(target)) + "\n" for name, target in found.items()}


def _page(target: BillingTarget) -> Iterator[str]:
    yield f"# Target `{target.NAME}`"
    yield ""
    yield f"`pricelang build FILE --target {target.NAME}` writes {target.DESCRIPTION}."
    if target.OPTIONS:
        yield ""
        yield "## Options"
        yield ""
        for option, phrase in target.OPTIONS.items():
            yield f"- `--option {option}=...`: {phrase}"
    yield ""
    yield "## What it says"
    yield ""
    yield "| construct | written as |"
    yield "| --- | --- |"
    for construct, how in target.EXPRESSES.items():
        yield f"| {_cell(construct)} | {_cell(how)} |"
    yield ""
    yield "## What it loses"
    yield ""
    yield (
        "A catalog that says one of these is refused, with an error at its place. `--allow-loss NAME` writes the "
        "approximation instead, and says so in the output."
    )
    yield ""
    yield "| loss | no words for | with `--allow-loss` |"
    yield "| --- | --- | --- |"
    for name, loss in sorted(target.LOSSES.items()):
        yield f"| `{name}` | {_cell(loss.what)} | {_cell(loss.instead or 'cannot be approximated')} |"


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")


if __name__ == "__main__":
    import os

    os.makedirs("docs/targets", exist_ok=True)
    for page, text in pages().items():
        with open(os.path.join("docs", "targets", page), "w", encoding="utf-8") as file:
            file.write(text)
