"""The facts that errors of resources, config, types, outputs and calls name, in words that tests of users match on."""

import re
from typing import Any

import pytest


def job_of(dg, *ops, **settings):
    """A job that calls each op on its own."""

    @dg.job(name="kitchen", **settings)
    def kitchen():
        for op in ops:
            op()

    return kitchen


def needing(dg, *keys, name="cook"):
    @dg.op(name=name, required_resource_keys=set(keys))
    def cook(_):
        return None

    return cook


def returning(dg, value, **settings):
    @dg.op(name="serve", **settings)
    def serve():
        return value

    return serve


def in_circles(dg):
    oven = dg.ResourceDefinition(lambda _: 1, required_resource_keys={"timer"})
    timer = dg.ResourceDefinition(lambda _: 1, required_resource_keys={"oven"})
    job_of(dg, needing(dg, "oven"), resource_defs={"oven": oven, "timer": timer})


def missing_need(dg):
    oven = dg.ResourceDefinition(lambda _: 1, required_resource_keys={"gas"})
    job_of(dg, needing(dg, "oven"), resource_defs={"oven": oven})


def unused_with_missing_need(dg):
    oven = dg.ResourceDefinition(lambda _: 1, required_resource_keys={"gas"})
    job_of(dg, returning(dg, 1), resource_defs={"oven": oven})


def missing_in_nested_graph(dg):
    @dg.graph
    def dinner():
        needing(dg, "oven")()

    job_of(dg, dinner, resource_defs={"pan": dg.ResourceDefinition.none_resource()})


def missing_manager_of_output(dg):
    op = returning(dg, 1, out=dg.Out(io_manager_key="fridge"))
    job_of(dg, op, resource_defs={"pan": dg.ResourceDefinition.none_resource()})


def bound_twice(dg):
    @dg.asset(resource_defs={"oven": dg.ResourceDefinition.none_resource()})
    def bread():
        return 1

    dg.materialize([bread], resources={"oven": "another"})


def unbound_need(dg):
    oven = dg.ResourceDefinition(lambda _: 1, required_resource_keys={"gas"})

    @dg.asset(resource_defs={"oven": oven})
    def bread():
        return 1

    dg.with_resources([bread], {})


def unbound_manager_of_source(dg):
    dg.with_resources([dg.SourceAsset("flour", io_manager_key="store")], {})


def bad_config_of_bound(dg):
    @dg.asset(required_resource_keys={"oven"})
    def bread():
        return 1

    oven = dg.ResourceDefinition(lambda context: context.resource_config, config_schema=int)
    dg.with_resources([bread], {"oven": oven}, resource_config_by_key={"oven": {"config": "hot"}})


def generator_without_value(dg):
    def nothing(_):
        yield from ()

    job_of(
        dg, needing(dg, "oven"), resource_defs={"oven": dg.ResourceDefinition(nothing)}
    ).execute_in_process()


def configured_op_that_does_not_fit(dg):
    @dg.op(config_schema={"minutes": int})
    def bake(_):
        return None

    job_of(dg, dg.configured(bake, name="bake_long")({"minutes": "long"})).execute_in_process()


def configured_resource_that_does_not_fit(dg):
    oven = dg.ResourceDefinition(lambda _: 1, config_schema={"heat": int}).configured({"heat": "high"})
    job_of(dg, needing(dg, "oven"), resource_defs={"oven": oven}).execute_in_process()


def graph_config_that_does_not_fit(dg):
    @dg.op(config_schema=str)
    def taste(_):
        return None

    @dg.graph(config=dg.ConfigMapping(lambda _: {"taste": {"config": 7}}, config_schema={}))
    def meal():
        taste()

    job_of(dg, meal).execute_in_process({"ops": {"meal": {"config": {}}}})


def graph_config_that_raises(dg):
    def broken(_):
        raise KeyError("salt")

    @dg.graph(config=dg.ConfigMapping(broken, config_schema={}))
    def meal():
        returning(dg, 1)()

    job_of(dg, meal).execute_in_process({"ops": {"meal": {"config": {}}}})


def types_of_one_name(dg):
    warm, cold = (dg.DagsterType(name="Soup", type_check_fn=lambda _c, _v: True) for _ in range(2))

    @dg.op(out=dg.Out(warm))
    def cook():
        return 1

    @dg.op(ins={"soup": dg.In(cold)})
    def eat(soup):
        return soup

    @dg.job
    def lunch():
        eat(cook())


def bare_value_for_output(dg):
    def plate() -> dg.Output[int]:
        return 3

    job_of(dg, dg.op(plate)).execute_in_process()


def outputs_in_wrong_order(dg):
    def two():
        return dg.Output(1, "second"), dg.Output(2, "first")

    dg.op(name="two", out={"first": dg.Out(), "second": dg.Out()})(two)()


def bare_value_yielded(dg):
    def numbers():
        yield 3

    list(dg.op(numbers)())


def handled_output_of_a_wrong_kind(dg):
    class Shelf(dg.IOManager):
        def handle_output(self, context, obj):
            return 12

        def load_input(self, context):
            return None

    job_of(dg, returning(dg, 1), resource_defs={"io_manager": Shelf()}).execute_in_process()


def value_of_wrong_type_to_call(dg):
    @dg.op(ins={"eggs": dg.In(int)})
    def fry(eggs):
        return eggs

    fry("two")


def hook_without_its_resource(dg):
    @dg.success_hook(required_resource_keys={"bell"})
    def ring(_):
        return None

    ring(dg.build_hook_context())


def loggers_with_two_contexts(dg):
    dg.logger(lambda _: None)(None, None)


ERRORS = {
    in_circles: (
        "DagsterInvariantViolationError",
        'Resource key "(oven|timer)" transitively depends on itself',
    ),
    missing_need: (
        "DagsterInvariantViolationError",
        "Resource with key 'gas' required by resource with key 'oven', but",
    ),
    unused_with_missing_need: (
        "DagsterInvariantViolationError",
        "Resource with key 'gas' required by resource with key",
    ),
    missing_in_nested_graph: (
        "DagsterInvalidDefinitionError",
        "resource with key 'oven' required by op 'dinner.cook' was not",
    ),
    missing_manager_of_output: (
        "DagsterInvalidDefinitionError",
        "io manager with key 'fridge' required by output 'result' of op 'serve'' was not provided. Please provide a IOManagerDefinition",
    ),
    bound_twice: ("DagsterInvalidInvocationError", r'AssetsDefinition with key \["bread"\] has conflicting'),
    unbound_need: (
        "DagsterInvalidDefinitionError",
        "resource with key 'gas' required by resource with key 'oven' was not",
    ),
    unbound_manager_of_source: (
        "DagsterInvalidDefinitionError",
        r"io manager with key 'store' required by SourceAsset with key \[\"flour\"\]",
    ),
    bad_config_of_bound: (
        "DagsterInvalidConfigError",
        "Error when applying config for resource with key 'oven'",
    ),
    generator_without_value: ("DagsterResourceFunctionError", "resource_fn on ResourceDefinition oven"),
    configured_op_that_does_not_fit: ("DagsterInvalidConfigError", "Error in config for op 'bake_long'"),
    configured_resource_that_does_not_fit: ("DagsterInvalidConfigError", "Error in config for resource oven"),
    graph_config_that_does_not_fit: (
        "DagsterInvalidConfigError",
        '(?s)at stack meal: .*"meal" has a configuration error.*root:taste:config',
    ),
    graph_config_that_raises: (
        "DagsterConfigMappingFunctionError",
        'has thrown an unexpected error .*instantiated at stack "meal"',
    ),
    types_of_one_name: ("DagsterInvalidDefinitionError", 'two dagster types with the same name "Soup"'),
    bare_value_for_output: (
        "DagsterInvariantViolationError",
        "output 'result' has generic output annotation, but did not",
    ),
    outputs_in_wrong_order: (
        "DagsterInvariantViolationError",
        "explicitly named 'second', .* for position 0: 'first'",
    ),
    bare_value_yielded: (
        "DagsterInvariantViolationError",
        "they should be wrapped in an `Output` object|rather than an inst",
    ),
    handled_output_of_a_wrong_kind: (
        "DagsterInvariantViolationError",
        "IO manager on output result has returned value 12 of type int",
    ),
    value_of_wrong_type_to_call: (
        "DagsterTypeCheckDidNotPass",
        'failed for op "fry" input "eggs" - expected type "Int"',
    ),
    hook_without_its_resource: (
        "DagsterInvalidDefinitionError",
        "resource with key 'bell' required by hook 'ring'",
    ),
    loggers_with_two_contexts: ("DagsterInvalidInvocationError", "logger received multiple arguments"),
}


@pytest.mark.parametrize("wrong", ERRORS, ids=lambda wrong: wrong.__name__)
def test_an_error_names_its_facts(dg, wrong):
    kind, text = ERRORS[wrong]
    with pytest.raises(Exception, match=text) as caught:
        wrong(dg)
    assert type(caught.value).__name__ == kind


CONFIG_TYPES = {
    "number_as_key": (lambda dg: {55: str}, "Invalid key in map specification: 55"),
    "nullable_key": (lambda dg: {dg.Noneable(str): str}, "Non-scalar key in map specification"),
    "dagster_list": (
        lambda dg: dg.List[int],
        re.escape("Cannot use List in the context of config. Please use a python list (e.g. [int])"),
    ),
    "dagster_set": (lambda dg: dg.Set[int], "Cannot use Set in the context of a config field"),
    "typing_list": (
        lambda dg: list[int],
        "Types from the typing module in python are not allowed|list",
    ),
    "optional": (lambda dg: int | None, "use Field|list|expects a valid"),
    "class": (lambda dg: object, "Attempted to pass <class 'object'> to a Field"),
}


@pytest.mark.parametrize("schema", CONFIG_TYPES)
def test_a_schema_that_is_none_is_explained(dg, schema):
    make, text = CONFIG_TYPES[schema]
    with pytest.raises(dg.DagsterInvalidDefinitionError, match=text):
        dg.Field(make(dg))


def test_an_error_of_config_has_its_message_and_reasons(dg):
    @dg.op(config_schema={"size": dg.Enum("Size", [dg.EnumValue("SMALL"), dg.EnumValue("LARGE")])})
    def order(_):
        return None

    with pytest.raises(dg.DagsterInvalidConfigError) as caught:
        job_of(dg, order).execute_in_process()
    assert "{'ops': {'order': {'config': {'size': 'SMALL'}}}}" in caught.value.message
    assert [each.reason.name for each in caught.value.errors] == ["MISSING_REQUIRED_FIELD"]


@pytest.mark.parametrize(
    ("text", "value"), [("FALSE", False), ("none", False), ("0", False), ("later", True)]
)
def test_a_switch_in_the_environment_is_off_for_few_words_only(dg, monkeypatch, text, value):
    monkeypatch.setenv("SWITCH", text)

    @dg.op(config_schema=dg.BoolSource)
    def look(context):
        return context.op_config

    config = {"ops": {"look": {"config": {"env": "SWITCH"}}}}
    assert job_of(dg, look).execute_in_process(config).output_for_node("look") is value


def test_equal_schemas_have_equal_keys(dg):
    assert dg.Shape({"a": int}).key == dg.Shape({"a": dg.Field(int)}).key
    assert dg.Shape({"a": int}).key != dg.Shape({"a": str}).key
    assert (dg.Array(int).key, dg.Noneable(str).key, dg.Map(str, bool).key) == (
        "Array.Int",
        "Noneable.String",
        "Map.String.Bool",
    )


def test_an_asset_may_use_every_resource_that_is_bound_to_it(dg):
    @dg.asset(resource_defs={"oven": dg.ResourceDefinition(lambda c: c.resource_config, config_schema=int)})
    def bread(context):
        return context.resources.oven

    result = dg.materialize([bread], run_config={"resources": {"oven": {"config": 220}}})
    assert result.output_for_node("bread") == 220


def test_an_op_without_a_context_is_called_without_its_resources(dg):
    @dg.op(required_resource_keys={"oven"})
    def toast():
        return "toast"

    assert toast() == "toast"


def test_a_coroutine_is_checked_when_it_is_awaited(dg):
    import asyncio

    @dg.op(out=dg.Out(int))
    async def brew():
        return "tea"

    with pytest.raises(dg.DagsterTypeCheckDidNotPass, match="expected type"):
        asyncio.run(brew())


def test_type_checks_are_compared_by_what_they_say(dg):
    assert dg.check_dagster_type(dg.Int, 3) == dg.TypeCheck(True)
    assert dg.TypeCheck(False, "cold") != dg.TypeCheck(False, "hot")


@pytest.mark.parametrize(
    "hint", ["List[int]", "Dict[str, int]", "Optional[int]", "Tuple[int, str]", "Set[int]"]
)
def test_types_know_their_annotations(dg, hint):
    import typing

    annotation = eval(f"typing.{hint}", {"typing": typing})
    assert dg.In(annotation).dagster_type.typing_type == annotation


def test_a_logger_of_a_job_hears_of_events(dg):
    import logging

    heard = []

    class Ear(logging.Handler):
        def emit(self, record: Any) -> None:
            heard.append((record.levelname, record.getMessage()))

    @dg.logger
    def listener(_):
        made = logging.Logger("listener", logging.DEBUG)
        made.addHandler(Ear())
        return made

    @dg.op
    def boil(context):
        context.log.info("hot")

    run_config = {"loggers": {"listener": {}}}
    job_of(dg, boil, logger_defs={"listener": listener}).execute_in_process(run_config)
    messages = [f"{level} {text.split(' - ')[-2]} {text.split(' - ')[-1]}" for level, text in heard]
    assert 'DEBUG STEP_START Started execution of step "boil".' in messages
    assert "INFO boil hot" in messages
