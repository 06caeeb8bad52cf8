"""A comparison for people: what changed, a line each, and the summary last."""

from collections.abc import Iterator

from assetize.codemods.comparison.document import Comparison, JobChange, JobState, OutputChange, OutputState
from assetize.codemods.report.document import DiagnosticRow
from assetize.codemods.report.wording import FIT_WORDS, counted, key_text, place

OUTCOME_WORDS = {
    "full": "can be upgraded",
    "partial": "can be upgraded in part",
    "refused": "refused",
    "kept": "stays as it is",
}
MOST_KEYS = 12

Section = tuple[str, tuple[str, ...]]


def sections(comparison: Comparison) -> tuple[Section, ...]:
    """Headings with their lines; only those that have any."""
    found: tuple[Section, ...] = (
        ("Jobs", tuple(map(_job, comparison["jobs"]))),
        ("Ops with another verdict", tuple(map(_output, comparison["outputs"]))),
        ("Assets", tuple(_assets(comparison))),
        ("New findings", tuple(map(_finding, comparison["findings_added"]))),
        ("Findings that are gone", tuple(map(_finding, comparison["findings_removed"]))),
    )
    return tuple(section for section in found if section[1])


def _job(row: JobChange) -> str:
    old, new = row["before"], row["after"]
    if new is None:
        assert old is not None
        made = "became asset definitions" if row["change"] == "upgraded" else "is gone"
        return f"{row['name']}: {made}  {_place(old)}"
    if old is None:
        return f"{row['name']}: new, {FIT_WORDS[new['fit']]}, {OUTCOME_WORDS[new['outcome']]}  {_place(new)}"
    return f"{row['name']}: {_state(old)} → {_state(new)}  {_place(new)}"


def _state(state: JobState) -> str:
    return f"{FIT_WORDS[state['fit']]}, {OUTCOME_WORDS[state['outcome']]}"


def _place(state: JobState) -> str:
    return f"{state['file']}:{state['line']}"


def _output(row: OutputChange) -> str:
    name = row["op"] if row["output"] == "result" else f"{row['op']}.{row['output']}"
    return f"{name}: {_verdict(row['before'])} → {_verdict(row['after'])}  {row['file']}"


def _verdict(state: OutputState) -> str:
    what = f"asset {key_text(state['asset_key'])}" if state["asset_key"] else state["decision"]
    return f"{what} ({state['confidence']})"


def _assets(comparison: Comparison) -> Iterator[str]:
    for name, word in (("assets_added", "new"), ("assets_removed", "gone")):
        keys = comparison[name]  # type: ignore[literal-required]
        if keys:
            more = f" and {len(keys) - MOST_KEYS:,} more" if len(keys) > MOST_KEYS else ""
            yield f"{counted(len(keys), word + ' asset')}: {', '.join(map(key_text, keys[:MOST_KEYS]))}{more}"


def _finding(row: DiagnosticRow) -> str:
    return f"{row['code']} {row['message']}  {place(row)}"
