"""Records behave as the standard library's frozen, slotted dataclasses do."""

import copy
import dataclasses
import pickle

import pytest

from assetize.analyzer.records import dataclass


@dataclass(frozen=True, slots=True)
class Point:
    """A record with defaults of both kinds."""

    x: int
    y: int = 0
    names: dict[str, int] = dataclasses.field(default_factory=dict)


@dataclass(frozen=True, slots=True, order=True)
class Version:
    """A record that can be sorted."""

    major: int
    minor: int = 0


@dataclass(frozen=True, slots=True, eq=False)
class Node:
    """A record that is only equal to itself."""

    name: str


@dataclass(frozen=True, slots=True)
class Single:
    """A record of one field."""

    value: str


def test_fields_cannot_be_set_or_deleted_and_there_are_no_others() -> None:
    point = Point(1)
    with pytest.raises(dataclasses.FrozenInstanceError):
        point.x = 2  # type: ignore[misc]
    with pytest.raises(dataclasses.FrozenInstanceError):
        del point.x
    with pytest.raises(AttributeError):
        point.z = 3  # type: ignore[attr-defined]
    assert not hasattr(point, "__dict__")


def test_arguments_are_checked() -> None:
    with pytest.raises(TypeError):
        Point()  # type: ignore[call-arg]
    with pytest.raises(TypeError):
        Point(1, 2, {}, 4)  # type: ignore[call-arg]


def test_records_of_one_shape_have_their_own_fields_and_defaults() -> None:
    @dataclass(frozen=True, slots=True)
    class Size:
        width: int
        height: int = 7
        names: dict[str, int] = dataclasses.field(default_factory=lambda: {"a": 1})

    assert (Size(width=1).height, Size(1).names, Size(1, names={}).names) == (7, {"a": 1}, {})
    assert (Point(x=1).y, Point(1).names) == (0, {})
    with pytest.raises(TypeError, match="'width'"):
        Size()  # type: ignore[call-arg]
    with pytest.raises(TypeError, match="unexpected keyword argument 'x'"):
        Size(x=1)  # type: ignore[call-arg]


def test_a_field_without_a_default_does_not_follow_one_with_a_default() -> None:
    with pytest.raises(TypeError, match="follows one with a default"):

        @dataclass(frozen=True, slots=True)
        class Wrong:
            first: int = 0
            second: str  # type: ignore[misc]


def test_a_record_of_another_class_is_never_equal() -> None:
    @dataclass(frozen=True, slots=True)
    class Other:
        value: str

    assert Single("a") != Other("a")
    assert Single("a") != ("a",)
    with pytest.raises(TypeError):
        _ = Version(1) < Single("a")  # type: ignore[operator]


def test_equal_records_have_equal_hashes() -> None:
    assert Version(1, 2) == Version(1, 2) and hash(Version(1, 2)) == hash(Version(1, 2))
    assert Version(1, 2) != Version(1, 3)
    assert {Single("a"), Single("a")} == {Single("a")}


def test_without_equality_a_record_is_itself_alone() -> None:
    node = Node("a")
    assert node == node and node != Node("a")
    assert len({node, Node("a")}) == 2


def test_order_is_that_of_the_fields() -> None:
    assert sorted([Version(2), Version(1, 9), Version(1)]) == [Version(1), Version(1, 9), Version(2)]
    assert Version(1) <= Version(1) and Version(2) > Version(1, 9) and Version(2) >= Version(2)


def test_each_record_has_a_default_of_its_own() -> None:
    assert Point(1).names is not Point(1).names
    assert Point(1).names == {} and Point(1, names={"a": 1}).names == {"a": 1}


def test_the_standard_library_knows_a_record() -> None:
    assert dataclasses.is_dataclass(Point)
    assert [field.name for field in dataclasses.fields(Point)] == ["x", "y", "names"]
    assert dataclasses.replace(Version(1, 2), minor=5) == Version(1, 5)
    assert dataclasses.asdict(Version(1, 2)) == {"major": 1, "minor": 2}
    match Version(3, 4):
        case Version(major, minor):
            assert (major, minor) == (3, 4)


@pytest.mark.parametrize("record", [Point(1, 2, {"a": 1}), Version(1), Single("a")])
def test_copies_are_equal(record: object) -> None:
    assert pickle.loads(pickle.dumps(record)) == record
    assert copy.deepcopy(record) == record


def test_it_is_shown_as_it_would_be_made() -> None:
    assert repr(Point(1, 2)) == "Point(x=1, y=2, names={})"


def test_what_is_no_plain_record_is_left_to_the_standard_library() -> None:
    @dataclass(frozen=True, slots=True)
    class Checked:
        value: int

        def __post_init__(self) -> None:
            if self.value < 0:
                raise ValueError

    @dataclass
    class Changing:
        value: int = 0

    with pytest.raises(ValueError):
        Checked(-1)
    changing = Changing()
    changing.value = 1
    assert changing == Changing(1)
