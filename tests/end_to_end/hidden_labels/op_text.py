"""One op as it will stand in a module, with what it needs around it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class OpText:
    """An op's definition with what it needs elsewhere; ``config`` is what the jobs' run config gives ``config_node``."""

    name: str
    call: str
    stores: str | None
    traits: tuple[str, ...]
    text: str
    imports: tuple[str, ...] = ()
    definitions: tuple[str, ...] = ()
    settings: str = ""
    storage: str = ""
    storage_imports: tuple[str, ...] = ()
    config: str | None = None
    config_node: str = ""
    resource: tuple[str, str] | None = None
    feeder: str = ""
    """The op that hands it a name."""
    files: tuple[tuple[str, str], ...] = ()
    """Other files of the project that it reads, by path."""
    outputs: tuple[str, ...] = ()
    """Its outputs where it has two; each is the name of the object that it stands for."""
