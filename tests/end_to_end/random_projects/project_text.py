"""The files of a random project."""

from random_projects.config_text import scheduled_config
from random_projects.imports import Imports
from random_projects.job_text import job_text
from random_projects.op_text import op_text, takes_context
from random_projects.run_tests_text import job_tests
from random_projects.shapes import Job, Project

STORAGE = """import json
import sqlite3

from dagster import HookContext, IOManager, StaticPartitionsDefinition, io_manager, resource, success_hook
from journal import note
from sqlalchemy import create_engine

regions = StaticPartitionsDefinition(["north", "south"])


def engine():
    return create_engine("sqlite:///shop.db")


def write_table(name, values):
    with sqlite3.connect("shop.db") as db:
        db.execute(f"create table if not exists {name} (value text)")
        db.executemany(f"insert into {name} values (?)", [(value,) for value in values])


def read_table(name):
    with sqlite3.connect("shop.db") as db:
        return [value for (value,) in db.execute(f"select value from {name} order by value")]


class NamedFiles(IOManager):
    def handle_output(self, context, obj):
        with open(f"{context.name}.named.json", "w") as file:
            json.dump(obj, file)

    def load_input(self, context):
        with open(f"{context.upstream_output.name}.named.json") as file:
            return json.load(file)


class DescribedFiles(IOManager):
    def handle_output(self, context, obj):
        table = context.definition_metadata["table"]
        with open(f"{table}.described.json", "w") as file:
            json.dump(obj, file)

    def load_input(self, context):
        table = context.upstream_output.definition_metadata["table"]
        with open(f"{table}.described.json") as file:
            return json.load(file)


class StepFiles(IOManager):
    def handle_output(self, context, obj):
        with open(f"{context.step_key}.{context.name}.step.json", "w") as file:
            json.dump(obj, file)

    def load_input(self, context):
        upstream = context.upstream_output
        with open(f"{upstream.step_key}.{upstream.name}.step.json") as file:
            return json.load(file)


class AssetFiles(IOManager):
    def path(self, context):
        parts = context.asset_key.path if context.has_asset_key else [context.name]
        return "-".join(parts) + ".asset.json"

    def handle_output(self, context, obj):
        with open(self.path(context), "w") as file:
            json.dump(obj, file)

    def load_input(self, context):
        with open(self.path(context.upstream_output)) as file:
            return json.load(file)


@io_manager
def by_name(_):
    return NamedFiles()


@io_manager
def by_metadata():
    return DescribedFiles()


@io_manager
def by_step(_):
    return StepFiles()


@io_manager
def by_asset(_):
    return AssetFiles()


@resource
def prefix(_):
    return "the prefix"


class Store:
    def save(self, name, values):
        with sqlite3.connect("store.db") as db:
            db.execute(f"create table if not exists {name} (value text)")
            db.executemany(f"insert into {name} values (?)", [(value,) for value in values])


@resource
def store(_):
    return Store()


@success_hook
def note_success(context: HookContext):
    note("hook", context.job_name)
"""


def project_files(project: Project) -> dict[str, str]:
    """Relative path to text. Where the location is: see ``entry_module``."""
    relative = {"file": None, "package": ".", "flat": ""}[project.layout]
    if project.layout == "file":
        imports = Imports(project.imports, None)
        imports.others.update(("import json", "import sqlite3", "from journal import note"))
        imports.others.update(("from sqlalchemy import create_engine",))
        body = [_ops(project, imports), _jobs(project, imports), _definitions(project, imports)]
        storage = next(line for line in STORAGE.splitlines() if line.startswith("from dagster")) + "\n"
        storage += STORAGE.partition("from sqlalchemy import create_engine\n")[2]
        return {
            "shop.py": _head(project) + imports.text() + storage + "\n\n" + "\n\n".join(body),
            **_tests(project),
        }
    files = {"storage.py": STORAGE}
    for name, make in (("ops", _ops), ("jobs", _jobs), ("definitions", _definitions)):
        imports = Imports(project.imports, relative)
        body = make(project, imports)
        imports.projects.pop(name, None)
        files[f"{name}.py"] = _head(project) + imports.text() + "\n\n" + body
    if project.layout == "package":
        files = {f"shop/{name}": text for name, text in files.items()} | {"shop/__init__.py": ""}
    return {**files, **_tests(project)}


def entry_module(project: Project) -> str:
    """What Dagster is pointed at."""
    return {"file": "shop", "package": "shop.definitions", "flat": "definitions"}[project.layout]


def _head(project: Project) -> str:
    text = '"""A shop."""\n\n' if "doc" in project.quirks else ""
    has_annotation = any(op.annotated and takes_context(op) for op in project.ops)
    has_class = any(op.config == "class" for op in project.ops)
    if "future" in project.quirks and not has_annotation and not has_class:
        text += "from __future__ import annotations\n\n"
    return text


def _ops(project: Project, imports: Imports) -> str:
    return "\n\n".join(op_text(op, imports) for op in project.ops)


def _jobs(project: Project, imports: Imports) -> str:
    text = "\n\n".join(job_text(job, project, resource_keys(project, job), imports) for job in project.jobs)
    if project.job_list:
        text += f"\n\nALL_JOBS = [{', '.join(job.function for job in project.jobs)}]\n"
    return text


def resource_keys(project: Project, job: Job) -> list[str]:
    """What the job's ops need."""
    found: set[str] = set()
    for node in job.nodes:
        op = project.ops[node.op]
        found.update(output.manager for output in op.outputs if output.manager)
        found.update([op.resource] if op.resource else [])
        found.update(["store"] if op.writes and op.writes[0] == "store" else [])
    return sorted(found)


def _definitions(project: Project, imports: Imports) -> str:
    jobs = [job.function for job in project.jobs]
    for name in jobs if not project.job_list else ["ALL_JOBS"]:
        imports.project("jobs", name)
    text, schedules = _schedules(project, imports)
    assets = []
    if project.existing_asset:
        imports.other("from journal import note")
        text += f'@{imports.dagster("asset")}\ndef existing_report():\n    note("existing_report")\n    return 1\n\n\n'
        assets = ["existing_report"]
    listed = "ALL_JOBS" if project.job_list else f"[{', '.join(jobs)}]"
    missing = sorted(
        {key for job in project.jobs if not job.resources for key in resource_keys(project, job)}
    )
    if project.definitions == "repository":
        joined = "[" + ", ".join([*(["*ALL_JOBS"] if project.job_list else jobs), *schedules, *assets]) + "]"
        return text + f"@{imports.dagster('repository')}\ndef shop_repository():\n    return {joined}\n"
    arguments = [f"jobs={listed}"]
    if schedules:
        arguments.append(f"schedules=[{', '.join(schedules)}]")
    if assets:
        arguments.append("assets=[existing_report]")
    if missing:
        inner = ", ".join(f'"{key}": {imports.project("storage", key)}' for key in missing)
        arguments.append(f"resources={{{inner}}}")
    return text + f"defs = {imports.dagster('Definitions')}({', '.join(arguments)})\n"


def _schedules(project: Project, imports: Imports) -> tuple[str, list[str]]:
    text, names = "", []
    for job in project.jobs:
        name = f"{job.function}_schedule"
        config = scheduled_config(job, project)
        given = f", run_config={config}" if config else ""
        definition = imports.dagster("ScheduleDefinition")
        if job.schedule == "object":
            imports.project("jobs", job.function)
            text += f'{name} = {definition}(job={job.function}, cron_schedule="0 0 * * *"{given})\n\n\n'
        elif job.schedule == "name":
            text += f'{name} = {definition}(name="{name}", job_name="{job.name}", cron_schedule="0 0 * * *"{given})\n\n\n'
        elif job.schedule == "decorated":
            imports.project("jobs", job.function)
            text += (
                f'@{imports.dagster("schedule")}(job={job.function}, cron_schedule="0 0 * * *")\n'
                f'def {name}(context):\n    return {imports.dagster("RunRequest")}(run_key="a", tags={{"by": "clock"}}{given})\n\n\n'
            )
        names.extend([name] if job.schedule else [])
    return text, names


def _tests(project: Project) -> dict[str, str]:
    module = {"file": "shop", "package": "shop.ops", "flat": "ops"}[project.layout]
    functions = []
    for number in project.tested:
        op = project.ops[number]
        plain = (
            not op.has_context and op.config == "" and op.gives_value and not op.fails_once and not op.reads
        ) and not (op.event or op.optional or op.dynamic)
        if not plain or op.multiple or (op.writes and op.writes[0] == "store"):
            continue
        arguments = ", ".join(f'["{item.name}"]' for item in op.inputs if not item.nothing)
        functions.append(
            f"def test_{op.function}():\n    assert {op.function}({arguments})[0] == {op.name!r}\n"
        )
        functions.insert(0, f"from {module} import {op.function}\n")
    files = {"tests/test_shop.py": "\n\n".join(functions)} if functions else {}
    needs_location = {
        job.function for job in project.jobs if not job.resources and resource_keys(project, job)
    }
    runs = job_tests(project, needs_location)
    return files | ({"tests/test_jobs.py": runs} if runs else {})
