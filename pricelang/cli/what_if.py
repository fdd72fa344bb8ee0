"""`pricelang what-if`: what other costs and prices would do to the margins."""

from __future__ import annotations

from pricelang.cli.supposing.command import command

__all__ = ["command"]
