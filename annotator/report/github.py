"""Findings as GitHub Actions shows them beside a change: one line each, which it reads."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from annotator.errors import AnnotatorError
from annotator.report.gates import Gate
from annotator.report.signs import visible
from annotator.report.verdicts import verdict
from annotator.text.flat import plain

# GitHub shows no more of a kind than these, of one step.
MOST = 10

_LINE = re.compile(r"(?P<file>.+?): line (?P<line>[0-9]+)(?:, column (?P<column>[0-9]+))?")


def annotations_of(gates: Sequence[Gate], warnings: Sequence[str]) -> Iterator[str]:
    """An error for each gate that was not reached, then warnings, as many as are shown."""
    lost = [gate for gate in gates if gate.outcome != "passed"]
    for gate in lost[:MOST]:
        yield _annotation("error", "annotator", verdict(gate))
    for warning in warnings[:MOST]:
        yield _annotation("warning", "annotator", warning)


def annotations_of_faults(faults: Sequence[AnnotatorError]) -> Iterator[str]:
    """An error for each fault, at its line, as many as are shown."""
    for fault in faults[:MOST]:
        place = _LINE.match(fault.where)
        found = place.groupdict() if place else {}
        at = {"file": found.get("file"), "line": found.get("line"), "col": found.get("column")}
        message = f"{fault.what} ({fault.where}); {fault.fix}"
        yield _annotation("error", "annotator", message, **at)


def _annotation(kind: str, title: str, message: str, **at: str | None) -> str:
    told = {**{key: value for key, value in at.items() if value}, "title": title}
    where = ",".join(f"{key}={_property(value)}" for key, value in told.items())
    return f"::{kind} {where}::{_data(message)}"


def _data(words: str) -> str:
    """Words on one line; nothing in them ends it, or begins another command."""
    # Whoever looks at what the step printed may do so in a terminal.
    return plain(visible(words)).replace("%", "%25")


def _property(words: str) -> str:
    return _data(words).replace(":", "%3A").replace(",", "%2C")
