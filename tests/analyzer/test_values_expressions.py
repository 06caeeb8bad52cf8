"""What expressions are known to give; what is not known comes first."""

import ast
from pathlib import Path

import pytest

from assetize.analyzer.files import find_files
from assetize.analyzer.names import read_sources
from assetize.analyzer.values import (
    Hole,
    Instance,
    Known,
    NotKnown,
    Template,
    Value,
    evaluate,
    names_one_object,
    render,
    substitute,
)

PRELUDE = """
import os, pathlib, textwrap, string, enum, dataclasses
import os.path as p
from os import getenv, environ
from pathlib import Path
from dagster import EnvVar, file_relative_path
from sqlalchemy import text
"""


def value(root: Path, expression: str, text: str = "", bindings: dict[str, Value] | None = None) -> Value:
    (root / "shop").mkdir(exist_ok=True)
    (root / "shop" / "a.py").write_text(f"{PRELUDE}{text}\n({expression})\n")
    sources = read_sources(find_files(root))
    assert sources.diagnostics == ()
    (module_id,) = sources.known_modules
    source = sources.modules[module_id]
    last = source.tree.body[-1]
    assert isinstance(last, ast.Expr)
    return evaluate(sources, module_id, last.value, bindings or {})


@pytest.mark.parametrize(
    ("expression", "text", "reason"),
    [
        ("unknown", "", "not defined"),
        ("f()", "def f(): pass", "does not always return"),
        ("os.getpid()", "", "os.getpid gives is not known"),
        ("pandas.x", "import pandas", "not part of the project"),
        ("x", "x = 1\nx = 2", "assigned again"),
        ("x", "if y:\n    x = 'a'\nelse:\n    x = 'b'", "assigned again"),
        ("x", "x = y\ny = x", "back to itself"),
        ("x", "for x in z: pass", "variable of a loop"),
        ("x", "x = ['a']\nx.append(fetch())\nx.sort()", "changed while running"),
        ("x['a']", "x = {'a': 1}\ndef f():\n    x.update(b=1)", "changed in place"),
        ("x['a']['b']", "x = {'a': {'b': 1}}\nx['a']['b'] = 2", "changed in place"),
        ("x['b']", "x = {'a': 1}", "no known value"),
        ("x[unknown]", "x = {'a': 1}", "is not known"),
        ("[1, 2][5]", "", "no known value"),
        ("'a' if z else 'b'", "", "depends on z"),
        ("'a' + 1", "", "added"),
        ("1 / 2j", "", "computed"),
        ("'x' * 10**9", "", "computed"),
        ("'x' * 1000000000", "", "product"),
        ("[*unknown]", "", "not known"),
        ("{unknown: 1}", "", "not known"),
        ("{**unknown}", "", "not known"),
        ("lambda: 1", "", "computed"),
        ("[x for x in y]", "", "computed"),
        ("[x for x in ['a'] if unknown]", "", "computed"),
        ("{x: 1 for x in [unknown]}", "", "computed"),
        ("f('a')", "async def f(x):\n    return x", "no plain function"),
        ("f('a')", "@cached\ndef f(x):\n    return x", "decorated"),
        ("f('a', 'b')", "def f(x):\n    return x", "arguments that are not known"),
        ("f()", "def f(x):\n    return x", "arguments that are not known"),
        ("f('a', x='b')", "def f(x):\n    return x", "arguments that are not known"),
        ("f(*unknown)", "def f(x):\n    return x", "arguments that are not known"),
        ("f(**unknown)", "def f(x):\n    return x", "arguments that are not known"),
        ("f('a')", "def f(x):\n    if x: return x\n    return 'other'", "different values"),
        ("f('a')", "def f(x):\n    if x: return x", "does not always return"),
        ("f('a')", "def f(x):\n    return f(x)", "calls itself"),
        ("f('a')", "def f(x):\n    return g(x) + g(x)\ndef g(x):\n    return f(x)", "calls itself"),
        ("Color.RED", "class Color(enum.Enum):\n    RED = 'r'", "enum member"),
        ("'a'.join(unknown)", "", "computed"),
        ("'a'.encode()", "", "computed"),
        ("Path('x.sql').read_text()", "", "not in the project"),
        ("Path('/etc/hosts.txt').read_text()", "", "not in the project"),
        ("Path(getenv('A')).read_text()", "", "not in the project"),
        ("getenv(unknown)", "", "name is not known"),
        ("environ['A'] or environ['B'] or 'c'", "", "condition"),
        ("...", "", "..."),
    ],
)
def test_what_is_not_known(tmp_path: Path, expression: str, text: str, reason: str) -> None:
    found = value(tmp_path, expression, text)
    assert isinstance(found, NotKnown), found
    assert reason in found.reason


def test_expressions_that_grow_without_end_are_given_up(tmp_path: Path) -> None:
    doubled = "x0 = 'lol' * 1000\n" + "\n".join(f"x{n + 1} = x{n} + x{n}" for n in range(40))
    assert isinstance(value(tmp_path, "x40", doubled), NotKnown)
    calls = "def f0(): return g()\n" + "\n".join(f"def f{n + 1}(): return f{n}() + f{n}()" for n in range(40))
    assert isinstance(value(tmp_path, "f40()", calls), NotKnown)
    assert isinstance(value(tmp_path, "f'{1:>10000000000}'"), Template)
    assert isinstance(value(tmp_path, "'%10000000d' % 1"), Template | Known)
    deep = "-" * 500 + "1"
    assert isinstance(value(tmp_path, deep), NotKnown)


def test_a_long_sum_is_no_deep_nesting(tmp_path: Path) -> None:
    assert value(tmp_path, " + ".join(["'a'"] * 500)) == Known("a" * 500)


@pytest.mark.parametrize(
    ("expression", "text", "expected"),
    [
        ("'a'", "", "a"),
        ("x", "x = 'a'", "a"),
        ("x", "x: str = 'a'", "a"),
        ("x", "x = y = 'a'", "a"),
        ("y", "x, y = 'a', 'b'", "b"),
        ("y", "pair = ('a', 'b')\nx, y = pair", "b"),
        ("x", "if z:\n    x = 'a'\nelse:\n    x = 'a'", "a"),
        ("x", "try:\n    x = 'a'\nexcept E:\n    x = 'a'", "a"),
        ("'a' 'b'", "", "ab"),
        ("x + '.' + y", "x = 's'\ny = 't'", "s.t"),
        ("f'{x}.{y}'", "x = 's'\ny = 't'", "s.t"),
        ("f'{x!s}_{n:03d}_{x!r}'", "x = 's'\nn = 7", "s_007_'s'"),
        ("f'{x:>{w}}'", "x = 's'\nw = 3", "  s"),
        ("'%s.%s' % (x, 't')", "x = 's'", "s.t"),
        ("'%s' % x", "x = 's'", "s"),
        ("'%(a)s.%(b)03d%%' % {'a': 's', 'b': 7}", "", "s.007%"),
        ("'{}.{}'.format(x, 't')", "x = 's'", "s.t"),
        ("'{1}.{0}'.format(x, 't')", "x = 's'", "t.s"),
        ("'{a}.{b:>3}{{}}'.format(a=x, b='t')", "x = 's'", "s.  t{}"),
        ("'{a}'.format(**{'a': 's'})", "", "s"),
        ("'.'.join(['s', x])", "x = 't'", "s.t"),
        ("string.Template('$a.${b}$$').substitute(a='s', b='t')", "", "s.t$"),
        ("string.Template('$a').safe_substitute({'a': 's'})", "", "s"),
        ("x.lower() + x.upper() + x.title()", "x = 'aB'", "abABAb"),
        ("' a '.strip()", "", "a"),
        ("'a-b'.replace('-', '_')", "", "a_b"),
        ("'a.b'.split('.')[1]", "", "b"),
        ("'raw_users'.removeprefix('raw_')", "", "users"),
        ("'a.b'.rpartition('.')[0]", "", "a"),
        ("'ab'[1]", "", "b"),
        ("'abc'[1:]", "", "bc"),
        ("x['s']['t']", "x = {'s': {'t': 'u'}}", "u"),
        ("x['s']", "x = dict(s='t')", "t"),
        ("{**x, 's': 'u'}['s']", "x = {'s': 't'}", "u"),
        ("x.get('s', 'd')", "x = {'s': 't'}", "t"),
        ("x.get('u', 'd')", "x = {'s': 't'}", "d"),
        ("[*x, 'c'][-1]", "x = ['a']", "c"),
        ("(x + ['c'])[1]", "x = ['a']", "c"),
        ("str(5) + str('a')", "", "5a"),
        ("textwrap.dedent('''\n  a\n    b''')", "", "\na\n  b"),
        ("text('select 1')", "", "select 1"),
        ("None or 'a'", "", "a"),
        ("'' or 'a'", "", "a"),
        ("x and 'a'", "x = True", "a"),
        ("'a' if x == 1 else 'b'", "x = 1", "a"),
        ("'a' if x in (2, 3) else 'b'", "x = 1", "b"),
        ("'a' if x is not None else 'b'", "x = None", "b"),
        ("'a' if not x else 'b'", "x = False", "a"),
        ("'a' if z else 'a'", "", "a"),
        ("(x := 'a')", "", "a"),
        ("A.TABLE", "class A:\n    TABLE = 'users'", "users"),
        ("B.TABLE", "class A:\n    TABLE = 'users'\nclass B(A): ...", "users"),
        ("A.FULL", "class A:\n    TABLE = 'users'\n    FULL = 's.' + TABLE", "s.users"),
        ("A.B.x", "class A:\n    class B:\n        x = 'y'", "y"),
        ("Color.RED.value", "class Color(enum.Enum):\n    RED = 'r'", "r"),
        ("Color.RED.name", "class Color(enum.Enum):\n    RED = 'r'", "RED"),
        ("Color.RED", "class Color(str, enum.Enum):\n    RED = 'r'", "r"),
        (
            "f('t')",
            "def f(table, schema='s'):\n    '''doc'''\n    name = schema + '.' + table\n    return name",
            "s.t",
        ),
        ("f(schema='x', table='t')", "def f(table, *, schema='s'):\n    return f'{schema}.{table}'", "x.t"),
        ("f(*['a', 'b'])", "def f(*names):\n    return '.'.join(names)", "a.b"),
        ("f(**{'a': 'b'})", "def f(**names):\n    return names['a']", "b"),
        ("f('a')", "import functools\n@functools.lru_cache(None)\ndef f(x):\n    return x", "a"),
        ("A.f('a')", "class A:\n    @staticmethod\n    def f(x):\n        return x", "a"),
        ("A.f('a')", "class A:\n    @classmethod\n    def f(cls, x):\n        return x", "a"),
        ("f()('a')", "def f():\n    return str", None),
        ("f('a')", "def f(x):\n    if x == 'a':\n        return x\n    else:\n        return 'a'", "a"),
        ("len(x) * 'a'", "x = [1, 2]", "aa"),
        ("sorted({'b': 1, 'a': 2})[0]", "", "a"),
        ("list(x.items())[0][1]", "x = {'a': 'b'}", "b"),
    ],
)
def test_texts(tmp_path: Path, expression: str, text: str, expected: str | None) -> None:
    found = value(tmp_path, expression, text)
    assert render(found) == expected, found


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("os.path.join('a', 'b', 'c.csv')", "a/b/c.csv"),
        ("p.join('a/', 'b')", "a/b"),
        ("os.path.join('a', '/b')", "/b"),
        ("Path('a') / 'b' / 'c.csv'", "a/b/c.csv"),
        ("Path('a', 'b')", "a/b"),
        ("pathlib.Path('./a//b')", "a/b"),
        ("str(Path('a') / 'b')", "a/b"),
        ("(Path('a') / 'b.csv').name", "b.csv"),
        ("Path('a/b.csv').stem", "b"),
        ("Path('a/b.csv').parent / 'c'", "a/c"),
        ("Path('a/b.csv').with_suffix('.pq')", "a/b.pq"),
        ("Path('a/b.csv').with_name('c')", "a/c"),
        ("Path('a').joinpath('b', 'c').as_posix()", "a/b/c"),
        ("Path.cwd() / 'data'", "data"),
        ("Path.home() / 'data'", "~/data"),
        ("os.path.dirname('a/b.csv')", "a"),
        ("os.path.basename('a/b.csv')", "b.csv"),
        ("'s3://bucket' + '/key'", "s3://bucket/key"),
        ("os.path.join('s3://bucket', 'key')", "s3://bucket/key"),
        ("__file__", "{project:root}/shop/a.py"),
        ("Path(__file__).parent / 'x.csv'", "{project:root}/shop/x.csv"),
        ("Path(__file__).resolve().parent.parent / 'data' / 'x.csv'", "{project:root}/data/x.csv"),
        ("os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', 'x.csv')", "{project:root}/x.csv"),
        ("file_relative_path(__file__, '../x.csv')", "{project:root}/x.csv"),
        ("Path(__file__).with_suffix('.sql')", "{project:root}/shop/a.sql"),
        ("Path(getenv('HOME_FOLDER')) / 'x.csv'", "{env:HOME_FOLDER}/x.csv"),
        ("Path('a') / unknown", "a/{unknown:unknown}"),
    ],
)
def test_paths(tmp_path: Path, expression: str, expected: str) -> None:
    assert render(value(tmp_path, expression)) == expected


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("getenv('SCHEMA')", "{env:SCHEMA}"),
        ("os.getenv('SCHEMA', 'public') + '.users'", "{env:SCHEMA}.users"),
        ("f\"{os.environ['SCHEMA']}.users\"", "{env:SCHEMA}.users"),
        ("environ.get('SCHEMA', default='x')", "{env:SCHEMA}"),
        ("EnvVar('SCHEMA')", "{env:SCHEMA}"),
        ("EnvVar('SCHEMA').get_value('x')", "{env:SCHEMA}"),
        ("getenv('SCHEMA') or 'public'", "{env:SCHEMA}"),
        ("getenv('SCHEMA').lower() + '_X'.lower()", "{env:SCHEMA.lower()}_x"),
        ("str(getenv('SCHEMA'))", "{env:SCHEMA}"),
        ("int(getenv('N', '5'))", "{env:N}"),
        ("'%s.users' % getenv('SCHEMA')", "{env:SCHEMA}.users"),
        ("'{}.users'.format(getenv('SCHEMA'))", "{env:SCHEMA}.users"),
        ("(' ' + getenv('A') + ' ').strip()", "{env:A}"),
        ("f'data_{unknown.x()}.csv'", "data_{unknown:unknown.x()}.csv"),
        ("'%s and %d' % (unknown, 1)", "{unknown:unknown} and 1"),
        ("'{a}'.format(a=unknown)", "{unknown:a}"),
        ("'{}'.format()", "{unknown:0}"),
        ("','.join([unknown, 'a'])", "{unknown:an element},a"),
        ("(getenv('A') + '.sql').removesuffix('.sql')", "{env:A}"),
        ("textwrap.dedent(f'''\n    a {getenv('A')}\n    b''')", "\na {env:A}\nb"),
    ],
)
def test_texts_with_holes(tmp_path: Path, expression: str, expected: str) -> None:
    assert render(value(tmp_path, expression)) == expected


def test_the_default_of_an_environment_variable_is_kept(tmp_path: Path) -> None:
    expected = Template((Hole("env", "SCHEMA", Known("public")),))
    assert value(tmp_path, "getenv('SCHEMA', 'public')") == expected
    assert value(tmp_path, "environ.get('SCHEMA', default='public')") == expected
    assert value(tmp_path, "getenv('SCHEMA') or 'public'") == expected
    upper = value(tmp_path, "getenv('SCHEMA', 'public').upper()")
    assert upper == Template((Hole("env", "SCHEMA", Known("PUBLIC"), ("upper",)),))


def test_which_texts_name_one_object(tmp_path: Path) -> None:
    assert names_one_object(value(tmp_path, "getenv('SCHEMA') + '.users'"))
    assert names_one_object(value(tmp_path, "__file__"))
    assert names_one_object(Known("users"))
    assert not names_one_object(value(tmp_path, "f'{unknown}.users'"))
    assert not names_one_object(Known(5))
    assert not names_one_object(NotKnown("why"))


def test_what_the_caller_binds(tmp_path: Path) -> None:
    config = Template((Hole("config", ""),))
    assert render(value(tmp_path, "table + '_x'", bindings={"table": Known("users")})) == "users_x"
    assert render(value(tmp_path, "config.schema", bindings={"config": config})) == "{config:schema}"
    assert render(value(tmp_path, "config['a']['b']", bindings={"config": config})) == "{config:a.b}"
    assert render(value(tmp_path, "config.get('a', 'x')", bindings={"config": config})) == "{config:a}"
    bindings: dict[str, Value] = {"context.op_config": Known({"table": "users"})}
    assert value(tmp_path, "context.op_config['table']", bindings=bindings) == Known("users")
    assert value(tmp_path, "context.op_config.get('x')", bindings=bindings) == Known(None)


def test_bindings_do_not_reach_other_modules_and_variables(tmp_path: Path) -> None:
    text = "table = 'global'\nfull = 's.' + table\ndef f():\n    return table"
    bindings: dict[str, Value] = {"table": Known("bound")}
    assert value(tmp_path, "full", text, bindings) == Known("s.global")
    assert value(tmp_path, "f()", text, bindings) == Known("global")
    assert value(tmp_path, "table", text, bindings) == Known("bound")


def test_filling_in_parameters() -> None:
    template = Template((Hole("param", "schema", None, ("lower",)), ".", Hole("env", "TABLE")))
    assert render(substitute(template, {"schema": Known("PUBLIC")})) == "public.{env:TABLE}"
    assert substitute(template, {}) == template
    assert substitute(Template((Hole("param", "x"),)), {"x": Known(5)}) == Known(5)
    assert render(substitute(template, {"schema": NotKnown("why")})) == "{unknown:schema}.{env:TABLE}"


def test_objects_of_the_projects_classes(tmp_path: Path) -> None:
    text = """
@dataclasses.dataclass
class Target:
    table: str
    schema: str = 'public'
    other: str = dataclasses.field(default='o')
    @property
    def full(self):
        return f'{self.schema}.{self.table}'
    def file(self, suffix):
        return self.full + suffix
class Warehouse:
    prefix = 'w'
    def __init__(self, schema, table='t'):
        self.schema = schema.upper()
        self.name = self.schema + '.' + table
        self.twice = 1
        self.twice = 2
users = Target('users')
house = Warehouse('s')
changed = Target('users')
changed.table = 'other'
"""
    assert value(tmp_path, "users.table", text) == NotKnown("table is assigned after the object was made")
    assert not names_one_object(value(tmp_path, "users.full", text))
    text = text.replace("changed.table = 'other'", "")
    assert value(tmp_path, "users.full", text) == Known("public.users")
    assert value(tmp_path, "users.file('.csv')", text) == Known("public.users.csv")
    assert value(tmp_path, "Target('a', schema='b').full", text) == Known("b.a")
    assert value(tmp_path, "users.other", text) == Known("o")
    assert value(tmp_path, "house.name", text) == Known("S.t")
    assert value(tmp_path, "house.prefix", text) == Known("w")
    assert value(tmp_path, "Warehouse('s', table='u').name", text) == Known("S.u")
    assert isinstance(value(tmp_path, "house.twice", text), NotKnown)
    assert isinstance(value(tmp_path, "house.missing", text), NotKnown)
    assert isinstance(value(tmp_path, "users", text), Instance)


def test_resources_whose_fields_the_caller_binds(tmp_path: Path) -> None:
    text = """
from dagster import ConfigurableResource
class Base(ConfigurableResource):
    schema_: str = 'public'
    bucket: str
class Warehouse(Base):
    def table(self, name):
        return f'{self.schema_}.{name}'
"""
    (module_id,) = ("a",)
    bound: dict[str, Value] = {"self": Instance(f"{module_id}:Warehouse", (("bucket", Known("b")),))}
    assert value(tmp_path, "self.bucket", text, bound) == Known("b")
    assert value(tmp_path, "self.schema_", text, bound) == Known("public")
    assert value(tmp_path, "self.table('users')", text, bound) == Known("public.users")
    assert isinstance(value(tmp_path, "self.unknown", text, bound), NotKnown)


def test_settings_read_from_the_environment_are_holes(tmp_path: Path) -> None:
    text = "from pydantic_settings import BaseSettings\nclass S(BaseSettings):\n    table: str = 'users'\nsettings = S()"
    assert value(tmp_path, "settings.table", text) == Template((Hole("env", "S.table", Known("users")),))


def test_members_of_enums_are_not_shown_alike_everywhere(tmp_path: Path) -> None:
    text = "class Color(str, enum.Enum):\n    RED = 'r'"
    assert render(value(tmp_path, "f'{Color.RED}'", text)) == "{unknown:Color.RED}"
    assert render(value(tmp_path, "f'{Color.RED.value}'", text)) == "r"


def test_sql_files_beside_the_module_are_read(tmp_path: Path) -> None:
    folder = tmp_path / "shop" / "sql"
    folder.mkdir(parents=True)
    (folder / "users.sql").write_bytes(b"\xef\xbb\xbfselect 1\r\nfrom users")
    (folder / "secret.env").write_text("secret")
    (folder / "latin.sql").write_bytes("größe".encode("latin-1"))
    (folder / "link.sql").symlink_to("/etc/hosts")
    expected = Known("select 1\nfrom users")
    here = "HERE = Path(__file__).parent"
    assert value(tmp_path, "open('sql/users.sql').read()") == expected
    assert value(tmp_path, "open('shop/sql/users.sql', 'r').read()") == expected
    assert value(tmp_path, "Path('shop/sql/users.sql').open().read()") == expected
    assert value(tmp_path, "(HERE / 'sql' / 'users.sql').read_text(encoding='utf-8')", here) == expected
    assert value(tmp_path, "open(file_relative_path(__file__, 'sql/users.sql')).read()") == expected
    assert isinstance(value(tmp_path, "open('sql/secret.env').read()"), NotKnown)
    assert isinstance(value(tmp_path, "open('sql/latin.sql').read()"), NotKnown)
    assert isinstance(value(tmp_path, "open('sql/link.sql').read()"), NotKnown)
    assert isinstance(value(tmp_path, "open('../sql/users.sql').read()"), NotKnown)


def test_a_file_that_may_be_either_of_two_is_not_read(tmp_path: Path) -> None:
    (tmp_path / "shop").mkdir()
    (tmp_path / "x.sql").write_text("one")
    (tmp_path / "shop" / "x.sql").write_text("two")
    assert isinstance(value(tmp_path, "open('x.sql').read()"), NotKnown)
    assert value(tmp_path, "open(file_relative_path(__file__, 'x.sql')).read()") == Known("two")


@pytest.mark.parametrize("method", ["format", "substitute"])
def test_formats_that_python_refuses_are_not_known_or_holes(tmp_path: Path, method: str) -> None:
    for pattern in ("'{'", "'{0.x.y[1]}'", "'{a!z}'", "'$'"):
        assert not isinstance(value(tmp_path, f"{pattern}.{method}(1, a=2).missing"), Known)
