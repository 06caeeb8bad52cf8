"""Config that says the partition: when it becomes the partition itself, and when it has to stay config."""

from pathlib import Path

import pytest

from assetize.analyzer.api import analyze
from assetize.codemods.model import ConfigToPartitions, JobToAssetJob, OpToAsset
from assetize.codemods.plan import PlanOptions
from assetize.codemods.upgrade import PreparedUpgrade, prepare_upgrade

HEAD = """
import pandas as pd
import dagster as dg
"""
CONFIG = """
@dg.daily_partitioned_config(start_date="2024-01-01")
def one_day(start, end):
    return {"ops": {"load_logs": {"config": {"day": start.strftime("%Y-%m-%d")}}}}
"""
OP = """
@dg.op(config_schema={"day": str})
def load_logs(context):
    day = context.op_config["day"]
    pd.DataFrame({"day": [day]}).to_sql("logs", "sqlite://", if_exists="append")
"""
JOB = """
@dg.job(config=one_day)
def logs_job():
    load_logs()
"""
DEFS = "\ndefs = dg.Definitions(jobs=[logs_job])\n"
PLAIN = HEAD + CONFIG + OP + JOB + DEFS


def _prepared(root: Path, text: str, **files: str) -> PreparedUpgrade:
    (root / "jobs.py").write_text(text)
    for name, content in files.items():
        (root / f"{name}.py").write_text(content)
    prepared = prepare_upgrade(root, PlanOptions(), analyze(root))
    assert all(item.code < "AZ400" for job in prepared.plan.jobs for item in job.diagnostics)
    return prepared


def _reads(prepared: PreparedUpgrade) -> list[tuple[str, str]]:
    actions = prepared.plan.actions
    found = [read for action in actions if isinstance(action, OpToAsset) for read in action.partition_reads]
    kept = [
        action
        for action in actions
        if isinstance(action, JobToAssetJob) and ("config", "config") in action.carried
    ]
    assert not (found and kept)
    assert bool(found) == any(isinstance(action, ConfigToPartitions) for action in actions)
    return found


STAYS = {
    "more than the partition": PLAIN.replace('"%Y-%m-%d")}', '"%Y-%m-%d"), "table": "raw"}'),
    "resources, too": PLAIN.replace('return {"ops"', 'return {"resources": {}, "ops"'),
    "computed": PLAIN.replace('start.strftime("%Y-%m-%d")', 'f"{start:%Y-%m-%d}"'),
    "a part of it": PLAIN.replace('start.strftime("%Y-%m-%d")', 'start.strftime("%Y-%m-%d")[:7]'),
    "the moment of the run": PLAIN.replace('start.strftime("%Y-%m-%d")', 'pd.Timestamp.now().strftime("%Y-%m-%d")'),
    "two statements": PLAIN.replace("    return {", "    print(start)\n    return {"),
    "tags of its own": PLAIN.replace('"2024-01-01")', '"2024-01-01", tags_for_partition_fn=tags)'),
    "another type": PLAIN.replace('{"day": str}', '{"day": dg.Field(str, default_value="2024-01-01")}'),
    "a field beside": PLAIN.replace('{"day": str}', '{"day": str, "limit": dg.Field(int, is_required=False)}'),
    "handed on": PLAIN.replace('context.op_config["day"]', "day_of(context.op_config)"),
    "handed on with the context": PLAIN.replace('    pd.Data', "    tell(context)\n    pd.Data"),
    "asked in another way": PLAIN.replace('context.op_config["day"]', 'context.op_config.get("day")'),
    "the run's config, too": PLAIN.replace("    pd.Data", "    print(context.run_config)\n    pd.Data"),
    "two fields alike": PLAIN.replace('"%Y-%m-%d")}', '"%Y-%m-%d"), "to": start.strftime("%Y-%m-%d")}')
    .replace('{"day": str}', '{"day": str, "to": str}')
    .replace("    pd.Data", '    print(context.op_config["to"])\n    pd.Data'),
    "a schedule gives config": PLAIN
    + '\n@dg.schedule(cron_schedule="@daily", job=logs_job)\ndef daily():\n'
    + '    return dg.RunRequest(run_config={"ops": {"load_logs": {"config": {"day": "2024-01-01"}}}})\n',
    "code gives config": PLAIN
    + '\ndef test():\n    logs_job.execute_in_process(run_config={"ops": {"load_logs": {"config": {"day": "2024-01-01"}}}})\n',
    "the op is called": PLAIN + '\ndef test():\n    load_logs(dg.build_op_context(op_config={"day": "2024-01-01"}))\n',
    "the op is in another job": PLAIN.replace("jobs=[logs_job]", "jobs=[logs_job, other_job]").replace(
        "\ndefs", '\n@dg.job(config={"ops": {"load_logs": {"config": {"day": "x"}}}})\ndef other_job():\n    load_logs()\n\ndefs'
    ),
    "an op of a graph-backed asset": PLAIN.replace("def load_logs(context)", "def load_logs(context, given)")
    .replace("load_logs()", "load_logs(fetch())")
    .replace("\n@dg.job", "\n@dg.op\ndef fetch():\n    return 1\n\n@dg.job"),
}  # fmt: skip


@pytest.mark.parametrize("text", STAYS.values(), ids=STAYS)
def test_it_stays_config(text: str, tmp_path: Path) -> None:
    assert text != PLAIN
    assert _reads(_prepared(tmp_path, text)) == []


def test_a_config_that_a_test_calls_stays(tmp_path: Path) -> None:
    test = "from jobs import one_day\n\ndef test():\n    assert one_day(1, 2)\n"
    assert _reads(_prepared(tmp_path, PLAIN, test_jobs=test)) == []


BECOMES = {
    "the key": (PLAIN, "partition_key"),
    "the key in its own format": (
        PLAIN.replace('"2024-01-01")', '"2024-01-01", fmt="%d.%m.%Y")').replace(
            'strftime("%Y-%m-%d")', 'strftime("%d.%m.%Y")'
        ),
        "partition_key",
    ),
    "another format": (
        PLAIN.replace('strftime("%Y-%m-%d")', 'strftime("%Y")'),
        'partition_time_window.start.strftime("%Y")',
    ),
    "the end": (PLAIN.replace("start.strf", "end.strf"), 'partition_time_window.end.strftime("%Y-%m-%d")'),
    "an hour": (
        PLAIN.replace("daily_", "hourly_")
        .replace('"2024-01-01")', '"2024-01-01-00:00")')
        .replace("%Y-%m-%d", "%Y-%m-%d-%H:%M"),
        'partition_time_window.start.strftime("%Y-%m-%d-%H:%M")',
    ),
    "the moment itself": (
        PLAIN.replace('strftime("%Y-%m-%d")', "isoformat()"),
        "partition_time_window.start.isoformat()",
    ),
}


@pytest.mark.parametrize(("text", "expression"), BECOMES.values(), ids=BECOMES)
def test_it_becomes_the_partition(text: str, expression: str, tmp_path: Path) -> None:
    prepared = _prepared(tmp_path, text)
    assert _reads(prepared) == [("day", expression)]
    (file,) = prepared.rewrite.files
    after = file.after.decode()
    assert f"day = context.{expression}\n" in after
    assert "op_config" not in after and "partitioned_config" not in after and "config_schema" not in after
    assert "partitions_def=one_day)" in after
