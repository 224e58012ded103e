"""How the whole screen looks: dark, light, with high contrast, or without any colour."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from types import MappingProxyType
from typing import TypeVar

from rich.segment import Segment
from rich.style import Style
from textual.app import App
from textual.color import Color
from textual.filter import DimFilter, LineFilter, Monochrome, NoColor
from textual.theme import Theme

from annotator.labels.schema import Label
from annotator.tui.paint import READABLE, Paint, luminance

DARK = "dark"
LIGHT = "light"
HIGH_CONTRAST = "high-contrast"
NO_COLOUR = "no-colour"

# What WCAG 2.2 asks of letters at level AAA.
_HIGH = 7.0

_WHITE = "#ffffff"
_BLACK = "#000000"
_SHADE = "#808080"

# From how bright a ground on it counts as bright, and as shaded.
_BRIGHT = 0.5
_SHADED = 0.03
_REVERSED = Style(reverse=True)
_UNDERLINED = Style(underline=True)
_TURNED_BACK = Style(reverse=False, bold=True, dim=False, underline=False, underline2=True)

THEMES: Mapping[str, Theme] = MappingProxyType(
    {
        theme.name: theme
        for theme in (
            Theme(
                DARK,
                primary="#6cb2f7",
                secondary="#a9b6c6",
                accent="#ffb454",
                warning="#ffc857",
                error="#ff8a8a",
                success="#7fd48a",
                foreground="#e4e6eb",
                background="#14161a",
                surface="#1b1e24",
                panel="#2a2f38",
                variables={
                    "boost": "#2f3540",
                    "scrollbar": "#7a8799",
                    "scrollbar-background": "#1b1e24",
                },
            ),
            Theme(
                LIGHT,
                primary="#0b57a8",
                secondary="#4a5560",
                accent="#8a3b00",
                warning="#6f4400",
                error="#a8141c",
                success="#125424",
                foreground="#1c1e21",
                background="#fbfbf8",
                surface="#f1f1ec",
                panel="#dcdcd4",
                dark=False,
                variables={
                    "boost": "#d4d4cb",
                    "scrollbar": "#6b7280",
                    "scrollbar-background": "#e8e8e3",
                },
            ),
            Theme(
                HIGH_CONTRAST,
                primary="#8fd0ff",
                secondary="#d0d0d0",
                accent="#ffff00",
                warning="#ffd75f",
                error="#ffaaaa",
                success="#8fff8f",
                foreground=_WHITE,
                background=_BLACK,
                surface=_BLACK,
                panel="#303030",
                variables={
                    "boost": "#303030",
                    "scrollbar": "#d0d0d0",
                    "scrollbar-background": _BLACK,
                    "text": "auto 100%",
                    "text-muted": "auto 80%",
                },
            ),
            # Two inks and a shade between them: codes that never reach the terminal.
            Theme(
                NO_COLOUR,
                primary=_WHITE,
                secondary=_WHITE,
                accent=_WHITE,
                warning=_WHITE,
                error=_WHITE,
                success=_WHITE,
                foreground=_WHITE,
                background=_BLACK,
                surface=_BLACK,
                panel=_SHADE,
                variables={
                    "boost": _SHADE,
                    "block-cursor-blurred-background": _SHADE,
                    "scrollbar": _WHITE,
                    "scrollbar-hover": _WHITE,
                    "scrollbar-background": _BLACK,
                },
            ),
        )
    }
)

_Result = TypeVar("_Result")


def default_theme(environ: Mapping[str, str]) -> str:
    """The theme where none is chosen: without colour if NO_COLOR says anything, else dark."""
    return NO_COLOUR if environ.get("NO_COLOR") else DARK


def apply(app: App[_Result], name: str) -> None:
    """Give an app one of the themes, before it runs or while it runs.

    With no-colour nothing but attributes is sent to the terminal, whatever styles and widgets
    ask for; with any other theme colours are sent, also where NO_COLOR is set: who does not want
    that leaves the theme to `default_theme`.

    Raises:
        InvalidThemeError: there is no such theme.
    """
    for theme in THEMES.values():
        app.register_theme(theme)
    app.theme = name
    app.no_color = name == NO_COLOUR
    filters = app._filters  # noqa: SLF001 - Textual has no public way to add one
    filters[:] = _filters_of(filters, plain=app.no_color)
    app.refresh()


def _filters_of(before: Sequence[LineFilter], *, plain: bool) -> list[LineFilter]:
    """What goes over everything that is painted, ours first: the others work with colours."""
    filters: list[LineFilter] = [InksToAttributes()] if plain else []
    for one in before:
        match one:
            case InksToAttributes() | NoColor() | Monochrome():
                pass
            case DimFilter(dim_factor=factor):
                # It mixes the colours of letters and ground, and fails where there are none.
                filters.append(DimFilter(factor, enabled=not plain))
            case _:
                filters.append(one)
    return filters


def paint_for(app: App[_Result], labels: Sequence[Label]) -> Paint:
    """The looks of labels on the background of an app, in its theme and on its terminal."""
    theme = app.current_theme
    colors = theme.to_color_system().generate()
    return Paint(
        labels,
        foreground=Color.parse(colors["foreground"]),
        background=Color.parse(colors["background"]),
        few_colors=app.console.color_system == "standard",
        plain_only=theme.name == NO_COLOUR,
        least_contrast=_HIGH if theme.name == HIGH_CONTRAST else READABLE,
    )


class InksToAttributes(LineFilter):
    """Takes every colour away and tells by attributes what was told by the ground alone.

    A bright ground becomes reverse, a shaded one underlined, a black one or none nothing. What is
    reversed on a bright ground is turned over twice: it becomes bold and underlined twice, so
    that a caret shows on it even where it is the only such cell.
    """

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:  # noqa: ARG002 - Textual passes it
        """The segments without colours; where they can be clicked stays as it is."""
        return [
            Segment(text, style and without_colors(style), control)
            for text, style, control in segments
        ]


@lru_cache(maxsize=1024)
def without_colors(style: Style) -> Style:
    """A style as it is sent under no-colour."""
    ground = style.bgcolor
    shine = 0.0
    if ground is not None and not ground.is_default:
        shine = luminance(Color(*ground.get_truecolor()))
    plain = style.without_color
    if style.meta:
        plain += Style.from_meta(style.meta)
    if shine >= _BRIGHT:
        return plain + (_TURNED_BACK if style.reverse else _REVERSED)
    return plain + _UNDERLINED if shine >= _SHADED else plain
