"""What the interpretation of a body knows about a name: a constant, a library's object, an object of the project."""

import ast
from dataclasses import field
from typing import Any, Union

from assetize.analyzer.model import ResourceBinding
from assetize.analyzer.names import Scope
from assetize.analyzer.records import dataclass
from assetize.analyzer.values import Hole, Instance, Known, NotKnown, Template, Value
from assetize.analyzer.values.value import mapping, sequence


@dataclass(frozen=True, slots=True)
class Plain:
    """A constant, text with holes, a written-out container, or something only known while running."""

    value: Value


@dataclass(frozen=True, slots=True)
class Hidden:
    """Something of unknown type; ``name`` is the last word by which it was reached (``db.users``: ``"users"``)."""

    reason: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class Made:
    """An object of a library: its type as a dotted name, and what is known of it (path, bucket, table ...)."""

    type: str
    facts: tuple[tuple[str, Value], ...] = ()

    def fact(self, name: str) -> Value | None:
        """A fact by name."""
        return next((value for key, value in self.facts if key == name), None)


@dataclass(frozen=True, slots=True)
class Built:
    """An object of a class of the project; ``resource`` is its resource key when it is one."""

    class_id: str
    attributes: tuple[tuple[str, "Thing"], ...] = ()
    resource: str = ""


@dataclass(frozen=True, slots=True)
class Klass:
    """A class of the project."""

    class_id: str


@dataclass(frozen=True, slots=True)
class Named:
    """A function, class or module outside the project, by qualified name."""

    name: str


@dataclass(frozen=True, eq=False, slots=True)
class Routine:
    """A function of the project, a method bound to ``receiver``, or a lambda with the names around it."""

    id: str
    node: ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda
    scope: Scope
    """Its own inside; for a lambda the scope that it stands in."""
    receiver: "Thing | None" = None
    around: dict[str, "Entry"] = field(default_factory=dict)
    preset: tuple["Thing", ...] = ()
    preset_names: tuple[tuple[str, "Thing"], ...] = ()
    wrapper: "Routine | None" = None
    """What decorators of the project put in its place."""
    is_decorated: bool = False
    """It is what such a decorator calls: a part of the call that led to the decorator, and no call of its own."""


@dataclass(frozen=True, slots=True)
class Group:
    """A tuple or list of things, for unpacking and known loops."""

    things: tuple["Thing", ...]


@dataclass(frozen=True, slots=True)
class Lookup:
    """A written-out dict of which some values are functions, classes or objects."""

    entries: tuple[tuple[object, "Thing"], ...]

    def at(self, key: object) -> "Thing | None":
        """The thing at a key."""
        return next((thing for known, thing in reversed(self.entries) if known == key), None)


@dataclass(frozen=True, slots=True)
class Method:
    """A method of a library's object that was reached and not called so far: ``write = frame.to_csv``."""

    receiver: "Thing"
    name: str


@dataclass(frozen=True, slots=True)
class Preset:
    """A function or method of a library with some of its arguments given: ``partial(json.dump, indent=2)``."""

    function: "Thing"
    positional: tuple["Thing", ...]
    names: tuple[tuple[str, "Thing"], ...]


@dataclass(frozen=True, slots=True)
class Several:
    """One of several objects, by how the code is deployed: a resource key that is bound in more than one way."""

    things: tuple["Thing", ...]


@dataclass(frozen=True, slots=True)
class Context:
    """Dagster's own context object; ``part`` is ``""``, ``"resources"``, ``"init"`` or ``"config"``.

    ``config`` is the op's or resource's own config as far as it is known, ``resources`` what resources get from the job: config, or a stand-in
    in their place.
    """

    part: str = ""
    config: Value = field(default=NotKnown("run config"))
    resources: tuple[tuple[str, Value | ResourceBinding], ...] = ()
    class_id: str = ""
    """The project's class of the config, where it has one."""


Thing = Union[  # noqa: UP007
    Plain, Hidden, Made, Built, Klass, Named, Routine, Group, Lookup, Method, Preset, Several, Context
]


@dataclass(eq=False, slots=True)
class Later:
    """An expression that was assigned and not needed so far, with the names as they were."""

    expression: ast.expr
    names: dict[str, "Entry"]
    frame: Any
    known: "Thing | None" = None
    """What it gave when it was needed first."""


Entry = Union[Thing, Later]  # noqa: UP007

NONE = Plain(Known(None))
RUN_KINDS = frozenset({"unknown", "param", "config"})
"""Kinds of holes that one run fills differently from another."""


def with_hole(kind: str, name: str) -> Plain:
    """A value that is one hole."""
    return Plain(Template((Hole(kind, name),)))


SCRATCH = with_hole("scratch", "")


def is_lasting(hole: Hole) -> bool:
    """Whether a hole still names one object: an environment variable, a resource's setting, a date, a partition."""
    return hole.kind not in RUN_KINDS


def is_scratch(value: Value | None) -> bool:
    """Whether a path lies in a temporary folder."""
    return isinstance(value, Template) and any(hole.kind == "scratch" for hole in value.holes)


def value_of(thing: Thing) -> Value:
    """The constant behind a thing; NotKnown with the reason for objects."""
    match thing:
        case Plain(value):
            return value
        case Hidden(reason, _):
            return NotKnown(reason)
        case Made("builtins.file", facts):
            return Instance(
                "builtins.open", tuple(("file", value) for name, value in facts if name == "path")
            )
        case Made(type_name, _):
            path = thing.fact("path")
            last = type_name.rpartition(".")[2]
            return path if path is not None else NotKnown(f"which {last} it is is only known while running")
        case Context("config", config):
            return config
        case Group(things):
            return sequence(value_of(item) for item in things)
        case Lookup(entries):
            return mapping((key, value_of(item)) for key, item in entries)
        case _:
            return NotKnown("it is an object")
