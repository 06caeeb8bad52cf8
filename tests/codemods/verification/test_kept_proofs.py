"""Proofs are kept for reports and the review page, and are worth nothing once a source text has changed."""

import json
import shutil
import subprocess
from collections.abc import Callable
from importlib.resources import files
from pathlib import Path

import jsonschema
import pytest

from assetize.codemods.cli import proving
from assetize.codemods.cli.main import main
from assetize.codemods.review.applying import proof_of, prove_accepted
from assetize.codemods.review.marks import Mark
from assetize.codemods.review.session import Review
from assetize.codemods.verification import keeping, kept_proofs
from assetize.codemods.verification.compared_with import ComparedWith, compared_with, state_of
from assetize.codemods.verification.kept_proofs import MOST_KEPT, keep_proof, kept_proof
from assetize.codemods.verification.verdicts import JobVerdict, Proof
from assetize.codemods.verification.verify import Engine
from assetize.codemods.verification.versions import fingerprint, read_digests

BEFORE = Path(__file__).parents[3] / "fixtures" / "guide_no_io_managers" / "before"
PROOF = Proof((JobVerdict("nightly", "proved", (), 2), JobVerdict("daily", "differs", ("a|b",), 1)), "bundled", "symbolic")  # fmt: skip
SCHEMA = json.loads(files("assetize.codemods.report").joinpath("report.schema.json").read_text("utf-8"))


@pytest.fixture
def written(tmp_path: Path) -> Path:
    """An upgraded project."""
    project = tmp_path / "project"
    shutil.copytree(BEFORE, project)
    assert main(["upgrade", "--write", str(project)]) == 0
    return project


def keep(project: Path, named: str | None = None) -> None:
    """As if the project had been proved."""
    original = compared_with(project, named)
    keep_proof(project, original, state_of(project, original), fingerprint(read_digests(project)), PROOF)


def report(project: Path, form: str) -> str:
    output = project.parent / "report"
    assert main(["report", "--format", form, "-o", str(output), str(project)]) == 0
    return output.read_text(encoding="utf-8")


def test_without_a_proof_the_report_says_nothing_of_one(written: Path) -> None:
    assert kept_proof(written) is None
    assert "verify" not in json.loads(report(written, "json"))
    assert "Proof" not in report(written, "markdown")


def _edit(project: Path) -> None:
    file = next(project.rglob("*.py"))
    file.write_text(file.read_text() + "\n")


def _add_sql(project: Path) -> None:
    (project / "users.sql").write_text("select 1")


def _remove(project: Path) -> None:
    next(project.rglob("*.py")).unlink()


def _undo(project: Path) -> None:
    assert main(["undo", str(project)]) == 0


def _damage(project: Path) -> None:
    for file in (project / ".assetize" / "proofs").iterdir():
        file.write_text(file.read_text()[:-9])


def _move(project: Path) -> None:
    """A file for another text proves nothing of this one."""
    kept = next((project / ".assetize" / "proofs").iterdir())
    _edit(project)
    kept.rename(kept.with_name(f"{fingerprint(read_digests(project))}.json"))


def _lose_original(project: Path) -> None:
    shutil.rmtree(project / ".assetize" / "writes")


@pytest.mark.parametrize("change", [_edit, _add_sql, _remove, _undo, _damage, _move, _lose_original])
def test_a_proof_holds_until_something_changes(written: Path, change: Callable[[Path], None]) -> None:
    keep(written)
    kept = kept_proof(written)
    assert kept is not None and kept.proof == PROOF
    change(written)
    assert kept_proof(written) is None


def test_another_version_of_the_program_has_to_prove_it_anew(
    written: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep(written)
    monkeypatch.setattr(kept_proofs, "tool_version", lambda: "another")
    assert kept_proof(written) is None


def test_a_folder_that_changes_is_no_longer_what_it_was_compared_with(written: Path) -> None:
    other = written.parent / "old"
    shutil.copytree(BEFORE, other)
    keep(written, str(other))
    kept = kept_proof(written)
    assert kept is not None and kept.original == ComparedWith("folder", "../old")
    _edit(other)
    assert kept_proof(written) is None


def test_a_reference_that_moves_is_no_longer_what_it_was_compared_with(written: Path) -> None:
    def git(*arguments: str) -> None:
        options = ("-c", "user.name=a", "-c", "user.email=a@b", "-C", str(written))
        subprocess.run(["git", *options, *arguments], check=True, capture_output=True)

    git("init", "-q")
    git("add", ".")
    git("commit", "-qm", "one")
    keep(written, "HEAD")
    assert kept_proof(written) is not None
    git("commit", "-qm", "the same files", "--allow-empty")
    assert kept_proof(written) is not None
    (written / "notes.txt").write_text("new")
    git("add", ".")
    git("commit", "-qm", "two")
    (written / "notes.txt").unlink()
    assert kept_proof(written) is None


def test_a_link_in_the_place_of_the_folder_is_not_followed(written: Path, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (written / ".assetize" / "proofs").symlink_to(tmp_path / "elsewhere")
    keep(written)
    assert list((tmp_path / "elsewhere").iterdir()) == []


def test_few_are_kept(written: Path) -> None:
    for _ in range(MOST_KEPT + 2):
        _edit(written)
        keep(written)
    assert len(list((written / ".assetize" / "proofs").iterdir())) == MOST_KEPT
    assert kept_proof(written) is not None


def test_every_format_shows_it(written: Path) -> None:
    keep(written)
    document = json.loads(report(written, "json"))
    jsonschema.validate(document, SCHEMA)
    assert document["verify"]["jobs"][0] == {
        "job": "nightly", "verdict": "proved", "reasons": [], "runs": 2, "notes": []
    }  # fmt: skip
    sentence = "1 of 2 upgraded jobs are proved to do what the original does, with stubs for bodies, on the bundled engine"
    assert sentence in " ".join(report(written, "table").split())
    assert sentence in report(written, "markdown")
    assert r"| `daily` | differs | 1 | a\|b |" in report(written, "markdown")
    page = report(written, "html")
    assert sentence in page
    assert '<a href="#verify">Proof (2)</a>' in page


def test_what_verify_proves_is_in_the_report_and_on_the_page(
    written: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    capsys.readouterr()
    assert main(["verify", str(written), "--keep", "--format", "json"]) == 0
    proved = json.loads(capsys.readouterr().out)
    row = json.loads(report(written, "json"))["verify"]
    assert [job["job"] for job in row["jobs"]] == [job["job"] for job in proved["jobs"]]
    assert row["original"] == "what was there before the last upgrade"
    assert Review(written).proofs.state("").state == "done"


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> Proof:
    """What every upgrade is proved with here, without running it."""
    proof = Proof((JobVerdict("nightly", "proved", (), 2),), "bundled", "symbolic")
    for module in (keeping, proving):
        monkeypatch.setattr(module, "prove_upgrade", lambda *_: proof)
    return proof


def test_an_upgrade_that_is_proved_keeps_its_proof_when_it_is_written(tmp_path: Path, quick: Proof) -> None:
    project = tmp_path / "project"
    shutil.copytree(BEFORE, project)
    assert main(["upgrade", "--verify", str(project)]) == 1
    assert not (project / ".assetize").exists()
    assert main(["upgrade", "--verify", "--write", str(project)]) == 0
    kept = kept_proof(project)
    assert kept is not None and kept.proof == quick


def test_what_was_proved_before_it_was_applied_is_offered_after_a_restart(
    tmp_path: Path, quick: Proof
) -> None:
    project = tmp_path / "project"
    shutil.copytree(BEFORE, project)
    review = Review(project)
    for unit in review.units:
        review.say(unit, Mark(review.change(unit).digest, "accepted"))
    change = review.accepted_change()
    prove_accepted(review, change.digest, Engine())
    while review.proofs.state(change.digest).state == "running":
        pass
    again = Review(project)
    assert again.proofs.state("").state == "none"
    assert proof_of(again, again.accepted_change()).state == "done"
    _edit(project)
    after_an_edit = Review(project)
    assert proof_of(after_an_edit, change).state == "none"
