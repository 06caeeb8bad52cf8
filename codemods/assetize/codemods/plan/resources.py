"""What assets need from their code location that their jobs brought along: bindings that can be hoisted, or not."""

import ast
from collections.abc import Mapping, Sequence

from assetize.analyzer.codes.planning import RESOURCE_CONFLICT
from assetize.analyzer.model import CodeLocation, Diagnostic, Job, ResourceBinding
from assetize.codemods.plan.addresses import DEFAULT_KEY
from assetize.codemods.plan.default_manager import find_other_users, is_elsewhere, is_left_out
from assetize.codemods.plan.index import Index


def find_conflicts(index: Index, upgraded: Sequence[str]) -> Mapping[str, tuple[Diagnostic, ...]]:
    """Jobs whose resources would change something else, or be changed, when their code location gets them.

    Where jobs disagree, those stay that are not of the largest group that agrees: they keep bindings of their own.
    """
    found: dict[str, list[Diagnostic]] = {}
    by_location = index.by_location(upgraded)
    for location in index.analysis.project.locations:
        jobs = by_location.get(location.id, [])
        usual = _usual_bindings(jobs)
        for job in jobs:
            for binding in job.resources:
                most = usual.get(binding.key)
                is_usual = most is not None and is_same(most, binding)
                others = () if is_usual else jobs
                other = _other_meaning(index, location, job, binding, others)
                if other:
                    message = f"{job.name} binds {binding.key!r} to {binding.text}, and {other}"
                    found.setdefault(job.id, []).append(RESOURCE_CONFLICT.at(binding.where, message, job.id))
    return {job: tuple(diagnostics) for job, diagnostics in found.items()}


def _usual_bindings(jobs: Sequence[Job]) -> Mapping[str, ResourceBinding]:
    """By key, what more jobs bind it to than anything else; none for a key on which as many jobs disagree."""
    groups: dict[str, list[list[ResourceBinding]]] = {}
    for binding in (binding for job in jobs for binding in job.resources):
        known = groups.setdefault(binding.key, [])
        mine = next((group for group in known if is_same(group[0], binding)), None)
        if mine is None:
            known.append([binding])
        else:
            mine.append(binding)
    found: dict[str, ResourceBinding] = {}
    for key, known in groups.items():
        sizes = sorted(map(len, known))
        if len(sizes) == 1 or sizes[-1] > sizes[-2]:
            found[key] = max(known, key=len)[0]
    return found


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
        return "" if is_left_out(index, location, job, binding) else find_other_users(index, location, job)
    return ""


def _brought_along(index: Index, location: CodeLocation, binding: ResourceBinding) -> str:
    """Dagster does not load an asset whose own resource has a key that the code location has, too, be it the same one."""
    if any(known.key == binding.key for known in location.resources):
        return ""
    for asset in index.existing.values():
        has_own = asset.own_resources is None or binding.key in asset.own_resources
        if has_own and not is_elsewhere(index, location, asset.id):
            return f"the asset {'/'.join(asset.key)} brings along a resource of its own under that key"
    return ""


def is_same(one: ResourceBinding, two: ResourceBinding) -> bool:
    """Whether two bindings surely mean one thing: one definition by its bare name, or one text whose names mean the same.

    ``database.configured({…})`` is a definition with settings: only the same text is the same.
    """
    if _is_bare(one) and _is_bare(two):
        return one.definition == two.definition
    is_known = all(meaning for _, meaning in one.names)
    return is_known and one.names == two.names and _shape(one.text) == _shape(two.text)


def _shape(text: str) -> str:
    """An expression without its line breaks, comments and kinds of quotes."""
    try:
        return ast.dump(ast.parse(f"({text}\n)", mode="eval"))
    except SyntaxError:
        return text


def _is_bare(binding: ResourceBinding) -> bool:
    return binding.definition is not None and all(part.isidentifier() for part in binding.text.split("."))


def bindings_to_hoist(
    index: Index, location: CodeLocation, jobs: Sequence[Job]
) -> tuple[tuple[ResourceBinding, str], ...]:
    """Bindings that the location lacks, each with the id of the module whose names its text uses."""
    known = {binding.key for binding in location.resources}
    found: dict[str, tuple[ResourceBinding, str]] = {}
    for job in jobs:
        for binding in job.resources:
            if binding.key not in known and not is_left_out(index, location, job, binding):
                found.setdefault(binding.key, (binding, _module_of(index, binding, job)))
    return tuple(found.values())


def _module_of(index: Index, binding: ResourceBinding, job: Job) -> str:
    """The module that the binding is written in: a job may take its resources from another one."""
    of_job = index.module_of(job.id)
    if binding.where.file == job.where.file:
        return of_job
    return next((item.id for item in index.modules.values() if item.file == binding.where.file), of_job)
