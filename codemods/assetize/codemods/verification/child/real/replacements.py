"""What is put in the place of I/O managers and resources that would reach the outside."""

import pickle
from collections.abc import Callable
from pathlib import Path
from typing import Any

from assetize.codemods.verification.child.real.values import as_data

OpName = Callable[[Any], str]
"""What an op is called in both versions."""


class Recording:
    """Takes every attribute and call, does nothing, and tells ``note`` of each call."""

    def __init__(self, name: str, note: Callable[[str], None]) -> None:
        self.__dict__["_recorded"] = (name, note)

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        path, note = self._recorded
        return Recording(f"{path}.{name}", note)

    def __setattr__(self, name: str, value: Any) -> None:
        path, note = self._recorded
        note(f"{path}.{name} = {as_data(value)!r}")

    def __call__(self, *arguments: Any, **named: Any) -> "Recording":
        path, note = self._recorded
        given = [repr(as_data(item)) for item in arguments]
        given += [f"{name}={as_data(item)!r}" for name, item in sorted(named.items())]
        note(f"{path}({', '.join(given)})")
        return Recording(f"{path}()", note)

    def __getitem__(self, item: Any) -> "Recording":
        path, note = self._recorded
        return Recording(f"{path}[{item!r}]", note)

    def __iter__(self) -> Any:
        return iter(())

    def __len__(self) -> int:
        return 0

    def __enter__(self) -> "Recording":
        return self

    def __exit__(self, *_error: object) -> None:
        """Nothing was opened."""


def recording_resource(dagster: Any, key: str, note: Callable[[str], None]) -> Any:
    """To be laid over the project's own."""
    schema = dagster.Field(dagster.Permissive(), is_required=False)
    return dagster.ResourceDefinition(lambda context: Recording(key, note), config_schema=schema)


def file_manager(dagster: Any, key: str, folder: Path, op_name: OpName, assets: dict[Any, Path]) -> Any:
    """Keeps each value in a pickle that has one name in both versions; ``assets`` finds what another run stored."""

    class FileManager(dagster.IOManager):  # type: ignore[misc]
        """In place of the manager ``key``."""

        def handle_output(self, context: Any, obj: Any) -> None:
            """In a file named by the op."""
            path = self._path(context)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(pickle.dumps(obj))
            if context.has_asset_key:
                assets[context.asset_key] = path

        def load_input(self, context: Any) -> Any:
            """What the op upstream stored, in this run or in one before."""
            upstream = context.upstream_output
            path = None if upstream is None else self._path(upstream)
            if (path is None or not path.exists()) and context.has_asset_key:
                path = assets.get(context.asset_key)
            if path is None or not path.exists():
                raise FileNotFoundError(f"nothing was stored that input {context.name} could be loaded from")
            return pickle.loads(path.read_bytes())

        def _path(self, context: Any) -> Path:
            single = len(context.op_def.output_defs) == 1
            parts = [op_name(context.op_def), "result" if single else context.name, context.mapping_key]
            if context.has_partition_key:
                parts.append(context.partition_key)
            return folder / key / f"{'.'.join(part for part in parts if part)}.pickle"

    schema = dagster.Field(dagster.Permissive(), is_required=False)
    return dagster.IOManagerDefinition(lambda context: FileManager(), config_schema=schema)
