"""Writes a plan file as TOML, with what a person must know to edit it."""

import json
from collections.abc import Iterator, Mapping

from assetize.codemods.plan_file.document import VERSION, PlanFile, PlannedJob

HEAD = """\
# What `assetize upgrade` would do. To carry it out: assetize upgrade --plan FILE --write
# A job's decision may be changed from "upgrade" to "keep". Keys and forms are here to be checked: keys are set by `keys` in
# assetize.toml, and then this file is made anew. Jobs that are refused say why.
"""


def render(plan: PlanFile) -> str:
    """The whole file; the same plan gives the same text."""
    parts = [
        HEAD,
        f"version = {VERSION}\n\n[options]\n",
        *_pairs(plan.options),
        "\n[files]\n",
        *_pairs(plan.files),
    ]
    return "".join((*parts, *(line for job in plan.jobs for line in _job(job))))


def _pairs(values: Mapping[str, str]) -> Iterator[str]:
    for name, value in values.items():
        yield f"{_text(name)} = {_text(value)}\n"


def _job(job: PlannedJob) -> Iterator[str]:
    yield "\n[[jobs]]\n"
    yield from (f"# {' '.join(note.split())}\n" for note in job.notes)
    yield f"id = {_text(job.id)}\ndecision = {_text(job.decision)}\n"
    for asset in job.assets:
        yield f"\n[[jobs.assets]]\nkeys = {_list(asset.keys)}\nform = {_text(asset.form)}\nops = {_list(asset.ops)}\n"


def _list(values: tuple[str, ...]) -> str:
    return f"[{', '.join(map(_text, values))}]"


def _text(value: str) -> str:
    """A JSON string is a TOML string, but for one character."""
    return json.dumps(value).replace("\x7f", "\\u007f")
