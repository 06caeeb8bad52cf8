"""``assetize review``: the page on which a person reads the plan, accepts or rejects its changes, and applies them."""

from pathlib import Path
from threading import Thread

import click

from assetize.codemods.cli.output import no_color_option
from assetize.codemods.cli.progress import progress
from assetize.codemods.cli.recovering import recover_targets
from assetize.codemods.cli.targets import find_targets


@click.command("review")
@click.argument("path", required=False, type=click.Path(path_type=Path))
@click.option("--no-open", is_flag=True, help="Start no browser; print the link only.")
@no_color_option
def command(path: Path | None, no_open: bool) -> int:
    """Read, judge and apply an upgrade on a local page.

    PATH is the folder of the project, by default the current one. Prints the page's link, which can be used once, and answers
    until Ctrl-C, or the page's own button, stops it. Nothing is written before somebody applies it there.
    """
    from assetize.codemods.review.server import serve
    from assetize.codemods.review.session import Review

    targets = find_targets((path or Path(),))
    recover_targets(targets)
    with progress(f"Reading {targets.root.name} …"):
        review = Review(targets.root)
    try:
        serve(review, _print if no_open else _open)
    except KeyboardInterrupt:
        click.echo("assetize: stopped", err=True)
    return 0


def _print(link: str) -> None:
    click.echo(link)
    click.echo("assetize: open this link; Ctrl-C stops", err=True)


def _open(link: str) -> None:
    """A text browser would keep this thread until it is closed; the page must be served meanwhile."""
    _print(link)
    Thread(target=click.launch, args=(link,), daemon=True).start()
