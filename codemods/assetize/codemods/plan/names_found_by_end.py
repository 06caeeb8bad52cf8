"""Dependencies that Dagster finds by the last part of a key, and would find elsewhere, or not at all, beside new assets."""

from collections.abc import Iterator, Mapping, Sequence

from assetize.analyzer.codes.planning import KEY_IN_CONFLICT
from assetize.analyzer.model import Diagnostic
from assetize.codemods.plan.index import Index
from assetize.codemods.plan.names import NamedAsset

Key = tuple[str, ...]


def find_taken_names(index: Index, assets: Sequence[NamedAsset]) -> Mapping[str, tuple[Diagnostic, ...]]:
    """Jobs with an asset that stands in the way of what an existing asset calls by its last name.

    ``def totals(users)`` takes ``warehouse/users``, as long as no asset has the key ``users`` and no other one ends in it.
    """
    meant = dict(_meant_by_end(index))
    found: dict[str, tuple[Diagnostic, ...]] = {}
    for asset in assets:
        for key in (output.key for output in asset.draft.outputs):
            if key[-1] in meant:
                for job in asset.draft.jobs:
                    found[job] = (_diagnostic(index, job, key, meant[key[-1]]),)
    return found


def _meant_by_end(index: Index) -> Iterator[tuple[str, tuple[str, Key]]]:
    """The last parts of keys that existing assets go by: who does, and what it means so far."""
    ends = {key[-1]: key for key in index.existing if len(key) > 1}
    for asset in index.existing.values():
        for dep in asset.deps:
            if len(dep) == 1 and dep not in index.existing and dep[0] in ends:
                yield dep[0], (asset.id, ends[dep[0]])


def _diagnostic(index: Index, job: str, key: Key, meant: tuple[str, Key]) -> Diagnostic:
    who, what = meant
    where, name = index.jobs[job].where, index.jobs[job].name
    message = f"{who} calls {'/'.join(what)} by its last name, and would not find it beside the new asset {'/'.join(key)}"
    return KEY_IN_CONFLICT.at(where, f"{name}: {message}", job)
