"""Config of resources that no asset of a job needs: in a ``@repository`` an asset job takes none for them, as an op job does.

There assets have resources of their own, and of those that ``with_resources`` is given each takes what it needs. ``Definitions``
gives all of its resources to every job.
"""

from collections.abc import Iterator

from assetize.analyzer.codes.planning import CONFIG_NOT_FOLLOWED, TRIGGER_CONFIG
from assetize.analyzer.model import Argument, ConfigSource, Diagnostic
from assetize.analyzer.records import dataclass
from assetize.codemods.plan.addresses import DEFAULT_KEY
from assetize.codemods.plan.job_view import JobView

RESOURCES = "resources"


@dataclass(frozen=True, slots=True)
class NarrowedConfig:
    """``resources``: the keys whose config a job keeps. ``sections``: what else its config says (``ops``)."""

    resources: tuple[str, ...]
    sections: tuple[str, ...]


def narrowed_config(view: JobView) -> NarrowedConfig | None:
    """What is left of the job's own config; None where all of it stays."""
    own = next((item for item in _sources(view) if item.kind == "job"), None)
    unneeded = _unneeded(view)
    if own is None or not unneeded or not _may_say(own, unneeded):
        return None
    known = _keys(own)
    kept = tuple(sorted(_needed(view) or ())) if known is None else tuple(sorted(known - unneeded))
    return NarrowedConfig(kept, tuple(sorted(_sections(own) - {RESOURCES})))


def find_config_of_others(view: JobView) -> Iterator[Diagnostic]:
    """Config for resources that the assets do not need, where it cannot be taken out."""
    unneeded = _unneeded(view)
    for source in _sources(view):
        if not unneeded or not _may_say(source, unneeded):
            continue
        if _needed(view) is None:
            reason = (
                "which resources its assets need is not known, and a repository takes config for no others"
            )
        elif source.kind == "job" and _is_written(view, source):
            continue
        else:
            names = ", ".join(sorted((_keys(source) or unneeded) & unneeded))
            reason = f"none of its assets needs {names}, and a repository takes no config for that"
        code = TRIGGER_CONFIG if source.kind == "trigger" else CONFIG_NOT_FOLLOWED
        yield code.at(source.where, f"run config of {view.job.name}: {reason}", view.job.id)


def _sources(view: JobView) -> list[ConfigSource]:
    if all(location.form != "repository" for location in view.index.locations_of(view.job)):
        return []
    names = {view.job.id, view.job.name}
    return [item for item in view.index.analysis.project.config_sources if not names.isdisjoint(item.jobs)]


def _unneeded(view: JobView) -> frozenset[str]:
    """Keys that the job binds and that are not surely needed."""
    return frozenset(binding.key for binding in view.job.resources) - (_needed(view) or frozenset())


def _needed(view: JobView) -> frozenset[str] | None:
    """What the ops ask for, and what that is made of; None where it is not known."""
    found = {key for op in view.distinct_ops for key in op.resource_keys}
    found |= {item.io_manager_key or DEFAULT_KEY for op in view.distinct_ops for item in op.outputs}
    found |= {item.input_manager_key or DEFAULT_KEY for op in view.distinct_ops for item in op.inputs}
    pending = sorted(found - {DEFAULT_KEY})
    while pending:
        bindings = view.index.bindings(view.job, pending.pop())
        if not bindings or any(binding.needs is None for binding in bindings):
            return None
        more = {key for binding in bindings for key in binding.needs or ()} - found
        found |= more
        pending += sorted(more)
    return frozenset(found)


def _may_say(source: ConfigSource, unneeded: frozenset[str]) -> bool:
    known = _keys(source)
    return known is None or not known.isdisjoint(unneeded)


def _keys(source: ConfigSource) -> frozenset[str] | None:
    """The resources that it configures; None where that is not known."""
    if any(item.text is None and item.path in ((), (RESOURCES,)) for item in source.values):
        return None
    return frozenset(
        item.path[1] for item in source.values if item.path[0] == RESOURCES and len(item.path) > 1
    )


def _sections(source: ConfigSource) -> frozenset[str]:
    return frozenset(item.path[0] for item in source.values if item.path and item.text != "{}")


def _is_written(view: JobView, source: ConfigSource) -> bool:
    """A dict in the job itself, with its resources as an entry, or one name whose entries are known."""
    argument = next((item for item in view.job.arguments if item.name == "config"), None)
    if argument is None or any(not item.path for item in source.values):
        return False
    return (_is_dict(argument) and not argument.is_spread) or (
        _keys(source) is not None and _is_name(argument)
    )


def _is_dict(argument: Argument) -> bool:
    return argument.text.startswith("{")


def _is_name(argument: Argument) -> bool:
    return argument.is_spread or argument.text.replace(".", "").isidentifier()
