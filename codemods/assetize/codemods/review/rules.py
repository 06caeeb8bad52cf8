"""Why each kind of change is made: the rule behind a sentence that says what was done to a file."""

import re

from assetize.analyzer.records import dataclass


@dataclass(frozen=True, slots=True)
class Rule:
    """``name`` is its address on the page; ``pattern`` finds the sentences of what it did."""

    name: str
    title: str
    why: str
    pattern: re.Pattern[str]


RULES = (
    Rule(
        "asset",
        "An op whose output is kept becomes an asset",
        "The op writes one object whose name is known before a run, or its code declares what it makes. Its body stays as it is; the decorator says the "
        "asset's key, and the assets that it needs in place of the ops that ran before it.",
        re.compile(r"^op .* became (?:asset|a multi-asset)"),
    ),
    Rule(
        "graph-asset",
        "Ops that make an asset together stay ops",
        "Values that are only handed from op to op are stored nowhere today. As assets of their own they would be; so these ops stay steps of one graph-backed "
        "asset, in the same order and with the same values. An op that others call or run elsewhere stays an op, too.",
        re.compile(r"^wrote .*, which makes "),
    ),
    Rule(
        "asset-job",
        "A job keeps its name and selects its assets",
        "Schedules, sensors, tags and links name the job. It becomes an asset job of the same name in the same place, of exactly the assets that its ops made.",
        re.compile(r"^job .* became an asset job"),
    ),
    Rule(
        "external-asset",
        "What is read but made elsewhere is declared",
        "The project reads this object and nothing in it makes it. A declared asset shows it in the lineage; Dagster does not materialize it.",
        re.compile(r"^declared external asset"),
    ),
    Rule(
        "registration",
        "Code locations hand out the new definitions",
        "Dagster loads only what is registered. The assets, and the resources that the job brought along, are added to the same code location.",
        re.compile(r" has (?:assets|resources)"),
    ),
    Rule(
        "name",
        "Assets are called by what they are",
        "An op is called by what it does, an asset by what it is. The function takes the asset's name wherever it is used; keep-function-names in the "
        "settings leaves all names.",
        re.compile(r" is called "),
    ),
    Rule(
        "order",
        "Order without values is kept",
        "The op ran after another one without taking its value. A new input, or an op that waits for all others, keeps that order.",
        re.compile(r" waits for "),
    ),
    Rule(
        "returns-nothing",
        "An op that returns nothing says so",
        "Without an annotation Dagster would hand the missing value to the I/O manager, which was not called before.",
        re.compile(r" says that it returns nothing"),
    ),
    Rule(
        "unused",
        "What nothing uses any more goes",
        "The definition was used by the upgraded jobs alone.",
        re.compile(r"^removed "),
    ),
    Rule(
        "steps",
        "Names of steps follow",
        "Run config, look-ups and tests name the steps of a job. An asset's step is called by its key.",
        re.compile(r"^run config names |is looked up as |is run through "),
    ),
    Rule(
        "partitions",
        "Partitions move from the job to its assets",
        "A partitioned job hands each run a partition. Its assets have the partitions now, and runs are asked for by partition key.",
        re.compile(r" is asked for partitions |^partitioned config .* became its partitions"),
    ),
    Rule(
        "events",
        "An asset reports itself",
        "The op reported its object by an event of its own. Dagster reports an asset when it is materialized; the event's metadata goes with it.",
        re.compile(r" leaves it to its asset to report "),
    ),
    Rule(
        "place",
        "A definition stands above what names it",
        "The new text names it further up than the old one did, so it moves up with its comments.",
        re.compile(r"^moved "),
    ),
    Rule(
        "addresses",
        "Values stay where they were stored",
        "The I/O manager takes the address of a value from the names of a run. For an asset it takes it from the asset's key, at the same place as before.",
        re.compile(r"^I/O manager .* takes its address"),
    ),
    Rule(
        "imports",
        "Imports follow",
        "Names that the new text uses are imported, in the file's own style; those that nothing uses any more are not.",
        re.compile(r"^imports follow"),
    ),
)  # fmt: skip


def rule_of(sentence: str) -> Rule | None:
    """The rule behind what was done; None for what needs no reason."""
    return next((rule for rule in RULES if rule.pattern.search(sentence)), None)


def find_rule(name: str) -> Rule | None:
    """The rule of that name."""
    return next((rule for rule in RULES if rule.name == name), None)
