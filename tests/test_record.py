"""Records behave like frozen, slotted dataclasses."""

from __future__ import annotations

import copy
import pickle

import pytest

from pricelang.record import Record, replace


class Point(Record):
    x: int
    y: int = 2
    span: object = None


class Place(Point):
    name: str = "somewhere"
    note: str = "none"


class Nothing(Record):
    """No fields."""


def test_construction() -> None:
    assert (Point(1).x, Point(1).y) == (1, 2)
    assert Point(1, 3) == Point(x=1, y=3) == Point(y=3, x=1)
    place = Place(1, name="here", note="far")
    assert (place.x, place.y, place.name, place.note) == (1, 2, "here", "far")
    assert Nothing() == Nothing()


@pytest.mark.parametrize("wrong", [{}, {"x": 1, "z": 2}])
def test_wrong_arguments(wrong: dict[str, int]) -> None:
    with pytest.raises(TypeError):
        Point(**wrong)
    with pytest.raises(TypeError):
        Point(1, 2, None, 4)  # type: ignore[call-arg]


def test_immutable() -> None:
    point = Point(1)
    with pytest.raises(AttributeError, match="immutable"):
        point.x = 2  # type: ignore[misc]
    with pytest.raises(AttributeError, match="immutable"):
        del point.x
    with pytest.raises(AttributeError):
        point.other = 1


def test_compared_by_what_it_says_not_by_where_it_stands() -> None:
    assert Point(1, span="a") == Point(1, span="b")
    assert hash(Point(1, span="a")) == hash(Point(1, span="b"))
    assert Point(1) != Point(2)
    assert Point(1) != Place(1)
    assert len({Point(1), Point(1), Point(2)}) == 2


def test_copies_keep_every_field() -> None:
    point = Point(1, span="a")
    for copied in (copy.copy(point), copy.deepcopy(point), pickle.loads(pickle.dumps(point))):
        assert copied == point
        assert copied.span == "a"


def test_replace() -> None:
    assert replace(Point(1), y=5) == Point(1, 5)
    with pytest.raises(TypeError, match="no field z"):
        replace(Point(1), z=5)


def test_printed_without_defaults() -> None:
    assert repr(Point(1)) == "Point(x=1)"
    assert repr(Place(1, 7, name="here")) == "Place(x=1, y=7, name='here')"
