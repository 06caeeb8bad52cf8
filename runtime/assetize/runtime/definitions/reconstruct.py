"""Jobs that another process can find again: by module, or by file, and name."""

from __future__ import annotations

import importlib
import importlib.util
import sys
from collections.abc import Mapping
from types import ModuleType
from typing import Any

from assetize.runtime.definitions.jobs import JobDefinition
from assetize.runtime.errors import DagsterInvariantViolationError


class ReconstructableJob:
    """Where the definition of a job is found, also by another process."""

    def __init__(
        self,
        module: str,
        name: str,
        file: str | None = None,
        arguments: tuple[Any, ...] | None = None,
        named_arguments: Mapping[str, Any] | None = None,
        target: Any = None,
    ) -> None:
        self.module = module
        self.name = name
        self.file = file
        self._arguments = arguments
        self._named_arguments = named_arguments
        self._target = target

    def __reduce__(self) -> tuple[Any, ...]:
        """Without the definition itself, which the other process finds."""
        where = (self.module, self.name, self.file, self._arguments, self._named_arguments)
        return (ReconstructableJob, where)

    def _load(self) -> Any:
        if self._target is not None:
            return getattr(sys.modules.get(self.module), self.name, self._target)
        if self._arguments is None:
            return getattr(import_again(self.module, self.file), self.name, None)
        make = getattr(import_again(self.module, self.file), self.name)
        found = make(*self._arguments, **(self._named_arguments or {}))
        return found.get_definition() if isinstance(found, ReconstructableJob) else found

    def get_definition(self) -> JobDefinition:
        """The job."""
        found = self._load()
        if callable(found) and not isinstance(found, JobDefinition):
            found = found()
        if not isinstance(found, JobDefinition):
            raise DagsterInvariantViolationError(
                f"CodePointer ({self.module}, {self.name}) must resolve to a JobDefinition. Received a {type(found)}"
            )
        return found

    @property
    def job_name(self) -> str:
        """The name of the job."""
        return self.get_definition().name


def reconstructable(target: Any) -> ReconstructableJob:
    """Where a job, or the function that makes it, is defined; it must be at module scope."""
    function = getattr(target, "decorated_function", None) if isinstance(target, JobDefinition) else target
    if function is None:
        raise DagsterInvariantViolationError(
            "Reconstructable target was not a function returning a job definition, or a job definition produced by a decorated "
            "function. If your job was constructed using ``GraphDefinition.to_job``, you must wrap the ``to_job`` call in a "
            "function at module scope, ie not within any other functions."
        )
    name = getattr(function, "__name__", None)
    if not callable(function) or name is None or isinstance(function, type):
        raise DagsterInvariantViolationError(
            f"Reconstructable target should be a function or definition produced by a decorated function, got {type(target)}."
        )
    if name == "<lambda>":
        raise DagsterInvariantViolationError(
            "Reconstructable target can not be a lambda. Use a function or decorated function defined at module scope instead, "
            "or use build_reconstructable_job."
        )
    if function.__qualname__ != name:
        raise DagsterInvariantViolationError(
            f'Reconstructable target "{name}" has a different __qualname__ "{function.__qualname__}" indicating it is not defined '
            "at module scope. Use a function or decorated function defined at module scope instead, or use "
            "build_reconstructable_job."
        )
    module = function.__module__
    file = getattr(sys.modules.get(module), "__file__", None)
    return ReconstructableJob(module, name, file, target=target)


def build_reconstructable_job(
    reconstructor_module_name: str,
    reconstructor_function_name: str,
    reconstructable_args: tuple[Any, ...] | None = None,
    reconstructable_kwargs: Mapping[str, Any] | None = None,
    reconstructor_working_directory: str | None = None,
) -> ReconstructableJob:
    """Where a job is found that a function makes of arguments."""

    return ReconstructableJob(
        reconstructor_module_name,
        reconstructor_function_name,
        None,
        reconstructable_args or (),
        dict(reconstructable_kwargs or {}),
    )


def import_again(module: str, file: str | None) -> ModuleType:
    """A module by its name; one that was a script, or that no path leads to, by its file."""
    if module != "__main__":
        try:
            return importlib.import_module(module)
        except ModuleNotFoundError as problem:
            if problem.name != module or file is None:
                raise
    return _from_file("__mp_main__" if module == "__main__" else module, file)


def _from_file(name: str, file: str | None) -> ModuleType:
    """The module of that file. A script's own classes are pickled under the name that multiprocessing gives it."""
    if name in sys.modules:
        return sys.modules[name]
    spec = None if file is None else importlib.util.spec_from_file_location(name, file)
    if spec is None or spec.loader is None:
        raise DagsterInvariantViolationError(
            f"A job of {name} cannot be found by another process: it is not defined in a file."
        )
    made = importlib.util.module_from_spec(spec)
    sys.modules[name] = made
    spec.loader.exec_module(made)
    return made
