"""What an op's body gives back and what it asks of its context."""

import ast

from assetize.analyzer.readers.context_uses import find_context_uses
from assetize.analyzer.records import dataclass
from assetize.analyzer.syntax.outline import Outline
from assetize.analyzer.syntax.standpoint import Standpoint

EVENTS = "dagster."


@dataclass(frozen=True, slots=True)
class OpBody:
    """``returns`` are source texts, ``None`` left out; ``yields`` are Dagster names, ``""`` for anything else."""

    returns: tuple[str, ...] = ()
    yields: tuple[str, ...] = ()
    is_generator: bool = False
    context_uses: tuple[str, ...] = ()
    hands_on_context: bool = False

    @property
    def returns_value(self) -> bool:
        """Something other than ``None`` is returned, or something is yielded."""
        return bool(self.returns) or self.is_generator


def read_op_body(here: Standpoint, outline: Outline, context: str | None) -> OpBody:
    """Reads a body; ``here`` is the standpoint inside it, ``context`` the name of its context parameter."""
    own = list(outline.of(here.scope))
    returned = sorted((node for group in own for node in group.returns), key=_place)
    yielded = sorted((node for group in own for node in group.yields), key=_place)
    uses, hands_on = (set[str](), False) if context is None else find_context_uses(here, outline, context)
    return OpBody(
        returns=tuple(
            dict.fromkeys(here.text(value) for value in map(_value, returned) if value is not None)
        ),
        yields=tuple(dict.fromkeys(_yielded(here, node) for node in yielded)),
        is_generator=bool(yielded),
        context_uses=tuple(sorted(uses)),
        hands_on_context=hands_on,
    )


def _place(node: ast.stmt | ast.expr) -> tuple[int, int]:
    return node.lineno, node.col_offset


def _value(node: ast.Return) -> ast.expr | None:
    """What a return gives, unless that is ``None``."""
    is_none = isinstance(node.value, ast.Constant) and node.value.value is None
    return None if is_none else node.value


def _yielded(here: Standpoint, node: ast.AST) -> str:
    if not isinstance(node, ast.Yield) or not isinstance(node.value, ast.Call):
        return ""
    function = node.value.func
    name = here.resolve(function) if isinstance(function, ast.Name | ast.Attribute) else None
    return name[len(EVENTS) :] if name is not None and name.startswith(EVENTS) else ""
