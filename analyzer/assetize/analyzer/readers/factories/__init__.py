"""What functions of the project make when a module is imported: ops, graphs and jobs that are written down once and made often.

A call of such a function with known arguments is opened: the module's syntax tree gets a function without parameters, a copy of
the called one in which its arguments are assigned first, and the call becomes the name of what it gives. Loops over known
lists are written out. Readers then see definitions as if each had been written by hand. No code is run.
"""

from assetize.analyzer.readers.factories.expand import expand_factories
from assetize.analyzer.readers.factories.expansion import NO_EXPANSION, Expansion

__all__ = ["NO_EXPANSION", "Expansion", "expand_factories"]
