"""``assetize explain``: a diagnostic code, or a decision."""

import shutil
import sys
import textwrap
from difflib import get_close_matches
from pathlib import Path

import click

from assetize.analyzer.codes import CODES, Code, find_code
from assetize.codemods.cli.console import stdout_console
from assetize.codemods.cli.errors import RequestRefused
from assetize.codemods.cli.output import document_bytes, no_color_option, write_stdout
from assetize.codemods.explain.code_text import code_json, explain_code, is_code_name

WIDEST = 100


@click.command("explain")
@click.argument("word", metavar="CODE|NODE")
@click.argument("path", required=False, type=click.Path(path_type=Path))
@click.option(
    "--why-not",
    "is_about_upgrade",
    is_flag=True,
    help="NODE is a job: the shortest list of what stands between it and its upgrade.",
)
@click.option(
    "--format",
    "format_name",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="How the explanation is written.",
)
@no_color_option
def command(word: str, path: Path | None, is_about_upgrade: bool, format_name: str) -> int:
    """Explain a diagnostic code, or why an op, output or job was decided as it was.

    CODE is like AZ301. NODE is an op's or job's name or id (pkg.ops:build_users), an output (build_users.users) or an
    asset key; it is looked for in the project at PATH, by default the current folder.
    """
    is_json = format_name == "json"
    if is_about_upgrade:
        text = _why_not(word, path, format_name)
    elif is_code_name(word):
        code = _find_code(word)
        text = code_json(code) if is_json else explain_code(code, _width())
    else:
        text = _about_nodes(word, path, format_name)
    if is_json:
        write_stdout(document_bytes(text))
    else:
        _print(text)
    return 0


def _find_code(word: str) -> Code:
    code = find_code(word)
    if code is None:
        known = [item.code for item in CODES]
        raise RequestRefused(f"{word}: no such code{_hint(word.upper(), known)}")
    return code


def _width() -> int:
    return min(WIDEST, shutil.get_terminal_size((WIDEST, 24)).columns)


def _about_nodes(word: str, path: Path | None, format_name: str) -> str:
    from assetize.codemods.cli.planning import plan_targets
    from assetize.codemods.cli.targets import find_targets
    from assetize.codemods.explain import explain_nodes, find_nodes, known_names, nodes_json

    (part,) = plan_targets(find_targets((path or Path(),)))
    matches = find_nodes(part.analysis, word)
    if not matches:
        known = [*known_names(part.analysis, word), *(code.code for code in CODES)]
        raise RequestRefused(f"{word}: no op, output, job or code of that name{_hint(word, known)}")
    tell = nodes_json if format_name == "json" else explain_nodes
    return tell(matches, part.analysis, part.plan)


def _why_not(word: str, path: Path | None, format_name: str) -> str:
    from assetize.codemods.cli.planning import plan_targets
    from assetize.codemods.cli.targets import find_targets
    from assetize.codemods.explain.why_not import why_not
    from assetize.codemods.explain.why_not_text import why_not_json, why_not_text

    (part,) = plan_targets(find_targets((path or Path(),)))
    jobs = part.analysis.project.jobs
    chosen = [job for job in jobs if word in (job.id, job.name, job.variable)]
    if not chosen:
        raise RequestRefused(
            f"{word}: no op job of that name{_hint(word, sorted({job.name for job in jobs}))}"
        )
    found = [why_not(job, part.analysis, part.plan) for job in chosen]
    return why_not_json(found) if format_name == "json" else "\n".join(map(why_not_text, found))


def _hint(word: str, known: list[str]) -> str:
    close = get_close_matches(word, known, n=3)
    return f"; did you mean {' or '.join(close)}?" if close else ""


def _print(text: str) -> None:
    """The text as it is, its first line bold; on a terminal, long lines go on below where they began."""
    from rich.text import Text

    title, _, rest = text.rstrip("\n").partition("\n")
    console = stdout_console()
    console.print(Text(title, style="bold"), soft_wrap=True)
    body = (
        "\n".join(_wrapped(line, console.width) for line in rest.split("\n")) if sys.stdout.isatty() else rest
    )
    console.print(Text(body), soft_wrap=True)


def _wrapped(line: str, width: int) -> str:
    if len(line) <= width:
        return line
    indent = " " * (len(line) - len(line.lstrip()) + 4)
    return textwrap.fill(
        line, width, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False
    )
