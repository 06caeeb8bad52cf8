"""`execute_job` runs each step in a process of its own; a crash of one is a failed step and nothing else."""

import importlib
import os
import sys
from pathlib import Path

import pytest

import assetize.runtime as dg


@pytest.fixture
def jobs(monkeypatch):
    monkeypatch.syspath_prepend(str(Path(__file__).parent))
    return importlib.import_module("jobs_of_processes")


@pytest.fixture
def instance():
    with dg.instance_for_test() as instance:
        yield instance


def kinds(result, *wanted):
    return [(e.event_type_value, e.step_key) for e in result.all_events if e.event_type_value in wanted]


def test_an_instance_in_memory_is_refused(jobs):
    with pytest.raises(dg.DagsterUnmetExecutorRequirementsError):
        dg.execute_job(dg.reconstructable(jobs.diamond), dg.DagsterInstance.ephemeral())


def test_values_come_back_through_io_managers(jobs, instance):
    with dg.execute_job(dg.reconstructable(jobs.diamond), instance) as result:
        assert result.success
        assert (result.output_for_node("end"), result.output_for_node("plus")) == (7, 2)
    messages = [
        entry.user_message for entry in instance.all_logs(result.run_id) if not entry.is_dagster_event
    ]
    assert len(messages) == 1
    assert messages[0].startswith("adding in ")
    assert not messages[0].endswith(f" {os.getpid()}")
    started = kinds(result, "STEP_WORKER_STARTED", "STEP_START", "STEP_SUCCESS")
    assert started[-3:] == [(kind, "end") for kind in ("STEP_WORKER_STARTED", "STEP_START", "STEP_SUCCESS")]
    kept = [event.event_type_value for event in instance.events_of_run(result.run_id)]
    assert kept == [event.event_type_value for event in result.all_events]


def test_an_error_in_a_body_fails_the_step(jobs, instance):
    job = dg.reconstructable(jobs.diamond)
    result = dg.execute_job(job, instance, tags={"how": "raise"}, raise_on_error=True)
    assert not result.success
    assert kinds(result, "STEP_FAILURE") == [("STEP_FAILURE", "plus")]
    assert ("STEP_SUCCESS", "other") in kinds(result, "STEP_SUCCESS")
    assert kinds(result, "STEP_START").count(("STEP_START", "end")) == 0


def test_a_crash_is_a_failed_step_and_nothing_else(jobs, instance):
    result = dg.execute_job(dg.reconstructable(jobs.diamond), instance, tags={"how": "crash"})
    assert kinds(result, "STEP_FAILURE", "PIPELINE_FAILURE") == [
        ("STEP_FAILURE", "plus"),
        ("PIPELINE_FAILURE", None),
    ]
    assert {key for _, key in kinds(result, "STEP_SUCCESS")} == {"one", "other"}
    (told,) = [e.message for e in result.all_events if "unexpectedly exited with code 7" in e.message][:1]
    assert told.startswith("Multiprocess executor: child process for step plus")
    assert result.dagster_run.tags["dagster/failure_reason"] == "RUN_EXCEPTION"


def test_a_crash_raises_where_errors_are_to_be_raised(jobs, instance):
    with pytest.raises(dg.DagsterSubprocessError) as caught:
        dg.execute_job(dg.reconstructable(jobs.diamond), instance, tags={"how": "crash"}, raise_on_error=True)
    assert len(caught.value.subprocess_error_infos) == 1
    assert instance.get_runs()[0].is_failure


def test_an_exit_is_a_failed_step(jobs, instance):
    result = dg.execute_job(dg.reconstructable(jobs.diamond), instance, tags={"how": "exit"})
    assert kinds(result, "STEP_FAILURE") == [("STEP_FAILURE", "plus")]
    assert result.dagster_run.tags["dagster/failure_reason"] == "STEP_FAILURE"


def test_a_crash_is_retried_by_the_steps_policy(jobs, instance):
    with dg.execute_job(dg.reconstructable(jobs.crashing_once), instance) as result:
        assert kinds(result, "STEP_UP_FOR_RETRY", "STEP_RESTARTED", "STEP_SUCCESS") == [
            ("STEP_UP_FOR_RETRY", "crashes_once"),
            ("STEP_RESTARTED", "crashes_once"),
            ("STEP_SUCCESS", "crashes_once"),
        ]
        assert result.output_for_node("crashes_once") == 1


def test_retries_can_be_switched_off(jobs, instance):
    config = {"execution": {"config": {"retries": {"disabled": {}}}}}
    result = dg.execute_job(dg.reconstructable(jobs.crashing_once), instance, config)
    assert kinds(result, "STEP_UP_FOR_RETRY", "STEP_FAILURE") == [("STEP_FAILURE", "crashes_once")]


def test_a_resource_that_cannot_be_made_fails_the_step(jobs, instance):
    result = dg.execute_job(dg.reconstructable(jobs.without_resource), instance)
    assert kinds(result, "RESOURCE_INIT_FAILURE", "STEP_FAILURE") == [
        ("RESOURCE_INIT_FAILURE", "needs_broken"),
        ("STEP_FAILURE", "needs_broken"),
    ]


def test_branches_and_skips(jobs, instance):
    with dg.execute_job(dg.reconstructable(jobs.dynamic), instance) as result:
        assert result.output_for_node("joined") == "AB"
        assert result.output_for_node("upper") == {"a": "A", "b": "B"}
        assert kinds(result, "STEP_SKIPPED") == [("STEP_SKIPPED", "skipped")]


def test_assets_see_what_other_processes_recorded(jobs, instance):
    with dg.execute_job(dg.reconstructable(jobs.asset_job), instance) as result:
        assert result.output_for_node("total") == 6
    (record,) = instance.fetch_materializations(dg.AssetKey("total"), limit=5).records
    assert record.asset_materialization.metadata["seen"].value is True


def test_a_tags_limit_lets_one_step_run_at_a_time(jobs, instance, tmp_path):
    limits = [{"key": "kind", "value": "heavy", "limit": 1}]
    config = {
        "execution": {"config": {"multiprocess": {"max_concurrent": 3, "tag_concurrency_limits": limits}}}
    }
    job = dg.reconstructable(jobs.heavies)
    assert dg.execute_job(job, instance, config, tags={"folder": str(tmp_path)}).success
    assert (tmp_path / "log").read_text() == "()" * 3


def test_a_failed_run_is_executed_again_from_where_it_failed(jobs, instance):
    job = dg.reconstructable(jobs.diamond)
    failed = dg.execute_job(job, instance, tags={"how": "crash"})
    again = dg.ReexecutionOptions.from_failure(failed.run_id, instance)
    with dg.execute_job(job, instance, tags={"how": "go"}, reexecution_options=again) as result:
        assert result.success
        assert result.output_for_node("end") == 7
        assert {key for _, key in kinds(result, "STEP_START")} == {"plus", "end"}


def test_a_script_may_define_the_job(tmp_path):
    import subprocess

    (tmp_path / "script.py").write_text(
        "from dagster import op, job, reconstructable, execute_job, instance_for_test\n"
        "class Mine:\n    pass\n\n"
        "@op\ndef made():\n    return Mine()\n\n@op\ndef used(x):\n    return type(x).__name__\n\n"
        "@job\ndef both():\n    used(made())\n\n"
        "if __name__ == '__main__':\n"
        "    with instance_for_test() as instance, execute_job(reconstructable(both), instance) as result:\n"
        "        print(result.output_for_node('used'))\n"
    )
    command = [sys.executable, "-m", "assetize.runtime", "run", "script.py"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.stdout == "Mine\n", done.stderr
