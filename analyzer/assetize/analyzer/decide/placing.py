"""Prefixes that the settings, or an option, put before the keys of new assets: everything that names such a key follows."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from assetize.analyzer.codes.deciding import KEY_CONFLICT, KEY_TAKEN
from assetize.analyzer.decide.rules.declared import KEY_SOURCE
from assetize.analyzer.model import (
    Analysis,
    AssetFact,
    Diagnostic,
    Evidence,
    OutputDecision,
    Placement,
    Project,
)
from assetize.analyzer.records import dataclass
from assetize.analyzer.settings.placement_names import PlacementNames
from assetize.analyzer.settings.placements import fitting

Key = tuple[str, ...]


def with_key_prefixes(analysis: Analysis, placements: Sequence[Placement]) -> Analysis:
    """The analysis with the keys that the placements ask for, in the place of those that it may have got before.

    A key that ``keys`` of the settings gives is whole, and stays. What another asset has already is a finding.
    """
    if not placements:
        return analysis
    names = PlacementNames(analysis.project, analysis.settings.folder)
    placed = _Placed(analysis.project, names, placements)
    outputs = tuple(placed.output(item) for item in analysis.outputs)
    moved = _moved_externals(analysis, placements) | _moved_keys(analysis.outputs, outputs)
    return replace(
        analysis,
        outputs=tuple(_with_reads(item, moved) for item in outputs),
        assets=_facts(analysis, moved),
        stored_inputs=tuple(
            replace(item, key=moved.get(item.key, item.key)) for item in analysis.stored_inputs
        ),
        diagnostics=tuple(sorted({*analysis.diagnostics, *_conflicts(analysis, outputs)})),
    )


@dataclass(frozen=True, slots=True)
class _Placed:
    """Finds the prefix of each output."""

    project: Project
    names: PlacementNames
    placements: Sequence[Placement]

    def output(self, item: OutputDecision) -> OutputDecision:
        plain = item.plain_key
        if item.decision != "asset" or _is_whole(item):
            return item
        own = self._inside_of(item, plain)
        if own is not None:
            return replace(item, asset_key=own, key_prefix=own[: len(own) - len(plain)])
        found = fitting(self.placements, self.names.of(item.op, item.jobs))
        prefix = tuple(found.value.split("/")) if found else ()
        if found is None or (len(plain) > len(prefix) and plain[: len(prefix)] == prefix):
            return replace(item, asset_key=plain, key_prefix=())
        said = (Evidence("declared", found.where.file, found.where.line, found.detail),)
        evidence = (*item.evidence, *(said if found.where.file else ()))
        return replace(item, asset_key=(*prefix, *plain), key_prefix=prefix, evidence=evidence)

    def _inside_of(self, item: OutputDecision, plain: Key) -> Key | None:
        """The key of the asset of the project that the op goes on working for."""
        if item.jobs:
            return None
        keys = [asset.key for asset in self.project.assets if item.op in asset.ops]
        return next((key for key in keys if key[len(key) - len(plain) :] == plain), None)


def _is_whole(item: OutputDecision) -> bool:
    return any(rung.source == KEY_SOURCE and rung.outcome == "chosen" for rung in item.rungs)


def _moved_keys(before: Sequence[OutputDecision], after: Sequence[OutputDecision]) -> dict[Key, Key]:
    """Old keys to new ones, where all that made the old key make the same new one; what jobs make counts first."""
    found: dict[Key, set[Key]] = defaultdict(set)
    for is_made in (True, False):
        made = set(found)
        for old, new in zip(before, after, strict=True):
            if old.decision == "asset" and bool(old.jobs) is is_made and old.asset_key not in made:
                found[old.asset_key].add(new.asset_key)
    return {old: new for old, keys in found.items() if len(keys) == 1 for new in keys}


def _moved_externals(analysis: Analysis, placements: Sequence[Placement]) -> dict[Key, Key]:
    """What an earlier upgrade gave a prefix is an asset of the project now, and no object from elsewhere."""
    existing = {asset.key for asset in analysis.project.assets}
    prefixes = {tuple(item.value.split("/")) for item in placements}
    found: dict[Key, Key] = {}
    for fact in analysis.assets:
        if fact.kind == "external" and fact.key not in existing:
            known = [(*prefix, *fact.key) for prefix in prefixes if (*prefix, *fact.key) in existing]
            found |= {fact.key: known[0]} if len(known) == 1 else {}
    return found


def _with_reads(item: OutputDecision, moved: Mapping[Key, Key]) -> OutputDecision:
    return replace(item, reads=tuple(sorted(moved.get(key, key) for key in item.reads)))


def _facts(analysis: Analysis, moved: Mapping[Key, Key]) -> tuple[AssetFact, ...]:
    """The project's own assets say of themselves what they are: a fact that became one of theirs gives way."""
    found: dict[Key, AssetFact] = {}
    for fact in sorted(analysis.assets, key=lambda fact: fact.key in moved):
        key = moved.get(fact.key, fact.key)
        deps = tuple(sorted({moved.get(dep, dep) for dep in fact.deps}))
        found.setdefault(key, replace(fact, key=key, deps=deps))
    return tuple(found[key] for key in sorted(found))


def _conflicts(analysis: Analysis, outputs: Sequence[OutputDecision]) -> Iterator[Diagnostic]:
    """Keys that only the prefix makes equal to another."""
    ops = {op.id: op for op in analysis.project.ops}
    existing = {asset.key: asset for asset in analysis.project.assets}
    made: dict[Key, set[Key]] = defaultdict(set)
    for item in outputs:
        if item.decision == "asset" and item.jobs:
            made[item.asset_key].add(item.plain_key)
    for item in outputs:
        op, name = ops[item.op], "/".join(item.asset_key)
        if not item.key_prefix or not item.jobs:
            continue
        if len(made[item.asset_key]) > 1:
            yield KEY_CONFLICT.at(
                op.where, f"{op.name} and another op would both make the asset {name!r}", op.id
            )
        taken = existing.get(item.asset_key)
        if taken is not None:
            place = f"{taken.where.file}:{taken.where.line}"
            yield KEY_TAKEN.at(
                op.where, f"{op.name} would make the asset {name!r}, which {place} already defines", op.id
            )
