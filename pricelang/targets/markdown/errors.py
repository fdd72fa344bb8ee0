"""What can be wrong with the options of the target."""

from __future__ import annotations


class OptionError(ValueError):
    """An option that cannot be met: the message says what was asked, why not, and what to write instead; `option` which
    one it is."""

    def __init__(self, message: str, option: str = "locale") -> None:
        self.option = option
        super().__init__(message)
