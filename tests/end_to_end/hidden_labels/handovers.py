"""Names that come to an op through its inputs: from another op, or by default."""

from random import Random

from hidden_labels.spellings import Spelling


def from_an_op(random: Random, noun: str, name: str) -> Spelling:
    """Another op returns the name."""
    feeder = f"{noun}_place"
    constant = f"{noun.upper()}_PLACE_NAME"
    ways = (
        (f"@op\ndef {feeder}():\n    return {name!r}", ""),
        (f"@op\ndef {feeder}():\n    yield Output({name!r})", ""),
        (f"@op\ndef {feeder}(context) -> str:\n    place = {constant}\n    context.log.info(place)\n    return Output(place)",
         f"{constant} = {name!r}"),
    )  # fmt: skip
    text, module = random.choice(ways)
    return Spelling("from an op", "given", module=module, parameter="given", feeder=feeder, feeder_text=text)


def dict_from_an_op(random: Random, noun: str, name: str) -> Spelling:
    """Another op returns a few names by key."""
    feeder = f"{noun}_names"
    text = f"@op\ndef {feeder}():\n    return {{'place': {name!r}, 'batch': 500}}"
    expression = random.choice(['given["place"]', 'given.get("place")'])
    return Spelling("dict from an op", expression, parameter="given", feeder=feeder, feeder_text=text)


def object_from_an_op(random: Random, noun: str, name: str) -> Spelling:
    """Another op returns an object that carries the name."""
    feeder, kind = f"{noun}_settings", f"{noun.title()}Given"
    text = f"@op\ndef {feeder}():\n    return {kind}(place={name!r})"
    carrier = f"@dataclass\nclass {kind}:\n    place: str\n    batch: int = 500"
    return Spelling(
        "object from an op", "given.place", ("from dataclasses import dataclass",), module=carrier,
        parameter="given", feeder=feeder, feeder_text=text,
    )  # fmt: skip


def config_of_an_op(random: Random, noun: str, name: str) -> Spelling:
    """Another op returns what the job's config gives it."""
    feeder = f"{noun}_choice"
    text = f'@op(config_schema={{"target": str}})\ndef {feeder}(context):\n    return context.op_config["target"]'
    return Spelling(
        "config of an op", "given", config=name, parameter="given", feeder=feeder, feeder_text=text
    )


def default_of_an_input(random: Random, noun: str, name: str) -> Spelling:
    """Nothing feeds the input: it has its default."""
    return Spelling("default of an input", "given", parameter=f"given={name!r}")
