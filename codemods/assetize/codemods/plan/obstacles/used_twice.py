"""One op makes the same asset twice in one job."""

from collections import Counter
from collections.abc import Iterator

from assetize.analyzer.codes.planning import SHARED_DIFFERENTLY
from assetize.analyzer.model import Diagnostic
from assetize.codemods.plan.job_view import JobView


def find_repeated_makers(view: JobView) -> Iterator[Diagnostic]:
    """One diagnostic for each asset key that more than one node of the job makes."""
    makers = Counter(decision.asset_key for decision in view.assets.values())
    for key, count in sorted(makers.items()):
        if count > 1:
            message = f"{view.job.name} makes {'/'.join(key)} {count} times"
            yield SHARED_DIFFERENTLY.at(view.where, message, view.job.id)
