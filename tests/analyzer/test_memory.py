"""What an analysis needs on its way does not outlast it."""

import gc
from pathlib import Path

from assetize.analyzer.api import analyze
from assetize.analyzer.names import ModuleSource

OPS = """
import pandas as pd
from dagster import job, op

def path_of(name):
    folder = "data"
    path = f"{folder}/{name}"
    return path

@op
def load():
    path = path_of("users")
    frame = pd.read_csv(path)
    frame.to_parquet(path + ".parquet")

@job
def nightly():
    load()
"""


def test_no_circle_keeps_syntax_trees(tmp_path: Path) -> None:
    (tmp_path / "ops.py").write_text(OPS)
    gc.collect()
    gc.disable()
    try:
        analysis = analyze(tmp_path)
        left = [
            item
            for item in gc.get_objects()
            if isinstance(item, ModuleSource) and item.module.file == "ops.py"
        ]
    finally:
        gc.enable()
    assert analysis.effects
    assert not left
