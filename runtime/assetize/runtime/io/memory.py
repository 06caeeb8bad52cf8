"""The I/O manager that keeps values in memory."""

from __future__ import annotations

from typing import Any

from assetize.runtime.io.definition import IOManager, IOManagerDefinition, io_manager


class InMemoryIOManager(IOManager):
    """Keeps outputs in a dictionary, for as long as the manager lives."""

    def __init__(self) -> None:
        self.values: dict[tuple[str, ...], Any] = {}

    def handle_output(self, context: Any, obj: Any) -> None:
        self.values[tuple(context.get_identifier())] = obj

    def load_input(self, context: Any) -> Any:
        return self.values[tuple(context.get_identifier())]


mem_io_manager: IOManagerDefinition = io_manager(
    description="Keeps outputs in memory for the time of a run."
)(lambda _context: InMemoryIOManager())
