"""Where the values of a step's inputs come from."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from assetize.runtime.execution.loading import (
    LoadedValue,
    load_asset_value,
    load_configured_value,
    load_output,
    load_unconnected,
)

Path = tuple[str, ...]


class StepOutput:
    """An output of another step."""

    __slots__ = ("definition", "output", "path", "step")

    def __init__(self, path: Path, output: str) -> None:
        self.path = path
        self.output = output
        self.step: Any = None
        self.definition: Any = None

    def upstream(self) -> Iterator[tuple[Path, str]]:
        """The outputs that are read."""
        yield self.path, self.output

    def resolve(self, step: Any, output: str) -> None:
        """Learns the planned step of an upstream output."""
        self.step = step
        self.definition = step.op_def.output_dict[output]

    def handle(self, mapping_key: str | None) -> tuple[str, str, str | None]:
        """Step key, output and mapping key, inside the given branch of a dynamic output."""
        if mapping_key is None:
            return self.step.key, self.output, None
        if self.step.dynamic_origin is not None:
            return f"{self.step.key}[{mapping_key}]", self.output, None
        return self.step.key, self.output, mapping_key if self.definition.is_dynamic else None

    def available(self, run: Any, mapping_key: str | None) -> bool:
        """Whether the output was yielded."""
        return self.handle(mapping_key) in run.yielded

    def load(self, step_run: Any, definition: Any) -> Any:
        """The value."""
        return load_output(step_run, definition, self, step_run.mapping_key)


class FanIn:
    """Several sources, as a list."""

    __slots__ = ("members",)

    def __init__(self, members: list[Any]) -> None:
        self.members = members

    def upstream(self) -> Iterator[tuple[Path, str]]:
        """The outputs that are read."""
        for member in self.members:
            yield from member.upstream()

    def resolve(self, step: Any, output: str) -> None:
        """Learns the planned step of an upstream output."""
        for member in self.members:
            if isinstance(member, StepOutput) and member.path == step.path and member.output == output:
                member.resolve(step, output)

    def available(self, run: Any, mapping_key: str | None) -> bool:
        """Whether any of the sources has a value."""
        return not self.members or any(member.available(run, mapping_key) for member in self.members)

    def load(self, step_run: Any, definition: Any) -> Any:
        """The values of the sources that have one."""
        values = []
        for member in self.members:
            if member.available(step_run.run, step_run.mapping_key):
                loaded = member.load(step_run, definition)
                values.append(loaded.value if isinstance(loaded, LoadedValue) else loaded)
        return values


class Collected:
    """All values of a dynamic output, or of a mapped step, as a list."""

    __slots__ = ("output", "path", "source", "step")

    def __init__(self, path: Path, output: str) -> None:
        self.path = path
        self.output = output
        self.step: Any = None
        self.source = StepOutput(path, output)

    def upstream(self) -> Iterator[tuple[Path, str]]:
        """The output that is read."""
        yield self.path, self.output

    def resolve(self, step: Any, output: str) -> None:
        """Learns the planned step of the output."""
        self.step = step
        self.source.resolve(step, output)

    def available(self, run: Any, mapping_key: str | None) -> bool:
        """Whether the dynamic output was resolved to no values, or to some of which one at least is there."""
        origin = self.step.dynamic_origin or (self.step.key, self.output)
        keys = run.mapping_keys.get(origin)
        return keys is not None and (not keys or any(self.source.available(run, key) for key in keys))

    def load(self, step_run: Any, definition: Any) -> Any:
        """The values, in the order of the mapping keys."""
        run = step_run.run
        origin = self.step.dynamic_origin or (self.step.key, self.output)
        values = []
        for key in run.mapping_keys[origin]:
            if self.source.available(run, key):
                values.append(load_output(step_run, definition, self.source, key).value)
        return values


class TopLevelInput:
    """An input of the job's graph: a given value, config, or the default."""

    __slots__ = ("definition", "name")

    def __init__(self, name: str, definition: Any) -> None:
        self.name = name
        self.definition = definition

    def upstream(self) -> Iterator[tuple[Path, str]]:
        """Nothing."""
        return iter(())

    def resolve(self, step: Any, output: str) -> None:
        """There is no upstream step."""

    def available(self, run: Any, mapping_key: str | None) -> bool:
        """Always."""
        return True

    def load(self, step_run: Any, definition: Any) -> Any:
        """The value."""
        run = step_run.run
        if self.name in run.job.input_values:
            return run.job.input_values[self.name]
        configured = run.config.top_level_inputs
        if self.name in configured:
            return load_configured_value(step_run, definition, configured[self.name])
        return load_unconnected(step_run, definition)


class Unconnected:
    """An input that nothing is connected to: config, an input manager, an asset, or the default."""

    __slots__ = ("definition", "path")

    def __init__(self, path: Path, definition: Any) -> None:
        self.path = path
        self.definition = definition

    def upstream(self) -> Iterator[tuple[Path, str]]:
        """Nothing."""
        return iter(())

    def resolve(self, step: Any, output: str) -> None:
        """There is no upstream step."""

    def available(self, run: Any, mapping_key: str | None) -> bool:
        """Always."""
        return True

    def load(self, step_run: Any, definition: Any) -> Any:
        """The value."""
        configured = step_run.run.config.inputs_of(self.path)
        if configured and definition.name in configured and definition.input_manager_key is None:
            return load_configured_value(step_run, definition, configured[definition.name])
        return load_unconnected(step_run, definition)


class GraphInput(Unconnected):
    """An input of a nested graph that nothing is connected to: its config, or what the op says of its own input."""

    __slots__ = ()

    def load(self, step_run: Any, definition: Any) -> Any:
        """The value."""
        configured = step_run.run.config.inputs_of(self.path)
        if configured and self.definition.name in configured:
            return load_configured_value(step_run, definition, configured[self.definition.name])
        return Unconnected(step_run.step.path, definition).load(step_run, definition)


class AssetValue:
    """An asset that is loaded from storage."""

    __slots__ = ("asset",)

    def __init__(self, asset: Any) -> None:
        self.asset = asset

    def upstream(self) -> Iterator[tuple[Path, str]]:
        """Nothing."""
        return iter(())

    def resolve(self, step: Any, output: str) -> None:
        """There is no upstream step."""

    def available(self, run: Any, mapping_key: str | None) -> bool:
        """Always."""
        return True

    def load(self, step_run: Any, definition: Any) -> Any:
        """The stored value."""
        return load_asset_value(step_run, definition, self.asset)


def collects(source: Any) -> bool:
    """Whether a source collects a dynamic output."""
    return isinstance(source, Collected)
