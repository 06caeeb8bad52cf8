"""One op at a time: its text, what it needs around it, and what it stores."""

from random import Random

from hidden_labels.all_spellings import SPELLINGS
from hidden_labels.dispatch import DISPATCH
from hidden_labels.op_text import OpText
from hidden_labels.reaches import REACHES
from hidden_labels.spellings import Spelling
from hidden_labels.storing_nothing import OTHER_OPS
from hidden_labels.surroundings import surround
from hidden_labels.writes import IDIOMS, object_name

NOUNS = (
    "users", "orders", "items", "prices", "invoices", "parcels", "routes", "quotes", "returns", "ratings", "sessions",
    "visits", "stores", "staff", "rotas", "meters", "readings", "alarms", "tickets", "agents", "budgets", "forecasts",
)  # fmt: skip
VERBS = ("build", "load", "refresh", "make", "update", "export", "write", "run", "process", "handle", "do")


ENDS: tuple[tuple[str, ...], ...] = (
    (),
    (),
    ("return rows",),
    ("yield Output(rows)",),
    ("return Output(rows, metadata={'rows': len(rows)})",),
    ("context.add_output_metadata({'table': 'report'})", "return rows"),
    ("return Output(rows, metadata={'path': 'reports/latest.csv'})",),
)


def storing_op(random: Random, number: int, noun: str) -> OpText:
    """An op that stores the object ``noun``."""
    idiom = random.choice(IDIOMS)
    name = object_name(random, idiom, noun)
    spell = random.choices([item for item, _ in SPELLINGS], [weight for _, weight in SPELLINGS])[0]
    spelling = spell(random, noun, name)
    reaches = (*REACHES, *DISPATCH)
    reach = random.choices([item for item, _ in reaches], [weight for _, weight in reaches])[0]
    function = _function_name(random, noun, number)
    factory = spelling.is_constant and random.random() < 0.15
    reached = reach(random, idiom, "target" if factory else spelling.expression, number)
    around, lines, more_imports = surround(random, reached.body)
    traits = (idiom.name, spelling.name, reached.name, around, "factory" if factory else "decorator")
    end = random.choice(ENDS)
    body = ("rows = list(rows)", *lines, *end)
    resources = (reached.resource[0],) if reached.resource else ()
    text = _op_text(function, body, resources, spelling)
    if random.random() < 0.08:
        text = text.replace("\ndef ", "\nasync def ")
    definitions = (spelling.module, spelling.feeder_text)
    call = function
    if factory:
        make = _in_a_factory if random.random() < 0.6 else _in_a_method
        text, call = make(function, text, spelling.expression)
    return OpText(
        name=function, call=call, stores=noun, traits=traits, text=text, definitions=definitions,
        imports=(*reached.imports, *spelling.imports, *more_imports), settings=spelling.settings, storage=reached.storage,
        storage_imports=reached.storage_imports, config=spelling.config,
        config_node=spelling.feeder or function, resource=reached.resource, feeder=spelling.feeder, files=spelling.files,
    )  # fmt: skip


def other_op(random: Random, number: int) -> OpText:
    """An op that stores nothing that lasts under a known name."""
    other = random.choice(OTHER_OPS)
    function = f"{random.choice(VERBS)}_{random.choice(['batch', 'part', 'step', 'rest'])}_{number}"
    text = _op_text(function, other.lines, (), Spelling("", ""))
    return OpText(function, function, None, (other.name,), text, other.imports)


def _function_name(random: Random, noun: str, number: int) -> str:
    verb = random.choice(VERBS)
    return random.choice(
        [f"{verb}_{noun}", f"{verb}_{noun}_{number}", f"{verb}_step_{number}", f"{noun}_task"]
    )


def _op_text(function: str, body: tuple[str, ...], resources: tuple[str, ...], spelling: Spelling) -> str:
    arguments = []
    if resources:
        arguments.append("required_resource_keys={" + ", ".join(repr(key) for key in resources) + "}")
    parameters = ["context", "rows"]
    if spelling.parameter:
        parameters.append(spelling.parameter)
    before = ""
    if spelling.name == "op_config":
        arguments.append('config_schema={"target": str}')
    if spelling.name == "Config class":
        before = f"class {function.title().replace('_', '')}Config(Config):\n    target: str\n\n"
        parameters.insert(1, f"config: {function.title().replace('_', '')}Config")
    decorator = f"@op({', '.join(arguments)})" if arguments else "@op"
    lines = "\n".join(f"    {line}" for line in body)
    return f"{before}{decorator}\ndef {function}({', '.join(parameters)}):\n{lines}"


def _in_a_factory(function: str, text: str, expression: str) -> tuple[str, str]:
    decorated = text.replace("@op(", f'@op(name="{function}", ').replace("@op\n", f'@op(name="{function}")\n')
    inner = "\n".join(f"    {line}" if line else "" for line in decorated.splitlines())
    maker, made = f"make_{function}", f"{function}_made"
    return f"def {maker}(target):\n{inner}\n\n    return {function}\n\n\n{made} = {maker}({expression})", made


def _in_a_method(function: str, text: str, expression: str) -> tuple[str, str]:
    decorated = text.replace("@op(", "@op(name=self.name, ").replace("@op\n", "@op(name=self.name)\n")
    inner = "\n".join(f"        {line}" if line else "" for line in decorated.splitlines())
    maker, made = f"Make{function.title().replace('_', '')}", f"{function}_made"
    return (
        f"class {maker}:\n    def __init__(self, name, target):\n        self.name, self.place = name, target\n\n"
        f"    def build(self):\n        target = self.place\n\n{inner}\n\n        return {function}\n\n\n"
        f"{made} = {maker}({function!r}, {expression}).build()"
    ), made
