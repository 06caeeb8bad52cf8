"""Fields and types of config schemas: what they take, fill in and refuse."""

import enum
import os

from engine import current

dg = current()
INSTANCE = dg.DagsterInstance.ephemeral()  # one for all cases: Dagster needs a while to make it


class Color(enum.Enum):
    RED = "r"
    BLUE = "b"


def checked(schema, config):
    """The config that an op with this schema is given, or the messages of the errors."""

    @dg.op(config_schema=schema)
    def reader(context):
        return context.op_config

    try:
        return reader(dg.build_op_context(instance=INSTANCE, op_config=config))
    except dg.DagsterInvalidConfigError as error:
        return [e.message for e in error.errors]


def refused(call):
    """The class of the error and its message."""
    try:
        return call()
    except Exception as error:
        return type(error).__name__


def default_of(*args, **kwargs):
    field = dg.Field(*args, **kwargs)
    return field.is_required, field.default_provided, field.default_provided and field.default_value


def case_scalars():
    return [
        checked({"a": kind}, {"a": value})
        for kind, value in (
            (int, 1),
            (dg.Int, 1),
            (float, 1),
            (dg.Float, 1.5),
            (str, "a"),
            (dg.String, "a"),
            (bool, True),
            (dg.Bool, False),
            (dg.Any, [1]),
            (list, [1, "a"]),
            (dict, {"x": 1}),
            (dg.Array(int), [1]),
            (dg.Noneable(int), None),
            (dg.Noneable(int), 2),
        )
    ]


def case_scalars_that_do_not_fit():
    return [
        checked({"a": kind}, {"a": value})
        for kind, value in (
            (int, True),
            (int, 1.5),
            (int, "1"),
            (int, None),
            (float, "a"),
            (float, True),
            (str, 1),
            (bool, 1),
            (bool, "true"),
            (list, {"a": 1}),
            (list, "abc"),
            (dict, [1]),
            (dg.Noneable(int), "a"),
            (dg.Array(int), [None]),
            (dg.Noneable([int]), ["a"]),
        )
    ]


def case_defaults_of_fields():
    return [
        default_of(int),
        default_of(int, default_value=2),
        default_of(int, is_required=False),
        default_of(int, is_required=True),
        default_of(dg.Noneable(int)),
        default_of(dg.Noneable(int), is_required=False),
        default_of({}),
        default_of({"a": int}),
        default_of({"a": dg.Field(int, default_value=1)}),
        default_of({"a": dg.Field(int, is_required=False)}),
        default_of(dg.Permissive()),
        default_of([int]),
        default_of(dg.Selector({"a": dg.Field(int, default_value=1)})),
        default_of(dg.Selector({"a": int})),
        default_of(dg.Selector({"a": dg.Field(int, default_value=1), "b": int})),
        default_of(dg.Map(str, int)),
        default_of(dg.Any),
        default_of({"a": {"b": dg.Field(str, default_value="x")}}),
        default_of(dg.Noneable(int), default_value=4),
        default_of(dg.Noneable(int), default_value=None),
        default_of(dg.Shape({})),
    ]


def case_defaults_that_do_not_fit():
    return [
        refused(lambda: dg.Field(int, default_value="a")),
        refused(lambda: dg.Field(int, default_value=None)),
        refused(lambda: dg.Field({"a": int}, default_value={})),
        refused(lambda: dg.Field({"a": int}, default_value={"a": 1, "b": 2})),
        refused(lambda: dg.Field([int], default_value=["a"])),
        refused(lambda: dg.Field(dg.Selector({"a": int, "b": int}), default_value={"a": 1, "b": 2})),
        refused(lambda: dg.Field(int, default_value=1, is_required=True)),
    ]


def case_defaults_are_completed():
    inner = {"x": dg.Field(int, default_value=1), "y": dg.Field(int, is_required=False), "z": int}
    return [
        checked({"a": dg.Field(inner, default_value={"z": 3})}, {}),
        checked({"a": dg.Field(inner, default_value={"z": 3})}, {"a": {"z": 4, "y": 2}}),
        checked({"a": dg.Field({"b": {"c": dg.Field(str, default_value="q")}})}, {}),
        checked({"a": dg.Field(dg.Noneable({"b": dg.Field(int, default_value=1)}))}, {"a": {}}),
        checked({"a": dg.Field([{"b": dg.Field(int, default_value=1)}])}, {"a": [{}, {"b": 2}]}),
        checked({"a": dg.Field(dg.Map(str, {"b": dg.Field(int, default_value=1)}))}, {"a": {"k": {}}}),
        checked(
            {"a": dg.Field(dg.Selector({"b": {"c": dg.Field(int, default_value=5)}, "d": int}))},
            {"a": {"b": {}}},
        ),
        checked(
            {"a": dg.Field(dg.Selector({"b": {"c": dg.Field(int, default_value=5)}, "d": int}))},
            {"a": {"b": None}},
        ),
        checked(dg.Field(int, default_value=3), None),
        checked({"a": dg.Field(float, default_value=2)}, {}),
    ]


def case_several_misfits():
    return [
        checked({"a": int, "b": str, "c": {"d": [int]}}, {"a": "x", "c": {"d": [1, "y", None]}, "e": 1}),
        checked({"a": {"b": int, "c": int}}, {"a": {}}),
        checked({"a": {"b": int, "c": int}}, {}),
        checked({"a": {"b": int, "c": int}}, {"a": {"x": 1, "y": 2}}),
        checked([{"a": int}], [{"a": 1}, {"b": 2}, 3]),
        checked(dg.Map(str, {"a": int}), {"k": {"a": "x"}, 3: {}}),
        checked({"a": dg.Noneable({"b": int})}, {"a": {"b": None}}),
    ]


def case_selectors():
    schema = dg.Selector(
        {"a": int, "b": {"c": dg.Field(str, default_value="q")}, "d": dg.Field(dg.Noneable(int))}
    )
    return [
        checked(schema, value)
        for value in (
            {"a": 1},
            {"b": {}},
            {"b": {"c": "z"}},
            {"d": None},
            {"a": None},
            {"a": "x"},
            {"e": 1},
            {"a": 1, "b": {}},
            {},
            4,
            {"b": None},
            {"b": {"x": 1}},
        )
    ] + [
        checked({"s": dg.Selector({"only": dg.Field(int, default_value=2)})}, {}),
        checked({"s": dg.Selector({"only": int})}, {}),
    ]


def case_permissive():
    schema = dg.Permissive({"a": int, "b": dg.Field(str, default_value="q")})
    return [
        checked(schema, value)
        for value in ({"a": 1}, {"a": 1, "z": {"y": 1}}, {"z": 1}, {"a": "x", "z": 1}, [1])
    ] + [
        checked(dg.Permissive(), {"x": 1}),
        checked(dg.Permissive(), {}),
        checked({"p": dict}, {"p": {"q": [1]}}),
    ]


def case_maps():
    return [
        checked(dg.Map(str, int), {"a": 1}),
        checked({str: int}, {"a": 1}),
        checked({int: str}, {1: "a"}),
        checked({str: int}, {1: 1}),
        checked(dg.Map(str, dg.Noneable(int)), {"a": None}),
        checked({"m": {str: {"x": int}}}, {"m": {"k": {"x": "s"}}}),
        checked(dg.Map(str, [int]), {"a": [1, "b"]}),
        checked({str: int}, [1]),
        checked(dg.Map(bool, int), {True: 1}),
        checked(dg.Map(float, int), {1.5: 2}),
        checked(dg.Map(str, int, key_label_name="name"), {"a": "b"}),
    ]


def case_maps_that_are_wrong():
    return [
        refused(lambda: dg.Map("text", str)),
        refused(lambda: dg.Map(dg.Noneable(str), str)),
        refused(lambda: dg.Map([str], str)),
        refused(lambda: dg.Field({55: str})),
        refused(lambda: dg.Field({dg.Noneable(str): str})),
        refused(lambda: dg.Map(str, "text")),
        dg.Map(str, int, key_label_name="name").key_label_name,
        dg.Map(str, int).key_label_name,
    ]


def case_enums():
    letters = dg.Enum("Letters", [dg.EnumValue("A", python_value=1), dg.EnumValue("B", description="the b")])
    colors, values = (
        dg.Enum.from_python_enum(Color),
        dg.Enum.from_python_enum_direct_values(Color, name="Values"),
    )
    return [
        checked({"e": kind}, {"e": value})
        for kind in (letters, colors, values)
        for value in ("A", "B", "RED", "r", 1, None)
    ] + [
        checked({"e": dg.Field(colors, default_value="RED")}, {}),
        checked({"e": dg.Field(letters, default_value="A")}, {}),
        refused(lambda: dg.Field(colors, default_value="GREEN")),
        checked([letters], ["A", "B", "C"]),
        checked({"e": dg.Noneable(letters)}, {"e": None}),
        dg.Enum.from_python_enum(Color, name="Other").given_name,
        [v.config_value for v in colors.enum_values],
        [v.python_value for v in values.enum_values],
        colors.config_values,
    ]


def case_enums_with_default_members():
    colors = dg.Enum.from_python_enum(Color)
    return refused(lambda: dg.Field(colors, default_value=Color.RED))


def case_enums_that_are_wrong():
    return [
        refused(lambda: dg.Enum("E", ["A"])),
        refused(lambda: dg.EnumValue(1)),
        refused(lambda: dg.Enum("E", [dg.EnumValue("A"), dg.EnumValue("A")])),
        refused(lambda: dg.Enum(3, [dg.EnumValue("A")])),
    ]


def case_scalar_unions():
    schema = dg.ScalarUnion(str, {"a": int})
    lists = dg.ScalarUnion(int, [str])
    return (
        [checked({"u": schema}, {"u": value}) for value in ("x", {"a": 1}, 3, {"a": "x"}, [1], None, {})]
        + [checked({"u": lists}, {"u": value}) for value in (1, ["a"], "x", [1])]
        + [refused(lambda: dg.ScalarUnion({"a": int}, str)), refused(lambda: dg.ScalarUnion([int], str))]
    )


def case_sources():
    os.environ.update({"CASE_TEXT": "hello", "CASE_INT": "5", "CASE_BOOL": "True", "CASE_FALSE": "false"})
    schema = {"s": dg.StringSource, "i": dg.IntSource, "b": dg.BoolSource}
    return [
        checked(schema, {"s": "a", "i": 1, "b": True}),
        checked(schema, {"s": {"env": "CASE_TEXT"}, "i": {"env": "CASE_INT"}, "b": {"env": "CASE_BOOL"}}),
        checked(schema, {"s": "a", "i": 1, "b": {"env": "CASE_FALSE"}}),
        checked(schema, {"s": {"env": "CASE_INT"}, "i": 1, "b": False}),
        checked(schema, {"s": 1, "i": "a", "b": "x"}),
        checked({"s": dg.StringSource}, {"s": {"env": 3}}),
        checked({"s": dg.StringSource}, {"s": {"other": "CASE_TEXT"}}),
        checked({"s": dg.Noneable(dg.StringSource)}, {"s": None}),
        checked([dg.StringSource], ["a", {"env": "CASE_TEXT"}]),
        checked({"s": dg.Field(dg.StringSource, default_value="d")}, {}),
        checked({"s": dg.Field(dg.StringSource, default_value={"env": "CASE_TEXT"})}, {}),
    ]


def case_sources_that_are_missing():
    os.environ["CASE_TEXT"] = "hello"
    return [
        checked(schema, value)[0].splitlines()[0]
        for schema, value in (
            ({"s": dg.StringSource}, {"s": {"env": "CASE_NOT_SET"}}),
            ({"i": dg.IntSource}, {"i": {"env": "CASE_TEXT"}}),
            ({"b": dg.BoolSource}, {"b": {"env": "CASE_NOT_SET"}}),
        )
    ]


def case_schemas_that_are_wrong():
    return [
        refused(lambda schema=schema: checked(schema, {}))
        for schema in (
            1,
            "text",
            {"a": 1},
            {"a": {"b": "text"}},
            [int, str],
            [],
            {"a": [int, str]},
            {"a": dg.Field},
            tuple,
            {"a": set},
            dg.Dict,
            dg.Optional[int],
            {"a": list[int]},
            object,
        )
    ]


def case_wrong_fields_one_by_one():
    return [
        refused(lambda value=value: dg.Field(value) and "made")
        for value in (
            1,
            "text",
            {"a": 1},
            [int, str],
            [],
            dg.List[int],
            dg.Tuple[int],
            list[int],
            set,
            dg.Optional[int],
            dg.Field(int),
            int,
            [int],
        )
    ]


def case_equal_shapes():
    first = dg.Shape({"a": int})
    return [
        first == dg.Shape({"a": int}),
        first == dg.Shape({"a": str}),
        first == {"a": int},
        dg.Shape({}) == dg.Shape({}),
        dg.Permissive({"a": int}) == dg.Shape({"a": int}),
        list(first.fields),
        first.fields["a"].is_required,
    ]


def case_aliases_of_shapes():
    shape = dg.Shape({"name": str, "n": dg.Field(int, default_value=1)}, field_aliases={"name": "called"})
    return [checked(shape, value) for value in ({"called": "x"}, {})]


def case_descriptions():
    field = dg.Field({"a": dg.Field(int, description="the a")}, description="whole")
    return (
        field.description,
        field.config_type.fields["a"].description,
        dg.Shape({}, description="d").description,
    )


def case_op_config_of_nothing():
    @dg.op
    def plain(context):
        return context.op_config

    @dg.op(config_schema={"a": dg.Field(int, is_required=False)})
    def optional(context):
        return context.op_config

    @dg.op(config_schema={})
    def empty(context):
        return context.op_config

    @dg.job
    def a_job():
        plain()
        optional()
        empty()

    result = a_job.execute_in_process(instance=INSTANCE)
    given = a_job.execute_in_process(
        instance=INSTANCE,
        run_config={"ops": {"plain": {"config": {"any": 1}}, "optional": {"config": {"a": 2}}}},
    )
    return [result.output_for_node(n) for n in ("plain", "optional", "empty")] + [
        given.output_for_node(n) for n in ("plain", "optional", "empty")
    ]


def case_error_facts():
    @dg.op(config_schema={"a": int})
    def reader(context):
        return context.op_config

    @dg.job
    def the_job():
        reader()

    found = []
    for config in (
        None,
        {"ops": {}},
        {"ops": {"reader": {}}},
        {"ops": {"reader": {"config": {"a": "x"}}}},
        {"ops": {"other": 1}},
        {"jobs": 1},
    ):
        try:
            the_job.execute_in_process(instance=INSTANCE, run_config=config)
        except dg.DagsterInvalidConfigError as error:
            found.append(
                (
                    str(error).splitlines()[0],
                    len(error.errors),
                    [e.reason.value for e in error.errors],
                    [e.message for e in error.errors],
                )
            )
    return found


def case_unannotated_config():
    def build():
        @dg.op
        def reader(config):
            return config

        return reader(dg.build_op_context(instance=INSTANCE, op_config={"a": 1}))

    return refused(build)


def case_config_with_a_default():
    @dg.op
    def reader(config: int = 5):
        return config

    @dg.job
    def a_job():
        reader()

    return refused(lambda: a_job.execute_in_process(instance=INSTANCE).output_for_node("reader")), refused(
        lambda: reader(dg.build_op_context(instance=INSTANCE, op_config=6))
    )


def case_validated_run_config():
    @dg.op(config_schema={"a": dg.Field(int, default_value=1)}, out=dg.Out(str))
    def one(context):
        return "x"

    @dg.op
    def two(context, x: str):
        return x

    @dg.graph
    def inner(x):
        return two(x)

    @dg.job(
        resource_defs={
            "r": dg.ResourceDefinition(lambda _: 1, config_schema={"b": dg.Field(str, default_value="q")})
        }
    )
    def a_job():
        inner(one())

    def shown(config=None):
        made = dg.validate_run_config(a_job, config)
        return sorted(made["ops"].items()), made["execution"], made["resources"], made["loggers"]

    return shown(), shown({"ops": {"one": {"config": {"a": 4}}}, "execution": {"config": {"in_process": {}}}})


def case_validated_run_config_of_one_process():
    @dg.op
    def one():
        return 1

    @dg.job(executor_def=dg.in_process_executor)
    def a_job():
        one()

    return dg.validate_run_config(a_job), refused(lambda: dg.validate_run_config(a_job, {"ops": {"x": {}}}))


def case_yaml_texts():
    return [
        dg.config_from_yaml_strings(["a: 1\nb:\n  c: 2", "b:\n  d: 3"]),
        dg.config_from_yaml_strings(["a: 1", "a: 2"]),
        refused(lambda: dg.config_from_yaml_strings(["a: [1"])),
        refused(lambda: dg.config_from_yaml_strings(["- 1"])),
        dg.config_from_yaml_strings([]),
    ]
