"""The formats that show what an upgrade would write: diffs and lineage in HTML, fixes in SARIF."""

import json
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest

from assetize.codemods.cli.main import main

FIXTURES = Path(__file__).parents[2] / "fixtures"
NOT_UTF8 = '# coding: latin-1\nimport dagster as dg\nimport pandas as pd\n\n\n@dg.op\ndef make():\n    """Caf\xe9."""\n    pd.DataFrame().to_sql("users", "sqlite://")\n\n\n@dg.job\ndef users_job():\n    make()\n\n\ndefs = dg.Definitions(jobs=[users_job])'
"""In Latin-1, and without a line end at its end."""


@pytest.fixture(scope="module")
def demo_log(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """The demo's SARIF log."""
    file = tmp_path_factory.mktemp("demo") / "report.sarif"
    assert main(["report", str(FIXTURES / "demo" / "before"), "--format", "sarif", "-o", str(file)]) == 0
    return json.loads(file.read_text(encoding="utf-8"))


def written(capsys: pytest.CaptureFixture[str], project: Path, name: str, *options: str) -> str:
    assert main(["report", str(project), "--format", name, *options]) == 0
    return capsys.readouterr().out


def results(capsys: pytest.CaptureFixture[str], project: Path) -> list[dict[str, Any]]:
    """The results of the run that has the changes."""
    runs = json.loads(written(capsys, project, "sarif"))["runs"]
    return [result for run in runs[1:] for result in run["results"]]


def fixed(text: str, replacements: list[dict[str, Any]]) -> str:
    """The text after the replacements, which are made from the last one back."""
    starts = [0]
    for line in text.split("\n"):
        starts.append(starts[-1] + len(line) + 1)
    for item in reversed(replacements):
        region = item["deletedRegion"]
        start = starts[region["startLine"] - 1] + region["startColumn"] - 1
        end = starts[region["endLine"] - 1] + region["endColumn"] - 1
        text = text[:start] + item["insertedContent"]["text"] + text[end:]
    return text


def test_a_project_with_nothing_to_upgrade_has_one_run_and_no_changes(
    capsys: pytest.CaptureFixture[str],
) -> None:
    project = FIXTURES / "effects_left_alone" / "before"
    assert len(json.loads(written(capsys, project, "sarif"))["runs"]) == 1


def test_the_changes_can_be_left_out(capsys: pytest.CaptureFixture[str]) -> None:
    project = FIXTURES / "demo" / "before"
    assert 'id="changes"' not in written(capsys, project, "html", "--no-changes")


@pytest.mark.parametrize("name", ["crlf_and_tabs", "guide_no_io_managers", "package_many_files"])
def test_the_fix_of_a_single_change_is_the_upgrade(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    before, after = FIXTURES / name / "before", FIXTURES / name / "after"
    (result,) = results(capsys, before)
    (fix,) = result["fixes"]
    for change in fix["artifactChanges"]:
        file = unquote(change["artifactLocation"]["uri"])
        old = (before / file).read_bytes().decode() if (before / file).exists() else ""
        assert fixed(old, change["replacements"]) == (after / file).read_bytes().decode()


def test_each_part_that_stands_alone_is_a_result_at_its_job(demo_log: dict[str, Any]) -> None:
    first, second = demo_log["runs"][1]["results"]
    assert first["message"]["text"].startswith(
        "refresh_network can become asset definitions: rebalancing_model, "
    )
    place = second["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == "bikeshare/jobs.py"
    assert place["region"] == {"startLine": 15}


def test_a_fix_reaches_to_the_end_of_a_file_in_another_encoding(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "shop.py").write_bytes(NOT_UTF8.encode("latin-1"))
    (result,) = results(capsys, tmp_path)
    (change,) = result["fixes"][0]["artifactChanges"]
    found = fixed(NOT_UTF8, change["replacements"])
    assert main(["upgrade", "--write", str(tmp_path)]) == 0
    assert found.encode("latin-1") == (tmp_path / "shop.py").read_bytes()


def test_several_folders_are_named_from_the_folder_of_all(capsys: pytest.CaptureFixture[str]) -> None:
    assert (
        main(
            [
                "report",
                "--format",
                "sarif",
                *(str(FIXTURES / name / "before") for name in ("guide_partial", "crlf_and_tabs")),
            ]
        )
        == 0
    )
    found = json.loads(capsys.readouterr().out)["runs"][1]["results"]
    files = {
        change["artifactLocation"]["uri"]
        for result in found
        for change in result["fixes"][0]["artifactChanges"]
    }
    assert "crlf_and_tabs/before/definitions.py" in files and any(
        file.startswith("guide_partial/before/") for file in files
    )


class _Text(HTMLParser):
    """Collects the text, and every tag with its attributes."""

    def __init__(self) -> None:
        super().__init__()
        self.text = ""
        self.tags: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text += data


def test_html_shows_lineage_and_diffs_and_fetches_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    page = _Text()
    page.feed(written(capsys, FIXTURES / "demo" / "before", "html"))
    assert "-def refresh_network():" in page.text and "+refresh_network = define_asset_job(" in page.text
    assert sum(tag == "svg" for tag, _ in page.tags) == 5
    assert not {
        name
        for tag, attributes in page.tags
        for name in attributes
        if name in ("src", "style") or name.startswith("on")
    }
    assert {attributes["href"][0] for tag, attributes in page.tags if tag == "a" and attributes["href"]} == {
        "#"
    }
    assert not {tag for tag, _ in page.tags} & {"script", "link", "img", "iframe", "object"}


def test_code_and_names_are_text_in_html(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    project = NOT_UTF8.replace("Caf\xe9.", "<script>alert(1)</script>").replace(
        "@dg.job\n", '@dg.job(name="a", description="</pre><b>&amp;")\n'
    )
    (tmp_path / "sh<i>op.py").write_bytes(project.encode("latin-1"))
    page = _Text()
    page.feed(written(capsys, tmp_path, "html"))
    assert not {tag for tag, _ in page.tags} & {"script", "b", "i"}
    assert "sh<i>op.py" in page.text
