"""How labels look: a colour and a mark for each, so that neither has to be told alone."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Literal

from rich.style import Style
from textual.color import BLACK, WHITE, Color

from annotator.labels.schema import Label

# What WCAG 2.2 asks, at level AA, of letters on their ground and of what is no text.
READABLE = 4.5
_VISIBLE = 3.0

_TINT = 0.22
_CURRENT_TINT = 0.5
_NEST_TINT = 0.12
_SELECTED_TINT = 0.25
_ZONE_TINT = 0.4
_FAINTEST = 0.6
_STEPS = 12
_FOUND = Color(255, 200, 60)

_MARKS = {
    "underline": Style(underline=True),
    "underline2": Style(underline2=True),
    "bold": Style(bold=True),
    "italic": Style(italic=True),
    "strike": Style(strike=True),
    "dim": Style(dim=True),
}
_LINES = frozenset({"underline", "underline2"})
# What a label wears, the first that shows, where its own mark is lost in those around it.
_SPARE = ("italic", "bold", "underline", "underline2")
# Reversed cells are told apart by these, so that marks of labels do not show there by them.
_TELLING = _LINES | {"bold"}
# Dim alone does not show where black letters stand on white.
_OUTSIDE = frozenset({"dim", "strike"})

_CARET = Style(reverse=True)
_UNDERLINED = Style(underline=True, underline2=False)
_UNDERLINED_TWICE = Style(underline=False, underline2=True)

_Marks = frozenset[str]
_Over = Literal["selected", "found", "current", "nothing"]
# With these a cell is painted in the colours of its labels.
_UNDER: frozenset[_Over] = frozenset({"current", "nothing"})


class Paint:
    """Turns what stands on a cell (labels, selection, match, zone) into one style.

    With many colours nested and overlapping spans all show: the innermost gives the colour of
    the letters, every label adds its mark, and each further span deepens the ground. The current
    span has a strong ground, the match of a search a yellow one, the selection that of letters;
    of the three the last one wins. What is no article text has letters as faint as can be read,
    on a paler ground.

    No style has the attribute reverse: a label's mark of that name lets letters and ground change
    places. So the caret, which adds the attribute, shows on every cell.

    With `plain_only` there are two inks, which the theme no-colour sends as reverse and nothing:

        a label            its mark; reverse is bold italic; one that would not show is replaced
        the current span   reversed and bold, its marks kept
        the selection      reversed and underlined, not bold
        the match          reversed and underlined twice, not bold
        no article text    dim and struck through
        the caret          reversed and nothing else; on what is reversed already: turned back,
                           bold and underlined twice

    A caret inside a unit, as on the alef of a lam with its alef, is underlined too: twice where
    the cell is underlined once, once where it is twice. With `plain_only`, where underlines tell
    the selection, it is struck through, or no longer where the cell is already.

    `least_contrast` is what letters keep to their ground, as a ratio of WCAG, wherever colours
    are sent as they are; those of a terminal of few colours are its own.
    """

    def __init__(  # noqa: PLR0913 - all but the labels are facts of one terminal and theme
        self,
        labels: Sequence[Label],
        *,
        foreground: Color,
        background: Color,
        few_colors: bool = False,
        plain_only: bool = False,
        least_contrast: float = READABLE,
    ) -> None:
        self._labels = {label.name: label for label in labels}
        self._foreground = foreground
        self._background = background
        self._least = least_contrast
        self._plain_only = plain_only
        self.plain = _style(foreground, background)
        # With 16 colours every tint would come out as the same grey.
        self._look = (
            self._two_inks if plain_only else self._few_colors if few_colors else self._many_colors
        )
        self.cell = lru_cache(maxsize=1024)(self._cell)

    def label(self, name: str) -> Style:
        """The style of a label's own name, in lists and in the row of labels."""
        return self.cell((name,), current=False, selected=False)

    def caret(self, look: Style, *, inside: bool) -> Style:
        """The style of a cell with the caret, at the start of its unit or inside it."""
        if not inside:
            return look + _CARET
        if self._plain_only:
            return look + _CARET + Style(strike=not look.strike)
        once = not look.underline or look.underline2
        return look + _CARET + (_UNDERLINED if once else _UNDERLINED_TWICE)

    def _cell(
        self,
        labels: tuple[str, ...],
        *,
        current: bool,
        selected: bool,
        zone: bool = False,
        found: bool = False,
    ) -> Style:
        """The style under spans of these labels, the outermost first."""
        over: _Over = "current" if current and labels else "nothing"
        if found:
            over = "found"
        if selected:
            over = "selected"
        return self._look(labels, over, zone=zone)

    def _many_colors(self, labels: tuple[str, ...], over: _Over, *, zone: bool) -> Style:
        ground, letters = self._background, self._foreground
        for depth, name in enumerate(labels):
            letters = self._color(name)
            ground = ground.blend(letters, _NEST_TINT if depth else _TINT)
        marks = frozenset[str]().union(*map(self._mark, labels))
        match over:
            case "selected":
                ground = self._foreground.blend(self._background, _SELECTED_TINT)
                letters = self._background
            case "found":
                ground, letters = _FOUND, BLACK
                marks |= {"bold"}
            case "current":
                ground = ground.blend(letters, _CURRENT_TINT)
                letters = self._foreground
            case "nothing":
                pass
        if zone and over in _UNDER:
            ground = ground.blend(self._background, _ZONE_TINT)
        letters, ground = self._legible(letters, ground)
        if zone:
            letters = self._faint(letters, ground)
        return _style(letters, ground, marks, turns=over in _UNDER)

    def _few_colors(self, labels: tuple[str, ...], over: _Over, *, zone: bool) -> Style:
        """Letters alone are coloured, and spans inside each other are told by their marks."""
        ground, letters = self._background, self._foreground
        if labels:
            letters = self._vivid(labels[-1])
        if zone:
            letters = self._faint(letters, ground)
        marks = _worn(map(self._mark, labels))
        match over:
            case "selected":
                letters, ground = self._background, self._foreground
            case "found":
                letters, ground = BLACK, _FOUND
                marks |= {"bold"}
            case "current":
                letters, ground = ground, letters
            case "nothing":
                pass
        return _style(letters, ground, marks, turns=over in _UNDER)

    def _two_inks(self, labels: tuple[str, ...], over: _Over, *, zone: bool) -> Style:
        ground, letters = self._background, self._foreground
        marks = _worn(
            mark if mark != {"reverse"} else frozenset({"bold", "italic"})
            for mark in map(self._mark, labels)
        )
        match over:
            case "selected":
                marks = marks - _TELLING | {"underline"}
            case "found":
                marks = marks - _TELLING | {"underline2"}
            case "current":
                marks |= {"bold"}
            case "nothing":
                pass
        if over != "nothing":
            letters, ground = ground, letters
        return _style(letters, ground, marks | _OUTSIDE if zone else marks)

    def _vivid(self, name: str) -> Color:
        """The nearest of six plain hues, which a terminal of few colours can tell apart."""
        hue, saturation, _ = self._color(name).hsl
        lightness = 0.6 if self._foreground.brightness > self._background.brightness else 0.35
        return Color.from_hsl(round(hue * 6) / 6 % 1, round(saturation + 0.3), lightness)

    def _color(self, name: str) -> Color:
        """The colour of a label, brought nearer to that of letters until it shows here."""
        label = self._labels.get(name)
        if label is None:
            return self._foreground
        red, green, blue = Color.parse(label.color).rgb
        return _nearest(Color(red, green, blue), self._foreground, self._background, _VISIBLE)

    def _legible(self, letters: Color, ground: Color) -> tuple[Color, Color]:
        """Letters that can be read on their ground, which pales where no letters could be."""
        for step in range(_STEPS):
            paler = ground.blend(self._background, step / _STEPS)
            for end in (self._foreground, WHITE, BLACK):
                moved = _nearest(letters, end, paler, self._least)
                if contrast(moved, paler) >= self._least:
                    return moved, paler
        return self._foreground, self._background

    def _faint(self, letters: Color, ground: Color) -> Color:
        """Letters as near to their ground as can still be read."""
        return _nearest(letters.blend(ground, _FAINTEST), letters, ground, self._least)

    def _mark(self, name: str) -> _Marks:
        label = self._labels.get(name)
        return frozenset({label.mark if label else "underline"})


def contrast(one: Color, other: Color) -> float:
    """The contrast ratio of WCAG 2.2, 1 to 21."""
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def luminance(color: Color) -> float:
    """How bright a colour is to the eye by WCAG 2.2, 0 to 1."""
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in color.normalized
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _nearest(start: Color, end: Color, ground: Color, least: float) -> Color:
    """The first colour on the way to another that keeps this contrast to a ground; else its end."""
    way = (start.blend(end, step / _STEPS) for step in range(_STEPS))
    return next((color for color in way if contrast(color, ground) >= least), end)


def _worn(marks: Iterable[_Marks]) -> _Marks:
    """The marks of labels inside each other, of which each changes what is seen, while any can."""
    worn: _Marks = frozenset()
    for own in marks:
        choices = (own, *(frozenset({spare}) for spare in _SPARE))
        seen = (_seen(worn | choice) for choice in choices)
        worn = next((more for more in seen if more != worn), worn)
    return worn


def _seen(marks: _Marks) -> _Marks:
    """What a terminal shows of marks: of two underlines the double one."""
    return marks - {"underline"} if marks >= _LINES else marks


def _style(
    letters: Color, ground: Color, marks: _Marks = frozenset(), *, turns: bool = False
) -> Style:
    """The style of letters on a ground, which change places where it `turns` a reverse mark."""
    if turns and "reverse" in marks:
        letters, ground = ground, letters
    style = Style(color=letters.rich_color, bgcolor=ground.rich_color)
    return sum((_MARKS[mark] for mark in marks - {"reverse"}), style)
