"""Printing a module again and again: only the statements that changed are printed anew."""

import libcst as cst


class StatementPrinter:
    """Remembers the text of each module-level statement that it printed; nodes never change, so neither does their text."""

    def __init__(self, tree: cst.Module) -> None:
        self._shell = tree.with_changes(body=[])
        self._texts: dict[cst.CSTNode, str] = {}

    def statement(self, node: cst.CSTNode) -> str:
        """The text of one module-level statement, with the lines above that belong to it."""
        if node not in self._texts:
            self._texts[node] = self._shell.code_for_node(node)
        return self._texts[node]

    def module(self, tree: cst.Module) -> str:
        """What ``tree.code`` gives."""
        header = "".join(self._shell.code_for_node(line) for line in tree.header)
        footer = "".join(self._shell.code_for_node(line) for line in tree.footer)
        text = header + "".join(self.statement(node) for node in tree.body) + footer
        return text if tree.has_trailing_newline else text.removesuffix(tree.default_newline)
