"""The config types with named fields: shapes, permissive shapes, selectors and maps."""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import sha1
from typing import Any

from assetize.runtime.config.kinds import ConfigType, Errors
from assetize.runtime.config.paths import DagsterEvaluationErrorReason as Reason
from assetize.runtime.config.paths import EvaluationError, Path, mismatch, place
from assetize.runtime.errors import DagsterInvalidConfigDefinitionError, ParameterCheckError


class FieldsType(ConfigType):
    """A dictionary with named fields."""

    def __init__(
        self,
        fields: Mapping[str, Any],
        description: str | None = None,
        field_aliases: Mapping[str, str] | None = None,
    ) -> None:
        from assetize.runtime.config.resolution import resolve_fields

        if not isinstance(fields, Mapping):
            raise ParameterCheckError(
                f'Param "fields" must be a mapping, got {fields!r} of type {type(fields)}.'
            )
        self.fields = resolve_fields(fields)
        self.description = description
        self.field_aliases = dict(field_aliases or {})

    @property
    def label(self) -> str:
        parts = [
            f"{name}{'' if f.is_required else '?'}: {f.config_type.label}"
            for name, f in sorted(self.fields.items())
        ]
        return "{ " + " ".join(parts) + " }" if parts else "{ }"

    @property
    def example(self) -> Any:
        return {name: field.config_type.example for name, field in self.fields.items() if field.is_required}

    @property
    def key(self) -> str:
        text = repr((self.identity, [(name, f.config_type.key) for name, f in sorted(self.fields.items())]))
        return f"{type(self).__name__}.{sha1(text.encode(), usedforsecurity=False).hexdigest()}"

    def __eq__(self, other: object) -> bool:
        return type(self) is type(other) and self.identity == other.identity

    @property
    def identity(self) -> Any:
        """All that makes two types of one class equal."""
        fields = [
            (
                name,
                f.config_type.label,
                f.is_required,
                f.description,
                repr(f.default_provided and f.default_value),
            )
            for name, f in sorted(self.fields.items())
        ]
        return self.label, fields, self.description, self.field_aliases

    def __hash__(self) -> int:
        return hash((type(self), tuple(sorted(self.fields))))


class Shape(FieldsType):
    """A dictionary that has exactly these fields."""

    allows_others = False

    def process_value(self, value: Any, path: Path, errors: Errors) -> Any:
        if not isinstance(value, Mapping):
            errors.append(mismatch(path, f'Value {place(path)} must be dict. Expected: "{self.label}".'))
            return value
        if self.field_aliases:
            value = self._with_real_names(value)
        others = {key: item for key, item in value.items() if key not in self.fields} if value else {}
        if others and not self.allows_others:
            errors.append(_unexpected(sorted(map(str, others)), path, self))
        missing: list[str] = []
        processed: dict[str, Any] = {}
        inner: dict[str, Errors] = {}
        for name, field in self.fields.items():
            found: Errors = []
            if name in value:
                processed[name] = field.process(value[name], (*path, f":{name}"), found)
            elif field.is_required:
                missing.append(name)
            elif field.default_provided:
                processed[name] = field.process_default((*path, f":{name}"), found)
            if found:
                inner[name] = found
        if missing:
            errors.append(self._missing(sorted(missing), path))
        for name in sorted(inner):
            errors.extend(inner[name])
        if self.allows_others:
            processed.update(others)
        return processed

    def _with_real_names(self, value: Mapping[str, Any]) -> dict[str, Any]:
        real = {alias: name for name, alias in self.field_aliases.items()}
        return {real.get(key, key): item for key, item in value.items()}

    def _missing(self, names: list[str], path: Path) -> EvaluationError:
        example = {name: self.fields[name].config_type.example for name in names}
        if len(names) == 1:
            return EvaluationError(
                Reason.MISSING_REQUIRED_FIELD,
                f'Missing required config entry "{names[0]}" {place(path)}. You must provide this value in '
                f"your run config. Example config for the missing entry: {example}",
                path,
            )
        return EvaluationError(
            Reason.MISSING_REQUIRED_FIELDS,
            f"Missing required config entries {names} {place(path)}. You must provide these values in your "
            f"run config. Example config for the missing entries: {example}",
            path,
        )


class Permissive(Shape):
    """A dictionary that has these fields and may have others."""

    allows_others = True

    def __init__(self, fields: Mapping[str, Any] | None = None, description: str | None = None) -> None:
        super().__init__({} if fields is None else fields, description)

    @property
    def key(self) -> str:
        return super().key if self.fields else "Permissive"


class Selector(FieldsType):
    """A dictionary with exactly one of these fields."""

    @property
    def example(self) -> Any:
        return "<selector>"

    def process_value(self, value: Any, path: Path, errors: Errors) -> Any:
        if not isinstance(value, Mapping):
            errors.append(mismatch(path, f"Value for selector type {place(path)} must be a dict"))
            return value
        available = sorted(self.fields)
        if len(value) > 1:
            errors.append(
                _selector_error(
                    f"You can only specify a single field {place(path)}. You specified {sorted(value)}. "
                    f"The available fields are {available}",
                    path,
                )
            )
            return value
        if not value:
            return self._only_field(available, path, errors)
        name, inner = next(iter(value.items()))
        if name not in self.fields:
            errors.append(_unexpected([str(name)], path, self))
            return value
        field = self.fields[name]
        if inner is None and not field.config_type.accepts_none and isinstance(field.config_type, FieldsType):
            inner = {}
        return {name: field.process(inner, (*path, f":{name}"), errors)}

    def _only_field(self, available: list[str], path: Path, errors: Errors) -> Any:
        if len(available) > 1:
            message = (
                f"Must specify a field {place(path)} if more than one field is defined. "
                f"Defined fields: {available}"
            )
            errors.append(_selector_error(message, path))
            return {}
        name = available[0]
        field = self.fields[name]
        if field.is_required:
            message = f"Must specify the required field {place(path)}. Defined fields: {available}"
            errors.append(_selector_error(message, path))
            return {}
        return {name: field.process_default((*path, f":{name}"), errors)}


class Map(ConfigType):
    """A dictionary with any keys of one scalar type and values of one type."""

    def __init__(self, key_type: Any, inner_type: Any, key_label_name: str | None = None) -> None:
        from assetize.runtime.config.resolution import resolve_config_type

        try:
            self.key_type: ConfigType = resolve_config_type(key_type)
            self.inner_type: ConfigType = resolve_config_type(inner_type)
        except DagsterInvalidConfigDefinitionError as problem:
            raise ParameterCheckError(f"The types of a map must be config types. {problem}") from problem
        self.key_label_name = key_label_name
        self.given_name = key_label_name
        if not self.key_type.is_scalar:
            raise ParameterCheckError(
                "Invariant violation for parameter key_type. Description: Key type must be a scalar"
            )

    @property
    def key(self) -> str:
        name = f":name: {self.key_label_name}" if self.key_label_name else ""
        return f"Map.{self.key_type.key}.{self.inner_type.key}{name}"

    @property
    def label(self) -> str:
        prefix = f"{self.key_label_name}: " if self.key_label_name else ""
        return f"{{ [{prefix}{self.key_type.label}]: {self.inner_type.label} }}"

    @property
    def example(self) -> Any:
        return {}

    def process_value(self, value: Any, path: Path, errors: Errors) -> Any:
        before = len(errors)
        if not isinstance(value, Mapping):
            errors.append(mismatch(path, f'Value {place(path)} must be dict. Expected: "{self.label}"'))
            return value
        keys = [self.key_type.process(key, (*path, f":{key!r}:key"), errors) for key in value]
        items = [
            self.inner_type.process(item, (*path, f":{key!r}:value"), errors) for key, item in value.items()
        ]
        return dict(zip(keys, items, strict=True)) if len(errors) == before else value


def _selector_error(message: str, path: Path) -> EvaluationError:
    return EvaluationError(Reason.SELECTOR_FIELD_ERROR, message, path)


def _unexpected(names: list[str], path: Path, expected: FieldsType) -> EvaluationError:
    if len(names) == 1:
        message = (
            f'Received unexpected config entry "{names[0]}" {place(path)}. Expected: "{expected.label}".'
        )
        return EvaluationError(Reason.FIELD_NOT_DEFINED, message, path)
    message = (
        f'Received unexpected config entries "{names}" {place(path)}. Expected: "{sorted(expected.fields)}."'
    )
    return EvaluationError(Reason.FIELDS_NOT_DEFINED, message, path)
