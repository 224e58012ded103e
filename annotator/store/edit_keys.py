"""An edit as JSON, so that it can be kept before it is part of a version."""

from __future__ import annotations

from collections.abc import Mapping

from annotator.labels.edits import (
    Add,
    Convene,
    Decide,
    Edit,
    Reanchor,
    Remove,
    Replace,
    Restate,
    Rezone,
    Together,
)
from annotator.labels.labelling import Zone
from annotator.labels.shape import decision_keys, panel_keys, span_keys


def edit_keys(edit: Edit) -> Mapping[str, object]:  # noqa: PLR0911 - one for each kind of edit
    """An edit's JSON; an `edit_shape.EditShape` reads it and its `value` is an equal edit."""
    match edit:
        case Add(span):
            return {"kind": "add", "span": span_keys(span)}
        case Remove(span):
            return {"kind": "remove", "span": span_keys(span)}
        case Replace(before, after):
            return {"kind": "replace", "before": span_keys(before), "after": span_keys(after)}
        case Restate(before, after):
            return {"kind": "restate", "before": before, "after": after}
        case Rezone(before, after):
            return {"kind": "rezone", "before": _zones(before), "after": _zones(after)}
        case Reanchor(before, after):
            return {"kind": "reanchor", "before": before, "after": after}
        case Convene(before, after):
            return {
                "kind": "convene",
                "before": before and panel_keys(before),
                "after": after and panel_keys(after),
            }
        case Decide(before, after):
            return {
                "kind": "decide",
                "before": before and decision_keys(before),
                "after": after and decision_keys(after),
            }
        case Together(edits):
            return {"kind": "together", "edits": [edit_keys(one) for one in edits]}


def _zones(zones: tuple[Zone, ...]) -> list[Mapping[str, object]]:
    return [{"start": zone.start, "end": zone.end, "why": zone.why} for zone in zones]
