"""Two versions' observations become a verdict in words."""

import copy
from typing import Any

import pytest

from assetize.codemods.verification.comparing import compare_job

RUN = {
    "scenario": {"partition": None, "skipped": [], "width": 1},
    "executions": [
        {"op": "shop.ops:load", "inputs": {}, "config": None, "partition": None},
        {
            "op": "shop.ops:sum_up",
            "inputs": {"rows": "load#111111111111"},
            "config": {"limit": 3},
            "partition": None,
        },
    ],
    "stored": [{"manager": "warehouse", "value": "sum_up#222222222222", "metadata": {}, "asset": None}],
    "default_manager": "io_manager",
    "error": None,
}
SETTINGS = {
    "order": [["shop.ops:load", "shop.ops:sum_up"]],
    "retries": [["shop.ops:load", "RetryPolicy(max_retries=2)"]],
    "hooks": ["tell"],
    "tags": {"team": "data"},
    "resources": ["io_manager", "warehouse"],
    "needed": ["warehouse"],
    "partitions": [],
    "unpartitioned": ["users"],
}
ANSWER: dict[str, Any] = {"error": None, "settings": SETTINGS, "runs": [RUN]}


def changed(change: Any) -> dict[str, Any]:
    answer = copy.deepcopy(ANSWER)
    change(answer)
    return answer


def test_the_same_is_proved() -> None:
    verdict = compare_job("job", ANSWER, copy.deepcopy(ANSWER))
    assert (verdict.verdict, verdict.reasons, verdict.runs) == ("proved", (), 1)


def test_what_the_default_manager_keeps_between_steps_does_not_count() -> None:
    def change(answer: dict[str, Any]) -> None:
        answer["runs"][0]["stored"].append(
            {"manager": "io_manager", "value": "x", "metadata": {}, "asset": None}
        )

    assert compare_job("job", ANSWER, changed(change)).verdict == "proved"


def test_more_order_than_before_is_no_difference() -> None:
    def change(answer: dict[str, Any]) -> None:
        answer["settings"]["order"].append(["shop.ops:sum_up", "shop.ops:tell"])

    assert compare_job("job", ANSWER, changed(change)).verdict == "proved"


CHANGES: list[tuple[Any, str]] = [
    (lambda a: a["settings"].update(order=[]), "sum_up waited for load; it no longer does"),
    (lambda a: a["settings"].update(retries=[]), "the retry policies were"),
    (lambda a: a["settings"].update(hooks=[]), "the hooks were tell and are none"),
    (lambda a: a["settings"].update(tags={}), "the tags of the job were"),
    (lambda a: a["settings"].update(resources=["io_manager"]), "resources that ops need are gone: warehouse"),
    (lambda a: a["runs"][0]["executions"].pop(), "sum_up ran once and runs never"),
    (lambda a: a["runs"][0]["executions"].append(RUN["executions"][0]), "load ran once and runs twice"),
    (lambda a: a["runs"][0]["executions"][1]["inputs"].update(rows="other#999999999999"), "input rows of sum_up was load and is other"),
    (lambda a: a["runs"][0]["executions"][1]["inputs"].clear(), "input rows of sum_up was load and is nothing"),
    (lambda a: a["runs"][0]["executions"][1].update(config=None), "the config of sum_up was {'limit': 3} and is none"),
    (lambda a: a["runs"][0]["executions"][0].update(partition="a"), "the partition of load was none and is a"),
    (lambda a: a["runs"][0]["stored"].clear(), "sum_up was stored through 'warehouse'; it no longer is"),
    (lambda a: a["runs"][0]["stored"][0].update(manager="lake"), "sum_up is stored through 'lake'; it was not before"),
    (lambda a: a["runs"][0]["stored"][0].update(metadata={"table": "x"}), "is stored through 'warehouse' with metadata {'table': 'x'}"),
    (lambda a: a["runs"][0].update(error="boom"), "the run succeeded before and does the opposite now: boom"),
    (lambda a: a["runs"].clear(), "the upgraded job cannot be run in the same way"),
    (lambda a: a.update(error="no such job"), "the upgraded version cannot be run with stubs: no such job"),
]  # fmt: skip


@pytest.mark.parametrize(("change", "reason"), CHANGES)
def test_a_difference_is_said(change: Any, reason: str) -> None:
    verdict = compare_job("job", ANSWER, changed(change))
    assert verdict.verdict == "differs"
    assert any(reason in text for text in verdict.reasons), verdict.reasons


def test_an_original_that_cannot_run_proves_nothing() -> None:
    broken = changed(lambda answer: answer["runs"][0].update(error="it needs config"))
    assert compare_job("job", broken, broken).verdict == "not proved"
    gone = changed(lambda answer: answer.update(error="no such job"))
    assert compare_job("job", gone, ANSWER).verdict == "not proved"
