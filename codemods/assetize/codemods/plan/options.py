"""What a person may ask of a plan."""

from dataclasses import field

from assetize.analyzer.model import Confidence, Diagnostic, Location, Placement, Settings
from assetize.analyzer.records import dataclass
from assetize.analyzer.settings.placements import EVERYTHING


@dataclass(frozen=True, slots=True)
class PlanOptions:
    """``jobs``: names of the only jobs to upgrade (empty: all). ``rename_functions`` is ``"keep"`` to leave all names.

    ``keep_names``: ids of ops whose function names stay. ``refused``: ids of jobs that an earlier attempt could not carry out,
    with why. ``side_effects`` is ``"leave"`` to leave jobs alone in which ops run for their side effects only.
    """

    min_confidence: Confidence = "likely"
    jobs: tuple[str, ...] = ()
    function_names: str = "nouns"
    keep_names: frozenset[str] = frozenset()
    side_effects: str = "carry"
    refused: tuple[tuple[str, Diagnostic], ...] = field(default=())
    group_names: tuple[Placement, ...] = ()
    """Which new assets belong to which group; the first that fits counts."""
    key_prefixes: tuple[Placement, ...] = ()
    """Prefixes of new assets' keys that count in the place of those of the project's settings."""

    def accepts(self, confidence: Confidence) -> bool:
        """Whether a decision of that confidence may be acted on."""
        order: tuple[Confidence, ...] = ("certain", "likely", "guess")
        return order.index(confidence) <= order.index(self.min_confidence)


@dataclass(frozen=True, slots=True)
class AskedOptions:
    """What a command line asks for; what it leaves open (None) is for the project's settings to say."""

    jobs: tuple[str, ...] = ()
    min_confidence: Confidence | None = None
    function_names: str | None = None
    side_effects: str | None = None
    dagster_version: str | None = None
    """The version that the project is to run on, in place of the one that it asks for."""
    group_name: str | None = None
    """The group of all new assets."""
    key_prefix: str | None = None
    """What is put before the keys of all new assets."""

    def for_project(self, settings: Settings) -> PlanOptions:
        """The options for a project with these settings."""
        names = "keep" if settings.keep_function_names else "nouns"
        return PlanOptions(
            min_confidence=self.min_confidence or settings.min_confidence or "likely",
            jobs=self.jobs,
            function_names=self.function_names or names,
            side_effects=self.side_effects or "carry",
            group_names=_for_all(self.group_name, "--group-name") or settings.group_names,
            key_prefixes=_for_all(self.key_prefix, "--key-prefix"),
        )


def _for_all(value: str | None, option: str) -> tuple[Placement, ...]:
    return (Placement(EVERYTHING, value, Location("", 0), f"{option} {value}"),) if value else ()
