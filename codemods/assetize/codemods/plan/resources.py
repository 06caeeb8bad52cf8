"""What assets need from their code location that their jobs brought along: bindings that can be hoisted, or not."""

from collections.abc import Mapping, Sequence

from assetize.analyzer.codes.planning import RESOURCE_CONFLICT
from assetize.analyzer.model import CodeLocation, Diagnostic, Job, ResourceBinding
from assetize.codemods.plan.addresses import DEFAULT_KEY
from assetize.codemods.plan.index import Index


def find_conflicts(index: Index, upgraded: Sequence[str]) -> Mapping[str, tuple[Diagnostic, ...]]:
    """Jobs whose resources would change something else, or be changed, when their code location gets them."""
    found: dict[str, list[Diagnostic]] = {}
    for location in index.analysis.project.locations:
        jobs = [index.jobs[job] for job in upgraded if location.id in index.places_of(index.jobs[job])]
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
    for known in location.resources:
        if known.key == binding.key and not is_same(index, known, location.id, binding, job.id):
            return f"the code location binds it to {known.text}"
    for other in jobs:
        for known in other.resources:
            if known.key == binding.key and not is_same(index, known, other.id, binding, job.id):
                return f"{other.name} binds it to {known.text}"
    if binding.key == DEFAULT_KEY and not any(known.key == DEFAULT_KEY for known in location.resources):
        return _uses_the_default(index, location, job)
    return ""


def is_same(index: Index, one: ResourceBinding, one_owner: str, two: ResourceBinding, two_owner: str) -> bool:
    """Whether two bindings surely mean one thing: one definition by its bare name, or one text in one module.

    ``database.configured({…})`` is a definition with settings: only the same text in the same module is the same.
    """
    if _is_bare(one) and _is_bare(two):
        return one.definition == two.definition
    return one.text == two.text and index.module_of(one_owner) == index.module_of(two_owner)


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
                found.setdefault(binding.key, (binding, index.module_of(job.id)))
    return tuple(found.values())
