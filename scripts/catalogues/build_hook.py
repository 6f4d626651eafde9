"""Compiles the catalogues into the wheel: a .po file is for people, a .mo file is what gettext opens."""

from __future__ import annotations

import runpy
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CatalogueHook(BuildHookInterface[Any]):
    """Writes each .mo beside its .po before the files are collected."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002
        """Compile every catalogue of locales/, which pyproject.toml puts into the wheel as it stands."""
        # by its path: a build has no `kiosk` package to import from
        script = Path(self.root, "kiosk", "words", "po.py")
        runpy.run_path(str(script))["compile_all"](Path(self.root, "locales"))
