"""Direct invocation of definitions and the contexts for it."""
