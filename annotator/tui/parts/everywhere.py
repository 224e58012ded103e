"""What commands do that every room has: help, the palette, the theme, the clipboard."""

from __future__ import annotations

from collections.abc import Callable

from textual.app import App

from annotator.labels.span import Piece
from annotator.session.keymap import Keymap
from annotator.tui import themes
from annotator.tui.parts import windows


def open_palette(app: App[object], keymap: Keymap, obey: Callable[[str], None]) -> None:
    """Let a command be found by its name; `obey` is told which."""
    # Moves have their keys; what a person looks for by name is something else.
    moves = ("Move", "Select")
    listed = sorted(keymap.commands, key=lambda command: command.group in moves)

    def chosen(command: str | None) -> None:
        if command is not None:
            obey(command)

    app.push_screen(windows.palette(tuple(listed), keymap.latin_text), chosen)


def next_theme(app: App[object]) -> str:
    """Turn to the next theme; what to say of it."""
    names = tuple(themes.THEMES)
    name = names[(names.index(app.theme) + 1) % len(names)]
    themes.apply(app, name)
    return f"theme: {name}"


def copy(app: App[object], text: str, selection: Piece | None, keymap: Keymap) -> str:
    """Copy what is selected of a text to the clipboard, in logical order; what to say of it."""
    if selection is None:
        return f"nothing is selected to copy; {keymap.keys_of('leave')} leaves the program"
    start, end = selection
    app.copy_to_clipboard(text[start:end])
    return "copied 1 character" if end - start == 1 else f"copied {end - start} characters"
