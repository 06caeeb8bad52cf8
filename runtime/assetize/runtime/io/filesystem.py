"""The I/O manager that pickles values into files."""

from __future__ import annotations

import os
import threading
from pathlib import Path
from typing import Any

from assetize.runtime.config.field import Field
from assetize.runtime.config.sources import StringSource
from assetize.runtime.errors import DagsterInvariantViolationError
from assetize.runtime.io.definition import IOManager, IOManagerDefinition, io_manager


class PickledObjectFilesystemIOManager(IOManager):
    """Pickles each output into a file named after the asset, or after the run, step and output."""

    def __init__(self, base_dir: str | None = None) -> None:
        self.base_dir = base_dir
        self._known_folders: set[str] = set()

    def handle_output(self, context: Any, obj: Any) -> None:
        import pickle

        path = self._path(_identifier(context))
        folder = str(path.parent)
        if folder not in self._known_folders:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._known_folders.add(folder)
        if obj is not None:  # a stored None is mostly not meant to be read: Dagster says nothing of it
            context.add_output_metadata({"path": path})
        try:
            data = pickle.dumps(obj, protocol=4)
        except (AttributeError, RecursionError, ImportError, pickle.PicklingError, TypeError) as raised:
            raise DagsterInvariantViolationError(
                f'Object {obj} is not picklable. You are currently using the fs_io_manager and the value of the output "'
                f'{context.name}" cannot be pickled. Use an in-memory I/O manager or one of your own.'
            ) from raised
        _write(path, data)

    def load_input(self, context: Any) -> Any:
        if context.has_asset_key and context.has_asset_partitions:
            keys = context.asset_partition_keys
            folder = context.asset_key.path
            if len(keys) == 1 and not loads_several(context):
                return self._load([*folder, keys[0]])
            return self._load_partitions(context, folder, keys)
        return self._load(_identifier(context))

    def _load_partitions(self, context: Any, folder: Any, keys: Any) -> dict[str, Any]:
        """The values by partition; missing ones are left out if the input's metadata allows it."""
        if not (context.definition_metadata or {}).get("allow_missing_partitions", False):
            return {key: self._load([*folder, key]) for key in keys}
        found: dict[str, Any] = {}
        for key in keys:
            if self._path([*folder, key]).exists():
                found[key] = self._load([*folder, key])
            else:
                context.log.warning(f"Couldn't load partition {key} because it does not exist.")
        return found

    def _path(self, parts: Any) -> Path:
        return Path(self.base_dir or ".").joinpath(*(str(part).replace("|", "/") for part in parts))

    def _load(self, parts: Any) -> Any:
        import pickle

        return pickle.loads(self._path(parts).read_bytes())


def _write(path: Path, data: bytes) -> None:
    """Puts the whole file there at once: another run may read it meanwhile."""
    partial = path.with_name(f".{path.name}.{os.getpid()}.{threading.get_ident()}")
    try:
        partial.write_bytes(data)
        partial.replace(path)
    except BaseException:
        partial.unlink(missing_ok=True)
        raise


def _identifier(context: Any) -> Any:
    return context.get_asset_identifier() if context.has_asset_key else context.get_identifier()


def loads_several(context: Any) -> bool:
    """Whether a dictionary by partition is expected, even of a single partition."""
    from assetize.runtime.partitions.of_step import loads_all_partitions

    return loads_all_partitions(context)


def _make(context: Any) -> PickledObjectFilesystemIOManager:
    base_dir = context.resource_config.get("base_dir") if context.resource_config else None
    return PickledObjectFilesystemIOManager(base_dir or context.instance.storage_directory())


fs_io_manager: IOManagerDefinition = io_manager(
    config_schema={"base_dir": Field(StringSource, is_required=False)},
    description="Pickles outputs into files.",
)(_make)


def _make_default(context: Any) -> PickledObjectFilesystemIOManager:
    return PickledObjectFilesystemIOManager(context.instance.storage_directory())


default_job_io_manager: IOManagerDefinition = io_manager(description="Pickles outputs into files.")(
    _make_default
)


class CustomPathIOManager(IOManager):
    """Pickles each output into the file that its definition's metadata names."""

    def __init__(self, base_dir: str) -> None:
        self.base_dir = Path(base_dir)

    def handle_output(self, context: Any, obj: Any) -> None:
        import pickle

        path = self.base_dir / context.definition_metadata["path"]
        path.parent.mkdir(parents=True, exist_ok=True)
        _write(path, pickle.dumps(obj, protocol=4))

    def load_input(self, context: Any) -> Any:
        import pickle

        path = self.base_dir / context.upstream_output.definition_metadata["path"]
        return pickle.loads(path.read_bytes())


custom_path_fs_io_manager: IOManagerDefinition = io_manager(
    config_schema={"base_dir": Field(StringSource, is_required=True)},
    description="Pickles outputs into the files that the metadata of their definitions name.",
)(lambda context: CustomPathIOManager(context.resource_config["base_dir"]))
