"""Paths as programs read them: from the folder where one is, with slashes, the same on every system."""

from __future__ import annotations

import os
import posixpath


def portable(path: str) -> str:
    """A path below the folder where one is from there; any other one as it is, on every system with slashes."""
    if "\0" in path:
        return path
    if os.path.isabs(path):
        path = os.path.normpath(path)
        below = os.path.join(os.getcwd(), "")
        if not path.startswith(below):
            return path.replace(os.sep, "/")
        path = path[len(below) :]
    return posixpath.normpath(path.replace(os.sep, "/")) if path else path
