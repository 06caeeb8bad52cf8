"""Follows attributes of the project's classes, through their bases."""

from typing import TYPE_CHECKING

from assetize.analyzer.names.meaning import Meaning

if TYPE_CHECKING:
    from assetize.analyzer.names.resolution import Trail
    from assetize.analyzer.names.sources import Sources


UNCLEAR = "?"


def lineage(sources: "Sources", class_id: str) -> tuple[str, ...]:
    """A class and its ancestors by qualified name, nearest first; ``"?"`` for a base that is not understood."""
    memory = sources.lineages
    if class_id not in memory:
        memory[class_id] = (class_id, UNCLEAR)  # what a class answers that is looked up for its own bases
        memory[class_id] = _ancestors(sources, class_id)
    return memory[class_id]


def _ancestors(sources: "Sources", class_id: str) -> tuple[str, ...]:
    found: list[str] = []
    pending = [class_id]
    while pending:
        current = pending.pop()
        if current not in found:
            found.append(current)
            pending.extend(reversed(bases_of(sources, current)))
    return tuple(found)


def bases_of(sources: "Sources", class_id: str) -> tuple[str, ...]:
    """The qualified names of a class's bases as written, ``"?"`` for those not understood."""
    from assetize.analyzer.names.resolution import meaning_of

    scope = sources.class_scope(class_id)
    if scope is None or scope.parent is None:
        return ()
    around = scope.parent
    return tuple(meaning_of(sources, around, base).name or UNCLEAR for base in scope.bases())


def member_of_class(sources: "Sources", class_id: str, name: str, trail: "Trail" = ()) -> Meaning:
    """What ``Class.name`` means: the first binding among the class and its ancestors."""
    from assetize.analyzer.names.resolution import meaning_in_scope

    for ancestor in lineage(sources, class_id):
        scope = sources.class_scope(ancestor)
        if scope is not None and name in scope.bindings:
            return meaning_in_scope(sources, scope, name, trail)
        if scope is None and ancestor != "builtins.object":
            return Meaning(None, f"{name} may come from {ancestor}, a base of {class_id}", is_value=True)
    return Meaning(None, f"{class_id} has no {name}", is_value=True)
