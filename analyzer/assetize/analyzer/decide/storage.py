"""Dependencies through storage: which op reads what another makes, and what is read but made by nobody."""

from collections.abc import Mapping, Sequence, Set
from dataclasses import field

from assetize.analyzer.decide.draft import Draft
from assetize.analyzer.decide.op_view import OpView
from assetize.analyzer.decide.own_objects import find_writes
from assetize.analyzer.decide.rules.table_hint import hinted_object
from assetize.analyzer.decide.stored_objects import StoredObject, find_stored_object, is_data
from assetize.analyzer.flat_graph import FlatGraph
from assetize.analyzer.model import OpInput, Project
from assetize.analyzer.records import dataclass

Key = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class External:
    """Something that is read and made by nobody here."""

    key: Key
    identity: str | None
    io_manager_key: str | None


@dataclass(frozen=True, slots=True)
class StorageReads:
    """``by_op``: op id to the keys of stored objects that it reads by itself.

    ``by_input``: ``(op id, input name)`` to the key of the asset that an I/O manager loads into an input that no op feeds.
    """

    by_op: Mapping[str, tuple[Key, ...]]
    by_input: Mapping[tuple[str, str], Key]
    externals: tuple[External, ...]
    by_node: Mapping[tuple[str, str], tuple[Key, ...]] = field(default_factory=dict)
    """``(job id, node path)`` to the same, for uses of an op that config makes differ."""

    def at(self, op: str, job: str, path: str) -> tuple[Key, ...]:
        """What one use of an op reads by itself."""
        found = self.by_node.get((job, path))
        return self.by_op.get(op, ()) if found is None else found


def find_reads(
    views: Sequence[OpView],
    drafts: Sequence[Draft],
    project: Project,
    flat: Mapping[str, FlatGraph],
    taken_away: Set[str] = frozenset(),
) -> StorageReads:
    """Match every read to the asset that makes the object; what nobody makes becomes external.

    ``taken_away``: identities of objects that are made and removed within one job.
    """
    catalogue = _Catalogue(drafts, project, taken_away)
    by_op: dict[str, tuple[Key, ...]] = {}
    by_node: dict[tuple[str, str], tuple[Key, ...]] = {}
    for view in views:
        keys = _reads(view, catalogue)
        by_op[view.op.id] = _joined(by_op.get(view.op.id, ()), keys)
        for use in view.uses:
            place = (use.job, use.path)
            by_node[place] = _joined(by_node.get(place, ()), keys)
    fed = _fed_inputs(flat)
    by_input = {
        (view.op.id, item.name): catalogue.key_of_input(item)
        for view in views
        for item in view.op.inputs
        if item.input_manager_key and (view.op.id, item.name) not in fed
    }
    return StorageReads(by_op, by_input, catalogue.externals(), by_node)


def _joined(first: tuple[Key, ...], second: tuple[Key, ...]) -> tuple[Key, ...]:
    return second if not first else tuple(sorted({*first, *second}))


def _fed_inputs(flat: Mapping[str, FlatGraph]) -> set[tuple[str, str]]:
    """``(op id, input)`` of all that an op or a stored asset feeds in some job."""
    fed: set[tuple[str, str]] = set()
    for graph in flat.values():
        op_at = {node.path: node.op for node in graph.nodes}
        fed.update((op_at[edge.node], edge.input) for edge in graph.edges)
        fed.update((op_at[source.node], source.input) for source in graph.asset_sources)
    return fed


def _reads(view: OpView, catalogue: "_Catalogue") -> tuple[Key, ...]:
    own = set(find_writes(view))
    keys: list[Key] = []
    for effect in view.effects:
        if effect.verb != "read" or not is_data(effect) or effect.in_loop:
            continue
        stored = find_stored_object(effect)
        key = catalogue.key_of(stored) if stored is not None and stored not in own else None
        if key is not None:
            keys.append(key)
    return tuple(sorted(set(keys)))


class _Catalogue:
    """Keys of stored objects: those that the project makes, those that it has, and the externals met so far."""

    def __init__(self, drafts: Sequence[Draft], project: Project, taken_away: Set[str]) -> None:
        self._taken_away = taken_away
        assets = [draft for draft in drafts if draft.decision == "asset"]
        self._by_identity = {draft.stored.identity: draft.key for draft in assets if draft.stored}
        self._managed = {
            (draft.output.io_manager_key, draft.key[-1]): draft.key
            for draft in assets
            if draft.output.io_manager_key
        }
        self._made = {draft.key for draft in assets}
        self._stored_by_manager = {draft.key for draft in assets if draft.stored is None}
        self._existing = {asset.key: asset for asset in project.assets}
        self._externals: dict[Key, External] = {}

    def key_of(self, stored: StoredObject) -> Key | None:
        """The key of the object; remembers it as external when nobody makes it. None when it cannot be told apart from another."""
        if stored.identity in self._by_identity:
            return self._by_identity[stored.identity]
        if stored.identity in self._taken_away:
            return None
        is_table = stored.identity.startswith("table:")
        qualified = (stored.qualifier, stored.name) if stored.qualifier else (stored.name,)
        for key in (qualified, (stored.name,)):
            if is_table and (key in self._existing or key in self._stored_by_manager):
                return key
        if stored.identity.endswith(".json"):
            # Settings are JSON files far more often than somebody else's data are.
            return None
        for key in ((stored.name,), qualified):
            known = self._externals.get(key)
            is_free = key not in self._made and key not in self._existing
            if is_free and (known is None or known.identity == stored.identity):
                self._externals.setdefault(key, External(key, stored.identity, None))
                return key
        return None

    def key_of_input(self, item: OpInput) -> Key:
        """The key of what an I/O manager loads for an input: its own key, its metadata's table, or its name."""
        if item.asset_key:
            return self._remember(item.asset_key, item.input_manager_key)
        hinted = hinted_object(item.metadata)
        if hinted is None:
            made = self._managed.get((item.input_manager_key or "", item.name))
            return made or self._remember((item.name,), item.input_manager_key)
        if hinted.identity in self._by_identity:
            return self._by_identity[hinted.identity]
        made = self._managed.get((item.input_manager_key or "", hinted.name))
        if made is not None and not (hinted.qualifier and self._is_stored(made)):
            return made
        qualified = (hinted.qualifier, hinted.name) if hinted.qualifier else (hinted.name,)
        for key in (qualified, (hinted.name,)):
            if key in self._existing or key in self._stored_by_manager:
                return key
        return self._remember(
            qualified if (hinted.name,) in self._made else (hinted.name,), item.input_manager_key
        )

    def _is_stored(self, key: Key) -> bool:
        """The object behind a key is known: another schema is another object."""
        return key in self._by_identity.values()

    def _remember(self, key: Key, io_manager_key: str | None) -> Key:
        if key not in self._made and key not in self._existing:
            self._externals.setdefault(key, External(key, None, io_manager_key))
        return key

    def externals(self) -> tuple[External, ...]:
        """Sorted by key; an object that turned out to be made after all is none."""
        return tuple(self._externals[key] for key in sorted(self._externals) if key not in self._made)
