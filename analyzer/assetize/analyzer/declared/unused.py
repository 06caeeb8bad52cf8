"""Entries of the settings that fit nothing in the project."""

import re
from collections.abc import Iterator, Sequence

from assetize.analyzer.codes.settings import NAMES_NOTHING, WRONG_SETTING
from assetize.analyzer.model import (
    AssetJobDefinition,
    Coverage,
    DeclaredCall,
    Diagnostic,
    Effect,
    Exclusion,
    Job,
    Op,
    Project,
    Settings,
)
from assetize.analyzer.settings.entry import did_you_mean
from assetize.analyzer.settings.excluded import excluded_files, excluding
from assetize.analyzer.settings.placement_names import PlacementNames
from assetize.analyzer.settings.placements import fitting

_PLACEHOLDER = re.compile(r"\{([^{}]*)\}")


def find_unused(
    settings: Settings, project: Project, effects: Sequence[Effect], coverage: Coverage
) -> tuple[Diagnostic, ...]:
    """A diagnostic for each, with the names that are nearest."""
    if not settings.file:
        return ()
    return (
        *_unmet_calls(settings, effects, coverage),
        *_unmet(settings.exclude_jobs, "exclude-jobs", "job", project),
        *_unmet(settings.exclude_ops, "exclude-ops", "op", project),
        *_unmet(settings.keep_ops, "keep-ops", "op", project),
        *_unmet_files(settings, project),
        *_unmet_placements(settings, project),
    )


def _unmet_calls(settings: Settings, effects: Sequence[Effect], coverage: Coverage) -> Iterator[Diagnostic]:
    met: dict[tuple[str, str], list[Effect]] = {}
    for effect in effects:
        if effect.declared:
            met.setdefault((effect.declared, effect.idiom), []).append(effect)
    for call in settings.calls:
        found = met.get((f"{call.where.file}:{call.where.line}", f"declared:{call.call}"), [])
        if not found:
            known = [*dict(coverage.unfollowed_calls), *_helpers(coverage, effects)]
            hint = did_you_mean(call.call, known)
            yield NAMES_NOTHING.at(call.where, f"no op reaches a call of {call.call}{hint}")
        else:
            yield from _unbound(call, found)


def _unbound(call: DeclaredCall, found: Sequence[Effect]) -> Iterator[Diagnostic]:
    """A placeholder that no call has an argument for is most likely misspelt."""
    for placeholder in dict.fromkeys(_PLACEHOLDER.findall(call.template)):
        reason = f"the call gives no argument {placeholder}"
        if all(effect.reason == reason for effect in found):
            where = found[0].where
            message = f"{{{placeholder}}} is no argument of {call.call}, as in {where.file}:{where.line}"
            yield WRONG_SETTING.at(call.where, message)


def _helpers(coverage: Coverage, effects: Sequence[Effect]) -> Iterator[str]:
    """Dotted names of the project's own functions that ops were seen to call."""
    for call in coverage.unfollowed:
        if call.inside:
            yield call.inside.replace(":", ".")
    for effect in effects:
        yield from (hop.partition(" ")[0] for hop in effect.through)


def _unmet(exclusions: Sequence[Exclusion], option: str, noun: str, project: Project) -> Iterator[Diagnostic]:
    jobs: tuple[Job | AssetJobDefinition, ...] = (*project.jobs, *project.asset_jobs)
    definitions: Sequence[Op | Job | AssetJobDefinition] = jobs if noun == "job" else project.ops
    for exclusion in exclusions:
        if not any(excluding((exclusion,), definition) for definition in definitions):
            known = [name for item in definitions for name in (item.name, item.id)]
            hint = did_you_mean(exclusion.pattern, known)
            yield NAMES_NOTHING.at(exclusion.where, f'{option}: no {noun} fits "{exclusion.pattern}"{hint}')


def _unmet_files(settings: Settings, project: Project) -> Iterator[Diagnostic]:
    files = [module.file for module in project.modules]
    for exclusion in settings.exclude_files:
        alone = Settings(settings.file, settings.folder, exclude_files=(exclusion,))
        if not excluded_files(alone, files):
            yield NAMES_NOTHING.at(
                exclusion.where, f'exclude-files: no Python file fits "{exclusion.pattern}"'
            )


def _unmet_placements(settings: Settings, project: Project) -> Iterator[Diagnostic]:
    """Patterns of groups and prefixes that fit no job, module or file; a job that has become an asset job is none."""
    placements = (*settings.group_names, *settings.key_prefixes)
    known = PlacementNames(project, settings.folder).all() if placements else frozenset()
    known |= {name for job in project.asset_jobs for name in (job.name, job.id)} if placements else set()
    for placement in placements:
        if fitting((placement,), known) is None:
            hint = did_you_mean(placement.pattern, known)
            message = f'{placement.detail}: no job, module or file fits "{placement.pattern}"{hint}'
            yield NAMES_NOTHING.at(placement.where, message)
