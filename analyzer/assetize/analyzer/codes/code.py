"""One diagnostic code and what it means."""

from assetize.analyzer.model.source import Diagnostic, Location, Severity
from assetize.analyzer.records import dataclass


@dataclass(frozen=True, slots=True)
class Code:
    """``title`` says what in one line, ``why`` explains it, ``help`` is what a person does about it, ``example`` shows code."""

    code: str
    severity: Severity
    title: str
    why: str
    help: str
    example: str = ""

    def at(self, where: Location, message: str, subject: str = "") -> Diagnostic:
        """A diagnostic of this code at a place; ``message`` names the particulars."""
        return Diagnostic(self.code, self.severity, message, where.file, where.line, self.help, subject)
