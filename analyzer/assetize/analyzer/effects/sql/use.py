"""What one SQL text does to tables: plain records, no syntax nodes."""

from assetize.analyzer.model.effect import ObjectKind, Verb
from assetize.analyzer.records import dataclass


@dataclass(frozen=True, slots=True)
class SqlUse:
    """One object that a SQL text reads or changes.

    ``name`` is lower-cased unless it was quoted, its parts joined by dots. ``temporary`` marks a table that ends with the
    session. ``whole`` is true when every row goes: ``TRUNCATE``, or ``DELETE`` without ``WHERE``.
    """

    verb: Verb
    kind: ObjectKind
    name: str
    idiom: str
    temporary: bool = False
    whole: bool = False


@dataclass(frozen=True, slots=True)
class SqlReading:
    """All uses of one text, in order. ``parsed`` is false when only its leading words could be read."""

    uses: tuple[SqlUse, ...] = ()
    parsed: bool = True
