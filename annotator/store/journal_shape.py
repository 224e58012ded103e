"""What a journal's line says, read strictly."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import AfterValidator, Field, RootModel, ValidationError

from annotator.errors import LabelFileError
from annotator.labels.complaints import complaints
from annotator.store.edit_shape import EditShape
from annotator.store.journal import Record
from annotator.store.journal_entry import Begun, Entry, Saved, Stepped
from annotator.store.label_file import SchemaShape, Shape
from annotator.store.values import annotator, count, day, filled, hexadecimal, moment, number

_Hash = Annotated[str, AfterValidator(hexadecimal)]
_Count = Annotated[int, AfterValidator(count)]
_Seconds = Annotated[float, Field(ge=0, allow_inf_nan=False)]


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
