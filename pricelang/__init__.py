"""pricelang: pricing as code.

The verbs of the library. Each imports its work when it is first called, so that importing this package is cheap.

    import pricelang

    for diagnostic in pricelang.check("pricing.price"):
        print(diagnostic.severity.word, diagnostic.message)
    page = pricelang.emit(pricelang.load("pricing.price"), "markdown", locale="de")
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import os
    from collections.abc import Sequence

    from pricelang.catalog.catalog import Catalog
    from pricelang.diagnostics import Diagnostic
    from pricelang.rating import Bill, Subscription, Usage
    from pricelang.syntax import File

__all__ = ["InvalidPricing", "__version__", "bill", "check", "emit", "format", "load", "parse"]

__version__ = "0.1.0"


class InvalidPricing(ValueError):  # noqa: N818 - said as it is read
    """A pricing has errors; `diagnostics` says all of them, the message the first."""

    def __init__(self, diagnostics: Sequence[Diagnostic]) -> None:
        self.diagnostics = tuple(diagnostics)
        from pricelang.render import render

        super().__init__(render(self.diagnostics, "concise", width=100, color=False).rstrip())


def parse(text: str, path: str = "<text>") -> File:
    """The syntax tree of a text, with its comments and its syntax errors; `path` is what diagnostics show."""
    from pricelang.source import Source
    from pricelang.syntax import parse as parse_source

    return parse_source(Source(path, text))


def format(text: str, path: str = "<text>", *, line_length: int = 100) -> str:  # noqa: A001 - the verb is this one
    """A text in the one style; `line_length` is how many columns a line may take where it can be broken.

    The result says the same, with the same comments: that is proven before it is returned.

    Raises:
        InvalidPricing: the text has syntax errors.
        ValueError: the line length is not positive.
        pricelang.formatting.Unproven: a fault of the formatter; the text is to stay as it is.
    """
    from pricelang.formatting import format_file

    file = parse(text, path)
    if file.diagnostics:
        raise InvalidPricing(file.diagnostics)
    return format_file(file, line_length)


def check(path: str | os.PathLike[str], *, text: str | None = None) -> tuple[Diagnostic, ...]:
    """What is wrong with a price file and all that it imports, in the order of the file: its errors, or, where it has
    none, what the linter's rules find under the configuration of its folder.

    `text` stands for what the file holds, as an editor has it.

    Raises:
        pricelang.project.CannotRead: the file cannot be read.
        pricelang.config.ConfigError: the configuration cannot be used.
    """
    import os

    from pricelang.config import Settings
    from pricelang.project import Loader

    return Loader(Settings()).load(os.fspath(path), text).diagnostics


def load(path: str | os.PathLike[str], *, text: str | None = None) -> Catalog:
    """The catalog of a price file and all that it imports.

    Raises:
        InvalidPricing: the pricing has errors.
        pricelang.project.CannotRead: the file cannot be read.
    """
    import os

    from pricelang.diagnostics import Severity
    from pricelang.project import Loader

    project = Loader().load(os.fspath(path), text)
    errors = [each for each in project.diagnostics if each.severity is Severity.ERROR]
    if errors or project.catalog is None:
        raise InvalidPricing(errors)
    return project.catalog


def emit(catalog: Catalog, target: str, **options: object) -> str:
    """The catalog as a target writes it: `json`, `markdown` ... The same bytes on every run.

    Raises:
        pricelang.targets.UnknownTarget: there is no target of this name.
        pricelang.targets.UnknownOption: the target has no such option.
    """
    from pricelang.targets import emit as emit_target

    return emit_target(catalog, target, **options)


def bill(catalog: Catalog, subscription: Subscription, usage: Usage = ()) -> Bill:
    """What a subscription and a usage cost in one billing interval.

    Raises:
        pricelang.rating.RatingError: the bill cannot be written, and why.
    """
    from pricelang.rating import bill as rate

    return rate(catalog, subscription, usage)
