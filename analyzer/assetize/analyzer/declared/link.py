"""Finds what the entries of the settings name in the project."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from assetize.analyzer.codes.settings import NAMES_NOTHING, SETTINGS_DISAGREE, WRONG_SETTING
from assetize.analyzer.decide.naming import RESERVED
from assetize.analyzer.declared.hints import find_hints
from assetize.analyzer.model import DeclaredOutput, Diagnostic, Effect, Op, Project, Settings
from assetize.analyzer.names import Sources
from assetize.analyzer.settings.entry import did_you_mean
from assetize.analyzer.settings.excluded import excluded_ops


def link_settings(
    settings: Settings, project: Project, sources: Sources, effects: Sequence[Effect]
) -> tuple[Settings, tuple[Diagnostic, ...]]:
    """The settings with outputs instead of entries' texts, also those that metadata names, and what named nothing."""
    if not settings.file:
        return settings, ()
    linked = [item for entry in settings.outputs for item in _link(entry, project)]
    outputs = [item for item in linked if isinstance(item, DeclaredOutput)]
    kept, disagreeing = _agreeing(outputs, settings, project)
    hints = find_hints(settings, project, sources, effects)
    problems = [item for item in (*linked, *disagreeing, *hints) if isinstance(item, Diagnostic)]
    named = [item for item in hints if isinstance(item, DeclaredOutput)]
    return replace(settings, outputs=(*kept, *named)), tuple(problems)


def _link(entry: DeclaredOutput, project: Project) -> Iterator[DeclaredOutput | Diagnostic]:
    op, output = _named(entry.op, project.ops)
    if op is None:
        known = _all_names(project.ops)
        message = f"{entry.detail} names no op{did_you_mean(entry.op, known)}"
        yield NAMES_NOTHING.at(entry.where, message)
        return
    if entry.key and entry.key[-1] in RESERVED:
        yield WRONG_SETTING.at(entry.where, f"{entry.detail}: Dagster takes {entry.key[-1]} for no name")
        return
    names = [output] if output else [item.name for item in op.outputs]
    if entry.key and len(names) > 1:
        choices = ", ".join(f'"{op.id}.{name}"' for name in names)
        yield WRONG_SETTING.at(
            entry.where, f"{entry.detail}: {op.name} has several outputs; name one: {choices}"
        )
        return
    for name in names:
        yield replace(entry, op=op.id, output=name)


def _named(text: str, ops: Iterable[Op]) -> tuple[Op | None, str]:
    """The op of an id, or the op and output of ``id.output``."""
    owner, _, last = text.rpartition(".")
    for op in ops:
        if op.id == text:
            return op, ""
        if op.id == owner and any(output.name == last for output in op.outputs):
            return op, last
    return None, ""


def _all_names(ops: Iterable[Op]) -> Iterator[str]:
    for op in ops:
        yield op.id
        if len(op.outputs) > 1:
            yield from (f"{op.id}.{output.name}" for output in op.outputs)


def _agreeing(
    outputs: Sequence[DeclaredOutput], settings: Settings, project: Project
) -> tuple[list[DeclaredOutput], list[Diagnostic]]:
    """Without those that something else contradicts: an exclusion, then a decision, is stronger than a key."""
    excluded = excluded_ops(settings, project.ops)
    decided = {(item.op, item.output): item for item in outputs if item.decision not in (None, "asset")}
    kept: list[DeclaredOutput] = []
    problems: list[Diagnostic] = []
    for item in outputs:
        against = decided.get((item.op, item.output))
        makes_asset = bool(item.key) or item.decision == "asset"
        if makes_asset and item.op in excluded:
            problems.append(
                SETTINGS_DISAGREE.at(item.where, f"{item.detail}, and exclude-ops leaves the op alone")
            )
        elif makes_asset and against is not None:
            problems.append(SETTINGS_DISAGREE.at(item.where, f"{item.detail}, and {against.detail}"))
        else:
            kept.append(item)
    return kept, problems
