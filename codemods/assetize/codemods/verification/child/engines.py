"""The two engines: the bundled runtime behind Dagster's name, and Dagster itself."""

from contextlib import ExitStack
from types import ModuleType


def start_engine(name: str, stack: ExitStack) -> ModuleType:
    """What is needed of it beyond its public names; from here on ``import dagster`` finds it."""
    if name == "bundled":
        from assetize.codemods.verification.child import bundled_engine
        from assetize.runtime.alias import serve_dagster

        stack.enter_context(serve_dagster())
        return bundled_engine
    from assetize.codemods.verification.child import dagster_engine

    return dagster_engine
