"""The types of plain Python scalars, `Any` and `Nothing`."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from assetize.runtime.config import kinds
from assetize.runtime.config.structures import Selector
from assetize.runtime.types.dagster_type import PASSED, DagsterType, TypeCheck
from assetize.runtime.types.loader import SchemaLoader


class AnyType(DagsterType):
    """Every value."""

    is_any = True


class NothingType(DagsterType):
    """No value: only an order of execution."""

    is_nothing = True


def _scalar_check(python_type: type, noun: str) -> Callable[[Any, Any], TypeCheck]:
    def check(_context: Any, value: Any) -> TypeCheck:
        if isinstance(value, python_type):
            return PASSED
        description = f'Value "{value}" of python type "{type(value).__name__}" must be a {noun}.'
        return TypeCheck(success=False, description=description)

    return check


def _nothing_check(_context: Any, value: Any) -> TypeCheck:
    if value is None:
        return PASSED
    return TypeCheck(success=False, description=f"Value must be None or unset, got a {type(value)}")


def _load_from_file(value: Any) -> Any:
    """The value in the file that config names."""
    from pathlib import Path

    if "json" in value:
        import json

        return json.loads(Path(value["json"]["path"]).read_text())
    import pickle

    return pickle.loads(Path(value["pickle"]["path"]).read_bytes())


def _selector(config_type: kinds.ConfigType) -> Selector:
    return Selector({"value": config_type, "json": {"path": str}, "pickle": {"path": str}})


def _load(_context: Any, value: Any) -> Any:
    if not isinstance(value, dict):
        return value
    return value["value"] if "value" in value else _load_from_file(value)


def _scalar(name: str, python_type: type, noun: str, config_type: kinds.ConfigType) -> DagsterType:
    loader = SchemaLoader(kinds.ScalarUnion(config_type, _selector(config_type)), _load)
    made = DagsterType(
        _scalar_check(python_type, noun),
        key=name,
        name=name,
        loader=loader,
        is_builtin=True,
        typing_type=python_type,
    )
    made.config_counterpart = config_type
    return made


INT = _scalar("Int", int, "int", kinds.INT)
FLOAT = _scalar("Float", float, "float", kinds.FLOAT)
STRING = _scalar("String", str, "string", kinds.STRING)
BOOL = _scalar("Bool", bool, "bool", kinds.BOOL)
ANY = AnyType(lambda _context, _value: PASSED, key="Any", name="Any", is_builtin=True,
              loader=SchemaLoader(_selector(kinds.ANY), _load))  # fmt: skip
ANY.config_counterpart = kinds.ANY
NOTHING = NothingType(_nothing_check, key="Nothing", name="Nothing", is_builtin=True, typing_type=type(None))

SCALARS = (INT, FLOAT, STRING, BOOL)
BY_PYTHON_TYPE: dict[Any, DagsterType] = {
    int: INT,
    float: FLOAT,
    str: STRING,
    bool: BOOL,
    Any: ANY,
    type(None): NOTHING,
    None: NOTHING,
}
