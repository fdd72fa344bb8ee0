"""Paths and the patterns that configuration selects them by."""

from __future__ import annotations

import os
import re
from functools import lru_cache


def matches(path: str, patterns: tuple[str, ...], folder: str) -> bool:
    """Whether one of the patterns fits a path, relative to `folder`, or a folder above it.

    `*` and `?` stay within one name, `**` crosses folders. A pattern without a slash fits a name at any depth.
    """
    if not patterns:
        return False
    relative = _relative(path, folder)
    parts = relative.split("/")
    below = ["/".join(parts[:count]) for count in range(1, len(parts) + 1)]
    return any(_compiled(pattern).fullmatch(each) for pattern in patterns for each in below)


def _relative(path: str, folder: str) -> str:
    relative = os.path.relpath(os.path.realpath(path), os.path.realpath(folder))
    return relative.replace(os.sep, "/")


@lru_cache(maxsize=256)
def _compiled(pattern: str) -> re.Pattern[str]:
    pattern = pattern.replace("\\", "/").removeprefix("./").rstrip("/")
    anchored = "/" in pattern
    made = "" if anchored else "(?:.*/)?"
    at = 0
    pattern = pattern.lstrip("/")
    while at < len(pattern):
        if pattern.startswith("**/", at):
            made, at = made + "(?:.*/)?", at + 3
        elif pattern.startswith("**", at):
            made, at = made + ".*", at + 2
        elif pattern[at] == "*":
            made, at = made + "[^/]*", at + 1
        elif pattern[at] == "?":
            made, at = made + "[^/]", at + 1
        else:
            made, at = made + re.escape(pattern[at]), at + 1
    return re.compile(made)
