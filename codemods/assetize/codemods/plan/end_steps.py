"""The last step of a graph-backed asset in which ops run for their side effects, as the actions say it."""

from collections.abc import Mapping, Sequence

from assetize.analyzer.records import dataclass
from assetize.codemods.model import DefineLastOp, GraphStep, StepSource
from assetize.codemods.model.actions import SourceKind
from assetize.codemods.plan.endings import Place
from assetize.codemods.plan.homes import home_of
from assetize.codemods.plan.index import Index
from assetize.codemods.plan.names import NamedAsset

AFTER = "after"
RESULT = "result"


@dataclass(frozen=True, slots=True)
class End:
    """``steps``: what is called beside the original ops. ``places``: step and output by place, with the end's own in it."""

    places: Mapping[Place, tuple[str, str]]
    steps: tuple[GraphStep, ...] = ()

    def place_of(self, place: Place) -> tuple[str, str]:
        """Which output of which step an asset is given out by."""
        return self.places[place]


def make_end(asset: NamedAsset, places: Mapping[Place, tuple[str, str]]) -> End:
    """The end of one asset; ``places``: where each op's output is among the steps."""
    ending = asset.draft.ending
    if ending is None:
        return End(places)
    if asset.last_op is None:
        return End({**places, ending.made: places[ending.after[0]]})
    kind: SourceKind = "collected" if ending.is_collected else "direct"
    after = tuple(StepSource(*places[place], kind) for place in ending.after)
    arguments = [(AFTER, after)]
    value = value_name(asset)
    if value is not None:
        arguments.insert(0, (value, (StepSource(*places[ending.made]),)))
    node = asset.last_op.name
    lists = (AFTER,) if len(after) > 1 else ()
    step = GraphStep(node, asset.last_op, (RESULT,), tuple(arguments), lists=lists)
    return End({**places, ending.made: (node, RESULT)}, (step,))


def value_name(asset: NamedAsset) -> str | None:
    """The parameter by which the last op takes the asset's value, if it does."""
    ending = asset.draft.ending
    if ending is None or ending.kind != "hand_on":
        return None
    key = next(output.key for output in asset.draft.outputs if (output.path, output.output) == ending.made)
    return key[-1] if key[-1] != AFTER else "value"


def make_last_ops(index: Index, assets: Sequence[NamedAsset]) -> list[DefineLastOp]:
    """The ops that have to be written, above the jobs of their assets."""
    return [
        DefineLastOp(
            asset.last_op.module,
            home_of(index, asset.draft.jobs[0]).before,
            asset.last_op.name,
            value_name(asset),
            tuple(path for path, _ in asset.draft.ending.after),
        )
        for asset in assets
        if asset.last_op is not None and asset.draft.ending is not None
    ]
