"""Upgrades a file with an injection, and compares everything around the injection byte by byte."""

import ast
from pathlib import Path
from random import Random

from assetize.codemods.plan import PlanOptions
from assetize.codemods.upgrade import prepare_upgrade
from round_trip.inject import inject

UPGRADED, REFUSED, NO_PLACE = "upgraded", "refused", "no place"


def check_file(path: Path, folder: Path, random: Random) -> tuple[str, str]:
    """``UPGRADED``, ``REFUSED`` with the codes, ``NO_PLACE``, or what is wrong; ``folder`` is for a copy of the file."""
    injected = inject(path.read_bytes(), random)
    if injected is None:
        return NO_PLACE, ""
    folder.mkdir()
    (folder / "module.py").write_bytes(injected.data)
    prepared = prepare_upgrade(folder, PlanOptions())
    if not prepared.rewrite.files:
        codes = {item.code for job in prepared.plan.jobs for item in job.diagnostics}
        return REFUSED, ", ".join(sorted(codes)) or "no job is found"
    [file] = prepared.rewrite.files
    if not file.after.startswith(injected.before):
        return "wrong", "what stands before the injection changed"
    if not file.after[len(injected.before) :].endswith(injected.after):
        return "wrong", "what stands after the injection changed"
    middle = file.after[len(injected.before) : len(file.after) - len(injected.after)]
    if b"injected_dagster.asset(" not in middle or b"define_asset_job(" not in middle:
        return "wrong", "the injection was not upgraded"
    ast.parse(file.after)
    return UPGRADED, ""
