"""The forms among which a person can choose for one output, and why there is no choice where there is none."""

from assetize.analyzer.records import dataclass
from assetize.codemods.model import OutputPlan
from assetize.codemods.plan.forms import KEPT_BY_SETTINGS
from assetize.codemods.review.correcting import KEEP_OP

IN_PLACE = {"graph_asset": "asset", "graph_multi_asset": "multi_asset"}
"""The form that an op itself takes instead of being run by a graph-backed asset."""
AROUND = {inside: around for around, inside in IN_PLACE.items()}


@dataclass(frozen=True, slots=True)
class FormChoice:
    """``options``: what the settings are to say, and the form in words; none where only one form is possible, for ``reasons``."""

    form: str
    chosen: str
    options: tuple[tuple[str, str], ...] = ()
    reasons: tuple[str, ...] = ()


def find_choice(output: OutputPlan | None, chosen: str) -> FormChoice:
    """``output``: what is planned for it, None where it becomes no asset; ``chosen``: what the settings say now."""
    form = output.form if output else None
    if output is None or form is None:
        return FormChoice("", chosen)
    others = tuple(reason for reason in output.wrapped_because if reason != KEPT_BY_SETTINGS or not chosen)
    if others:
        return FormChoice(form, chosen, reasons=others)
    inside = IN_PLACE.get(form, form)
    options = (
        ("", f"@{inside}: the op becomes it"),
        (KEEP_OP, f"@{AROUND[inside]}: the op stays, and it runs the op"),
    )
    return FormChoice(form, chosen, options)
