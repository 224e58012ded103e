"""The form of values, what it asks for in the article, and what it gives to a span."""

from __future__ import annotations

from annotator.errors import AnnotatorError
from annotator.labels.schema import Attribute, Label
from annotator.labels.span import Span
from annotator.session.caret import Caret
from annotator.session.commands import Place
from annotator.session.form import Anchors, Answer, Asked, Gives, answered
from annotator.session.picking import Picking
from annotator.tui.parts.modes import Modes
from annotator.tui.parts.panes import Panes
from annotator.tui.parts.room import Room
from annotator.tui.parts.windows import trouble
from annotator.tui.widgets.values_form import ValuesForm


class Valuing:
    """Asks for the values of one span, and makes each answer an edit."""

    def __init__(self, room: Room, form: ValuesForm, modes: Modes, panes: Panes) -> None:
        self._room = room
        self._form = form
        self._modes = modes
        self._panes = panes
        self._span_id = ""
        self._caret = Caret()
        self._from: Place | None = None

    def open(self) -> None:
        """Ask for the values of the current span."""
        span = self._room.sitting.at_hand
        if span is None:
            self._room.say("no span here: put the caret on one, or tag the word first")
            return
        self._from = self._panes.place
        try:
            asked = self._asked(span)
        except AnnotatorError as error:
            self._room.app.push_screen(trouble(error))
            return
        if asked is None or not asked.rows:
            self._room.say(f"{span.label} has no values")
            return
        self._room.choose_here(span)
        self._span_id = span.id
        self._form.ask(asked)

    def close(self) -> None:
        """Ask no more, and give the keyboard back to where it was."""
        if self.drop():
            self._panes.go_back(self._from)

    def drop(self) -> bool:
        """Ask no more; whether anything was asked."""
        was_open = self._form.display
        self._form.display = False
        return was_open

    def follow(self) -> None:
        """Keep up with what became of the span that is asked about."""
        if not self._form.display:
            return
        asked = self._now()
        if asked is None:
            self.close()
        elif asked.label != self._form.label:
            self._form.ask(asked)
        else:
            self._form.renew(asked)

    def answer(self, answer: Answer, *, onward: bool = True) -> None:
        """Give what was answered, and go on to the next row if that is wished."""
        span = self._room.sitting.session.labelling.span(self._span_id)
        if span is None or not self._form.display:
            self.close()
            return
        self._room.take(answered(self._room.sitting.session, span, answer))
        asked = self._now()
        if asked is not None and isinstance(answer, Anchors):
            self._form.ask(asked)
        elif asked is not None and onward:
            self._form.advance()

    def coin(self, name: str, typed: str, kind: str) -> None:
        """List a new entity and give it as the value."""
        try:
            entity = self._room.desk.list_entity(typed, kind)
        except AnnotatorError as error:
            self._room.app.push_screen(trouble(error))
            return
        self.answer(Gives(name, entity.id))

    def pick(self, attribute: Attribute) -> None:
        """Let a value be picked in the article, and come back to the form."""
        self._caret = self._room.sitting.caret
        self._form.display = False
        self._panes.read_article()
        picking = Picking(
            "span" if attribute.type == "span" else "quote",
            self._span_id,
            attribute.name,
            attribute.label or "",
        )
        self._modes.pick(picking, self._picked)

    def _picked(self, taken: bool) -> None:  # noqa: FBT001 - the shape of what is told
        asked = self._now()
        if asked is None:
            return
        self._room.go(self._caret)
        self._room.choose_here(asked.span)
        self._form.resume(asked)
        if taken:
            self._form.advance()

    def _now(self) -> Asked | None:
        """What to ask as things stand; None where the span is gone."""
        span = self._room.sitting.session.labelling.span(self._span_id)
        return self._asked(span) if span else None

    def _asked(self, span: Span) -> Asked | None:
        session = self._room.sitting.session
        label = session.schema.label(span.label)
        if label is None:
            return None
        return Asked(
            span,
            label,
            session.labelling.anchor,
            texts={one.id: one.text for one in session.spans},
            entities=self._room.desk.entities() if _names_entities(label) else (),
        )


def _names_entities(label: Label) -> bool:
    """Whether a value of the label names somebody or something that is listed."""
    return any(attribute.type == "entity" for attribute in label.attributes)
