"""What the bodies of graphs and jobs make: nodes, edges, and how a graph's own inputs and outputs are mapped.

A body is interpreted over values such as "output of node": see ``values``. ``compose`` gives what Dagster would find by
calling the function, or records of what it could not follow.
"""

from assetize.analyzer.composition.body import Body, Composed
from assetize.analyzer.composition.compose import compose_all

__all__ = ["Body", "Composed", "compose_all"]
