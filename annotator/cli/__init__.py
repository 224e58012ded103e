"""The command line: one module a command, each imported when it is run."""

from __future__ import annotations

from annotator.cli.root import main

__all__ = ["main"]
