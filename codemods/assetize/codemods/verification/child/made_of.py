"""What a resource or I/O manager is made of: its function or class and its config, as text that is equal in both versions when they are."""

import re
from collections.abc import Mapping
from types import BuiltinFunctionType, FunctionType, MethodType
from typing import Any

from assetize.codemods.verification.child.inert import Inert, InertBase

_ADDRESS = re.compile(r" at 0x[0-9a-fA-F]+")
_DEEPEST = 6


def made_of(definition: Any) -> str:
    """Nothing of it is called."""
    if isinstance(definition, (Inert, InertBase)):
        return _described(definition, ())
    parts = [_described(getattr(definition, "cls", None) or definition.resource_fn, ())]
    nested = getattr(definition, "nested", None)
    if nested:
        parts.append(f"with {_described(nested, ())}")
    parts += [f"configured {config}" for config in _configs(definition)]
    return " ".join(parts)


def _configs(definition: Any) -> list[str]:
    """Config that is bound to it; each engine keeps it in a place of its own."""
    schema = definition.config_schema
    found = [_described(schema.default_value, ())] if getattr(schema, "default_provided", False) else []
    function = getattr(schema, "_config_fn", None)
    if function is not None:
        found.append(_described(function, ()))
        found.append(made_of(schema.parent_def))
    for transform in getattr(definition, "transforms", ()):
        found.append(_described(transform.function or transform.constant, ()))
    return [text for text in found if text != "{}"]


def _described(value: Any, inside: tuple[int, ...]) -> str:
    if value is None or isinstance(value, (bool, int, float, str, bytes)):
        return repr(value)
    if isinstance(value, Inert):
        return str(vars(value)["_inert_name"])
    if id(value) in inside or len(inside) > _DEEPEST:
        return "…"
    within = (*inside, id(value))
    if isinstance(value, MethodType):
        return f"{value.__name__} of {_described(value.__self__, within)}"
    if isinstance(value, FunctionType):
        return _function(value, within)
    if isinstance(value, (type, BuiltinFunctionType)):
        return f"{value.__module__}:{value.__qualname__}"
    if isinstance(value, Mapping):
        pairs = sorted((str(key), _described(item, within)) for key, item in value.items())
        return "{" + ", ".join(f"{key}: {text}" for key, text in pairs) + "}"
    if isinstance(value, (list, tuple)):
        return "[" + ", ".join(_described(item, within) for item in value) + "]"
    if isinstance(value, (set, frozenset)):
        return "{" + ", ".join(sorted(_described(item, within) for item in value)) + "}"
    # What stands in for a missing library would answer whatever it is asked for, and never come to an end.
    if not isinstance(value, InertBase) and hasattr(value, "resource_fn"):
        return made_of(value)
    return _object(value, within)


def _function(function: Any, inside: tuple[int, ...]) -> str:
    """With what it holds of the function that made it."""
    held = [cell.cell_contents for cell in function.__closure__ or () if _is_filled(cell)]
    inner = f"({', '.join(_described(item, inside) for item in held)})" if held else ""
    code = function.__code__
    own = f"{code.co_code.hex()[-16:]}" if "<lambda>" in function.__qualname__ else ""
    return f"{function.__module__}:{function.__qualname__}{own}{inner}"


def _is_filled(cell: Any) -> bool:
    try:
        return cell.cell_contents is not None
    except ValueError:
        return False


def _object(value: Any, inside: tuple[int, ...]) -> str:
    name = type(value).__qualname__
    state = getattr(value, "__dict__", None)
    if isinstance(state, dict) and state:
        shown = {key: item for key, item in state.items() if not key.startswith("_")}
        return f"{name}{_described(shown, inside)}"
    return _ADDRESS.sub("", repr(value))
