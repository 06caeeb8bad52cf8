"""The text of the run configs of a random project."""

from random_projects.imports import Imports
from random_projects.shapes import Job, Project

Entries = dict[str, object]


def config_argument(job: Job, project: Project, imports: Imports) -> str:
    """What ``config=`` of a job is."""
    name = f"{job.function}_config"
    match job.config_style:
        case "constant":
            return name.upper()
        case "helper":
            return f"{name}()"
        case "run_config":
            return f"{imports.dagster('RunConfig')}(ops={_entries(job, project, 5)!r})"
    return repr({"ops": _entries(job, project, 5)})


def config_before(job: Job, project: Project) -> str:
    """What stands above a job whose config is not written in its place."""
    name, text = f"{job.function}_config", {"ops": _entries(job, project, 5)}
    if not job.config or job.config_style not in ("constant", "helper"):
        return ""
    if job.config_style == "constant":
        return f"{name.upper()} = {text!r}\n\n\n"
    return f"def {name}():\n    return {text!r}\n\n\n"


def scheduled_config(job: Job, project: Project) -> str:
    """What the job's schedule gives it; empty where it gives nothing."""
    return repr({"ops": _entries(job, project, 7)}) if job.schedule_config else ""


def _entries(job: Job, project: Project, limit: int) -> Entries:
    """What every op of the job that takes config is given, nested where the job has a graph."""
    outer: Entries = {}
    inner: Entries = {}
    inside = range(*job.nested) if job.nested else range(0)
    for number, node in enumerate(job.nodes):
        op = project.ops[node.op]
        if op.config:
            place = inner if number in inside else outer
            place[node.alias or op.name] = {"config": {"limit": limit + number}}
    if inner:
        outer[f"{job.function}_part"] = {"ops": inner}
    return outer
