"""Modules and functions short enough to be read in one sitting."""

from __future__ import annotations

import ast
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
MODULE_LINES = 400
FUNCTION_LINES = 40
MADE_BY_A_SCRIPT = {"annotator/text/_tables.py"}


def sources(*folders):
    """Every module's text by its path."""
    return {
        str(path.relative_to(ROOT)): path.read_text(encoding="utf-8")
        for folder in folders
        for path in (ROOT / folder).rglob("*.py")
    }


def test_no_module_is_longer_than_four_hundred_lines():
    texts = sources("annotator", "tests", "benchmarks", "docs")
    assert "annotator/errors.py" in texts
    long = {name for name, text in texts.items() if text.count("\n") > MODULE_LINES}
    assert long == MADE_BY_A_SCRIPT


def test_no_function_has_more_than_forty_lines_below_its_signature():
    texts = sources("annotator")
    long = [
        f"{name}:{node.lineno} {node.name}"
        for name, text in texts.items()
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and (node.end_lineno or 0) - node.body[0].lineno >= FUNCTION_LINES
    ]
    assert long == []
