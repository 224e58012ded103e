"""The shape of a label file, read strictly, every fault at once."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    PlainValidator,
    ValidationError,
    model_validator,
)

from annotator.labels.complaints import Complaint, complaints
from annotator.labels.labelling import (
    Adjudication,
    Decision,
    Labelling,
    Panel,
    Reason,
    Rejected,
    Source,
    Status,
    Zone,
)
from annotator.labels.span import Piece, Span, Value, pieces_fault
from annotator.labels.values import attribute_value
from annotator.store.record import SchemaRef, Version
from annotator.store.values import (
    annotator,
    count,
    day,
    filled,
    hexadecimal,
    moment,
    number,
    origin,
    span_id,
)

_Hash = Annotated[str, AfterValidator(hexadecimal)]
_Count = Annotated[int, AfterValidator(count)]
_Filled = Annotated[str, AfterValidator(filled)]
_Id = Annotated[str, AfterValidator(span_id)]
_Name = Annotated[str, AfterValidator(annotator)]


class Shape(BaseModel):
    """Keys and types exactly as they are named; any other key is a fault."""

    model_config = ConfigDict(strict=True, extra="forbid")


class _Stretch(Shape):
    start: _Count
    end: _Count

    @model_validator(mode="after")
    def _runs_forward(self) -> _Stretch:
        if self.end <= self.start:
            raise ValueError(f"runs from {self.start} to {self.end}")
        return self


class ZoneShape(_Stretch):
    """A zone's keys."""

    why: str

    def value(self) -> Zone:
        """What it says, as a value."""
        return Zone(self.start, self.end, self.why)


class _Rejected(_Stretch):
    label: _Filled


class _Source(Shape):
    annotator: _Name
    version: _Count
    sha256: _Hash


class DecisionShape(_Stretch):
    """A decision's keys."""

    sources: list[list[_Id]]
    taken: _Filled
    reason: Reason
    note: str
    versions: list[_Count] = Field(default_factory=list)

    def value(self) -> Decision:
        """What it says, as a value."""
        return Decision(
            self.start,
            self.end,
            tuple(tuple(ids) for ids in self.sources),
            self.taken,
            self.reason,
            self.note,
            tuple(self.versions),
        )


class PanelShape(Shape):
    """The keys of who decides between which versions."""

    by: _Filled
    sources: list[_Source]

    def value(self) -> Panel:
        """What it says, as a value."""
        return Panel(
            self.by,
            tuple(Source(one.annotator, one.version, one.sha256) for one in self.sources),
        )


class _Adjudication(PanelShape):
    decisions: list[DecisionShape]

    @model_validator(mode="after")
    def _decides_once(self) -> _Adjudication:
        """One decision a place, each on as many versions as there are."""
        places = [one.value().place for one in self.decisions]
        if len(set(places)) < len(places):
            raise ValueError("decides twice on one place")
        if any(len(one.versions) not in (0, len(self.sources)) for one in self.decisions):
            raise ValueError("has a decision on more or fewer versions than it has sources")
        return self

    def adjudication(self) -> Adjudication:
        """What it says, as a value."""
        panel = self.value()
        return Adjudication(panel.by, panel.sources, tuple(one.value() for one in self.decisions))


class SpanShape(Shape):
    """A span's keys."""

    id: _Id
    label: _Filled
    start: _Count
    end: _Count
    fragments: list[list[_Count]] | None = None
    text: str
    attributes: dict[_Filled, Annotated[Value, PlainValidator(attribute_value)]] = Field(
        default_factory=dict
    )
    flags: list[_Filled] = Field(default_factory=list)
    comment: str = ""
    origin: Annotated[str, AfterValidator(origin)]

    @model_validator(mode="after")
    def _fits_itself(self) -> SpanShape:
        """Pieces in order inside the outer bounds, and as many characters as they hold."""
        # Nearly all are in one piece; of many thousands, the rest need not be looked for.
        if self.fragments is None and 0 < len(self.text) == self.end - self.start:
            return self
        if self.fragments is not None and any(len(piece) != 2 for piece in self.fragments):
            raise ValueError("has fragments that are not [start, end]")
        pieces = self.pieces()
        wrong = pieces_fault(pieces)
        if wrong:
            raise ValueError(wrong)
        if self.fragments is not None and len(pieces) < 2:
            raise ValueError("has fragments, and fewer than two of them")
        if (pieces[0][0], pieces[-1][1]) != (self.start, self.end):
            raise ValueError("has fragments that do not begin at its start and end at its end")
        held = sum(end - start for start, end in pieces) + len(pieces) - 1
        if len(self.text) != held:
            raise ValueError(f"quotes {len(self.text)} characters, its offsets hold {held}")
        return self

    def pieces(self) -> tuple[Piece, ...]:
        """The fragments, or the one piece from start to end."""
        if self.fragments is None:
            return ((self.start, self.end),)
        return tuple((piece[0], piece[1]) for piece in self.fragments)

    def value(self) -> Span:
        """What it says, as a value."""
        return Span(
            self.id,
            self.label,
            self.pieces(),
            self.text,
            tuple(self.attributes.items()),
            tuple(self.flags),
            self.comment,
            self.origin,
        )


class _Article(Shape):
    id: _Filled
    sha256: _Hash
    length: _Count
    anchor: Annotated[str, AfterValidator(day)] | None


class SchemaShape(Shape):
    """The keys of the schema that a version was made under."""

    name: _Filled
    version: _Filled
    sha256: _Hash
    pages: _Hash

    def value(self) -> SchemaRef:
        """What it says, as a value."""
        return SchemaRef(self.name, self.version, self.sha256, self.pages)


class LabelFile(Shape):
    """A label file's keys, its digest among them."""

    format: Literal["annotator/labels-1"]
    article: _Article
    annotator: _Name
    version: Annotated[int, AfterValidator(number)]
    parent: _Hash | None
    merged: list[_Hash]
    schema_: Annotated[SchemaShape, Field(alias="schema")]
    status: Status
    saved: Annotated[str, AfterValidator(moment)]
    seconds: _Count
    note: str
    zones: list[ZoneShape]
    rejected: list[_Rejected]
    adjudication: _Adjudication | None
    spans: list[SpanShape]
    digest: _Hash

    def value(self) -> Version:
        """What the file says, as a value; its digest is proved elsewhere."""
        return Version(
            article_id=self.article.id,
            article_sha256=self.article.sha256,
            article_length=self.article.length,
            annotator=self.annotator,
            number=self.version,
            parent=self.parent,
            merged=tuple(self.merged),
            schema=self.schema_.value(),
            saved=self.saved,
            seconds=self.seconds,
            labelling=Labelling(
                spans=tuple(span.value() for span in self.spans),
                status=self.status,
                anchor=self.article.anchor,
                zones=tuple(one.value() for one in self.zones),
                rejected=tuple(Rejected(one.label, one.start, one.end) for one in self.rejected),
                adjudication=self.adjudication.adjudication() if self.adjudication else None,
                note=self.note,
            ),
        )


def read(raw: object) -> tuple[Version | None, tuple[Complaint, ...]]:
    """The version that the JSON of a label file says, or None, and what is wrong with it."""
    try:
        return LabelFile.model_validate(raw).value(), ()
    except ValidationError as error:
        return None, complaints(error)
