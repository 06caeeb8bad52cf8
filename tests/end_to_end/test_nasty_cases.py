"""Projects that are written to trip an upgrade are upgraded to the same behaviour, or refused with the right code."""

from pathlib import Path

import pytest
from harness.cases import Run
from harness.versions import VersionRunner
from nasty_case import NastyCase
from nasty_cases import CASES
from nasty_texts import STORAGE
from random_projects.check import check_project, make_case


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_a_nasty_project_is_upgraded_right_or_refused(
    case: NastyCase, tmp_path: Path, runner: VersionRunner
) -> None:
    files = {"shop.py": case.text.encode(case.encoding), "storage.py": STORAGE.encode()}
    files |= {name: text.encode() for name, text in case.files}
    runs = case.runs or tuple(Run(job=job) for job in case.jobs)

    verdict = check_project(files, make_case(tmp_path, "shop", runs), (), tmp_path, runner)

    assert verdict.invalid is None
    assert verdict.problems == ()
    assert set(verdict.codes) == set(case.codes)
    assert verdict.upgraded_jobs == (0 if case.codes and not case.refused else len(case.jobs))
