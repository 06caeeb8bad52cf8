"""One call in a body, with its arguments evaluated."""

import ast
from collections.abc import Mapping, Sequence
from dataclasses import replace

from assetize.analyzer.codes.code import Code
from assetize.analyzer.codes.reading import UNREAD_COMPOSITION
from assetize.analyzer.composition.names import Names
from assetize.analyzer.composition.run import Run
from assetize.analyzer.composition.values import Opaque, Value
from assetize.analyzer.records import dataclass


@dataclass(frozen=True, slots=True, eq=False)
class CallSite:
    """``node`` called with these values."""

    run: Run
    names: Names
    node: ast.Call
    positional: Sequence[Value]
    keywords: Mapping[str, Value]

    @property
    def text(self) -> str:
        """The call as it is written."""
        return self.names.here.text(self.node)

    def argument(self, position: int, name: str) -> Value | None:
        """An argument that may be given by position or by name."""
        return self.positional[position] if position < len(self.positional) else self.keywords.get(name)

    def of(self, *positional: Value) -> "CallSite":
        """The same place, with other arguments: what ``.map`` does to its function."""
        return replace(self, positional=positional, keywords={})

    def unclear(self, what: str, code: Code = UNREAD_COMPOSITION) -> Opaque:
        """Records that the call was not understood, and gives a value that is not known."""
        self.run.doubt(self.names.here, self.node, code, what)
        return Opaque(self.text, is_recorded=self.run.wiring is not None)
