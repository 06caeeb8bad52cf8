"""Ops with two outputs, each of which stands for an object of its own."""

from random import Random

from hidden_labels.op_text import OpText
from hidden_labels.reaches import REACHES
from hidden_labels.spellings import literal
from hidden_labels.writes import IDIOMS, object_name

PLAIN_REACHES = tuple(item for item in REACHES if item[0].__name__ not in ("_resource", "_configurable"))
"""Those that need nothing of the jobs."""
ENDS = (
    ("return rows, rows",),
    ('yield Output(rows, "{0}")', 'yield Output(rows, output_name="{1}")'),
    ('return Output(rows, "{0}"), Output(rows, "{1}")',),
)


def two_outputs_op(random: Random, number: int, nouns: tuple[str, str]) -> OpText:
    """An op that writes the objects ``nouns`` and has an output named after each."""
    function = f"make_both_{number}"
    body: list[str] = []
    imports: list[str] = []
    storage: list[str] = []
    storage_imports: list[str] = []
    traits = ["two outputs"]
    for place, noun in enumerate(nouns):
        idiom = random.choice(IDIOMS)
        spelling = literal(random, noun, object_name(random, idiom, noun))
        reach = random.choices(*zip(*PLAIN_REACHES, strict=True))[0]
        reached = reach(random, idiom, spelling.expression, 100 + 2 * number + place)
        body += reached.body
        imports += reached.imports
        storage += [reached.storage] if reached.storage else []
        storage_imports += reached.storage_imports
        traits += [idiom.name, reached.name]
    end = [line.format(*nouns) for line in random.choice(ENDS)]
    lines = "\n".join(f"    {line}" for line in ("rows = list(rows)", *body, *end))
    outs = ", ".join(f'"{noun}": Out()' for noun in nouns)
    return OpText(
        name=function, call=function, stores=None, traits=tuple(traits),
        text=f"@op(out={{{outs}}})\ndef {function}(context, rows):\n{lines}",
        imports=("from dagster import Out", *imports), storage="\n\n".join(storage),
        storage_imports=tuple(storage_imports), outputs=nouns,
    )  # fmt: skip
