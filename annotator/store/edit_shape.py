"""An edit read from JSON, in which it was kept before it was part of a version."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import AfterValidator, Field

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
from annotator.labels.labelling import Status
from annotator.store.label_file import DecisionShape, PanelShape, Shape, SpanShape, ZoneShape
from annotator.store.values import day

_Day = Annotated[str, AfterValidator(day)] | None


class _Add(Shape):
    kind: Literal["add"]
    span: SpanShape

    def value(self) -> Edit:
        return Add(self.span.value())


class _Remove(Shape):
    kind: Literal["remove"]
    span: SpanShape

    def value(self) -> Edit:
        return Remove(self.span.value())


class _Replace(Shape):
    kind: Literal["replace"]
    before: SpanShape
    after: SpanShape

    def value(self) -> Edit:
        return Replace(self.before.value(), self.after.value())


class _Restate(Shape):
    kind: Literal["restate"]
    before: Status
    after: Status

    def value(self) -> Edit:
        return Restate(self.before, self.after)


class _Rezone(Shape):
    kind: Literal["rezone"]
    before: list[ZoneShape]
    after: list[ZoneShape]

    def value(self) -> Edit:
        before, after = (
            tuple(zone.value() for zone in zones) for zones in (self.before, self.after)
        )
        return Rezone(before, after)


class _Reanchor(Shape):
    kind: Literal["reanchor"]
    before: _Day
    after: _Day

    def value(self) -> Edit:
        return Reanchor(self.before, self.after)


class _Convene(Shape):
    kind: Literal["convene"]
    before: PanelShape | None
    after: PanelShape | None

    def value(self) -> Edit:
        before = self.before.value() if self.before else None
        return Convene(before, self.after.value() if self.after else None)


class _Decide(Shape):
    kind: Literal["decide"]
    before: DecisionShape | None
    after: DecisionShape | None

    def value(self) -> Edit:
        before = self.before.value() if self.before else None
        return Decide(before, self.after.value() if self.after else None)


class _Together(Shape):
    kind: Literal["together"]
    edits: list[EditShape]

    def value(self) -> Edit:
        return Together(tuple(edit.value() for edit in self.edits))


EditShape = Annotated[
    _Add | _Remove | _Replace | _Restate | _Rezone | _Reanchor | _Convene | _Decide | _Together,
    Field(discriminator="kind"),
]
_Together.model_rebuild()
