"""Resources that ops know as another object."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import Any


class IAttachDifferentObjectToOpContext(ABC):
    """Base class of resources that are not what `context.resources` has under their key."""

    @abstractmethod
    def get_object_to_set_on_execution_context(self) -> Any:
        """What ops get."""
