"""A Markdown report is no longer than the description of a pull request may be."""

from assetize.codemods.report.markdown_limit import LONGEST, within_limit

CODE_HOSTS = 65_536
HEAD = ["# From ops to assets"]


def table(rows: int) -> list[str]:
    return ["## Jobs", "", "| Job |", "| --- |", *(f"| `job_{number}` |" for number in range(rows))]


def text(sections: list[list[str]]) -> str:
    return "\n\n".join("\n".join(section) for section in within_limit(sections)) + "\n"


def test_what_fits_is_not_cut() -> None:
    sections = [HEAD, table(100), ["## Findings", "", "- one"]]
    assert within_limit(sections) == sections


def test_long_sections_are_cut_and_say_so_and_short_ones_stay() -> None:
    findings = ["## Findings", "", "- one"]
    found = text([HEAD, table(9_000), table(9_000), findings])
    assert len(found) <= LONGEST < CODE_HOSTS
    assert found.count("*Cut here: ") == 2 and found.endswith("## Findings\n\n- one\n")
    assert all(line in ("", "## Jobs") or line[0] in "|*#-" for line in found.splitlines())
    kept = found.count("| `job_")
    said = [int(line.split()[2].replace(",", "")) for line in found.splitlines() if line.startswith("*Cut")]
    assert kept + sum(said) == 18_000


def test_what_is_folded_is_closed() -> None:
    section = ["## Ops", "", "<details>", "<summary>many</summary>", "", *table(9_000), "", "</details>"]
    found = text([HEAD, section])
    assert len(found) <= LONGEST and found.endswith("*\n\n</details>\n")


def test_a_graph_is_whole_or_not_there() -> None:
    graph = ["## Assets", "", "```mermaid", "flowchart LR\n" + "  a --> b\n" * 9_000, "```"]
    found = text([HEAD, graph])
    assert "mermaid" not in found and "Cut here" in found
