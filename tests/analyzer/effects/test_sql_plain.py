"""The reader of plain SQL says what the parser says, or nothing."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assetize.analyzer.effects.sql.reading import _read_parsed
from assetize.analyzer.effects.sql.simple import read_simple


@pytest.mark.parametrize(
    "text",
    [
        "select * from a, b",
        "select * from unnest(x)",
        "with c as (select 1) select * from c",
        "select * from (select * from a) x",
        'select * from "A"',
        "select extract(year from day), x from (values (1)) v",
        "insert overwrite table a select * from b",
        "update a set x = 1 from b",
        "delete from a using b where true",
        "create temp table t as select 1",
        "select x into a from b",
        "select * from a for update",
        "merge into a using b on true when matched then delete",
        "select * from a where x is distinct from y",
        "create table a like b",
        "",
    ],
)
def test_what_is_out_of_the_ordinary_is_left_to_the_parser(text: str) -> None:
    assert read_simple(text) is None


PLAIN = [
    "select * from shop.Users",
    "select a, (select max(x) from b) from c where d in (select e from f) order by g",
    "select extract(year from day) from a",
    "select * from a x join b as y on x.i = y.i left join c using (i) where x.a > 1 group by 1 having count(*) > 2 limit 3",
    "select * from a union all select * from b",
    "select 'it''s; from nowhere' from a",
    "insert into a values (1, 'x')",
    "insert into shop.a (x, y) select x, y from b where z = 'from c'",
    "create table a as select * from b",
    "create or replace view v as select * from b group by x",
    "create table a (id integer, name text)",
    "create table if not exists a (id integer primary key)",
    "drop table if exists a",
    "truncate table a",
    "delete from a",
    "delete from a where x = 1",
    "update a set x = 1, y = 'from b' where z = 2",
    "drop table a; create table a as select x from b; insert into a values (1)",
]


@pytest.mark.parametrize("text", PLAIN)
def test_it_agrees_with_the_parser(text: str) -> None:
    simple, parsed = read_simple(text), _read_parsed(text)
    assert simple is not None
    assert sorted(map(str, simple.uses)) == sorted(map(str, parsed.uses))


NAMES = st.sampled_from(["a", "shop.b", "raw.c_d", "E"])
COLUMNS = st.sampled_from(
    ["*", "x, y", "count(*) as n", "extract(year from day)", "case when x then 1 else 0 end", "'from z'"]
)
ALIASES = st.sampled_from(["", " t", " as t"])


@st.composite
def queries(draw: st.DrawFn, depth: int = 2) -> str:
    """A query that a person might write, with joins, unions and queries inside."""
    text = f"select {draw(COLUMNS)} from {draw(NAMES)}{draw(ALIASES)}"
    if draw(st.booleans()):
        kind = draw(st.sampled_from(["join", "left join", "inner join", "cross join", ","]))
        text += f" {kind} {draw(NAMES)}{draw(ALIASES)}" + (" on t.i = u.i" if kind.endswith("join") else "")
    condition = draw(st.sampled_from(["", " where x = 1", " where x in ({})", " where exists ({})"]))
    if "{}" in condition:
        condition = condition.format(draw(queries(depth - 1)) if depth else "select 1")
    text += condition + draw(st.sampled_from(["", " group by x", " order by x, y", " limit 3"]))
    if depth and draw(st.booleans()) and not text.endswith("3"):
        text += f" union all {draw(queries(depth - 1))}"
    return text


@st.composite
def scripts(draw: st.DrawFn) -> str:
    """Statements around queries."""
    heads = [
        "",
        "create table n as ",
        "insert into n ",
        "insert into n (x, y) ",
        "create or replace view n as ",
    ]
    plain = ["drop table if exists n", "truncate table n", "delete from n where x = 1", "update n set x = 1"]
    parts = [draw(st.sampled_from(heads)) + draw(queries()), draw(st.sampled_from(plain))]
    return "; ".join(draw(st.permutations(parts)))


@settings(max_examples=300, deadline=None)
@given(scripts())
def test_it_agrees_with_the_parser_on_written_queries(text: str) -> None:
    simple = read_simple(text)
    if simple is not None:
        parsed = _read_parsed(text)
        assert {(use.verb, use.name) for use in simple.uses} == {(use.verb, use.name) for use in parsed.uses}
