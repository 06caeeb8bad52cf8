"""The I/O manager that pickles values into files, with its folder as config."""

from __future__ import annotations

from typing import Any

from assetize.runtime.io.filesystem import PickledObjectFilesystemIOManager
from assetize.runtime.resources.pythonic import ConfigurableIOManagerFactory


class FilesystemIOManager(ConfigurableIOManagerFactory):
    """Pickles each output into a file named after the asset, or after the run, step and output."""

    base_dir: str | None = None

    def create_io_manager(self, context: Any) -> PickledObjectFilesystemIOManager:
        return PickledObjectFilesystemIOManager(self.base_dir or context.instance.storage_directory())
