"""What a row of the values form can be given, and what a press on it means."""

from __future__ import annotations

from rich.console import RenderableType
from rich.style import Style
from rich.text import Text

from annotator.labels.schema import Attribute
from annotator.labels.span import Value
from annotator.session.valuing import choice_keys
from annotator.text.flat import apart, beside
from annotator.tui.widgets.words import words


def picks(value: Value | None) -> RenderableType:
    """How a value is picked in the article."""
    line = Text("enter: pick in the article", style=meta("", pick=True))
    if value is not None:
        line.append("   del: none", style=meta("", clear=True))
    return line


def choices(row: Attribute, value: Value | None) -> RenderableType:
    """Every choice after its letter."""
    pieces = [(beside(), Style.null())]
    for key, choice in zip(choice_keys(row.choices), row.choices, strict=True):
        style = "reverse" if choice == value else ""
        pieces += [
            (f"{apart(key)}\xa0", meta("bold", choice=choice)),
            (apart(choice), meta(style, choice=choice)),
            ("   ", Style.null()),
        ]
    if value is not None:
        pieces.append(("del\xa0none", meta("dim", clear=True)))
    return words(*pieces)


def meta(style: str, **meta: object) -> Style:
    """A style that says what a press on it means."""
    return Style.parse(style) + Style(meta=meta)
