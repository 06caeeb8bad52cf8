"""The state of interpreting one body, and of the whole project's interpretation."""

import ast
from collections.abc import Callable, Mapping, Sequence
from dataclasses import field

from assetize.analyzer.config_values.binding import Variant
from assetize.analyzer.config_values.handed_input import OutputValue
from assetize.analyzer.effects.things import Entry, Hidden, Routine, Thing
from assetize.analyzer.effects.wiring import Wiring
from assetize.analyzer.model import DeclaredCall, Effect, Project, ResourceBinding, UnfollowedCall
from assetize.analyzer.names import ModuleSource, Scope, Sources
from assetize.analyzer.records import dataclass
from assetize.analyzer.values import Value

DEEPEST = 4
"""How many calls are followed from an op's body, one inside the other."""
MOST_FOLLOWED = 400
"""How many calls are followed for one op in all."""


NOTHING_KNOWN = Hidden("nothing is known of what it returns")


@dataclass(frozen=True, slots=True)
class Outcome:
    """What following one function gave; effects as seen from its own body."""

    effects: tuple[Effect, ...] = ()
    returned: Thing = NOTHING_KNOWN
    yielded: Thing | None = None
    unfollowed: tuple[UnfollowedCall, ...] = ()


@dataclass(eq=False, slots=True)
class World:
    """What all bodies share: facts, sources, and what was found out before."""

    project: Project
    sources: Sources
    visit: "Callable[[Frame, ast.expr], None]"
    """Reads the calls in an expression."""
    run: "Callable[[Frame, Sequence[ast.stmt]], None]"
    """Reads statements."""
    know: "Callable[[Frame, ast.expr], Thing]"
    """What an expression gives."""
    named: "Callable[[World, str], Thing]"
    """What a qualified name stands for."""
    call: "Callable[[World, Routine], Outcome]"
    """What a function does when nothing but its receiver is known."""
    decorate: "Callable[[World, Routine, Sequence[ast.expr]], Routine]"
    """A function with what its decorators put in its place."""
    resource: "Callable[[World, str, Value | ResourceBinding | None], Thing]"
    """What a resource key is bound to, with the config that a job gives it, or in a job that binds a stand-in to it."""
    bindings: Mapping[str, tuple[ResourceBinding, ...]]
    """What each resource key is bound to, everywhere in the project."""
    modules_by_file: Mapping[str, str]
    wiring: Wiring
    handed: dict[object, tuple[OutputValue, ...]] = field(default_factory=dict)
    """What the outputs of an op hold, by op id and config."""
    memory: dict[object, tuple[Outcome, int]] = field(default_factory=dict)
    """What following a function gave, and how many calls that took."""
    globals: dict[str, Thing] = field(default_factory=dict)
    outside: dict[tuple[Scope, str], Thing] = field(default_factory=dict)
    """What names mean that a body does not bind itself."""
    resources: dict[object, Thing] = field(default_factory=dict)
    attributes: dict[tuple[str, str], Thing] = field(default_factory=dict)
    parameters: dict[tuple[int, str], dict[str, Thing]] = field(default_factory=dict)
    """What the annotations of a function say, by the identity of its arguments."""
    under_way: set[object] = field(default_factory=set)
    followed: int = 0
    cut_short: int = 0
    """How often a call was not followed because of the calls around it or before it."""
    declared: Mapping[str, tuple[DeclaredCall, ...]] = field(default_factory=dict)
    """The helpers that the project's settings declare, by the last part of their names."""
    variants: Mapping[str, tuple[Variant, ...]] = field(default_factory=dict)
    """The configs of each op that has any, by op id."""


@dataclass(eq=False, slots=True)
class Frame:
    """One body under interpretation."""

    world: World
    source: ModuleSource
    scope: Scope
    names: dict[str, Entry] = field(default_factory=dict)
    depth: int = DEEPEST
    """How many more calls may be followed from here."""
    loops: int = 0
    """Loops around over something only known while running."""
    branches: int = 0
    is_repeated: bool = False
    """Inside a known loop: expressions are seen again with other names, so none may wait."""
    results: dict[int, Thing] = field(default_factory=dict)
    """What each call gave, by the identity of its syntax node."""
    effects: list[Effect] = field(default_factory=list)
    unfollowed: list[UnfollowedCall] = field(default_factory=list)
    returned: list[Thing] = field(default_factory=list)
    yielded: list[Thing] = field(default_factory=list)
    given: list[tuple[ast.expr, Thing]] = field(default_factory=list)
    """What is returned or yielded, with the expression that gives it."""
    yields_vary: bool = False
    """How often it yields is only known while running."""
    has_ended: bool = False
    """A ``return`` or ``raise`` was met on the path being read."""

    @property
    def module_id(self) -> str:
        """The module that the body stands in."""
        return self.source.module.id

    def close(self) -> None:
        """Lets go of the names: expressions that wait among them point back here, and such a circle would keep syntax trees."""
        self.names = {}


def module_frame(world: World, module_id: str, scope: Scope | None = None) -> Frame | None:
    """A frame for expressions outside any body under interpretation."""
    source = world.sources.module(module_id)
    if source is None:
        return None
    return Frame(world, source, scope or source.scope, depth=DEEPEST - 1)
