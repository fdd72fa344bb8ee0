"""`python -m pricelang` is `pricelang`."""

from __future__ import annotations

from pricelang.cli import main

main()
