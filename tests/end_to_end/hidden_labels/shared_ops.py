"""One op for several objects: each use is handed another name."""

from dataclasses import dataclass
from random import Random

from hidden_labels.labelled import Label
from hidden_labels.reaches import indented
from hidden_labels.spellings import literal
from hidden_labels.two_outputs import PLAIN_REACHES
from hidden_labels.writes import IDIOMS, object_name


@dataclass(frozen=True, slots=True)
class SharedOp:
    """``lines``: what each job's body says, by the job's number."""

    text: str
    imports: tuple[str, ...]
    storage: str
    storage_imports: tuple[str, ...]
    lines: dict[int, tuple[str, ...]]
    labels: tuple[Label, ...]


def shared_op(random: Random, number: int, nouns: tuple[str, str], jobs: int) -> SharedOp:
    """An op that two jobs use, or one job twice."""
    idiom = random.choice(IDIOMS)
    function, feeders = f"share_{number}", [f"name_{number}_{place}" for place in range(2)]
    reach = random.choices(*zip(*PLAIN_REACHES, strict=True))[0]
    reached = reach(random, idiom, "given", number)
    spelled = [literal(random, noun, object_name(random, idiom, noun)).expression for noun in nouns]
    texts = [
        f"@op\ndef {feeder}():\n    return {expression}"
        for feeder, expression in zip(feeders, spelled, strict=True)
    ]
    body = ("rows = list(rows)", *reached.body, "return rows")
    texts.append(f"@op\ndef {function}(context, rows, given):\n{indented(body, 1)}")
    places = (0, 1) if jobs > 1 and random.random() < 0.5 else (0, 0)
    names = [function, function] if places == (0, 1) else [f"{function}_{noun}" for noun in nouns]
    lines: dict[int, tuple[str, ...]] = {}
    labels: list[Label] = []
    for place, noun, name, feeder in zip(places, nouns, names, feeders, strict=True):
        made = f"ops.{function}" if name == function else f'ops.{function}.alias("{name}")'
        lines[place] = (*lines.get(place, ()), f"{made}(rows, ops.{feeder}())")
        traits = ("shared op", idiom.name, reached.name)
        labels.append(Label(f"job_{place}", function, noun, traits, node=name))
        labels.append(Label(f"job_{place}", feeder, None, ("feeder",)))
    return SharedOp(
        "\n\n\n".join(texts), reached.imports, reached.storage, reached.storage_imports, lines, tuple(labels)
    )
