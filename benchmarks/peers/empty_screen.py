"""An empty screen of Textual: what opening anything with it costs at least."""

from __future__ import annotations

from textual.app import App


class EmptyApp(App[None]):
    """Nothing at all."""

    ENABLE_COMMAND_PALETTE = False


if __name__ == "__main__":
    EmptyApp().run()
