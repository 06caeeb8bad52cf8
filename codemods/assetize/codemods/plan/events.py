"""Materializations that ops report by themselves."""

from assetize.analyzer.model import Effect
from assetize.codemods.plan.index import Index

Key = tuple[str, ...]


def find_events(index: Index, op: str) -> tuple[Effect, ...]:
    """The materializations that the op reports, in the order of its body.

    One statement is one report, also where the op is read once for each job that gives it another config.
    """
    found = (item for item in index.effects.get(op, ()) if item.kind == "asset" and item.verb == "create")
    return tuple({(item.where, item.identity, item.through): item for item in reversed([*found])}.values())[
        ::-1
    ]


def key_of(event: Effect) -> Key | None:
    """The asset that it is about; None where that is only known while running."""
    return tuple(event.identity.split("/")) if event.identity is not None else None
