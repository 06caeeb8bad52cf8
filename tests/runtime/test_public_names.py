"""The public namespace: light to import, honest about what it lacks, and documented."""

import runpy
import subprocess
import sys
from pathlib import Path

import pytest

import assetize.runtime
from assetize.runtime.public_names import HOMES


def test_every_listed_name_exists():
    assert all(hasattr(assetize.runtime, name) for name in HOMES)


def test_a_missing_name_says_where_to_go_when_it_is_used():
    from assetize.runtime import PipesSubprocessClient

    assert assetize.runtime.PipesSubprocessClient is PipesSubprocessClient
    with pytest.raises(
        assetize.runtime.DagsterError,
        match=r"dagster\.PipesSubprocessClient is not part of the bundled runtime; run this on Dagster",
    ):
        PipesSubprocessClient()


def test_a_name_that_dagster_does_not_have_either_is_no_attribute():
    with pytest.raises(AttributeError, match="has no attribute 'no_such_name'"):
        _ = assetize.runtime.no_such_name
    assert not hasattr(assetize.runtime, "__wrapped__")


def test_every_listed_name_is_public_in_dagster():
    dagster = pytest.importorskip("dagster")
    extra = {"ExecutorDefinition"} - set(dir(dagster))
    assert set(HOMES) - set(dir(dagster)) - extra == {"PartitionsDefinition"} - set(dir(dagster))


def test_an_import_stays_light():
    heavy = ("pydantic", "networkx", "libcst", "dagster", "sqlite3", "unittest", "asyncio")
    code = f"""
import sys, assetize.runtime as dg
dg.op, dg.job, dg.asset, dg.materialize, dg.Definitions, dg.mem_io_manager
print([name for name in {heavy} if name in sys.modules])
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_the_document_is_up_to_date():
    pytest.importorskip("dagster")
    source = Path(__file__).with_name("names_document.py")
    names_document = runpy.run_path(str(source))
    assert names_document["DOCUMENT"].read_text() == names_document["document"]()
    assert names_document["STUB"].read_text() == names_document["stub"]()
