"""The pages in docs/ say what the commands do: every option, and an example that is valid."""

import json
import re
from importlib import import_module
from importlib.resources import files
from pathlib import Path

import click
import jsonschema
import pytest

from assetize.codemods.cli.main import COMMANDS
from assetize.codemods.report import FORMATS

ROOT = Path(__file__).parents[2]
COMMANDS_PAGE = (ROOT / "docs" / "commands.md").read_text(encoding="utf-8")
REPORT_PAGE = (ROOT / "docs" / "report.md").read_text(encoding="utf-8")
SCHEMA = json.loads(
    files("assetize.codemods.report").joinpath("report.schema.json").read_text(encoding="utf-8")
)


def section(name: str) -> str:
    """The page's section on one command."""
    _, _, rest = COMMANDS_PAGE.partition(f"## `assetize {name}`\n")
    return rest.partition("\n## ")[0]


@pytest.mark.parametrize(("name", "module"), [(name, module) for name, module, _ in COMMANDS])
def test_every_option_is_documented_and_every_documented_option_exists(name: str, module: str) -> None:
    command = import_module(f"assetize.codemods.cli.{module}").command
    commands = [command, *command.commands.values()] if isinstance(command, click.Group) else [command]
    parameters = [parameter for item in commands for parameter in item.params]
    options = {text for option in parameters if isinstance(option, click.Option) for text in option.opts}
    documented = set(
        re.findall(r"(?<![\w-])--?[a-z][a-z-]*", " ".join(re.findall(r"^\| (`.*?`) \|", section(name), re.M)))
    )
    assert documented == options - {"--no-color"}


def test_every_command_is_listed() -> None:
    assert re.findall(r"^\| `assetize (\w+)", COMMANDS_PAGE, re.M) == [name for name, _, _ in COMMANDS]


def test_every_format_is_listed() -> None:
    formats = REPORT_PAGE.partition("\n## ")[0]
    assert re.findall(r"^\| `(\w+)` \|", formats, re.M) == [name for name, _ in FORMATS]


def test_the_example_report_is_valid() -> None:
    (example,) = re.findall(r"```json\n(.*?)```", REPORT_PAGE, re.S)
    jsonschema.validate(json.loads(example), SCHEMA)


@pytest.mark.parametrize(
    "page", ["README.md", *(f"docs/{path.name}" for path in sorted((ROOT / "docs").glob("*.md")))]
)
def test_links_between_pages_lead_somewhere(page: str) -> None:
    text = (ROOT / page).read_text(encoding="utf-8")
    targets = [link for link in re.findall(r"\]\(([^)#]+)[^)]*\)", text) if "://" not in link]
    assert [link for link in targets if not ((ROOT / page).parent / link).exists()] == []
