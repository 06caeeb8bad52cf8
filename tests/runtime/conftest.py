"""Runs every behaviour test on real Dagster and on the bundled runtime."""

import importlib
import logging
import warnings

import pytest

ENGINES = {"dagster": "dagster", "runtime": "assetize.runtime"}


def pytest_addoption(parser):
    parser.addoption("--engine", choices=("both", *ENGINES), default="both", help="which engine to test")


def pytest_generate_tests(metafunc):
    if "dg" in metafunc.fixturenames:
        chosen = metafunc.config.getoption("--engine", default="both")
        engines = list(ENGINES) if chosen == "both" else [chosen]
        metafunc.parametrize("dg", engines, indirect=True, scope="session")


@pytest.fixture(scope="session")
def dg(request):
    """The engine under test: a module with Dagster's public names."""
    if request.param == "dagster":
        pytest.importorskip("dagster")
    module = importlib.import_module(ENGINES[request.param])
    warnings.simplefilter("ignore")
    logging.getLogger("dagster").setLevel(logging.CRITICAL + 1)
    return module


@pytest.fixture
def run(dg):
    """Runs one op as a job and gives the value of its output."""

    def execute(op, run_config=None, **settings):
        @dg.job(name="the_job")
        def the_job():
            op()

        return the_job.execute_in_process(run_config=run_config, **settings).output_for_node(op.name)

    return execute
