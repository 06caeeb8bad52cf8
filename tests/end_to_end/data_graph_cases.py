"""Graphs that are given as data: each case is a module that real Dagster can load, after ``composition_cases.OPS``."""

from textwrap import dedent

HEADER = """
from dagster import (
    DependencyDefinition, GraphDefinition, InputMapping, JobDefinition, MultiDependencyDefinition, NodeInvocation,
    OutputMapping,
)
from dagster._core.definitions.composition import MappedInputPlaceholder
from dagster._core.definitions.dependency import DynamicCollectDependencyDefinition
"""


def _case(name: str, source: str) -> tuple[str, str]:
    return f"data_{name}", HEADER + dedent(source)


DATA_GRAPH_CASES = (
    _case(
        "without_dependencies",
        """
        etl = GraphDefinition(name="etl", node_defs=[one, two])
        run = etl.to_job()
        """,
    ),
    _case(
        "position_and_default_output",
        """
        run = GraphDefinition(
            "etl",
            node_defs=[one, same],
            dependencies={"same": {"value": DependencyDefinition("one")}},
        ).to_job(name="nightly")
        """,
    ),
    _case(
        "job_definition",
        """
        run = JobDefinition(
            name="nightly",
            graph_def=GraphDefinition(
                name="etl",
                node_defs=[one, two, add],
                dependencies={
                    "one": {},
                    "add": {
                        "left": DependencyDefinition(node="one", output="result"),
                        "right": DependencyDefinition("two", "result"),
                    },
                },
            ),
        )
        """,
    ),
    _case(
        "job_definition_named_after_its_graph",
        """
        etl = GraphDefinition(name="etl", node_defs=[after, done], dependencies={
            "after": {"start": DependencyDefinition("done")},
        })
        run = JobDefinition(graph_def=etl)
        """,
    ),
    _case(
        "several_uses",
        """
        DEPENDENCIES = {
            NodeInvocation("split"): {},
            NodeInvocation("same", alias="evens", tags={"a": "b"}): {"value": DependencyDefinition("split", "evens")},
            NodeInvocation("same", "odds", retry_policy=RetryPolicy()): {
                "value": DependencyDefinition("split", "odds")
            },
            NodeInvocation("total"): {
                "values": MultiDependencyDefinition(
                    [DependencyDefinition("evens"), DependencyDefinition(node="odds")]
                )
            },
        }
        NODES = [total, same, split]
        run = GraphDefinition(name="etl", node_defs=NODES, dependencies=DEPENDENCIES).to_job()
        """,
    ),
    _case(
        "comprehensions",
        """
        NAMES = ["first", "second"]
        run = GraphDefinition(
            name="etl",
            node_defs=[one, same, total],
            dependencies={
                **{NodeInvocation("same", alias=name): {"value": DependencyDefinition("one")} for name in NAMES},
                NodeInvocation("total"): {
                    "values": MultiDependencyDefinition([DependencyDefinition(name) for name in NAMES])
                },
            },
        ).to_job()
        """,
    ),
    _case(
        "dynamic_outputs",
        """
        run = GraphDefinition(
            name="etl",
            node_defs=[pieces, same, add, one, total],
            dependencies={
                NodeInvocation("same", alias="first"): {"value": DependencyDefinition("pieces")},
                NodeInvocation("add"): {
                    "left": DependencyDefinition("first"), "right": DependencyDefinition("one"),
                },
                NodeInvocation("total"): {"values": DynamicCollectDependencyDefinition("add", "result")},
            },
        ).to_job()
        """,
    ),
    _case(
        "mapped_inputs_and_outputs",
        """
        inner = GraphDefinition(
            name="inner",
            node_defs=[same, add, split],
            dependencies={
                "add": {"left": DependencyDefinition("same")},
            },
            input_mappings=[
                InputMapping(
                    graph_input_name="number", mapped_node_name="same", mapped_node_input_name="value"
                ),
                InputMapping(
                    graph_input_name="number", mapped_node_name="add", mapped_node_input_name="right"
                ),
            ],
            output_mappings=[OutputMapping("sum", "add", "result"), OutputMapping("evens", "split", "evens")],
        )

        @job
        def run():
            found = inner(one())
            add(found.sum, found.evens)
        """,
    ),
    _case(
        "graph_within",
        """
        run = GraphDefinition(
            name="etl",
            node_defs=[doubled, one],
            dependencies={"doubled": {"number": DependencyDefinition("one")}},
        ).to_job()
        """,
    ),
    _case(
        "list_with_an_input_of_the_graph",
        """
        inner = GraphDefinition(
            name="inner",
            node_defs=[one, total],
            dependencies={
                "total": {
                    "values": MultiDependencyDefinition([DependencyDefinition("one"), MappedInputPlaceholder])
                }
            },
            input_mappings=[
                InputMapping(
                    graph_input_name="more",
                    mapped_node_name="total",
                    mapped_node_input_name="values",
                    fan_in_index=1,
                )
            ],
            output_mappings=[OutputMapping("result", "total", "result")],
        )

        @job
        def run():
            same(inner(two()))
        """,
    ),
    _case(
        "stored_asset",
        """
        emails = SourceAsset(key="emails")
        run = GraphDefinition(name="etl", node_defs=[same], input_assets={"same": {"value": emails}}).to_job()
        """,
    ),
    _case(
        "configured_definition",
        """
        @op(config_schema={"a": str})
        def with_config(context):
            return 1

        run = GraphDefinition(
            name="etl",
            node_defs=[with_config.configured({"a": "x"}, name="fixed"), same],
            dependencies={"same": {"value": DependencyDefinition("fixed")}},
        ).to_job()
        """,
    ),
    _case(
        "factory",
        """
        def make(name, *steps):
            return JobDefinition(
                name=name,
                graph_def=GraphDefinition(
                    name=f"{name}_graph",
                    node_defs=[one, *steps],
                    dependencies={step.name: {"value": DependencyDefinition("one")} for step in steps},
                ),
            )

        first = make("first")
        """,
    ),
)
