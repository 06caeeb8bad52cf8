"""Calls of ops and graphs: each makes a node."""

from collections.abc import Mapping

from assetize.analyzer.codes.reading import UNKNOWN_NODE
from assetize.analyzer.composition.body import Body
from assetize.analyzer.composition.call_site import CallSite
from assetize.analyzer.composition.values import Invocable, Opaque, Value
from assetize.analyzer.composition.wiring import Wiring, bind_inputs


def invoke(call: CallSite, invocable: Invocable) -> Value:
    """A call of an op or graph: a new node and its edges."""
    wiring = call.run.wiring
    callee = call.run.catalogue.callee(invocable.definition)
    if wiring is None or callee is None:
        return call.unclear(f"what this call does is not known: {call.text}", UNKNOWN_NODE)
    _check_maker(call, invocable)
    node = wiring.add_node(invocable, call.names.here.at(call.node))
    if node is None:
        return call.unclear(f"two nodes have the same name: {invocable.alias or invocable.name}")
    bound, wrong = bind_inputs(callee, call.positional, call.keywords)
    for what in wrong:
        call.unclear(f"in the call of {node}, {what}")
    _connect_all(call, wiring, node, bound)
    return wiring.results(node, callee)


def _connect_all(call: CallSite, wiring: Wiring, node: str, bound: Mapping[str, Value]) -> None:
    for name, value in bound.items():
        is_recorded = isinstance(value, Opaque) and value.is_recorded
        if not is_recorded and not wiring.connect(node, name, value):
            call.unclear(f"the argument for {name} in the call of {node} is not the result of a node")


def _check_maker(call: CallSite, invocable: Invocable) -> None:
    problem = made_elsewhere(call.run.body, invocable)
    if problem is not None:
        call.unclear(problem)


def made_elsewhere(body: Body, invocable: Invocable) -> str | None:
    """An op from inside another function may have another name and shape at each call of that function."""
    if "[" in invocable.definition:
        return None  # made by one call of a function that is known: see the readers' factories
    maker, _, inner = invocable.definition.rpartition(".<locals>.")
    if maker and inner and not f"{body.id}.".startswith(f"{maker}."):
        return f"{invocable.name} is made by the function {maker.partition(':')[2]}"
    return None
