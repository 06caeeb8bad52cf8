"""Fixtures of the end-to-end tests."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from harness.versions import ENGINES, VersionRunner


@pytest.fixture(scope="session")
def runner(tmp_path_factory: pytest.TempPathFactory) -> Iterator[VersionRunner]:
    """Runs versions of fixture projects on real Dagster, each content once in a test session."""
    yield from _runner(tmp_path_factory, ENGINES["dagster"])


@pytest.fixture(scope="session")
def runtime_runner(tmp_path_factory: pytest.TempPathFactory) -> Iterator[VersionRunner]:
    """Runs them on the bundled runtime instead."""
    yield from _runner(tmp_path_factory, ENGINES["bundled"])


def _runner(tmp_path_factory: pytest.TempPathFactory, engine: str) -> Iterator[VersionRunner]:
    base = tmp_path_factory.getbasetemp()
    shared = base.parent if base.name.startswith("popen-") else base
    cache = shared / "versions"
    cache.mkdir(exist_ok=True)
    version_runner = VersionRunner(cache, engine)
    yield version_runner
    version_runner.close()


def pytest_addoption(parser: pytest.Parser) -> None:
    """``--update`` rewrites the golden texts with what the tool writes now."""
    parser.addoption("--update", action="store_true", help="rewrite fixtures/*/after with the tool's output")
