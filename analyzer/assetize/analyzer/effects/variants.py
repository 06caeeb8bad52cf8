"""What an op does with each of its configs: its body is read once for each, and what differs is said of those uses alone."""

import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from assetize.analyzer.config_values.binding import Variant
from assetize.analyzer.config_values.handed_input import HandedInput
from assetize.analyzer.config_values.launches import Given
from assetize.analyzer.config_values.records import value_of
from assetize.analyzer.model import ConfigValue, Effect, GivenValue, OpUse, ResourceBinding
from assetize.analyzer.records import dataclass
from assetize.analyzer.values import NotKnown, Value

_HOLE = re.compile(r"\{(?:config|resource):([\w.\-]+?)(?:\.\w+\(\))*\}")


@dataclass(frozen=True, slots=True)
class OpConfig:
    """The config that an op is read with: its own, and that of its resources by key; and the inputs that are known."""

    own: Value
    resources: tuple[tuple[str, Value | ResourceBinding], ...] = ()
    inputs: tuple[tuple[str, Value], ...] = ()


UNKNOWN_CONFIG = OpConfig(NotKnown("run config"))
Interpret = Callable[[OpConfig], tuple[Effect, ...]]


def effects_of_uses(
    baseline: tuple[Effect, ...], variants: Sequence[Variant], interpret: Interpret
) -> tuple[Effect, ...]:
    """The effects of an op, each with the uses that have it; without uses where all are alike."""
    read = [_read_with(baseline, variant, interpret) for variant in variants]
    if not any(variant.uses for variant in variants):
        return read[0]
    if all(_alike(effects, baseline) for effects in read):
        return baseline
    everyone = tuple(use for variant in variants for use in variant.uses)
    uses: dict[Effect, list[OpUse]] = {}
    for variant, effects in zip(variants, read, strict=True):
        for effect in effects:
            uses.setdefault(effect, []).extend(variant.uses)
    return tuple(
        effect if set(mine) == set(everyone) and len(read) > 1 else replace(effect, uses=tuple(mine))
        for effect, mine in uses.items()
    )


def _alike(first: Sequence[Effect], second: Sequence[Effect]) -> bool:
    return [_bare(effect) for effect in first] == [_bare(effect) for effect in second]


def _bare(effect: Effect) -> Effect:
    return replace(effect, given=())


def _read_with(baseline: tuple[Effect, ...], variant: Variant, interpret: Interpret) -> tuple[Effect, ...]:
    if variant.is_empty:
        return baseline
    names = _names_by_place(baseline)
    values = given_values(variant)
    return tuple(
        _with_given(effect, names.get(_place(effect), frozenset()), values, variant.inputs)
        for effect in interpret(config_of(variant))
    )


def config_of(variant: Variant) -> OpConfig:
    """The values of a config."""
    own = (*variant.defaults.values, *map(_unless_empty, variant.config.values))
    resources = tuple((key, value_of(given.values, f"resources.{key}")) for key, given in variant.resources)
    return OpConfig(
        value_of(own) if own or resources else UNKNOWN_CONFIG.own,
        (*resources, *((binding.key, binding) for binding in variant.stand_ins)),
        tuple((item.name, item.value) for item in variant.inputs),
    )


def _unless_empty(item: ConfigValue) -> ConfigValue:
    """An empty text in a config that is written out is a form to be filled in, by whoever starts the job."""
    return replace(item, text=None, reason="it is left empty") if item.text == '""' else item


def _place(effect: Effect) -> object:
    return (effect.where, effect.idiom, effect.through)


def _names_by_place(baseline: Sequence[Effect]) -> Mapping[object, frozenset[str]]:
    """The config names in the name of what is touched at each place, when nothing is known of the config."""
    found: dict[object, frozenset[str]] = {}
    for effect in baseline:
        names = frozenset(_HOLE.findall(effect.pattern or effect.identity or ""))
        found[_place(effect)] = found.get(_place(effect), frozenset()) | names
    return found


def given_values(variant: Variant) -> tuple[GivenValue, ...]:
    """Everything that a config says, as something that names may rest on."""
    config = (
        replace(item, hides_default=tuple(item.name.split(".")) in variant.hidden)
        for item in _of(variant.config, "")
    )
    # What a resource would have without the job is not known here: it may well be something else, if it can go without.
    resources = (
        replace(item, hides_default=(key, item.name.split(".")[2]) not in variant.needed)
        for key, given in variant.resources
        for item in _of(given, f"resources.{key}.")
    )
    return (*config, *_of(variant.defaults, ""), *resources)


def _of(given: Given, prefix: str) -> tuple[GivenValue, ...]:
    return tuple(
        GivenValue(prefix + ".".join(item.path), item.text, item.where, given.source, given.is_fixed)
        for item in given.values
        if item.text is not None
    )


def _with_given(
    effect: Effect, names: frozenset[str], values: Sequence[GivenValue], inputs: Sequence[HandedInput]
) -> Effect:
    if effect.identity is None:
        return effect
    named = tuple(
        item for item in values if item.name in names or item.name.removeprefix("resources.") in names
    )
    # A whole SQL text or path may come from config: then its name was no part of any pattern.
    configured = named or tuple(item for item in values if is_within(item, effect.identity))
    handed = (item for given in inputs for item in _named_by(given, effect.identity or ""))
    return replace(effect, given=tuple(dict.fromkeys((*configured, *handed))))


def _named_by(given: HandedInput, identity: str) -> tuple[GivenValue, ...]:
    """The texts of an input that are part of a name, with what they rest on."""
    leaves = tuple(item for item in given.leaves if is_within(item, identity))
    return (*leaves, *given.behind) if leaves else ()


def is_within(item: GivenValue, identity: str) -> bool:
    """Whether a given text is part of a name."""
    value = json.loads(item.text)
    return isinstance(value, str) and len(value) > 1 and value in identity
