"""Objects that the project's own metadata names, under the key that ``asset-metadata`` gives."""

import ast
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from assetize.analyzer.codes.settings import HINT_UNCLEAR, NAMES_NOTHING
from assetize.analyzer.decide.stored_objects import WRITING_VERBS, find_stored_object, named_object
from assetize.analyzer.flat_graph import FlatGraph, Flattener
from assetize.analyzer.model import (
    Argument,
    DeclaredOutput,
    Diagnostic,
    Effect,
    Job,
    Location,
    Op,
    Project,
    Settings,
)
from assetize.analyzer.names import Sources
from assetize.analyzer.values import Known, evaluate, render
from assetize.analyzer.values.value import entries_of

_HOLDERS = ("metadata", "tags")


def find_hints(
    settings: Settings, project: Project, sources: Sources, effects: Sequence[Effect]
) -> tuple[DeclaredOutput | Diagnostic, ...]:
    """One record for each output whose object a definition names, and what is unclear."""
    if settings.asset_metadata is None or settings.asset_metadata_where is None:
        return ()
    hints = _Hints(settings.asset_metadata, project, sources, effects)
    found = [*hints.of_ops(), *hints.of_jobs()]
    if not found:
        message = (
            f'asset-metadata = "{settings.asset_metadata}": no op, output or job has metadata of that name'
        )
        return (NAMES_NOTHING.at(settings.asset_metadata_where, message),)
    return tuple(found)


class _Hints:
    """Looks for one metadata key; an output's own comes before its op's, and that before its job's."""

    def __init__(self, key: str, project: Project, sources: Sources, effects: Sequence[Effect]) -> None:
        self._key = key
        self._project = project
        self._sources = sources
        self._ops: Mapping[str, Op] = {op.id: op for op in project.ops}
        self._named: set[str] = set()
        self._writes: dict[str, set[str]] = defaultdict(set)
        for effect in effects:
            stored = find_stored_object(effect) if effect.verb in WRITING_VERBS else None
            if stored is not None:
                self._writes[effect.op].add(stored.name)

    def of_ops(self) -> Iterator[DeclaredOutput | Diagnostic]:
        for op in self._project.ops:
            for output in op.outputs:
                name, where = dict(output.metadata).get(self._key, ""), op.where
                if not name and len(op.outputs) == 1:
                    name, where = self._value(op, op.arguments)
                if name:
                    self._named.add(op.id)
                    yield self._declared(op, output.name, name, op.name, where)

    def of_jobs(self) -> Iterator[DeclaredOutput | Diagnostic]:
        flattener = Flattener(self._project)
        found: dict[str, dict[str, Job]] = defaultdict(dict)
        for job in self._project.jobs:
            name, _ = self._value(job, job.arguments)
            if not name:
                continue
            op = self._maker(flattener.flatten(job), name)
            if op is None:
                yield HINT_UNCLEAR.at(
                    job.where, f"{job.name} names {name}: which op makes it is not clear", job.id
                )
            elif op not in self._named:
                found[op].setdefault(name, job)
        for op_id, names in found.items():
            yield from self._agreed(self._ops[op_id], names)

    def _agreed(self, op: Op, names: Mapping[str, Job]) -> Iterator[DeclaredOutput | Diagnostic]:
        if len(names) == 1:
            ((name, job),) = names.items()
            _, where = self._value(job, job.arguments)
            yield self._declared(op, op.outputs[0].name, name, job.name, where)
            return
        for name, job in names.items():
            message = f"{job.name} names {name}, and other jobs with {op.name} name other objects"
            yield HINT_UNCLEAR.at(job.where, message, job.id)

    def _maker(self, graph: FlatGraph, name: str) -> str | None:
        """The only op that writes an object of that name, else the only one that others do not come after."""
        ops = list(dict.fromkeys(node.op for node in graph.nodes))
        wanted = named_object(name)
        writers = [op for op in ops if wanted is not None and wanted.name in self._writes[op]]
        feeding = {edge.upstream for edge in graph.edges}
        last = [node.op for node in graph.nodes if node.path not in feeding]
        candidates = writers or last
        is_clear = len(candidates) == 1 and len(self._ops[candidates[0]].outputs) == 1
        return candidates[0] if is_clear else None

    def _value(self, definition: Op | Job, arguments: Sequence[Argument]) -> tuple[str, Location]:
        """The value of the key among a definition's metadata or tags, and its place; nothing when it is not known."""
        for argument in arguments:
            if argument.name in _HOLDERS and self._key in argument.text:
                return self._in_dict(definition.id.partition(":")[0], argument), argument.where
        return "", definition.where

    def _in_dict(self, module_id: str, argument: Argument) -> str:
        expression = ast.parse(f"({argument.text}\n)", mode="eval").body
        ast.increment_lineno(expression, argument.where.line - 1)
        if isinstance(expression, ast.Dict):
            for key, value in zip(expression.keys, expression.values, strict=True):
                if key is not None and evaluate(self._sources, module_id, key) == Known(self._key):
                    return render(evaluate(self._sources, module_id, _unwrapped(value))) or ""
        entries = dict(entries_of(evaluate(self._sources, module_id, expression)) or ())
        return render(entries[self._key]) or "" if self._key in entries else ""

    def _declared(self, op: Op, output: str, name: str, owner: str, where: Location) -> DeclaredOutput:
        detail = f'{self._key}: "{name}" in the metadata of {owner}'
        return DeclaredOutput(op.id, output, where, object=name, detail=detail)


def _unwrapped(value: ast.expr) -> ast.expr:
    """The text in ``MetadataValue.text("users")``."""
    is_wrapped = (
        isinstance(value, ast.Call) and isinstance(value.func, ast.Attribute) and len(value.args) == 1
    )
    return value.args[0] if is_wrapped and isinstance(value, ast.Call) else value
