"""``dataclass`` as in the standard library, but records (frozen and slotted) are made several times faster, and so are their classes.

There are some hundred kinds of records: compiling six methods for each, one by one, would take longer than a small
project takes to analyse. Here ``__init__`` alone is compiled, and the others are shared. Everything else, and what a type
checker sees, is ``dataclasses.dataclass``.
"""

import dataclasses
import functools
from collections.abc import Callable
from operator import attrgetter
from types import CodeType, FunctionType
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from dataclasses import dataclass as dataclass

__all__ = ["dataclass"]

Class = TypeVar("Class", bound=type)
Values = Callable[[Any], tuple[Any, ...]]

_SLOTTED = dataclasses.dataclass(init=False, repr=False, eq=False, slots=True)
_KNOWN_OPTIONS = frozenset({"frozen", "slots", "eq", "order"})
_OWN_METHODS = frozenset({"__init__", "__post_init__", "__eq__", "__hash__", "__repr__", "__reduce__"})


def _dataclass(cls: Any = None, /, **options: bool) -> Any:
    def make(kind: Any) -> Any:
        return (
            _make_record(kind, **options)
            if _is_record(kind, options)
            else dataclasses.dataclass(kind, **options)
        )

    return make if cls is None else make(cls)


if not TYPE_CHECKING:
    dataclass = _dataclass


def _is_record(kind: type, options: dict[str, bool]) -> bool:
    """Frozen and slotted, and plain otherwise."""
    return bool(
        options.get("frozen")
        and options.get("slots")
        and options.keys() <= _KNOWN_OPTIONS
        and _OWN_METHODS.isdisjoint(vars(kind))
        and not any(dataclasses.is_dataclass(base) for base in kind.__mro__[1:])
    )


def _make_record(kind: Class, *, eq: bool = True, order: bool = False, **_: bool) -> Class:
    record: Any = _SLOTTED(kind)
    record.__dataclass_params__.frozen = True
    fields = dataclasses.fields(record)
    if not all(field.init and not field.kw_only for field in fields):
        raise TypeError(f"{kind.__qualname__}: a record is made from all of its fields, in order")
    values = _values_of([field.name for field in fields])
    _add(record, "__init__", _compiled_init(record, fields))
    _add(record, "__repr__", _repr)
    _add(record, "__setattr__", _refuse_to_set)
    _add(record, "__delattr__", _refuse_to_delete)
    _add(record, "__reduce__", lambda self: (type(self), values(self)))
    if eq:
        _add_equality(record, values)
    if order:
        _add_order(record, values)
    return record  # type: ignore[no-any-return]


def _add(record: Any, name: str, method: Callable[..., Any]) -> None:
    setattr(record, name, method)


def _values_of(names: list[str]) -> Values:
    if len(names) > 1:
        return attrgetter(*names)
    return lambda record: tuple([getattr(record, name) for name in names])


def _compiled_init(record: Any, fields: tuple[dataclasses.Field[Any], ...]) -> Callable[..., None]:
    """Sets each field through its slot, past ``__setattr__``, which refuses."""
    known: dict[str, Any] = {"missing": dataclasses.MISSING}
    made: list[int] = []
    for place, field in enumerate(fields):
        known[f"set{place}"] = vars(record)[field.name].__set__
        if field.default_factory is not dataclasses.MISSING:
            known[f"make{place}"] = field.default_factory
            made.append(place)
    code = _init_code(len(fields), tuple(made))
    named = code.replace(co_varnames=("self", *(field.name for field in fields)))
    init = FunctionType(named, known, "__init__", _defaults(record, fields))
    init.__qualname__ = f"{record.__qualname__}.__init__"
    return init


def _defaults(record: Any, fields: tuple[dataclasses.Field[Any], ...]) -> tuple[Any, ...]:
    """Those of the last fields; what a factory makes is missing until then."""
    missing = dataclasses.MISSING
    has_default = [field.default is not missing or field.default_factory is not missing for field in fields]
    if has_default != sorted(has_default):
        raise TypeError(f"{record.__qualname__}: a field without a default follows one with a default")
    return tuple(field.default for field, has in zip(fields, has_default, strict=True) if has)


@functools.cache
def _init_code(count: int, made: tuple[int, ...]) -> CodeType:
    """Of an ``__init__`` with so many fields, of which factories may make some; the fields get their names later.

    Compiled once for all classes of one shape.
    """
    parameters, lines = ["self"], ["pass"]
    for place in range(count):
        parameters.append(f"value{place}")
        given = (
            f"make{place}() if value{place} is missing else value{place}"
            if place in made
            else f"value{place}"
        )
        lines.append(f"set{place}(self, {given})")
    defined: dict[str, Any] = {}
    exec(f"def __init__({', '.join(parameters)}):\n " + "\n ".join(lines), defined)
    code: CodeType = defined["__init__"].__code__
    return code


def _add_equality(record: Any, values: Values) -> None:
    def __eq__(self: Any, other: Any) -> bool:
        return values(self) == values(other) if other.__class__ is self.__class__ else NotImplemented

    _add(record, "__eq__", __eq__)
    _add(record, "__hash__", lambda self: hash(values(self)))


def _add_order(record: Any, values: Values) -> None:
    def __lt__(self: Any, other: Any) -> bool:
        return values(self) < values(other) if other.__class__ is self.__class__ else NotImplemented

    def __le__(self: Any, other: Any) -> bool:
        return values(self) <= values(other) if other.__class__ is self.__class__ else NotImplemented

    def __gt__(self: Any, other: Any) -> bool:
        return values(self) > values(other) if other.__class__ is self.__class__ else NotImplemented

    def __ge__(self: Any, other: Any) -> bool:
        return values(self) >= values(other) if other.__class__ is self.__class__ else NotImplemented

    for method in (__lt__, __le__, __gt__, __ge__):
        _add(record, method.__name__, method)


def _repr(self: Any) -> str:
    shown = ", ".join(f"{name}={getattr(self, name)!r}" for name in self.__match_args__)
    return f"{self.__class__.__qualname__}({shown})"


def _refuse_to_set(self: Any, name: str, value: object) -> None:
    raise dataclasses.FrozenInstanceError(f"cannot assign to field {name!r}")


def _refuse_to_delete(self: Any, name: str) -> None:
    raise dataclasses.FrozenInstanceError(f"cannot delete field {name!r}")
