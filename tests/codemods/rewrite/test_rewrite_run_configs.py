"""Run configs, runs and look-ups name the steps of the upgraded job; all else on their lines stays."""

from dataclasses import replace
from pathlib import Path

import pytest
from rewrite_tools import check_refused, check_rewritten

from assetize.codemods.model import (
    RenameConfigKeys,
    RenameLookup,
    RequestPartition,
    RunThroughLocation,
    SymbolRef,
)

RENAMED = ((("load",), ("users",)),)
NESTED = ((("load",), ("users", "load")), (("write",), ("users", "write")))


def at(line: int, *paths: tuple[tuple[str, ...], tuple[str, ...]]) -> RenameConfigKeys:
    return RenameConfigKeys("jobs:users_job", "jobs", line, paths or RENAMED)


@pytest.mark.parametrize(
    "text",
    [
        "config = {}\n",
        'config = {"ops": {"load": 1}}; other = {"ops": {"load": 1}}\n',
    ],
)
def test_refused_where_no_run_config_or_others_begin(tmp_path: Path, text: str) -> None:
    check_refused(tmp_path, {"jobs.py": text}, [at(1)], "AZ404")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('c = {"ops": {"load": {"config": {"load": 1}}}}', 'c = {"ops": {"users": {"config": {"load": 1}}}}'),
        ("c = {'ops': {'load': {}}, 'x': 1}", "c = {'ops': {'users': {}}, 'x': 1}"),
        ("c = dict(ops={'load': Limit( 1 )})", "c = dict(ops={'users': Limit( 1 )})"),
        ("c = [\n    {'ops': {\n  'load': {}, # why\n}}]", "c = [\n    {'ops': {\n  'users': {}, # why\n}}]"),
    ],
)
def test_keys_alone_change(tmp_path: Path, before: str, after: str) -> None:
    line = next(number for number, text in enumerate(before.splitlines(), 1) if "ops" in text)
    check_rewritten(tmp_path, {"jobs.py": before + "\n"}, [at(line)], {"jobs.py": after + "\n"})


def test_windows_line_ends_and_tabs_stay(tmp_path: Path) -> None:
    before = b"def config():\r\n\treturn {\r\n\t\t'ops': {'load': {}, 'write': {'config': 1}},\r\n\t}\r\n"
    after = (
        b"def config():\r\n\treturn {\r\n"
        b"\t\t'ops': {'users': {'ops': {'load': {}, 'write': {'config': 1}}}},\r\n\t}\r\n"
    )
    check_rewritten(tmp_path, {"jobs.py": before}, [at(3, *NESTED)], {"jobs.py": after})


def test_what_belongs_to_one_asset_is_brought_together(tmp_path: Path) -> None:
    before = """
    @schedule
    def nightly(context):
        return RunRequest(
            run_config={
                "ops": {
                    # the first
                    "load": {"config": {"day": context.day}},
                    "check": {
                        "config": {"limit": 1},  # one
                    },
                    "write": {"config": [1, 2, 3]},
                },
            },
        )
    """
    after = """
    @schedule
    def nightly(context):
        return RunRequest(
            run_config={
                "ops": {
                    "users": {
                        "ops": {
                            # the first
                            "load": {"config": {"day": context.day}},
                            "write": {"config": [1, 2, 3]},
                        }
                    },
                    "checks": {
                        "config": {"limit": 1},  # one
                    },
                },
            },
        )
    """
    action = at(5, *NESTED, (("check",), ("checks",)))
    check_rewritten(tmp_path, {"jobs.py": before}, [action], {"jobs.py": after})


def test_the_ops_of_a_graph_come_out_of_it(tmp_path: Path) -> None:
    before = 'c = {"ops": {"etl": {"ops": {"load": {"config": 1}, "write": {"config": 2}}}}}\n'
    after = 'c = {"ops": {"users": {"config": 1}, "orders": {"ops": {"etl_write": {"config": 2}}}}}\n'
    action = at(1, (("etl", "load"), ("users",)), (("etl", "write"), ("orders", "etl_write")))
    check_rewritten(tmp_path, {"jobs.py": before}, [action], {"jobs.py": after})


def test_several_run_configs_on_a_line(tmp_path: Path) -> None:
    before = 'c = [{"ops": {"load": 1}}, {"ops": {"load": 2, "other": 3}}]\n'
    after = 'c = [{"ops": {"users": 1}}, {"ops": {"users": 2, "other": 3}}]\n'
    action = replace(at(1, (("load",), ("users",)), (("other",), ("other",))), texts=2)
    check_rewritten(tmp_path, {"jobs.py": before}, [action], {"jobs.py": after})


def test_several_run_configs_on_a_line_are_refused_where_one_is_another_jobs(tmp_path: Path) -> None:
    text = 'c = [{"ops": {"load": 1}}, {"ops": {"other": 3}}]\n'
    check_refused(tmp_path, {"jobs.py": text}, [replace(at(1), texts=2)], "AZ404")


RUN = RunThroughLocation(
    "jobs:users_job", "users_job", "tests", 4, SymbolRef("jobs", "defs"), "resolve_job_def"
)
JOBS = "from dagster import Definitions\n\nusers_job = None\ndefs = Definitions()\n"


def test_a_run_goes_through_the_location_and_looks_up_new_names(tmp_path: Path) -> None:
    before = """
    from jobs import users_job

    def test_users():
        result = users_job.execute_in_process(tags={"a": "b"})
        assert result.output_for_node("load") == result.output_for_node("other")
    """
    after = """
    from jobs import defs

    def test_users():
        result = defs.resolve_job_def("users_job").execute_in_process(tags={"a": "b"})
        assert result.output_for_node("users.load") == result.output_for_node("other")
    """
    lookup = RenameLookup("jobs:users_job", "tests", 5, "output_for_node", "load", "users.load")
    check_rewritten(tmp_path, {"jobs.py": JOBS, "tests.py": before}, [RUN, lookup], {"tests.py": after})


def test_a_run_is_refused_where_the_locations_names_mean_something_else(tmp_path: Path) -> None:
    text = """
    from jobs import users_job

    def test_users(defs, jobs_defs):
        users_job.execute_in_process()
    """
    check_refused(tmp_path, {"jobs.py": JOBS, "tests.py": text}, [RUN], "AZ409")


def test_a_location_has_another_name_where_a_function_means_something_else_by_its_own(tmp_path: Path) -> None:
    before = """
    from jobs import users_job

    def test_users():
        users_job.execute_in_process()
        for defs, _ in []:
            print(defs)
    """
    after = """
    from jobs import defs as jobs_defs

    def test_users():
        jobs_defs.resolve_job_def("users_job").execute_in_process()
        for defs, _ in []:
            print(defs)
    """
    check_rewritten(tmp_path, {"jobs.py": JOBS, "tests.py": before}, [RUN], {"tests.py": after})


def test_a_partition_is_asked_for_by_run_request(tmp_path: Path) -> None:
    before = """
    from dagster import schedule
    from jobs import users_job

    @schedule(job=users_job, cron_schedule="@daily")
    def daily(context):
        return users_job.run_request_for_partition(day(context), run_key="a")
    """
    after = """
    from dagster import RunRequest, schedule
    from jobs import users_job

    @schedule(job=users_job, cron_schedule="@daily")
    def daily(context):
        return RunRequest(partition_key=day(context), run_key="a")
    """
    action = RequestPartition("jobs:users_job", "tests", 6)
    check_rewritten(tmp_path, {"jobs.py": JOBS, "tests.py": before}, [action], {"tests.py": after})
