"""What can be called or handed over in a body, by id."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from assetize.analyzer.composition.body import Body, Composed
from assetize.analyzer.model import AssetDefinition, Op
from assetize.analyzer.records import dataclass


@dataclass(frozen=True, slots=True)
class Callee:
    """An op or graph as a call sees it; ``outputs`` as in :class:`Composed`."""

    name: str
    inputs: tuple[str, ...]
    positional: tuple[str, ...]
    outputs: tuple[tuple[str, bool], ...]

    def input_at(self, position: int) -> str | None:
        """The input that an argument by position means, by Dagster's rule."""
        if position < len(self.positional):
            return self.positional[position]
        # Dagster fills the one input that has no place of its own, as the last argument.
        others = [name for name in self.inputs if name not in self.positional]
        return others[0] if len(others) == 1 and position == len(self.inputs) - 1 else None


class Catalogue:
    """Ops, bodies and assets; bodies are interpreted once, when something calls them or asks for them."""

    def __init__(
        self,
        ops: Iterable[Op],
        bodies: Iterable[Body],
        assets: Iterable[AssetDefinition],
        compose: Callable[[Body, Catalogue], Composed],
        older: frozenset[str] = frozenset(),
    ) -> None:
        self._compose = compose
        self.older = older
        """Ids of solids and their kin, which cannot be called in a graph."""
        self._ops = {op.id: op for op in ops}
        self._bodies = {body.id: body for body in bodies}
        self._assets: dict[str, list[AssetDefinition]] = {}
        for asset in assets:
            self._assets.setdefault(asset.id, []).append(asset)
        self._composed: dict[str, Composed] = {}
        self._in_progress: set[str] = set()

    def bodies(self) -> Iterator[Body]:
        """All bodies."""
        return iter(self._bodies.values())

    def assets(self, definition_id: str) -> tuple[AssetDefinition, ...]:
        """The assets of one definition: several for a ``@multi_asset``."""
        return tuple(self._assets.get(definition_id, ()))

    def name_of(self, definition_id: str) -> str | None:
        """The Dagster name of an op or graph that can be called in a body."""
        op = self._ops.get(definition_id)
        if op is not None:
            return op.name
        body = self._bodies.get(definition_id)
        return body.name if body is not None and body.kind == "graph" else None

    def callee(self, definition_id: str) -> Callee | None:
        """What a call needs to know; None for what cannot be called, and for a graph that contains itself."""
        op = self._ops.get(definition_id)
        if op is not None:
            return _callee_of_op(op)
        body = self._bodies.get(definition_id)
        if body is None or body.kind != "graph":
            return None
        composed = self.composed(body)
        if composed is None:
            return None
        return Callee(body.name, composed.graph.inputs, composed.positional, composed.outputs)

    def composed(self, body: Body) -> Composed | None:
        """The interpreted body; None while it is being interpreted."""
        if body.id in self._composed:
            return self._composed[body.id]
        if body.id in self._in_progress:
            return None
        self._in_progress.add(body.id)
        composed = self._composed[body.id] = self._compose(body, self)
        self._in_progress.discard(body.id)
        return composed


def _callee_of_op(op: Op) -> Callee:
    positional = tuple(p.name for p in op.parameters if p.role == "input" and p.kind == "positional")
    return Callee(
        name=op.name,
        inputs=tuple(item.name for item in op.inputs),
        positional=positional,
        outputs=tuple((item.name, item.is_dynamic) for item in op.outputs),
    )
