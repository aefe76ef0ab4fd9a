"""Plug-ins by name: strings until one is chosen, so that what is not used is not imported.

Third parties add their own through entry points in the group ``broadcast.<kind>s`` (``broadcast.engines``).
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from importlib import import_module
from importlib.metadata import entry_points
from typing import Generic, TypeVar, cast

from broadcast.errors import UnknownName

T = TypeVar("T")


class Registry(Generic[T]):
    """Names and the ``module:attribute`` that each stands for."""

    def __init__(self, kind: str, built_in: Mapping[str, str]) -> None:
        self.kind = kind
        self.built_in = dict(built_in)

    @cached_property
    def _targets(self) -> dict[str, str]:
        third_party = {e.name: e.value for e in entry_points(group=f"broadcast.{self.kind}s")}
        return third_party | self.built_in

    def names(self) -> tuple[str, ...]:
        """Every known name, built-in ones first."""
        return (*self.built_in, *(n for n in self._targets if n not in self.built_in))

    def get(self, name: str) -> T:
        """Load the plug-in behind a name.

        :raises UnknownName: nothing is registered under it; the error lists what is.
        """
        target = self.built_in.get(name) or self._targets.get(name)
        if target is None:
            raise UnknownName.among(self.kind, name, self._targets)
        module, _, attribute = target.partition(":")
        return cast("T", getattr(import_module(module), attribute))
