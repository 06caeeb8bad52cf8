"""What the project already has that looks at assets by key, and would see those of a job."""

from collections.abc import Iterable, Iterator, Set

from assetize.analyzer.model import AssetWatcher
from assetize.codemods.plan.events import find_events, key_of
from assetize.codemods.plan.index import Index
from assetize.codemods.plan.names import NamedAsset

Key = tuple[str, ...]


def has_checks(index: Index, keys: Iterable[Key]) -> bool:
    """Whether asset checks may check one of these: an asset job would run them, too, and the op job did not."""
    checks = [item for item in index.analysis.project.watchers if item.kind == "check"]
    return any(check.sees(key) for key in keys for check in checks)


def tell_watchers(index: Index, job: str, mine: Iterable[NamedAsset]) -> Iterator[str]:
    """A sentence for each: a check that goes on not running with the job, and whatever wakes when the job has run."""
    outputs = [output for asset in mine for output in asset.draft.outputs]
    keys = {output.key for output in outputs}
    told_before = {
        output.key
        for output in outputs
        if any(key_of(event) == output.key for event in find_events(index, output.op))
    }
    for watcher in index.analysis.project.watchers:
        seen = _seen(watcher, keys if watcher.kind == "check" else keys - told_before)
        if seen:
            yield _sentence(watcher, seen, job)


def _seen(watcher: AssetWatcher, keys: Set[Key]) -> str:
    return " and ".join("/".join(key) for key in sorted(keys) if watcher.sees(key))


def _sentence(watcher: AssetWatcher, seen: str, job: str) -> str:
    if watcher.kind == "check":
        checks = "checks" if watcher.keys is not None else "may check"
        return f"The asset check {watcher.name} {checks} {seen}, and goes on not running with {job}."
    if watcher.kind == "sensor":
        sees = "sees" if watcher.keys is not None else "may see"
        return f"The sensor {watcher.name} {sees} the materializations of {seen}, which {job} did not report before."
    return (
        f"{watcher.name} has an automation of its own and depends on {seen}, which {job} did not report before: "
        "it may be materialized whenever the job has run."
    )
