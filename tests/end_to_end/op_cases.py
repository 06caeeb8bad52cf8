"""Ops in many shapes, for comparison with what Dagster makes of them."""

OP_SHAPES = """
from typing import Any, Generator, Iterator, List, Optional, Tuple

import dagster as dg
from dagster import Config, ConfigurableResource, DynamicOut, DynamicOutput, In, Nothing, Out, Output, ResourceParam, op
from dagster import op as step

IO = "warehouse"
OUTS = {"first": Out(io_manager_key=IO), "second": Out(is_required=False)}
SHARED = {"start": In(Nothing)}


class Store(ConfigurableResource):
    path: str = "x"

class Special(Store):
    pass

class Settings(Config):
    n: int = 1


@op
def bare(): return 1

@op()
def called(): return 1

@step(name="other_name", description="x", tags={"a": "b"})
def renamed(): return 1

@dg.op
def no_annotation(): pass

@op
def annotated_none() -> None: pass

@op
def annotated_string_none() -> "None": pass

@op
def annotated_output_none() -> Output[None]: return Output(None)

@op
def annotated_optional() -> Optional[int]: return None

@op
def annotated_output() -> Output[int]: return Output(1)

@op
def annotated_tuple() -> Tuple[int, int]: return 1, 2

@op
def annotated_nothing() -> Nothing: pass

@op
def annotated_result() -> dg.MaterializeResult: return dg.MaterializeResult()

@op
def annotated_dynamic_list() -> List[DynamicOutput[int]]: return []

@op
def annotated_dynamic_list_bare() -> list[DynamicOutput]: return []

@op
def generator_none() -> None: yield Output(1)

@op
def generator_annotated() -> Generator[Output[int], None, None]: yield Output(1)

@op
def iterator_dynamic() -> Iterator[DynamicOutput[int]]: yield DynamicOutput(1, mapping_key="a")

@op
async def async_none() -> None: pass

@op(out=Out())
def out_bare(): return 1

@op(out=Out(Nothing))
def out_nothing(): pass

@op(out=Out(dagster_type=Nothing, io_manager_key="x"))
def out_nothing_keyword(): pass

@op(out=Out(int, "text", False, "key", {"table": "users", "n": 5}))
def out_by_position(): return 1

@op(out=Out())
def out_with_none_annotation() -> None: pass

@op(out=Out(int))
def out_with_type() -> int: return 1

@op(out={"users": Out(io_manager_key=IO)})
def out_dict() -> None: pass

@op(out=OUTS)
def out_constant(): return 1, 2

@op(out={**OUTS, "third": Out(metadata={"table": f"{IO}.t"})})
def out_spread(): return 1, 2, 3

@op(out={"a": Out(), "b": Out()})
def out_tuple() -> Tuple[None, int]: return None, 1

@op(out=dict(a=Out(), b=Out(Nothing)))
def out_dict_call(): return 1, None

@op(out=DynamicOut(io_manager_key="x"))
def out_dynamic(): yield DynamicOutput(1, mapping_key="a")

@op(out={"a": DynamicOut(), "b": Out()})
def out_some_dynamic(): yield DynamicOutput(1, mapping_key="a", output_name="a")

@op(out={})
def out_none(): pass

@op
def with_context(context, x): return x

@op
def with_underscore(_, x): return x

@op
def with_context_prefix(_context, x): return x

@op
def with_context_suffix(context_, x): return x

@op
def context_comes_second(x, context_free): return x

@op
def context_by_annotation_is_an_input(ctx: Any, x): return x

@op
def keyword_only(x, *, y, z=3): return x

@op
def with_default(x, y=1, z: Optional[int] = None): return x

@op
def with_config(context, config: Settings, x): return x

@op
def config_class_under_another_name(settings: Settings, x): return x

@op
def with_resources(x, store: Store, special: "Special", any_one: ResourceParam[str], z): return x

@op(ins={"b": In(int), "a": In(str, default_value="x")})
def declared(b, a, c): return a

@op(ins={"after": In(Nothing), "before": In(dagster_type=Nothing)})
def nothings(x): return x

@op(ins=SHARED)
def shared_ins(x): return x

@op(ins={**SHARED, "x": In(input_manager_key="reader", metadata={"table": "t"})})
def spread_ins(x): return x

@op(ins={"x": In()})
def takes_anything(**kwargs): return 1

@op(required_resource_keys={"store"}, config_schema={"n": int})
def old_style(context): return context.op_config["n"]
"""
