"""Ops with a ``name=`` of their own: a multi-asset keeps it, and its step and run config key with it."""

from pathlib import Path

from assetize.codemods.plan import PlanOptions
from assetize.codemods.upgrade import prepare_upgrade

TEXT = """\
import dagster as dg


@dg.op(
    name="build_stocks_op",
    config_schema={"limit": int},
    out={"stocks": dg.Out(io_manager_key="store"), "rest": dg.Out(io_manager_key="store")},
)
def build_stocks(context):
    return context.op_config["limit"], 2


@dg.job(
    resource_defs={"store": dg.fs_io_manager}, config={"ops": {"build_stocks_op": {"config": {"limit": 7}}}}
)
def stocks_job():
    build_stocks()


defs = dg.Definitions(jobs=[stocks_job])
"""


def test_a_multi_asset_keeps_its_step_s_name(tmp_path: Path) -> None:
    (tmp_path / "shop.py").write_text(TEXT)
    prepared = prepare_upgrade(tmp_path, PlanOptions())
    [file] = prepared.rewrite.files
    text = file.after.decode()
    assert 'name="build_stocks_op",' in text and "def stocks(context" in text
    assert 'config={"ops": {"build_stocks_op": {"config": {"limit": 7}}}}' in text
    assert prepared.plan.renamed_steps == ()
