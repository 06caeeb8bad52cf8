"""What a decorated function's signature says: context, config, resources, inputs, result."""

from __future__ import annotations

import inspect
import typing
from collections.abc import Callable
from typing import Any

from assetize.runtime.errors import DagsterInvalidDefinitionError

CONTEXT_NAMES = frozenset({"_", "context", "_context", "context_"})
EMPTY = inspect.Parameter.empty
RESOURCE_PARAMETER = "resource_param"


class Body:
    """A function that computes, and what its parameters stand for."""

    __slots__ = (
        "config_annotation",
        "config_default",
        "config_name",
        "context_annotation",
        "function",
        "has_context",
        "has_keywords",
        "has_varargs",
        "input_parameters",
        "is_async",
        "is_generator",
        "name",
        "resource_names",
        "return_annotation",
    )

    def __init__(self, function: Callable[..., Any]) -> None:
        self.function = function
        self.name: str = getattr(function, "__name__", type(function).__name__)
        parameters = list(inspect.signature(function).parameters.values())
        hints = _hints(function)
        self.has_context = (
            bool(parameters) and parameters[0].name in CONTEXT_NAMES and _positional(parameters[0])
        )
        self.context_annotation = parameters[0].annotation if self.has_context else EMPTY
        self.config_name: str | None = None
        self.config_annotation: Any = None
        self.config_default: Any = EMPTY
        self.resource_names: tuple[str, ...] = ()
        self.has_keywords = any(p.kind is p.VAR_KEYWORD for p in parameters)
        self.has_varargs = next((p.name for p in parameters if p.kind is p.VAR_POSITIONAL), None)
        self.input_parameters: list[inspect.Parameter] = []
        for parameter in parameters[1:] if self.has_context else parameters:
            self._add(parameter, hints.get(parameter.name, EMPTY))
        self.return_annotation = hints.get("return", EMPTY) if "return" in hints else EMPTY
        inner = (
            function if inspect.isfunction(function) else type(function).__dict__.get("__call__", function)
        )
        self.is_generator = inspect.isgeneratorfunction(inner) or inspect.isasyncgenfunction(inner)
        self.is_async = inspect.iscoroutinefunction(inner) or inspect.isasyncgenfunction(inner)

    def _add(self, parameter: inspect.Parameter, annotation: Any) -> None:
        if parameter.kind in (parameter.VAR_KEYWORD, parameter.VAR_POSITIONAL):
            return
        if parameter.name == "config":
            self.config_name, self.config_annotation = parameter.name, annotation
            self.config_default = parameter.default
        elif is_resource_annotation(annotation):
            check_resource_annotation(parameter.name, annotation)
            self.resource_names = (*self.resource_names, parameter.name)
        else:
            self.input_parameters.append(parameter.replace(annotation=annotation))

    def config_field(self) -> Any:
        """The config schema that the `config` parameter's annotation stands for."""
        from assetize.runtime.config.field import Field

        if hasattr(self.config_annotation, "to_config_schema"):
            return self.config_annotation.to_config_schema()
        from assetize.runtime.config.annotations import config_type_of_annotation

        config_type = config_type_of_annotation(self.config_annotation)
        if self.config_default is EMPTY:
            return Field(config_type)
        return Field(config_type, default_value=self.config_default)

    def config_argument(self, value: Any) -> Any:
        """The config as the parameter's annotation wants it."""
        if hasattr(self.config_annotation, "from_config"):
            return self.config_annotation.from_config(value)
        return value


def _positional(parameter: inspect.Parameter) -> bool:
    return parameter.kind in (parameter.POSITIONAL_ONLY, parameter.POSITIONAL_OR_KEYWORD)


def _hints(function: Callable[..., Any]) -> dict[str, Any]:
    raw = getattr(function, "__annotations__", None)
    if raw is None:
        raw = getattr(type(function).__dict__.get("__call__"), "__annotations__", {})
    if not any(isinstance(value, str) for value in raw.values()):
        return dict(raw)
    try:
        return typing.get_type_hints(function, include_extras=True)
    except NameError as problem:
        names = dict(raw)
        for name, value in raw.items():
            if isinstance(value, str):
                names[name] = _one_hint(function, name, value, problem)
        return names


def _one_hint(function: Callable[..., Any], name: str, text: str, problem: NameError) -> Any:
    try:
        return eval(text, getattr(function, "__globals__", {}))
    except NameError:
        if name in CONTEXT_NAMES:
            return text
        raise DagsterInvalidDefinitionError(
            f"Failed to resolve the annotation of '{name}' of {function.__qualname__}: {problem}."
        ) from problem


def is_resource_annotation(annotation: Any) -> bool:
    """Whether a parameter with this annotation gets a resource."""
    if getattr(annotation, "is_pythonic_resource", False) or _makes_resources(annotation):
        return True
    metadata = getattr(annotation, "__metadata__", ())
    if RESOURCE_PARAMETER in metadata:
        return True
    origin = typing.get_origin(annotation)
    return bool(origin is not None and getattr(origin, "is_pythonic_resource", False))


def _makes_resources(annotation: Any) -> bool:
    """Whether an annotation names what makes a resource, not the resource that ops get."""
    return isinstance(annotation, type) and (
        getattr(annotation, "is_resource_definition", False)
        or getattr(annotation, "makes_other_values", False)
    )


def check_resource_annotation(name: str, annotation: Any) -> None:
    """An error if a parameter is annotated with what makes a resource of another class."""
    if _makes_resources(annotation):
        raise DagsterInvalidDefinitionError(
            f"Resource param '{name}' is annotated as '{annotation}', but '{annotation}' outputs an unknown value to user "
            "code such as @ops and @assets. This annotation should instead be 'ResourceParam[Any]' or "
            "'ResourceParam[<output type>]'"
        )


def check_context_annotation(body: Body, allowed: tuple[str, ...]) -> None:
    """An error if `context` is annotated with something that it will not be."""
    annotation = body.context_annotation
    if annotation is EMPTY or annotation is Any:
        return
    if isinstance(annotation, type) and annotation.__name__ in allowed:
        return
    raise DagsterInvalidDefinitionError(
        f"Cannot annotate `context` parameter with type {annotation}. `context` must be annotated with "
        f"{', '.join(allowed)}, or left blank."
    )
