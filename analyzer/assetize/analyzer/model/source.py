"""Places in source files, and what is said about them."""

from typing import Literal

from assetize.analyzer.records import dataclass

Severity = Literal["error", "warning", "note"]


@dataclass(frozen=True, slots=True, order=True)
class Location:
    """A place: ``file`` relative to the analysed root with ``/``; ``line`` counted from 1."""

    file: str
    line: int


@dataclass(frozen=True, slots=True, order=True)
class Unknown:
    """Something that the reader met and could not understand.

    ``subject`` is the id of the definition that it makes unreliable (an op, graph, job, code location or
    I/O manager), or ``""`` when it concerns the whole file. ``code`` is the diagnostic code that explains it.
    Whatever rests on an unknown is refused, never guessed.
    """

    where: Location
    what: str
    subject: str
    code: str


@dataclass(frozen=True, slots=True, order=True)
class Diagnostic:
    """One finding for people: what, where, why (``message``) and what to do (``help``).

    ``subject`` is the id of the definition that it is about, or ``""``.
    """

    code: str
    severity: Severity
    message: str
    file: str
    line: int
    help: str
    subject: str = ""
