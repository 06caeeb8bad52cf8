"""``upgrade --verify`` offers only what is proved."""

from pathlib import Path

import pytest
from shop_project import BEFORE, STORAGE

from assetize.codemods.cli.main import main
from assetize.codemods.verification import proved_upgrade
from assetize.codemods.verification.verdicts import JobVerdict, Proof


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    folder = tmp_path / "project" / "shop"
    folder.mkdir(parents=True)
    (folder / "__init__.py").touch()
    (folder / "storage.py").write_text(STORAGE)
    (folder / "orders.py").write_text(BEFORE)
    return folder


def test_a_job_that_differs_is_refused_and_the_rest_is_written(
    shop: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    prove = proved_upgrade.compare_versions

    def compare(*arguments: object) -> Proof:
        proof = prove(*arguments)  # type: ignore[arg-type]
        verdicts = [
            JobVerdict("orders_job", "differs", ("match runs twice",)) if job.job == "orders_job" else job
            for job in proof.jobs
        ]
        return Proof(tuple(verdicts), proof.engine, proof.level)

    monkeypatch.setattr(proved_upgrade, "compare_versions", compare)
    assert main(["upgrade", "--write", "--verify", str(shop.parent)]) == 0
    said = " ".join(capsys.readouterr().out.split())
    assert "AZ456" in said and "match runs twice" in said
    assert "1 upgraded job: proved to do what the original does" in said
    written = (shop / "orders.py").read_text()
    assert "@job(\n    resource_defs" in written
    assert "regions_job = define_asset_job(" in written


def test_a_job_that_cannot_be_run_is_refused(shop: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (shop / "storage.py").write_text("raise ValueError('not today')\n" + STORAGE)
    assert main(["upgrade", "--write", "--verify", str(shop.parent)]) == 0
    assert "AZ456" in capsys.readouterr().out
    assert (shop / "orders.py").read_text() == BEFORE


def test_what_is_proved_is_written(shop: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["upgrade", "--check", "--verify", str(shop.parent)]) == 1
    assert (shop / "orders.py").read_text() == BEFORE
    assert main(["upgrade", "--write", "--verify", str(shop.parent)]) == 0
    assert "2 upgraded jobs: proved" in capsys.readouterr().out
    assert "@asset" in (shop / "orders.py").read_text()
