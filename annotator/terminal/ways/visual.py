"""Rows sent as they are seen, for terminals that put every cell where they are told."""

from __future__ import annotations

from collections.abc import Sequence

from annotator.terminal.cells import Painted, written


class Visual:
    """The way of xterm, Alacritty, foot, Windows Terminal and others; what every way does else.

    A way is told rows as they should be seen. `rewrites` says whether it sends others, `fills`
    whether a line of output has to be as wide as the terminal to stand in its place.
    """

    name = "visual"
    rewrites = False
    fills = False

    def enter(self) -> str:
        """What is sent before the screen is first painted."""
        return ""

    def leave(self) -> str:
        """What undoes all that was sent."""
        return ""

    def row(self, cells: Sequence[Painted]) -> tuple[Painted, ...]:
        """What is sent for a whole row of the screen, so that it is seen as these cells.

        It takes as many columns as they do.
        """
        return tuple(cells)

    def column_of(self, sent: Sequence[Painted], column: int) -> int:  # noqa: ARG002 - others look at it
        """Where a place of a row is seen that the mouse was pressed on, as the terminal tells it.

        `sent` is the row as it was sent; columns count cells from the left edge.
        """
        return column

    def line(self, cells: Sequence[Painted]) -> str:
        """A line of a command's output as it is sent, its end included.

        Nothing of the terminal is changed for longer than the line.
        """
        return f"{written(self.row(cells))}\n"
