"""What a journal says: what a session began with, each step of it, each save."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import AfterValidator, Field, RootModel, ValidationError

from annotator.errors import LabelFileError
from annotator.labels.complaints import complaints
from annotator.labels.edits import Edit
from annotator.store.edit_shape import EditShape, edit_keys
from annotator.store.journal import Record
from annotator.store.label_file import SchemaShape, Shape
from annotator.store.record import SchemaRef
from annotator.store.values import annotator, count, day, filled, hexadecimal, moment, number

FORMAT = "annotator/journal-1"

_Hash = Annotated[str, AfterValidator(hexadecimal)]
_Count = Annotated[int, AfterValidator(count)]
_Seconds = Annotated[float, Field(ge=0, allow_inf_nan=False)]


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
    """An entry as a journal's line says it; `read_record` gives back an equal one."""
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


def read_record(record: Record, where: str) -> Entry:
    """The entry that a journal's line says.

    Raises:
        LabelFileError: it says none that is known here.
    """
    try:
        return _Line.model_validate(record).root.value()
    except ValidationError as error:
        wrong = complaints(error)[0]
        fix = "open the article with the version of the program that wrote it"
        raise LabelFileError(f"a line of the journal {wrong.what}", where, fix) from error


class _Edited(Shape):
    kind: Literal["edit"]
    seconds: _Seconds
    edit: EditShape

    def value(self) -> Stepped:
        return Stepped(self.edit.value(), self.seconds)


class _Begin(Shape):
    kind: Literal["begin"]
    format: Literal["annotator/journal-1"]
    article: Annotated[str, AfterValidator(filled)]
    sha256: _Hash
    annotator: Annotated[str, AfterValidator(annotator)]
    anchor: Annotated[str, AfterValidator(day)] | None
    next_id: Annotated[int, AfterValidator(number)]
    file: str | None
    laid_over: _Edited | None = None

    def value(self) -> Entry:
        return Begun(
            self.article,
            self.sha256,
            self.annotator,
            self.anchor,
            None if self.file is None else self.file.encode(),
            self.next_id,
            self.laid_over.value() if self.laid_over else None,
        )


class _Step(Shape):
    kind: Literal["undo", "redo"]
    seconds: _Seconds

    def value(self) -> Entry:
        return Stepped(self.kind, self.seconds)


class _Save(Shape):
    kind: Literal["save"]
    annotator: Annotated[str, AfterValidator(annotator)]
    version: Annotated[int, AfterValidator(number)]
    sha256: _Hash
    saved: Annotated[str, AfterValidator(moment)]
    seconds: _Count
    schema_: Annotated[SchemaShape, Field(alias="schema")]
    merged: list[_Hash]
    note: str = ""

    def value(self) -> Entry:
        return Saved(
            self.annotator,
            self.version,
            self.sha256,
            self.saved,
            self.seconds,
            self.schema_.value(),
            tuple(self.merged),
            self.note,
        )


class _Line(RootModel[_Begin | _Step | _Edited | _Save]):
    root: Annotated[_Begin | _Step | _Edited | _Save, Field(discriminator="kind")]
