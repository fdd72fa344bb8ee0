"""What a target cannot say: losses, their report, and what comes out of a compilation.

A billing target lists as data what its system has no words for. Where a catalog says such a thing, the target reports
the loss at the place in the source: an error, and nothing is emitted. A loss that has a documented approximation may be
allowed by name; then the approximation is written, and it stands in the report and in the output. Nothing is dropped
silently.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from pricelang.diagnostics import Diagnostic, Label, Severity, sort
from pricelang.record import Record
from pricelang.source import Source, Span


class Loss(Record):
    """Something that a billing system has no words for.

    `what` is a phrase that ends a sentence ("a limit that stops the use"); `instead` is what is written in its place,
    or who does it then, as a sentence without a full stop; None: there is nothing that would come to the same bill.
    """

    what: str
    instead: str | None = None


class Approximation(Record):
    """A loss that was allowed, and the value that it is about: `about` names it (`tier pro / credit ai`)."""

    loss: str
    about: str
    instead: str
    value: Any = None


class Remark(Record):
    """Something said beside the prices (a note, a definition) that goes into the output as a text."""

    about: str
    text: str


class Emitted(Record):
    """What a compilation gave: the text of the output (empty where it was refused) and what there is to say about it.

    Diagnostics of severity error say why it was refused; those of severity info what was approximated.
    """

    text: str
    diagnostics: tuple[Diagnostic, ...] = ()

    @property
    def refused(self) -> bool:
        return any(one.severity is Severity.ERROR for one in self.diagnostics)


class CannotExpress(Exception):  # noqa: N818 - said as it is read
    """The target has no words for what the catalog says; `diagnostics` say for what, and where."""

    def __init__(self, target: str, diagnostics: tuple[Diagnostic, ...]) -> None:
        self.target = target
        self.diagnostics = diagnostics
        errors = [one for one in diagnostics if one.severity is Severity.ERROR]
        lines = [f"target `{target}` cannot express this catalog: {len(errors)} loss{'es' * (len(errors) != 1)}"]
        lines += [f"  {one.span!r} {one.rule}: {one.message}" for one in errors[:5]]
        if len(errors) > 5:
            lines.append(f"  and {len(errors) - 5} more")
        super().__init__("\n".join(lines))


def or_raise(target: str, emitted: Emitted) -> str:
    """The text of a compilation.

    Raises:
        CannotExpress: it was refused.
    """
    if emitted.refused:
        raise CannotExpress(target, emitted.diagnostics)
    return emitted.text


class UnknownLoss(ValueError):  # noqa: N818 - said as it is read
    """A loss that is to be allowed is none of the target's, or has no approximation; the message says which there
    are."""


_NOWHERE = Span(Source("<catalog>", ""), 0, 0)


class Report:
    """Collects what one compilation cannot say. `allowed` names the losses that may be approximated.

    Raises:
        UnknownLoss: one of the names is no loss of the target, or cannot be approximated.
    """

    def __init__(self, target: str, losses: Mapping[str, Loss], allowed: Iterable[str] = ()) -> None:
        self.target = target
        self.losses = losses
        self.allowed = frozenset(allowed)
        self.approximations: list[Approximation] = []
        self._remarks: dict[tuple[str, str], Remark] = {}
        self._found: dict[tuple[str, Span, str, str], Diagnostic] = {}
        self._approximated: set[tuple[str, str, str]] = set()
        self._within: list[Span] = []
        for name in sorted(self.allowed):
            _check(target, losses, name)

    def lose(
        self, loss: str, value: Record | Span | None, about: str, detail: str = "", whole: Record | None = None
    ) -> bool:
        """Report that `loss` hits `value` (its span is the place; without one, the span of what stands around it).

        `about` names the value in words of the file (`tier pro / metric draft`), `detail` adds what it says there;
        `whole` is the value to keep with the approximation, where that is more than `value`.
        Gives whether the approximation is to be written; otherwise nothing will be emitted, and the target goes on as
        if it were, to find the other losses.

        Raises:
            KeyError: the target did not list the loss.
        """
        kind = self.losses[loss]
        span = value if isinstance(value, Span) else getattr(value, "span", None)
        span = span or (self._within[-1] if self._within else _NOWHERE)
        said = f"{kind.what}{': ' + detail if detail else ''}"
        allowed = loss in self.allowed and kind.instead is not None
        # what several tiers took over from one is said once, at its one place
        place = (loss, span, about if span is _NOWHERE else "", said)
        if place not in self._found:
            self._found[place] = self._diagnostic(loss, kind, span, about, said, allowed)
        if allowed and (loss, about, said) not in self._approximated:
            self._approximated.add((loss, about, said))
            kept = whole or (getattr(value, "source", value) if isinstance(value, Record) else None)
            self.approximations.append(Approximation(loss, about, kind.instead or "", kept))
        return allowed

    def remark(self, about: str, text: str) -> None:
        """Keep a text about something for the output."""
        self._remarks.setdefault((about, text), Remark(about, text))

    @property
    def remarks(self) -> tuple[Remark, ...]:
        """The texts that are kept for the output, each once, in the order in which they came."""
        return tuple(self._remarks.values())

    def enter(self, value: Record | None) -> None:
        """Until `leave`, what has no place of its own is reported at this value."""
        self._within.append(getattr(value, "span", None) or (self._within[-1] if self._within else _NOWHERE))

    def leave(self) -> None:
        self._within.pop()

    def _diagnostic(self, loss: str, kind: Loss, span: Span, about: str, said: str, allowed: bool) -> Diagnostic:
        rule = f"{self.target}/{loss}"
        if allowed:
            message = f"`{self.target}` approximates {said}"
            return Diagnostic(rule, Severity.INFO, message, Label(span), notes=(kind.instead or "",), symbol=about)
        helps: tuple[str, ...] = ("write the price without it, or build for a system that has it",)
        if kind.instead is not None:
            helps = (f"`--allow-loss {loss}`: {kind.instead}",)
        message = f"`{self.target}` has no words for {said}"
        return Diagnostic(rule, Severity.ERROR, message, Label(span), helps=helps, symbol=about)

    @property
    def refused(self) -> bool:
        return any(one.severity is Severity.ERROR for one in self._found.values())

    @property
    def diagnostics(self) -> tuple[Diagnostic, ...]:
        """What was found, in the order in which findings are shown."""
        return tuple(sort(list(self._found.values())))

    def emitted(self, text: str) -> Emitted:
        """The outcome: the text, or nothing but the reasons where something could not be said."""
        return Emitted("" if self.refused else text, self.diagnostics)


def _check(target: str, losses: Mapping[str, Loss], name: str) -> None:
    from pricelang.spelling import nearest

    if name not in losses:
        close = nearest(name, losses)
        if not losses:
            raise UnknownLoss(f"target `{target}` loses nothing: there is no loss `{name}` to allow")
        rest = f"; did you mean `{close[0]}`?" if close else f"; `pricelang targets {target}` lists them"
        raise UnknownLoss(f"target `{target}` has no loss `{name}`{rest}")
    if losses[name].instead is None:
        raise UnknownLoss(f"target `{target}` cannot approximate `{name}`: {losses[name].what}")
