"""What came of gates, in words."""

from __future__ import annotations

from annotator.report.gates import Gate


def verdict(gate: Gate) -> str:
    """What came of a gate, in a line for people."""
    than = f" as in {gate.than}" if gate.than else ""
    what = gate.path if gate.on == "value" else f"the low end of {gate.path}"
    if gate.reached is None:
        why = gate.found.why.removeprefix("undefined: ") if gate.found else ""
        return f"gate undecided: {what} is undefined: {why}"
    if gate.outcome == "missed":
        below = gate.at_least - gate.reached
        return (
            f"gate missed: {what} is {gate.reached:.6g}, {below:.3g} below {gate.at_least:g}{than}"
        )
    return f"gate reached: {what} is {gate.reached:.6g}, at least {gate.at_least:g}{than}"
