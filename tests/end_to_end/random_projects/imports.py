"""Collects what a module of a random project has to import, and in which style."""

from dataclasses import dataclass, field


@dataclass
class Imports:
    """The imports of one module."""

    style: str
    """``"names"``, ``"dg"`` or ``"module"``."""
    package: str | None
    """How project modules are reached: ``"."`` relative, ``""`` by name, None when all is one file."""
    names: set[str] = field(default_factory=set)
    others: set[str] = field(default_factory=set)
    projects: dict[str, set[str]] = field(default_factory=dict)

    def dagster(self, name: str) -> str:
        """How this module spells a name of Dagster's."""
        if self.style == "names":
            self.names.add(name)
            return name
        return f"{'dg' if self.style == 'dg' else 'dagster'}.{name}"

    def other(self, statement: str) -> None:
        """A whole import statement."""
        self.others.add(statement)

    def project(self, module: str, name: str) -> str:
        """A name of another module of the project."""
        self.projects.setdefault(module, set()).add(name)
        return name

    def text(self) -> str:
        """The statements."""
        lines = sorted(self.others)
        if self.style == "names" and self.names:
            lines.append(f"from dagster import {', '.join(sorted(self.names))}")
        elif self.style != "names":
            lines.append("import dagster as dg" if self.style == "dg" else "import dagster")
        if self.package is not None:
            lines.extend(
                f"from {self.package}{module} import {', '.join(sorted(names))}"
                for module, names in sorted(self.projects.items())
            )
        return "\n".join(lines) + "\n"
