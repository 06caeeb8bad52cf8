"""`ConfigurableResource`: resources written as pydantic models; imported only when it is used."""

from __future__ import annotations

import contextlib
import typing
from collections.abc import Iterator, Mapping
from typing import Annotated, Any, Generic, TypeVar

from pydantic import ConfigDict, PrivateAttr

from assetize.runtime.config.field import NO_VALUE, Field
from assetize.runtime.config.model_schema import model_field
from assetize.runtime.config.plain_values import plain_value
from assetize.runtime.config.pythonic import Config
from assetize.runtime.config.structures import Shape
from assetize.runtime.definitions.body import RESOURCE_PARAMETER
from assetize.runtime.errors import CheckError
from assetize.runtime.io.definition import IOManager, IOManagerDefinition
from assetize.runtime.resources.definition import ResourceDefinition

T = TypeVar("T")

if typing.TYPE_CHECKING:
    ResourceParam = Annotated[T, RESOURCE_PARAMETER]
    ResourceDependency = Annotated[T, "resource_dependency"]
else:

    class ResourceParam:
        """Marks a parameter that gets a resource of any type."""

        def __class_getitem__(cls, item: Any) -> Any:
            return Annotated[item, RESOURCE_PARAMETER]

    class ResourceDependency:
        """Marks a field of a resource that is another resource."""

        def __class_getitem__(cls, item: Any) -> Any:
            return Annotated[Any, "resource_dependency", item]


class ConfigurableResource(Config, Generic[T]):
    """Base class of resources with config; ops that annotate a parameter with it get one."""

    is_pythonic_resource: typing.ClassVar[bool] = True
    model_config = ConfigDict(
        frozen=True, extra="ignore", arbitrary_types_allowed=True, ignored_types=(property,)
    )
    _init_context: Any = PrivateAttr(default=None)
    _partial: bool = PrivateAttr(default=False)
    _partials: dict[str, Any] = PrivateAttr(default_factory=dict)

    def __init__(self, **data: Any) -> None:
        _check_fields(type(self), data)
        partial = {name: value for name, value in data.items() if isinstance(value, PartialResource)}
        super().__init__(**{**data, **{name: value.preview() for name, value in partial.items()}})
        self._partials = partial

    @classmethod
    def configure_at_launch(cls, **data: Any) -> PartialResource:
        """The resource with the rest of its config given by runs."""
        return PartialResource(cls, data)

    @classmethod
    def from_resource_context(cls, context: Any) -> Any:
        """What ops would get, for the config in a context of a resource function."""
        return cls(**(context.resource_config or {})).prepared(context).create_resource(context)

    @classmethod
    @contextlib.contextmanager
    def from_resource_context_cm(cls, context: Any) -> Iterator[Any]:
        """What ops would get, set up for the time of a `with` block."""
        resource = cls(**(context.resource_config or {})).prepared(context)
        with resource.yield_for_execution(context) as made:
            yield made.create_resource(context)

    def create_resource(self, context: Any) -> Any:
        """What ops get: the resource itself, unless a subclass makes something else."""
        return self

    def setup_for_execution(self, context: Any) -> None:
        """Called before a run uses the resource."""

    def teardown_after_execution(self, context: Any) -> None:
        """Called after a run used the resource."""

    @contextlib.contextmanager
    def yield_for_execution(self, context: Any) -> Iterator[Any]:
        """The resource for the time of a run."""
        self.setup_for_execution(context)
        try:
            yield self
        finally:
            self.teardown_after_execution(context)

    @classmethod
    def needs_no_teardown(cls) -> bool:
        """Whether the class leaves the end of a run alone."""
        base = ConfigurableResource
        return (
            cls.yield_for_execution is base.yield_for_execution
            and cls.teardown_after_execution is base.teardown_after_execution
        )

    def _not_assignable(self) -> str:
        return (
            f"'{type(self).__name__}' is a Pythonic resource and does not support item assignment, as it inherits from "
            "'pydantic.BaseModel' with frozen=True. If trying to maintain state on this resource, consider building a "
            "separate, stateful client class, and provide a method on the resource to construct and return the stateful "
            "client."
        )

    def get_resource_context(self) -> Any:
        """The context that the resource was set up with."""
        if self._init_context is None:
            raise CheckError("Attempted to get context before resource was initialized.")
        return self._init_context

    def prepared(self, context: Any) -> Any:
        """A copy that knows its context."""
        copy = self.model_copy()
        copy._init_context = context
        return copy

    def process_config_and_initialize(self) -> Any:
        """The resource with environment variables read, outside of runs."""
        from assetize.runtime.direct.resources import build_init_resource_context

        definition = self.as_resource_definition()
        config = definition.inner_config(None)
        return definition.build_value(build_init_resource_context().replace_config(config))

    def as_resource_definition(self) -> Any:
        """The definition of the resource, with this config as defaults."""
        fields, values = _fields(type(self), self)
        return PythonicResourceDefinition(type(self), fields, _nested(self), values)


class PartialResource:
    """A resource class with some of its config; runs give the rest."""

    def __init__(self, resource_cls: type[ConfigurableResource[Any]], data: Mapping[str, Any]) -> None:
        self.resource_cls = resource_cls
        self.data = dict(data)

        self._definition: Any = None

    def preview(self) -> Any:
        """The resource as far as it is known, to stand for it until a run gives the rest."""
        return self.resource_cls.model_construct(**self.data)

    def as_resource_definition(self) -> Any:
        """The definition of the resource, always the same one."""
        if self._definition is None:
            self._definition = self._defined()
        return self._definition

    def _defined(self) -> Any:
        nested = {
            name: value for name, value in self.data.items() if hasattr(value, "as_resource_definition")
        }
        fields = {
            info.alias or name: model_field(
                self.resource_cls, name, self.data.get(info.alias or name, NO_VALUE)
            )
            for name, info in self.resource_cls.model_fields.items()
            if name not in nested and not _is_resource_field(info)
        }
        return PythonicResourceDefinition(self.resource_cls, fields, nested)


class PythonicResourceDefinition(IOManagerDefinition):
    """The definition that a resource class gives."""

    def __init__(
        self,
        cls: type[ConfigurableResource[Any]],
        fields: Mapping[str, Field],
        nested: Mapping[str, Any],
        values: Mapping[str, Any] | None = None,
    ) -> None:
        schema = Field(Shape(fields)) if values is None else Field(Shape(fields), default_value=dict(values))
        super().__init__(self.build_value, schema, cls.__doc__)
        self.cls = cls
        self.nested = dict(nested)

    def inner_config(self, value: Any, owner: str | None = None) -> Any:
        if value is None:
            from assetize.runtime.config.validation import config_of_definition

            value = config_of_definition(
                self.config_schema, None, f"Error in config for resource {self.cls.__name__}"
            )
        return super().inner_config(value, owner)

    def held_keys(self, definitions: Mapping[str, Any]) -> set[str]:
        for name, value in self.nested.items():
            if isinstance(value, PartialResource) and not any(
                _same_resource(definition, value) for definition in definitions.values()
            ):
                raise CheckError(
                    f"Any partially configured, nested resources must be provided to Definitions object: the resource "
                    f"'{name}' of {self.cls.__name__} is not."
                )
        return {
            key
            for key, definition in definitions.items()
            if any(_same_resource(definition, value) for value in self.nested.values())
        }

    def make(self, context: Any) -> Any:
        if not self.nested and self.cls.needs_no_teardown():
            return self.build_value(context)
        return self._managed(context)

    def build_value(self, context: Any) -> Any:
        """The resource, outside of runs."""
        with self._managed(context) as value:
            return value

    @contextlib.contextmanager
    def _managed(self, context: Any) -> Iterator[Any]:
        with contextlib.ExitStack() as stack:
            inner = {name: self._inner(name, value, context, stack) for name, value in self.nested.items()}
            resource = self.cls(**{**(context.resource_config or {}), **inner}).prepared(context)
            made = stack.enter_context(resource.yield_for_execution(context))
            yield made.create_resource(context) if hasattr(made, "create_resource") else made

    def _inner(self, name: str, value: Any, context: Any, stack: contextlib.ExitStack) -> Any:
        for key, definition in context.all_resource_defs.items():
            if _same_resource(definition, value) and key in context.resources.original_resource_dict:
                return context.resources.original_resource_dict[key]
        definition = value.as_resource_definition() if hasattr(value, "as_resource_definition") else value
        if not isinstance(definition, ResourceDefinition):
            return value
        made = definition.make(context.replace_config(definition.inner_config(None)))
        return (
            stack.enter_context(made)
            if hasattr(made, "__enter__") and isinstance(definition, PythonicResourceDefinition)
            else made
        )


def _same_resource(definition: Any, value: Any) -> bool:
    """Whether a top-level resource is the one that another resource holds."""
    if isinstance(value, PartialResource):
        return definition is value.as_resource_definition()
    return definition is value


def _check_fields(cls: type[ConfigurableResource[Any]], data: Mapping[str, Any]) -> None:
    """An error if a field is of a type that config cannot hold, and is no resource either."""
    for name, info in cls.model_fields.items():
        value = data.get(info.alias or name)
        held = hasattr(value, "as_resource_definition") or isinstance(value, ResourceDefinition)
        if not held and not _is_resource_field(info):
            model_field(cls, name)


def _is_resource_field(info: Any) -> bool:
    annotation = info.annotation
    if "resource_dependency" in info.metadata:
        return True
    return isinstance(annotation, type) and getattr(annotation, "is_pythonic_resource", False)


def _nested(resource: ConfigurableResource[Any]) -> dict[str, Any]:
    found = {}
    for name, info in type(resource).model_fields.items():
        value = resource._partials.get(name, getattr(resource, name))
        if (
            _is_resource_field(info)
            or hasattr(value, "as_resource_definition")
            or isinstance(value, ResourceDefinition)
        ):
            found[name] = value
    return found


def _fields(
    cls: type[ConfigurableResource[Any]], resource: ConfigurableResource[Any]
) -> tuple[dict[str, Field], dict[str, Any]]:
    """The fields of the class, and the values of the resource, which are the default of all of them together."""
    nested = _nested(resource)
    fields: dict[str, Field] = {}
    values: dict[str, Any] = {}
    for name, info in cls.model_fields.items():
        if name in nested:
            continue
        public = info.alias or name
        fields[public] = model_field(cls, name)
        values[public] = plain_value(getattr(resource, name))
    return fields, values


class ConfigurableIOManagerFactory(ConfigurableResource[Any]):
    """Base class of resources that make an I/O manager."""

    makes_other_values: typing.ClassVar[bool] = True

    def create_io_manager(self, context: Any) -> IOManager:
        """The I/O manager."""
        raise NotImplementedError

    def create_resource(self, context: Any) -> Any:
        return self.create_io_manager(context)


class ConfigurableIOManager(ConfigurableResource[Any], IOManager):
    """Base class of I/O managers with config."""

    def create_io_manager(self, context: Any) -> Any:
        """The manager itself."""
        return self
