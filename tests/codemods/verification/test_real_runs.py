"""``assetize verify --level run``: both versions run on what the settings give them, and on nothing else."""

import json
import shutil
from pathlib import Path
from typing import Any

import click
import pytest
from stall_project import FILL, PRICES, PROJECT, SETTINGS

from assetize.codemods.cli.main import main
from assetize.codemods.cli.verify_output import as_markdown, as_text
from assetize.codemods.verification.verdicts import Difference, JobVerdict, Proof


@pytest.fixture(scope="module")
def upgraded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Both versions of the stall, beside each other; each test has a copy."""
    folder = tmp_path_factory.mktemp("stall")
    for version in ("before", "after"):
        (folder / version / "data").mkdir(parents=True)
        (folder / version / "stall.py").write_text(PROJECT)
        (folder / version / "fill.py").write_text(FILL)
        (folder / version / "data" / "prices.csv").write_text(PRICES)
        (folder / version / "assetize.toml").write_text(SETTINGS)
    assert main(["upgrade", "--write", str(folder / "after")]) == 0
    shutil.rmtree(folder / "after" / ".assetize")
    return folder


@pytest.fixture
def stall(upgraded: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(upgraded, tmp_path / "stall"))


def verified(stall: Path, capsys: pytest.CaptureFixture[str], *more: str) -> dict[str, Any]:
    capsys.readouterr()
    main(["verify", str(stall / "after"), "--original", str(stall / "before"), "--level", "run", "--format", "json", *more])  # fmt: skip
    proof: dict[str, Any] = json.loads(capsys.readouterr().out)
    assert proof["level"] == "run"
    (job,) = proof["jobs"]
    return dict(job)


def change(stall: Path, old: str, new: str, *versions: str) -> None:
    for version in versions or ("after",):
        file = stall / version / "stall.py"
        text = file.read_text()
        assert old in text
        file.write_text(text.replace(old, new))


@pytest.mark.parametrize("engine", ["bundled", "dagster"])
def test_the_right_upgrade_is_proved_and_nothing_real_is_touched(
    stall: Path, capsys: pytest.CaptureFixture[str], engine: str
) -> None:
    files = {path: path.read_bytes() for path in stall.rglob("*") if path.is_file()}
    job = verified(stall, capsys, "--engine", engine)
    assert (job["verdict"], job["reasons"], job["runs"]) == ("proved", [], 2)
    assert {path: path.read_bytes() for path in stall.rglob("*") if path.is_file()} == files


DIFFERENT: list[tuple[str, str, str, str, str]] = [
    ("price - 1", "price - 2", "table sold of shop.db", "store_offers", '-{"fruit": "apple", "price": 2}'),
    ('f"{fruit}', 'f"{fruit}!', "data/list.csv", "write_list", '+["pear!"]'),
    ("} offers", "} new offers", "resource chat", "make_offers", "+chat.post(text='2 new offers')"),
    ("fruit text, price int", "fruit text, price real", "table sold of shop.db", "store_offers", "+(fruit TEXT, price REAL)"),
    ("return offers", "return offers[:1]", "io/lake/make_offers.result.pickle", "make_offers", '-  "pear",'),
]  # fmt: skip


@pytest.mark.parametrize(
    ("old", "new", "subject", "op", "line"), DIFFERENT, ids=lambda value: str(value)[:20]
)
def test_a_body_that_does_something_else_is_shown(
    stall: Path, capsys: pytest.CaptureFixture[str], old: str, new: str, subject: str, op: str, line: str
) -> None:
    change(stall, old, new)
    job = verified(stall, capsys)
    assert job["verdict"] == "differs"
    found = {item["subject"]: item for item in job["differences"]}
    assert found[subject]["ops"] == [op]
    assert line in found[subject]["lines"]


def test_text_and_markdown_show_the_lines() -> None:
    lines = ('-{"fruit": "apple", "price": 2}', '+{"fruit": "apple", "price": 1}')
    difference = Difference("table sold of shop.db", ("store_offers",), "offers_job", lines)
    job = JobVerdict("offers_job", "differs", ("it is not what it was",), 2, differences=(difference,))
    for written in (as_text, as_markdown):
        said = click.unstyle(written(Proof((job,), "bundled", "run")))
        assert "table sold of shop.db, written by store_offers (offers_job)" in said
        assert all(line in said for line in lines)


UNKNOWN: list[tuple[str, str, str]] = [
    ('os.environ["SHOP_DB"]', '"../../outside.db"', "is blocked here; tried from stall.py:27"),
    ('os.environ["SHOP_DB"]', 'os.environ["OTHER_DB"]', "KeyError: 'OTHER_DB' (stall.py:27)"),
    ("    return offers", '    import ctypes\n    assert ctypes.CDLL(None).open(b"/tmp/assetize-c", 65) < 0\n    import random\n    return [*offers, ("plum", random.random())]', "is another each time that the original runs"),
    ("    return offers", '    try:\n        open("/tmp/assetize-quiet", "w")\n    except OSError:\n        pass\n    return offers', "writing /tmp/assetize-quiet is blocked here; tried from stall.py:41"),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "reason"), UNKNOWN, ids=["outside", "variable", "unsteady", "quiet"])
def test_what_is_not_redirected_is_not_proved(
    stall: Path, capsys: pytest.CaptureFixture[str], old: str, new: str, reason: str
) -> None:
    change(stall, old, new, "before", "after")
    if "random" in new:  # only a difference makes it look whether the original is steady
        change(stall, "random.random()", "random.random() + 1")
    job = verified(stall, capsys)
    assert job["verdict"] == "not proved"
    assert any(reason in text for text in job["reasons"]), job["reasons"]
    assert not Path("/tmp/assetize-c").exists() and not (stall.parent / "outside.db").exists()


WRONG: list[tuple[str, str, str]] = [
    ('files = ["data"]', 'files = ["dat"]', "AZ167 error: verify.files: there is no dat"),
    ('files = ["data"]', 'files = ["../data"]', "assetize.toml:3: AZ163 error: verify.files: ../data is not inside the project"),
    ("python fill.py", "python no.py", "AZ167 error: verify.setup"),
    ("python fill.py {scratch}", "python fill.py /etc", "Permission denied"),
    ("setup =", "set-up =", "AZ162 error: verify.set-up is no setting; did you mean setup?"),
    ("io-managers", 'runs = [{job = "offer_job"}]\nio-managers', "AZ167 error: verify.runs: the project has no offer_job"),
    ("io-managers", 'runs = [{job = "a", schedule = "b"}]\nio-managers', "needs exactly one of job, schedule, sensor"),
    ("io-managers", 'runs = [{schedule = "b", at = "now"}]\nio-managers', 'it has to be a moment like "2024'),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "reason"), WRONG, ids=[new[:24] for _, new, _ in WRONG])
def test_wrong_settings_are_refused(
    stall: Path, capsys: pytest.CaptureFixture[str], old: str, new: str, reason: str
) -> None:
    file = stall / "after" / "assetize.toml"
    assert old in SETTINGS
    file.write_text(SETTINGS.replace(old, new))
    capsys.readouterr()
    assert main(["verify", str(stall / "after"), "--original", str(stall / "before"), "--level", "run"]) == 2
    assert reason in " ".join(capsys.readouterr().err.split())


def test_a_run_is_chosen_by_the_settings(stall: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with (stall / "after" / "assetize.toml").open("a") as file:
        file.write('runs = [{sensor = "no_such_sensor"}]\n')
    job = verified(stall, capsys)
    assert job["verdict"] == "not proved"
    assert "there is no schedule or sensor no_such_sensor" in job["reasons"][0]
