"""The asset graph for other tools: Graphviz, Mermaid and OpenLineage, escaped, complete and always the same."""

import copy
import json
import re

import jsonschema
import pytest

from assetize.codemods.report import ReportDocument, render
from assetize.codemods.report.asset_graph import asset_graph
from assetize.codemods.report.mermaid import LARGEST_GRAPH

NASTY = 'a"] --> b; <b>#1</b> \\" & `x`\n}'

URI = {"type": "string", "pattern": r"^[a-z][a-z0-9+.-]*:\S+$"}
FACETS = {
    "type": "object",
    "additionalProperties": {
        "type": "object",
        "required": ["_producer", "_schemaURL"],
        "properties": {"_producer": URI, "_schemaURL": URI},
    },
}
NAMED = {
    "type": "object",
    "required": ["namespace", "name"],
    "properties": {"namespace": {"type": "string"}, "name": {"type": "string"}, "facets": FACETS},
    "additionalProperties": False,
}
BASE = {
    "eventTime": {"type": "string", "pattern": r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$"},
    "producer": URI,
    "schemaURL": URI,
}
REQUIRED = ["eventTime", "producer", "schemaURL"]
OPEN_LINEAGE_ESSENTIALS = {
    "oneOf": [
        {
            "type": "object",
            "required": [*REQUIRED, "dataset"],
            "properties": {**BASE, "dataset": NAMED},
            "additionalProperties": False,
        },
        {
            "type": "object",
            "required": [*REQUIRED, "job"],
            "properties": {
                **BASE,
                "job": NAMED,
                "inputs": {"type": "array", "items": NAMED},
                "outputs": {"type": "array", "items": NAMED},
            },
            "additionalProperties": False,
        },
    ]
}
"""What OpenLineage 2-0-2 demands of dataset events and job events."""


@pytest.fixture
def nasty_report(shop_report: ReportDocument) -> ReportDocument:
    """Keys, ops and jobs that would be syntax in a graph's language."""
    report = copy.deepcopy(shop_report)
    for asset in report["assets"]:
        asset["key"] = [NASTY, *asset["key"]]
        asset["deps"] = [[NASTY, *dep] for dep in asset["deps"]]
        for producer in asset["produced_by"]:
            producer["op"] = producer["job"] = NASTY
    return report


def events(report: ReportDocument) -> list[dict[str, object]]:
    found = [json.loads(line) for line in render(report, "openlineage").splitlines()]
    for event in found:
        jsonschema.validate(event, OPEN_LINEAGE_ESSENTIALS)
    return found


def test_two_keys_that_read_the_same_stay_two(shop_report: ReportDocument) -> None:
    asset = shop_report["assets"][0]
    shop_report["assets"] = [{**asset, "key": ["a", "b"]}, {**asset, "key": ["a/b"]}]
    assert render(shop_report, "dot").count('label="a/b"') == 2
    assert render(shop_report, "mermaid").count('"a/b"') == 2


def test_what_is_needed_and_has_no_row_is_drawn_too(shop_report: ReportDocument) -> None:
    shop_report["assets"][-1]["deps"] = [["from", "elsewhere"]]
    assert ("from", "elsewhere") in asset_graph(shop_report).names
    assert "from/elsewhere" in render(shop_report, "mermaid")


def test_dot_names_assets_their_makers_and_what_they_need(shop_report: ReportDocument) -> None:
    text = render(shop_report, "dot")
    assert text.startswith("digraph assets {\n")
    assert '  a0 [label="raw_users", style="rounded,dashed"];\n' in text
    assert '  a1 [label="users", tooltip="build_users in users_job"];\n' in text
    assert "  a0 -> a1;\n}\n" in text


def test_no_name_leaves_its_quotes_in_dot(nasty_report: ReportDocument) -> None:
    for line in render(nasty_report, "dot").splitlines()[3:-1]:
        outside = re.sub(r'"(?:[^"\\]|\\.)*"', "", line)
        assert re.fullmatch(r"  a\d+ (\[label=(, style=)?(, tooltip=)?\]|-> a\d+);", outside), line


def test_mermaid_alone_draws_graphs_of_any_size(shop_report: ReportDocument) -> None:
    asset = shop_report["assets"][0]
    shop_report["assets"] = [{**asset, "key": [f"a{number}"]} for number in range(LARGEST_GRAPH + 1)]
    assert render(shop_report, "mermaid").count("\n") > LARGEST_GRAPH


def test_no_name_leaves_its_quotes_in_mermaid(nasty_report: ReportDocument) -> None:
    for line in render(nasty_report, "mermaid").splitlines()[1:-1]:
        outside = re.sub(r'"[^"<>`]*"', "", line)
        assert re.fullmatch(r"  a\d+(\[\]|\(\[\]\):::external| --> a\d+)", outside), line


def test_an_event_for_every_asset_and_none_for_a_run(shop_report: ReportDocument) -> None:
    raw, users = events(shop_report)
    assert raw["dataset"] == {"namespace": "dagster", "name": "raw_users"}
    assert users["inputs"] == [raw["dataset"]]
    assert users["outputs"] == [{"namespace": "dagster", "name": "users"}]
    assert "build_users in users_job" in json.dumps(users["job"])
    assert not any("run" in event for event in (raw, users))


def test_events_have_a_fixed_time_that_a_build_can_set(
    shop_report: ReportDocument, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    assert {event["eventTime"] for event in events(shop_report)} == {"1970-01-01T00:00:00Z"}
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1760000000")
    assert {event["eventTime"] for event in events(shop_report)} == {"2025-10-09T08:53:20Z"}


def test_names_of_any_kind_are_one_line_of_json(nasty_report: ReportDocument) -> None:
    assert len(events(nasty_report)) == len(nasty_report["assets"])
