"""Dagster types: which values pass, what failures say, and where types come from."""

import typing

import pytest


class Thing:
    pass


PASS = {
    "int": (lambda dg: int, 3),
    "int_takes_bool": (lambda dg: int, True),
    "float": (lambda dg: dg.Float, 1.5),
    "string": (lambda dg: dg.String, "a"),
    "any_none": (lambda dg: dg.Any, None),
    "nothing": (lambda dg: dg.Nothing, None),
    "list": (lambda dg: dg.List[int], [1, 2]),
    "bare_list": (lambda dg: dg.List, [1, "a"]),
    "empty_list": (lambda dg: dg.List[int], []),
    "optional_none": (lambda dg: dg.Optional[int], None),
    "optional_value": (lambda dg: dg.Optional[int], 3),
    "dict": (lambda dg: dg.Dict[str, int], {"a": 1}),
    "bare_dict": (lambda dg: dg.Dict, {1: 2}),
    "set": (lambda dg: dg.Set[int], {1}),
    "tuple": (lambda dg: dg.Tuple[int, str], (1, "a")),
    "class": (lambda dg: Thing, Thing()),
    "nested": (lambda dg: dg.List[dg.Optional[dg.Dict[str, int]]], [None, {"a": 1}]),
    "several_classes": (lambda dg: dg.PythonObjectDagsterType((int, str)), "a"),
}


@pytest.mark.parametrize("case", PASS)
def test_value_passes(dg, case):
    make, value = PASS[case]
    assert dg.check_dagster_type(make(dg), value).success


FAIL = {
    "int": (lambda dg: int, "s", 'Value "s" of python type "str" must be a int.'),
    "int_none": (lambda dg: int, None, "must be a int."),
    "float_takes_no_int": (lambda dg: float, 1, "must be a float."),
    "bool_takes_no_int": (lambda dg: bool, 1, "must be a bool."),
    "string": (lambda dg: str, 3, "must be a string."),
    "nothing": (lambda dg: dg.Nothing, 3, "must be None or unset"),
    "list": (lambda dg: dg.List[int], 3, "must be a list."),
    "list_member": (lambda dg: dg.List[int], [1, "a"], 'Value "a"'),
    "optional": (lambda dg: dg.Optional[int], "x", "must be a int."),
    "dict": (lambda dg: dg.Dict[str, int], 3, "should be a dict"),
    "dict_key": (lambda dg: dg.Dict[str, int], {1: 1}, "must be a string."),
    "dict_value": (lambda dg: dg.Dict[str, int], {"a": "b"}, "must be a int."),
    "set": (lambda dg: dg.Set[int], 3, "should be a set"),
    "set_member": (lambda dg: dg.Set[int], {"a"}, "must be a int."),
    "tuple": (lambda dg: dg.Tuple[int, str], 3, "should be a tuple"),
    "tuple_length": (lambda dg: dg.Tuple[int, str], (1,), "requires 2 entries, received 1 values"),
    "tuple_member": (lambda dg: dg.Tuple[int, str], (1, 2), "must be a string."),
    "class": (lambda dg: Thing, 3, "failed type check for Dagster type Thing"),
    "several_classes": (lambda dg: dg.PythonObjectDagsterType((float, str)), 3, "Union[float, str]"),
}


@pytest.mark.parametrize("case", FAIL)
def test_value_fails(dg, case):
    make, value, message = FAIL[case]
    result = dg.check_dagster_type(make(dg), value)
    assert not result.success
    assert message in result.description


@pytest.mark.parametrize("kind", [typing.List[int], list[int], dict[str, int]])  # noqa: UP006
def test_python_generics_are_not_checked_directly(dg, kind):
    with pytest.raises(Exception, match=r"dagster|Dagster"):
        dg.check_dagster_type(kind, [])


def test_custom_type(dg):
    even = dg.DagsterType(name="Even", type_check_fn=lambda _, value: value % 2 == 0)
    assert dg.check_dagster_type(even, 2).success
    assert not dg.check_dagster_type(even, 3).success
    assert even.display_name == "Even" and even.unique_name == "Even"


def test_type_check_with_metadata(dg):
    checked = dg.DagsterType(
        name="Checked",
        type_check_fn=lambda _, v: dg.TypeCheck(v > 0, description="positive", metadata={"n": v}),
    )
    result = dg.check_dagster_type(checked, -1)
    assert (result.success, result.description, result.metadata["n"].value) == (False, "positive", -1)


def test_a_check_must_give_a_truth_value(dg):
    strange = dg.DagsterType(name="Strange", type_check_fn=lambda _, value: 3)
    with pytest.raises(
        dg.DagsterInvariantViolationError, match="Return value must be instance of TypeCheck or a bool"
    ):
        dg.check_dagster_type(strange, 1)


@pytest.mark.parametrize("function", [lambda: True, lambda value: True])
def test_a_check_takes_two_arguments(dg, function):
    with pytest.raises(dg.DagsterInvalidDefinitionError, match="must take 2 arguments"):
        dg.DagsterType(name="Bad", type_check_fn=function)


@pytest.mark.parametrize("value", [3, "str", typing.Union[int, str]])  # noqa: UP007
def test_what_is_no_type(dg, value):
    with pytest.raises(dg.DagsterInvalidDefinitionError, match="Invalid type: dagster_type must be"):
        dg.In(value)
        dg.op(name="o", ins={"x": dg.In(value)})


def test_python_object_type_needs_a_class(dg):
    with pytest.raises(Exception, match="must be a class"):
        dg.PythonObjectDagsterType(3)


def test_declared_type_of_a_class(dg):
    @dg.usable_as_dagster_type(name="Fancy", description="d")
    class Declared:
        pass

    @dg.op
    def make() -> Declared:
        return Declared()

    found = make.output_defs[0].dagster_type
    assert (found.unique_name, found.description) == ("Fancy", "d")

    class Other:
        pass

    dg.make_python_type_usable_as_dagster_type(Other, dg.PythonObjectDagsterType(Other, name="Another"))
    assert dg.In(Other).dagster_type.unique_name == "Another"
    with pytest.raises(dg.DagsterInvalidDefinitionError, match="already been registered"):
        dg.make_python_type_usable_as_dagster_type(Other, dg.PythonObjectDagsterType(Other, name="Third"))


@pytest.mark.parametrize(
    ("annotation", "label"),
    [(int, "Int"), (str, "String"), (list[int], "[Int]"), (typing.Optional[int], "Int?"), (Thing, "Thing")],  # noqa: UP045
)
def test_types_from_annotations(dg, annotation, label):
    def body(x):
        return x

    body.__annotations__ = {"x": annotation, "return": annotation}
    made = dg.op(body)
    assert made.ins["x"].dagster_type.display_name == label
    assert made.outs["result"].dagster_type.display_name == label


def test_outputs_from_a_tuple_annotation(dg):
    @dg.op(out={"a": dg.Out(), "b": dg.Out()})
    def two() -> tuple[int, str]:
        return 1, "x"

    assert [o.dagster_type.display_name for o in two.output_defs] == ["Int", "String"]
    with pytest.raises(dg.DagsterInvariantViolationError, match="non-tuple annotation"):

        @dg.op(out={"a": dg.Out(), "b": dg.Out()})
        def one() -> int:
            return 1

    with pytest.raises(dg.DagsterInvariantViolationError, match="annotation has 3"):

        @dg.op(out={"a": dg.Out(), "b": dg.Out()})
        def three() -> tuple[int, int, int]:
            return 1, 2, 3


def test_failures_in_a_run_name_the_output_and_the_input(dg, run):
    @dg.op
    def wrong() -> int:
        return "s"

    with pytest.raises(dg.DagsterTypeCheckDidNotPass, match='output "result" - expected type "Int"'):
        run(wrong)

    @dg.op
    def text():
        return "s"

    @dg.op
    def number(x: int):
        return x

    @dg.job
    def the_job():
        number(text())

    with pytest.raises(dg.DagsterTypeCheckDidNotPass, match='input "x" - expected type "Int"'):
        the_job.execute_in_process()
    result = the_job.execute_in_process(raise_on_error=False)
    assert not result.success
    assert result.failure_data_for_node("number").error.cls_name == "DagsterTypeCheckDidNotPass"


def test_type_loader(dg):
    @dg.dagster_type_loader(config_schema={"n": int})
    def load(context, config):
        return config["n"] * 2

    doubled = dg.DagsterType(name="Doubled", type_check_fn=lambda _, v: isinstance(v, int), loader=load)

    @dg.op(ins={"x": dg.In(doubled)})
    def take(x):
        return x

    @dg.job
    def the_job():
        take()

    config = {"ops": {"take": {"inputs": {"x": {"n": 4}}}}}
    assert the_job.execute_in_process(run_config=config).output_for_node("take") == 8
    with pytest.raises(dg.DagsterInvalidConfigError):
        the_job.execute_in_process()
