"""Dagster types: what values pass, loaders, custom checks, annotations, and their failures."""

import typing
from typing import Any, Optional

from engine import current

dg = current()
INSTANCE = dg.DagsterInstance.ephemeral()  # one for all cases: Dagster needs a while to make it


def refused(call):
    """The class of the error, and of its cause."""
    try:
        return call()
    except Exception as error:
        return type(error).__name__


def passes(kind, *values):
    return [dg.check_dagster_type(kind, value).success for value in values]


class Thing:
    pass


class Other(Thing):
    pass


def run_op(op, config=None, **settings):
    @dg.job(**settings)
    def a_job():
        op()

    return a_job.execute_in_process(instance=INSTANCE, run_config=config)


def makes(kind, value):
    @dg.op(out=dg.Out(kind))
    def maker():
        return value

    return run_op(maker).output_for_node("maker")


def takes(kind, value):
    @dg.op(ins={"x": dg.In(kind)})
    def taker(x):
        return "taken"

    @dg.op
    def maker():
        return value

    @dg.job
    def a_job():
        taker(maker())

    return a_job.execute_in_process(instance=INSTANCE).output_for_node("taker")


def case_scalars():
    return [
        passes(dg.Int, "1", None, True),
        passes(dg.Float, 1),
        passes(dg.String, 1),
        passes(dg.Bool, 1),
        passes(dg.Nothing, None, 1),
        passes(list, []),
    ]


def case_collections():
    return [
        passes(dg.List[int], [1], ["a"], (1,)),
        passes(dg.Optional[dg.List[int]], None, ["a"]),
        passes(dg.Dict[str, int], {"a": 1}, {"a": "b"}),
        passes(dg.Set[int], {1}, [1]),
        passes(dg.Tuple[int, str], (1, "a"), ("a", 1)),
    ]


def case_typing_annotations():
    return [
        takes(list[int], [1]),
        refused(lambda: takes(list[int], ["a"])),
        takes(Optional[int], None),  # noqa: UP045
        refused(lambda: takes(dict[str, int], {"a": "b"})),
        takes(tuple[int, str], (1, "a")),
        refused(lambda: takes(set[int], {"a"})),
    ]


def case_names_of_types():
    kinds = [
        dg.Int,
        dg.Any,
        dg.Nothing,
        dg.List[int],
        dg.Optional[str],
        dg.Dict[str, int],
        dg.Set[int],
        dg.Tuple[int, str],
        dg.List[dg.Optional[int]],
        dg.Dict,
        dg.PythonObjectDagsterType(Thing),
        dg.DagsterType(name="Named", type_check_fn=lambda _, v: True),
    ]
    return (
        [dg.In(kind).dagster_type.display_name for kind in kinds],
        [dg.Out(kind).dagster_type.typing_type for kind in kinds[:3]],
        [dg.Out(k).dagster_type.key for k in kinds[3:8]],
        dg.Out(kinds[-1]).dagster_type.unique_name,
    )


def case_names_from_annotations():
    def label(annotation):
        @dg.op
        def o(x: annotation) -> annotation:
            return x

        return o.input_defs[0].dagster_type.display_name, o.output_defs[0].dagster_type.display_name

    return [
        refused(lambda a=a: label(a))
        for a in (
            int,
            str,
            float,
            bool,
            list,
            dict,
            Any,
            list[int],
            dict[str, int],
            Optional[int],  # noqa: UP045
            tuple[int, str],
            set[int],
            typing.Sequence[int],
            typing.Union[int, str],  # noqa: UP007
            int | None,
            Thing,
            typing.Callable,
            type(None),
            typing.Iterator[int],
            tuple[int, ...],
            dict[str, Thing],
        )
    ]


def case_custom_types():
    even = dg.DagsterType(
        name="Even",
        type_check_fn=lambda _, value: value % 2 == 0,
        description="d",
        metadata={"m": 1},
        typing_type=int,
    )
    return [
        makes(even, 2),
        refused(lambda: makes(even, 3)),
        takes(even, 4),
        refused(lambda: takes(even, 5)),
        even.display_name,
        even.description,
        even.metadata["m"].value,
        even.typing_type,
        even.unique_name,
        passes(even, 2, 3),
        refused(lambda: makes(even, "text")),
        even.has_unique_name,
    ]


def case_checks_that_tell_more():
    def check(_, value):
        return dg.TypeCheck(success=value > 0, description="must be positive", metadata={"value": value})

    positive = dg.DagsterType(name="Positive", type_check_fn=check)

    @dg.op(out=dg.Out(positive))
    def maker():
        return -1

    @dg.op(out=dg.Out(positive))
    def good():
        return 1

    event = next(e for e in run_op(good).all_node_events if e.event_type_value == "STEP_OUTPUT")
    data = event.event_specific_data.type_check_data
    try:
        run_op(maker)
    except dg.DagsterTypeCheckDidNotPass as error:
        return (
            error.description,
            {k: v.value for k, v in error.metadata.items()},
            error.dagster_type.display_name,
            "must be positive" in str(error),
            "result" in str(error),
            data.success,
            data.description,
            data.label,
        )


def case_checks_that_are_wrong():
    def raises(_, value):
        raise ValueError("x")

    return [
        refused(lambda: makes(dg.DagsterType(name="A", type_check_fn=raises), 1)),
        refused(lambda: makes(dg.DagsterType(name="B", type_check_fn=lambda _, v: "text"), 1)),
        refused(lambda: makes(dg.DagsterType(name="C", type_check_fn=lambda _, v: None), 1)),
        refused(lambda: dg.DagsterType(name="D", type_check_fn=lambda v: True)),
        refused(lambda: dg.DagsterType(name="E", type_check_fn=3)),
        refused(lambda: dg.DagsterType(name=3, type_check_fn=lambda _, v: True)),
        refused(lambda: dg.DagsterType(type_check_fn=lambda _, v: True)),
        refused(lambda: dg.TypeCheck(success="yes")),
    ]


def case_object_types():
    thing = dg.PythonObjectDagsterType(Thing, name="AThing", description="d")
    pair = dg.PythonObjectDagsterType((int, str), name="Pair")
    return [
        passes(thing, Thing(), Other(), 1, None),
        passes(pair, 1, "a", 1.5),
        thing.display_name,
        dg.PythonObjectDagsterType(Thing).display_name,
        thing.description,
        thing.python_type is Thing,
        refused(lambda: dg.PythonObjectDagsterType("text")),
        refused(lambda: makes(thing, 1)),
        pair.python_type,
    ]


def case_classes_as_types():
    @dg.usable_as_dagster_type
    class Declared:
        pass

    @dg.usable_as_dagster_type(name="Renamed", description="d")
    class Also:
        pass

    class Later:
        pass

    class Undeclared:
        pass

    dg.make_python_type_usable_as_dagster_type(
        Later, dg.DagsterType(name="LaterType", type_check_fn=lambda _, v: isinstance(v, Later))
    )

    def label(kind):
        return dg.In(kind).dagster_type.display_name

    return [
        label(Declared),
        label(Also),
        label(Later),
        label(Undeclared),
        label(dg.List[Declared]),
        passes(Declared, Declared(), 1),
        passes(Undeclared, Undeclared(), 1),
        refused(lambda: makes(Undeclared, 1)),
        refused(
            lambda: dg.make_python_type_usable_as_dagster_type(
                Later, dg.DagsterType(name="Again", type_check_fn=lambda _, v: True)
            )
        ),
    ]


def case_what_is_no_type():
    return [
        refused(lambda v=v: dg.In(v) and "fine")
        for v in (
            3,
            "text",
            [int],
            {"a": int},
            Thing(),
            lambda: 1,
            dg.Noneable(int),
            dg.Field(int),
            dg.Array(int),
        )
    ] + [
        refused(lambda: dg.List[3]),
        refused(lambda: dg.Dict["a", "b"]),
        refused(lambda: dg.Optional[3]),
        refused(lambda: dg.check_dagster_type(3, 1)),
        refused(lambda: dg.check_dagster_type(dg.Array(int), 1)),
    ]


def case_nothing_in_collections():
    return (
        [
            refused(lambda f=f: f()) and "refused"
            for f in (lambda: dg.List[dg.Nothing], lambda: dg.Optional[dg.Nothing])
        ],
        dg.In(dg.Nothing).dagster_type.is_nothing,
        dg.Nothing.is_nothing if hasattr(dg.Nothing, "is_nothing") else None,
    )


def case_messages():
    found = []
    for call in (
        lambda: makes(dg.Int, "a"),
        lambda: takes(dg.Int, "a"),
        lambda: makes(dg.List[int], [1, "a"]),
        lambda: makes(dg.Dict[str, int], {"a": "b"}),
        lambda: makes(dg.Tuple[int], (1, 2)),
        lambda: makes(dg.Nothing, 3),
        lambda: makes(dg.Set[int], {"a"}),
        lambda: makes(dg.Optional[int], "a"),
    ):
        try:
            found.append(call())
        except dg.DagsterTypeCheckDidNotPass as error:
            found.append((error.description, error.dagster_type.display_name))
    return found


def case_failure_events():
    @dg.op(out=dg.Out(int))
    def maker():
        return "a"

    @dg.job
    def a_job():
        maker()

    result = a_job.execute_in_process(instance=INSTANCE, raise_on_error=False)
    failure = result.failure_data_for_node("maker")
    return (
        failure.error.cls_name,
        [e.event_type_value for e in result.all_node_events],
        failure.user_failure_data is not None and failure.user_failure_data.label,
    )


def case_loaders():
    @dg.dagster_type_loader({"path": str})
    def load(context, config):
        return Thing(), config["path"]

    loaded = dg.DagsterType(name="Loaded", type_check_fn=lambda _, v: isinstance(v, tuple), loader=load)

    @dg.op(ins={"x": dg.In(loaded)})
    def taker(x):
        return x[1]

    given = {"ops": {"taker": {"inputs": {"x": {"path": "p"}}}}}
    return [
        run_op(taker, given).output_for_node("taker"),
        refused(lambda: run_op(taker)),
        refused(lambda: run_op(taker, {"ops": {"taker": {"inputs": {"x": {"path": 3}}}}})),
        refused(lambda: run_op(taker, {"ops": {"taker": {"inputs": {"y": 1}}}})),
        refused(lambda: dg.dagster_type_loader(str)(lambda context: 1)),
        loaded.loader is not None,
        loaded.loader.schema_type is not None,
    ]


def case_loaders_that_fail_or_need_resources():
    @dg.dagster_type_loader(int, required_resource_keys={"r"})
    def load(context, config):
        return context.resources.r + config

    @dg.dagster_type_loader(int)
    def bad(context, config):
        raise ValueError("x")

    @dg.dagster_type_loader(int)
    def wrong(context, config):
        return "text"

    def taker(loader):
        kind = dg.DagsterType(name="Loaded", type_check_fn=lambda _, v: isinstance(v, int), loader=loader)

        @dg.op(ins={"x": dg.In(kind)})
        def take(x):
            return x

        return take

    given = {"ops": {"take": {"inputs": {"x": 3}}}}
    return [
        run_op(taker(load), given, resource_defs={"r": 4}).output_for_node("take"),
        refused(lambda: run_op(taker(load), given)),
        refused(lambda: run_op(taker(bad), given)),
        refused(lambda: run_op(taker(wrong), given)),
    ]


def case_builtin_loaders():
    @dg.op
    def taker(
        i: int,
        f: float,
        s: str,
        b: bool,
        many: list[int],
        d: dict,
        a: Any,
        o: int | None,
        m: dict[str, int] | None = None,
    ):
        if m is None:
            m = {}
        return i, f, s, b, many, d, a, o, m

    given = {
        "i": 1,
        "f": 2.5,
        "s": "x",
        "b": True,
        "many": [1, 2],
        "d": {"k": 1},
        "a": {"value": [1]},
        "o": None,
    }
    wrapped = {**given, "i": {"value": 3}, "s": {"value": "y"}}
    return (
        run_op(taker, {"ops": {"taker": {"inputs": given}}}).output_for_node("taker"),
        run_op(taker, {"ops": {"taker": {"inputs": wrapped}}}).output_for_node("taker"),
        refused(lambda: run_op(taker, {"ops": {"taker": {"inputs": {**given, "i": "x"}}}})),
        refused(lambda: run_op(taker, {"ops": {"taker": {"inputs": {"i": 1}}}})),
    )


def case_inputs_without_loaders():
    @dg.op
    def taker(x: Thing):
        return x

    return refused(lambda: dg.job(_calls(taker))), refused(lambda: dg.graph(_calls(taker)).to_job())


def _calls(op):
    def a_job():
        op()

    return a_job


def case_resources_of_checks():
    def check(context, value):
        return value == context.resources.expected

    kind = dg.DagsterType(name="Expected", type_check_fn=check, required_resource_keys={"expected"})

    @dg.op(out=dg.Out(kind))
    def maker():
        return 3

    return (
        run_op(maker, resource_defs={"expected": 3}).success,
        refused(lambda: run_op(maker, resource_defs={"expected": 4})),
        refused(lambda: run_op(maker)),
    )


def case_defaults_of_inputs():
    @dg.op
    def defaulted(x: int = 3, y: str | None = None):
        return x, y

    @dg.op(ins={"x": dg.In(int, default_value=4)})
    def declared(x):
        return x

    return [
        run_op(defaulted).output_for_node("defaulted"),
        run_op(defaulted, {"ops": {"defaulted": {"inputs": {"x": 5}}}}).output_for_node("defaulted"),
        run_op(declared).output_for_node("declared"),
        refused(lambda: dg.op(ins={"x": dg.In(int, default_value="text")})(lambda x: x)),
        declared.input_defs[0].has_default_value,
        declared.input_defs[0].default_value,
        [i.default_value for i in defaulted.input_defs],
    ]


def case_mismatched_annotations():
    @dg.op(ins={"x": dg.In(dagster_type=int)})
    def typed(x: str):
        return x

    @dg.op(out=dg.Out(int))
    def outs() -> str:
        return "x"

    return (
        typed.input_defs[0].dagster_type.display_name,
        outs.output_defs[0].dagster_type.display_name,
        refused(lambda: run_op(outs)),
    )


def case_tuples_as_outputs():
    @dg.op(out={"a": dg.Out(), "b": dg.Out()})
    def pair() -> tuple[int, str]:
        return 1, "x"

    @dg.op(out={"a": dg.Out(), "b": dg.Out()})
    def wrong() -> tuple[int, str]:
        return "x", 1

    def too_few():
        @dg.op(out={"a": dg.Out(), "b": dg.Out()})
        def three() -> tuple[int, str, int]:
            return 1, "x", 2

    def no_tuple():
        @dg.op(out={"a": dg.Out(), "b": dg.Out()})
        def text() -> str:
            return "x"

    return (
        [o.dagster_type.display_name for o in pair.output_defs],
        run_op(pair).success,
        refused(lambda: run_op(wrong)),
        refused(too_few),
        refused(no_tuple),
    )


def case_types_of_graphs():
    @dg.op
    def typed(x: int) -> str:
        return str(x)

    @dg.graph
    def g(y):
        return typed(y)

    return (
        g.input_defs[0].dagster_type.display_name,
        refused(lambda: g.execute_in_process(instance=INSTANCE, input_values={"y": "x"})),
        g.execute_in_process(instance=INSTANCE, input_values={"y": 3}).output_value(),
    )


def case_types_of_assets():
    @dg.asset
    def typed() -> int:
        return "x"

    @dg.asset
    def source():
        return "x"

    @dg.asset
    def reader(source: int):
        return source

    @dg.asset(dagster_type=dg.Int)
    def given():
        return "x"

    return (
        refused(lambda: dg.materialize([typed], instance=INSTANCE)),
        refused(lambda: dg.materialize([source, reader], instance=INSTANCE)),
        refused(lambda: dg.materialize([given], instance=INSTANCE)),
    )


def case_direct_calls_check_nothing_of_inputs():
    @dg.op
    def typed(x: int) -> int:
        return x

    return refused(lambda: typed("a")), refused(lambda: typed(1))


def case_metadata_of_type_checks():
    check = dg.TypeCheck(True, "d", metadata={"a": 1, "b": "x", "c": dg.MetadataValue.url("u")})
    return (
        check.success,
        check.description,
        {k: type(v).__name__ for k, v in check.metadata.items()},
        dg.TypeCheck(False).description,
    )
