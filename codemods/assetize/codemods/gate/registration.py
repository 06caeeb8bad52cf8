"""Every asset of an upgraded job is handed to each code location that holds the job."""

from collections.abc import Iterator

from assetize.analyzer.codes.gate import ASSET_DIFFERS
from assetize.analyzer.model import Analysis, Diagnostic
from assetize.codemods.model import Plan


def check_registration(after: Analysis, plan: Plan) -> Iterator[Diagnostic]:
    """An asset that no code location of its job holds would not run, and the job would not load."""
    for location in after.project.locations:
        targets = {entry.target for entry in location.entries}
        loaded = {module for entry in location.entries for module in entry.modules}
        for expected in plan.expected:
            is_here = any(job in targets for job in expected.jobs)
            symbol = f"{expected.symbol.module}:{expected.symbol.name}"
            if is_here and symbol not in targets and expected.symbol.module not in loaded:
                message = f"the code location lacks the asset {'/'.join(expected.key)}"
                yield ASSET_DIFFERS.at(location.where, message, expected.jobs[0])
