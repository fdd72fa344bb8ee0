"""The page's own words in one language, and the values put into them."""

from __future__ import annotations

import importlib
from collections.abc import Mapping
from decimal import Decimal

from pricelang.catalog.period import Period
from pricelang.targets.markdown.formats import Formats

Messages = Mapping[str, str | Mapping[str, str]]


def load_messages(language: str) -> Messages:
    """The words of one of `formats.LANGUAGES`."""
    module = importlib.import_module(f"pricelang.targets.markdown.messages.{language.lower()}")
    messages: Messages = module.MESSAGES
    return messages


class Voice:
    """Says things in one language."""

    def __init__(self, formats: Formats) -> None:
        self.formats = formats
        self._messages = load_messages(formats.language)

    def say(self, key: str, *, count: Decimal | int | None = None, **values: str) -> str:
        """The message with its places filled; `count` picks the plural and fills `n`.

        Raises:
            KeyError: there is no such message, or a place has no value; both are faults of this package.
        """
        message = self._messages[key]
        if count is not None:
            values = {"n": self.formats.number(Decimal(count)), **values}
        if not isinstance(message, str):
            category = self.formats.plural(Decimal(count if count is not None else 1))
            message = message.get(category, message["other"])
        # placeholders are filled in one pass: braces in what an author wrote stay as they are
        return message.format(**values)

    def knows(self, key: str) -> bool:
        """Whether there is such a message."""
        return key in self._messages

    def length(self, period: Period) -> str:
        """`14 days`."""
        return self.say(period.unit, count=period.count)

    def per(self, period: Period) -> str:
        """`per month`, `per 2 weeks`; one of them is its own word in languages without a plural, too."""
        if period.count == 1:
            message = self._messages[f"per_{period.unit}"]
            return message if isinstance(message, str) else message.get("one", message["other"]).replace("{n}", "1")
        return self.say(f"per_{period.unit}", count=period.count)

    def billed(self, period: Period) -> str:
        """`billed monthly`, `billed per 2 weeks`."""
        if period.count == 1 and self.knows(f"billed_{period.unit}"):
            return self.say(f"billed_{period.unit}")
        return self.say("billed", per=self.per(period))

    def join(self, *parts: str) -> str:
        """Pieces of one phrase."""
        return self.say("glue").join(part for part in parts if part)

    def clauses(self, *parts: str) -> str:
        """Phrases set apart by commas."""
        return self.say("comma").join(part for part in parts if part)

    def bracketed(self, text: str, *inside: str) -> str:
        """The text, with whatever there is to add in brackets."""
        within = self.clauses(*inside)
        return self.say("bracketed", text=text, inside=within) if within else text
