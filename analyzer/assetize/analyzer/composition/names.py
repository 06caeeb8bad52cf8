"""The names that are bound while a body is interpreted."""

from assetize.analyzer.composition.values import Value
from assetize.analyzer.syntax.standpoint import Standpoint


class Names:
    """The local names of one call of a function; other names mean what they mean at ``here``."""

    def __init__(self, here: Standpoint, outer: "Names | None" = None) -> None:
        self.here = here
        self._outer = outer
        self._values: dict[str, Value] = {}

    def find(self, name: str) -> Value | None:
        """What a name is bound to, here or in the functions around."""
        if name in self._values:
            return self._values[name]
        return None if self._outer is None else self._outer.find(name)

    def bind(self, name: str, value: Value) -> None:
        """``name = value``."""
        self._values[name] = value

    def unbind(self, name: str) -> None:
        """The name means again what the source says about it."""
        self._values.pop(name, None)
