"""Gives each Dagster name one spelling, whatever module it was imported from."""

from assetize.analyzer.names.public_names import PUBLIC_NAMES

DAGSTER = "dagster"
PREFIX = "dagster."


def canonical(dotted: str) -> str:
    """``dagster.op`` for ``dagster.core.definitions.decorators.op`` and its like; other names as they are.

    Dagster moved its modules between versions, the names that it exports stayed. An attribute of a public name keeps
    it: ``dagster.AssetSelection.keys``.
    """
    if not dotted.startswith(PREFIX):
        return dotted
    parts = dotted.split(".")[1:]
    if parts[0] in PUBLIC_NAMES:
        return dotted
    for position, part in enumerate(parts):
        # Modules are lower-case like functions: only a class, or the last part, is surely the name.
        if part in PUBLIC_NAMES and (part[0].isupper() or position == len(parts) - 1):
            return PREFIX + ".".join(parts[position:])
    return dotted
