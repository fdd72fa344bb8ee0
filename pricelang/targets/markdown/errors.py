"""What can be wrong with the options of the target."""

from __future__ import annotations


class OptionError(ValueError):
    """An option that cannot be met: the message says what was asked, why not, and what to write instead."""
