"""The catalogue by name, so that a call costs one look-up."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cache

from assetize.analyzer.effects.catalogue.row import Maker, Row
from assetize.analyzer.records import dataclass


@dataclass(frozen=True, slots=True)
class Index:
    """Rows and makers by qualified function name and by method name."""

    functions: Mapping[str, tuple[Row, ...]]
    methods: Mapping[str, tuple[Row, ...]]
    maker_functions: Mapping[str, tuple[Maker, ...]]
    maker_methods: Mapping[str, tuple[Maker, ...]]
    maker_attributes: Mapping[str, tuple[Maker, ...]]
    keyed_makers: tuple[Maker, ...]
    libraries: frozenset[str]
    """First parts of the types that the catalogue knows methods of."""

    def knows(self, type_name: str) -> bool:
        """Whether a receiver of that type is known, so that rows for other types do not fit it."""
        return type_name.partition(".")[0] in self.libraries


def index(rows: Iterable[Row], makers: Iterable[Maker]) -> Index:
    """Sorts rows and makers by the names they answer to."""
    functions: dict[str, list[Row]] = defaultdict(list)
    methods: dict[str, list[Row]] = defaultdict(list)
    maker_functions: dict[str, list[Maker]] = defaultdict(list)
    maker_methods: dict[str, list[Maker]] = defaultdict(list)
    maker_attributes: dict[str, list[Maker]] = defaultdict(list)
    libraries: set[str] = {"io", "http", "pyarrow"}
    for row in rows:
        for name in row.functions:
            functions[name].append(row)
        for name in row.methods:
            methods[name].append(row)
        libraries.update(_library(receiver) for receiver in row.receivers)
    makers = tuple(makers)
    for maker in makers:
        for name in maker.functions:
            maker_functions[name].append(maker)
        for name in maker.methods:
            maker_methods[name].append(maker)
        for name in maker.attributes:
            maker_attributes[name].append(maker)
        libraries.update(_library(receiver) for receiver in maker.receivers)
    return Index(
        _frozen(functions),
        _frozen(methods),
        _frozen(maker_functions),
        _frozen(maker_methods),
        _frozen(maker_attributes),
        tuple(maker for maker in makers if maker.items or maker.any_attribute),
        frozenset(libraries),
    )


@cache
def fits(receivers: tuple[str, ...], type_name: str) -> bool:
    """Whether a type is one of the receivers: ``"boto3:Client"`` is a class ``Client`` below ``boto3``."""
    for receiver in receivers:
        prefix, _, last = receiver.partition(":")
        if (type_name == prefix or type_name.startswith(prefix + ".")) and (
            not last or type_name.rpartition(".")[2] == last
        ):
            return True
    return False


def _library(receiver: str) -> str:
    return receiver.partition(":")[0].partition(".")[0]


def _frozen(found: dict[str, list[Row]] | dict[str, list[Maker]]) -> dict[str, tuple]:  # type: ignore[type-arg]
    return {name: tuple(rows) for name, rows in found.items()}
