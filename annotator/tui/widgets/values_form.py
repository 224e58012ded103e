"""The values of a span: a row an attribute, and below them what the current one can be."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from rich.style import Style
from rich.text import Text
from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.message import Message
from textual.widgets import Static

from annotator.labels.entities import Entity
from annotator.labels.schema import Attribute, Label
from annotator.session.form import Answer, Asked, Gives, Refuses
from annotator.session.known import is_named, kind_of, matching, names_of
from annotator.session.valuing import choice_keys
from annotator.text.flat import plain, sentence, shortened, visual
from annotator.tui.widgets.text_field import TextField
from annotator.tui.widgets.values_hints import choices, meta, picks
from annotator.tui.widgets.words import words

_TYPED = frozenset({"text", "integer", "range", "date", "entity"})
_PICKED = frozenset({"quote", "span"})
_MOST_MATCHES = 4
_BETWEEN = " · "
_CHOOSE = "enter takes the name that is marked, esc drops what was typed"
_MOVES = {"up": -1, "shift+tab": -1, "down": 1, "tab": 1}


class ValuesForm(Vertical, can_focus=True, inherit_bindings=False):
    """Shows the values of one span and says which was given; it changes none itself.

    A choice is given by its letter, other values are typed, words and spans are picked in the
    article. Each is said as soon as it is given, and the next row comes.
    """

    DEFAULT_CSS = """
    ValuesForm {
        height: auto; max-height: 70vh; background: $surface; border-top: hkey $panel;
        padding: 0 1; display: none;
    }
    ValuesForm > #values-title { height: 1; text-style: bold; }
    ValuesForm > #values-rows { height: auto; }
    ValuesForm > #values-entry { height: 1; }
    ValuesForm #values-name { width: auto; text-style: bold; }
    ValuesForm > #values-hint { height: auto; max-height: 5; }
    """

    @dataclass
    class Given(Message):
        """A row was answered; `onward` says that the next row is to come."""

        answer: Answer
        onward: bool

    @dataclass
    class Picked(Message):
        """A value is to be picked in the article."""

        attribute: Attribute

    @dataclass
    class Coined(Message):
        """An entity was named that is not listed yet."""

        name: str
        typed: str
        kind: str

    class Refused(Message):
        """What was typed cannot be read; the form says why."""

    class Left(Message):
        """The form was left."""

    def __init__(self, latin: Callable[[str], str], *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._latin = latin
        self._asked: Asked | None = None
        self._at = 0
        self._match = -1
        self._matches: tuple[Entity, ...] = ()
        self._wrong = ""
        self._held = ""
        self._field = TextField(passes=frozenset(_MOVES), id="values-field")

    def compose(self) -> ComposeResult:
        """The span, its rows, the place to type, and what can be given."""
        yield Static(id="values-title")
        yield Static(id="values-rows")
        with Horizontal(id="values-entry"):
            yield Static(id="values-name")
            yield self._field
        yield Static(id="values-hint")

    @property
    def label(self) -> Label | None:
        """The label whose values are asked for."""
        return self._asked.label if self._asked else None

    @property
    def row(self) -> Attribute | None:
        """The row that is being given; None before anything is shown."""
        return self._asked.rows[self._at] if self._asked else None

    def ask(self, asked: Asked) -> None:
        """Open the form on a span, at the first row that matters."""
        self._asked = asked
        self.display = True
        self._go(asked.first)

    def renew(self, asked: Asked) -> None:
        """Show the values as they stand now, at the same row."""
        self._asked = asked
        self._draw()

    def advance(self) -> None:
        """Go to the next row; after the last the form is left."""
        if self._asked and self._at + 1 < len(self._asked.rows):
            self._go(self._at + 1)
        else:
            self.post_message(self.Left())

    def resume(self, asked: Asked) -> None:
        """Come back to the row that was left for something to be picked."""
        self._asked = asked
        self.display = True
        self._go(self._at)

    def _focus_row(self) -> None:
        row = self.row
        if row is not None and row.type in _TYPED:
            self.screen.set_focus(self._field)
        else:
            self.screen.set_focus(self)

    def on_key(self, event: events.Key) -> None:
        """Move among the rows, choose by letter, take away; no key goes further."""
        event.stop()
        event.prevent_default()
        asked, row = self._asked, self.row
        if asked is None or row is None:
            return
        if event.key in _MOVES:
            self._step(_MOVES[event.key], event.key)
        elif event.key == "escape":
            self.post_message(self.Left())
        elif row.type == "choice":
            self._choose(asked, row, event)
        elif event.key in ("backspace", "delete"):
            self._give(Gives(row.name, None), onward=False)
        elif event.key in ("enter", "space"):
            self.post_message(self.Picked(row))

    def on_text_field_changed(self, message: TextField.Changed) -> None:
        """Read along with what is typed."""
        message.stop()
        self._wrong = ""
        self._match_typed()
        self._draw_hint()

    def on_text_field_submitted(self, message: TextField.Submitted) -> None:
        """Give what was typed; what cannot be read is told, and stays."""
        message.stop()
        asked, row = self._asked, self.row
        if asked is None or row is None:
            return
        typed = message.text.strip()
        if row.type == "entity":
            self._give_entity(asked, row, typed)
        elif message.text == self._held:
            self.advance()
        else:
            self._give(asked.read(row, typed))

    def on_text_field_left(self, message: TextField.Left) -> None:
        """Put back what stood there; with nothing to put back, leave."""
        message.stop()
        if self._field.text != self._held:
            self._go(self._at)
        else:
            self.post_message(self.Left())

    def on_click(self, event: events.Click) -> None:
        """Go to the row that was pressed; a second press picks in the article."""
        event.stop()
        pressed = event.style.meta
        asked, row = self._asked, self.row
        if asked is None or row is None:
            return
        if "row" in pressed:
            again = pressed["row"] == self._at
            self._go(pressed["row"])
            if again and row.type in _PICKED:
                self.post_message(self.Picked(row))
        elif "choice" in pressed:
            self._take_choice(asked, row, pressed["choice"])
        elif "match" in pressed:
            self._match = pressed["match"]
            self._give_entity(asked, row, self._field.text)
        elif "pick" in pressed:
            self.post_message(self.Picked(row))
        elif "clear" in pressed:
            self._give(asked.read(row, ""), onward=False)
        elif "close" in pressed:
            self.post_message(self.Left())

    def on_resize(self) -> None:
        self._draw()

    def _step(self, step: int, key: str) -> None:
        """Another row, with what was typed given; up and down choose among entities that match."""
        asked, row = self._asked, self.row
        if asked is None or row is None:
            return
        typed = self._field.text
        if self._matches and typed and key in ("up", "down"):
            last = len(self._options()) - 1
            self._match = min(max(self._match + step, 0), last)
            self._draw_hint()
            return
        if row.type in _TYPED and typed != self._held:
            answer = Refuses(_CHOOSE) if row.type == "entity" else asked.read(row, typed)
            self._give(answer, onward=False)
            if isinstance(answer, Refuses):
                return
        self._go((self._at + step) % len(asked.rows))

    def _choose(self, asked: Asked, row: Attribute, event: events.Key) -> None:
        value = asked.value(row)
        if event.key == "enter":
            self.advance()
        elif event.key in ("backspace", "delete"):
            self._give(Gives(row.name, None), onward=False)
        elif event.key in ("left", "right"):
            at = row.choices.index(value) if value in row.choices else -1
            step = 1 if event.key == "right" else -1
            chosen = row.choices[(at + step) % len(row.choices) if at >= 0 else 0]
            self._give(Gives(row.name, chosen), onward=False)
        elif event.character:
            keys = choice_keys(row.choices)
            letter = self._latin(event.character)
            if letter in keys:
                self._take_choice(asked, row, row.choices[keys.index(letter)])

    def _take_choice(self, asked: Asked, row: Attribute, choice: str) -> None:
        if asked.value(row) == choice:
            self.advance()
        else:
            self._give(Gives(row.name, choice))

    def _give_entity(self, asked: Asked, row: Attribute, typed: str) -> None:
        options = self._options()
        if 0 <= self._match < len(options):
            entity = options[self._match]
            if entity is None:
                kind = kind_of(asked.label, row, asked.entities)
                self._match = -1
                self.post_message(self.Coined(row.name, typed.strip(), kind))
            else:
                self._give(Gives(row.name, entity.id))
        elif not typed and asked.value(row) is not None:
            self._give(Gives(row.name, None))
        else:
            self.advance()

    def _give(self, answer: Answer, *, onward: bool = True) -> None:
        """Say what was answered; what cannot be read is told here, and stays to be mended."""
        if isinstance(answer, Refuses):
            self._wrong = answer.why
            self._draw_hint()
            self.post_message(self.Refused())
        else:
            self.post_message(self.Given(answer, onward))

    def _go(self, at: int) -> None:
        self._at, self._wrong = at, ""
        row = self.row
        if self._asked is not None and row is not None:
            self._field.set(self._asked.typed(row))
            # A field cannot hold every text; what nobody typed is never given.
            self._held = self._field.text
            self._match_typed()
            self._draw()
            self._focus_row()

    def _match_typed(self) -> None:
        """Find the entities that are meant: by what is typed, else by the span's own words."""
        asked, row = self._asked, self.row
        self._matches, self._match = (), -1
        if asked is None or row is None or row.type != "entity":
            return
        typed = self._field.text.strip()
        kind = kind_of(asked.label, row, asked.entities)
        if typed and typed == asked.typed(row):
            return
        self._matches = matching(asked.entities, typed or asked.span.text, kind)
        if typed:
            self._match = 0
        elif self._matches and is_named(self._matches[0], asked.span.text):
            self._match = 0 if asked.value(row) is None else -1

    def _options(self) -> tuple[Entity | None, ...]:
        """What may be taken: the entities that match, and None for a new one."""
        row, typed = self.row, self._field.text.strip()
        if row is None or row.type != "entity":
            return ()
        found: Sequence[Entity] = self._matches
        known = any(is_named(one, typed) or one.id == typed for one in found)
        if not typed or known or typed == self._held:
            return tuple(found)
        return (*found, None)

    def _draw(self) -> None:
        asked, row = self._asked, self.row
        if asked is None or row is None or not self.is_mounted:
            return
        width = max(self.size.width - 2, 10)
        title = Text(no_wrap=True, overflow="ellipsis")
        title.append(f"{asked.label.name} ")
        title.append(visual(f"«{shortened(asked.span.text, width // 2)}»"))
        title.append("  esc closes", style=meta("dim", close=True))
        self.query_one("#values-title", Static).update(title)
        self.query_one("#values-rows", Static).update(self._rows(asked, width))
        typed = row.type in _TYPED
        self.query_one("#values-entry").display = typed
        self.query_one("#values-name", Static).update(Text(f"{row.name}: "))
        self._draw_hint()
        self.refresh(layout=True)

    def _rows(self, asked: Asked, width: int) -> Text:
        """The rows around the current one, as many as half the screen can hold."""
        room = max(min(self.app.size.height // 2 - 5, len(asked.rows)), 1)
        first = min(max(self._at - room // 2, 0), len(asked.rows) - room)
        name_width = max(len(row.name) for row in asked.rows) + 1
        lines = Text(no_wrap=True, overflow="ellipsis")
        for at in range(first, first + room):
            row = asked.rows[at]
            shown = visual(shortened(asked.words(row), max(width - name_width - 3, 1)))
            here = at == self._at
            style = "bold" if here else ""
            line = f"{'▸' if here else ' '} {row.name:<{name_width}}{shown}"
            lines.append(line, style=meta(style, row=at))
            if at + 1 < first + room:
                lines.append("\n")
        return lines

    def _draw_hint(self) -> None:
        asked, row = self._asked, self.row
        if asked is None or row is None:
            return
        if self._wrong:
            hint = words((sentence(self._wrong), Style(bold=True)))
        elif row.type == "choice":
            hint = choices(row, asked.value(row))
        elif row.type in _PICKED:
            hint = picks(asked.value(row))
        elif row.type == "entity":
            hint = self._entities()
        else:
            hint = words((sentence(asked.reading(row, self._field.text)), Style(dim=True)))
        self.query_one("#values-hint", Static).update(hint)

    def _entities(self) -> Text:
        """The entities that match, a row each, around the chosen one."""
        options = self._options()
        if not options:
            return Text("type a few letters of a name, in either script", style="dim")
        width = max(self.size.width - 4, 1)
        first = min(max(self._match - 1, 0), max(len(options) - _MOST_MATCHES, 0))
        lines = Text(no_wrap=True, overflow="ellipsis")
        for at, entity in list(enumerate(options))[first : first + _MOST_MATCHES]:
            here = at == self._match
            names = ("new:", self._field.text.strip()) if entity is None else names_of(entity)
            told = shortened(_BETWEEN.join(map(plain, names)), width)
            named = _BETWEEN.join(map(visual, told.split(_BETWEEN)))
            line = f"{'▸' if here else ' '} {named}"
            lines.append(line, style=meta("bold" if here else "", match=at))
            lines.append("\n")
        lines.rstrip()
        return lines
