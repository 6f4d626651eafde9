"""A file's nodes, found once: many tests look at every file of the house."""

from __future__ import annotations

import ast
from functools import cache


@cache
def nodes_of(source: str) -> tuple[ast.AST, ...]:
    """Give all nodes of a source, in the order of `ast.walk`: the module is the first."""
    return tuple(ast.walk(ast.parse(source)))
