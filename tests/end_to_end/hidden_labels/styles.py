"""How a project writes its Dagster code; none of it changes what is stored."""

import re
from random import Random


def in_some_style(random: Random, text: str) -> str:
    """The module ``ops`` in one of several styles."""
    if random.random() < 0.35:
        text = _by_module(text)
    if random.random() < 0.3:
        text = _annotated(text)
    return text


def _by_module(text: str) -> str:
    """``import dagster as dg``."""
    text = re.sub(r"^from dagster import .*$", "import dagster as dg", text, flags=re.M)
    text = text.replace("@op", "@dg.op")
    return re.sub(r"(?<![\w.@])(Output|Out|Config|OpExecutionContext)(?=[()])(?!=)", r"dg.\1", text)


def _annotated(text: str) -> str:
    """Types on what ops take."""
    return text.replace("(context, rows", "(context, rows: list")
