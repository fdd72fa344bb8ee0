"""What every importer needs to write `.price` source: names, labels, strings, amounts, columns and comments."""

from __future__ import annotations

import re
import textwrap
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

from pricelang.record import Record

WIDTH = 100
# Where comments behind code stand, and how long code may be that moves those of its neighbours.
_COLUMN = 43
_LONGEST = 57
_BEHIND = "\0"
_SYMBOLS = {"USD": "$", "EUR": "€", "GBP": "£", "JPY": "¥", "INR": "₹", "KRW": "₩"}
_LONGEST_NAME = 60

# Written in capitals wherever they stand alone in a name.
_WRITTEN_BIG = """
ai api bi cdn ci cms crm css csv dns etl faq gb gdpr gpt hd hipaa html http https id ide ios ip it json kpi ldap lfs llm
mb mfa mp4 os pdf png pos psd qr rbac rss saml scim sdk seo sftp siem sip sla sms sql ssh ssl sso svg tb tls ui uri url
usb ux vat vip voip vpn vps xml
"""
_INITIALS = frozenset(_WRITTEN_BIG.split())
# `APIs`, `SAML` before a capital, `2FA`, `3rd`, `b2b`, `Gpt4o`, and letters of other scripts.
_WORD = re.compile(
    r"[A-Z]{2,}s(?![a-z])|[A-Z]+(?![a-z])\d*|\d+[A-Z]{1,3}(?![a-zA-Z])|[A-Z]?[a-z][a-z0-9]*|\d+[a-z0-9]*|[^\W\d_]+"
)
_ORDINAL = re.compile(r"(?<=[a-z])(\d+(?:st|nd|rd|th)(?![a-z]))")
_NUMBERED = re.compile(r"([A-Za-z]{4,})(\d+)")


def words(identifier: str) -> list[str]:
    """The words of `samlSingleSignOn`, `BUSINESS_PLUS` or `two words`."""
    return _WORD.findall(_ORDINAL.sub(r"_\1", identifier))


def label(identifier: str) -> str:
    """What people read: `samlSingleSignOn` is "SAML single sign on", `BUSINESS_PLUS` is "Business plus"."""
    if " " in identifier.strip():
        return " ".join(identifier.split())
    shouted = identifier.upper() == identifier
    said = []
    for word in words(identifier):
        if match := _NUMBERED.fullmatch(word):
            said += [match[1].lower(), match[2]]
        elif word.lower() in _INITIALS:
            said.append(word.upper())
        elif not shouted and len(word) > 1 and (word.isupper() or (word[:-1].isupper() and len(word) > 2)):
            said.append(word)
        else:
            said.append(word.lower())
    text = " ".join(said)
    return text[:1].upper() + text[1:] if text else identifier.strip()


def title(identifier: str) -> str:
    """The same with a capital at every word, as tiers are written: `BUSINESS_PLUS` is "Business Plus"."""
    return " ".join(word[:1].upper() + word[1:] for word in label(identifier).split(" "))


class Names:
    """Gives out names of one namespace, each once."""

    def __init__(self, reserved: Iterable[str]) -> None:
        self._taken = set(reserved)
        self._numbers: dict[str, int] = {}

    def take(self, identifier: str, kind: str, *, otherwise: str = "") -> str:
        """A free name for an identifier: its words in snake_case; where that is taken, those of `otherwise`, then with
        `kind` behind it, then with a number."""
        base = snake(identifier, kind)
        candidates = [base, snake(otherwise, kind)] if otherwise else [base]
        candidates.append(f"{base}_{kind}")
        for candidate in candidates:
            if candidate not in self._taken:
                self._taken.add(candidate)
                return candidate
        count = self._numbers.get(base, 2)
        while f"{base}_{count}" in self._taken:
            count += 1
        self._numbers[base] = count + 1
        self._taken.add(f"{base}_{count}")
        return f"{base}_{count}"


def snake(identifier: str, kind: str) -> str:
    """An identifier as a name of the language; `kind` stands before a digit, and for what has no letters at all."""
    plain = unicodedata.normalize("NFKD", identifier).encode("ascii", "ignore").decode()
    name = "_".join(word.lower() for word in words(plain[:400]))[:_LONGEST_NAME].rstrip("_")
    if not name:
        return kind
    return f"{kind}_{name}" if name[0].isdigit() else name


def plain(text: str) -> str:
    """A text on one line, without control characters."""
    return " ".join("".join(" " if unicodedata.category(char) in ("Cc", "Cf") else char for char in text).split())


def string(text: str) -> str:
    """A text in quotes."""
    escaped = plain(text).replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def quantity(value: Decimal) -> str:
    """A number with its thousands grouped by `_`."""
    whole, _, part = f"{value:f}".partition(".")
    sign = "-" if whole.startswith("-") else ""
    grouped = f"{int(whole.lstrip('-') or 0):,}".replace(",", "_")
    part = part.rstrip("0")
    return f"{sign}{grouped}.{part}" if part else sign + grouped


def money(value: Decimal, currency: str) -> str:
    """An amount: `$4.99`, `$15`, `CHF 0.50`."""
    text = quantity(abs(value))
    if "." in text and len(text.partition(".")[2]) == 1:
        text += "0"
    symbol = _SYMBOLS.get(currency, f"{currency} ")
    return f"{'-' if value < 0 else ''}{symbol}{text}"


def comment(text: str, *, indent: str = "", first: str = "") -> list[str]:
    """A text as comment lines, wrapped. `first` stands before it, and the other lines are set in as far."""
    text = plain(text)
    # a comment that starts so would be read as a suppression
    if not first and re.match(r"#*\s*price:", text):
        text = f"“{text}”"
    lines = textwrap.wrap(
        text, WIDTH - len(indent) - 2 - len(first), break_long_words=False, break_on_hyphens=False
    ) or [""]
    made = [first + lines[0], *(" " * len(first) + line for line in lines[1:])]
    return [f"{indent}# {_harmless(line)}".rstrip() for line in made]


def _harmless(line: str) -> str:
    return f"“{line}" if re.match(r"#*\s*price:", line) else line


def heading(text: str) -> str:
    """The comment that starts a section."""
    return f"# --- {text} ".ljust(74, "-")


class Statement(Record):
    """A line of a block: a keyword and the rest; `items` are the parts of a list, wrapped where they do not fit."""

    keyword: str
    rest: str = ""
    items: tuple[str, ...] = ()
    comment: str = ""


class Row(Record):
    """A declaration on one line: its columns, and the comments above and behind it."""

    columns: tuple[str, ...]
    behind: str = ""
    above: tuple[str, ...] = ()


def block(head: str, statements: Sequence[Statement]) -> list[str]:
    """A declaration with its statements, the keywords in one column."""
    if not statements:
        return [f"{head} {{", "}"]
    # `available on` is two words, and takes the one space that is between them
    widths = (len(each.keyword) - (each.keyword == "available") for each in statements if each.rest or each.items)
    column = max(widths, default=0) + 2
    lines = [f"{head} {{"]
    for each in statements:
        lines += _statement(each, column)
    lines.append("}")
    return lines


def _statement(each: Statement, column: int) -> list[str]:
    if not each.rest and not each.items:
        return [f"  {each.keyword}"]
    start = f"  {each.keyword.ljust(column)}"
    if each.items:
        return _wrapped(start, each.items, len(start))
    line = start + each.rest
    return [behind(line, each.comment)]


def _wrapped(start: str, items: Sequence[str], indent: int) -> list[str]:
    lines, line = [], start
    for index, item in enumerate(items):
        piece = item + ("," if index < len(items) - 1 else "")
        fresh = line == start or not line.strip()
        if not fresh and len(line) + 1 + len(piece) > WIDTH:
            lines.append(line)
            line = " " * indent + piece
        else:
            line += piece if fresh else f" {piece}"
    return [*lines, line]


def rows(run: Sequence[Row]) -> list[str]:
    """Neighbouring declarations, in columns. One that is too long for a line takes several, where it has a block or a
    comma to break at, and ends the columns."""
    lines: list[str] = []
    start = 0
    for at, row in enumerate(run):
        line = " ".join(row.columns)
        if len(line) <= WIDTH:
            continue
        lines += [*_columns(run[start:at]), *row.above]
        start = at + 1
        if line.endswith(" }"):
            head, body = " ".join(row.columns[:-1]), row.columns[-1].removeprefix("{ ").removesuffix(" }")
            keyword, _, rest = body.partition(" ")
            lines += [behind(f"{head} {{", row.behind), f"  {keyword}  {rest}", "}"]
        elif ", " in row.columns[-1] and not row.columns[-1].startswith('"'):
            head, _, rest = row.columns[-1].partition(", ")
            lines += [f"{' '.join(row.columns[:-1])} {head},", behind(f"  {rest}", row.behind)]
        else:
            lines.append(behind(line, row.behind))
    return [*lines, *_columns(run[start:])]


def _columns(run: Sequence[Row]) -> list[str]:
    """One line each; one that columns would make too long keeps its own places and sets none."""
    placed = [" ".join(row.columns) for row in run]
    left = list(range(len(run)))
    while left:
        widths: dict[int, int] = {}
        for at in left:
            for place, cell in enumerate(run[at].columns[:-1]):  # the last cell of a line sets no column
                widths[place] = max(widths.get(place, 0), len(cell))
        made = {at: _aligned(run[at].columns, widths) for at in left}
        if all(len(line) <= WIDTH for line in made.values()):
            for at, line in made.items():
                placed[at] = line
            break
        left = [at for at in left if len(made[at]) <= WIDTH]
    return [line for row, code in zip(run, placed, strict=True) for line in (*row.above, behind(code, row.behind))]


def _aligned(cells: Sequence[str], widths: Mapping[int, int]) -> str:
    last = len(cells) - 1
    return " ".join(cell if place == last else cell.ljust(widths[place]) for place, cell in enumerate(cells))


def listed(head: str, items: Sequence[str]) -> list[str]:
    """A declaration with a list behind it, wrapped where it does not fit."""
    start = f"{head} "
    return _wrapped(start, items, len(start) if len(start) <= WIDTH // 2 else 2)


def behind(code: str, text: str) -> str:
    """A line with a comment behind it; `page` gives it its column."""
    return f"{code}{_BEHIND}{text}" if text else code


def page(lines: Iterable[str]) -> str:
    """The text of some lines. Comments behind neighbouring lines stand in one column; where code is longer, farther
    right; behind the longest, where they end."""
    found: list[str] = []
    group: list[tuple[str, str]] = []
    for line in [*lines, ""]:
        code, mark, text = line.partition(_BEHIND)
        if mark:
            group.append((code, text))
            continue
        longer = [len(one) for one, _ in group if _COLUMN - 2 < len(one) <= _LONGEST]
        column = max(longer) + 3 if longer else _COLUMN
        for one, said in group:
            gap = column - len(one)
            found.append(f"{one}{' ' * (gap if gap >= 2 else 3)}# {said}")
        group = []
        found.append(code)
    return "\n".join(found).rstrip("\n") + "\n"
