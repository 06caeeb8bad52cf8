"""Which texts are kept in memory after a file was read, and which are read again where they matter."""

from pathlib import Path

import pytest

from assetize.analyzer.files.source_file import RUNS_JOBS, source_file
from assetize.analyzer.readers.run_configs.calls import METHODS


@pytest.mark.parametrize("text", [b"import json\n", b"# dagger\n", b"result = job.execute()\n"])
def test_an_ordinary_text_is_let_go_of(text: bytes) -> None:
    assert source_file(Path("/project"), "shop/plain.py", text).kept is None


@pytest.mark.parametrize("method", METHODS)
def test_a_text_that_runs_jobs_is_kept_though_it_does_not_name_dagster(method: str) -> None:
    text = f"from shop.jobs import nightly\n\nresult = nightly.{method}()\n".encode()
    file = source_file(Path("/project"), "tests/test_jobs.py", text)
    assert not file.names_dagster
    assert file.kept == text


def test_all_methods_that_are_looked_for_are_known_when_texts_are_read() -> None:
    assert {method.encode() for method in METHODS} == set(RUNS_JOBS)
