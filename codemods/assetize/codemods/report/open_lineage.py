"""The asset graph as OpenLineage events: what is known before anything runs, one event on each line."""

import json
import os
from datetime import datetime, timezone
from typing import Any

from assetize.codemods.report.document import AssetRow, Key, ReportDocument
from assetize.codemods.report.wording import key_text

SPECIFICATION = "https://openlineage.io/spec/2-0-2/OpenLineage.json"
FACETS = "https://openlineage.io/spec/facets"
NAMESPACE = "dagster"
"""Of jobs and datasets: asset keys are names of their own, whatever stores the assets."""


def render(report: ReportDocument) -> str:
    """A job event for every asset that is made, a dataset event for every external one; by key.

    No run has taken place, so there is no run event, and no event has an id.
    """
    events = [_event(asset, report) for asset in report["assets"]]
    return "".join(json.dumps(event, ensure_ascii=False) + "\n" for event in events)


def _event(asset: AssetRow, report: ReportDocument) -> dict[str, Any]:
    producer = f"pkg:pypi/{report['tool']['name']}@{report['tool']['version']}"
    about = {"eventTime": _event_time(), "producer": producer}
    if asset["kind"] == "external":
        return {
            **about,
            "schemaURL": f"{SPECIFICATION}#/$defs/DatasetEvent",
            "dataset": _dataset(asset["key"]),
        }
    return {
        **about,
        "schemaURL": f"{SPECIFICATION}#/$defs/JobEvent",
        "job": _job(asset, producer),
        "inputs": [_dataset(key) for key in asset["deps"]],
        "outputs": [_dataset(asset["key"])],
    }


def _event_time() -> str:
    """Every event must have a time; the same report has the same one, which builds may set as they do for others."""
    seconds = os.environ.get("SOURCE_DATE_EPOCH", "")
    moment = datetime.fromtimestamp(int(seconds) if seconds.isdecimal() else 0, timezone.utc)
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")


def _dataset(key: Key) -> dict[str, str]:
    return {"namespace": NAMESPACE, "name": key_text(key)}


def _job(asset: AssetRow, producer: str) -> dict[str, Any]:
    """What makes the asset, called like it: one job of Dagster's may make many assets, one asset be made by many."""
    facets = {
        "jobType": {
            **_facet(producer, "2-0-3", "JobTypeJobFacet"),
            "processingType": "BATCH",
            "integration": "DAGSTER",
            "jobType": "ASSET",
        }
    }
    if asset["produced_by"]:
        makers = sorted({f"{row['op']} in {row['job']}" for row in asset["produced_by"]})
        said = {
            **_facet(producer, "1-1-0", "DocumentationJobFacet"),
            "description": f"Made by {', '.join(makers)}",
        }
        facets["documentation"] = said
    return {**_dataset(asset["key"]), "facets": facets}


def _facet(producer: str, version: str, name: str) -> dict[str, str]:
    return {"_producer": producer, "_schemaURL": f"{FACETS}/{version}/{name}.json#/$defs/{name}"}
