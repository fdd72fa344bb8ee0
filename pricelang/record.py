"""Immutable value classes that cost next to nothing to define.

`check` starts on every commit, and the language needs some two hundred small value classes. A frozen, slotted standard
dataclass takes over half a millisecond to define (it compiles six methods), so two hundred of them would cost more than
everything else that a start does. A `Record` behaves like one (fields from annotations, immutable, compared and hashed
by value, printed by field, positional and keyword construction, defaults) and makes only its constructor, when
the first instance is made. Type checkers see it as a frozen dataclass.
"""

from __future__ import annotations

from types import CodeType, FunctionType
from typing import Any, ClassVar, TypeVar, dataclass_transform

_R = TypeVar("_R", bound="Record")
_MISSING = object()


@dataclass_transform(frozen_default=True)
class _RecordMeta(type):
    def __new__(mcls, name: str, bases: tuple[type, ...], namespace: dict[str, Any]) -> _RecordMeta:
        own = tuple(
            field
            for field, annotation in namespace.get("__annotations__", {}).items()
            if not str(annotation).startswith(("ClassVar", "typing.ClassVar"))
        )
        defaults: dict[str, Any] = {}
        inherited: tuple[str, ...] = ()
        for base in bases:
            inherited += getattr(base, "__fields__", ())
            defaults |= getattr(base, "__defaults__", {})
        for field in own:
            if field in namespace:
                defaults[field] = namespace.pop(field)
        namespace["__slots__"] = own
        namespace["__fields__"] = inherited + own
        namespace["__defaults__"] = defaults
        namespace["__init__"] = _first_init
        return super().__new__(mcls, name, bases, namespace)


def _first_init(self: Any, *args: Any, **kwargs: Any) -> None:
    """Make the constructor of a class when its first instance is made."""
    cls = type(self)
    fields = sorted(cls.__fields__, key=lambda field: field in cls.__defaults__)
    code = _template(len(fields)).replace(co_varnames=("self", *fields))
    setters = {f"s{place}": getattr(cls, field).__set__ for place, field in enumerate(fields)}
    defaults = tuple(cls.__defaults__[field] for field in fields if field in cls.__defaults__)
    cls.__init__ = FunctionType(code, setters, "__init__", defaults)
    cls.__init__(self, *args, **kwargs)


_templates: dict[int, CodeType] = {}


def _template(count: int) -> CodeType:
    """The code of a constructor of so many fields; a class renames its parameters, which is cheaper than compiling."""
    if count not in _templates:
        params = "".join(f", a{place}" for place in range(count))
        body = "".join(f"    s{place}(self, a{place})\n" for place in range(count)) or "    pass\n"
        scope: dict[str, Any] = {}
        exec(f"def __init__(self{params}):\n{body}", scope)
        _templates[count] = scope["__init__"].__code__
    return _templates[count]


class Record(metaclass=_RecordMeta):
    """Base of every immutable value class; fields named in `__ignored__` do not count in comparisons."""

    __fields__: ClassVar[tuple[str, ...]]
    __defaults__: ClassVar[dict[str, Any]]
    __ignored__: ClassVar[frozenset[str]] = frozenset({"span"})

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(f"{type(self).__name__} is immutable: cannot set `{name}`")

    def __delattr__(self, name: str) -> None:
        raise AttributeError(f"{type(self).__name__} is immutable: cannot delete `{name}`")

    def _key(self) -> tuple[Any, ...]:
        ignored = self.__ignored__
        return tuple(getattr(self, field) for field in self.__fields__ if field not in ignored)

    def __eq__(self, other: object) -> bool:
        if self is other:
            return True
        if type(other) is not type(self):
            return NotImplemented
        return self._key() == other._key()

    def __hash__(self) -> int:
        return hash((type(self), self._key()))

    def __repr__(self) -> str:
        shown = ", ".join(
            f"{field}={getattr(self, field)!r}"
            for field in self.__fields__
            if field not in self.__ignored__ and getattr(self, field) != self.__defaults__.get(field, _MISSING)
        )
        return f"{type(self).__name__}({shown})"

    def __reduce__(self) -> tuple[Any, ...]:
        return _rebuild, (type(self), {field: getattr(self, field) for field in self.__fields__})


def _rebuild(cls: type[_R], values: dict[str, Any]) -> _R:
    return cls(**values)


def replace(record: _R, **changes: Any) -> _R:
    """The same record with some fields changed.

    Raises:
        TypeError: a change names no field of the record.
    """
    values = {field: getattr(record, field) for field in record.__fields__}
    unknown = changes.keys() - values.keys()
    if unknown:
        raise TypeError(f"{type(record).__name__} has no field {', '.join(sorted(unknown))}")
    return type(record)(**(values | changes))
