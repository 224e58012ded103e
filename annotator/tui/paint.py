"""How labels look: a colour and a mark for each, so that neither has to be told alone."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from rich.style import Style
from textual.color import Color

from annotator.labels.schema import Label

_TINT = 0.22
_CURRENT_TINT = 0.5
_NEST_TINT = 0.12
_LEAST_CONTRAST = 4.5


_MARKS = {
    "underline": Style(underline=True),
    "underline2": Style(underline2=True),
    "bold": Style(bold=True),
    "italic": Style(italic=True),
    "reverse": Style(reverse=True),
    "strike": Style(strike=True),
}


class Paint:
    """Turns what stands on a cell (labels, selection) into one style.

    Nested and overlapping spans all show: the innermost gives the colour of the letters,
    every label adds its mark, and each further span deepens the ground.
    """

    def __init__(
        self,
        labels: Sequence[Label],
        *,
        foreground: Color,
        background: Color,
        few_colors: bool = False,
    ) -> None:
        self._labels = {label.name: label for label in labels}
        self._foreground = foreground
        self._background = background
        self.plain = Style(color=foreground.rich_color, bgcolor=background.rich_color)
        # With 16 colours every tint would come out as the same grey.
        self.cell = lru_cache(maxsize=1024)(self._bold_cell if few_colors else self._cell)

    def label(self, name: str) -> Style:
        """The style of a label's own name, in lists and in the row of labels."""
        return self.cell((name,), current=False, selected=False)

    def _cell(self, labels: tuple[str, ...], *, current: bool, selected: bool) -> Style:
        """The style under spans of these labels, the outermost first."""
        ground, letters, marks = self._background, self._foreground, Style.null()
        for depth, name in enumerate(labels):
            color = self._color(name)
            ground = ground.blend(color, _NEST_TINT if depth else _TINT)
            letters = color
            marks += self._mark(name)
        if current and labels:
            ground = ground.blend(self._color(labels[-1]), _CURRENT_TINT)
            letters = self._foreground
        if selected:
            letters, ground = self._background, self._foreground.blend(self._background, 0.25)
        letters = _readable(letters, ground, self._foreground)
        return Style(color=letters.rich_color, bgcolor=ground.rich_color) + marks

    def _bold_cell(self, labels: tuple[str, ...], *, current: bool, selected: bool) -> Style:
        """The same in a terminal of few colours: letters alone are coloured."""
        letters, ground, marks = self._foreground, self._background, Style.null()
        for name in labels:
            letters = self._vivid(name)
            marks += self._mark(name)
        if current and labels:
            letters, ground = self._background, letters
        if selected:
            letters, ground = self._background, self._foreground
        return Style(color=letters.rich_color, bgcolor=ground.rich_color) + marks

    def _vivid(self, name: str) -> Color:
        """The nearest of six plain hues, which a terminal of few colours can tell apart."""
        hue, saturation, _ = self._color(name).hsl
        lightness = 0.6 if self._foreground.brightness > self._background.brightness else 0.35
        return Color.from_hsl(round(hue * 6) / 6 % 1, round(saturation + 0.3), lightness)

    def _color(self, name: str) -> Color:
        label = self._labels.get(name)
        return Color.parse(label.color) if label else self._foreground

    def _mark(self, name: str) -> Style:
        label = self._labels.get(name)
        return _MARKS[label.mark if label else "underline"]


def _readable(letters: Color, ground: Color, foreground: Color) -> Color:
    """The colour of letters, moved towards the foreground until it can be read on its ground."""
    for step in range(5):
        moved = letters.blend(foreground, step / 5)
        if _contrast(moved, ground) >= _LEAST_CONTRAST:
            return moved
    return ground.get_contrast_text(1.0)


def _contrast(one: Color, other: Color) -> float:
    """The contrast ratio of WCAG 2.2, 1 to 21."""
    high, low = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def _luminance(color: Color) -> float:
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in color.normalized
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
