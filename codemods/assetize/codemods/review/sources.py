"""The project's own files as the page shows them: only those that the analysis names, and only inside the project."""

from pathlib import Path

from markupsafe import Markup

from assetize.analyzer.model import Analysis
from assetize.analyzer.records import dataclass
from assetize.codemods.review.code_text import code_lines

LARGEST = 2_000_000


@dataclass(frozen=True, slots=True)
class SourceLine:
    """A line with its number."""

    number: int
    code: Markup


class Sources:
    """Reads each file once for one page."""

    def __init__(self, root: Path, analysis: Analysis) -> None:
        self._root = root.resolve()
        self._known = _named_files(analysis)
        self._texts: dict[str, list[str]] = {}

    def lines(self, file: str) -> tuple[SourceLine, ...] | None:
        """All lines of a file; None for one that is not the project's, or that cannot be read."""
        text = self._text(file)
        if not text:
            return None
        return tuple(SourceLine(number, code) for number, code in enumerate(code_lines(text, file), 1))

    def around(self, file: str, line: int, margin: int) -> tuple[SourceLine, ...]:
        """A line and so many before and after it; nothing where it cannot be shown."""
        start = max(0, line - 1 - margin)
        part = self._text(file)[start : line + margin] if line else []
        return tuple(
            SourceLine(number, code) for number, code in enumerate(code_lines(part, file), start + 1) if part
        )

    def _text(self, file: str) -> list[str]:
        if file not in self._texts:
            self._texts[file] = self._read(file) if file in self._known else []
        return self._texts[file]

    def _read(self, file: str) -> list[str]:
        path = (self._root / file).resolve()
        try:
            if not path.is_relative_to(self._root) or path.stat().st_size > LARGEST:
                return []
            return path.read_bytes().decode("utf-8", "backslashreplace").split("\n")
        except OSError:
            return []


def _named_files(analysis: Analysis) -> frozenset[str]:
    evidence = (item.file for decision in analysis.outputs for item in decision.evidence)
    return frozenset({*(module.file for module in analysis.project.modules), *evidence})
