"""Finds every mention of an op, graph or job, in all modules that could hold one."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from assetize.analyzer.model import Reference
from assetize.analyzer.readers.found import Reading
from assetize.analyzer.readers.mentions import Mentions
from assetize.analyzer.readers.mentions_by_name import find_mentions_by_name
from assetize.analyzer.readers.mentions_in_paths import find_mentions_in_paths
from assetize.analyzer.readers.reference_modules import modules_with_names
from assetize.analyzer.readers.reference_targets import find_targets
from assetize.analyzer.syntax.outline import read_outline


def find_references(reading: Reading) -> tuple[Reference, ...]:
    """All references, file by file and in source order."""
    found = dict.fromkeys(_references(reading))
    if reading.expansion.originals:
        found.update(dict.fromkeys(_only_in_text(reading, found)))
    return tuple(sorted(found, key=lambda reference: (reference.where, reference.target)))


def _only_in_text(reading: Reading, found: Iterable[Reference]) -> Iterator[Reference]:
    """What stands in a function that is never called, or in a branch that is never taken: its names must stay good too."""
    known = {(reference.target, reference.where) for reference in found}
    targets = find_targets(reading.found)
    names = modules_with_names(reading.sources, targets)
    for module_id, source in reading.expansion.originals.items():
        outline = read_outline(source)
        mentions = Mentions(reading, source, outline, targets, names.get(module_id, frozenset()))
        for reference in mentions.find({}):
            if (reference.target, reference.where) not in known:
                is_scheduled = reference.context == "trigger" and reference.owner == ""
                yield reference if is_scheduled else replace(reference, context="other", owner="")


def _references(reading: Reading) -> Iterator[Reference]:
    targets = find_targets(reading.found)
    names = modules_with_names(reading.sources, targets)
    places = {module.name: module.id for module in reading.sources.known_modules.values()}
    for module_id in (*names, *(other for other in reading.outlines if other not in names)):
        source = reading.sources.module(module_id)
        if source is None:
            continue
        outline = reading.outlines.get(module_id) or read_outline(source)
        mentions = Mentions(reading, source, outline, targets, names.get(module_id, frozenset()))
        yield from mentions.find(places)
        yield from find_mentions_by_name(mentions, outline, targets)
        yield from find_mentions_in_paths(mentions, outline, targets)
