"""What the settings' exclusions fit."""

from collections.abc import Iterable, Mapping
from fnmatch import fnmatchcase

from assetize.analyzer.model import AssetJobDefinition, Exclusion, Job, Op, Settings


def excluding(exclusions: Iterable[Exclusion], definition: Op | Job | AssetJobDefinition) -> Exclusion | None:
    """The first pattern that fits a definition's Dagster name or its id."""
    for exclusion in exclusions:
        if any(fnmatchcase(name, exclusion.pattern) for name in (definition.name, definition.id)):
            return exclusion
    return None


def excluded_ops(settings: Settings, ops: Iterable[Op]) -> Mapping[str, Exclusion]:
    """The ops that are to stay ops, by id."""
    if not settings.exclude_ops:
        return {}
    found = ((op.id, excluding(settings.exclude_ops, op)) for op in ops)
    return {op: exclusion for op, exclusion in found if exclusion is not None}


def excluded_files(settings: Settings, files: Iterable[str]) -> Mapping[str, Exclusion]:
    """The files that are to stay as they are; patterns are those of ``.gitignore``, from the settings' own folder."""
    if not settings.exclude_files:
        return {}
    from pathspec import GitIgnoreSpec

    specs = [
        (exclusion, GitIgnoreSpec.from_lines([exclusion.pattern])) for exclusion in settings.exclude_files
    ]
    found: dict[str, Exclusion] = {}
    for file in dict.fromkeys(files):
        seen = f"{settings.folder}/{file}" if settings.folder else file
        fitting = next((exclusion for exclusion, spec in specs if spec.match_file(seen)), None)
        if fitting is not None:
            found[file] = fitting
    return found
