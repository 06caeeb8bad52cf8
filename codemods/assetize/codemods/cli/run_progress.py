"""What a run on the bundled runtime shows while it goes, and what is said when it ends."""

import sys
import time
from collections.abc import Sequence
from threading import Timer
from typing import Any

import click

from assetize.codemods.cli.user_errors import step_error_text
from assetize.codemods.report.wording import counted
from assetize.runtime.instance.instance import DagsterInstance
from assetize.runtime.instance.storage import Storage

SECONDS_UNANNOUNCED = 2.0
"""A step that ends sooner is shown only when it ends."""

_ENDED = {
    "STEP_SUCCESS": ("done   ", "green"),
    "STEP_FAILURE": ("failed ", "red"),
    "STEP_SKIPPED": ("skipped", "yellow"),
    "STEP_UP_FOR_RETRY": ("again  ", "yellow"),
}


class WatchedInstance(DagsterInstance):
    """Prints a line to stderr for each step that ends."""

    def __init__(self, storage_directory: str | None = None, events: Storage | None = None) -> None:
        super().__init__(storage_directory, events)
        self._started: dict[str, float] = {}
        self.ended: dict[str, str] = {}
        """Step keys, and the event with which each ended last."""
        self._announcement = Timer(0, _nothing)
        self.failures: list[tuple[str, Any]] = []
        """Key and recorded error of each step that failed."""

    def store_event(self, run_id: str, event: Any) -> None:
        """Records the event, and shows it when a step ends."""
        super().store_event(run_id, event)
        kind, step = event.event_type_value, event.step_key
        if step is None:
            return
        if kind in ("STEP_START", "STEP_RESTARTED"):
            self._started[step] = time.monotonic()
            self._announce(step)
        elif kind in _ENDED:
            self.ended[step] = kind
            self._announcement.cancel()
            self._print(kind, step)
            if kind == "STEP_FAILURE":
                self.failures.append((step, event.event_specific_data.error))

    def _announce(self, step: str) -> None:
        """On a terminal, a step that takes its time is named while it goes."""
        if sys.stderr.isatty():
            line = f"{click.style('running', fg='cyan')}  {step}"
            self._announcement = Timer(SECONDS_UNANNOUNCED, click.echo, (line,), {"err": True})
            self._announcement.daemon = True
            self._announcement.start()

    def _print(self, kind: str, step: str) -> None:
        word, color = _ENDED[kind]
        took = ""
        if step in self._started:
            took = f"  {_duration(time.monotonic() - self._started[step])}"
        click.echo(f"{click.style(word, fg=color)}  {step}{click.style(took, dim=True)}", err=True)


def _nothing() -> None:
    """What a timer does that is never started."""


def print_end(
    name: str, instance: WatchedInstance, succeeded: bool, took: float, planned: Sequence[str] = ()
) -> None:
    """The sum of the run on stdout, after what went wrong on stderr."""
    for step, error in instance.failures:
        click.echo(f"\n{click.style(step, bold=True)} failed:\n{step_error_text(error)}", err=True)
    left = [step for step in planned if step not in instance.ended]
    if left:
        click.echo(f"\nNot run, because of what failed before: {', '.join(left)}.", err=True)
    kinds = list(instance.ended.values())
    parts = [f"{counted(kinds.count('STEP_SUCCESS'), 'step')} done"]
    for kind, words in (("STEP_FAILURE", "failed"), ("STEP_SKIPPED", "skipped")):
        if kind in kinds:
            parts.append(f"{kinds.count(kind)} {words}")
    if left:
        parts.append(f"{len(left)} not run")
    verdict = "succeeded" if succeeded else "failed"
    click.echo(f"{name} {verdict}: {', '.join(parts)}, {_duration(took)}")


def _duration(seconds: float) -> str:
    return f"{seconds * 1000:.0f} ms" if seconds < 1 else f"{seconds:.1f} s"
