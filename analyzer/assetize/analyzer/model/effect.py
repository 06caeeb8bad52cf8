"""What an op's body does to the world outside the run."""

from typing import Literal

from assetize.analyzer.model.config_values import GivenValue, OpUse
from assetize.analyzer.model.source import Location
from assetize.analyzer.records import dataclass

Verb = Literal["read", "create", "append", "update", "delete", "drop", "send", "opaque"]
"""``create`` makes or replaces the whole object; ``append`` adds to it; ``update`` changes rows in it; ``delete`` removes rows;
``drop`` removes the object; ``send`` goes to people or queues; ``opaque`` is a call whose effect cannot be known (a shell command)."""

ObjectKind = Literal["table", "file", "object", "model", "collection", "message", "http", "asset", "unknown"]

EffectConfidence = Literal["certain", "likely", "guess"]


@dataclass(frozen=True, slots=True)
class Effect:
    """One effect of one op.

    ``identity`` names the object in ``kind``'s own terms: ``"schema.table"``, a path, ``"bucket/key"``; holes that still
    name one object appear as ``{env:NAME}``. None: the object is only known while running, and ``reason`` says why.
    ``in_loop``: done for each element of something only known while running. ``through``: the calls followed from the op's
    body to the effect, outermost first, as ``"helper (file:line)"``.
    """

    op: str
    verb: Verb
    kind: ObjectKind
    identity: str | None
    where: Location
    idiom: str
    """The catalogue's name of what was recognised: ``"pandas.to_sql"``, ``"sql.insert"``."""
    confidence: EffectConfidence
    detail: str
    """The call as a person would quote it."""
    through: tuple[str, ...] = ()
    in_loop: bool = False
    conditional: bool = False
    reason: str = ""
    order: int = 0
    """Place among the op's effects, in source order."""
    pattern: str = ""
    """Where ``identity`` is None, what is known of the name, with the holes that a run fills: ``exports/{config:day}.csv``."""
    declared: str = ""
    """Where the project's own settings say so (``"assetize.toml:3"``); empty for what was recognised in the code."""
    uses: tuple[OpUse, ...] = ()
    """The uses of the op that have this effect, where others have another; empty: all have it."""
    given: tuple[GivenValue, ...] = ()
    """The config values that its name rests on."""
