"""``--group-name`` and ``--key-prefix``, checked before anything is read."""

from collections.abc import Callable

import click


def check_placement(option: str, value: str | None, is_right: Callable[[str], bool]) -> str | None:
    """The option's value; bad usage where Dagster would not take it."""
    if value is not None and not is_right(value):
        parts = " with / between its parts" if option == "--key-prefix" else ""
        raise click.UsageError(f"{option} {value}: letters, digits and underscores are allowed{parts}")
    return value
