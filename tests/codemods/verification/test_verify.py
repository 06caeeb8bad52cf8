"""``assetize verify``: fixtures are proved, wrong upgrades are not, and nothing is left behind."""

import shutil
from pathlib import Path

import pytest

from assetize.codemods.cli.main import main
from assetize.codemods.verification.verify import Engine, verify

FIXTURES = Path(__file__).parents[3] / "fixtures"
UPGRADED = sorted(path.parent.name for path in FIXTURES.glob("*/after"))
ON_DAGSTER = ("dynamic_collected", "guide_io_managers", "multi_output_yield")


@pytest.mark.parametrize("name", UPGRADED)
def test_every_fixture_is_proved_on_the_bundled_runtime(name: str) -> None:
    proof = verify(FIXTURES / name / "after", str(FIXTURES / name / "before"), Engine("bundled"))
    assert proof.jobs
    assert [job for job in proof.jobs if job.verdict != "proved"] == []


@pytest.mark.parametrize("name", ON_DAGSTER)
def test_dagster_gives_the_same_verdict(name: str) -> None:
    before, after = FIXTURES / name / "before", FIXTURES / name / "after"
    assert (
        verify(after, str(before), Engine("dagster")).jobs
        == verify(after, str(before), Engine("bundled")).jobs
    )


def test_without_an_original_the_request_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a.py").write_text("import dagster\n")
    assert main(["verify", str(tmp_path)]) == 2
    assert "--original GIT_REF or --original DIR" in capsys.readouterr().err
    assert main(["verify", str(tmp_path), "--original", "no-such-ref"]) == 2


def contents(project: Path) -> dict[Path, bytes]:
    """All files but the proof, which is kept."""
    found = (path for path in project.rglob("*") if path.is_file() and path.parent.name != "proofs")
    return {path: path.read_bytes() for path in found}


def test_after_a_write_the_journal_is_the_original(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    monkeypatch.setenv("TMPDIR", str(scratch))
    monkeypatch.setattr("tempfile.tempdir", None)
    project = tmp_path / "project"
    shutil.copytree(FIXTURES / "guide_no_io_managers" / "before", project)
    assert main(["upgrade", str(project), "--write"]) == 0
    files = contents(project)
    capsys.readouterr()
    assert main(["verify", str(project)]) == 0
    assert "proved" in capsys.readouterr().out
    assert contents(project) == files
    assert list(scratch.iterdir()) == []
