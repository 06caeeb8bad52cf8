"""Functions and methods outside the project: the catalogue first."""

import ast
from functools import cache

from assetize.analyzer.effects.applying import apply_function, apply_method, made_by, makers_for
from assetize.analyzer.effects.callbacks import run_callbacks
from assetize.analyzer.effects.catalogue import INDEX
from assetize.analyzer.effects.catalogue.index import fits
from assetize.analyzer.effects.frame import Frame
from assetize.analyzer.effects.knowing import thing_of
from assetize.analyzer.effects.materializations import (
    EVENTS,
    asset_key,
    key_of_text,
    key_with_prefix,
    record_event,
)
from assetize.analyzer.effects.mocks import MOCK, MOCKS
from assetize.analyzer.effects.pure import PASS_THROUGH, is_pure, scratch_of
from assetize.analyzer.effects.reflection import HANDING_OUT
from assetize.analyzer.effects.temporary import TEMPORARY_VIEWS, remember_view
from assetize.analyzer.effects.things import Context, Made, Thing
from assetize.analyzer.effects.unfollowed import call_unknown, spoken_name
from assetize.analyzer.values.library import FUNCTIONS


def call_outside(frame: Frame, node: ast.Call, qualified: str) -> Thing | None:
    """A function or class outside the project."""
    hand_out = HANDING_OUT.get(qualified)
    if hand_out is not None:
        return hand_out(frame, node)
    if _is_plain(qualified):
        run_callbacks(frame, node, qualified.rpartition(".")[2])
        return None
    if qualified in EVENTS:
        record_event(frame, node, qualified)
        return None
    if qualified == "dagster.AssetKey":
        return asset_key(frame, node)
    if qualified == "dagster.AssetKey.from_user_string":
        return key_of_text(frame, node)
    if qualified in MOCKS:
        return MOCK
    scratch = scratch_of(qualified)
    if scratch is not None:
        return scratch
    applied = apply_function(frame, node, qualified)
    owner, _, last = qualified.rpartition(".")
    static = [maker for maker in INDEX.maker_methods.get(last, ()) if fits(maker.receivers, owner)]
    made = made_by(frame, node, (*INDEX.maker_functions.get(qualified, ()), *static), None)
    is_class = last[:1].isupper() and INDEX.knows(qualified) and qualified not in FUNCTIONS
    if made is not None or applied:
        return made or (Made(qualified) if is_class else None)
    if qualified in PASS_THROUGH:
        return thing_of(frame, node.args[0]) if node.args else None
    run_callbacks(frame, node, last)
    if is_class and not qualified.startswith(("dagster.", "pathlib.")):
        return Made(qualified)
    if is_pure(qualified) or qualified in FUNCTIONS:
        return None
    return call_unknown(frame, node, last, qualified)


@cache
def _is_plain(qualified: str) -> bool:
    """Whether a function outside the project has no effect and gives nothing that the catalogue knows."""
    owner, _, last = qualified.rpartition(".")
    known = (
        qualified in EVENTS
        or qualified in MOCKS
        or qualified in PASS_THROUGH
        or qualified in INDEX.functions
        or qualified in INDEX.maker_functions
        or qualified in ("dagster.AssetKey", "dagster.AssetKey.from_user_string")
        or scratch_of(qualified) is not None
        or (last[:1].isupper() and INDEX.knows(qualified))
        or any(fits(maker.receivers, owner) for maker in INDEX.maker_methods.get(last, ()))
    )
    return not known and is_pure(qualified)


def call_library_method(
    frame: Frame, node: ast.Call, receiver: Thing, type_name: str | None, name: str
) -> Thing | None:
    """A method of a library's object, or of something of unknown type."""
    if name in TEMPORARY_VIEWS:
        remember_view(frame, node)
        return None
    if type_name == "dagster.AssetKey" and name == "with_prefix" and isinstance(receiver, Made):
        return key_with_prefix(frame, node, receiver)
    applied = apply_method(frame, node, receiver, type_name, name)
    made = made_by(frame, node, makers_for(name, type_name), receiver)
    if made is not None or applied:
        return made
    run_callbacks(frame, node, name)
    if type_name is not None and (INDEX.knows(type_name) or type_name.startswith("builtins.")):
        return None
    if isinstance(receiver, Context):
        return None
    if isinstance(node.func, ast.Attribute):
        return call_unknown(frame, node, name, spoken_name(node.func))
    return None
