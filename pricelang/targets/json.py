"""The catalog as one JSON document, for programs: complete, exact, and described by a published JSON Schema.

`pricelang.catalog.document` says how the document is written; the order is the order of declaration.
"""

from __future__ import annotations

import json

from pricelang.catalog.catalog import Catalog
from pricelang.catalog.document import to_document

NAME = "json"
SUFFIX = ".json"
DESCRIPTION = "the whole catalog as one JSON document with a published schema"
OPTIONS: dict[str, str] = {}


def emit(catalog: Catalog) -> str:
    """The catalog's document as JSON text: indented by two spaces, in UTF-8 letters, with a newline at the end."""
    return json.dumps(to_document(catalog), indent=2, ensure_ascii=False) + "\n"
