"""The report as one self-contained HTML file: no scripts, nothing fetched."""

from collections.abc import Iterable
from html import escape
from importlib.resources import files

from assetize.codemods.report.differences import HEADING, find_differences
from assetize.codemods.report.document import AssetRow, CoverageRow, JobRow, MappingRow, ReportDocument
from assetize.codemods.report.html_changes import change_html, lineage_html
from assetize.codemods.report.html_parts import Cell, named, table, with_code, with_links, word
from assetize.codemods.report.pictures import asset_picture, picture_html
from assetize.codemods.report.proof import proof_html
from assetize.codemods.report.shown_upgrade import ShownUpgrade
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

JOB_HEADERS = ("Job", "Fit", "Upgrade", "Why")
MAPPING_HEADERS = ("Op", "Output", "Is", "Jobs", "Evidence")
ASSET_HEADERS = ("Asset", "Depends on", "Made by", "Stored by")
SECTIONS = (
    ("jobs", "Jobs"),
    ("mappings", "Ops"),
    ("assets", "Assets"),
    ("lineage", "Before and after"),
    ("changes", "Changes"),
    ("diagnostics", "Findings"),
    ("verify", "Proof"),
)


def render_with(report: ReportDocument, shown: ShownUpgrade) -> str:
    """The whole page."""
    style = files("assetize.codemods.report").joinpath("report.css").read_text(encoding="utf-8")
    return "\n".join(
        (
            '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            '<meta name="color-scheme" content="light dark">',
            f"<title>From ops to assets</title>\n<style>\n{style}</style>\n</head>\n<body>",
            f"<header><h1>From ops to assets</h1>\n<p>{escape(headline(report))}</p>\n<p>{escape(decided_sentence(report))}</p>{_navigation(report, shown)}</header>",
            "<main>",
            *_sections(report, shown),
            "</main>",
            f'<footer class="quiet">assetize {escape(report["tool"]["version"])}</footer>\n</body>\n</html>\n',
        )
    )


def _navigation(report: ReportDocument, shown: ShownUpgrade) -> str:
    counts = {name: len(rows) for name, rows in report.items() if isinstance(rows, list)}
    counts |= {"lineage": len(shown.pictures), "changes": len(shown.changes)}
    if "verify" in report:
        counts["verify"] = len(report["verify"]["jobs"])
    links = (
        f'<a href="#{name}">{title} ({counts[name]:,})</a>' for name, title in SECTIONS if counts.get(name)
    )
    return f"<nav>{''.join(links)}</nav>"


def _sections(report: ReportDocument, shown: ShownUpgrade) -> Iterable[str]:
    if report["jobs"]:
        yield _section("jobs", "Jobs", table(JOB_HEADERS, map(_job_row, report["jobs"])))
    if report["mappings"]:
        yield _section("mappings", "Ops", table(MAPPING_HEADERS, map(_mapping_row, report["mappings"])))
    if report["assets"]:
        picture = picture_html(asset_picture(report), "Assets, and what they need")
        yield _section("assets", "Assets", picture + table(ASSET_HEADERS, map(_asset_row, report["assets"])))
    if find_differences(report["jobs"]):
        yield _section("differences", HEADING, _differences(report))
    if shown.pictures:
        yield _section("lineage", "Before and after", "\n".join(map(lineage_html, shown.pictures)))
    if shown.changes:
        yield _section("changes", "Changes", "\n".join(map(change_html, shown.changes)))
    if report["diagnostics"]:
        groups = "\n".join(_group(group) for group in group_by_code(report["diagnostics"]))
        yield _section("diagnostics", "Findings", groups)
    if "verify" in report:
        yield _section("verify", "Proof", proof_html(report["verify"]))
    if coverage_sentence(report["coverage"]):
        yield _section("coverage", "Coverage", _coverage(report["coverage"]))


def _differences(report: ReportDocument) -> str:
    parts = []
    for names, sentences in find_differences(report["jobs"]):
        jobs = ", ".join(f"<code>{escape(name)}</code>" for name in names)
        items = "\n".join(f"<li>{escape(sentence)}</li>" for sentence in sentences)
        parts.append(f"<p>{jobs}</p>\n<ul>\n{items}\n</ul>")
    return "\n".join(parts)


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


def _job_row(job: JobRow) -> tuple[Cell, ...]:
    triggers = triggers_text(job)
    return (
        named(job["name"], place(job)),
        word(FIT_WORDS[job["fit"]], job["fit"]),
        word(job["upgrade"], job["upgrade"]),
        f"<div>{with_links(job_reason(job))}</div>"
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
        named(row["op"], place(row)),
        f"<code>{escape(row['output'])}</code>",
        f'<div>{_decision(row)}</div>{form}<div class="quiet">{escape(row["confidence"])}</div>',
        jobs,
        f"<ul>{evidence}</ul>" if evidence else "",
    )


def _decision(row: MappingRow) -> Cell:
    if row["asset_key"] is None:
        return escape(row["decision"])
    return f"{word('asset', 'asset')} <code>{escape(key_text(row['asset_key']))}</code>"


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
    count = f"{word(group.severity, group.severity)}, {counted(len(group.findings), 'place')}"
    advice = f'<p class="advice">{with_code(group.help)}</p>' if group.help else ""
    return f"{heading}\n<p>{count}</p>\n<ul>\n{items}\n</ul>\n{advice}"
