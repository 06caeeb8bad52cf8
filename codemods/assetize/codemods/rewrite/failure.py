"""How a rewrite says that it cannot be done."""

from assetize.analyzer.model import Diagnostic


class RewriteFailure(Exception):
    """Raised inside the rewriting, and turned into the diagnostic that it carries at its border."""

    def __init__(self, diagnostic: Diagnostic) -> None:
        super().__init__(diagnostic.message)
        self.diagnostic = diagnostic
