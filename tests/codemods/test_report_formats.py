"""The formats people and tools read: complete, escaped, and the same for the same report."""

import copy
import json
import re
from html.parser import HTMLParser

import jsonschema
import pytest

from assetize.analyzer.codes import CODES
from assetize.codemods.report import FORMATS, ReportDocument, render
from assetize.codemods.report.mermaid import LARGEST_GRAPH, mermaid_graph
from assetize.codemods.report.sarif import sarif_log

SARIF_ESSENTIALS = {
    "type": "object",
    "required": ["version", "runs"],
    "properties": {
        "version": {"const": "2.1.0"},
        "$schema": {"type": "string", "format": "uri"},
        "runs": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["tool", "results"],
                "additionalProperties": False,
                "properties": {
                    "columnKind": {"enum": ["utf16CodeUnits", "unicodeCodePoints"]},
                    "automationDetails": {"type": "object", "properties": {"id": {"type": "string"}}, "additionalProperties": False},
                    "tool": {
                        "type": "object",
                        "required": ["driver"],
                        "properties": {
                            "driver": {
                                "type": "object",
                                "required": ["name"],
                                "additionalProperties": False,
                                "properties": {
                                    "name": {"type": "string"},
                                    "version": {"type": "string"},
                                    "rules": {"type": "array", "uniqueItems": True, "items": {"$ref": "#/$defs/rule"}},
                                },
                            }
                        },
                    },
                    "results": {"type": "array", "items": {"$ref": "#/$defs/result"}},
                },
            },
        },
    },
    "$defs": {
        "text": {
            "type": "object",
            "required": ["text"],
            "additionalProperties": False,
            "properties": {"text": {"type": "string"}},
        },
        "rule": {
            "type": "object",
            "required": ["id"],
            "additionalProperties": False,
            "properties": {
                "id": {"type": "string"},
                "shortDescription": {"$ref": "#/$defs/text"},
                "fullDescription": {"$ref": "#/$defs/text"},
                "help": {"$ref": "#/$defs/text"},
                "defaultConfiguration": {
                    "type": "object",
                    "properties": {"level": {"enum": ["none", "note", "warning", "error"]}},
                },
            },
        },
        "result": {
            "type": "object",
            "required": ["message"],
            "additionalProperties": False,
            "properties": {
                "ruleId": {"type": "string"},
                "ruleIndex": {"type": "integer", "minimum": 0},
                "level": {"enum": ["none", "note", "warning", "error"]},
                "message": {"$ref": "#/$defs/text"},
                "partialFingerprints": {"type": "object", "additionalProperties": {"type": "string"}},
                "locations": {
                    "type": "array",
                    "items": {
                        "type": "object",
                        "required": ["physicalLocation"],
                        "properties": {
                            "physicalLocation": {
                                "type": "object",
                                "required": ["artifactLocation"],
                                "additionalProperties": False,
                                "properties": {
                                    "artifactLocation": {
                                        "type": "object",
                                        "properties": {"uri": {"type": "string", "pattern": "^[A-Za-z0-9._~%/+@:-]+$"}},
                                    },
                                    "region": {
                                        "type": "object",
                                        "properties": {"startLine": {"type": "integer", "minimum": 1}},
                                    },
                                },
                            }
                        },
                    },
                },
            },
        },
    },
}  # fmt: skip
"""What SARIF 2.1.0 demands of the parts that are written here."""

NASTY = 'a|b `c` <script>alert("x")</script> & _d_ *e* [f](g) #1 @h'


@pytest.fixture
def nasty_report(shop_report: ReportDocument) -> ReportDocument:
    """Text from a hostile project in every place that a project can fill."""
    report = copy.deepcopy(shop_report)
    for job in report["jobs"]:
        job["name"] = job["explanation"] = NASTY
        job["schedules"] = [NASTY]
    for row in report["mappings"]:
        row["op"] = row["output"] = NASTY
        row["jobs"] = [NASTY]
        for item in row["evidence"]:
            item["detail"] = item["file"] = NASTY
    for asset in report["assets"]:
        asset["io_manager_key"] = asset["partitions"] = NASTY
        asset["key"] = [NASTY, *asset["key"]]
        asset["deps"] = [[NASTY, *dep] for dep in asset["deps"]]
        for producer in asset["produced_by"]:
            producer["op"] = producer["job"] = NASTY
    for diagnostic in report["diagnostics"]:
        diagnostic["message"] = diagnostic["file"] = diagnostic["help"] = NASTY
    return report


class _Tags(HTMLParser):
    """Collects tags, and fails on what is not closed in order."""

    EMPTY = ("meta", "br")

    def __init__(self) -> None:
        super().__init__()
        self.seen: set[str] = set()
        self.open: list[str] = []
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.add(tag)
        assert not {name for name, _ in attrs if name in ("src", "style") or name.startswith("on")}
        if tag not in self.EMPTY:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data


def parse_html(text: str) -> _Tags:
    tags = _Tags()
    tags.feed(text)
    assert tags.open == []
    return tags


@pytest.mark.parametrize("name", [name for name, _ in FORMATS])
def test_an_empty_report_can_be_written(name: str, shop_report: ReportDocument) -> None:
    empty = {**shop_report, "jobs": [], "mappings": [], "assets": [], "diagnostics": []}
    text = render(empty, name)  # type: ignore[arg-type]
    assert text.endswith("\n") or name == "openlineage"
    if name in ("table", "markdown", "html"):
        assert "No Dagster ops or jobs found" in text


@pytest.mark.parametrize("name", ["table", "json", "markdown", "html"])
def test_every_row_is_in_every_format(name: str, shop_report: ReportDocument) -> None:
    text = parse_html(render(shop_report, name)).text if name == "html" else render(shop_report, name)
    for word in (
        "users_job",
        "mail_job",
        "spare_job",
        "build_users",
        "split",
        "orphan",
        "raw_users",
        "nightly",
        "watch",
    ):
        assert word in text
    for word in (":11", "shop/ops.py", "shop/jobs.py:40", "shop/broken.py:3", "a loop over fetched names"):
        assert word in text or name == "json"


def test_html_is_one_closed_page_that_fetches_and_runs_nothing(nasty_report: ReportDocument) -> None:
    page = render(nasty_report, "html")
    tags = parse_html(page)
    assert not tags.seen & {"script", "link", "img", "iframe", "object"}
    assert NASTY in tags.text
    assert "prefers-color-scheme: dark" in page
    assert "url(" not in page and "@import" not in page


def test_markdown_keeps_its_table_whatever_the_project_is_called(nasty_report: ReportDocument) -> None:
    text = render(nasty_report, "markdown")
    rows = [line for line in text.splitlines() if line.startswith("|")]
    widths = {line.replace("\\|", "").count("|") for line in rows}
    assert widths == {7}
    prose, _, rest = text.partition("```mermaid")
    text = prose + rest.partition("```")[2]
    outside_code = re.sub(r"(?<!`)(`+)(?!`).*?(?<!`)\1(?!`)", "", text.replace("\\`", ""))
    assert "<script" not in outside_code
    assert "@h" not in outside_code


def test_markdown_text_is_no_mention_no_issue_and_no_formula(shop_report: ReportDocument) -> None:
    for job in shop_report["jobs"]:
        job["explanation"] = "see @team, #12 and $x$ ~y~ <b>"
    text = render(shop_report, "markdown")
    assert "see &#64;&#8203;team, \\#&#8203;12 and &#36;x&#36; \\~y\\~ &lt;b&gt;" in text


def test_markdown_draws_the_asset_graph(shop_report: ReportDocument) -> None:
    text = render(shop_report, "markdown")
    assert '```mermaid\nflowchart LR\n  a0(["raw_users"]):::external\n  a1["users"]\n  a0 --> a1\n' in text


def test_a_graph_label_cannot_break_out(nasty_report: ReportDocument) -> None:
    graph = mermaid_graph(nasty_report)
    assert graph is not None
    assert all(line.count('"') in (0, 2) for line in graph.splitlines())
    assert "<" not in graph and "`" not in graph


def test_a_graph_too_large_to_read_is_not_drawn(shop_report: ReportDocument) -> None:
    asset = shop_report["assets"][0]
    shop_report["assets"] = [{**asset, "key": [f"a{number}"]} for number in range(LARGEST_GRAPH + 1)]
    assert mermaid_graph(shop_report) is None
    assert "too many to draw" in render(shop_report, "markdown")


def test_the_table_is_plain_text_and_at_most_120_wide(shop_report: ReportDocument) -> None:
    text = render(shop_report, "table")
    assert "\x1b" not in text
    assert max(map(len, text.splitlines())) <= 120
    assert all(line == line.rstrip() for line in text.splitlines())


def test_square_brackets_are_text_for_the_table(shop_report: ReportDocument) -> None:
    shop_report["mappings"][0]["evidence"][0]["detail"] = 'frame["[red]x[/red]"]'
    assert 'frame["[red]x[/red]"]' in render(shop_report, "table")


def test_a_finding_is_explained_once_and_all_its_places_are_listed(shop_report: ReportDocument) -> None:
    text = render(shop_report, "table")
    code = CODES[0]
    assert text.count(code.title) == 1
    assert f"{code.severity}, 2 places" in text
    assert "What to do: " + code.help.split()[0] in text


def test_sarif_has_one_result_for_each_diagnostic(shop_report: ReportDocument) -> None:
    log = json.loads(render(shop_report, "sarif"))
    jsonschema.validate(log, SARIF_ESSENTIALS)
    (run,) = log["runs"]
    assert len(run["results"]) == len(shop_report["diagnostics"])
    for result, row in zip(run["results"], shop_report["diagnostics"], strict=True):
        assert run["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == result["ruleId"] == row["code"]
        location = result["locations"][0]["physicalLocation"]
        assert location["artifactLocation"]["uri"] == row["file"]
        assert location["region"]["startLine"] == row["line"]


def test_sarif_escapes_odd_file_names_and_has_no_region_for_whole_files(shop_report: ReportDocument) -> None:
    shop_report["diagnostics"][0].update(file="my shop/jöbs#1.py", line=0)
    log = sarif_log(shop_report)
    jsonschema.validate(log, SARIF_ESSENTIALS)
    location = log["runs"][0]["results"][0]["locations"][0]["physicalLocation"]
    assert location["artifactLocation"]["uri"] == "my%20shop/j%C3%B6bs%231.py"
    assert "region" not in location


def test_a_finding_keeps_its_fingerprint_when_it_moves(shop_report: ReportDocument) -> None:
    before = sarif_log(shop_report)["runs"][0]["results"][0]["partialFingerprints"]
    shop_report["diagnostics"][0]["line"] += 10
    assert sarif_log(shop_report)["runs"][0]["results"][0]["partialFingerprints"] == before


def test_what_is_said_of_several_jobs_at_one_place_is_said_once(shop_report: ReportDocument) -> None:
    row = {**shop_report["diagnostics"][0], "file": "a.py", "line": 5}
    texts = ("first_job: it is " + "long " * 100, "second_job: it is " + "long " * 100, "a name: it is")
    shop_report["diagnostics"] = [{**row, "message": text} for text in texts]  # type: ignore[typeddict-item]
    text = " ".join(render(shop_report, "table").split())
    assert "a.py:5: first_job, second_job: it is long long" in text and "long … a.py:5: a name: it is" in text
