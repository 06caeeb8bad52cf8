"""Says of definitions what made them, and gives those that are made the place of their making."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import TypeVar

from assetize.analyzer.codes.reading import CONDITIONAL_DEFINITION, MADE_BY_FUNCTION, UNREAD_NAME
from assetize.analyzer.model import Graph, Job, MadeBy, Op, Unknown
from assetize.analyzer.readers.found import Found, Reading
from assetize.analyzer.readers.handed_jobs import PLAIN

FOLLOWING = frozenset({UNREAD_NAME.code, CONDITIONAL_DEFINITION.code})
"""What is said of a definition only because the arguments of the function around it are not known."""

Made = TypeVar("Made", Op, Graph, Job)


def with_makers(reading: Reading) -> Found:
    """All that was found, with ``made_by`` wherever a factory or a loop made it."""
    found = _with_one_reason(reading.found) if reading.expansion.closed else reading.found
    makers = reading.makers()
    if not makers:
        return found
    return replace(
        found,
        ops=_marked(found.ops, makers),
        graphs=_marked(found.graphs, makers),
        jobs=_marked(found.jobs, makers),
        unknowns=(
            *(_placed(unknown, makers) for unknown in found.unknowns),
            *_doubtful_triggers(found, makers),
        ),
    )


def _placed(unknown: Unknown, makers: Mapping[str, MadeBy]) -> Unknown:
    """Says which call it is that made what is not understood: the text is the same for all of them."""
    maker = makers.get(unknown.subject)
    if maker is None:
        return unknown
    return replace(unknown, what=f"{unknown.what} (made in {maker.where.file}, line {maker.where.line})")


def _doubtful_triggers(found: Found, makers: Mapping[str, MadeBy]) -> Iterator[Unknown]:
    """A schedule that is made names a job that is not: each call may run it in another way, with one text for all.

    One that gives the job no run config needs no other text: it takes an asset job as it takes any job.
    """
    for trigger in found.triggers:
        maker = makers.get(trigger.id)
        if maker is None or not maker.function or (trigger.form in PLAIN and not trigger.run_config):
            continue
        if any(job not in makers for job in trigger.jobs):
            what = f"the {trigger.kind} {trigger.name} is made by a function"
            yield Unknown(maker.where, what, trigger.id, MADE_BY_FUNCTION.code)


def _with_one_reason(found: Found) -> Found:
    """What a factory makes that could not be opened is not known for that one reason; others follow from it."""
    made = {unknown.subject for unknown in found.unknowns if unknown.code == MADE_BY_FUNCTION.code}
    kept = (u for u in found.unknowns if u.subject not in made or u.code not in FOLLOWING)
    return replace(found, unknowns=tuple(kept))


def _marked(facts: tuple[Made, ...], makers: Mapping[str, MadeBy]) -> tuple[Made, ...]:
    return tuple(_at_its_making(fact, makers[fact.id]) if fact.id in makers else fact for fact in facts)


def _at_its_making(fact: Made, maker: MadeBy) -> Made:
    return replace(fact, made_by=maker, where=maker.where, end_line=maker.where.line)
