"""Gates as JUnit XML, which servers that build and test show as tests."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from annotator.errors import AnnotatorError
from annotator.report.gates import Gate
from annotator.report.signs import visible
from annotator.report.verdicts import verdict
from annotator.text.flat import plain


def junit(
    suite: str,
    gates: Sequence[Gate],
    warnings: Sequence[str] = (),
    faults: Sequence[AnnotatorError] = (),
) -> str:
    """A test for each gate: failed where it was missed, an error where nothing could be held.

    Faults are those of gates that lead nowhere, an error each. Without a gate there is one test,
    that it was computed; warnings are what it printed.
    """
    cases = [*map(_case, gates), *map(_fault, faults)] or [_passed("computed")]
    outcomes = [gate.outcome for gate in gates]
    errors = outcomes.count("undefined") + len(faults)
    return _suite(suite, cases, outcomes.count("missed"), errors, warnings)


def junit_of_faults(suite: str, faults: Sequence[AnnotatorError]) -> str:
    """An error for each fault of what was to be judged."""
    return _suite(suite, [*map(_fault, faults)], 0, len(faults), ())


def _suite(
    suite: str, cases: Sequence[str], failures: int, errors: int, warnings: Sequence[str]
) -> str:
    counts = f'tests="{len(cases)}" failures="{failures}" errors="{errors}"'
    printed = "\n".join(map(_text, warnings))
    told = [f"    <system-out>{printed}</system-out>"] if warnings else []
    return "\n".join(
        (
            '<?xml version="1.0" encoding="UTF-8"?>',
            f'<testsuites name="annotator" {counts}>',
            f'  <testsuite name="{_text(suite)}" {counts}>',
            *cases,
            *told,
            "  </testsuite>",
            "</testsuites>",
            "",
        )
    )


def _case(gate: Gate) -> str:
    than = f" as in {gate.than}" if gate.than else ""
    name = f"{gate.path} ({gate.on}) at least {gate.at_least:g}{than}"
    if gate.outcome == "passed":
        return _passed(name)
    kind = "failure" if gate.outcome == "missed" else "error"
    return (
        f'    <testcase classname="gates" name="{_text(name)}">\n'
        f'      <{kind} message="{_text(verdict(gate))}"/>\n'
        "    </testcase>"
    )


def _fault(one: AnnotatorError) -> str:
    return (
        f'    <testcase classname="input" name="{_text(one.where)}">\n'
        f'      <error message="{_text(one.what)}">{_text(f"{one.where}: {one.fix}")}</error>\n'
        "    </testcase>"
    )


def _passed(name: str) -> str:
    return f'    <testcase classname="gates" name="{_text(name)}"/>'


def _text(words: str) -> str:
    """Words as XML may hold them, in quotes too: what it may not hold at all is named."""
    return escape(plain(visible(words)), quote=True)
