"""The report as Markdown, for a pull request's description."""

import re
from collections.abc import Iterable

from assetize.codemods.report.differences import HEADING, find_differences
from assetize.codemods.report.document import EvidenceRow, MappingRow, ReportDocument
from assetize.codemods.report.markdown_limit import within_limit
from assetize.codemods.report.mermaid import mermaid_graph
from assetize.codemods.report.proof import HEADERS as PROOF_HEADERS
from assetize.codemods.report.proof import proof_sentence
from assetize.codemods.report.summary import decided_sentence
from assetize.codemods.report.wording import (
    DECLARE_ADVICE,
    FIT_WORDS,
    CodeGroup,
    coverage_sentence,
    group_by_code,
    headline,
    job_reason,
    key_text,
    place,
    triggers_text,
)

ESCAPES = {
    **{character: "\\" + character for character in "\\`*_[]|#~"},
    "&": "&amp;",
    "<": "&lt;",
    ">": "&gt;",
    "$": "&#36;",
    "@": "&#64;&#8203;",
}


def render(report: ReportDocument) -> str:
    """Headline, jobs, asset graph, mapping, what is left alone and why, and what is proved; no longer than code hosts take."""
    sections = (
        ["# From ops to assets", "", _plain(headline(report)), *_decided(report)],
        _jobs(report),
        _graph(report),
        _mappings(report),
        _differences(report),
        _findings(report),
        _coverage(report),
        _proof(report),
    )
    shown = within_limit([section for section in sections if section])
    return "\n\n".join("\n".join(section) for section in shown) + "\n"


def _decided(report: ReportDocument) -> list[str]:
    sentence = decided_sentence(report)
    return ["", _plain(sentence)] if sentence else []


def _jobs(report: ReportDocument) -> list[str]:
    if not report["jobs"]:
        return []
    rows = (
        (
            _code(job["name"]),
            _code(place(job)),
            FIT_WORDS[job["fit"]],
            job["upgrade"],
            _plain(job_reason(job)),
            _plain(triggers_text(job)),
        )
        for job in report["jobs"]
    )
    return ["## Jobs", "", *_table(("Job", "Where", "Fit", "Upgrade", "Why", "Started by"), rows)]


def _graph(report: ReportDocument) -> list[str]:
    if not report["assets"]:
        return []
    graph = mermaid_graph(report)
    if graph is None:
        return ["## Assets", "", f"{len(report['assets']):,} assets: too many to draw here."]
    return ["## Assets", "", "```mermaid", graph, "```"]


def _mappings(report: ReportDocument) -> list[str]:
    if not report["mappings"]:
        return []
    rows = (
        (
            _code(row["op"]),
            _code(place(row)),
            _code(row["output"]),
            _becomes(row),
            row["confidence"],
            "<br>".join(_evidence(item) for item in row["evidence"]),
        )
        for row in report["mappings"]
    )
    headers = ("Op", "Where", "Output", "Is", "Confidence", "Evidence")
    summary = f"<summary>{len(report['mappings']):,} op outputs, each with its evidence</summary>"
    return ["## Ops", "", "<details>", summary, "", *_table(headers, rows), "", "</details>"]


def _differences(report: ReportDocument) -> list[str]:
    lines: list[str] = []
    for names, sentences in find_differences(report["jobs"]):
        lines += ["", ", ".join(map(_code, names)), "", *(f"- {_plain(sentence)}" for sentence in sentences)]
    return [f"## {HEADING}", *lines] if lines else []


def _becomes(row: MappingRow) -> str:
    if row["asset_key"] is None:
        return row["decision"] if row["jobs"] else f"{row['decision']}, in no job"
    form = f" (`@{row['form']}`)" if row["form"] else ""
    return f"asset {_code(key_text(row['asset_key']))}{form}"


def _evidence(item: EvidenceRow) -> str:
    return f"{_code(item['detail'])} {_plain(place(item))}"


def _findings(report: ReportDocument) -> list[str]:
    lines: list[str] = []
    for group in group_by_code(report["diagnostics"]):
        lines += _group(group)
    return ["## Findings", *lines] if lines else []


def _coverage(report: ReportDocument) -> list[str]:
    sentence = coverage_sentence(report["coverage"])
    if not sentence:
        return []
    calls = [
        f"- {_code(row['call'])} ({row['count']:,})" for row in report["coverage"]["top_unfollowed_calls"]
    ]
    advice = ["", *calls, "", f"**What to do:** {_plain(DECLARE_ADVICE)}"] if calls else []
    return ["## Coverage", "", _plain(sentence), *advice]


def _proof(report: ReportDocument) -> list[str]:
    if "verify" not in report:
        return []
    proof = report["verify"]
    rows = (
        (
            _code(row["job"]),
            row["verdict"],
            f"{row['runs']:,}",
            "<br>".join(map(_plain, (*row["reasons"], *row["notes"]))),
        )
        for row in proof["jobs"]
    )
    return ["## Proof", "", _plain(proof_sentence(proof)), "", *_table(PROOF_HEADERS, rows)]


def _group(group: CodeGroup) -> list[str]:
    heading = f"### {group.code} {_plain(group.title)}"
    found = [f"- {_code(place(row))} {_plain(row['message'])}" for row in group.findings]
    advice = ["", f"**What to do:** {_plain(group.help)}"] if group.help else []
    return ["", heading, "", f"{group.severity}, {len(group.findings)} found", "", *found, *advice]


def _table(headers: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> list[str]:
    lines = ["| " + " | ".join(headers) + " |", "| " + " | ".join("---" for _ in headers) + " |"]
    return lines + ["| " + " | ".join(row) + " |" for row in rows]


def _plain(text: str) -> str:
    """Text that stays text: no markup, no formula, no cell or line breaks.

    Code hosts look for mentions and issue numbers when entities have become characters: what has no width breaks them up.
    """
    escaped = "".join(ESCAPES.get(character, character) for character in " ".join(text.split()))
    return re.sub(r"\\#(?=\d)", r"\\#&#8203;", escaped)


def _code(text: str) -> str:
    """A code span that holds any text, in a table cell too."""
    flat = " ".join(text.split()).replace("|", "\\|")
    if not flat:
        return ""
    longest = max((len(run) for run in _backtick_runs(flat)), default=0)
    fence = "`" * (longest + 1)
    padding = " " if flat.startswith("`") or flat.endswith("`") else ""
    return f"{fence}{padding}{flat}{padding}{fence}"


def _backtick_runs(text: str) -> list[str]:
    runs = "".join(character if character == "`" else " " for character in text)
    return runs.split()
