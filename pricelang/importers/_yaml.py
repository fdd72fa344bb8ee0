"""YAML from strangers: bounded, without tags and aliases, and no number through a float.

The text is read event by event, so that no depth and no repetition can exhaust anything. Scalars keep their text; what
a number means is decided by `number`, exactly.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from pricelang.importers import CannotImport, Loss
from pricelang.record import Record

MOST_BYTES = 2_000_000
MOST_NODES = 100_000
MOST_DEPTH = 40
_MOST_DIGITS = 30
_TOO_DEEP = f"nested more than {MOST_DEPTH} levels deep"

UNBOUNDED = Decimal("Infinity")
"""What `.inf` says."""

_NUMBER = re.compile(r"[-+]?(?:0|[1-9][\d_]*)?(?:\.\d+|(?<=\d)\.)?(?:[eE][-+]?\d{1,2})?")
_INFINITE = re.compile(r"\+?\.(?:inf|Inf|INF)|\+?[Ii]nfinity")
_PLAIN_TAGS = frozenset({"str", "int", "float", "bool", "null", "timestamp"})


class Leaf(Record):
    """A scalar: its place, its text as written, whether it was plain (unquoted), and what YAML takes it for (`str`,
    `int`, `float`, `bool`, `null`, `timestamp`)."""

    path: str
    text: str
    kind: str
    line: int

    @property
    def absent(self) -> bool:
        """Whether it says nothing: null, or no text."""
        return self.kind == "null" or not self.text.strip()

    @property
    def boolean(self) -> bool | None:
        """True or false; None for anything else."""
        if self.kind == "bool":
            return self.text.lower() in ("true", "yes", "on")
        return {"true": True, "false": False}.get(self.text.strip().lower())


class Map(Record):
    """A mapping, in its order."""

    path: str
    items: dict[str, Node]
    line: int


class Sequence(Record):
    """A list."""

    path: str
    items: list[Node]
    line: int


Node = Leaf | Map | Sequence


def number(text: str) -> Decimal | None:
    """The number that a text says, exactly; `.inf` is `UNBOUNDED`; None for anything else.

    Octal, hexadecimal and base-60 numbers, which YAML versions read differently, are none.
    """
    text = text.strip()
    if _INFINITE.fullmatch(text):
        return UNBOUNDED
    digits = text.replace("_", "")
    if not text or len(digits) > _MOST_DIGITS or not _NUMBER.fullmatch(text) or not any(c.isdigit() for c in text):
        return None
    value = Decimal(digits)
    return value if abs(value.adjusted()) <= _MOST_DIGITS else None


def read(text: str, duplicates: list[Loss]) -> Map:
    """The mapping that a document is. Keys that come twice are reported in `duplicates`; the last one stands.

    Raises:
        CannotImport: it is no YAML, more than one document, no mapping, too large or too deep, or uses tags or aliases.
    """
    if len(text) > MOST_BYTES:
        raise CannotImport(f"the document has {len(text):,} characters; at most {MOST_BYTES:,} are read")
    try:
        import yaml
    except ImportError:
        raise CannotImport("reading YAML needs PyYAML; install it with `pip install 'pricelang[import]'`") from None
    loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        root = _Builder(yaml, duplicates).build(yaml.parse(text, Loader=loader))
    except yaml.YAMLError as problem:
        raise CannotImport(_broken(problem)) from None
    except RecursionError:
        raise CannotImport("the document is nested too deeply to be read") from None
    if not isinstance(root, Map):
        raise CannotImport("the document is not a mapping of keys to values" if root else "the document is empty")
    return root


def leaves(node: Node) -> Iterator[Leaf]:
    """All scalars below a node, in the order of the document."""
    if isinstance(node, Leaf):
        yield node
    else:
        for item in node.items.values() if isinstance(node, Map) else node.items:
            yield from leaves(item)


def _broken(problem: Exception) -> str:
    mark = getattr(problem, "problem_mark", None)
    what = getattr(problem, "problem", None) or getattr(problem, "reason", None) or str(problem).splitlines()[0]
    where = f"line {mark.line + 1}, column {mark.column + 1}: " if mark is not None else ""
    if "nesting depth" in what:  # libyaml reads ahead, and has a limit of its own
        return where + _TOO_DEEP
    return f"{where}this is no YAML: {what}"


class _Open:
    """A mapping or list that is being read; `key` is the one whose value comes next."""

    __slots__ = ("key", "node")

    def __init__(self, node: Map | Sequence) -> None:
        self.node = node
        self.key: str | None = None


class _Builder:
    def __init__(self, yaml: Any, duplicates: list[Loss]) -> None:
        self._yaml = yaml
        self._resolver = yaml.resolver.Resolver()
        self._duplicates = duplicates
        self._stack: list[_Open] = []
        self._root: Node | None = None
        self._count = 0

    def build(self, events: Iterator[Any]) -> Node | None:
        yaml = self._yaml
        documents = 0
        for event in events:
            line = event.start_mark.line + 1 if event.start_mark else 0
            if isinstance(event, yaml.AliasEvent):
                raise CannotImport(f"line {line}: aliases (`*{event.anchor}`) are not read; write the value out")
            if isinstance(event, yaml.ScalarEvent):
                self._scalar(event, line)
            elif isinstance(event, yaml.CollectionStartEvent):
                self._enter(event, line)
            elif isinstance(event, yaml.CollectionEndEvent):
                self._stack.pop()
            elif isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    raise CannotImport(f"line {line}: a second document starts here; a price list is one")
        return self._root

    def _enter(self, event: Any, line: int) -> None:
        if event.tag not in (None, "!", "tag:yaml.org,2002:map", "tag:yaml.org,2002:seq"):
            raise CannotImport(f"line {line}: the tag `{event.tag}` is not read")
        if len(self._stack) >= MOST_DEPTH:
            raise CannotImport(f"line {line}: {_TOO_DEEP}")
        path = self._path(line)
        mapping = isinstance(event, self._yaml.MappingStartEvent)
        node: Map | Sequence = Map(path, {}, line) if mapping else Sequence(path, [], line)
        self._add(node, line)
        self._stack.append(_Open(node))

    def _scalar(self, event: Any, line: int) -> None:
        top = self._stack[-1] if self._stack else None
        if top is not None and isinstance(top.node, Map) and top.key is None:
            if event.value == "<<" and event.implicit[0]:
                raise CannotImport(f"line {line}: merge keys (`<<`) are not read; write the values out")
            top.key = event.value
            return
        self._add(Leaf(self._path(line), event.value, self._kind(event, line), line), line)

    def _kind(self, event: Any, line: int) -> str:
        tag = event.tag
        if tag in (None, "!"):
            tag = self._resolver.resolve(self._yaml.ScalarNode, event.value, event.implicit)
        kind = str(tag).removeprefix("tag:yaml.org,2002:")
        if kind in ("value", "merge"):
            kind = "str"
        if kind not in _PLAIN_TAGS:
            raise CannotImport(f"line {line}: the tag `{event.tag or tag}` is not read")
        return kind

    def _path(self, line: int) -> str:
        if not self._stack:
            return ""
        top = self._stack[-1]
        if isinstance(top.node, Sequence):
            return f"{top.node.path}[{len(top.node.items)}]"
        if top.key is None:
            raise CannotImport(f"line {line}: a key must be plain text, not a list or a mapping")
        return f"{top.node.path}.{top.key}" if top.node.path else top.key

    def _add(self, node: Node, line: int) -> None:
        self._count += 1
        if self._count > MOST_NODES:
            raise CannotImport(f"line {line}: more than {MOST_NODES:,} values; this is no price list")
        if not self._stack:
            self._root = node
            return
        top = self._stack[-1]
        if isinstance(top.node, Sequence):
            top.node.items.append(node)
            return
        assert top.key is not None  # _path has seen to it
        before = top.node.items.pop(top.key, None)
        if before is not None:
            said = before.text if isinstance(before, Leaf) else "a list or a mapping"
            again = f"the one of line {node.line} stands"
            self._duplicates.append(Loss("key twice", f"{before.path} (line {before.line})", said, again))
        top.node.items[top.key] = node
        top.key = None
