"""A screen that nobody sees, with keys and a mouse: Xvfb and xdotool."""

from __future__ import annotations

import mmap
import os
import subprocess
import time
from contextlib import suppress

from tests.terminals.pictures import from_frame_buffer

SIZE = (1400, 1000)
_PATIENCE = 40.0
_LOOK = 0.15
_STILL = 0.7


class NothingSeen(Exception):
    """What was waited for did not come."""


def until(holds, what, patience=_PATIENCE):
    """Wait until something holds; gives what it gave."""
    end = time.monotonic() + patience
    while time.monotonic() < end:
        found = holds()
        if found:
            return found
        time.sleep(_LOOK)
    raise NothingSeen(f"waited {patience:.0f} s in vain: {what}")


class VirtualScreen:
    """An X server in memory. `folder` takes its frame buffer."""

    def __init__(self, folder):
        reading, writing = os.pipe()
        width, height = SIZE
        self._server = subprocess.Popen(
            [
                *("Xvfb", "-displayfd", str(writing), "-screen", "0", f"{width}x{height}x24"),
                *("-fbdir", str(folder), "-nolisten", "tcp", "-noreset"),
            ],
            pass_fds=(writing,),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        os.close(writing)
        with os.fdopen(reading) as told:
            self.name = f":{told.readline().strip()}"
        with (folder / "Xvfb_screen0").open("rb") as file:
            self._frame = mmap.mmap(file.fileno(), 0, prot=mmap.PROT_READ)

    def close(self):
        """Take the screen away, and with it the windows on it."""
        self._server.terminate()
        self._server.wait()

    def picture(self):
        """What is on the screen now."""
        return from_frame_buffer(self._frame[:])

    def still(self, seconds=_STILL):
        """What is on the screen once it has not changed for so long."""
        before, since = self.picture(), time.monotonic()
        end = since + _PATIENCE
        while time.monotonic() < min(since + seconds, end):
            time.sleep(_LOOK)
            now = self.picture()
            if now != before:
                before, since = now, time.monotonic()
        return before

    def changed(self, before, what):
        """What is on the screen once it has changed and is still again."""
        until(lambda: self.picture() != before, what)
        return self.still()

    def focus(self):
        """Wait for a window and give it the keyboard."""

        def found():
            windows = self._tool("search", "--onlyvisible", "--name", ".", needed=False).split()
            return windows and windows[-1]

        window = until(found, "a window of the terminal")
        self.still()
        with suppress(subprocess.CalledProcessError):
            self._tool("windowfocus", "--sync", window)

    def press(self, *keys):
        """Press keys by their names, one after another."""
        for key in keys:
            self._tool("key", "--", key)
            time.sleep(0.05)

    def type(self, text):
        """Type a text."""
        self._tool("type", "--delay", "40", "--", text)

    def click(self, place, times=1):
        """Press the left button at a pixel."""
        self._at(place)
        self._tool("click", "--repeat", str(times), "--delay", "80", "1")

    def drag(self, start, end):
        """Press the left button at a pixel, move to another and let go."""
        self._at(start)
        self._tool("mousedown", "1")
        self._at(end)
        time.sleep(0.2)
        self._tool("mouseup", "1")

    def put_mouse_away(self):
        """Move the mouse to where no window is."""
        self._at((SIZE[0] - 1, SIZE[1] - 1))

    def _at(self, place):
        self._tool("mousemove", "--sync", *map(str, place), needed=False)
        time.sleep(0.1)

    def _tool(self, *words, needed=True):
        done = subprocess.run(
            ["xdotool", *words],  # noqa: S607 - where PATH says
            env={**os.environ, "DISPLAY": self.name},
            check=needed,
            capture_output=True,
            text=True,
            timeout=_PATIENCE,
        )
        return done.stdout
