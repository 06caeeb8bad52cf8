"""Names that a file beside the module holds, or that a few statements put together."""

import json
from random import Random

from hidden_labels.spellings import Spelling


def yaml_file(random: Random, noun: str, name: str) -> Spelling:
    """``yaml.safe_load`` of a file that is opened beside the module."""
    table = f"{noun.upper()}_PLACES"
    opened = f'open(Path(__file__).parent / "{noun}.yaml")'
    module = random.choice(
        [
            f"with {opened} as stream:\n    {table} = yaml.safe_load(stream)",
            f"{table} = yaml.safe_load({opened})",
            f"def read_{noun}(file):\n    with open(file) as stream:\n        return yaml.safe_load(stream)\n\n"
            f'{table} = read_{noun}(Path(__file__).parent / "{noun}.yaml")',
        ]
    )
    imports = ("import yaml", "from pathlib import Path")
    text = f"rows: 10\nplaces:\n  main: {json.dumps(name)}\n  spare: other\n"
    return Spelling(
        "YAML file", f'{table}["places"]["main"]', imports, module=module, files=((f"{noun}.yaml", text),)
    )


def json_file(random: Random, noun: str, name: str) -> Spelling:
    """``json.loads`` of a file beside the module."""
    constant = f"{noun.upper()}_PLACE"
    read = f'json.loads((Path(__file__).parent / "{noun}.json").read_text())'
    text = json.dumps({"place": name, "spare": ["other"]})
    return Spelling(
        "JSON file",
        constant,
        ("import json", "from pathlib import Path"),
        module=f'{constant} = {read}["place"]',
        files=((f"{noun}.json", text),),
    )


def put_together(random: Random, noun: str, name: str) -> Spelling:
    """A dict that a loop fills, in a function or at the top of the module."""
    table = f"{noun.upper()}_BUILT"
    pairs = f"[('main', {name!r}), ('spare', 'other')]"
    if random.random() < 0.5:
        module = f"{table} = {{}}\nfor kind, place in {pairs}:\n    {table}[kind] = place"
    else:
        module = (
            f"def build_{noun}_places():\n    found = {{}}\n    for kind, place in {pairs}:\n"
            f"        if not place:\n            continue\n        found[kind] = place\n    return found\n\n"
            f"{table} = build_{noun}_places()"
        )
    return Spelling("put together", f'{table}["main"]', module=module)
