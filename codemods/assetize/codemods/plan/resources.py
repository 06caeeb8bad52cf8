"""What assets need from their code location that their jobs brought along: bindings that can be hoisted, or not."""

from collections.abc import Mapping, Sequence

from assetize.analyzer.codes.planning import RESOURCE_CONFLICT
from assetize.analyzer.model import CodeLocation, Diagnostic, Job, ResourceBinding
from assetize.codemods.plan.addresses import DEFAULT_KEY
from assetize.codemods.plan.index import Index


def find_conflicts(index: Index, upgraded: Sequence[str]) -> Mapping[str, tuple[Diagnostic, ...]]:
    """Jobs whose resources would change something else, or be changed, when their code location gets them."""
    found: dict[str, list[Diagnostic]] = {}
    by_location = index.by_location(upgraded)
    for location in index.analysis.project.locations:
        jobs = by_location.get(location.id, [])
        for job in jobs:
            for binding in job.resources:
                other = _other_meaning(index, location, job, binding, jobs)
                if other:
                    message = f"{job.name} binds {binding.key!r} to {binding.text}, and {other}"
                    found.setdefault(job.id, []).append(RESOURCE_CONFLICT.at(binding.where, message, job.id))
    return {job: tuple(diagnostics) for job, diagnostics in found.items()}


def _other_meaning(
    index: Index, location: CodeLocation, job: Job, binding: ResourceBinding, jobs: Sequence[Job]
) -> str:
    if location.unread_resources:
        return f"what the code location binds is not written out: {location.unread_resources}"
    for known in location.resources:
        if known.key == binding.key and not is_same(known, binding):
            return f"the code location binds it to {known.text}"
    for other in (item for item in jobs if item.id != job.id):
        for known in other.resources:
            if known.key == binding.key and not is_same(known, binding):
                return f"{other.name} binds it to {known.text}"
    brought = _brought_along(index, location, binding)
    if brought:
        return brought
    if binding.key == DEFAULT_KEY and not any(known.key == DEFAULT_KEY for known in location.resources):
        return _uses_the_default(index, location, job)
    return ""


def _brought_along(index: Index, location: CodeLocation, binding: ResourceBinding) -> str:
    """Dagster does not load an asset whose own resource has a key that the code location has, too, be it the same one."""
    if any(known.key == binding.key for known in location.resources):
        return ""
    for asset in index.existing.values():
        if asset.own_resources is None or binding.key in asset.own_resources:
            return f"the asset {'/'.join(asset.key)} brings along a resource of its own under that key"
    return ""


def is_same(one: ResourceBinding, two: ResourceBinding) -> bool:
    """Whether two bindings surely mean one thing: one definition by its bare name, or one text whose names mean the same.

    ``database.configured({…})`` is a definition with settings: only the same text is the same.
    """
    if _is_bare(one) and _is_bare(two):
        return one.definition == two.definition
    is_known = all(meaning for _, meaning in one.names)
    return one.text == two.text and is_known and one.names == two.names


def _is_bare(binding: ResourceBinding) -> bool:
    return binding.definition is not None and all(part.isidentifier() for part in binding.text.split("."))


def _uses_the_default(index: Index, location: CodeLocation, job: Job) -> str:
    """Who else in the location stores through the default I/O manager, and would get this one."""
    for other in index.jobs.values():
        here = location.id in index.places_of(other)
        if here and other.id != job.id and all(binding.key != DEFAULT_KEY for binding in other.resources):
            return f"{other.name} uses the default there"
    stored = [asset for asset in index.existing.values() if asset.node_name and asset.io_manager_key is None]
    if stored:
        return f"the asset {'/'.join(stored[0].key)} uses the default there"
    return ""


def bindings_to_hoist(
    index: Index, location: CodeLocation, jobs: Sequence[Job]
) -> tuple[tuple[ResourceBinding, str], ...]:
    """Bindings that the location lacks, each with the id of the module whose names its text uses."""
    known = {binding.key for binding in location.resources}
    found: dict[str, tuple[ResourceBinding, str]] = {}
    for job in jobs:
        for binding in job.resources:
            if binding.key not in known:
                found.setdefault(binding.key, (binding, _module_of(index, binding, job)))
    return tuple(found.values())


def _module_of(index: Index, binding: ResourceBinding, job: Job) -> str:
    """The module that the binding is written in: a job may take its resources from another one."""
    of_job = index.module_of(job.id)
    if binding.where.file == job.where.file:
        return of_job
    return next((item.id for item in index.modules.values() if item.file == binding.where.file), of_job)
