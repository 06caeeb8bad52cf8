"""Loads one code location on Dagster as its own tools do."""

from pathlib import Path

from dagster import RepositoryDefinition
from dagster._core.code_pointer import CodePointer
from dagster._core.definitions.reconstruct import repository_def_from_target_def
from dagster._core.workspace.autodiscovery import (
    loadable_targets_from_python_file,
    loadable_targets_from_python_module,
)

from harness.execution import Request


def load_repository(request: Request) -> RepositoryDefinition:
    """The location, with everything in it resolved, so that whatever cannot be loaded fails here."""
    target = _pointer(request).load_target()
    repository = repository_def_from_target_def(target)
    if repository is None:
        raise TypeError(f"{target!r} is no code location")
    repository.load_all_definitions()
    return repository


def _pointer(request: Request) -> CodePointer:
    folder, attribute = str(Path(request["project"], request["python_path"][0])), request["attribute"]
    if request["module"] is not None:
        name = attribute or loadable_targets_from_python_module(request["module"], folder)[0].attribute
        return CodePointer.from_module(request["module"], name, folder)
    file = str(Path(request["project"], request["file"]))
    name = attribute or loadable_targets_from_python_file(file, folder)[0].attribute
    return CodePointer.from_python_file(file, name, folder)
