"""Going back to the shell for a while."""

from __future__ import annotations

import os
import signal

from textual.app import App


def suspend(app: App[object]) -> str:
    """Stand still until the shell brings the program back; gives why that cannot be, if so.

    The whole group of processes stops, as it does by ctrl+z elsewhere, so that what started the
    program (make, a script) stops with it. Without a shell that could bring it back, which is
    so where a terminal runs nothing but this program, it would stand still for ever.
    """
    if app.is_headless or os.getpgrp() == os.getsid(0):
        return "no shell is waiting that could bring the program back"
    app.app_suspend_signal.publish(app)
    os.killpg(os.getpgrp(), signal.SIGTSTP)
    return ""
