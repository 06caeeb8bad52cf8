"""Fixtures are proved by real runs; all of them, on both engines: ``real_fixtures.py``."""

import pytest
from real_fixtures import UPGRADED, prove

SAMPLE = ("metadata_tables", "side_effects_carried", "partition_requests")


@pytest.mark.parametrize("name", SAMPLE)
def test_a_fixture_is_proved(name: str) -> None:
    case = next(case for case in UPGRADED if case.name == name)
    proof = prove(case, "bundled")
    assert proof.jobs
    assert {job.job: job.verdict for job in proof.jobs} == {job.job: "proved" for job in proof.jobs}
