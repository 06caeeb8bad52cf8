"""The names that a block of statements binds in its own scope."""

from collections.abc import Callable, Iterator, Sequence

import libcst as cst

from assetize.codemods.rewrite.names import bound_by, target_names

IsLeftOut = Callable[[cst.ImportFrom, cst.ImportAlias], bool]


def bound_names(body: Sequence[cst.CSTNode], is_left_out: IsLeftOut) -> "Bound":
    """What the statements bind, without those that ``is_left_out`` says of an import."""
    collector = Bound(is_left_out)
    for statement in body:
        statement.visit(collector)
    return collector


def names_of_parameters(params: cst.Parameters) -> Iterator[str]:
    """The names of all parameters."""
    for parameter in (
        *params.posonly_params,
        *params.params,
        *params.kwonly_params,
        params.star_arg,
        params.star_kwarg,
    ):
        if isinstance(parameter, cst.Param):
            yield parameter.name.value


class Bound(cst.CSTVisitor):
    """``names`` bound by statements, ``imported`` by imports; functions, classes and the like have scopes of their own."""

    def __init__(self, is_left_out: IsLeftOut) -> None:
        self.names: list[str] = []
        self.imported: list[str] = []
        self.is_left_out = is_left_out

    def visit_FunctionDef(self, node: cst.FunctionDef) -> bool:
        self.names.append(node.name.value)
        return False

    def visit_ClassDef(self, node: cst.ClassDef) -> bool:
        self.names.append(node.name.value)
        return False

    def visit_Lambda(self, node: cst.Lambda) -> bool:
        return False

    def visit_AssignTarget(self, node: cst.AssignTarget) -> None:
        self.names += target_names(node.target)

    def visit_AnnAssign(self, node: cst.AnnAssign) -> None:
        self.names += target_names(node.target)

    def visit_AugAssign(self, node: cst.AugAssign) -> None:
        self.names += target_names(node.target)

    def visit_NamedExpr(self, node: cst.NamedExpr) -> None:
        self.names += target_names(node.target)

    def visit_For(self, node: cst.For) -> None:
        self.names += target_names(node.target)

    def visit_AsName(self, node: cst.AsName) -> None:
        self.names += target_names(node.name)

    def visit_MatchAs(self, node: cst.MatchAs) -> None:
        self.names += target_names(node.name) if node.name else []

    def visit_MatchStar(self, node: cst.MatchStar) -> None:
        self.names += target_names(node.name) if node.name else []

    def visit_Import(self, node: cst.Import) -> bool:
        self.imported += [bound_by(alias) for alias in node.names]
        return False

    def visit_ImportFrom(self, node: cst.ImportFrom) -> bool:
        for alias in () if isinstance(node.names, cst.ImportStar) else node.names:
            if not self.is_left_out(node, alias):
                self.imported.append(bound_by(alias))
        return False
