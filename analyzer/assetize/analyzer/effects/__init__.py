"""What the ops of a project read and write: bodies interpreted, calls followed, libraries known by a catalogue.

``find_effects(project, sources)`` gives one ``Effect`` for each read, write or message that a body makes, with the calls
that lead there, and ``Coverage``: what could not be followed.
"""

from assetize.analyzer.effects.find import find_effects

__all__ = ["find_effects"]
