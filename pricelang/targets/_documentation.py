"""The pages of `docs/targets`, from what the billing targets say of themselves.

`python -m pricelang.targets._documentation` writes them into `docs/targets` below the folder where it runs.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pricelang.catalog.catalog import Catalog
    from pricelang.targets import BillingTarget


def pages(read: Callable[[str], Catalog]) -> dict[str, str]:
    """The text of each page by its file name; `read` makes a catalog of a file's text."""
    from pricelang.targets import billing, names

    found = {name: target for name in names() if (target := billing(name)) is not None}
    made = {f"{name}.md": "\n".join(_page(target)) + "\n" for name, target in found.items()}
    return made | {"index.md": "\n".join(_index(list(found.values()), read)) + "\n"}


def _index(targets: list[BillingTarget], read: Callable[[str], Catalog]) -> Iterator[str]:
    from pricelang.targets._matrix import SAMPLES, matrix

    yield "# Billing targets"
    yield ""
    yield "What each can say, found by building the samples below."
    yield ""
    yield "- `=`: written as it is, with the same bill"
    yield "- `~`: refused, unless `--allow-loss` names the loss; then an approximation is written, and said"
    yield "- `✗`: refused"
    yield ""
    yield f"| | {' | '.join(f'[{one.NAME}]({one.NAME}.md)' for one in targets)} |"
    yield f"| --- | {' | '.join('---' for _ in targets)} |"
    for construct, row in matrix(targets, read).items():
        yield f"| {_cell(construct)} | {' | '.join(row[one.NAME] for one in targets)} |"
    yield ""
    yield "## The samples"
    for construct, text in SAMPLES.items():
        yield ""
        yield f"{construct[0].upper()}{construct[1:]}:"
        yield ""
        yield f"```price\n{text}\n```"


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

    from pricelang import load  # the program reads the language; targets do not

    os.makedirs("docs/targets", exist_ok=True)
    for page, text in pages(lambda sample: load("sample.price", text=sample)).items():
        with open(os.path.join("docs", "targets", page), "w", encoding="utf-8") as file:
            file.write(text)
