"""What is different when upgraded jobs run, as a report says it: jobs with the same sentences stand together."""

from collections.abc import Iterable, Mapping, Sequence

from assetize.codemods.report.document import JobRow

HEADING = "Different when it runs"

Differences = Sequence[tuple[tuple[str, ...], tuple[str, ...]]]
"""Names of jobs, and sentences about what is different when these run."""


def find_differences(jobs: Iterable[JobRow]) -> Differences:
    """In the order of the jobs."""
    found: dict[tuple[str, ...], list[str]] = {}
    for job in jobs:
        sentences = tuple(job.get("differences", ()))
        if sentences:
            found.setdefault(sentences, []).append(job["name"])
    return [(tuple(names), sentences) for sentences, names in found.items()]


def lines_by_file(jobs: Iterable[JobRow]) -> Mapping[str, Sequence[str]]:
    """For each file that defines such jobs, a line for each of their sentences."""
    rows: dict[str, list[JobRow]] = {}
    for job in jobs:
        rows.setdefault(job["file"], []).append(job)
    return {
        file: [
            f"{', '.join(names)}: {sentence}"
            for names, sentences in find_differences(mine)
            for sentence in sentences
        ]
        for file, mine in rows.items()
    }
