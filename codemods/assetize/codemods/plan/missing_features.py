"""What an upgrade would write that the project's version of Dagster does not have."""

from collections.abc import Iterator, Mapping, Sequence

from assetize.analyzer.codes.staying import NEWER_DAGSTER_NEEDED
from assetize.analyzer.dagster_versions import Version, is_before
from assetize.analyzer.model import Diagnostic, Job, Op
from assetize.codemods.plan.index import Index
from assetize.codemods.plan.names import NamedAsset

FORMS: Mapping[str, tuple[str, Version]] = {
    "asset": ("@asset in a Definitions", (1, 1, 7)),
    "multi_asset": ("@multi_asset in a Definitions", (1, 1, 7)),
    "graph_asset": ("@graph_asset", (1, 2)),
    "graph_multi_asset": ("@graph_multi_asset", (1, 2)),
}
WITH_CONFIG: Mapping[str, Version] = {"graph_asset": (1, 5), "graph_multi_asset": (1, 6)}
"""Since when the graph-backed forms take the config of their ops."""
OF_OPS: Mapping[str, Version] = {
    "retry_policy": (1, 1, 1),
    "code_version": (1, 1, 7),
    "version": (1, 1, 7),
    "pool": (1, 9, 13),
}
"""Arguments of ``@op``, and since when ``@asset`` and ``@multi_asset`` take what they become."""
OF_JOBS: Mapping[str, Version] = {
    "hooks": (1, 3, 14),
    "metadata": (1, 3, 14),
    "op_retry_policy": (1, 6),
    "run_tags": (1, 8, 13),
    "owners": (1, 13),
}
"""Arguments of ``@job``, and since when ``define_asset_job`` takes them."""

Need = tuple[str, Version]


def find_missing_features(
    index: Index, upgraded: Sequence[str], assets: Sequence[NamedAsset]
) -> Mapping[str, tuple[Diagnostic, ...]]:
    """The jobs that cannot be upgraded for the version that the project asks for, and which one they need."""
    asked = index.analysis.project.dagster_version
    if asked is None:
        return {}
    needs: dict[str, list[Need]] = {job: list(_of_job(index.jobs[job])) for job in upgraded}
    for asset in assets:
        for job in asset.draft.jobs:
            needs[job] += _of_asset(index, asset)
    found: dict[str, tuple[Diagnostic, ...]] = {}
    for name, wanted in needs.items():
        lacking = dict.fromkeys(need for need in wanted if is_before(asked, need[1]))
        if lacking:
            found[name] = tuple(_lacks(index.jobs[name], need, asked) for need in lacking)
    return found


def _lacks(job: Job, need: Need, asked: str) -> Diagnostic:
    what, since = need
    message = f"{job.name} needs {what}, which Dagster has since {_text(since)}; the project asks for {asked}"
    return NEWER_DAGSTER_NEEDED.at(job.where, message, job.id)


def _of_asset(index: Index, asset: NamedAsset) -> Iterator[Need]:
    yield FORMS[asset.form]
    if asset.draft.config:
        yield f"config= of @{asset.form}", WITH_CONFIG[asset.form]
    if asset.form in ("asset", "multi_asset"):
        op = index.ops[asset.draft.ops[0]]
        yield from ((f"{name}= on an asset", OF_OPS[name]) for name in _given(op) if name in OF_OPS)


def _of_job(job: Job) -> Iterator[Need]:
    for argument in job.arguments:
        if argument.name in OF_JOBS:
            yield f"{argument.name}= of define_asset_job", OF_JOBS[argument.name]


def _given(op: Op) -> list[str]:
    return [argument.name for argument in op.arguments]


def _text(version: Version) -> str:
    return ".".join(str(number) for number in version)
