"""Config schemas: values that fit, defaults, and errors that name the path."""

import enum

import pytest


class Colour(enum.Enum):
    RED = 1
    BLUE = 2


def checked(dg, schema, value):
    """The config that an op sees, or the messages of the errors."""

    @dg.op(config_schema=schema)
    def configured_op(context):
        return context.op_config

    @dg.job
    def the_job():
        configured_op()

    try:
        whole = dg.validate_run_config(the_job, {"ops": {"configured_op": {"config": value}}})
    except dg.DagsterInvalidConfigError as error:
        return [each.message for each in error.errors]
    return whole["ops"]["configured_op"]["config"]


def colours(dg):
    return dg.Enum("Paint", [dg.EnumValue("RED", 1), dg.EnumValue("BLUE")])


FITS = {
    "int": (lambda dg: int, 3, 3),
    "dagster_int": (lambda dg: dg.Int, 3, 3),
    "float_takes_int": (lambda dg: float, 1, 1.0),
    "string": (lambda dg: str, "a", "a"),
    "empty_string": (lambda dg: str, "", ""),
    "bool": (lambda dg: bool, False, False),
    "any": (lambda dg: dg.Any, {"x": [1]}, {"x": [1]}),
    "any_none": (lambda dg: dg.Any, None, None),
    "list": (lambda dg: [int], [1, 2], [1, 2]),
    "plain_list": (lambda dg: list, [1, "a"], [1, "a"]),
    "plain_dict": (lambda dg: dict, {"a": 3}, {"a": 3}),
    "array_of_noneable": (lambda dg: dg.Array(dg.Noneable(str)), [None, "a"], [None, "a"]),
    "noneable_none": (lambda dg: dg.Noneable(int), None, None),
    "noneable_value": (lambda dg: dg.Noneable(int), 2, 2),
    "map": (lambda dg: dg.Map(str, int), {"a": 1}, {"a": 1}),
    "permissive": (lambda dg: dg.Permissive({"a": int}), {"a": 1, "b": 2}, {"a": 1, "b": 2}),
    "permissive_empty": (lambda dg: dg.Permissive(), {"q": 1}, {"q": 1}),
    "shape": (lambda dg: {"a": int, "b": {"c": str}}, {"a": 1, "b": {"c": "x"}}, {"a": 1, "b": {"c": "x"}}),
    "optional_left_out": (lambda dg: {"a": dg.Field(int, is_required=False)}, {}, {}),
    "default": (lambda dg: {"a": dg.Field(int, default_value=3)}, {}, {"a": 3}),
    "default_overridden": (lambda dg: {"a": dg.Field(int, default_value=3)}, {"a": 4}, {"a": 4}),
    "noneable_field_defaults_to_none": (lambda dg: {"a": dg.Noneable(int)}, {}, {"a": None}),
    "nested_default": (lambda dg: {"a": {"b": dg.Field(int, default_value=2)}}, {}, {"a": {"b": 2}}),
    "selector": (lambda dg: dg.Selector({"a": int, "b": str}), {"b": "x"}, {"b": "x"}),
    "selector_default": (
        lambda dg: {"s": dg.Selector({"y": dg.Field(int, default_value=2)})},
        {},
        {"s": {"y": 2}},
    ),
    "enum": (colours, "RED", 1),
    "enum_without_value": (colours, "BLUE", "BLUE"),
    "python_enum": (lambda dg: dg.Enum.from_python_enum(Colour), "RED", Colour.RED),
    "union_scalar": (lambda dg: dg.ScalarUnion(int, {"a": str}), 3, 3),
    "union_structure": (lambda dg: dg.ScalarUnion(int, {"a": str}), {"a": "s"}, {"a": "s"}),
    "string_source": (lambda dg: dg.StringSource, "x", "x"),
    "string_source_env": (lambda dg: dg.StringSource, {"env": "ASSETIZE_TEST_WORD"}, "word"),
    "int_source_env": (lambda dg: dg.IntSource, {"env": "ASSETIZE_TEST_NUMBER"}, 42),
    "bool_source_env": (lambda dg: dg.BoolSource, {"env": "ASSETIZE_TEST_FLAG"}, True),
}


@pytest.mark.parametrize("case", FITS)
def test_value_fits(dg, case, monkeypatch):
    monkeypatch.setenv("ASSETIZE_TEST_WORD", "word")
    monkeypatch.setenv("ASSETIZE_TEST_NUMBER", "42")
    monkeypatch.setenv("ASSETIZE_TEST_FLAG", "true")
    schema, value, expected = FITS[case]
    assert checked(dg, schema(dg), value) == expected


HERE = "at path root:ops:configured_op:config"
MISFITS = {
    "int_string": (lambda dg: int, "s", f'Invalid scalar {HERE}. Value "s" of type "<class \'str\'>"'),
    "int_bool": (lambda dg: int, True, "Invalid scalar"),
    "bool_int": (lambda dg: bool, 1, 'expected type "Bool"'),
    "float_string": (lambda dg: float, "s", 'expected type "Float"'),
    "string_none": (lambda dg: str, None, "must not be None"),
    "list_scalar": (lambda dg: [int], 3, "must be list"),
    "list_member": (lambda dg: [int], [1, "a"], f"{HERE}[1]"),
    "map_value": (lambda dg: dg.Map(str, int), {"b": "c"}, f"{HERE}:'b':value"),
    "map_key": (lambda dg: dg.Map(str, int), {1: 1}, f"{HERE}:1:key"),
    "noneable_wrong": (lambda dg: dg.Noneable(int), "s", "Invalid scalar"),
    "missing": (lambda dg: {"a": int}, {}, f'Missing required config entry "a" {HERE}'),
    "missing_two": (lambda dg: {"a": int, "b": int}, {}, "Missing required config entries ['a', 'b']"),
    "missing_nested": (lambda dg: {"a": {"b": int}}, {"a": {}}, f'"b" {HERE}:a'),
    "missing_in_permissive": (
        lambda dg: dg.Permissive({"a": int}),
        {"b": 3},
        'Missing required config entry "a"',
    ),
    "example_in_message": (lambda dg: {"a": int}, {}, "{'a': 0}"),
    "unexpected": (lambda dg: {"a": int}, {"a": 1, "b": 2}, f'Received unexpected config entry "b" {HERE}'),
    "unexpected_shows_shape": (
        lambda dg: {"x": int, "y": dg.Field(str, default_value="q"), "z": dg.Noneable(int)},
        {"x": 1, "b": 2},
        'Expected: "{ x: Int y?: String z?: Int? }"',
    ),
    "not_a_dict": (lambda dg: {"a": int}, 3, "must be dict"),
    "selector_two": (
        lambda dg: dg.Selector({"a": int, "b": str}),
        {"a": 1, "b": "x"},
        "only specify a single field",
    ),
    "selector_none_given": (lambda dg: dg.Selector({"a": int, "b": str}), {}, "Must specify a field"),
    "selector_unknown": (
        lambda dg: dg.Selector({"a": int, "b": str}),
        {"c": 1},
        'unexpected config entry "c"',
    ),
    "selector_scalar": (lambda dg: dg.Selector({"a": int, "b": str}), 3, "must be a dict"),
    "enum_unknown": (colours, "GREEN", "not in enum type Paint got GREEN"),
    "enum_number": (colours, 3, "for enum type Paint must be a string"),
    "union_scalar_wrong": (lambda dg: dg.ScalarUnion(int, {"a": str}), "x", 'expected type "Int"'),
    "union_structure_wrong": (lambda dg: dg.ScalarUnion(int, {"a": str}), {"a": 3}, f"{HERE}:a"),
    "env_not_set": (
        lambda dg: dg.StringSource,
        {"env": "ASSETIZE_NOT_SET"},
        '"ASSETIZE_NOT_SET" which is not set',
    ),
    "int_env_no_number": (
        lambda dg: dg.IntSource,
        {"env": "ASSETIZE_TEST_WORD"},
        "cannot be coerced into an int",
    ),
    "int_source_string": (lambda dg: dg.IntSource, "3", "Invalid scalar"),
}


@pytest.mark.parametrize("case", MISFITS)
def test_value_does_not_fit(dg, case, monkeypatch):
    monkeypatch.setenv("ASSETIZE_TEST_WORD", "word")
    schema, value, message = MISFITS[case]
    messages = checked(dg, schema(dg), value)
    assert isinstance(messages, list) and len(messages) == 1
    assert message in messages[0]


def test_several_misfits_are_all_reported(dg):
    assert len(checked(dg, {"a": int, "b": str}, {"a": "x", "c": 1})) == 3


def test_a_field_knows_its_default(dg):
    assert dg.Field(int, default_value=3).default_value == 3
    assert dg.Field(int, default_value=3).default_provided
    assert not dg.Field(int, is_required=False).default_provided
    assert dg.Field(int).is_required
    assert not dg.Field(dg.Noneable(int)).is_required
    assert dg.Field(dg.Noneable(int)).default_value is None
    assert not dg.Field({"a": dg.Field(int, is_required=False)}).is_required
    assert dg.Field(int, description="why").description == "why"


def test_asking_for_an_absent_default_is_an_error(dg):
    with pytest.raises(Exception, match="Asking for default value"):
        _ = dg.Field(int).default_value


def test_a_default_must_fit(dg):
    with pytest.raises(dg.DagsterInvalidConfigError, match="Invalid default_value for Field"):
        dg.Field(int, default_value="x")
    with pytest.raises(dg.DagsterInvalidConfigError, match="at path root:a"):
        dg.Field({"a": int}, default_value={"a": "x"})


def test_a_required_field_has_no_default(dg):
    with pytest.raises(Exception, match="required arguments should not specify default values"):
        dg.Field(int, default_value=1, is_required=True)


def test_what_is_no_type_is_an_error(dg):
    with pytest.raises(
        dg.DagsterInvalidDefinitionError, match="expects a valid dagster type usable in config"
    ):
        dg.Field("x")
    with pytest.raises(dg.DagsterInvalidConfigDefinitionError, match="at stack path :a:b"):
        dg.op(config_schema={"a": {"b": "x"}})(named)
    with pytest.raises(dg.DagsterInvalidConfigDefinitionError, match="List must be of length 1"):
        dg.op(config_schema=[int, str])(named)


def named(context):
    """A body for definitions that fail."""


def test_dagster_types_are_no_config_types(dg):
    with pytest.raises(dg.DagsterInvalidDefinitionError, match=r"in the context of config|config system"):
        dg.op(config_schema=dg.List[int])(named)


def test_a_map_has_scalar_keys(dg):
    with pytest.raises(Exception, match="Key type must be a scalar"):
        dg.Map({"a": int}, str)


def test_an_enum_has_enum_values(dg):
    with pytest.raises(Exception, match="mismatches type"):
        dg.Enum("E", [1])


def test_shapes_are_equal_by_their_fields(dg):
    fields = {"a": dg.Field(int)}
    assert dg.Shape(fields) == dg.Shape(fields)
    assert dg.Shape(fields) != dg.Shape({"b": dg.Field(int)})


def test_errors_at_the_root_of_run_config(dg):
    @dg.op(config_schema={"x": int})
    def needs_config(context): ...

    @dg.job
    def the_job():
        needs_config()

    with pytest.raises(dg.DagsterInvalidConfigError) as caught:
        the_job.execute_in_process()
    assert "Error in config for job the_job" in str(caught.value)
    assert 'Missing required config entry "ops" at the root' in str(caught.value)
    assert "{'ops': {'needs_config': {'config': {'x': 0}}}}" in str(caught.value)
    with pytest.raises(dg.DagsterInvalidConfigError, match='unexpected config entry "opz" at the root'):
        the_job.execute_in_process(run_config={"opz": {}})


def test_an_op_without_schema_takes_any_config(dg, run):
    @dg.op
    def free(context):
        return context.op_config

    assert run(free, {"ops": {"free": {"config": {"a": [1]}}}}) == {"a": [1]}
    assert run(free) is None


def test_configured_op(dg, run):
    @dg.op(config_schema={"x": int, "y": int})
    def both(context):
        return context.op_config

    constant = dg.configured(both, name="constant")({"x": 1, "y": 2})
    assert run(constant) == {"x": 1, "y": 2}

    @dg.configured(both, config_schema={"x": int})
    def partly(config):
        return {"x": config["x"], "y": 9}

    assert partly.name == "partly"
    assert run(partly, {"ops": {"partly": {"config": {"x": 4}}}}) == {"x": 4, "y": 9}


def test_configured_with_config_that_does_not_fit(dg, run):
    @dg.op(config_schema={"x": int})
    def number(context):
        return context.op_config

    wrong = dg.configured(number, name="wrong")({"x": "s"})
    with pytest.raises(dg.DagsterInvalidConfigError, match="Invalid scalar"):
        run(wrong)


def test_a_configured_function_that_raises(dg, run):
    @dg.op(config_schema={"x": int})
    def number(context):
        return context.op_config

    @dg.configured(number, config_schema={"x": int})
    def failing(config):
        raise ValueError("no")

    with pytest.raises(dg.DagsterConfigMappingFunctionError):
        run(failing, {"ops": {"failing": {"config": {"x": 4}}}})


def test_graph_config_mapping(dg):
    @dg.op(config_schema={"x": int})
    def inner(context):
        return context.op_config["x"]

    @dg.config_mapping(config_schema={"outer": dg.Field(int, default_value=7)})
    def mapping(config):
        return {"inner": {"config": {"x": config["outer"]}}}

    @dg.graph(config=mapping)
    def mapped():
        return inner()

    @dg.job
    def the_job():
        mapped()

    assert the_job.execute_in_process().output_for_node("mapped") == 7
    config = {"ops": {"mapped": {"config": {"outer": 3}}}}
    assert the_job.execute_in_process(run_config=config).output_for_node("mapped.inner") == 3


def test_job_config_mapping_and_default_config(dg):
    @dg.op(config_schema={"x": int})
    def inner(context):
        return context.op_config["x"]

    @dg.job(config={"ops": {"inner": {"config": {"x": 5}}}})
    def with_default():
        inner()

    assert with_default.execute_in_process().output_for_node("inner") == 5

    mapping = dg.ConfigMapping(
        config_schema={"n": int}, config_fn=lambda config: {"ops": {"inner": {"config": {"x": config["n"]}}}}
    )

    @dg.job(config=mapping)
    def with_mapping():
        inner()

    assert with_mapping.execute_in_process(run_config={"n": 8}).output_for_node("inner") == 8


def test_a_default_config_must_fit_when_the_job_runs(dg):
    @dg.op(config_schema={"x": int})
    def inner(context): ...

    @dg.job(config={"ops": {"inner": {"config": {"x": "s"}}}})
    def wrong():
        inner()

    with pytest.raises(dg.DagsterInvalidConfigError):
        wrong.execute_in_process()


def test_what_a_run_config_leaves_out_comes_from_the_jobs_own_op_by_op(dg):
    @dg.op(config_schema={"rows": dg.Field(int, default_value=100), "factor": dg.Field(int, default_value=9)})
    def first(context):
        return context.op_config["rows"], context.op_config["factor"]

    @dg.op(config_schema={"rows": int})
    def second(context):
        return context.op_config["rows"]

    own = {"first": {"config": {"rows": 2, "factor": 5}}, "second": {"config": {"rows": 3}}}

    @dg.job(config={"ops": own})
    def both():
        first()
        second()

    def values(run_config):
        result = both.execute_in_process(run_config=run_config)
        return result.output_for_node("first"), result.output_for_node("second")

    assert values(None) == ((2, 5), 3)
    assert values({"ops": {"second": {"config": {"rows": 7}}}}) == ((2, 5), 7)
    assert values({"ops": {"first": {"config": {"rows": 7}}}}) == ((7, 9), 3)


def test_a_values_resource_is_a_dictionary(dg):
    @dg.op(required_resource_keys={"names"})
    def table(context):
        return context.resources.names["table"]

    @dg.job(resource_defs={"names": dg.make_values_resource(table=dg.Field(str, default_value="users"))})
    def naming():
        table()

    assert naming.execute_in_process().output_for_node("table") == "users"
