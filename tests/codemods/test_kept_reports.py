"""Reports of large projects are kept, and never given once anything that they rest on has changed."""

import json
import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from assetize.analyzer import api
from assetize.analyzer.inputs.other_files import READ_SUFFIXES
from assetize.analyzer.values.sql_files import TEXT_SUFFIXES
from assetize.codemods.cache import KeptReports
from assetize.codemods.cache.kept_reports import MOST_KEPT
from assetize.codemods.cli import reporting
from assetize.codemods.cli.main import main
from assetize.codemods.report.document import ReportDocument

FIXTURES = Path(__file__).parents[2] / "fixtures"

OPS = """
from pathlib import Path
from dagster import job, op

QUERY = (Path(__file__).parent / "users.sql").read_text()

@op
def build_users(connection):
    connection.execute(QUERY)

@job
def nightly():
    build_users()
"""


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A small project that counts as a large one."""
    monkeypatch.setattr(reporting, "FEWEST_FILES", 1)
    root = tmp_path / "shop"
    root.mkdir()
    (root / "ops.py").write_text(OPS)
    (root / "plain.py").write_text("LIMIT = 1\n")
    (root / "users.sql").write_text("CREATE TABLE users AS SELECT * FROM raw_users")
    return root


def report(root: Path, *options: str) -> str:
    """The report as JSON text."""
    output = root.parent / "report.json"
    assert main(["report", "--format", "json", "-o", str(output), *options, str(root)]) == 0
    return output.read_text(encoding="utf-8")


@pytest.fixture
def analyses(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """The folders that were analysed, as it happens."""
    found: list[Path] = []
    original = api.analyze_tree

    def noted(root: Path, tree: object) -> object:
        found.append(root)
        return original(root, tree)  # type: ignore[arg-type]

    monkeypatch.setattr(api, "analyze_tree", noted)
    return found


def test_nothing_is_written_into_a_small_project(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reporting, "FEWEST_FILES", 200)
    report(project)
    assert not (project / ".assetize").exists()


def test_nothing_is_written_or_found_without_cache(project: Path, analyses: list[Path]) -> None:
    report(project, "--no-cache")
    assert not (project / ".assetize").exists()
    report(project)
    report(project, "--no-cache")
    assert len(analyses) == 3


def test_an_unchanged_project_is_not_analysed_again(project: Path, analyses: list[Path]) -> None:
    first = report(project)
    assert report(project) == first == report(project, "--no-cache")
    assert len(analyses) == 2
    assert (project / ".assetize" / ".gitignore").read_text() == "*\n"


def change_ops(root: Path) -> None:
    (root / "ops.py").write_text(OPS.replace("nightly", "daily"))


def change_plain_file(root: Path) -> None:
    (root / "plain.py").write_text("LIMIT = 2\n")


def add_file(root: Path) -> None:
    (root / "more.py").write_text("from dagster import op\n\n@op\ndef other(): ...\n")


def remove_file(root: Path) -> None:
    (root / "plain.py").unlink()
    (root / "other.py").write_text("LIMIT = 1\n")


def change_sql(root: Path) -> None:
    (root / "users.sql").write_text("CREATE TABLE people AS SELECT * FROM raw_users")


def add_ignored_text(root: Path) -> None:
    (root / ".gitignore").write_text("*.ddl\n")
    (root / "more.ddl").write_text("DROP TABLE users")


def add_requirements(root: Path) -> None:
    (root / "requirements-dev.txt").write_text("dagster==1.5\n")


def add_settings(root: Path) -> None:
    (root / "assetize.toml").write_text('exclude-jobs = ["nightly"]\n')


def add_settings_above(root: Path) -> None:
    (root.parent / "pyproject.toml").write_text("[tool.assetize]\n")
    (root.parent / ".git").mkdir()


def break_file(root: Path) -> None:
    (root / "plain.py").write_bytes(b"\0")


@pytest.mark.parametrize(
    "change",
    [
        change_ops,
        change_plain_file,
        add_file,
        remove_file,
        change_sql,
        add_ignored_text,
        add_requirements,
        add_settings,
        add_settings_above,
        break_file,
    ],
)
def test_a_change_is_seen(project: Path, change: Callable[[Path], None], analyses: list[Path]) -> None:
    report(project)
    change(project)
    assert report(project) == report(project, "--no-cache")
    assert len(analyses) == 3


def test_a_change_of_the_same_size_and_time_is_seen(project: Path) -> None:
    file = project / "ops.py"
    before, time = report(project), file.stat()
    file.write_text(OPS.replace("nightly", "weekday"))
    os.utime(file, ns=(time.st_atime_ns, time.st_mtime_ns))
    assert report(project) != before


def test_the_way_back_is_remembered(project: Path, analyses: list[Path]) -> None:
    first = report(project)
    change_sql(project)
    assert report(project) != first
    (project / "users.sql").write_text("CREATE TABLE users AS SELECT * FROM raw_users")
    assert report(project) == first
    assert len(analyses) == 2


def test_another_version_of_the_program_analyses_again(
    project: Path, analyses: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    report(project)
    monkeypatch.setattr(reporting, "tool_version", lambda: "another")
    report(project)
    assert len(analyses) == 2


def test_what_changes_during_the_analysis_is_not_kept(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    original = api.analyze_tree

    def slow(root: Path, tree: object) -> object:
        found = original(root, tree)  # type: ignore[arg-type]
        change_sql(root)
        return found

    monkeypatch.setattr(api, "analyze_tree", slow)
    report(project)
    assert not (project / ".assetize").exists()


@pytest.mark.parametrize("damage", [b"", b"x", b"{}", b"\xff\xfe", None])
def test_a_broken_file_is_ignored(project: Path, damage: bytes | None, analyses: list[Path]) -> None:
    first = report(project)
    (kept,) = (project / ".assetize" / "cache").iterdir()
    kept.write_bytes(kept.read_bytes()[:-20] if damage is None else damage)
    assert report(project) == first
    assert len(analyses) == 2
    assert report(project) == first
    assert len(analyses) == 2


def test_a_changed_byte_is_noticed(project: Path, analyses: list[Path]) -> None:
    first = report(project)
    (kept,) = (project / ".assetize" / "cache").iterdir()
    kept.write_bytes(kept.read_bytes().replace(b"nightly", b"daytime"))
    assert report(project) == first
    assert len(analyses) == 2


def test_a_file_or_a_link_in_the_place_of_the_folder_is_left_alone(project: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (project / ".assetize").symlink_to(elsewhere)
    report(project)
    assert list(elsewhere.iterdir()) == []
    (project / ".assetize").unlink()
    (project / ".assetize").write_text("mine")
    report(project)
    assert (project / ".assetize").read_text() == "mine"


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_cannot_be_written_to_is_no_error(project: Path) -> None:
    project.chmod(0o555)
    try:
        report(project)
    finally:
        project.chmod(0o755)
    assert not (project / ".assetize").exists()


def test_the_cache_stays_small(tmp_path: Path) -> None:
    kept = KeptReports(tmp_path)
    for number in range(MOST_KEPT + 5):
        kept.keep(str(number), document(number))
    assert len(list((tmp_path / ".assetize" / "cache").iterdir())) == MOST_KEPT
    assert kept.find("0") is None
    assert kept.find(str(MOST_KEPT + 4)) == document(MOST_KEPT + 4)


def test_a_key_finds_its_own_report_alone(tmp_path: Path) -> None:
    kept = KeptReports(tmp_path)
    kept.keep("one", document(1))
    kept.keep("two", document(2))
    assert kept.find("one") == document(1)
    assert kept.find("three") is None
    one, two = sorted((tmp_path / ".assetize" / "cache").iterdir())
    one.write_bytes(two.read_bytes())
    two.write_bytes(b"")
    assert kept.find("one") is None or kept.find("two") is None


def test_many_at_once_meet_whole_reports_only(tmp_path: Path) -> None:
    kept = KeptReports(tmp_path)
    wrong: list[object] = []

    def work(number: int) -> None:
        for turn in range(30):
            key = str((number + turn) % 3)
            kept.keep(key, document(int(key)))
            found = kept.find(key)
            if found not in (None, document(int(key))):
                wrong.append(found)

    threads = [threading.Thread(target=work, args=(number,)) for number in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []
    assert not [path for path in (tmp_path / ".assetize" / "cache").iterdir() if path.suffix == ".tmp"]


def test_an_upgrade_reads_everything_anew(project: Path) -> None:
    report(project)
    shutil.rmtree(project / ".assetize" / "cache")
    main(["upgrade", "--check", str(project)])
    assert not (project / ".assetize" / "cache").exists()


def test_undo_finds_nothing_in_a_cache(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    report(project)
    assert main(["undo", str(project)]) == 0
    assert (project / ".assetize" / "cache").is_dir()


OPENED = """
import sys
opened = set()
sys.addaudithook(lambda event, args: opened.add(str(args[0])) if event == "open" else None)
from pathlib import Path
from assetize.analyzer.api import analyze
from assetize.analyzer.files import find_files
from assetize.analyzer.inputs.other_files import find_other_files
root = Path(sys.argv[1]).resolve()
opened.clear()
analyze(root)
read = {path for path in opened if path.startswith(str(root)) and Path(path).is_file()}
known = {str(root / path) for path in find_files(root).files} | set(find_other_files(root))
print(sorted(read - known))
"""


@pytest.mark.parametrize("case", ["use_cases", "declared_in_pyproject", "package_many_files", "demo"])
def test_all_that_an_analysis_opens_is_in_its_fingerprint(case: str) -> None:
    command = [sys.executable, "-c", OPENED, str(FIXTURES / case / "before")]
    found = subprocess.run(command, capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "[]"


def test_all_texts_that_values_read_are_in_the_fingerprint() -> None:
    assert set(READ_SUFFIXES) >= TEXT_SUFFIXES


def document(number: int) -> ReportDocument:
    """Some report."""
    rows = [{"name": f"job_{number}", "text": "x" * 500}] * 40
    found: ReportDocument = json.loads(json.dumps({"schema_version": 1, "jobs": rows}))
    return found
