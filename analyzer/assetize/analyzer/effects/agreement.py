"""What two branches leave in one name."""

from assetize.analyzer.effects.things import Built, Hidden, Made, Plain, Thing
from assetize.analyzer.values import Known


def agreed(first: Thing, second: Thing) -> Thing:
    """What two branches leave in one name: what they share, an object rather than None, else unknown."""
    if first == second:
        return first
    none = Plain(Known(None))
    for one, other in ((first, second), (second, first)):
        if one == none and not isinstance(other, Plain):
            return other
    if isinstance(first, Made) and isinstance(second, Made) and first.type == second.type:
        shared = tuple(item for item in first.facts if item in second.facts)
        return Made(first.type, shared)
    if isinstance(first, Built) and isinstance(second, Built) and first.class_id == second.class_id:
        kept = tuple(item for item in first.attributes if item in second.attributes)
        return Built(first.class_id, kept, first.resource)
    return Hidden("it depends on a condition")
