"""Run config from YAML: the documents are merged, later ones over earlier ones."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from assetize.runtime.errors import CheckError, DagsterInvariantViolationError


def _merged(first: Mapping[str, Any], second: Mapping[str, Any]) -> dict[str, Any]:
    made = dict(first)
    for key, value in second.items():
        known = made.get(key)
        both = isinstance(known, Mapping) and isinstance(value, Mapping)
        made[key] = _merged(known, value) if both else value  # type: ignore[arg-type]
    return made


def config_from_yaml_strings(yaml_strings: Sequence[str]) -> dict[str, Any]:
    """The config that YAML texts say together."""
    import yaml

    if isinstance(yaml_strings, str):
        raise CheckError("yaml_strings must be a sequence of strings, not a string.")
    made: dict[str, Any] = {}
    for text in yaml_strings:
        try:
            loaded = yaml.safe_load(text)
        except yaml.YAMLError as problem:
            raise DagsterInvariantViolationError(
                f"Encountered error attempting to parse yaml. Parsing YAMLs {list(yaml_strings)} failed."
            ) from problem
        if not isinstance(loaded, Mapping):
            raise CheckError(f"Expected YAML of a dictionary, got {loaded!r}.")
        made = _merged(made, loaded)
    return made


def config_from_files(config_files: Sequence[str]) -> dict[str, Any]:
    """The config that YAML files say together; patterns name several files."""
    from pathlib import Path

    if isinstance(config_files, str):
        raise CheckError("config_files must be a sequence of strings, not a string.")
    texts: list[str] = []
    for pattern in config_files:
        given = Path(pattern)
        names = sorted(given.parent.glob(given.name))
        if not names:
            raise DagsterInvariantViolationError(
                f'File or glob pattern "{pattern}" for "config_files" produced no results.'
            )
        texts += [name.read_text() for name in names]
    return config_from_yaml_strings(texts)


def config_from_pkg_resources(pkg_resource_defs: Sequence[tuple[str, str]]) -> dict[str, Any]:
    """The config that YAML files inside of packages say together; each is given by package and file."""
    from importlib import resources

    texts: list[str] = []
    for package, name in pkg_resource_defs:
        try:
            texts.append(resources.files(package).joinpath(name).read_text())
        except (ModuleNotFoundError, FileNotFoundError, UnicodeDecodeError) as problem:
            raise DagsterInvariantViolationError(
                f"Encountered error attempting to load the resource {name} of the package {package}."
            ) from problem
    return config_from_yaml_strings(texts)
