"""Objects and classes that stand in for what a missing library would have given: they take everything and do nothing."""

import re
import sys
from importlib import import_module
from types import FunctionType
from typing import Any

_ENGINES = ("/assetize/runtime/", "/site-packages/dagster/")


def _refuse_protocols(name: str) -> None:
    """Python and the engine ask what an object can do: nothing. Only the project's own code finds attributes."""
    asking = sys._getframe(2).f_code.co_filename.replace("\\", "/")
    if (name.startswith("__") and name.endswith("__")) or any(folder in asking for folder in _ENGINES):
        raise AttributeError(name)


class InertClass(type):
    """Classes of a missing library: they have every attribute."""

    def __getattr__(cls, name: str) -> Any:
        _refuse_protocols(name)
        return Inert(f"{cls.__name__}.{name}")


class Inert:
    """Takes every call, attribute, item, operator and place in a class statement, and does nothing."""

    def __init__(self, name: str) -> None:
        self.__dict__["_inert_name"] = name

    def __call__(self, *arguments: Any, **named: Any) -> Any:
        if len(arguments) == 1 and not named and isinstance(arguments[0], (FunctionType, type)):
            return arguments[0]  # a decorator: what it decorates stays as it is
        if self._inert_name.endswith("_type"):
            return type(self._inert_name.rpartition(".")[2], (InertBase,), {})
        return Inert(f"{self._inert_name}()")

    def __getattr__(self, name: str) -> Any:
        _refuse_protocols(name)
        return Inert(f"{self._inert_name}.{name}")

    def __setattr__(self, name: str, value: Any) -> None:
        """Nothing is kept."""

    def __getitem__(self, item: Any) -> Any:
        return Inert(f"{self._inert_name}[…]")

    def __setitem__(self, item: Any, value: Any) -> None:
        """Nothing is kept."""

    def __iter__(self) -> Any:
        return iter(())

    def __len__(self) -> int:
        return 0

    def __bool__(self) -> bool:
        return True

    def __enter__(self) -> Any:
        return self

    def __exit__(self, *_error: object) -> None:
        """Nothing was opened."""

    def __mro_entries__(self, _bases: tuple[Any, ...]) -> tuple[type, ...]:
        return (InertBase,)

    def __or__(self, other: Any) -> Any:
        return self

    __ror__ = __add__ = __radd__ = __truediv__ = __mod__ = __or__

    def __repr__(self) -> str:
        return f"<stand-in for {self._inert_name}>"

    def __str__(self) -> str:
        return str(self._inert_name)

    def __fspath__(self) -> str:
        return str(self._inert_name)


class InertBase(metaclass=InertClass):
    """A class of a missing library, also for classes of the project that derive from it."""

    def __init__(self, *_arguments: Any, **_named: Any) -> None: ...

    def __init_subclass__(cls, **_named: Any) -> None: ...

    def __class_getitem__(cls, _item: Any) -> Any:
        return cls

    def __getattr__(self, name: str) -> Any:
        _refuse_protocols(name)
        return Inert(f"{type(self).__name__}.{name}")


class InertError(Exception):
    """An error of a missing library: some are made with names (``HTTPException(status_code=404)``)."""

    def __init__(self, *arguments: Any, **_named: Any) -> None:
        super().__init__(*arguments)


def inert_attribute(module: str, name: str) -> Any:
    """What a missing module has under ``name``; by its spelling an error, an I/O manager, a class, or anything."""
    _refuse_protocols(name)
    plain = name.replace("_", "").lower()
    if plain.endswith("iomanager"):
        return _io_manager(name)
    if re.fullmatch(r"_*[A-Z]\w*[a-z]\w*", name):
        is_error = plain.endswith(("error", "exception", "warning"))
        base: type = InertError if is_error else InertBase
        return type(base)(name, (base,), {"__module__": module})
    return Inert(f"{module}.{name}")


def _io_manager(name: str) -> Any:
    """A class as ``S3PickleIOManager``, or a definition as ``s3_pickle_io_manager``: jobs that use it must be valid."""
    dagster: Any = import_module("dagster")
    if name[0].isupper():
        return type(name, (_inert_manager(dagster),), {})
    schema = dagster.Field(dagster.Permissive(), is_required=False)
    manager = _inert_manager(dagster)
    return dagster.IOManagerDefinition(lambda _context: manager(), config_schema=schema)


def _inert_manager(dagster: Any) -> Any:
    class InertIOManager(dagster.IOManager):  # type: ignore[misc]
        """Verification puts its own in its place before anything is stored."""

        def __init__(self, *_arguments: Any, **_named: Any) -> None: ...

        @classmethod
        def configure_at_launch(cls, **named: Any) -> Any:
            return cls(**named)

        def handle_output(self, context: Any, obj: Any) -> None: ...

        def load_input(self, context: Any) -> None: ...

    return InertIOManager
