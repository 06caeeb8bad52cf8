"""Keys that an op's object would share with an asset of the project."""

from pathlib import Path

import pytest

from assetize.analyzer.api import analyze

OP = """
import pandas as pd
from dagster import *

@op
def write_users():
    pd.DataFrame().to_sql("users", "sqlite://")
"""
GRAPH_ASSET = "\n@graph_asset\ndef users():\n    return write_users()\n"
JOB = "\n@job\ndef nightly():\n    write_users()\n"


def codes(tmp_path: Path, text: str) -> set[str]:
    (tmp_path / "shop.py").write_text(OP + text)
    return {item.code for item in analyze(tmp_path).diagnostics}


@pytest.mark.parametrize(
    "text",
    ["\n@asset\ndef users(): ...\n" + JOB, GRAPH_ASSET + JOB, '\nusers = AssetSpec("users")\n' + JOB],
    ids=["asset", "graph_asset_and_job", "spec"],
)
def test_an_object_that_an_asset_stands_for_already_is_told(tmp_path: Path, text: str) -> None:
    assert "AZ202" in codes(tmp_path, text)


def test_an_op_that_makes_the_object_inside_that_asset_is_not(tmp_path: Path) -> None:
    assert "AZ202" not in codes(tmp_path, GRAPH_ASSET)
