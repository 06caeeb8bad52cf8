"""The report as one self-contained HTML file: no scripts, nothing fetched."""

import re
from collections.abc import Iterable, Sequence
from html import escape
from importlib.resources import files

from assetize.codemods.report.document import AssetRow, CoverageRow, JobRow, MappingRow, ReportDocument
from assetize.codemods.report.summary import decided_sentence
from assetize.codemods.report.wording import (
    DECLARE_ADVICE,
    FIT_WORDS,
    CodeGroup,
    counted,
    coverage_sentence,
    group_by_code,
    headline,
    job_reason,
    key_text,
    place,
    triggers_text,
)

Cell = str
"""HTML that is already escaped."""

JOB_HEADERS = ("Job", "Fit", "Upgrade", "Why")
MAPPING_HEADERS = ("Op", "Output", "Is", "Jobs", "Evidence")
ASSET_HEADERS = ("Asset", "Depends on", "Made by", "Stored by")


def render(report: ReportDocument) -> str:
    """The whole page."""
    style = files("assetize.codemods.report").joinpath("report.css").read_text(encoding="utf-8")
    return "\n".join(
        (
            '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            '<meta name="color-scheme" content="light dark">',
            f"<title>From ops to assets</title>\n<style>\n{style}</style>\n</head>\n<body>",
            f"<header><h1>From ops to assets</h1>\n<p>{escape(headline(report))}</p>\n<p>{escape(decided_sentence(report))}</p>{_navigation(report)}</header>",
            "<main>",
            *_sections(report),
            "</main>",
            f'<footer class="quiet">assetize {escape(report["tool"]["version"])}</footer>\n</body>\n</html>\n',
        )
    )


def _navigation(report: ReportDocument) -> str:
    names = (("jobs", "Jobs"), ("mappings", "Ops"), ("assets", "Assets"), ("diagnostics", "Findings"))
    counts = {name: len(rows) for name, rows in report.items() if isinstance(rows, list)}
    links = (f'<a href="#{name}">{title} ({counts[name]:,})</a>' for name, title in names if counts.get(name))
    return f"<nav>{''.join(links)}</nav>"


def _sections(report: ReportDocument) -> Iterable[str]:
    if report["jobs"]:
        yield _section("jobs", "Jobs", _table(JOB_HEADERS, map(_job_row, report["jobs"])))
    if report["mappings"]:
        yield _section("mappings", "Ops", _table(MAPPING_HEADERS, map(_mapping_row, report["mappings"])))
    if report["assets"]:
        yield _section("assets", "Assets", _table(ASSET_HEADERS, map(_asset_row, report["assets"])))
    if report["diagnostics"]:
        groups = "\n".join(_group(group) for group in group_by_code(report["diagnostics"]))
        yield _section("diagnostics", "Findings", groups)
    if coverage_sentence(report["coverage"]):
        yield _section("coverage", "Coverage", _coverage(report["coverage"]))


def _coverage(coverage: CoverageRow) -> str:
    sentence = f"<p>{escape(coverage_sentence(coverage))}</p>"
    items = "\n".join(
        f'<li><code>{escape(row["call"])}</code> <span class="quiet">{row["count"]:,}</span></li>'
        for row in coverage["top_unfollowed_calls"]
    )
    if not items:
        return sentence
    return f'{sentence}\n<ul>\n{items}\n</ul>\n<p class="advice">{escape(DECLARE_ADVICE)}</p>'


def _section(name: str, title: str, body: str) -> str:
    return f'<section id="{name}">\n<h2>{title}</h2>\n{body}\n</section>'


def _table(headers: Sequence[str], rows: Iterable[Sequence[Cell]]) -> str:
    head = "".join(f'<th scope="col">{header}</th>' for header in headers)
    body = "\n".join(f"<tr>{_cells(headers, row)}</tr>" for row in rows)
    return f"<table>\n<thead><tr>{head}</tr></thead>\n<tbody>\n{body}\n</tbody>\n</table>"


def _cells(headers: Sequence[str], row: Sequence[Cell]) -> str:
    """The first cell names the row, so on a small screen it needs no label."""
    first, *rest = row
    labelled = (
        f'<td data-label="{header}"><div>{cell}</div></td>' if cell else "<td></td>"
        for header, cell in zip(headers[1:], rest, strict=True)
    )
    return f"<td>{first}</td>{''.join(labelled)}"


def _job_row(job: JobRow) -> tuple[Cell, ...]:
    triggers = triggers_text(job)
    return (
        _named(job["name"], place(job)),
        _word(FIT_WORDS[job["fit"]], job["fit"]),
        _word(job["upgrade"], job["upgrade"]),
        f"<div>{_with_links(job_reason(job))}</div>"
        + (f'<div class="quiet">{escape(triggers)}</div>' if triggers else ""),
    )


def _mapping_row(row: MappingRow) -> tuple[Cell, ...]:
    form = f'<div class="quiet">@{escape(row["form"])}</div>' if row["form"] else ""
    evidence = "".join(
        f'<li><code>{escape(item["detail"])}</code> <span class="place">{escape(place(item))}</span></li>'
        for item in row["evidence"]
    )
    jobs = ", ".join(escape(name) for name in row["jobs"]) or '<span class="quiet">no job</span>'
    return (
        _named(row["op"], place(row)),
        f"<code>{escape(row['output'])}</code>",
        f'<div>{_decision(row)}</div>{form}<div class="quiet">{escape(row["confidence"])}</div>',
        jobs,
        f"<ul>{evidence}</ul>" if evidence else "",
    )


def _decision(row: MappingRow) -> Cell:
    if row["asset_key"] is None:
        return escape(row["decision"])
    return f"{_word('asset', 'asset')} <code>{escape(key_text(row['asset_key']))}</code>"


def _asset_row(asset: AssetRow) -> tuple[Cell, ...]:
    makers = sorted({(row["op"], row["job"]) for row in asset["produced_by"]})
    stored = (asset["io_manager_key"], asset["partitions"] and f"partitions {asset['partitions']}")
    return (
        f'<code>{escape(key_text(asset["key"]))}</code><div class="quiet">{escape(asset["kind"])}</div>',
        "<br>".join(f"<code>{escape(key_text(dep))}</code>" for dep in asset["deps"]),
        "<br>".join(
            f'<code>{escape(op)}</code> <span class="quiet">{escape(job)}</span>' for op, job in makers
        ),
        "<br>".join(f"<code>{escape(text)}</code>" for text in stored if text),
    )


def _group(group: CodeGroup) -> str:
    items = "\n".join(
        f'<li>{escape(row["message"])} <span class="place">{escape(place(row))}</span></li>'
        for row in group.findings
    )
    heading = f'<h3 id="{escape(group.code)}"><code>{escape(group.code)}</code> {escape(group.title)}</h3>'
    count = f"{_word(group.severity, group.severity)}, {counted(len(group.findings), 'place')}"
    advice = f'<p class="advice">{escape(group.help)}</p>' if group.help else ""
    return f"{heading}\n<p>{count}</p>\n<ul>\n{items}\n</ul>\n{advice}"


def _named(name: str, where: str) -> Cell:
    return f'<div class="word"><code>{escape(name)}</code></div><div class="place">{escape(where)}</div>'


def _word(text: str, kind: str) -> Cell:
    return f'<span class="word verdict {escape(kind)}">{escape(text)}</span>'


def _with_links(text: str) -> Cell:
    """Codes lead to their findings."""
    return re.sub(r"\bAZ\d{3}\b", r'<a href="#\g<0>">\g<0></a>', escape(text))
