"""The upgrade summary: its numbers add up to every job."""

import pytest

from assetize.codemods.report import ReportDocument
from assetize.codemods.report.summary import OUTCOMES, outcome, summarize, summary_sentence


@pytest.mark.parametrize(
    ("fit", "upgrade", "asked", "expected"),
    [
        ("yes", "full", (), "full"),
        ("partial", "partial", (), "partial"),
        ("yes", "none", (), "refused"),
        ("partial", "none", (), "refused"),
        ("no", "none", (), "unfit"),
        ("yes", "none", ("other",), "unasked"),
        ("no", "none", ("other",), "unasked"),
        ("yes", "none", ("users_job",), "refused"),
    ],
)
def test_every_job_has_one_outcome(
    fit: str, upgrade: str, asked: tuple[str, ...], expected: str, shop_report: ReportDocument
) -> None:
    job = {**shop_report["jobs"][0], "fit": fit, "upgrade": upgrade}
    assert outcome(job, asked) == expected  # type: ignore[arg-type]
    assert expected in dict(OUTCOMES)


@pytest.mark.parametrize("asked", [(), ("users_job",), ("mail_job", "spare_job")])
def test_the_numbers_add_up(asked: tuple[str, ...], shop_report: ReportDocument) -> None:
    summary = summarize(shop_report, asked)
    assert sum(number for _, number in summary.outcomes) == summary.jobs == len(shop_report["jobs"])


def test_refusals_name_their_jobs_and_jobs_that_do_not_fit_are_no_refusals(
    shop_report: ReportDocument,
) -> None:
    summary = summarize(shop_report)
    assert [group.code for group in summary.refusals] == [shop_report["jobs"][2]["diagnostics"][0]["code"]]
    assert summary.jobs_by_code == ((summary.refusals[0].code, ("spare_job",)),)
    assert summary.left_alone == (("No assets are being updated", ("mail_job",)),)


def test_one_sentence_says_it_all(shop_report: ReportDocument) -> None:
    assert summary_sentence(summarize(shop_report)).startswith(
        "3 jobs: 1 upgraded in full, 1 refused, 1 left"
    )
    assert summary_sentence(summarize({**shop_report, "jobs": []})) == "No op jobs found."
