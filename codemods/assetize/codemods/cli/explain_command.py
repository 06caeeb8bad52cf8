"""``assetize explain``: a diagnostic code, or a decision."""

import shutil
from difflib import get_close_matches
from pathlib import Path

import click

from assetize.analyzer.codes import CODES, find_code
from assetize.codemods.cli.console import stdout_console
from assetize.codemods.cli.errors import RequestRefused
from assetize.codemods.cli.output import no_color_option
from assetize.codemods.explain.code_text import explain_code, is_code_name

WIDEST = 100


@click.command("explain")
@click.argument("word", metavar="CODE|NODE")
@click.argument("path", required=False, type=click.Path(path_type=Path))
@no_color_option
def command(word: str, path: Path | None) -> int:
    """Explain a diagnostic code, or why an op, output or job was decided as it was.

    CODE is like AZ301. NODE is an op's or job's name or id (pkg.ops:build_users), an output (build_users.users) or an
    asset key; it is looked for in the project at PATH, by default the current folder.
    """
    if is_code_name(word):
        _print(_code_text(word))
    else:
        _print(_node_text(word, path))
    return 0


def _code_text(word: str) -> str:
    code = find_code(word)
    if code is None:
        known = [item.code for item in CODES]
        raise RequestRefused(f"{word}: no such code{_hint(word.upper(), known)}")
    return explain_code(code, min(WIDEST, shutil.get_terminal_size((WIDEST, 24)).columns))


def _node_text(word: str, path: Path | None) -> str:
    from assetize.codemods.cli.planning import plan_targets
    from assetize.codemods.cli.targets import find_targets
    from assetize.codemods.explain import explain_nodes, find_nodes, known_names

    (part,) = plan_targets(find_targets((path or Path(),)))
    matches = find_nodes(part.analysis, word)
    if not matches:
        known = [*known_names(part.analysis), *(code.code for code in CODES)]
        raise RequestRefused(f"{word}: no op, output, job or code of that name{_hint(word, known)}")
    return explain_nodes(matches, part.analysis, part.plan)


def _hint(word: str, known: list[str]) -> str:
    close = get_close_matches(word, known, n=3)
    return f"; did you mean {' or '.join(close)}?" if close else ""


def _print(text: str) -> None:
    """The text as it is, its first line bold on a terminal; long lines are the terminal's to wrap."""
    from rich.text import Text

    title, _, rest = text.rstrip("\n").partition("\n")
    console = stdout_console()
    console.print(Text(title, style="bold"), soft_wrap=True)
    console.print(Text(rest), soft_wrap=True)
