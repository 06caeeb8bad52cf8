"""Finds the plan that turned one version into the other."""

from pathlib import Path

from assetize.analyzer.decide.placing import with_key_prefixes
from assetize.analyzer.model import Analysis
from assetize.codemods.model import Plan
from assetize.codemods.plan import AskedOptions, make_plan


def find_plan(root: Path, before: Analysis, after: Analysis) -> Plan:
    """The plan for ``before``, which lies in ``root``.

    Where all that it wants is there, it is what was carried out. Where it is not, something may have been refused when it was
    carried out, which shows only when it is again: that takes longer than all the rest.
    """
    options = AskedOptions().for_project(before.settings)
    plan = make_plan(with_key_prefixes(before, options.key_prefixes), options)
    if _is_carried_out(plan, before, after):
        return plan
    # Imported here: most of the time no text has to be rewritten.
    from assetize.codemods.upgrade import prepare_upgrade

    return prepare_upgrade(root, options, before).plan


def _is_carried_out(plan: Plan, before: Analysis, after: Analysis) -> bool:
    found = {(asset.id, asset.key, asset.form) for asset in after.project.assets}
    wanted = {
        (f"{expected.symbol.module}:{expected.symbol.name}", key, expected.form)
        for expected in plan.expected
        for key in expected.keys
    }
    names = {job.id: job.name for job in before.project.jobs}
    upgraded = {names[job.job] for job in plan.jobs if job.upgrade != "none"}
    return wanted <= found and upgraded <= {job.name for job in after.project.asset_jobs}
