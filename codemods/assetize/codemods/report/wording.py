"""The words and counts that every human-readable format shares."""

from collections import Counter

from assetize.analyzer.codes import find_code
from assetize.analyzer.records import dataclass
from assetize.codemods.report.document import (
    CoverageRow,
    DiagnosticRow,
    EvidenceRow,
    JobRow,
    Key,
    MappingRow,
    ReportDocument,
)

FIT_WORDS = {"yes": "fits", "partial": "fits in part", "no": "does not fit"}
UPGRADE_WORDS = {"full": "full", "partial": "partial", "none": "none"}
CONFIDENCE_WORDS = (("certain", "certain"), ("likely", "likely"), ("guess", "guessed"))
DECLARE_ADVICE = "Declare in assetize.toml what they write or read; assetize init writes a first one."
SEVERITY_ORDER = ("error", "warning", "note")


@dataclass(frozen=True, slots=True)
class CodeGroup:
    """All findings of one code: the code's title and advice once, then each place."""

    code: str
    title: str
    severity: str
    help: str
    findings: tuple[DiagnosticRow, ...]


def group_by_code(diagnostics: list[DiagnosticRow]) -> tuple[CodeGroup, ...]:
    """Findings by code, errors first, then warnings and notes; within one severity by code."""
    codes = sorted({(SEVERITY_ORDER.index(row["severity"]), row["code"]) for row in diagnostics})
    groups: list[CodeGroup] = []
    for rank, name in codes:
        severity = SEVERITY_ORDER[rank]
        rows = tuple(row for row in diagnostics if (row["code"], row["severity"]) == (name, severity))
        code = find_code(name)
        title = _capitalized(code.title) if code else name
        groups.append(CodeGroup(name, title, severity, rows[0]["help"], rows))
    return tuple(groups)


def key_text(key: Key) -> str:
    """An asset key as Dagster shows it: ``shop/users``."""
    return "/".join(key)


def place(row: DiagnosticRow | EvidenceRow | JobRow | MappingRow) -> str:
    """``file:line``, or the file alone for what concerns all of it."""
    return f"{row['file']}:{row['line']}" if row["line"] else row["file"]


def triggers_text(job: JobRow) -> str:
    """``schedules a, b; sensor c``, or nothing."""
    parts = [_listed("schedule", job["schedules"]), _listed("sensor", job["sensors"])]
    return "; ".join(part for part in parts if part)


def job_reason(job: JobRow) -> str:
    """Why the job fits or not, with the codes that stop or limit its upgrade."""
    codes = sorted({row["code"] for row in job["diagnostics"] if row["severity"] != "note"})
    if job["upgrade"] == "full" or not codes:
        return job["explanation"]
    return f"{job['explanation']} ({', '.join(codes)})" if job["explanation"] else ", ".join(codes)


def counted(number: int, one: str, many: str = "") -> str:
    """``1 job``, ``2 jobs``."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def headline(report: ReportDocument) -> str:
    """The report in one sentence."""
    if not report["jobs"] and not report["mappings"]:
        return "No Dagster ops or jobs found."
    fits = Counter(job["fit"] for job in report["jobs"])
    kinds = Counter(asset["kind"] for asset in report["assets"])
    fit_text = ", ".join(f"{fits[fit]:,} {words}" for fit, words in _fit_words(fits) if fits[fit])
    outputs = counted(len(report["mappings"]), "op output")
    assets = counted(kinds["materialized"], "asset")
    jobs = counted(len(report["jobs"]), "job") + (f" ({fit_text})" if fit_text else "")
    return f"{jobs}, {outputs}, {assets}, {kinds['external']:,} external."


def coverage_sentence(coverage: CoverageRow) -> str:
    """What could be read, in one sentence; nothing where there are no ops."""
    if not coverage["ops"]:
        return ""
    read = f"{coverage['ops_read']:,} of {counted(coverage['ops'], 'op')} read"
    outputs = [
        f"{coverage['outputs'][name]:,} {word}"
        for name, word in CONFIDENCE_WORDS
        if coverage["outputs"][name]
    ]
    decided = f"outputs decided: {', '.join(outputs)}" if outputs else ""
    number = coverage["unfollowed_calls"]
    missed = f"{counted(number, 'call')} could not be followed" if number else "every call could be followed"
    return "; ".join(part for part in (read, decided, missed) if part) + "."


def calls_text(coverage: CoverageRow) -> str:
    """``helpers.save (9), client.put (2)``: the calls that could not be followed, most frequent first."""
    return ", ".join(f"{row['call']} ({row['count']:,})" for row in coverage["top_unfollowed_calls"])


def _capitalized(text: str) -> str:
    return text[:1].upper() + text[1:]


def _fit_words(fits: Counter[str]) -> tuple[tuple[str, str], ...]:
    """Each verdict with its verb in the right number."""
    plural = {"yes": "fit", "partial": "fit in part", "no": "do not fit"}
    return tuple((fit, FIT_WORDS[fit] if fits[fit] == 1 else plural[fit]) for fit in FIT_WORDS)


def _listed(noun: str, names: list[str]) -> str:
    if not names:
        return ""
    return f"{noun if len(names) == 1 else noun + 's'} {', '.join(names)}"
