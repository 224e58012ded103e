"""What a journal tells: what a session began with, each step of it, each save."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from annotator.labels.edits import Edit
from annotator.store.edit_keys import edit_keys
from annotator.store.journal import Record
from annotator.store.record import SchemaRef

FORMAT = "annotator/journal-1"


@dataclass(frozen=True, slots=True)
class Begun:
    """What a session grew from: the whole bytes of a version's file, or the empty beginning.

    `file` is None before the first version, whose relative dates count from `anchor`. `next_id`
    is one more than the highest number that any span had by then. `laid_over` is the step that
    brought along what was not saved before; it is kept with this, or neither is.
    """

    article_id: str
    article_sha256: str
    annotator: str
    anchor: str | None
    file: bytes | None
    next_id: int
    laid_over: Stepped | None = None


@dataclass(frozen=True, slots=True)
class Stepped:
    """An edit, or one taken back or made again; `seconds` is the time at work since the save."""

    step: Edit | Literal["undo", "redo"]
    seconds: float


@dataclass(frozen=True, slots=True)
class Saved:
    """What stood then was kept as a version; all that its file says beside the labelling."""

    annotator: str
    version: int
    sha256: str
    saved: str
    seconds: int
    schema: SchemaRef
    merged: tuple[str, ...] = ()
    note: str = ""


Entry = Begun | Stepped | Saved


def record_of(entry: Entry) -> Record:
    """An entry as a journal's line says it; `journal_shape.read_record` gives back an equal one."""
    match entry:
        case Begun():
            return {
                "kind": "begin",
                "format": FORMAT,
                "article": entry.article_id,
                "sha256": entry.article_sha256,
                "annotator": entry.annotator,
                "anchor": entry.anchor,
                "next_id": entry.next_id,
                "file": None if entry.file is None else entry.file.decode(),
                **({"laid_over": record_of(entry.laid_over)} if entry.laid_over else {}),
            }
        case Stepped(step, seconds):
            if isinstance(step, str):
                return {"kind": step, "seconds": seconds}
            return {"kind": "edit", "seconds": seconds, "edit": edit_keys(step)}
        case Saved():
            schema = entry.schema
            return {
                "kind": "save",
                "annotator": entry.annotator,
                "version": entry.version,
                "sha256": entry.sha256,
                "saved": entry.saved,
                "seconds": entry.seconds,
                "schema": {
                    "name": schema.name,
                    "version": schema.version,
                    "sha256": schema.sha256,
                    "pages": schema.pages,
                },
                "merged": entry.merged,
                "note": entry.note,
            }
