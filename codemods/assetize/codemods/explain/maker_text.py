"""What made a definition, as text."""

from collections.abc import Iterator

from assetize.analyzer.model import MadeBy


def maker_lines(made_by: MadeBy | None) -> Iterator[str]:
    """Nothing for a definition that the text writes down itself."""
    if made_by is not None:
        what = f"a call of {made_by.function}" if made_by.function else "a loop"
        yield f"  made by {what}, {made_by.where.file}:{made_by.where.line}"
