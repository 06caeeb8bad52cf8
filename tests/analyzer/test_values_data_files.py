"""YAML and JSON beside the modules, and the folders that hold them."""

from pathlib import Path

import pytest

from assetize.analyzer.api import analyze
from assetize.analyzer.files import find_files
from assetize.analyzer.inputs import fingerprint_others
from assetize.analyzer.names import read_sources
from assetize.analyzer.values import Known, NotKnown, Value, evaluate, render
from assetize.analyzer.values.value import elements_of

FILES = {
    "configs/orders.yaml": "table: orders\nschema: ${SCHEMA}\n",
    "configs/users.yaml": "table: users\nschema: raw\ncolumns: [id, name]\n",
    "configs/README.md": "notes",
    "configs/inner/more.yml": "table: more\n",
    "tables.json": '{"tables": ["a", "b"], "count": 2}',
    "broken.yaml": "a: [",
    "broken.json": "{",
    "dated.yaml": "day: 2024-01-01\nname: x\n",
    "bomb.yaml": "a: &a [x, x, x, x, x, x, x, x, x, x]\n"
    + "".join(
        f"{b}: &{b} [*{a}, *{a}, *{a}, *{a}, *{a}, *{a}, *{a}, *{a}]\n"
        for a, b in zip("abcdef", "bcdefg", strict=True)
    ),
    "circle.yaml": "&a [*a]\n",
    "unsafe.yaml": "!!python/object/apply:os.system ['touch hacked']\n",
    "data/rows.csv": "a,b",
}
PRELUDE = """
import glob, json, os, yaml
from pathlib import Path
from dagster import config_from_files, file_relative_path
HERE = Path(__file__).parent
"""


def _value(root: Path, expression: str, text: str = "") -> Value:
    _write(root)
    (root / "m.py").write_text(f"{PRELUDE}{text}\nresult = {expression}\n")
    sources = read_sources(find_files(root))
    source = sources.module("m")
    assert source is not None
    return evaluate(sources, "m", source.tree.body[-1].value)  # type: ignore[attr-defined]


def _write(root: Path) -> None:
    for name, words in FILES.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(words)


@pytest.mark.parametrize(
    "expression",
    [
        "yaml.safe_load(open(HERE / 'missing.yaml'))",
        "yaml.safe_load(open(HERE / 'broken.yaml'))",
        "yaml.safe_load(open(HERE / 'bomb.yaml'))",
        "yaml.safe_load(open(HERE / 'circle.yaml'))",
        "yaml.load(open(HERE / 'unsafe.yaml'), Loader=yaml.Loader)",
        "json.load(open(HERE / 'broken.json'))",
        "yaml.safe_load(open(os.environ['FILE']))",
        "yaml.safe_load(open('/etc/hosts.yaml'))",
        "yaml.safe_load(open(HERE / 'dated.yaml'))['day']",
        "os.listdir(os.environ['FOLDER'])",
        "os.listdir('/')",
        "os.listdir(HERE / 'missing')",
        "os.listdir(HERE / 'data')",
        "list((HERE / 'data').glob('*.csv'))",
        "glob.glob(str(HERE) + '/**/*.yaml')",
        "list((HERE / 'configs').glob(os.environ['PATTERN']))",
    ],
)
def test_not_known(expression: str, tmp_path: Path) -> None:
    assert isinstance(_value(tmp_path, expression), NotKnown)
    assert not (tmp_path / "hacked").exists()


@pytest.mark.parametrize(
    ("expression", "known"),
    [
        ("yaml.safe_load(open(file_relative_path(__file__, 'configs/users.yaml')))['table']", "users"),
        (
            "yaml.load((HERE / 'configs' / 'users.yaml').read_text(), yaml.FullLoader)['columns']",
            ("id", "name"),
        ),
        ("json.loads(Path('tables.json').read_text())['tables']", ("a", "b")),
        ("json.load((HERE / 'tables.json').open())['count']", 2),
        ("config_from_files([HERE / 'configs/orders.yaml', HERE / 'configs/users.yaml'])['table']", "users"),
        ("[p.stem for p in (HERE / 'configs').glob('*.yaml')]", ("orders", "users")),
        (
            "[p.name for p in sorted((HERE / 'configs').rglob('*.y*ml'))]",
            ("more.yml", "orders.yaml", "users.yaml"),
        ),
        ("[n for n in os.listdir('configs') if n.endswith('.yaml')]", ("orders.yaml", "users.yaml")),
        (
            "[os.path.splitext(n)[0] for n in os.listdir('configs') if n.endswith('.yaml')]",
            ("orders", "users"),
        ),
        (
            "[p.name for p in (HERE / 'configs').iterdir() if p.suffix == '.yaml']",
            ("orders.yaml", "users.yaml"),
        ),
        ("[n for r, d, names in os.walk('configs') for n in names if n.endswith('.yml')]", ("more.yml",)),
        ("{p.stem: yaml.safe_load(p.read_text())['table'] for p in HERE.glob('configs/*.yaml')}", None),
        ("[yaml.safe_load(open(p))['table'] for p in glob.glob('configs/*.yaml')]", ("orders", "users")),
    ],
)
def test_known(expression: str, known: object, tmp_path: Path) -> None:
    found = _value(tmp_path, expression)

    assert found == Known(known) if known is not None else isinstance(found, NotKnown)


def test_a_placeholder_is_the_environments(tmp_path: Path) -> None:
    assert render(_value(tmp_path, "yaml.safe_load(open('configs/orders.yaml'))['schema']")) == "{env:SCHEMA}"


def test_paths_of_a_folder_start_in_the_project(tmp_path: Path) -> None:
    found = elements_of(_value(tmp_path, "list((HERE / 'configs').glob('*.yaml'))"))

    assert [render(path) for path in found or ()] == [
        "{project:root}/configs/orders.yaml",
        "{project:root}/configs/users.yaml",
    ]


FACTORY = (
    PRELUDE
    + """
import pandas as pd
from dagster import Definitions, job, op

def make(spec):
    @op(name=f"load_{spec['table']}")
    def load():
        pd.DataFrame().to_sql(spec["table"], "sqlite://")

    @job(name=f"{spec['table']}_job")
    def _job():
        load()
    return _job
"""
)
LOADS = {
    "comprehension": "jobs = [make(yaml.safe_load(p.read_text())) for p in (HERE / 'configs').glob('*.yaml')]",
    "loop": """
jobs = []
for path in sorted((HERE / "configs").glob("*.yaml")):
    with open(path) as stream:
        spec = yaml.safe_load(stream)
    jobs.append(make(spec))
""",
    "names_that_are_skipped": """
jobs = []
for name in os.listdir(HERE / "configs"):
    if not name.endswith(".yaml"):
        continue
    spec = yaml.safe_load(open(os.path.join(HERE, "configs", name)))
    jobs.append(make(spec))
""",
    "function": """
def load_all():
    found = {}
    for path in (HERE / "configs").glob("*.yaml"):
        spec = yaml.safe_load(path.read_text())
        if not spec:
            continue
        found[path.stem] = {"owner": "data", **spec}
    return found

jobs = [make(spec) for spec in load_all().values()]
""",
    "generator": """
def specs():
    for path in (HERE / "configs").glob("*.yaml"):
        yield yaml.safe_load(path.read_text())

jobs = [make(spec) for spec in specs()]
""",
    "list_of_the_module": """
SPECS = []
for path in (HERE / "configs").glob("*.yaml"):
    SPECS.append(yaml.safe_load(path.read_text()))
jobs = [make(spec) for spec in SPECS]
""",
}


@pytest.mark.parametrize("load", LOADS)
def test_factory_over_files(load: str, tmp_path: Path) -> None:
    _write(tmp_path)
    (tmp_path / "m.py").write_text(f"{FACTORY}{LOADS[load]}\ndefs = Definitions(jobs=jobs)\n")
    analysis = analyze(tmp_path)

    assert {item.asset_key for item in analysis.outputs} == {("orders",), ("users",)}
    assert {job.name for job in analysis.project.jobs} == {"orders_job", "users_job"}
    assert not analysis.project.unknowns


def test_turns_that_may_be_skipped_are_not_opened(tmp_path: Path) -> None:
    _write(tmp_path)
    loop = LOADS["names_that_are_skipped"].replace(
        "not name.endswith", "os.getenv(name) or not name.endswith"
    )
    (tmp_path / "m.py").write_text(FACTORY + loop)
    analysis = analyze(tmp_path)

    assert {unknown.code for unknown in analysis.project.unknowns} >= {"AZ124"}
    assert [item.decision for item in analysis.outputs] == ["none"]


@pytest.mark.parametrize("name", ["configs/users.yaml", "configs/new.yaml", "configs/new.csv", "tables.json"])
def test_a_changed_file_is_a_changed_input(name: str, tmp_path: Path) -> None:
    _write(tmp_path)
    before = fingerprint_others(tmp_path)
    (tmp_path / name).write_text("table: other")

    assert fingerprint_others(tmp_path) != before
