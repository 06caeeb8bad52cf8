"""All ways to say a name, with their weights."""

from hidden_labels import carriers, files_beside, handovers
from hidden_labels.spellings import PLAIN, Spell

SPELLINGS: tuple[tuple[Spell, float], ...] = (
    *PLAIN,
    (carriers.namespace, 0.6),
    (carriers.named_tuple, 0.6),
    (carriers.object_by_name, 0.6),
    (carriers.nested_dict, 0.6),
    (carriers.given_back, 0.8),
    (carriers.property_of_object, 0.6),
    (carriers.chained_constants, 0.8),
    (carriers.same_in_both_branches, 0.4),
    (files_beside.yaml_file, 0.8),
    (files_beside.json_file, 0.5),
    (files_beside.put_together, 0.8),
    (handovers.from_an_op, 1),
    (handovers.dict_from_an_op, 0.6),
    (handovers.object_from_an_op, 0.4),
    (handovers.config_of_an_op, 0.5),
    (handovers.default_of_an_input, 0.5),
)
