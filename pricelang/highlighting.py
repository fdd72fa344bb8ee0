"""Colours for price files in whatever uses Pygments: sites, terminals, notebooks. It is found under the name `price`.

The words and the forms of numbers are the grammar's own, taken from the parser's tables. Pygments is no dependency of
pricelang: what asks for this module has it.
"""

from __future__ import annotations

import json
import os
import re

from pygments.lexer import RegexLexer, words
from pygments.token import Comment, Keyword, Literal, Name, Number, Punctuation, String, Whitespace

with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), "syntax", "tables.json"), encoding="utf-8") as _file:
    _TABLES = json.load(_file)
_FORMS: dict[str, str] = _TABLES["TOKENS"]
_WORDS: tuple[str, ...] = tuple(_TABLES["WORDS"])
_MARKS = "".join(_TABLES["MARKS"]) + ";"


class PriceLexer(RegexLexer):  # type: ignore[misc] # Pygments has no types
    """The lexer. A word of the language that stands where a name may stand is coloured as a word of the language."""

    name = "Price"
    aliases = ["price"]  # noqa: RUF012 - as Pygments declares it
    filenames = ["*.price"]  # noqa: RUF012
    tokens = {  # noqa: RUF012
        "root": [
            (r"\s+|\ufeff", Whitespace),
            (r"#.*", Comment.Single),
            (_FORMS["STRING"], String),
            (_FORMS["DATE"], Literal.Date),
            (_FORMS["MONEY"], Number),
            (_FORMS["PERCENT"], Number),
            (_FORMS["FACTOR"], Number),
            (_FORMS["QTY"], Number),
            (_FORMS["CURRENCY"], Name.Constant),
            (words(_WORDS, suffix=r"(?![\w.])"), Keyword),
            (_FORMS["NAME"], Name),
            ("[" + re.escape(_MARKS) + "]", Punctuation),
        ]
    }
