"""Tables and views that end with the session: what a body does to them is no effect."""

import ast

from assetize.analyzer.effects.catalogue.row import at
from assetize.analyzer.effects.frame import Frame
from assetize.analyzer.effects.recording import record
from assetize.analyzer.effects.scratch import TEMPORARY
from assetize.analyzer.effects.slots import Identity, argument_of, table_identity

TEMPORARY_VIEWS = frozenset(
    {"createOrReplaceTempView", "createTempView", "registerTempTable", "create_or_replace_temp_view"}
)
_NAME = at("name", "viewName", position=0)


def remember_view(frame: Frame, node: ast.Call) -> None:
    """``df.createOrReplaceTempView("users")``."""
    thing = argument_of(frame, node, _NAME)
    if thing is not None:
        remember(frame, node, table_identity(frame, thing))


def remember(frame: Frame, node: ast.AST, identity: Identity) -> None:
    """Marks a name, for as long as the op runs; a name with a random part by its pattern."""
    if identity.text is not None or identity.pattern:
        record(frame, node, TEMPORARY, "create", "table", identity, "likely")
