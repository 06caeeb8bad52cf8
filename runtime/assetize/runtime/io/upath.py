"""Base class of I/O managers that keep each output in a file or folder of its own."""

from __future__ import annotations

from abc import abstractmethod
from pathlib import Path
from typing import Any

from assetize.runtime.errors import DagsterInvariantViolationError
from assetize.runtime.io.definition import IOManager
from assetize.runtime.io.filesystem import loads_several
from assetize.runtime.metadata.values import MetadataValue


class UPathIOManager(IOManager):
    """Finds the path of an output; subclasses write an object to a path and read it again."""

    extension: str | None = None

    def __init__(self, base_path: Any = None) -> None:
        if self.extension is not None and "." not in self.extension:
            raise DagsterInvariantViolationError(f"extension must contain a '.' (got {self.extension!r})")
        self._base_path = Path() if base_path is None else base_path

    @abstractmethod
    def dump_to_path(self, context: Any, obj: Any, path: Any) -> None:
        """Writes an object."""

    @abstractmethod
    def load_from_path(self, context: Any, path: Any) -> Any:
        """Reads an object."""

    def get_metadata(self, context: Any, obj: Any) -> dict[str, Any]:
        """More metadata for a written output."""
        return {}

    def get_path_from_base(self, *parts: str) -> Any:
        """A path below the base."""
        return self._base_path.joinpath(*parts)

    def make_directory(self, path: Any) -> None:
        """Makes the folder of a file."""
        path.mkdir(parents=True, exist_ok=True)

    def unlink(self, path: Any) -> None:
        """Removes a file."""
        path.unlink()

    def path_exists(self, path: Any) -> bool:
        """Whether a file exists."""
        return bool(path.exists())

    def has_output(self, context: Any) -> bool:
        """Whether the output was written."""
        return self.path_exists(self._get_path(context))

    def get_loading_input_log_message(self, path: Any) -> str:
        """What is logged before reading."""
        return f"Loading file from: {path} using {type(self).__name__}..."

    def get_writing_output_log_message(self, path: Any) -> str:
        """What is logged before writing."""
        return f"Writing file at: {path} using {type(self).__name__}..."

    def get_missing_partition_log_message(self, partition_key: str) -> str:
        """What is logged when the file of a partition is missing."""
        return f"Couldn't load partition {partition_key} because it does not exist."

    def get_asset_relative_path(self, context: Any) -> Any:
        """The path of an asset below the base."""
        return Path(*context.asset_key.path)

    def get_op_output_relative_path(self, context: Any) -> Any:
        """The path of an output below the base."""
        return Path(*context.get_identifier())

    def _with_extension(self, path: Any) -> Any:
        return path.with_suffix(path.suffix + self.extension) if self.extension is not None else path

    def _get_path(self, context: Any) -> Any:
        relative = (
            self.get_asset_relative_path(context)
            if context.has_asset_key
            else self.get_op_output_relative_path(context)
        )
        return self._base_path.joinpath(self._with_extension(relative))

    def get_path_for_partition(self, context: Any, path: Any, partition: str) -> Any:
        """The path of a partition of an asset."""
        return path / partition

    def _partition_path(self, context: Any, key: str) -> Any:
        folder = self._base_path.joinpath(self.get_asset_relative_path(context))
        return self._with_extension(self.get_path_for_partition(context, folder, str(key).replace("|", "/")))

    def load_input(self, context: Any) -> Any:
        if not context.has_asset_key or not context.has_asset_partitions:
            return self._read(context, self._get_path(context))
        keys = context.asset_partition_keys
        if len(keys) == 1 and not loads_several(context):
            return self._read(context, self._partition_path(context, keys[0]))
        allow_missing = (context.definition_metadata or {}).get("allow_missing_partitions", False)
        found: dict[str, Any] = {}
        for key in keys:
            path = self._partition_path(context, key)
            if allow_missing and not self.path_exists(path):
                context.log.warning(self.get_missing_partition_log_message(key))
                continue
            found[key] = self._read(context, path)
        return found

    def _read(self, context: Any, path: Any) -> Any:
        context.log.debug(self.get_loading_input_log_message(path))
        return self.load_from_path(context=context, path=path)

    def handle_output(self, context: Any, obj: Any) -> None:
        if context.dagster_type.typing_type is type(None):
            if obj is not None:
                raise DagsterInvariantViolationError(
                    "Output has type 'None' but an object was passed to the I/O manager."
                )
            return
        if context.has_asset_partitions:
            keys = context.asset_partition_keys
            if len(keys) != 1:
                raise DagsterInvariantViolationError(
                    f"Persisting an output of several partitions is not supported: {list(keys)}"
                )
            path = self._partition_path(context, keys[0])
        else:
            path = self._get_path(context)
        self.make_directory(path.parent)
        context.log.debug(self.get_writing_output_log_message(path))
        self.dump_to_path(context=context, obj=obj, path=path)
        where = {} if obj is None else {"path": MetadataValue.path(str(path))}
        context.add_output_metadata({**where, **self.get_metadata(context=context, obj=obj)})
