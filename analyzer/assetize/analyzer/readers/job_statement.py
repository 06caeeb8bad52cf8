"""Whether the statement that makes a job may become another one."""

import ast

from assetize.analyzer.readers.site import Site


def read_job_problem(site: Site) -> str:
    """What keeps the statement from being rewritten, in words; a job that is bound to no name has none."""
    if site.is_decorator:
        return "it has a second decorator" if len(site.function.decorator_list) > 1 else ""
    if site.is_nested or site.variable is None:
        return ""
    statements = site.here.module.tree.body
    own = next((item for item in statements if getattr(item, "value", None) is site.node), None)
    if own is None:
        return ""
    targets = own.targets if isinstance(own, ast.Assign) else []
    if len(targets) > 1:
        return "it is bound to several names at once"
    if any(item is not own and shares_a_line(item, own) for item in statements):
        return "it shares its line with another statement"
    return ""


def shares_a_line(one: ast.stmt, other: ast.stmt) -> bool:
    """Whether one begins on the line on which the other ends, or they are written in the same lines."""
    return one.lineno <= (other.end_lineno or 0) and other.lineno <= (one.end_lineno or 0)
