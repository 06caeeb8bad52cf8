"""Stubs in place of the bodies of ops: they note how they were called, and return tokens."""

from collections.abc import Iterator, Mapping
from typing import Any

from assetize.codemods.verification.child.identities import Identities
from assetize.codemods.verification.child.recorder import Recorder, plain, token


class Stubs:
    """Makes stubs for one process; ``recorder`` and ``scenario`` are those of the run that is going on."""

    def __init__(self, dagster: Any, identities: Identities) -> None:
        self.dagster = dagster
        self.identities = identities
        self.recorder = Recorder()
        self.skipped: frozenset[str] = frozenset()
        """Optional outputs that are not yielded this time, as ``"op id.output"``."""
        self.functions: dict[str, Any] = {}
        """The original functions of the job's ops, by the ops' names."""
        self.width = 1
        """How many values a dynamic output yields this time."""

    def stored_input(self, op_def: Any, name: str) -> str:
        """What an input that no op feeds is loaded from."""
        return self.identities.stored_input(
            self.identities.of(self.functions[op_def.name], op_def.name), name
        )

    def input_name(self, op_def: Any, name: str) -> str:
        """The input in terms of the original op."""
        return f"{self._identity(op_def)}.{name}"

    def output_name(self, op_def: Any, name: str) -> str:
        """The output in terms of the original op; an only one is called ``result`` in both versions."""
        return f"{self._identity(op_def)}.{'result' if len(op_def.output_defs) == 1 else name}"

    def _identity(self, op_def: Any) -> str:
        return self.identities.of(self.functions.get(op_def.name), op_def.name)

    def run(self, op_def: Any, function: Any, context: Any, inputs: Mapping[str, Any]) -> Iterator[Any]:
        """What the stub of ``op_def`` yields when it is called with ``inputs``."""
        identity = self.identities.of(function, op_def.name)
        values = {name: _as_token(value) for name, value in sorted(inputs.items())}
        if identity in self.identities.pass_through:
            yield from self._passed_on(op_def, values)
            return
        facts = {
            "op": identity,
            "inputs": values,
            "config": self._config(identity, context),
            "partition": _partition(context),
        }
        self.recorder.executions.append({**facts, "step": op_def.name})
        single = len(op_def.output_defs) == 1
        for definition in op_def.output_defs:
            name = "result" if single else definition.name
            if not definition.is_required and f"{identity}.{name}" in self.skipped:
                continue
            word = identity.rpartition(":")[2] + ("" if single else f".{name}")
            yield from self._outputs(definition, token(word, facts, name))

    def _config(self, identity: str, context: Any) -> Any:
        if identity in self.identities.reads_partition:
            return None
        return plain(context.op_execution_context.op_config) or None

    def _outputs(self, definition: Any, value: str) -> Iterator[Any]:
        if definition.is_dynamic:
            for number in range(self.width):
                yield self.dagster.DynamicOutput(
                    f"{value}[{number}]", mapping_key=f"m{number}", output_name=definition.name
                )
        else:
            nothing = definition.dagster_type.is_nothing
            yield self.dagster.Output(None if nothing else value, output_name=definition.name)

    def _passed_on(self, op_def: Any, values: Mapping[str, Any]) -> Iterator[Any]:
        """An op that the upgrade wrote: it gives its one value on and counts as nothing that ran."""
        given = list(values.values())
        for position, definition in enumerate(op_def.output_defs):
            nothing = definition.dagster_type.is_nothing
            value = None if nothing or not given else given[min(position, len(given) - 1)]
            yield self.dagster.Output(value, output_name=definition.name)


def _as_token(value: Any) -> Any:
    return [_as_token(item) for item in value] if isinstance(value, list) else plain(value)


def _partition(context: Any) -> Any:
    inner = context.op_execution_context
    return inner.partition_key if inner.has_partition_key else None
