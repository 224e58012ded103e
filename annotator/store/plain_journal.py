"""A journal's line whose content is exactly what it should be, read at once."""

from __future__ import annotations

from typing import Any, get_args

from annotator.labels import exactly
from annotator.labels.edits import Add, Edit, Remove, Replace, Restate
from annotator.labels.labelling import Status
from annotator.store.journal_entry import FORMAT, Begun, Entry, Saved, Stepped
from annotator.store.plainly import plain_span
from annotator.store.record import SchemaRef
from annotator.store.values import annotator, count, day, filled, hexadecimal, moment, number

_HASH, _FILLED = exactly.valid(str, hexadecimal), exactly.valid(str, filled)
_NAME, _NUMBER = exactly.valid(str, annotator), exactly.valid(int, number)
_STATUS = exactly.one_of(*get_args(Status))
_BEGIN = exactly.keys(
    {
        "kind": exactly.one_of("begin"),
        "format": exactly.one_of(FORMAT),
        "article": _FILLED,
        "sha256": _HASH,
        "annotator": _NAME,
        "anchor": exactly.maybe(exactly.valid(str, day)),
        "next_id": _NUMBER,
        "file": exactly.maybe(exactly.text),
    }
)
_SAVE = exactly.keys(
    {
        "kind": exactly.one_of("save"),
        "annotator": _NAME,
        "version": _NUMBER,
        "sha256": _HASH,
        "saved": exactly.valid(str, moment),
        "seconds": exactly.valid(int, count),
        "schema": exactly.keys(
            {"name": _FILLED, "version": _FILLED, "sha256": _HASH, "pages": _HASH}
        ),
        "merged": exactly.listed(_HASH),
        "note": exactly.text,
    }
)


def _is_time(value: object) -> bool:
    return type(value) is float and 0 <= value < float("inf")


_BACK = exactly.keys({"kind": exactly.one_of("undo", "redo"), "seconds": _is_time})
_EDIT = exactly.keys(
    {
        "kind": exactly.one_of("edit"),
        "seconds": _is_time,
        "edit": lambda value: type(value) is dict,
    }
)
_RESTATE = exactly.keys({"kind": exactly.one_of("restate"), "before": _STATUS, "after": _STATUS})


def plain_entry(record: Any) -> Entry | None:
    """The entry that a line says; None where `read_record` has to look at it, or it is rare."""
    if _EDIT(record):
        edit = _edit(record["edit"])
        return Stepped(edit, record["seconds"]) if edit else None
    if _BACK(record):
        return Stepped(record["kind"], record["seconds"])
    if _SAVE(record):
        says = {key: value for key, value in record.items() if key != "kind"}
        says |= {"schema": SchemaRef(**record["schema"]), "merged": tuple(record["merged"])}
        return Saved(**says)
    if _BEGIN(record):
        return Begun(
            record["article"],
            record["sha256"],
            record["annotator"],
            record["anchor"],
            None if record["file"] is None else record["file"].encode(),
            record["next_id"],
        )
    return None


def _edit(raw: dict[str, Any]) -> Edit | None:
    """What adds, changes or removes one span, or calls the work done."""
    match raw:
        case {"kind": "add", "span": one, **rest} if not rest:
            span = plain_span(one)
            return Add(span) if span else None
        case {"kind": "remove", "span": one, **rest} if not rest:
            span = plain_span(one)
            return Remove(span) if span else None
        case {"kind": "replace", "before": one, "after": other, **rest} if not rest:
            before, after = plain_span(one), plain_span(other)
            return Replace(before, after) if before and after else None
        case _ if _RESTATE(raw):
            return Restate(raw["before"], raw["after"])
        case _:
            return None
