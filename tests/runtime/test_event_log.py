"""Runs, events and partitions outlive the process at `$ASSETIZE_HOME`; nothing of a killed run is half recorded."""

import os
import signal
import sqlite3
import subprocess
import sys
import textwrap

import pytest

import assetize.runtime as dg
from assetize.runtime.instance.sqlite.schema import open_database

PROJECT = """
import os, signal, sys, time
import assetize.runtime as dg


@dg.asset(metadata={"team": "shop"}, code_version="1")
def numbers():
    return dg.Output([1, 2, 3], metadata={"rows": 3, "where": dg.MetadataValue.path("x"), "nested": {"a": [1, None]}})


@dg.asset
def total(context, numbers):
    context.log.info("adding")
    if "kill" in sys.argv:
        os.kill(os.getpid(), signal.SIGKILL)
    if "wait" in sys.argv:
        open("waiting", "w").close()
        time.sleep(60)
    return sum(numbers)


@dg.asset_check(asset=total)
def positive(total):
    return dg.AssetCheckResult(passed=total > 0, metadata={"total": total})


defs = dg.Definitions(assets=[numbers, total], asset_checks=[positive])
if __name__ == "__main__":
    job = defs.resolve_implicit_global_asset_job_def()
    for _ in range(int(sys.argv[1])):
        assert job.execute_in_process(instance=dg.DagsterInstance.get(), tags={"who": "me"}).success
"""


@pytest.fixture
def home(tmp_path, monkeypatch):
    (tmp_path / "project.py").write_text(textwrap.dedent(PROJECT))
    monkeypatch.setenv("ASSETIZE_HOME", str(tmp_path / "home"))
    return tmp_path


def start(home, *arguments):
    return subprocess.Popen([sys.executable, "project.py", *arguments], cwd=home, stderr=subprocess.DEVNULL)


def test_a_file_of_a_newer_version_is_refused(home):
    open_database(home / "home" / "events.db").close()
    connection = sqlite3.connect(home / "home" / "events.db")
    connection.execute("pragma user_version = 99")
    connection.close()
    with pytest.raises(dg.DagsterInvariantViolationError, match="written by a newer version"):
        dg.DagsterInstance.get()


def test_a_value_that_cannot_be_recorded_is_refused(home):
    with dg.DagsterInstance.get() as instance, pytest.raises(Exception, match="cannot be serialized"):
        instance.add_run(dg.DagsterRun("x", "job", {"ops": object()}))
    assert dg.DagsterInstance.get().get_runs() == []


def test_without_a_home_nothing_is_kept(monkeypatch):
    monkeypatch.delenv("ASSETIZE_HOME", raising=False)
    assert dg.DagsterInstance.get().is_ephemeral


def test_what_a_run_told_is_read_back_in_another_process(home):
    assert start(home, "1").wait() == 0
    with dg.DagsterInstance.get() as instance:
        (run,) = instance.get_runs()
        assert (run.status, run.tags["who"]) == (dg.DagsterRunStatus.SUCCESS, "me")
        kinds = [event.event_type_value for event in instance.events_of_run(run.run_id)]
        assert (kinds[0], kinds[1], kinds[-1]) == (
            "ASSET_CHECK_EVALUATION_PLANNED",
            "PIPELINE_START",
            "PIPELINE_SUCCESS",
        )
        assert "adding" in [entry.user_message for entry in instance.all_logs(run.run_id)]
        entry = instance.get_latest_materialization_event(dg.AssetKey("numbers"))
        assert entry.asset_materialization.metadata["nested"] == dg.MetadataValue.json({"a": [1, None]})
        assert entry.asset_materialization.tags["dagster/code_version"] == "1"
        assert instance.get_asset_keys() == [dg.AssetKey("numbers"), dg.AssetKey("total")]
        assert instance.check_outcome(dg.AssetCheckKey(dg.AssetKey("total"), "positive")) is True


def test_all_events_come_back_as_they_were(home):
    @dg.op(out={"a": dg.Out(int), "b": dg.Out(is_required=False)}, retry_policy=dg.RetryPolicy(1))
    def several(context):
        context.log_event(dg.AssetObservation("seen", metadata={"rows": 1.5}))
        yield dg.ExpectationResult(
            False, "label", metadata={"table": dg.MetadataValue.table([dg.TableRecord({"x": 1})])}
        )
        yield dg.AssetMaterialization("made", partition="p")
        yield dg.Output(1, "a")

    @dg.op
    def fails(x):
        raise dg.Failure("no", metadata={"why": "it"})

    @dg.op(out=dg.DynamicOut())
    def many():
        yield dg.DynamicOutput(1, "one")

    @dg.success_hook
    def hook(context):
        raise ValueError("in a hook")

    @dg.job(hooks={hook})
    def everything():
        a, b = several()
        fails(a)
        fails.alias("skipped")(b)
        many().map(fails.alias("mapped"))

    with dg.DagsterInstance.get() as instance:
        result = everything.execute_in_process(instance=instance, raise_on_error=False)
        found = instance.events_of_run(result.run_id)
    assert not result.success
    for event, kept in zip(result.all_events, found, strict=True):
        assert (kept.event_type_value, kept.step_key, kept.message) == (
            event.event_type_value,
            event.step_key,
            event.message,
        )
        # The first failed step, inside the run's failure, is an event: those are equal only to themselves.
        assert repr(kept.event_specific_data) == repr(event.event_specific_data)
        assert kept.path == event.path


def test_a_failed_run_is_executed_again_from_where_it_failed_in_another_process(home):
    (home / "job.py").write_text(
        textwrap.dedent("""
        import os, sys
        import assetize.runtime as dg
        @dg.op
        def one():
            open("ran", "a").write("1")
            return 1
        @dg.op
        def two(x):
            if not os.path.exists("ok"):
                raise ValueError("no")
            return x + 1
        @dg.job
        def both():
            two(one())
        if __name__ == "__main__":
            import job
            instance = dg.DagsterInstance.get()
            again = None
            if instance.get_runs():
                again = dg.ReexecutionOptions.from_failure(instance.get_runs()[0].run_id, instance)
            with dg.execute_job(dg.reconstructable(job.both), instance, reexecution_options=again) as result:
                if result.success:
                    print(result.output_for_node("two"))
        """)
    )
    command = [sys.executable, "job.py"]
    assert subprocess.run(command, cwd=home, capture_output=True, text=True, check=True).stdout == ""
    (home / "ok").touch()
    assert subprocess.run(command, cwd=home, capture_output=True, text=True, check=True).stdout == "2\n"
    assert (home / "ran").read_text() == "1"


def test_a_killed_run_is_found_and_marked_failed(home):
    assert start(home, "1", "kill").wait() == -signal.SIGKILL
    connection = sqlite3.connect(home / "home" / "events.db")
    assert connection.execute("select status from runs").fetchall() == [("STARTED",)]
    connection.close()
    with dg.DagsterInstance.get() as instance:
        (run,) = instance.get_runs()
        assert run.status is dg.DagsterRunStatus.FAILURE
        steps = {event.step_key for event in instance.events_of_run(run.run_id) if event.is_step_success}
        assert steps == {"numbers"}
        assert instance.get_asset_keys() == [dg.AssetKey("numbers")]
        (event,) = [e for e in instance.events_of_run(run.run_id) if e.is_run_failure]
        assert "ended before the run did" in event.message
    assert len(dg.DagsterInstance.get().all_logs(run.run_id, dg.DagsterEventType.RUN_FAILURE)) == 1
    assert list((home / "home" / "alive").iterdir()) == []


def test_a_run_that_still_goes_is_left_alone(home):
    process = start(home, "1", "wait")
    try:
        while not (home / "waiting").exists():
            assert process.poll() is None
        with dg.DagsterInstance.get() as instance:
            assert [run.status for run in instance.get_runs()] == [dg.DagsterRunStatus.STARTED]
    finally:
        process.kill()
        process.wait()
    assert [run.status for run in dg.DagsterInstance.get().get_runs()] == [dg.DagsterRunStatus.FAILURE]


def test_runs_at_the_same_time_lose_nothing(home):
    processes = [start(home, "5") for _ in range(3)]
    assert [process.wait() for process in processes] == [0, 0, 0]
    with dg.DagsterInstance.get() as instance:
        runs = instance.get_runs()
        assert [run.status for run in runs] == [dg.DagsterRunStatus.SUCCESS] * 15
        assert {len(instance.events_of_run(run.run_id)) for run in runs} == {
            len(instance.events_of_run(runs[0].run_id))
        }
        history = instance.fetch_materializations(dg.AssetKey("total"), limit=100).records
        assert sorted(record.run_id for record in history) == sorted(run.run_id for run in runs)
        numbers = [record.storage_id for record in history]
        assert numbers == sorted(set(numbers), reverse=True)


def test_an_interrupted_run_failed(home):
    @dg.op
    def interrupted():
        raise KeyboardInterrupt

    @dg.op
    def after():
        raise AssertionError("the run has been stopped")

    @dg.job
    def both():
        interrupted()
        after.alias("z_after")()

    with dg.DagsterInstance.get() as instance:
        with pytest.raises(KeyboardInterrupt):
            both.execute_in_process(instance=instance)
        assert [run.status for run in instance.get_runs()] == [dg.DagsterRunStatus.FAILURE]


def test_dynamic_partitions_and_reports_are_kept(home):
    with dg.DagsterInstance.get() as instance:
        instance.add_dynamic_partitions("colors", ["red", "blue", "green"])
        instance.add_dynamic_partitions("colors", ["blue"])
        instance.delete_dynamic_partition("colors", "green")
        instance.report_runless_asset_event(dg.AssetMaterialization("paint", partition="red"))
    with dg.DagsterInstance.get() as instance:
        assert instance.get_dynamic_partitions("colors") == ["red", "blue"]
        assert instance.has_dynamic_partition("colors", "red")
        assert instance.get_materialized_partitions(dg.AssetKey("paint")) == {"red"}


def test_an_instance_for_a_test_is_the_one_at_home_meanwhile():
    before = os.environ.get("ASSETIZE_HOME")
    with dg.instance_for_test() as instance:
        instance.add_dynamic_partitions("colors", ["red"])
        assert dg.DagsterInstance.get().get_dynamic_partitions("colors") == ["red"]
    assert os.environ.get("ASSETIZE_HOME") == before
