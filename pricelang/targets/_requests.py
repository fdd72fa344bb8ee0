"""What a billing system's API takes, ready to post: an ordered list of requests that refer to one another.

A request refers to what an earlier one made as `${name:id}` (the form of the Stripe CLI's fixtures): the part behind
the colon is a field of the earlier response, with dots for fields inside (`${meter_draft:billable_metric.lago_id}`).
What is made for each customer, and is no part of a catalogue, refers to `${customer}`; such requests are templates and
stand apart from the ones that are posted once.
"""

from __future__ import annotations

import json
import re
from decimal import Decimal
from json.encoder import encode_basestring
from typing import Any

from pricelang.catalog.product import Product
from pricelang.record import Record, replace
from pricelang.targets._losses import Report

_MARK = "\x7f"  # `text` lets no such letter through
REFERENCE = re.compile(r"\$\{([a-z0-9_]+):([A-Za-z0-9_.]+)\}")


class Request(Record):
    """One call. `name` is unique among the requests and is made from names of the catalog, so that it stays the same
    when labels or prices change; `of` says what schema the body follows; `was` is the name before a rename."""

    name: str
    method: str
    path: str
    body: dict[str, Any]
    of: str = ""
    was: str | None = None


class Requests:
    """The calls of one output, in the order in which they are to be made."""

    def __init__(self) -> None:
        self.requests: list[Request] = []
        self.templates: list[Request] = []
        self._names: set[str] = set()

    def add(self, name: str, path: str, body: dict[str, Any], *, of: str = "", method: str = "post",
            template: bool = False) -> str:  # fmt: skip
        """Append a call, and give its name: with a number behind it where the name is taken.

        Raises:
            ValueError: the body refers to a request that does not stand before it.
        """
        free = identifier(name)
        count = 2
        while free in self._names:
            free = f"{identifier(name)}_{count}"
            count += 1
        for target, _ in REFERENCE.findall(path + json.dumps(body)):
            if target not in self._names:
                raise ValueError(f"`{free}` refers to `{target}`, which does not stand before it")
        self._names.add(free)
        (self.templates if template else self.requests).append(Request(free, method, path, body, of))
        return free

    def renamed_from(self, former: Requests) -> None:
        """Say of each request how it was called, where that differs: `former` are the same requests before renames.

        Where they are not the same ones, because a system took two former names for one, nothing is said.
        """
        for own, before in ((self.requests, former.requests), (self.templates, former.templates)):
            if len(own) != len(before):
                continue
            own[:] = [
                one if one.name == other.name else replace(one, was=other.name)
                for one, other in zip(own, before, strict=True)
            ]

    def __contains__(self, name: str) -> bool:
        return name in self._names


def reference(name: str, field: str = "id") -> str:
    """What another request's response holds in a field."""
    return f"${{{name}:{field}}}"


def identifier(text: str) -> str:
    """A text as a name: lower-case letters, digits and single underscores, which every system takes."""
    return re.sub(r"[^a-z0-9]+", "_", text.lower()).strip("_") or "x"


class Keys:
    """Names as a system takes them: each name has one key, and no two names share one."""

    def __init__(self, longest: int = 64) -> None:
        self.longest = longest
        self._keys: dict[str, str] = {}
        self._taken: set[str] = set()

    def of(self, name: str, *wanted: str) -> str:
        """The key of a name: the name itself wherever the system takes it, or the first of `wanted` that is free."""
        if name not in self._keys:
            taken = self._taken
            bases = [identifier(one)[: self.longest].strip("_") for one in wanted or (name,)]
            base = free = next((one for one in bases if one not in taken), bases[-1])
            count = 2
            while free in taken:
                free = f"{base[: self.longest - 4].strip('_')}_{count}"
                count += 1
            self._keys[name] = free
            taken.add(free)
        return self._keys[name]

    def renamed_from(self, former: Keys) -> dict[str, str]:
        """The former key of each key that differs from it; `former` was asked for the same things in the same order."""
        if len(self._keys) != len(former._keys):
            return {}
        pairs = zip(self._keys.values(), former._keys.values(), strict=True)
        return {own: before for own, before in pairs if own != before}


def text(label: str, fallback: str, longest: int) -> str:
    """A label as a system takes it: never empty, not too long, and never read as a reference or a command."""
    if not label.isprintable():
        label = "".join(letter if letter.isprintable() else " " for letter in label)
    clean = " ".join(label.split())
    clean = clean.replace("${", "$ {") or fallback
    return clean if len(clean) <= longest else clean[: longest - 1].rstrip() + "…"


def writable(words: str, longest: int) -> bool:
    """Whether a text may stand in a request as it is: it is never read as a reference or a command."""
    return 0 < len(words) <= longest and words.isprintable() and "${" not in words


def number(value: Decimal) -> str:
    """A decimal that is to stand in the JSON text as a number, digit by digit."""
    return f"{_MARK}{format(value, 'f')}{_MARK}"


def dump(document: Any) -> str:
    """JSON text, indented by two spaces, in UTF-8 letters; what `number` made are numbers."""
    return re.sub(f'"{_MARK}([0-9.-]+){_MARK}"', r"\1", _indented(document, "\n")) + "\n"


def _indented(value: Any, line: str) -> str:
    """What `json.dumps(value, indent=2)` gives, in a fraction of its time; `line` is a line end and the indentation."""
    if type(value) is str:
        return encode_basestring(value)
    if type(value) is int:
        return str(value)
    inner = line + "  "
    if isinstance(value, dict) and value:
        items = [f"{encode_basestring(key)}: {_indented(item, inner)}" for key, item in value.items()]
        return f"{{{inner}{(',' + inner).join(items)}{line}}}"
    if isinstance(value, list) and value:
        return f"[{inner}{(',' + inner).join([_indented(item, inner) for item in value])}{line}]"
    return json.dumps(value)


def head(product: Product | None) -> dict[str, str]:
    """What a document says of its product."""
    if product is None:
        return {}
    effective = {"effective": product.effective.isoformat()} if product.effective is not None else {}
    return {"product": product.name, "label": product.label} | effective


def document(target: str, requests: Requests, report: Report, **more: Any) -> str:
    """The requests as one JSON document: what it is for, the calls, the templates, and what to know about them."""
    calls = [_call(request) for request in requests.requests]
    written: dict[str, Any] = {"target": target, **more, "requests": calls}
    if requests.templates:
        written["for_each_customer"] = [_call(request) for request in requests.templates]
    return dump(written | about(report))


def about(report: Report) -> dict[str, Any]:
    """What an output says of itself: its approximations, each with the value that it stands for, and its notes."""
    said: dict[str, Any] = {}
    if report.approximations:
        values = {id(one.value): one.value for one in report.approximations if one.value is not None}
        kept = {key: {"value": written(value)} for key, value in values.items()}  # several losses may hit one value
        said["approximations"] = [
            {"loss": one.loss, "about": one.about, "instead": one.instead} | kept.get(id(one.value), {})
            for one in report.approximations
        ]
    if report.remarks:
        said["notes"] = [{"about": one.about, "text": one.text} for one in report.remarks]
    return said


def written(value: Record) -> dict[str, Any]:
    """A value of the catalog as its JSON document has it."""
    from pricelang.catalog.document import write

    return write(value)


def _call(request: Request) -> dict[str, Any]:
    call: dict[str, Any] = {"name": request.name, "method": request.method, "path": request.path}
    if request.was is not None:
        call["was"] = request.was
    return call | {"body": request.body}
