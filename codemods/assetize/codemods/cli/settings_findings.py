"""What is wrong with a project's own settings: said before anything is upgraded, and nothing is written while it is an error."""

from collections.abc import Iterable

import click

from assetize.analyzer.codes.settings import SETTINGS
from assetize.analyzer.model import Analysis, Diagnostic
from assetize.codemods.cli.errors import RequestRefused

CODES = frozenset(code.code for code in SETTINGS)


def say_settings_findings(analyses: Iterable[Analysis]) -> None:
    """A line on stderr for each finding."""
    for item in _findings(analyses):
        click.echo(f"assetize: {finding_line(item)}", err=True)


def refuse_wrong_settings(analyses: Iterable[Analysis]) -> None:
    """Raises ``RequestRefused``: an entry that is not used may be meant to keep something as it is."""
    wrong = [item for item in _findings(analyses) if item.severity == "error"]
    if wrong:
        noun = "setting is" if len(wrong) == 1 else "settings are"
        places = ", ".join(dict.fromkeys(f"{item.file}:{item.line}" for item in wrong))
        raise RequestRefused(f"nothing is written while {len(wrong)} {noun} wrong ({places})")


def _findings(analyses: Iterable[Analysis]) -> list[Diagnostic]:
    found = [item for analysis in analyses for item in analysis.diagnostics if item.code in CODES]
    return list(dict.fromkeys(found))


def finding_line(item: Diagnostic) -> str:
    """Place, code and message in one line."""
    return f"{item.file}:{item.line}: {item.code} {item.severity}: {item.message}"
