"""What a project already has that looks at assets by their keys."""

from typing import Literal

from assetize.analyzer.model.source import Location
from assetize.analyzer.records import dataclass

WatcherKind = Literal["check", "sensor", "automation", "mapping"]


@dataclass(frozen=True, slots=True)
class AssetWatcher:
    """An asset check, a sensor of materializations, an asset that is materialized by itself when others were, or a function
    that changes the specs of all assets of a code location.

    A new asset of a watched key wakes it, without a word of it being changed.
    """

    kind: WatcherKind
    name: str
    where: Location
    keys: tuple[tuple[str, ...], ...] | None
    """None when not all of them are known."""

    def sees(self, key: tuple[str, ...]) -> bool:
        """Whether an asset of this key may be among the watched ones."""
        return self.keys is None or key in self.keys
