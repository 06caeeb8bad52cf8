"""Which original op a function is: the same in both versions, whatever it is called now."""

from collections.abc import Sequence
from typing import Any


class Identities:
    """``renamed`` maps ``"module:name"`` of the upgraded version to the original op's; ``pass_through`` are ops that the upgrade wrote.

    ``reads_partition``: ops that ask for the partition which their config said before: what that was is no difference.
    """

    def __init__(
        self,
        renamed: dict[str, str],
        pass_through: list[str],
        stored_inputs: dict[str, str],
        reads_partition: Sequence[str] = (),
    ) -> None:
        self._renamed = renamed
        self._stored_inputs = stored_inputs
        self.pass_through = frozenset(pass_through)
        self.reads_partition = frozenset(reads_partition)

    def stored_input(self, identity: str, name: str) -> str:
        """What an input that no op feeds is loaded from: an asset where the upgrade has one for it, else the input itself."""
        return self._stored_inputs.get(f"{identity}.{name}", f"input {identity}.{name}")

    def of(self, function: Any, node: str) -> str:
        """The id of the original op. Functions made by functions share a name: theirs ends with the op's own name."""
        module = getattr(function, "__module__", "")
        name = getattr(function, "__qualname__", type(function).__name__)
        found = f"{module}:{name}"
        if "<locals>" in name or "<lambda>" in name:
            found = f"{found}[{node}]"
        return self._renamed.get(found, found)
