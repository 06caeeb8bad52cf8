"""Selections of assets: objects that combine, and the strings that stand for them."""

from __future__ import annotations

import fnmatch
from collections.abc import Callable, Iterable, Sequence, Set
from typing import Any

from assetize.runtime.errors import DagsterError, DagsterInvalidSubsetError, ParameterCheckError
from assetize.runtime.metadata.asset_key import AssetKey
from assetize.runtime.records import Record
from assetize.runtime.selection.op_selection import parse_clause, reach

Keys = set[AssetKey]

_WITHOUT_TEXT = ("key_prefix:", "neighbors of ", "materializable ", "sources of ", "all checks", "checks ")
"""How selections are described that the grammar has no words for."""


class AssetSelection(Record):
    """Which assets are meant; resolved against the assets of a project."""

    __slots__ = ("description", "function")

    def __init__(self, description: str, function: Callable[[Any], Keys]) -> None:
        self.description = description
        self.function = function

    def __str__(self) -> str:
        return self.description

    def to_selection_str(self) -> str:
        """The text that stands for the selection, if there is one."""
        if any(mark in self.description for mark in _WITHOUT_TEXT):
            raise NotImplementedError(f"{self.description} does not support conversion to a string")
        return self.description

    def __eq__(self, other: object) -> bool:
        return isinstance(other, AssetSelection) and self.description == other.description

    def __hash__(self) -> int:
        return hash(self.description)

    def resolve_in(self, collection: Any) -> Keys:
        """The selected assets of a collection."""
        return self.function(collection)

    def resolve_checks_in(self, collection: Any) -> set[Any] | None:
        """The checks that are selected with the assets."""
        keys = self.resolve_in(collection)
        return {key for key in collection.check_owner if key.asset_key in keys}

    def resolve(self, all_assets: Any, allow_missing: bool = False) -> Keys:
        """The selected assets among definitions; those that are missing are left out if they may be."""
        from assetize.runtime.assets.job_building import AssetCollection

        collection = AssetCollection(all_assets)
        collection.may_lack_selected = allow_missing
        return self.resolve_in(collection)

    @staticmethod
    def all(include_sources: bool = False) -> AssetSelection:
        """All assets that runs can make."""
        return AssetSelection("*", lambda c: set(c.specs) if include_sources else set(c.materializable_keys))

    @staticmethod
    def assets(*assets: Any) -> AssetSelection:
        """These assets."""
        keys: list[AssetKey] = []
        for item in assets:
            several = getattr(item, "keys", None)
            keys.extend(
                sorted(several)
                if several is not None and not callable(several)
                else [AssetKey.from_coercible(item)]
            )
        label = " or ".join(f'key:"{key.to_user_string()}"' for key in keys)
        return AssetSelection(label, lambda c: _known(c, keys))

    keys = assets

    @staticmethod
    def groups(*group_strs: str, include_sources: bool = False) -> AssetSelection:
        """The assets of these groups."""
        wanted = set(group_strs)
        label = " or ".join(f'group:"{group}"' for group in group_strs)
        return _by_spec(label, lambda spec: (spec.group_name or "default") in wanted, include_sources)

    @staticmethod
    def tag(key: str, value: str, include_sources: bool = False) -> AssetSelection:
        """The assets with a tag."""
        label = f'tag:"{key}"="{value}"' if value else f'tag:"{key}"'
        return _by_spec(label, lambda spec: spec.tags.get(key) == value, include_sources)

    @staticmethod
    def tag_string(string: str, include_sources: bool = False) -> AssetSelection:
        """The assets with a tag that is written as `key` or `key=value`."""
        key, _, value = string.partition("=")
        return AssetSelection.tag(key, value, include_sources)

    @staticmethod
    def owner(owner: str | None) -> AssetSelection:
        """The assets of an owner."""
        return _by_spec(f'owner:"{owner}"', lambda spec: owner in spec.owners, False)

    @staticmethod
    def kind(kind: str | None, include_sources: bool = False) -> AssetSelection:
        """The assets of a kind."""
        return _by_spec(
            f'kind:"{kind}"', lambda spec: kind in spec.kinds if kind else not spec.kinds, include_sources
        )

    @staticmethod
    def key_prefixes(*key_prefixes: Any, include_sources: bool = False) -> AssetSelection:
        """The assets whose keys begin with one of these."""
        prefixes = [[p] if isinstance(p, str) else list(p) for p in key_prefixes]
        return _by_spec(
            f"key_prefix:{prefixes}",
            lambda spec: any(spec.key.has_prefix(prefix) for prefix in prefixes),
            include_sources,
        )

    @staticmethod
    def key_substring(key_substring: str, include_sources: bool = False) -> AssetSelection:
        """The assets whose keys contain a text."""
        return _by_spec(
            f'key_substring:"{key_substring}"',
            lambda spec: key_substring in spec.key.to_user_string(),
            include_sources,
        )

    @staticmethod
    def key_wildcard(pattern: str) -> AssetSelection:
        """The assets whose keys match a pattern with `*`."""
        return AssetSelection(
            f'key:"{pattern}"',
            lambda c: {k for k in c.specs if fnmatch.fnmatchcase(k.to_user_string(), pattern)},
        )

    @staticmethod
    def checks_for_assets(*assets: Any) -> AssetSelection:
        """The checks of these assets, without the assets."""
        keys = {
            key
            for item in assets
            for key in (
                item.keys if hasattr(item, "is_assets_definition") else [AssetKey.from_coercible(item)]
            )
        }
        return ChecksSelection(f"checks of {sorted(keys)}", lambda check: check.asset_key in keys)

    @staticmethod
    def all_asset_checks() -> AssetSelection:
        """All checks, without the assets."""
        return ChecksSelection("all checks", lambda check: True)

    @staticmethod
    def checks(*checks: Any) -> AssetSelection:
        """These checks."""
        keys = {
            key for item in checks for key in (item.check_keys if hasattr(item, "check_keys") else [item])
        }
        return ChecksSelection(f"checks {sorted(map(str, keys))}", lambda check: check in keys)

    def without_checks(self) -> AssetSelection:
        """The assets without their checks."""
        return WithoutChecks(self.description, self.function)

    def _operand(self) -> str:
        """The selection in words, in parentheses unless it is one word."""
        return self.description if " " not in self.description else f"({self.description})"

    def upstream(self, depth: int | None = None, include_self: bool = True) -> AssetSelection:
        """The assets and those that they are made from."""
        inner = self._operand()
        label = f"+{inner}" if depth is None else f"{depth}+{inner}"
        label = label if include_self else f"{label} and not {inner}"
        return AssetSelection(
            label, lambda c: _materializable(c, _grown(self.resolve_in(c), c.upstream, depth, include_self))
        )

    def downstream(self, depth: int | None = None, include_self: bool = True) -> AssetSelection:
        """The assets and those that are made from them."""
        inner = self._operand()
        label = f"{inner}+" if depth is None else f"{inner}+{depth}"
        label = label if include_self else f"{label} and not {inner}"
        return AssetSelection(
            label, lambda c: _grown(self.resolve_in(c), _downstream(c), depth, include_self)
        )

    def upstream_source_assets(self) -> AssetSelection:
        """The external assets that the assets are made from."""
        return AssetSelection(
            f"sources of {self}",
            lambda c: {
                k for k in _grown(self.resolve_in(c), c.upstream, None, False) if k not in c.executable_keys
            },
        )

    def sources(self) -> AssetSelection:
        """The assets of the selection that are made from no other of it."""
        return AssetSelection(f"roots({self})", lambda c: _ends(self.resolve_in(c), c.upstream))

    roots = sources

    def sinks(self) -> AssetSelection:
        """The assets of the selection that no other of it is made from."""
        return AssetSelection(f"sinks({self})", lambda c: _ends(self.resolve_in(c), _downstream(c)))

    def required_multi_asset_neighbors(self) -> AssetSelection:
        """The assets and those that are made together with them."""

        def grown(collection: Any) -> Keys:
            keys = self.resolve_in(collection)
            found = set(keys)
            for key in keys:
                owner = collection.owner.get(key)
                if owner is not None and not owner.can_subset:
                    found |= owner.keys
            return found

        return AssetSelection(f"neighbors of {self}", grown)

    def materializable(self) -> AssetSelection:
        """Those of the assets that runs can make."""
        return AssetSelection(f"materializable {self}", lambda c: _materializable(c, self.resolve_in(c)))

    def __or__(self, other: Any) -> AssetSelection:
        return Combined(_joined("or", self, _checked(other)), self, other, set.union)

    def __and__(self, other: Any) -> AssetSelection:
        return Combined(_joined("and", self, _checked(other)), self, other, set.intersection)

    def __sub__(self, other: Any) -> AssetSelection:
        without = f"not {_checked(other)._operand()}"
        label = without if self.description == "*" else f"{self._operand()} and {without}"
        return Combined(label, self, other, set.difference)

    @staticmethod
    def from_string(string: str, include_sources: bool = False) -> AssetSelection:
        """The selection that a string stands for."""
        from assetize.runtime.selection.grammar import parse_selection

        return parse_selection(string, include_sources)

    @staticmethod
    def from_coercible(value: Any) -> AssetSelection:
        """The selection that a string, keys, definitions or a list of one kind of these stand for."""
        if isinstance(value, AssetSelection):
            return value
        if isinstance(value, str):
            return AssetSelection.from_string(value)
        if isinstance(value, Sequence) and all(isinstance(item, str) for item in value):
            if not value:
                return AssetSelection.assets()
            made = AssetSelection.from_string(value[0])
            for item in value[1:]:
                made = made | AssetSelection.from_string(item)
            return made
        if isinstance(value, Sequence) and (
            all(isinstance(item, AssetKey) for item in value)
            or all(hasattr(item, "keys") or hasattr(item, "key") for item in value)
        ):
            return AssetSelection.assets(*value)
        raise DagsterError(
            "selection argument must be one of str, Sequence[str], Sequence[AssetKey], Sequence[AssetsDefinition], "
            f"Sequence[SourceAsset], AssetSelection. Was {type(value)}."
        )


class Combined(AssetSelection):
    """Two selections put together, with their checks."""

    __slots__ = ("left", "operation", "right")

    def __init__(self, description: str, left: AssetSelection, right: AssetSelection, operation: Any) -> None:
        super().__init__(description, lambda c: operation(left.resolve_in(c), right.resolve_in(c)))
        self.left = left
        self.right = right
        self.operation = operation

    def resolve_checks_in(self, collection: Any) -> set[Any] | None:
        parts = [part.resolve_checks_in(collection) for part in (self.left, self.right)]
        chosen: set[Any] = self.operation(*(part if part is not None else set() for part in parts))
        return chosen


class WithoutChecks(AssetSelection):
    """Assets without their checks."""

    __slots__ = ()

    def resolve_checks_in(self, collection: Any) -> set[Any] | None:
        return set()


class ChecksSelection(AssetSelection):
    """Checks without their assets."""

    __slots__ = ("accepts",)

    def __init__(self, description: str, accepts: Callable[[Any], bool]) -> None:
        super().__init__(description, lambda _collection: set())
        self.accepts = accepts

    def resolve_checks_in(self, collection: Any) -> set[Any] | None:
        return {key for key in collection.check_owner if self.accepts(key)}


def _checked(other: Any) -> AssetSelection:
    if not isinstance(other, AssetSelection):
        raise ParameterCheckError(
            f'Param "other" is not a AssetSelection. Got {other!r} which is type {type(other)}.'
        )
    return other


def _joined(word: str, left: AssetSelection, right: AssetSelection) -> str:
    """Two selections in words; those that are joined by the same word already need no parentheses."""
    operation = {"or": set.union, "and": set.intersection}[word]

    def text(part: AssetSelection) -> str:
        same = isinstance(part, Combined) and part.operation == operation
        return part.description if same else part._operand()

    return f"{text(left)} {word} {text(right)}"


def _known(collection: Any, keys: Iterable[AssetKey]) -> Keys:
    if collection.may_lack_selected:
        return set(keys) & set(collection.owner)
    for key in keys:
        if key not in collection.specs or key not in collection.owner:
            raise DagsterInvalidSubsetError(
                f"AssetKey(s) {[k.to_user_string() for k in [key]]} were selected, but no AssetsDefinition objects supply these keys. Make sure all keys are spelled "
                "correctly, and all AssetsDefinitions are correctly added to the `Definitions`."
            )
    return set(keys)


def _by_spec(label: str, accepts: Callable[[Any], bool], include_sources: bool) -> AssetSelection:
    def chosen(collection: Any) -> Keys:
        keys = set(collection.specs) if include_sources else collection.materializable_keys
        return {key for key in keys if accepts(collection.specs[key])}

    return AssetSelection(label, chosen)


def _downstream(collection: Any) -> dict[AssetKey, list[AssetKey]]:
    found: dict[AssetKey, list[AssetKey]] = {key: [] for key in collection.specs}
    for key, upstream in collection.upstream.items():
        for other in upstream:
            found.setdefault(other, []).append(key)
    return found


def _grown(keys: Set[AssetKey], edges: Any, depth: int | None, include_self: bool) -> Keys:
    found: Keys = set(keys) if include_self else set()
    for key in keys:
        found |= reach(key, edges, depth) - (set() if include_self else set(keys))
    return found


def _materializable(collection: Any, keys: Keys) -> Keys:
    return keys & set(collection.materializable_keys)


def _ends(keys: Keys, edges: Any) -> Keys:
    return {key for key in keys if not (reach(key, edges, None) & keys - {key})}


def legacy_selection(clause: str) -> AssetSelection | None:
    """The selection of the older syntax: `*a`, `a+`, `++a`."""
    if clause == "*":
        return AssetSelection.all()
    parsed = parse_clause(clause)
    if parsed is None:
        return None
    up, name, down = parsed
    base = AssetSelection.assets(AssetKey.from_user_string(name))
    chosen = base
    if up is None or up > 0:
        chosen = base.upstream(up)
    if down is None or down > 0:
        below = base.downstream(down)
        chosen = below if chosen is base else chosen | below
    return chosen
