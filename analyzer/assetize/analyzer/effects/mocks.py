"""Stand-ins that some jobs get for a resource: objects that take every call, and store nothing."""

import ast

from assetize.analyzer.effects.things import Made, Thing
from assetize.analyzer.syntax.standpoint import Standpoint

MOCK = Made("unittest.mock.Mock")
"""Whatever is asked of it is a mock, too."""
MOCKS = frozenset(
    {
        f"{module}.{name}"
        for module in ("unittest.mock", "mock")
        for name in ("Mock", "MagicMock", "AsyncMock")
    }
)
_OF_DAGSTER = frozenset({"mock_resource", "none_resource"})


def is_mock(thing: Thing | None) -> bool:
    """Whether calls of it, and of whatever it gives, do nothing."""
    return thing == MOCK


def makes_mock(here: Standpoint, call: ast.Call) -> bool:
    """``ResourceDefinition.mock_resource()``, or Dagster's resource that is None."""
    name = here.resolve(call.func) or ""
    owner, _, last = name.rpartition(".")
    return last in _OF_DAGSTER and owner.startswith("dagster.") and not call.args
