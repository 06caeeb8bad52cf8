"""The ``assetize`` command: finds the subcommand, and turns how it ended into an exit code."""

import atexit
import gc
import os
import sys
import traceback
from collections.abc import Sequence
from importlib import import_module

import click

from assetize.codemods.cli.errors import RequestRefused
from assetize.codemods.cli.output import no_color_option

COMMANDS: tuple[tuple[str, str, str], ...] = (
    ("report", "report_command", "Analyse a project: its jobs, and which ops make which assets."),
    (
        "upgrade",
        "upgrade_command",
        "Rewrite ops, graphs and jobs into asset definitions; a diff unless --write.",
    ),
    ("review", "review_command", "Read, judge and apply an upgrade on a local page."),
    ("verify", "verify_command", "Prove that the upgraded code does what the original did."),
    ("undo", "undo_command", "Restore what the last upgrade --write changed."),
    ("explain", "explain_command", "Explain a diagnostic code, or a decision about an op, output or job."),
    ("init", "init_command", "Write a commented assetize.toml, with suggestions for this project."),
    ("asset", "asset_command", "List and materialize a project's assets on the bundled runtime."),
    ("job", "job_command", "List and execute a project's jobs on the bundled runtime."),
)
"""Name, module and one line of help; the help of all commands is shown without importing them."""

REFUSED = 2
INTERRUPTED = 130
READER_LEFT = 141


class CommandGroup(click.Group):
    """Imports a command's module when the command is named."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Names in the order of a first use."""
        return [name for name, _, _ in COMMANDS]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command, or None when there is none of that name."""
        for name, module, _ in COMMANDS:
            if name == cmd_name:
                command = import_module(f"assetize.codemods.cli.{module}").command
                assert isinstance(command, click.Command)
                return command
        return None

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The commands' section of the help."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, text) for name, _, text in COMMANDS])


@click.group(cls=CommandGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="assetize", message="%(prog)s %(version)s")
@no_color_option
def command_line() -> None:
    """Upgrades Dagster ops, graphs and jobs to asset definitions.

    What it cannot upgrade without changing behaviour it leaves alone, and says why.
    """


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    # The interpreter would look through all that is left for circular garbage, a moment before everything goes away.
    atexit.register(gc.freeze)
    try:
        with command_line.make_context("assetize", arguments) as context:
            code = command_line.invoke(context)
        sys.stdout.flush()
        return code if isinstance(code, int) else 0
    except click.exceptions.Exit as stop:
        return stop.exit_code
    except click.ClickException as error:
        error.show()
        return REFUSED
    except RequestRefused as refusal:
        click.echo(f"assetize: {refusal}", err=True)
        return REFUSED
    except (click.Abort, KeyboardInterrupt):
        click.echo("assetize: interrupted", err=True)
        return INTERRUPTED
    except BrokenPipeError:
        # What is still buffered cannot be written to anybody: without this the interpreter complains when it ends.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return READER_LEFT
    except Exception:
        # A bug in this program. Python's own exit code for it, 1, would say that there are changes to make.
        traceback.print_exc()
        return REFUSED


if __name__ == "__main__":
    raise SystemExit(main())
