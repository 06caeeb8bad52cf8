"""A project and the truth about it, which the analyzer does not see."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Label:
    """What the op called ``op`` stores when ``job`` runs it: the object's name, or None for nothing that lasts and is known."""

    job: str
    op: str
    stores: str | None
    traits: tuple[str, ...]
    """How the project says it: the idiom, how the name is spelled, how the write is reached."""
    output: str = ""
    """The output that stands for it, where the op has several."""
    node: str = ""
    """The use that it is about, where the op has several."""


@dataclass(frozen=True, slots=True)
class LabelledProject:
    """``files`` by path; ``labels`` for every op of every job."""

    files: dict[str, str]
    labels: tuple[Label, ...]


@dataclass(slots=True)
class ModuleText:
    """A Python file while it is put together: imports once each, then definitions in order."""

    imports: list[str] = field(default_factory=list)
    blocks: list[str] = field(default_factory=list)

    def add_import(self, line: str) -> None:
        """Adds ``line`` unless the module has it."""
        if line and line not in self.imports:
            self.imports.append(line)

    def add_block(self, text: str) -> None:
        """Adds a definition unless the module has the same one."""
        if text and text not in self.blocks:
            self.blocks.append(text)

    def text(self) -> str:
        """The whole file."""
        return "\n".join(self.imports) + "\n\n" + "\n\n".join(self.blocks) + "\n"
