"""Every asset of an upgraded job is handed to each code location that holds the job."""

from collections.abc import Iterator

from assetize.analyzer.codes.gate import ASSET_DIFFERS
from assetize.analyzer.model import Analysis, Diagnostic
from assetize.codemods.gate.made_jobs import find_made_jobs
from assetize.codemods.model import Plan, RegisterAssets


def check_registration(before: Analysis, after: Analysis, plan: Plan) -> Iterator[Diagnostic]:
    """An asset that no code location of its job holds would not run, and the job would not load."""
    upgraded = {job.job for job in plan.jobs if job.upgrade != "none"}
    old_ids = {made.id: old for old, made in find_made_jobs(before, after, upgraded).items()}
    started = {trigger.id: trigger.jobs for trigger in after.project.triggers}
    for location in after.project.locations:
        targets = {entry.target for entry in location.entries if entry.target is not None}
        targets |= {job for target in targets for job in started.get(target, ())}
        targets |= {old_ids[target] for target in targets if target in old_ids}
        loaded = {module for entry in location.entries for module in entry.modules}
        for expected in plan.expected:
            is_here = any(job in targets for job in expected.jobs)
            symbol = f"{expected.symbol.module}:{expected.symbol.name}"
            if is_here and symbol not in targets and expected.symbol.module not in loaded:
                message = f"the code location lacks the asset {'/'.join(expected.key)}"
                yield ASSET_DIFFERS.at(location.where, message, expected.jobs[0])
    yield from _check_declared(after, plan)


def _check_declared(after: Analysis, plan: Plan) -> Iterator[Diagnostic]:
    """What the plan hands to a code location beside its own assets: those that nobody makes here."""
    locations = {item.id: item for item in after.project.locations if item.form == "Definitions"}
    job = next((item.job for item in plan.jobs if item.upgrade != "none"), "")
    for action in plan.actions:
        if isinstance(action, RegisterAssets) and action.location in locations:
            location = locations[action.location]
            targets = {entry.target for entry in location.entries}
            loaded = {module for entry in location.entries for module in entry.modules}
            for symbol in action.assets:
                if f"{symbol.module}:{symbol.name}" not in targets and symbol.module not in loaded:
                    yield ASSET_DIFFERS.at(location.where, f"the code location lacks {symbol.name}", job)
