"""Compares what the analyzer decides with what is known."""

from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from assetize.analyzer.api import analyze
from assetize.analyzer.model import Analysis, OutputDecision
from hidden_labels.labelled import Label, LabelledProject


@dataclass(frozen=True, slots=True)
class Miss:
    """A label that was not met: ``decided`` is the key that was given instead, or what was decided."""

    seed: int
    label: Label
    decided: str


@dataclass(frozen=True, slots=True)
class Accuracy:
    """Counts over labels. An asset of confidence ``guess`` is not offered to anybody and counts as no asset."""

    labels: int
    stored: int
    """Labels that name an object."""
    decided: int
    """Labels whose op was given an asset."""
    right: int
    """Of those, with the right key."""
    misses: tuple[Miss, ...]

    @property
    def precision(self) -> float:
        """Of the assets that were found, how many are right."""
        return self.right / self.decided if self.decided else 1.0

    @property
    def recall(self) -> float:
        """Of the objects that are stored, how many were found."""
        return self.right / self.stored if self.stored else 1.0

    def by_trait(self) -> list[tuple[str, int]]:
        """What the missed labels have in common, commonest first."""
        return Counter(trait for miss in self.misses for trait in miss.label.traits).most_common()


def write_project(project: LabelledProject, root: Path) -> None:
    """Writes the files; the labels stay here."""
    for name, text in project.files.items():
        (root / name).write_text(text)


def measure_project(seed: int, project: LabelledProject, root: Path) -> Accuracy:
    """Writes and analyses one project, and compares every label."""
    write_project(project, root)
    analysis = analyze(root)
    found = [_find_key(analysis, label) for label in project.labels]
    pairs = list(zip(project.labels, found, strict=True))
    return Accuracy(
        labels=len(pairs),
        stored=sum(label.stores is not None for label, _ in pairs),
        decided=sum(key is not None for _, key in pairs),
        right=sum(key is not None and key == label.stores for label, key in pairs),
        misses=tuple(Miss(seed, label, key or "no asset") for label, key in pairs if key != label.stores),
    )


def add_up(parts: list[Accuracy]) -> Accuracy:
    """One account of many."""
    return Accuracy(
        labels=sum(part.labels for part in parts),
        stored=sum(part.stored for part in parts),
        decided=sum(part.decided for part in parts),
        right=sum(part.right for part in parts),
        misses=tuple(miss for part in parts for miss in part.misses),
    )


def _find_key(analysis: Analysis, label: Label) -> str | None:
    names = {op.id: op.name for op in analysis.project.ops}
    rows = [row for row in analysis.outputs if names.get(row.op) == label.op and _is_of_job(row, label.job)]
    rows = [row for row in rows if label.output in ("", row.output)]
    rows = [row for row in rows if not label.node or not row.uses or _is_at(row, label)]
    keys = {row.asset_key for row in rows if row.decision == "asset" and row.confidence != "guess"}
    return keys.pop()[-1] if len(keys) == 1 else ("several keys" if keys else None)


def _is_at(row: OutputDecision, label: Label) -> bool:
    return any(use.path == label.node and use.job.endswith(f":{label.job}") for use in row.uses)


def _is_of_job(row: OutputDecision, job: str) -> bool:
    return any(item.rpartition(":")[2] == job for item in row.jobs)
